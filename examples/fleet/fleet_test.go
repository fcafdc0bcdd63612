// Package fleet runs the fleet example as a test, with the first thirty homes.
package fleet

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

const homes, draws = 30, 2

// load plans the scenario with the first homes of its file.
func load(t *testing.T, homes, draws int, variants ...string) *scenarios.Plan {
	plan, list, _ := scenarios.Load("scenario.toml", scenarios.Options{
		Draws: draws, Variants: variants, Set: []string{"fleet.homes.file=" + cut(t, homes)},
	})
	require.NotNil(t, plan, "%v", list)
	require.Empty(t, list)
	return plan
}

func cut(t *testing.T, homes int) string {
	text, err := os.ReadFile("homes.csv")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "homes.csv")
	lines := strings.SplitAfter(string(text), "\n")[:1+homes]
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o644))
	return path
}

// tape keeps the temperatures of the homes and the power of the street.
type tape struct {
	layout      *engine.Layout
	schema      *engine.Schema
	power       []float64
	temperature [][]float64 // by sample, by home; kelvin
}

func (t *tape) Event(engine.Event) error { return nil }

func (t *tape) Sample(_ engine.Time, values []float64) error {
	var all []float64
	for _, row := range t.layout.Rows {
		for _, channel := range row.Channels {
			switch {
			case channel < 0:
			case t.schema.Twins[row.Twin] == "transformer":
				t.power = append(t.power, values[channel])
			default:
				all = append(all, values[channel])
			}
		}
	}
	t.temperature = append(t.temperature, all)
	return nil
}

// cold is how many home-hours below 18 degC there were from 07:00 to 22:00.
func (t *tape) cold() float64 {
	hours := 0.0
	for k, all := range t.temperature {
		if of := k % 96; of < 7*4 || of >= 22*4 {
			continue
		}
		for _, x := range all {
			if x < 273.15+18 {
				hours += 0.25
			}
		}
	}
	return hours
}

// execute carries out one run of a plan.
func execute(t *testing.T, plan *scenarios.Plan, number int64) (*tape, *engine.Outcome) {
	id := plan.ID(number)
	rec := &tape{layout: plan.Layout(id.Variant, id.Sweep), schema: plan.Schema()}
	var o engine.Outcome
	plan.Source().Worker().Execute(number, rec, nil, &o)
	require.NoError(t, o.Err)
	return rec, &o
}

// The street does what its story says, in every draw.
func TestStory(t *testing.T) {
	plan := load(t, homes, draws)
	schema := plan.Schema()
	require.Equal(t, []string{"as_it_is", "set_back", "staggered", "insulated", "insulated_set_back", "insulated_staggered", "lock_out"}, schema.Variants)
	for draw := range int64(draws) {
		value, cold, shift := map[string]float64{}, map[string]float64{}, 0.0
		for v, variant := range schema.Variants {
			number := int64(v)*draws + draw
			rec, o := execute(t, plan, number)
			for i, x := range schema.Indicators {
				value[variant+" "+x.Name] = o.Indicators[i]
			}
			drawn, err := plan.Draw(int(draw))
			require.NoError(t, err)
			shift = drawn["input.shift.value"]
			cold[variant] = rec.cold()
			require.Len(t, rec.temperature[0], homes)
			require.InEpsilon(t, sum(rec.power[1:])*0.25/1000, value[variant+" energy"]*1000, 1e-9, "means of 15 min are the energy")
			require.InEpsilon(t, value[variant+" energy"]*280, value[variant+" cost"], 1e-9)
			require.LessOrEqual(t, slices.Max(rec.power[1:])/1000, value[variant+" peak"]*(1+1e-12), "a window that slides finds more")
		}

		// Here thirty homes, with the households of two hundred: the heat pumps
		// alone are compared.
		pumps := func(variant string) float64 { return value[variant+" peak"] - 90 }

		// Set-back saves energy and makes a peak; taking turns takes some of it
		// away; insulation takes away nothing of it, but much without set-back.
		require.Less(t, value["set_back energy"], 0.98*value["as_it_is energy"])
		require.Greater(t, pumps("set_back"), 1.05*pumps("as_it_is"))
		require.Less(t, value["staggered peak"], value["set_back peak"])
		require.Greater(t, value["staggered peak"], value["as_it_is peak"])
		require.InEpsilon(t, value["set_back energy"], value["staggered energy"], 0.01)
		require.InEpsilon(t, value["set_back peak"], value["insulated_set_back peak"], 0.01)
		require.Less(t, pumps("insulated"), 0.95*pumps("as_it_is"))
		require.Less(t, value["insulated energy"], 0.95*value["as_it_is energy"])
		require.Less(t, value["insulated_staggered peak"], value["staggered peak"])

		// What it costs in comfort.
		require.Zero(t, cold["as_it_is"])
		require.Zero(t, cold["insulated"])
		require.Positive(t, cold["set_back"])
		require.Positive(t, cold["lock_out"])
		require.Greater(t, cold["staggered"], 3*cold["set_back"])

		// After the lock-out all heat pumps run at once, with the air of 07:00.
		require.InEpsilon(t, ceiling(t, homes, -11.7+shift), value["lock_out tuesday"], 1e-9)
	}
}

// ceiling is the power in kW with all heat pumps on at a temperature of the air,
// and that of the households in the morning.
func ceiling(t *testing.T, homes int, air float64) float64 {
	file, err := os.Open("homes.csv")
	require.NoError(t, err)
	defer file.Close() // read only
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	cell := func(row []string, name string) float64 {
		for i, column := range rows[0] {
			if column == name {
				x, err := strconv.ParseFloat(row[i], 64)
				require.NoError(t, err)
				return x
			}
		}
		t.Fatal(name)
		return 0
	}
	part := (max(air, -12) + 12) / (7 + 12) // held below -12 degC
	total := 90.0
	for _, row := range rows[1 : 1+homes] {
		heat := cell(row, "kw_cold") + part*(cell(row, "kw_mild")-cell(row, "kw_cold"))
		total += heat / (cell(row, "cop_cold") + part*(cell(row, "cop_mild")-cell(row, "cop_cold")))
	}
	return total
}

// The homes account for their energy in every variant. The quadrature that
// checks it is slow: a day and a half of three homes do.
func TestEnergyBalance(t *testing.T) {
	plan := load(t, 3, 1)
	for variant := range plan.Schema().Variants {
		study, err := plan.Study(variant, 0)
		require.NoError(t, err)
		short := *study
		short.Warmup, short.Span = 0, 36*3600*engine.Second
		short.Indicators = nil
		m, problems := models.BuildAudited(&short)
		require.Empty(t, problems)
		r := m.Engine.NewRun()
		r.Reset(engine.Numbers{Seed: 7}, nil)
		balances := m.Audit(r)
		require.NoError(t, r.Advance(short.Span))
		checked := 0
		for _, b := range balances() {
			require.Less(t, b.Error(), 1e-9, b.Path)
			checked++
		}
		require.Positive(t, checked)
	}
}

// A run is the same whoever carries it out, and in whatever order.
func TestWorkersDoNotMatter(t *testing.T) {
	plan := load(t, 5, 2, "as_it_is", "lock_out")
	var want []uint64
	for n := range plan.Runs() {
		_, o := execute(t, plan, n)
		want = append(want, o.Fingerprint)
	}
	w := plan.Source().Worker()
	for n := plan.Runs() - 1; n >= 0; n-- {
		rec := &tape{layout: plan.Layout(plan.ID(n).Variant, 0), schema: plan.Schema()}
		var o engine.Outcome
		w.Execute(n, rec, nil, &o)
		require.NoError(t, o.Err)
		require.Equal(t, want[n], o.Fingerprint)
	}
}

// homes.csv is what its script makes, and the columns hold what the story says.
func TestHomes(t *testing.T) {
	text, err := os.ReadFile("homes.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 201)
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	better, newest := 0, 0
	for _, row := range rows[1:] {
		if row[column["heat_loss"]] != row[column["heat_loss_insulated"]] {
			better++
			year, err := strconv.Atoi(row[column["year"]])
			require.NoError(t, err)
			newest = max(newest, year)
		}
	}
	require.Equal(t, 50, better)
	for _, row := range rows[1:] {
		if row[column["heat_loss"]] == row[column["heat_loss_insulated"]] {
			year, err := strconv.Atoi(row[column["year"]])
			require.NoError(t, err)
			require.GreaterOrEqual(t, year, newest)
		}
	}

	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to make homes.csv with")
	}
	path := filepath.Join(t.TempDir(), "homes.csv")
	out, err := exec.Command(python, "make_homes.py", path).CombinedOutput()
	require.NoError(t, err, "%s", out)
	made, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(text), string(made))
}

func sum(values []float64) float64 {
	total := 0.0
	for _, x := range values {
		total += x
	}
	return total
}

// Package measured runs the measured example as a test.
package measured

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

func load(t *testing.T, path string) *scenarios.Plan {
	plan, list, _ := scenarios.Load(path, scenarios.Options{Draws: -1})
	require.NotNil(t, plan, "%v", list)
	require.Empty(t, list)
	return plan
}

// execute carries out one run and returns its indicators by name.
func execute(
	t *testing.T, plan *scenarios.Plan, worker engine.Worker, number int64, rec engine.Recorder,
) map[string]float64 {
	var o engine.Outcome
	worker.Execute(number, rec, nil, &o)
	require.NoError(t, o.Err)
	value := map[string]float64{}
	for k, c := range plan.Schema().Indicators {
		value[c.Name] = o.Indicators[k]
	}
	return value
}

// all carries out every run of a plan without a sweep, by variant.
func all(t *testing.T, plan *scenarios.Plan) map[string]map[string]float64 {
	value := map[string]map[string]float64{}
	worker := plan.Source().Worker()
	for n := range plan.Runs() {
		value[plan.Schema().Variants[plan.ID(n).Variant]] = execute(t, plan, worker, n, nil)
	}
	return value
}

// The page says which model to trust, and why.
func TestStory(t *testing.T) {
	v := all(t, load(t, "scenario.toml"))
	require.Len(t, v, 5)
	// Each step fits better, down to the sun and the people ...
	require.Greater(t, v["one_capacity"]["rmse_train"], 1.5*v["fitted_loss"]["rmse_train"])
	require.Greater(t, v["fitted_loss"]["rmse_train"], 2*v["with_gains"]["rmse_train"])
	require.Greater(t, v["drawings"]["rmse_train"], 4.0)
	// ... and the last only where it was fitted.
	require.Less(t, v["two_more"]["rmse_train"], v["with_gains"]["rmse_train"])
	require.Greater(t, v["two_more"]["rmse_hold"], 1.3*v["with_gains"]["rmse_hold"])
	require.InDelta(t, v["with_gains"]["rmse_train"], v["with_gains"]["rmse_hold"], 0.1)
	require.Greater(t, v["fitted_loss"]["rmse_hold"], 1.3*v["fitted_loss"]["rmse_train"])
	// Those that forget the sun are too cold in a sunny week, and heat too much.
	require.Less(t, v["fitted_loss"]["bias_hold"], -0.5)
	require.Greater(t, v["fitted_loss"]["nmbe_hold"], 10.0)
	require.Less(t, math.Abs(v["with_gains"]["nmbe_hold"]), 5.0)
	require.Less(t, v["with_gains"]["cv_rmse_hold"], 30.0)
	for name, of := range v {
		require.InDelta(t, 0, of["instruments"], 0.1, name)
		require.LessOrEqual(t, of["mae_hold"], of["rmse_hold"], name)
		require.GreaterOrEqual(t, of["rmse_hold"], math.Abs(of["bias_hold"]), name)
		// Over a period that the meter's readings fill, nmbe is the energy's error.
		require.InDelta(t, 100*(of["heat_hold"]/of["metered_hold"]-1), of["nmbe_hold"], 1e-6, name)
	}
}

// Three degrees less at night save what the finer model saves, more or less;
// one capacity says that nothing is to be had.
func TestSetBack(t *testing.T) {
	colder := scenarios.Options{Draws: -1, Set: []string{"input.hours.otherwise=14 degC"}}
	saved := func(path, name string) map[string]float64 {
		now := all(t, load(t, path))
		plan, list, _ := scenarios.Load(path, colder)
		require.NotNil(t, plan, "%v", list)
		value := map[string]float64{}
		for variant, of := range all(t, plan) {
			value[variant] = now[variant][name] - of[name]
		}
		return value
	}
	truth := saved("building.toml", "week_5")["base"]
	models := saved("scenario.toml", "heat_hold")
	require.InDelta(t, 28, truth, 1)
	require.InDelta(t, truth, models["with_gains"], 5)
	require.Less(t, models["one_capacity"], 0.2*truth)
	require.Less(t, models["fitted_loss"], 0.5*truth)
	require.Greater(t, models["drawings"], 1.3*truth)
}

// The valley of rmse_train has its floor at the values of scenario.toml.
func TestValley(t *testing.T) {
	plan := load(t, "valley.toml")
	const losses, masses = 14, 8 // the last path of the sweep runs fastest
	require.Equal(t, int64(2*losses*masses), plan.Runs())
	worker := plan.Source().Worker()
	best := map[string][]float64{}
	for n := range plan.Runs() {
		id := plan.ID(n)
		variant := plan.Schema().Variants[id.Variant]
		loss, mass := int(id.Sweep)/masses, int(id.Sweep)%masses
		floor := map[string][2]int{"fitted_loss": {2, 5}, "with_gains": {10, 2}}[variant] // 110 W/K, 95 MJ/K; 158, 65
		across := mass == floor[1]
		beside := loss == floor[0] && (mass == floor[1]-1 || mass == floor[1]+1)
		if !across && !beside {
			continue
		}
		fit := execute(t, plan, worker, n, nil)["rmse_train"]
		if b := best[variant]; b == nil || fit < b[0] {
			best[variant] = []float64{fit, float64(98 + 6*loss), float64(45 + 10*mass)}
		}
	}
	require.Equal(t, []float64{110, 95}, best["fitted_loss"][1:])
	require.Equal(t, []float64{158, 65}, best["with_gains"][1:])
	require.Less(t, best["with_gains"][0], best["fitted_loss"][0]/2)
}

// tape keeps the residuals of the zone.
type tape struct {
	channel   int
	times     []engine.Time
	residuals []float64
}

func (r *tape) Sample(at engine.Time, values []float64) error {
	r.times = append(r.times, at)
	r.residuals = append(r.residuals, values[r.channel])
	return nil
}

func (r *tape) Event(engine.Event) error { return nil }

// residualChannel finds the channel of twin.zone.temperature_residual.
func residualChannel(t *testing.T, plan *scenarios.Plan, id engine.RunID) int {
	for _, row := range plan.Layout(id.Variant, id.Sweep).Rows {
		if plan.Schema().Twins[row.Twin] != "zone" {
			continue
		}
		for c, column := range plan.Schema().Tables[row.Table].Columns {
			if column.Name == "temperature_residual" {
				return row.Channels[c]
			}
		}
	}
	require.Fail(t, "no residual")
	return 0
}

// The residuals are recorded at the stamps of the record, so that their mean
// square is that of the indicator, once those in the gap are left out.
func TestResiduals(t *testing.T) {
	plan := load(t, "scenario.toml")
	worker := plan.Source().Worker()
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	start := time.Date(2026, 2, 23, 0, 0, 0, 0, zone)
	hold := engine.Time(time.Date(2026, 3, 23, 0, 0, 0, 0, zone).Sub(start))
	gap := [2]engine.Time{
		engine.Time(time.Date(2026, 3, 11, 12, 0, 0, 0, zone).Sub(start)),
		engine.Time(time.Date(2026, 3, 11, 15, 30, 0, 0, zone).Sub(start)),
	}
	for n := range plan.Runs() {
		rec := &tape{channel: residualChannel(t, plan, plan.ID(n))}
		value := execute(t, plan, worker, n, rec)
		var sum, count [2]float64
		for k, at := range rec.times {
			if at > gap[0] && at < gap[1] {
				continue
			}
			period := 0
			if at >= hold {
				period = 1
			}
			sum[period] += rec.residuals[k] * rec.residuals[k]
			count[period]++
		}
		require.Equal(t, [2]float64{28*96 - 13, 7*96 - 4 + 1}, count) // the hour that spring takes, and both ends
		require.InEpsilon(t, value["rmse_train"], math.Sqrt(sum[0]/count[0]), 1e-9)
		require.InEpsilon(t, value["rmse_hold"], math.Sqrt(sum[1]/count[1]), 1e-9)
	}
}

// The record has what its page says: one gap, one roll-over, and an hour less.
func TestRecord(t *testing.T) {
	file, err := os.Open("measured.csv")
	require.NoError(t, err)
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = ';'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	var before time.Time
	var meter []float64
	gaps, falls := 0, 0
	for _, row := range rows[1:] {
		at, err := time.ParseInLocation("02.01.2006 15:04", row[0], zone)
		require.NoError(t, err)
		require.Equal(t, row[0], at.Format("02.01.2006 15:04"), "a time that clocks do not show")
		if !before.IsZero() && at.Sub(before) != 15*time.Minute {
			gaps++
		}
		before = at
		if row[5] == "" {
			continue
		}
		reading, err := strconv.ParseFloat(strings.Replace(row[5], ",", ".", 1), 64)
		require.NoError(t, err)
		if len(meter) > 0 && reading < meter[len(meter)-1] {
			falls++
		}
		meter = append(meter, reading)
	}
	require.Equal(t, []int{1, 1}, []int{gaps, falls})
	used := all(t, load(t, "building.toml"))["base"]["energy"]
	require.InDelta(t, used, meter[len(meter)-1]+100000-meter[0], 0.2)
}

// Every variant accounts for its energy; a day of it does.
func TestEnergyBalance(t *testing.T) {
	plan := load(t, "scenario.toml")
	for variant := range plan.Schema().Variants {
		study, err := plan.Study(variant, 0)
		require.NoError(t, err)
		short := *study
		short.Warmup, short.Span, short.Indicators = 0, 24*3600*engine.Second, nil
		m, problems := models.BuildAudited(&short)
		require.Empty(t, problems)
		run := m.Engine.NewRun()
		run.Reset(engine.Numbers{Seed: 1}, nil)
		balances := m.Audit(run)
		require.NoError(t, run.Advance(short.Span))
		for _, b := range balances() {
			require.Greater(t, b.Gross, 1e8, b.Path)
			require.Less(t, b.Error(), 1e-9, b.Path)
		}
	}
}

// It does not matter who else runs at the same time.
func TestWorkers(t *testing.T) {
	plan := load(t, "scenario.toml")
	alone := all(t, plan)
	var group sync.WaitGroup
	beside := make([]engine.Outcome, plan.Runs())
	for n := range plan.Runs() {
		group.Go(func() { plan.Source().Worker().Execute(n, nil, nil, &beside[n]) })
	}
	group.Wait()
	for n, o := range beside {
		require.NoError(t, o.Err)
		for k, c := range plan.Schema().Indicators {
			require.Equal(t, alone[plan.Schema().Variants[plan.ID(int64(n)).Variant]][c.Name], o.Indicators[k])
		}
	}
}

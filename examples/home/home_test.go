// Package home runs the hot water example as a test.
package home

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/results"
	"whatif/scenarios"
)

func load(t *testing.T, draws int, set ...string) *scenarios.Plan {
	plan, list, _ := scenarios.Load("scenario.toml", scenarios.Options{Draws: draws, Set: set})
	require.NotNil(t, plan, "%v", list)
	return plan
}

// study runs what the story speaks of: the indicators by strategy and set-point
// ("always 55"), a number per draw.
func study(t *testing.T, plan *scenarios.Plan) map[string]map[string][]float64 {
	setpoints := []string{"48", "51", "55", "60"}
	told := map[string]bool{
		"always 48": true, "always 51": true, "always 55": true, "always 60": true, "shift_large 51": true,
		"shift 55": true, "shift 60": true, "night 60": true, "night_large 60": true,
	}
	found := map[string]map[string][]float64{}
	worker := plan.Source().Worker()
	for number := range plan.Runs() {
		id := plan.ID(number)
		name := plan.Schema().Variants[id.Variant] + " " + setpoints[id.Sweep]
		if !told[name] {
			continue
		}
		var o engine.Outcome
		worker.Execute(number, nil, nil, &o)
		require.NoError(t, o.Err)
		if found[name] == nil {
			found[name] = map[string][]float64{}
		}
		for i, column := range plan.Schema().Indicators {
			found[name][column.Name] = append(found[name][column.Name], o.Indicators[i])
		}
	}
	require.Len(t, found, len(told))
	return found
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// The strategies cost and comfort what the story says of them.
func TestStory(t *testing.T) {
	of := study(t, load(t, 8))
	today := of["always 55"]

	for _, steps := range [][2]string{{"always 48", "always 51"}, {"always 51", "always 55"}, {"always 55", "always 60"}} {
		cool, hot := of[steps[0]], of[steps[1]]
		for d := range hot["cost"] {
			require.Less(t, cool["cost"][d], hot["cost"][d], steps)
			require.GreaterOrEqual(t, cool["tepid"][d], hot["tepid"][d], steps)
			require.Greater(t, cool["cop"][d], hot["cop"][d], steps)
		}
	}
	for d, cost := range today["cost"] {
		require.Less(t, of["shift 55"]["cost"][d], cost)
		require.Less(t, of["night_large 60"]["cost"][d], of["shift 55"]["cost"][d])
		require.Less(t, of["night 60"]["cost"][d], of["night_large 60"]["cost"][d])
		require.Less(t, of["shift_large 51"]["cost"][d], of["shift 55"]["cost"][d])
		require.Greater(t, of["night 60"]["tepid"][d], of["night_large 60"]["tepid"][d])
	}
	// Coasting saves about as much as lowering, for a fraction of the tepid showers.
	require.InDelta(t, mean(of["always 48"]["cost"]), mean(of["shift 55"]["cost"]), 0.5)
	require.Less(t, mean(of["shift 55"]["tepid_showers"]), mean(of["always 48"]["tepid_showers"])/2)
	require.InDelta(t, mean(today["tepid_showers"]), mean(of["shift 60"]["tepid_showers"]), 1.5)
	require.InDelta(t, mean(today["tepid_showers"]), mean(of["shift_large 51"]["tepid_showers"]), 1.5)

	share := func(name string) float64 { return mean(of[name]["dear_energy"]) / mean(of[name]["energy"]) }
	require.InDelta(t, 0.33, share("always 55"), 0.05)
	require.Less(t, share("shift 55"), 0.06)
	require.Less(t, share("night 60"), 0.01)
	require.InDelta(t, mean(today["peak"]), mean(of["shift 55"]["peak"]), 0.3)
}

// Bills are what their tariffs make of the energy at each price; all strategies
// of one draw meet the same taps; heat over electricity is the coefficient of
// performance.
func TestAccounts(t *testing.T) {
	of := study(t, load(t, 2))
	for name, is := range of {
		for d := range is["cost"] {
			night, dear := is["night_energy"][d], is["dear_energy"][d]
			day := is["energy"][d] - night - dear
			require.InEpsilon(t, 0.22*night+0.34*day+0.44*dear, 2*is["cost"][d], 1e-9, name)
			require.InEpsilon(t, 0.37*night+0.40*day+0.47*dear, is["co2"][d], 1e-9, name)
			require.InEpsilon(t, is["heat"][d]/is["energy"][d], is["cop"][d], 0.06, name) // a mean over time, not over heat
			require.Greater(t, is["house_cost"][d], is["cost"][d], name)
			require.LessOrEqual(t, is["tepid"][d], is["bathing"][d], name)
			require.LessOrEqual(t, is["tepid_showers"][d], is["showers"][d], name)
		}
		require.Equal(t, of["always 55"]["bathing"], is["bathing"], name)
		require.Equal(t, of["always 55"]["showers"], is["showers"], name)
	}
}

// Tank, utility room and house account for their energy in every strategy, also
// while the water is tepid.
func TestEnergyBalance(t *testing.T) {
	plan := load(t, 1, "input.setpoint.value=48 degC")
	for variant, name := range plan.Schema().Variants {
		study, err := plan.Study(variant, 0)
		require.NoError(t, err)
		short := *study
		short.Warmup, short.Span = 0, 36*3600*engine.Second
		m, problems := models.BuildAudited(&short)
		require.Empty(t, problems)
		r := m.Engine.NewRun()
		r.Reset(engine.Numbers{Seed: 11}, nil)
		balances := m.Audit(r)
		require.NoError(t, r.Advance(short.Span))
		for _, b := range balances() {
			require.Greater(t, b.Gross, 1e6, "%s %s", name, b.Path)
			require.Less(t, b.Error(), 1e-9, "%s %s", name, b.Path)
		}
	}
}

// One shower out of a tank with nothing else going on takes the heat that its
// formula says; once the water is tepid, the tank mixes with what comes in cold.
func TestShower(t *testing.T) {
	text, err := os.ReadFile("scenario.toml")
	require.NoError(t, err)
	weather, err := filepath.Abs("../office/weather.csv")
	require.NoError(t, err)
	one := strings.NewReplacer("../office/weather.csv", filepath.ToSlash(weather),
		`rate    = "0.4 1/h"`, `at      = ["10 min"]`, "during  = [\n    { days = \"mon-fri\", from = \"06:00\"", "#").Replace(string(text))
	begin := strings.Index(one, "#, to = ")
	require.Positive(t, begin)
	end := begin + strings.Index(one[begin:], "\n]\n") + 3
	path := filepath.Join(t.TempDir(), "scenario.toml")
	require.NoError(t, os.WriteFile(path, []byte(one[:begin]+one[end:]), 0o644))

	const turn = 8 / 300.0 // of the tank's water, in a minute
	for _, c := range []struct{ start, want float64 }{
		{50, 50 - 5*turn*(42-9)},
		{40, 9 + (40-9)*math.Exp(-5*turn)},
		{43, 9 + (42-9)*math.Exp(-5*turn+1/(42-9.0))},
	} {
		plan, list, _ := scenarios.Load(path, scenarios.Options{Draws: 1, Variants: []string{"always"}, Set: []string{
			"input.target.expression=max(input.cold, '5 degC')", "input.cold.value=9 degC", "input.showers.for=5 min",
			"input.baths.rate=0 1/h", "input.sinks.rate=0 1/h", "twin.tank.heat_loss=0 W/K",
			fmt.Sprintf("twin.tank.start=%g degC", c.start), "scenario.warmup=0 s", "scenario.span=1 h",
		}})
		require.NotNil(t, plan, "%v", list)
		var o engine.Outcome
		plan.Source().Worker().Execute(0, nil, nil, &o)
		require.NoError(t, o.Err)
		coldest := slices.IndexFunc(plan.Schema().Indicators, func(c engine.Column) bool { return c.Name == "coldest" })
		require.InDelta(t, c.want, o.Indicators[coldest], 1e-6, "from %g degC", c.start)
	}
}

// How many runs go on at a time changes nothing.
func TestWorkers(t *testing.T) {
	var first []results.Group
	for _, workers := range []int{1, 2} {
		plan := load(t, 2, "scenario.span=2 d", "input.setpoint.value=51 degC")
		info, dir := plan.Info(), t.TempDir()
		w, err := results.Create(dir, results.Info{
			Name: plan.Name, Scenario: plan.Text, Files: info.Files, EngineVersion: "test", Seed: info.Seed,
			Draws: info.Draws, Sweeps: info.Sweeps, SweepPoints: info.SweepPoints, Start: info.Start, HasStart: info.HasStart,
			Span: info.Span, Warmup: info.Warmup, Every: info.Every, Runs: plan.Runs(), RunsPerPart: 2,
		}, plan.Schema(), false)
		require.NoError(t, err)
		require.NoError(t, engine.Batch{Workers: workers, RunsPerPart: 2}.Run(context.Background(), plan.Source(), w))
		_, err = w.Finish(context.Background())
		require.NoError(t, err)
		r, err := results.Open(dir)
		require.NoError(t, err)
		groups, err := r.Indicators()
		require.NoError(t, err)
		if first == nil {
			first = groups
			continue
		}
		require.Equal(t, first, groups)
	}
}

// Package office runs the office example as a test.
package office

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/results"
	"whatif/scenarios"
)

func load(t *testing.T, path string, draws int) *scenarios.Plan {
	plan, list, _ := scenarios.Load(path, scenarios.Options{Draws: draws})
	require.NotNil(t, plan, "%v", list)
	require.Empty(t, list)
	return plan
}

// store runs a plan and returns its result.
func store(t *testing.T, plan *scenarios.Plan, workers int) *results.Result {
	dir := t.TempDir()
	info := plan.Info()
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
	return r
}

// The example says what it says in its story.
func TestStory(t *testing.T) {
	r := store(t, load(t, "scenario.toml", 4), 2)
	groups, err := r.Indicators()
	require.NoError(t, err)
	require.Len(t, groups, 4)
	value := map[string]float64{}
	for _, g := range groups {
		require.Equal(t, 4, g.N)
		for _, s := range g.Indicators {
			value[g.Variant+" "+s.Name] = s.Median
		}
		require.Equal(t, "alert.cold", g.Alerts[0].Alert)
	}
	require.InDelta(t, 150, value["base energy"], 30)
	require.Greater(t, value["warmer energy"], value["base energy"])
	require.Less(t, value["insulated energy"], value["base energy"])
	require.Greater(t, value["aged_pump energy"], value["base energy"])
	require.Greater(t, value["warmer coldest_work"], value["base coldest_work"])
	require.Greater(t, value["insulated coldest_work"], value["base coldest_work"])
	require.InEpsilon(t, value["base energy"], value["base mean_power"]*168, 0.05)
}

// tape keeps what one run records, by the name of each series.
type tape struct {
	layout *engine.Layout
	schema *engine.Schema
	series map[string][]float64
	events []engine.Event
}

func (t *tape) Sample(_ engine.Time, values []float64) error {
	for _, row := range t.layout.Rows {
		for c, channel := range row.Channels {
			if channel < 0 {
				continue
			}
			name := t.schema.Tables[row.Table].Kind + " " + t.schema.Twins[row.Twin] + " " + fmt.Sprint(c)
			t.series[name] = append(t.series[name], values[channel])
		}
	}
	return nil
}

func (t *tape) Event(e engine.Event) error {
	t.events = append(t.events, e)
	return nil
}

// requireSame compares events; the value of some is no number.
func requireSame(t *testing.T, want, got []engine.Event) {
	require.Len(t, got, len(want))
	for i := range want {
		require.Equal(t, fmt.Sprintf("%#v", want[i]), fmt.Sprintf("%#v", got[i]))
	}
}

// execute carries out one run of a plan.
func execute(t *testing.T, plan *scenarios.Plan, number int64) (*tape, *engine.Outcome) {
	id := plan.ID(number)
	rec := &tape{layout: plan.Layout(id.Variant, id.Sweep), schema: plan.Schema(), series: map[string][]float64{}}
	var o engine.Outcome
	plan.Source().Worker().Execute(number, rec, nil, &o)
	require.NoError(t, o.Err)
	return rec, &o
}

// The outage comes and goes at its local times, and the heat pump is off in
// between.
func TestOutage(t *testing.T) {
	plan := load(t, "scenario.toml", 1)
	rec, _ := execute(t, plan, 0)
	zone, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	start := time.Date(1988, 1, 11, 0, 0, 0, 0, zone)
	at := map[string]engine.Time{}
	for _, e := range rec.events {
		at[e.Kind] = max(at[e.Kind], e.Time)
		if e.Kind == "event_on" || e.Kind == "event_off" {
			require.Equal(t, "pump", e.Twin)
			require.Equal(t, "event.outage", e.Signal)
		}
	}
	require.Equal(t, engine.Time(time.Date(1988, 1, 12, 4, 0, 0, 0, zone).Sub(start)), at["event_on"])
	require.Equal(t, engine.Time(time.Date(1988, 1, 12, 9, 0, 0, 0, zone).Sub(start)), at["event_off"])
	power := rec.series["thermal.heat_pump pump 0"]
	require.Len(t, power, 7*144+1)
	for k := (24+4)*6 + 1; k <= (24+9)*6; k++ {
		require.Zero(t, power[k], "sample %d", k)
	}
}

// The rooms account for their energy through the outage, in every variant. The
// quadrature that checks it is slow: a day and a half do.
func TestEnergyBalance(t *testing.T) {
	plan := load(t, "scenario.toml", 1)
	for variant := range plan.Schema().Variants {
		study, err := plan.Study(variant, 0)
		require.NoError(t, err)
		short := *study
		short.Warmup, short.Span = 0, 36*3600*engine.Second
		m, problems := models.BuildAudited(&short)
		require.Empty(t, problems)
		r := m.Engine.NewRun()
		r.Reset(engine.Numbers{Seed: 7}, nil)
		balances := m.Audit(r)
		require.NoError(t, r.Advance(short.Span))
		for _, b := range balances() {
			require.Greater(t, b.Gross, 1e8, b.Path)
			require.Less(t, b.Error(), 1e-9, b.Path)
		}
	}
}

// A twin that is tied to nothing, in a variant, leaves every other number as
// it was, bit for bit.
func TestUnconnectedTwinChangesNothing(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"scenario.toml", "weather.csv"} {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		if name == "scenario.toml" {
			text = []byte(strings.Replace(string(text), "[variant.warmer]", `[variant.shed]
twin.a_shed = { model = "thermal.room", capacity = "1 MJ/K", heat_loss = "20 W/K", outdoor = "input.outdoor", gains = ["input.gusts"], start = "5 degC" }

[variant.warmer]`, 1))
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}
	plan := load(t, filepath.Join(dir, "scenario.toml"), 2)
	require.Equal(t, []string{"base", "shed"}, plan.Schema().Variants[:2])
	for draw := range int64(2) {
		base, one := execute(t, plan, draw)
		shed, other := execute(t, plan, 2+draw)
		require.Equal(t, one.Indicators, other.Indicators)
		require.Equal(t, one.Parameters, other.Parameters)
		requireSame(t, base.events, shed.events)
		require.Contains(t, shed.series, "thermal.room a_shed 0")
		for name, values := range base.series {
			if strings.HasPrefix(name, "thermal.heat_pump") {
				values, shed.series[name] = values[1:], shed.series[name][1:] // the first mean is no number
			}
			require.Equal(t, values, shed.series[name], name)
		}
	}
}

// A run stopped at any moment, saved, driven on, restored and run to its end
// is the run that never stopped, byte for byte.
func TestSnapshot(t *testing.T) {
	plan := load(t, "scenario.toml", 1)
	study, err := plan.Study(0, 0)
	require.NoError(t, err)
	m, problems := models.Build(study)
	require.Empty(t, problems)
	begin := func() *tape {
		return &tape{layout: plan.Layout(0, 0), schema: plan.Schema(), series: map[string][]float64{}}
	}
	r, whole := m.Engine.NewRun(), begin()
	r.Reset(engine.Numbers{Seed: 7}, whole)
	require.NoError(t, r.Advance(study.Span))
	end := r.Snapshot()
	want := m.Indicators(r)
	seed := time.Now().UnixNano()
	t.Log("seed", seed)
	random := rand.New(rand.NewSource(seed))
	for range 12 {
		at := engine.Time(random.Int63n(int64(study.Warmup+study.Span))) - study.Warmup
		rec := begin()
		r.Reset(engine.Numbers{Seed: 7}, rec)
		require.NoError(t, r.Advance(at))
		s, events := r.Snapshot(), len(rec.events)
		samples := map[string]int{}
		for name, values := range rec.series {
			samples[name] = len(values)
		}
		require.NoError(t, r.Advance(at+6*3600*engine.Second))
		rec.events = rec.events[:events]
		for name, values := range rec.series {
			rec.series[name] = values[:samples[name]]
		}
		r.Restore(s)
		require.NoError(t, r.Advance(study.Span))
		require.True(t, end.Matches(r.Snapshot()))
		require.Equal(t, want, m.Indicators(r))
		requireSame(t, whole.events, rec.events)
		for name, values := range whole.series {
			require.Equal(t, fmt.Sprint(values), fmt.Sprint(rec.series[name]), name)
		}
	}
}

// A record sampled more finely changes no event and no indicator.
func TestFinerRecord(t *testing.T) {
	plan := load(t, "scenario.toml", 1)
	var events []engine.Event
	var indicators []float64
	for _, every := range []engine.Time{600 * engine.Second, 61 * engine.Second} {
		study, err := plan.Study(0, 0)
		require.NoError(t, err)
		other := *study
		other.Record.Every = every
		m, problems := models.Build(&other)
		require.Empty(t, problems)
		r := m.Engine.NewRun()
		rec := &tape{layout: &engine.Layout{}}
		r.Reset(engine.Numbers{Seed: 7}, rec)
		require.NoError(t, r.Advance(study.Span))
		if events == nil {
			events, indicators = rec.events, m.Indicators(r)
			continue
		}
		requireSame(t, events, rec.events)
		require.Equal(t, indicators, m.Indicators(r))
	}
}

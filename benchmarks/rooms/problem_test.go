package rooms

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

// tape keeps what a run records.
type tape struct {
	events  []engine.Event
	samples [][]float64
}

func (t *tape) Sample(_ engine.Time, values []float64) error {
	t.samples = append(t.samples, slices.Clone(values))
	return nil
}
func (t *tape) Event(e engine.Event) error {
	t.events = append(t.events, e)
	return nil
}

func build(tb testing.TB, p *Problem) *models.Model {
	m, problems := models.Build(p.Study())
	require.Empty(tb, problems)
	return m
}

// run carries the problem out once.
func run(tb testing.TB, m *models.Model, rec engine.Recorder) *engine.Run {
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, rec)
	require.NoError(tb, r.Advance(m.Engine.Until()))
	return r
}

// reference reads a table of numbers.
func reference(t *testing.T, name string) [][]float64 {
	f, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	var table [][]float64
	for _, row := range rows[1:] {
		numbers := make([]float64, len(row))
		for i, cell := range row {
			numbers[i], err = strconv.ParseFloat(cell, 64)
			require.NoError(t, err)
		}
		table = append(table, numbers)
	}
	return table
}

// requireT1 holds a run against the reference: 9110 switchings over seven
// days, each at its time to half a microsecond and in its room, and all states
// each three hours to 1e-8 K. The reference is an independent exact modal
// solution, confirmed to 3e-8 s by an order-7 Taylor solution.
func requireT1(t *testing.T, rec *tape) {
	want := reference(t, "t1_n10_switchings.csv")
	require.Len(t, want, 9110)
	require.Len(t, rec.events, 9110)
	for n, row := range want {
		require.InDelta(t, row[0], rec.events[n].Time.Seconds(), 5e-7, "switching %d", n)
		require.Equal(t, fmt.Sprintf("control%04.0f", row[1]), rec.events[n].Twin, "switching %d", n)
	}
	require.Len(t, rec.samples, 7*1440+1)
	for _, row := range reference(t, "t1_n10_states.csv") {
		for i, x := range row[1:] {
			require.InDelta(t, x, rec.samples[int(row[0])][i]-kelvin, 1e-8, "sample %v, state %d", row[0], i)
		}
	}
}

func TestT1(t *testing.T) {
	rec := &tape{}
	r := run(t, build(t, New(10, 7, 1)), rec)
	requireT1(t, rec)
	require.EqualValues(t, 9110, r.Events())
}

// A hundred rooms: 200 states, 100 thermostats.
func TestT1Large(t *testing.T) {
	s := New(100, 7, 1).Study()
	s.Record.Channels = nil
	want := 86056
	if testing.Short() {
		s.Span, want = 6*3600*engine.Second, 3115
	}
	m, problems := models.Build(s)
	require.Empty(t, problems)
	require.EqualValues(t, want, run(t, m, nil).Events())
}

// A thousand rooms for six hours: the count, the same run twice, and a fork taken
// halfway that goes the same way.
func TestT1Thousand(t *testing.T) {
	s := New(1000, 1, 1).Study()
	s.Span, s.Record.Every = 6*3600*engine.Second, 600*engine.Second
	m, problems := models.Build(s)
	require.Empty(t, problems)
	whole := &tape{}
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, whole)
	require.NoError(t, r.Advance(m.Engine.Until()/2+engine.Second/3))
	events, samples := len(whole.events), len(whole.samples)
	rest := &tape{}
	fork := r.Fork(rest)
	require.NoError(t, r.Advance(m.Engine.Until()))
	require.EqualValues(t, 31296, r.Events())
	require.NoError(t, fork.Advance(m.Engine.Until()))
	require.Equal(t, r.Fingerprint(), fork.Fingerprint())
	require.Equal(t, whole.events[events:], rest.events)
	require.Equal(t, whole.samples[samples:], rest.samples)
	require.Equal(t, r.Fingerprint(), run(t, m, nil).Fingerprint())
}

// The ring accounts for its energy: for a while, as the quadrature that checks
// it is slow.
func TestT1Balance(t *testing.T) {
	large := 3600 * engine.Second
	if testing.Short() {
		large /= 6
	}
	for _, c := range []struct {
		rooms int
		span  engine.Time
	}{{10, 24 * 3600 * engine.Second}, {100, large}} {
		s := New(c.rooms, 1, 1).Study()
		s.Span = c.span
		m, problems := models.BuildAudited(s)
		require.Empty(t, problems)
		r := m.Engine.NewRun()
		r.Reset(engine.Numbers{}, nil)
		balances := m.Audit(r)
		require.NoError(t, r.Advance(m.Engine.Until()))
		for _, b := range balances() {
			require.Greater(t, b.Gross, 1e7)
			require.Less(t, b.Error(), 1e-9, "%d rooms", c.rooms)
		}
	}
}

// T1 as a planner would write it, with its telemetry in a CSV.
func TestT1Scenario(t *testing.T) {
	path, err := New(10, 7, 1).WriteScenario(t.TempDir())
	require.NoError(t, err)
	plan, list, _ := scenarios.Load(path, scenarios.Options{Draws: -1})
	require.NotNil(t, plan, "%v", list)
	rec := &tape{}
	var o engine.Outcome
	plan.Source().Worker().Execute(0, rec, nil, &o)
	require.NoError(t, o.Err)
	requireT1(t, rec)
}

func TestT2(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand members take some seconds")
	}
	switchings := int64(0)
	for seed := uint64(1); seed <= 1000; seed++ {
		p := New(1, 7, seed)
		s := p.Study()
		s.Record.Channels = nil
		m, problems := models.Build(s)
		require.Empty(t, problems)
		switchings += run(t, m, nil).Events()
	}
	require.EqualValues(t, 862791, switchings)
}

// BenchmarkT1 is seven days of ten rooms, all states sampled each minute.
func BenchmarkT1(b *testing.B) {
	m := build(b, New(10, 7, 1))
	r := m.Engine.NewRun()
	b.ReportAllocs()
	for b.Loop() {
		r.Reset(engine.Numbers{}, &counter{})
		require.NoError(b, r.Advance(m.Engine.Until()))
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/9110, "us/switching")
}

// BenchmarkT1Large is six hours of a hundred rooms.
func BenchmarkT1Large(b *testing.B) {
	s := New(100, 1, 1).Study()
	s.Span = 6 * 3600 * engine.Second
	m, problems := models.Build(s)
	require.Empty(b, problems)
	r := m.Engine.NewRun()
	for b.Loop() {
		r.Reset(engine.Numbers{}, &counter{})
		require.NoError(b, r.Advance(m.Engine.Until()))
	}
	b.ReportMetric(float64(r.Events()), "switchings")
}

// BenchmarkT2 is seven days of one room, building included, as each member
// has its own numbers and telemetry.
func BenchmarkT2(b *testing.B) {
	seed, switchings := uint64(0), int64(0)
	for b.Loop() {
		seed++
		switchings += run(b, build(b, New(1, 7, seed%1000+1)), &counter{}).Events()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(switchings), "us/switching")
}

// counter takes samples and events and keeps nothing.
type counter struct{ n int }

func (c *counter) Sample(engine.Time, []float64) error { c.n++; return nil }
func (c *counter) Event(engine.Event) error            { c.n++; return nil }

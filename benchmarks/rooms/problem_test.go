package rooms

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

// tape keeps the events of a run and counts its samples.
type tape struct {
	events  []engine.Event
	samples int
}

func (t *tape) Sample(engine.Time, []float64) error { t.samples++; return nil }
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

// requireT1 holds switchings against the reference: 9110 of them over seven
// days, every tenth at its time to half a microsecond and in its room. The
// reference is an independent exact modal solution, confirmed to 3e-8 s by an
// order-7 Taylor solution.
func requireT1(t *testing.T, events []engine.Event) {
	require.Len(t, events, 9110)
	f, err := os.Open("testdata/t1_n10_switchings.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[0])
		require.NoError(t, err)
		at, err := strconv.ParseFloat(row[1], 64)
		require.NoError(t, err)
		require.InDelta(t, at, events[n].Time.Seconds(), 5e-7, "switching %d", n)
		require.Equal(t, "control000"+row[2], events[n].Twin, "switching %d", n)
	}
}

func TestT1(t *testing.T) {
	rec := &tape{}
	r := run(t, build(t, New(10, 7, 1)), rec)
	requireT1(t, rec.events)
	require.Equal(t, 7*1440+1, rec.samples)
	require.EqualValues(t, 9110, r.Events())
}

// The ring accounts for its energy: a day of it, as the quadrature that checks
// it is slow.
func TestT1Balance(t *testing.T) {
	m, problems := models.BuildAudited(New(10, 1, 1).Study())
	require.Empty(t, problems)
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, nil)
	balances := m.Audit(r)
	require.NoError(t, r.Advance(m.Engine.Until()))
	for _, b := range balances() {
		require.Greater(t, b.Gross, 1e8)
		require.Less(t, b.Error(), 1e-9)
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
	requireT1(t, rec.events)
	require.Equal(t, 7*1440+1, rec.samples)
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

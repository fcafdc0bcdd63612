package engine

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// once notes when its watch is crossed.
type once struct {
	w         Watch
	level     float64
	direction int
}

func (o once) Start(r *Run, _ *struct{}) (Time, error) {
	r.Arm(o.w, o.level, o.direction)
	return Never, nil
}
func (o once) Fire(r *Run, _ *struct{}) (Time, error) {
	if r.Crossed(o.w) {
		r.Emit(Event{Kind: "crossed", Value: r.Watched(o.w)})
	}
	return Never, nil
}

// cooling adds a room that cools freely from a temperature to 280 K with a
// time constant.
func cooling(b *Builder, name string, from, constant float64) Signal {
	outdoor := b.Held(name+".outdoor", 280)
	heat := b.Held(name+".heat", 0)
	capacity, loss := b.Held(name+".c", constant*50), b.Held(name+".g", 50)
	temp := b.Dense(name + ".temperature")
	b.Block(Block{Path: name, States: []string{name + ".temperature"}, Highest: 1000, Inputs: []Signal{outdoor, heat},
		Shaping: []Signal{capacity, loss}, Outputs: []Signal{temp}, Law: room{capacity, loss, outdoor, from}})
	return temp
}

func runOnce(t *testing.T, b *Builder, until Time) *tape {
	m, err := b.Build(0, until)
	require.NoError(t, err)
	r, rec := m.NewRun(), &tape{}
	r.Reset(Numbers{}, rec)
	require.NoError(t, r.Advance(until))
	return rec
}

// A watch over two blocks joins them and finds where one overtakes the other;
// the blocks' own numbers stay as they were, bit for bit.
func TestWatchOverTwoBlocks(t *testing.T) {
	var alone *tape
	for _, joined := range []bool{false, true} {
		b := NewBuilder()
		x := cooling(b, "twin.a", 300, 3600)
		y := cooling(b, "twin.b", 295, 7200)
		if joined {
			w := b.Watch(Term{x, 1}, Term{y, -1})
			Add(b, "watch", once{w, 0, -1}, Wiring{Watches: []Watch{w}})
		}
		b.Sample(60*Second, []SampledSignal{{Signal: x}, {Signal: y, Mean: true}})
		rec := runOnce(t, b, 7200*Second)
		if !joined {
			alone = rec
			require.Empty(t, rec.events)
			continue
		}
		// 20 e^(-t/3600) = 15 e^(-t/7200)
		require.Len(t, rec.events, 1)
		require.InDelta(t, 7200*math.Log(20.0/15), rec.events[0].Time.Seconds(), 2e-9)
		for i := range alone.samples[1:] {
			require.Equal(t, alone.samples[i+1], rec.samples[i+1])
		}
	}
}

// A watch on inputs alone needs no physics.
func TestWatchOnInputs(t *testing.T) {
	b := NewBuilder()
	out := b.Formed("input.outdoor", 0)
	Add(b, "input.outdoor", wave{out}, Wiring{Source: true})
	w := b.Watch(Term{out, 2})
	Add(b, "watch", once{w, 2 * 275.5, +1}, Wiring{Watches: []Watch{w}})
	rec := runOnce(t, b, 24*3600*Second)
	require.Len(t, rec.events, 1)
	require.Equal(t, 5000*Second, rec.events[0].Time) // 275 + 1e-4 t
}

// set sets a signal at an instant.
type set struct {
	out   Signal
	value float64
	at    Time
}

func (s set) Start(*Run, *struct{}) (Time, error) { return s.at, nil }
func (s set) Fire(r *Run, _ *struct{}) (Time, error) {
	r.Set(s.out, s.value)
	return Never, nil
}

// A parameter of the law that changes during the run makes a new law from
// there on; snapshots before and after go on with theirs.
func TestLawChanges(t *testing.T) {
	b := NewBuilder()
	x := cooling(b, "twin.a", 300, 3600)
	loss := Signal(3) // twin.a.g
	require.Equal(t, "twin.a.g", b.PathOf(loss))
	Add(b, "event.window", set{loss, 100, 1800 * Second}, Wiring{})
	m, err := b.Build(0, 3600*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(900*Second))
	before := r.Snapshot()
	require.NoError(t, r.Advance(m.Until()))
	want := 280 + 20*math.Exp(-0.5)*math.Exp(-1)
	require.InDelta(t, want, r.Value(x), 1e-9)
	end := r.Snapshot()
	r.Restore(before)
	require.InDelta(t, 280+20*math.Exp(-0.25), r.Value(x), 1e-9)
	require.NoError(t, r.Advance(m.Until()))
	require.True(t, end.Matches(r.Snapshot()))
	// The next run begins with the first law again.
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(1800*Second-1))
	require.InDelta(t, 280+20*math.Exp(-0.5), r.Value(x), 1e-7)
}

// Integrals and extremes are those of the closed form; what a signal was for
// no time does not count.
func TestAccumulators(t *testing.T) {
	b := NewBuilder()
	x := cooling(b, "twin.a", 300, 3600)
	held := b.Held("held", 1)
	Add(b, "a", set{held, 9, 10 * Second}, Wiring{})
	Add(b, "b", follower{held, b.Held("copy", 0), 0}, Wiring{Reads: []Signal{held}})
	area, level := b.Integral(x), b.Integral(held)
	range1, range2 := b.Extreme(x), b.Extreme(held)
	Add(b, "look", begin{range1, range2}, Wiring{Observer: 1})
	m, err := b.Build(0, 3600*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(m.Until()))
	require.InEpsilon(t, 280*3600+20*3600*(1-math.Exp(-1)), r.Integral(area), 1e-13)
	require.InEpsilon(t, 10+9*3590.0, r.Integral(level), 1e-15)
	lo, hi := r.Extremes(range1)
	require.InDelta(t, 280+20*math.Exp(-1), lo, 1e-9)
	require.InDelta(t, 280+20*math.Exp(-10/3600.0), hi, 1e-9)
	lo, hi = r.EndExtreme(range2)
	require.Equal(t, []float64{9, 9}, []float64{lo, hi})
	lo, hi = r.Extremes(range2)
	require.True(t, math.IsInf(lo, 1) && math.IsInf(hi, -1))
}

// begin lets extremes look from 10 s on.
type begin struct{ x, y Extreme }

func (b begin) Start(*Run, *struct{}) (Time, error) { return 10 * Second, nil }
func (b begin) Fire(r *Run, _ *struct{}) (Time, error) {
	r.BeginExtreme(b.x)
	r.BeginExtreme(b.y)
	return Never, nil
}

// An island of a watch alone is named after who watches, not after how many
// watches there are.
func TestWatchIslandsAreNamedAfterTheirOwner(t *testing.T) {
	prints := map[uint64]bool{}
	for _, order := range [][]float64{{3, 5}, {5, 3}} {
		b := NewBuilder()
		x := b.Formed("x", 0)
		Add(b, "x", wave{x}, Wiring{Source: true})
		for _, level := range order {
			w := b.Watch(Term{x, 1})
			Add(b, "over."+number(int(level)), once{w, 272 + level, 1}, Wiring{Watches: []Watch{w}})
		}
		m, err := b.Build(0, 48*3600*Second)
		require.NoError(t, err)
		r := m.NewRun()
		r.Reset(Numbers{}, nil)
		require.NoError(t, r.Advance(m.Until()))
		require.EqualValues(t, 2, r.Events())
		prints[r.Fingerprint()] = true
	}
	require.Len(t, prints, 1)
}

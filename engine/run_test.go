package engine

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/linear"
)

func TestReadersSeeChangesOneMicrostepLater(t *testing.T) {
	b := NewBuilder()
	x, y, z := b.Held("x", 0), b.Held("y", 0), b.Held("z", 0)
	// Named so that the order of paths is against the flow.
	Add(b, "c", counter{x, Second}, Wiring{})
	Add(b, "b", follower{x, y, 10}, Wiring{Reads: []Signal{x}})
	Add(b, "a", follower{y, z, 100}, Wiring{Reads: []Signal{y}})
	m, err := b.Build(0, 10*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(3*Second))
	require.Equal(t, 3.0, r.Value(x))
	require.Equal(t, 13.0, r.Value(y))
	require.Equal(t, 113.0, r.Value(z))
}

func TestAlgebraicLoopIsNamed(t *testing.T) {
	b := NewBuilder()
	x, y := b.Held("twin.a.x", 0), b.Held("twin.b.y", 0)
	Add(b, "twin.a", follower{y, x, 1}, Wiring{Reads: []Signal{y}})
	Add(b, "twin.b", follower{x, y, 1}, Wiring{Reads: []Signal{x}})
	m, err := b.Build(0, Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(Second)
	var loop *LoopError
	require.ErrorAs(t, err, &loop)
	require.False(t, loop.Zeno)
	require.EqualError(t, err, "no rest at 0s: more than 1000 microsteps among twin.a, twin.b, last over twin.b.y")
}

func TestChatteringIsNamed(t *testing.T) {
	b := NewBuilder()
	x := b.Held("twin.fast.x", 0)
	Add(b, "twin.fast", counter{x, 1000}, Wiring{})
	m, err := b.Build(0, 10*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(10 * Second)
	var loop *LoopError
	require.ErrorAs(t, err, &loop)
	require.True(t, loop.Zeno)
	require.Contains(t, err.Error(), "twin.fast")
}

func TestActorErrorNamesActorAndTime(t *testing.T) {
	b := NewBuilder()
	Add(b, "twin.pump", failing{at: 90 * Second}, Wiring{})
	m, err := b.Build(0, 100*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.EqualError(t, r.Advance(100*Second), "twin.pump at 1m30s: worn out")
}

// A room heated by a relay switches at the times of the closed form.
func TestRelayClosedForm(t *testing.T) {
	b := NewBuilder()
	outdoor, heat := b.Held("outdoor", 275), b.Held("heat", 0)
	capacity, loss := b.Held("c", 1e5), b.Held("g", 50)
	temp := b.Dense("temp")
	b.Block(Block{Path: "room", States: []string{"room.temp"}, Highest: 1000, Inputs: []Signal{outdoor, heat},
		Shaping: []Signal{capacity, loss}, Outputs: []Signal{temp}, Law: room{capacity, loss, outdoor, 293}})
	w := b.Watch(Term{temp, 1})
	Add(b, "relay", relay{w, heat, 292, 294, 3000}, Wiring{Watches: []Watch{w}})
	area := b.Integral(temp)
	used := b.Integral(heat)
	m, err := b.Build(0, 6*3600*Second)
	require.NoError(t, err)
	r := m.NewRun()
	rec := &tape{}
	r.Reset(Numbers{}, rec)
	require.NoError(t, r.Advance(m.Until()))

	tau := 1e5 / 50.0
	reach := func(from, to, final float64) float64 { return tau * math.Log((from-final)/(to-final)) }
	at, x, on, energy, area0 := 0.0, 293.0, false, 0.0, 0.0
	integral := func(x, final, d float64) float64 { return final*d + (x-final)*tau*(1-math.Exp(-d/tau)) }
	for _, e := range rec.events {
		final, goal := 275.0, 292.0
		if on {
			final, goal = 275+3000/50.0, 294
		}
		d := reach(x, goal, final)
		area0 += integral(x, final, d)
		at += d
		if on {
			energy += 3000 * d
		}
		x, on = goal, !on
		require.InDelta(t, at, e.Time.Seconds(), 1e-7)
		require.InDelta(t, goal, e.Value, 1e-9)
	}
	rest := 6*3600 - at
	final := 275.0
	if on {
		final = 335
		energy += 3000 * rest
	}
	require.Greater(t, len(rec.events), 20)
	require.InDelta(t, final+(x-final)*math.Exp(-rest/tau), r.Value(temp), 1e-9)
	require.InEpsilon(t, area0+integral(x, final, rest), r.Integral(area), 1e-12)
	require.InEpsilon(t, energy, r.Integral(used), 1e-9)
}

func TestRunawayIsNamed(t *testing.T) {
	b := NewBuilder()
	outdoor, heat := b.Held("outdoor", 275), b.Held("heat", 1e9)
	capacity, loss := b.Held("c", 1e5), b.Held("g", 50)
	temp := b.Dense("temp")
	b.Block(Block{Path: "room", States: []string{"twin.room.temperature"}, Highest: 1e5, Inputs: []Signal{outdoor, heat},
		Shaping: []Signal{capacity, loss}, Outputs: []Signal{temp}, Law: room{capacity, loss, outdoor, 293}})
	m, err := b.Build(0, 3600*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(m.Until())
	var state *StateError
	require.ErrorAs(t, err, &state)
	require.Equal(t, "twin.room.temperature", state.Path)
	// 1e4 K/s, less a little: at 1e5 K after ten seconds.
	require.InDelta(t, 10, state.Time.Seconds(), 0.05)
}

// A state that creeps towards the end of its range by many small steps is caught
// where it gets there.
func TestRangeIsHeldOverManyChanges(t *testing.T) {
	b := NewBuilder()
	outdoor, heat := b.Held("outdoor", 275), b.Held("heat", 0)
	capacity, loss := b.Held("c", 100), b.Held("g", 0)
	temp := b.Dense("temp")
	b.Block(Block{Path: "room", States: []string{"twin.room.temperature"}, Highest: 400, Inputs: []Signal{outdoor, heat},
		Shaping: []Signal{capacity, loss}, Outputs: []Signal{temp}, Law: room{capacity, loss, outdoor, 293}})
	Add(b, "heater", counter{heat, Second}, Wiring{})
	m, err := b.Build(0, 3600*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(m.Until())
	var state *StateError
	require.ErrorAs(t, err, &state)
	// With k W in the k-th second, 146 s bring (1 + ... + 145) J of the 10700 J.
	require.InDelta(t, 146+(10700-146*145/2)/146., state.Time.Seconds(), 1e-8)
	require.InDelta(t, 400, state.Value, 1e-6)

	again := *state
	r.Reset(Numbers{}, nil)
	for err = nil; err == nil; {
		err = r.Advance(r.Now() + Second/3)
	}
	require.ErrorAs(t, err, &state)
	require.Equal(t, again, *state)
}

// Recording more finely changes no event.
func TestRecordingDisturbsNothing(t *testing.T) {
	var events []Event
	var print uint64
	for i, every := range []Time{600 * Second, 7 * Second, 3600*Second + 1} {
		m, _ := house(t, 3, every)
		r := m.NewRun()
		rec := &tape{}
		r.Reset(Numbers{}, rec)
		require.NoError(t, r.Advance(m.Until()))
		require.Len(t, rec.times, int(m.Samples()))
		require.Equal(t, m.Until(), rec.times[len(rec.times)-1])
		if i == 0 {
			events, print = rec.events, r.Fingerprint()
			require.NotEmpty(t, events)
			continue
		}
		require.Equal(t, events, rec.events)
		require.Equal(t, print, r.Fingerprint())
	}
}

// A run stopped at any moment, saved, disturbed and restored goes on as if
// nothing had been, byte for byte.
func TestSnapshotRestore(t *testing.T) {
	m, _ := house(t, 4, 300*Second)
	whole := &tape{}
	ref := m.NewRun()
	ref.Reset(Numbers{Seed: 1}, whole)
	require.NoError(t, ref.Advance(m.Until()))
	rapid.Check(t, func(t *rapid.T) {
		at := Time(rapid.Int64Range(0, int64(m.Until())).Draw(t, "t"))
		rec := &tape{}
		r := m.NewRun()
		r.Reset(Numbers{Seed: 1}, rec)
		require.NoError(t, r.Advance(at))
		s := r.Snapshot()
		mark := len(rec.samples)
		events := len(rec.events)

		fork := r.Fork(nil)
		require.NoError(t, fork.Advance(m.Until()))
		require.Equal(t, ref.Fingerprint(), fork.Fingerprint())

		require.NoError(t, r.Advance(at+Time(rapid.Int64Range(0, int64(m.Until())).Draw(t, "further"))))
		rec.samples, rec.times, rec.events = rec.samples[:mark], rec.times[:mark], rec.events[:events]
		r.Restore(s)
		require.True(t, s.Matches(r.Snapshot()))
		require.NoError(t, r.Advance(m.Until()))
		require.True(t, ref.Snapshot().Matches(r.Snapshot()))
		require.Equal(t, whole.events, rec.events)
		require.Equal(t, len(whole.samples), len(rec.samples))
		for i := range whole.samples {
			require.True(t, same(whole.samples[i], rec.samples[i]), "sample %d", i)
		}
	})
}

// A run used again forgets the run before.
func TestResetForgets(t *testing.T) {
	m, capacities := house(t, 3, 600*Second)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(m.Until()))
	first := r.Snapshot()
	r.Reset(Numbers{Set: []Number{{capacities[1], 3e5}}}, nil)
	require.NoError(t, r.Advance(m.Until()))
	require.False(t, first.Matches(r.Snapshot()))
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(m.Until()))
	require.True(t, first.Matches(r.Snapshot()))
}

type pointed struct{ P *int }

type badLaw struct{}

func (badLaw) Start(*Run, *pointed) (Time, error) { return Never, nil }
func (badLaw) Fire(*Run, *pointed) (Time, error)  { return Never, nil }

func TestBuildRefuses(t *testing.T) {
	b := NewBuilder()
	x := b.Dense("twin.a.x")
	Add(b, "same", counter{}, Wiring{})
	Add(b, "same", counter{}, Wiring{})
	Add(b, "bad", badLaw{}, Wiring{Reads: []Signal{x}})
	_, err := b.Build(0, Second)
	require.EqualError(t, err, "actor bad: its state is not plain data: P.*int\ntwo actors have the path same\nnothing computes twin.a.x")
}

// follows notes how often it saw its two inputs differ.
type follows struct{ a, b, seen Signal }

func (f follows) Start(r *Run, s *struct{}) (Time, error) { return Never, nil }
func (f follows) Fire(r *Run, _ *struct{}) (Time, error) {
	if r.Value(f.a) != r.Value(f.b) {
		r.Set(f.seen, r.Value(f.seen)+1)
	}
	return Never, nil
}

// An observer never sees what was so for no time.
func TestObserversActAtRest(t *testing.T) {
	for _, rank := range []int32{0, 1} {
		b := NewBuilder()
		x, y, seen := b.Held("x", 0), b.Held("y", 0), b.Held("seen", 0)
		Add(b, "count", counter{x, Second}, Wiring{})
		Add(b, "copy", follower{x, y, 0}, Wiring{Reads: []Signal{x}})
		Add(b, "look", follows{x, y, seen}, Wiring{Reads: []Signal{x, y}, Observer: rank})
		m, err := b.Build(0, 10*Second)
		require.NoError(t, err)
		r := m.NewRun()
		r.Reset(Numbers{}, nil)
		require.NoError(t, r.Advance(10*Second))
		if rank > 0 {
			require.Zero(t, r.Value(seen))
		} else {
			require.Equal(t, 10.0, r.Value(seen))
		}
	}
}

// A fork that records begins with the next point of the grid, whether or not
// what it was forked from recorded.
func TestForkRecordsFromThen(t *testing.T) {
	m, _ := house(t, 2, 600*Second)
	whole := &tape{}
	r := m.NewRun()
	r.Reset(Numbers{}, whole)
	require.NoError(t, r.Advance(m.Until()))
	for _, at := range []Time{0, 599 * Second, 600 * Second, 9000 * Second, m.Until() - 1, m.Until()} {
		silent := m.NewRun()
		silent.Reset(Numbers{}, nil)
		require.NoError(t, silent.Advance(at))
		rec := &tape{}
		fork := silent.Fork(rec)
		require.NoError(t, fork.Advance(m.Until()))
		require.True(t, r.Snapshot().Matches(fork.Snapshot()))
		first := int(at/(600*Second)) + 1
		require.Equal(t, whole.times[first:], append([]Time{}, rec.times...))
		for k := range rec.samples {
			require.Equal(t, whole.samples[first+k], rec.samples[k])
		}
	}
}

// Every stretch of time is shown to OnSegment once.
func TestSegmentsAreShownOnce(t *testing.T) {
	m, _ := house(t, 2, 600*Second)
	r := m.NewRun()
	seen := make([]float64, 2)
	r.OnSegment = func(island int, _ linear.Propagator, _ linear.Segment, tau float64) { seen[island] += tau }
	r.Reset(Numbers{}, nil)
	for range 3 {
		require.NoError(t, r.Advance(m.Until()))
	}
	for _, s := range seen {
		require.InDelta(t, m.Until().Seconds(), s, 1e-6)
	}
}

// An observer starts when the first instant is at rest.
func TestObserversStartAtRest(t *testing.T) {
	b := NewBuilder()
	x, y, z := b.Held("x", 0), b.Held("y", 0), b.Held("z", 0)
	Add(b, "a", follower{y, z, 0}, Wiring{Reads: []Signal{y}, Observer: 1})
	Add(b, "b", follower{x, y, 7}, Wiring{Reads: []Signal{x}})
	m, err := b.Build(0, Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(0))
	require.Equal(t, 7.0, r.Value(z))
	require.EqualValues(t, 2, r.Firings())
}

// A panic in a law names the actor and the time, and keeps the stack.
func TestPanicIsNamed(t *testing.T) {
	b := NewBuilder()
	Add(b, "twin.pump", failing{at: 90 * Second, panics: true}, Wiring{})
	m, err := b.Build(0, 100*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(100 * Second)
	require.EqualError(t, err, "twin.pump at 1m30s: internal error: boom")
	var p *PanicError
	require.ErrorAs(t, err, &p)
	require.Contains(t, string(p.Stack), "toys_test.go")
}

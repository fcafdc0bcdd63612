package engine

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// counter counts its firings into a signal, every period.
type counter struct {
	out    Signal
	period Time
}

type counterState struct{ n float64 }

func (c counter) Start(r *Run, s *counterState) (Time, error) { return r.Now() + c.period, nil }
func (c counter) Fire(r *Run, s *counterState) (Time, error) {
	s.n++
	r.Set(c.out, s.n)
	return r.Now() + c.period, nil
}

// follower copies one signal to another, plus a constant.
type follower struct {
	in, out Signal
	plus    float64
}

func (f follower) Start(r *Run, s *struct{}) (Time, error) { return f.Fire(r, s) }
func (f follower) Fire(r *Run, _ *struct{}) (Time, error) {
	r.Set(f.out, r.Value(f.in)+f.plus)
	return Never, nil
}

// relay is a thermostat: it switches out between off and power as w crosses
// the levels low and high.
type relay struct {
	w                Watch
	out              Signal
	low, high, power float64
}

type relayState struct{ on bool }

func (l relay) Start(r *Run, s *relayState) (Time, error) {
	r.Arm(l.w, l.low, -1)
	return Never, nil
}
func (l relay) Fire(r *Run, s *relayState) (Time, error) {
	if !r.Crossed(l.w) {
		return Never, nil
	}
	s.on = !s.on
	kind := "switch_off"
	if s.on {
		kind = "switch_on"
		r.Set(l.out, l.power)
		r.Arm(l.w, l.high, +1)
	} else {
		r.Set(l.out, 0)
		r.Arm(l.w, l.low, -1)
	}
	r.Emit(Event{Twin: "relay", Kind: kind, Value: r.Watched(l.w)})
	return Never, nil
}

// room is C x' = -G (x - outdoor) + heat with output x.
type room struct {
	capacity, loss, outdoor Signal
	start                   float64
}

func (l room) System(value func(Signal) float64) linear.System {
	g := value(l.loss)
	return linear.System{N: 1, M: 2, E: []float64{value(l.capacity)}, A: linear.Entries(1, []float64{-g}), B: linear.Entries(2, []float64{g, 1}),
		Rows: []linear.Row{{X: []linear.Term{{Index: 0, Weight: 1}}}}}
}
func (l room) Start(_ func(Signal) float64, x []float64) { x[0] = l.start }

// failing returns an error, or panics, at an instant.
type failing struct {
	at     Time
	panics bool
}

func (f failing) Start(*Run, *struct{}) (Time, error) { return f.at, nil }
func (f failing) Fire(*Run, *struct{}) (Time, error) {
	if f.panics {
		panic("boom")
	}
	return Never, errors.New("worn out")
}

// tape keeps everything a run records.
type tape struct {
	times   []Time
	samples [][]float64
	events  []Event
}

func (t *tape) Sample(at Time, values []float64) error {
	t.times = append(t.times, at)
	t.samples = append(t.samples, append([]float64(nil), values...))
	return nil
}
func (t *tape) Event(e Event) error {
	t.events = append(t.events, e)
	return nil
}

// house is a model of n rooms with relays, each its own island, and some
// timers: enough to disturb one another in time.
func house(t testing.TB, n int, every Time) (*Model, []Signal) {
	b := NewBuilder()
	outdoor := b.Formed("input.outdoor", 0)
	Add(b, "input.outdoor", wave{outdoor}, Wiring{Source: true})
	var sampled []SampledSignal
	var capacities []Signal
	for i := range n {
		path := "twin.room" + number(i)
		temp := b.Dense(path + ".temperature")
		heat := b.Held(path+".heat", 0)
		capacity := b.Held(path+".capacity", 1e5*(1+0.1*float64(i)))
		loss := b.Held(path+".heat_loss", 50)
		capacities = append(capacities, capacity)
		b.Block(Block{Path: path, States: []string{path + ".temperature"}, Lowest: 0, Highest: 1000,
			Inputs: []Signal{outdoor, heat}, Shaping: []Signal{capacity, loss}, Outputs: []Signal{temp},
			Law: room{capacity: capacity, loss: loss, outdoor: outdoor, start: 290}})
		w := b.Watch(Term{temp, 1})
		Add(b, "twin.relay"+number(i), relay{w, heat, 292, 294, 3000}, Wiring{Watches: []Watch{w}})
		sampled = append(sampled, SampledSignal{Signal: temp}, SampledSignal{Signal: heat, Mean: true}, SampledSignal{Signal: temp, Mean: true})
	}
	b.Sample(every, sampled)
	m, err := b.Build(0, 24*3600*Second)
	require.NoError(t, err)
	return m, capacities
}

// wave drives a signal by a ramp, then a sine.
type wave struct{ out Signal }

func (w wave) Start(r *Run, _ *struct{}) (Time, error) {
	r.SetForm(w.out, linear.Input{Level: 275, Slope: 1e-4})
	return 6 * 3600 * Second, nil
}
func (w wave) Fire(r *Run, _ *struct{}) (Time, error) {
	r.SetForm(w.out, linear.Input{Level: 277, Amplitude: 5, Omega: 2 * math.Pi / 86400})
	return Never, nil
}

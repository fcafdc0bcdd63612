package engine

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/ode"
)

// bouncer falls with gravity, its input, and is thrown back by the ground at 0.7 of
// its speed. Slower than 0.1 m/s it rests, where rests is set.
type bouncer struct{ rests bool }

const inRest = 0 // in memory: 1 where it lies on the ground

func (bouncer) Shape() *ode.Shape {
	return &ode.Shape{States: 2, Inputs: 1, Memory: 1, Outputs: 2, Guards: 1, StateOf: []int32{0, -1}}
}
func (bouncer) Begin(p *ode.Point) { p.X[0] = 1 }
func (bouncer) Rates(p *ode.Point, dx []float64) {
	dx[0], dx[1] = p.X[1], -p.U[0]
	if p.Z[inRest] != 0 {
		dx[0], dx[1] = 0, 0
	}
}
func (bouncer) Outputs(p *ode.Point, y []float64) {
	y[0], y[1] = p.X[0], p.U[0]*p.X[0]+p.X[1]*p.X[1]/2
}
func (bouncer) Guards(p *ode.Point, g []float64) {
	g[0] = p.X[0]
	if p.Z[inRest] != 0 {
		g[0] = 1
	}
}
func (l bouncer) React(p *ode.Point, _ int) {
	p.Tell(3, p.X[1])
	p.X[0], p.X[1] = 0, -0.7*p.X[1]
	if l.rests && p.X[1] < 0.1 {
		p.X[1], p.Z[inRest] = 0, 1
	}
}
func (bouncer) Settle(*ode.Point)                     {}
func (bouncer) Explain(code int, value float64) error { return nil }
func (bouncer) Blame(*ode.Point) error                { return nil }
func (bouncer) GuardName(int) string                  { return "twin.ball, which meets the ground" }
func (bouncer) StateName(i int) string                { return "twin.ball.height" }

// bouncing adds a ball and returns its height and its energy per kg.
func bouncing(b *Builder, rests bool) (height, energy Signal) {
	gravity := b.Held("gravity", 9.81)
	height, energy = b.Dense("ball.height"), b.Dense("ball.energy")
	b.Block(Block{
		Path: "twin.ball", States: []string{"ball.height", "ball.speed"}, Lowest: -10, Highest: 10,
		Inputs: []Signal{gravity}, Outputs: []Signal{height, energy}, System: bouncer{rests},
		Event: func(code int, value float64) Event {
			return Event{Twin: "ball", Kind: map[int]string{3: "impact"}[code], Value: value, Unit: "m/s"}
		},
	})
	return height, energy
}

func TestABallBounces(t *testing.T) {
	b := NewBuilder()
	height, energy := bouncing(b, true)
	b.Sample(Second/10, []SampledSignal{{Signal: height}, {Signal: energy}})
	rec := runOnce(t, b, 3*Second)
	require.Len(t, rec.events, 11)
	first := math.Sqrt(2 / 9.81)
	assert.InDelta(t, 0.45152364099, rec.events[0].Time.Seconds(), 1.1e-9)
	assert.InDelta(t, first, rec.events[0].Time.Seconds(), 1.1e-9)
	assert.InDelta(t, 2.49911331422, rec.events[10].Time.Seconds(), 1.1e-9)
	assert.Equal(t, "impact", rec.events[0].Kind)
	assert.InDelta(t, -9.81*first, rec.events[0].Value, 1e-9)
	for _, row := range rec.samples {
		assert.GreaterOrEqual(t, row[0], 0.0)
	}
	assert.InDelta(t, 0, rec.samples[len(rec.samples)-1][1], 1e-12)
}

func TestABallThatNeverRestsFails(t *testing.T) {
	b := NewBuilder()
	bouncing(b, false)
	m, err := b.Build(0, 3*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(3 * Second)
	require.ErrorContains(t, err, "meets the ground")
	assert.InDelta(t, first11(40), r.Now().Seconds(), 1e-3)
}

// first11 is when a ball has bounced n times.
func first11(n int) float64 {
	t := math.Sqrt(2 / 9.81)
	sum, flight := t, 2*t
	for range n {
		flight *= 0.7
		sum += flight
	}
	return sum
}

func TestSamplesDisturbNoStep(t *testing.T) {
	run := func(every Time) *tape {
		b := NewBuilder()
		height, _ := bouncing(b, true)
		if every > 0 {
			b.Sample(every, []SampledSignal{{Signal: height}})
		}
		return runOnce(t, b, 3*Second)
	}
	assert.Equal(t, run(0).events, run(Second/1000).events)
}

func TestASnapshotOfStepsGoesOnAsItWould(t *testing.T) {
	b := NewBuilder()
	bouncing(b, true)
	m, err := b.Build(0, 3*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(1234567890))
	fork := r.Fork(nil)
	require.NoError(t, r.Advance(3*Second))
	require.NoError(t, fork.Advance(3*Second))
	assert.Equal(t, r.Fingerprint(), fork.Fingerprint())
	assert.True(t, r.Snapshot().Matches(fork.Snapshot()))
	whole := m.NewRun()
	whole.Reset(Numbers{}, nil)
	require.NoError(t, whole.Advance(3*Second))
	assert.Equal(t, whole.Fingerprint(), r.Fingerprint())
}

// lifter waits for a ball to fall below 0.3 m and to rise above it, and then takes
// gravity away for good.
type lifter struct {
	watch   Watch
	gravity Signal
}

type lifterState struct{ fell bool }

func (l lifter) Start(r *Run, _ *lifterState) (Time, error) {
	r.Arm(l.watch, 0.3, -1)
	return Never, nil
}

func (l lifter) Fire(r *Run, s *lifterState) (Time, error) {
	switch {
	case !r.Crossed(l.watch):
	case !s.fell:
		s.fell = true
		r.Arm(l.watch, 0.3, 1)
	default:
		r.Emit(Event{Twin: "lifter", Kind: "risen", Value: r.Watched(l.watch)})
		r.Set(l.gravity, 0)
	}
	return Never, nil
}

func TestAWatchOnStepsSetsAnInput(t *testing.T) {
	b := NewBuilder()
	height, energy := bouncing(b, true)
	w := b.Watch(Term{Signal: height, Weight: 1})
	Add[lifterState](b, "twin.lifter", lifter{w, 0}, Wiring{Watches: []Watch{w}})
	b.Sample(Second, []SampledSignal{{Signal: height}, {Signal: energy}})
	sum := b.Integral(height)
	m, err := b.Build(0, 2*Second)
	require.NoError(t, err)
	r, rec := m.NewRun(), &tape{}
	r.Reset(Numbers{}, rec)
	require.NoError(t, r.Advance(2*Second))
	require.Len(t, rec.events, 2)
	// Up with 0.7 of its speed: v² = 0.49*2*g, at 0.3 m: v² - 2*g*0.3.
	up := 0.7 * math.Sqrt(2*9.81)
	there := math.Sqrt(up*up - 2*9.81*0.3)
	impact := math.Sqrt(2 / 9.81)
	crossing := impact + (up-there)/9.81
	assert.InDelta(t, crossing, rec.events[1].Time.Seconds(), 1.1e-9)
	assert.InDelta(t, 0.3, rec.events[1].Value, 1e-8)
	assert.InDelta(t, 0.3+there*(2-crossing), r.Value(height), 1e-8)
	// Integral: falling, rising, and flying on.
	d := crossing - impact
	want := 1*impact - 9.81*impact*impact*impact/6 + up*d*d/2 - 9.81*d*d*d/6 + 0.3*(2-crossing) + there*(2-crossing)*(2-crossing)/2
	assert.InDelta(t, want, r.Integral(sum), 1e-8)
}

// A watch over linear and nonlinear physics lets both be solved together.
func TestLinearPhysicsBesideStepsAgrees(t *testing.T) {
	alone, b := NewBuilder(), NewBuilder()
	of := cooling(alone, "room", 300, 100)
	temperature := cooling(b, "room", 300, 100)
	height, _ := bouncing(b, true)
	w := b.Watch(Term{Signal: temperature, Weight: 1}, Term{Signal: height, Weight: -1})
	Add(b, "twin.both", once{w, 290, -1}, Wiring{Watches: []Watch{w}})
	alone.Sample(Second, []SampledSignal{{Signal: of}, {Signal: of, Mean: true}})
	b.Sample(Second, []SampledSignal{{Signal: temperature}, {Signal: temperature, Mean: true}})
	want, got := runOnce(t, alone, 100*Second), runOnce(t, b, 100*Second)
	require.Len(t, got.events, 12, "eleven impacts and the watch")
	for i := range want.samples {
		for k := range want.samples[i] {
			if !math.IsNaN(want.samples[i][k]) {
				assert.InDelta(t, want.samples[i][k], got.samples[i][k], 1e-7)
			}
		}
	}
}

func TestStepsAllocateNothing(t *testing.T) {
	if underRace {
		t.Skip("the race detector makes pools forget")
	}
	b := NewBuilder()
	bouncing(b, true)
	m, err := b.Build(0, 1000*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(Second))
	end := Second
	n := testing.AllocsPerRun(10, func() {
		end += 100 * Second / 1000
		_ = r.Advance(end)
	})
	assert.Zero(t, n)
}

// slider is pushed towards zero from both sides, without a guard.
type slider struct{ bouncer }

func (slider) Shape() *ode.Shape            { return &ode.Shape{States: 1} }
func (slider) Begin(p *ode.Point)           { p.X[0] = 0.5 }
func (slider) Guards(*ode.Point, []float64) {}
func (slider) Rates(p *ode.Point, dx []float64) {
	dx[0] = -1
	if p.X[0] < 0 {
		dx[0] = 1
	}
}

func TestAJumpWithoutAGuardIsNoHang(t *testing.T) {
	b := NewBuilder()
	b.Block(Block{Path: "twin.slider", States: []string{"twin.slider.x"}, Lowest: -1, Highest: 1, System: slider{}})
	m, err := b.Build(0, 365*86400*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	err = r.Advance(m.Until())
	require.Error(t, err)
	assert.Contains(t, err.Error(), "twin.slider")
	t.Log(err)
}

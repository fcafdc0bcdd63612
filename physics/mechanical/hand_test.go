package mechanical

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"whatif/physics/hybrid"
)

// hand holds quantities that a test lays out itself.
type hand struct {
	w []float64
	g *Group
}

func newHand() *hand { return &hand{g: NewGroup()} }

func (h *hand) slot(x float64) int {
	h.w = append(h.w, x)
	return len(h.w) - 1
}

func (h *hand) read(x float64) hybrid.Read { return hybrid.Read(h.slot(x)) }

func (h *hand) motion(inertia, v, force float64) int {
	m := Absent[Motion]()
	m.Inertia, m.Velocity = h.read(inertia), hybrid.Change(h.slot(v))
	m.Force, m.Position = h.read(force), hybrid.Change(h.slot(0))
	m.Rate = hybrid.Add(h.slot(0))
	h.g.Motions = append(h.g.Motions, m)
	return len(h.g.Motions) - 1
}

func (h *hand) joint(first, second int, ratio float64) *Joint {
	j := Absent[Joint]()
	j.Pair, j.Ratio = Between("joint", first, second), h.read(ratio)
	j.Force, j.Heat = hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	h.g.Joints = append(h.g.Joints, j)
	return &h.g.Joints[len(h.g.Joints)-1]
}

func (h *hand) friction(first, second int, static, kinetic float64) *Friction {
	f := Absent[Friction]()
	f.Pair, f.Static, f.Kinetic = Between("friction", first, second), h.read(static), h.read(kinetic)
	f.Mode, f.Force, f.Heat = hybrid.Change(h.slot(0)), hybrid.Write(h.slot(0)), hybrid.Write(h.slot(0))
	h.g.Frictions = append(h.g.Frictions, f)
	return &h.g.Frictions[len(h.g.Frictions)-1]
}

func (h *hand) stop(first, second int, restitution float64) *Stop {
	s := Absent[Stop]()
	s.Pair, s.Restitution = Between("stop", first, second), h.read(restitution)
	s.Mode, s.Force = hybrid.Change(h.slot(0)), hybrid.Write(h.slot(0))
	h.g.Stops = append(h.g.Stops, s)
	return &h.g.Stops[len(h.g.Stops)-1]
}

// settle settles the group and computes it, and reports how often it changed its mind.
func (h *hand) settle() int {
	rounds := 0
	for h.g.Settle(&hybrid.Moment{W: h.w}) {
		rounds++
		if rounds > 10 {
			break
		}
	}
	for i := range h.g.Motions {
		h.w[h.g.Motions[i].Rate] = 0
	}
	h.g.Evaluate(h.w)
	return rounds
}

func (h *hand) speed(i int) float64 {
	if i < 0 {
		return 0
	}
	return h.w[h.g.Motions[i].Velocity]
}

func (h *hand) acceleration(i int) float64 {
	if i < 0 {
		return 0
	}
	return h.w[h.g.Motions[i].Rate]
}

func inertias() *rapid.Generator[float64] {
	return rapid.Map(rapid.Float64Range(-3, 3), func(x float64) float64 { return math.Pow(10, x) })
}

func TestImpactsKeepMomentumAndNeverMakeEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHand()
		n := rapid.IntRange(2, 6).Draw(t, "motions")
		for range n {
			h.motion(inertias().Draw(t, "inertia"), rapid.Float64Range(-5, 5).Draw(t, "v"), rapid.Float64Range(-5, 5).Draw(t, "force"))
		}
		// Each is geared to the one before or has a stop against it; weight is what a
		// momentum counts at the first one.
		weight := []float64{1}
		for i := 1; i < n; i++ {
			share := weight[i-1]
			if rapid.Bool().Draw(t, "geared") {
				ratio := rapid.SampledFrom([]float64{-3, -1, 0.5, 1, 4}).Draw(t, "ratio")
				h.joint(i-1, i, ratio)
				share *= 1 / ratio
			} else {
				h.stop(i-1, i, rapid.SampledFrom([]float64{0, 0.5, 1}).Draw(t, "e"))
			}
			weight = append(weight, share)
		}
		momentum := func() (sum, size float64) {
			for i, m := range h.g.Motions {
				p := h.w[m.Inertia] * h.speed(i) * weight[i]
				sum += p
				size += math.Abs(p)
			}
			return sum, size
		}
		kinetic := func() float64 {
			sum := 0.0
			for i, m := range h.g.Motions {
				sum += h.w[m.Inertia] * h.speed(i) * h.speed(i) / 2
			}
			return sum
		}
		energy := kinetic()
		before, size := momentum()
		h.settle()
		after, _ := momentum()
		assert.InDelta(t, before, after, 1e-12*size)
		assert.LessOrEqual(t, kinetic(), energy*(1+1e-12)+1e-12)
		for _, j := range h.g.Joints {
			assert.InDelta(t, h.speed(j.First), h.w[j.Ratio]*h.speed(j.Second), 1e-7)
		}
		for _, s := range h.g.Stops {
			assert.GreaterOrEqual(t, h.speed(s.Second)-h.speed(s.First), -1e-7)
			assert.GreaterOrEqual(t, h.w[s.Force], 0.0)
		}
	})
}

func TestModesAgreeWithAccelerations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := newHand()
		n := rapid.IntRange(1, 5).Draw(t, "motions")
		for range n {
			h.motion(inertias().Draw(t, "inertia"), 0, rapid.Float64Range(-10, 10).Draw(t, "force"))
		}
		for range rapid.IntRange(1, 8).Draw(t, "ties") {
			first := rapid.IntRange(-1, n-1).Draw(t, "first")
			second := rapid.IntRange(0, n-1).Draw(t, "second")
			if first == second {
				continue
			}
			if rapid.Bool().Draw(t, "friction") {
				static := rapid.Float64Range(0.01, 10).Draw(t, "static")
				h.friction(first, second, static, static*rapid.SampledFrom([]float64{1, 1, 0.7}).Draw(t, "kinetic"))
			} else {
				h.stop(first, second, 0)
			}
		}
		assert.LessOrEqual(t, h.settle(), 2)
		size := 0.0
		for i, m := range h.g.Motions {
			size = max(size, math.Abs(h.w[m.Force]/h.w[m.Inertia]), math.Abs(h.acceleration(i)))
		}
		for i, f := range h.g.Frictions {
			slip, force, hold := h.acceleration(f.First)-h.acceleration(f.Second), h.w[f.Force], h.w[f.Static]
			assert.Equal(t, 0.0, h.w[f.Heat])
			switch mode := h.w[f.Mode]; math.Abs(mode) {
			case frictionSticks:
				assert.InDelta(t, 0, slip, 1e-7*size, "friction %d", i)
				assert.LessOrEqual(t, math.Abs(force), hold*(1+1e-9))
			case frictionAtLimit:
				assert.InDelta(t, 0, slip, 1e-6*size)
				assert.InDelta(t, hold, force*mode/frictionAtLimit, 1e-12)
			case frictionSlips:
				if h.w[f.Kinetic] == hold {
					assert.GreaterOrEqual(t, slip*mode, -1e-7*size)
				}
				assert.InDelta(t, h.w[f.Kinetic], force*mode, 1e-12)
			default:
				assert.Fail(t, "undecided")
			}
		}
		for _, s := range h.g.Stops {
			parts := h.acceleration(s.Second) - h.acceleration(s.First)
			assert.GreaterOrEqual(t, parts, -1e-7*size)
			assert.GreaterOrEqual(t, h.w[s.Force], 0.0)
			assert.InDelta(t, 0, h.w[s.Force]*min(parts, 1), 1e-6*size*(1+h.w[s.Force]))
		}
	})
}

func TestWhatMayRestOrStickInManyWaysIsDecided(t *testing.T) {
	h := newHand()
	h.motion(1000, 0, 0.0009765625)
	h.motion(10, 0, -1)
	h.g.Stops = make([]Stop, 0, 2)
	left, right := h.stop(Given, 0, 0), h.stop(Given, 1, 0)
	held := h.friction(0, 1, 1, 1)
	h.settle()
	assert.Equal(t, frictionSticks, h.w[held.Mode])
	assert.InDelta(t, 0, 0.0009765625+h.w[left.Force]-h.w[held.Force], 1e-12)
	assert.InDelta(t, 0, -1+h.w[right.Force]+h.w[held.Force], 1e-12)
	assert.InDelta(t, 0, h.acceleration(0), 1e-15)
}

func TestParallelBrakesShareByWhatTheyHold(t *testing.T) {
	h := newHand()
	h.motion(3, 0, 2.5)
	h.g.Frictions = make([]Friction, 0, 2)
	weak, strong := h.friction(Given, 0, 1, 1), h.friction(Given, 0, 2, 2)
	h.settle()
	assert.InDelta(t, -2.5/3, h.w[weak.Force], 1e-7)
	assert.InDelta(t, -5/3., h.w[strong.Force], 1e-7)
	assert.Equal(t, frictionSticks, h.w[weak.Mode])
	h.w[h.g.Motions[0].Force] = 3.5
	h.settle()
	assert.Equal(t, -frictionSlips, h.w[weak.Mode])
	assert.Equal(t, -frictionSlips, h.w[strong.Mode])
	assert.InDelta(t, 0.5/3, h.acceleration(0), 1e-12)
}

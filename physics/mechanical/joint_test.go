package mechanical

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/hybrid"
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// A hoist: a motor with a torque of 2 N m at a gear of 20 and an efficiency of 0.8, and
// a weight at its drum.
func hoist(v, weight float64) *hand {
	h := newHand()
	h.motion(0.1, 20*v, 2)
	h.motion(5, v, -weight)
	j := h.joint(0, 1, 20)
	j.Efficiency, j.Mode = h.read(0.8), hybrid.Change(h.slot(0))
	h.settle()
	return h
}

func TestGearLosesWhatPasses(t *testing.T) {
	for name, c := range map[string]struct{ v, weight, mode, acceleration float64 }{
		"lifts":                {1, 10, jointDrives, (0.8*40 - 10) / (5 + 0.8*40)},
		"starts to lift":       {0, 10, jointDrives, (0.8*40 - 10) / (5 + 0.8*40)},
		"holds":                {0, 40, jointHeld, 0},
		"just holds":           {0, 49.9, jointHeld, 0},
		"is overcome":          {0, 60, -jointIsDriven, (40/0.8 - 60) / (5 + 40/0.8)},
		"lowers":               {-1, 60, -jointIsDriven, (40/0.8 - 60) / (5 + 40/0.8)},
		"is overhauled":        {1, -200, jointIsDriven, (40/0.8 + 200) / (5 + 40/0.8)},
		"brakes while lowered": {-1, 10, -jointIsDriven, (40/0.8 - 10) / (5 + 40/0.8)},
	} {
		t.Run(name, func(t *testing.T) {
			h := hoist(c.v, c.weight)
			j := h.g.Joints[0]
			assert.Equal(t, c.mode, h.w[j.Mode])
			assert.InDelta(t, c.acceleration, h.acceleration(1), 1e-12)
			assert.Equal(t, 20*h.acceleration(1), h.acceleration(0))
			assert.GreaterOrEqual(t, h.w[j.Heat], 0.0)
			if c.v != 0 {
				assert.Greater(t, h.w[j.Heat], 0.0)
			}
		})
	}
}

func TestLossyGearThroughAllItsModes(t *testing.T) {
	r := newRig(t)
	motor, load := r.motion("twin.motor", 0.1, 0, 0), r.motion("twin.load", 5, 0, 0)
	l := Absent[Load]()
	l.Velocity = hybrid.Read(motor.Velocity)
	l.OnMotion, l.Driving = hybrid.Add(motor.Force), hybrid.Read(r.Input(0, "input.torque"))
	work := r.Quantity("twin.work")
	l.Taken = hybrid.Write(work)
	l.Linear = r.number(0.02)
	r.Add("twin.motor", &l)
	r.spring(load, 400, 3)
	j := Absent[Joint]()
	j.Pair, j.Ratio = Between("twin.gear", r.member(motor), r.member(load)), r.number(20)
	j.Efficiency, j.Mode = r.number(0.8), r.mode()
	heat := r.Quantity("twin.gear.heat")
	j.Heat = hybrid.Write(heat)
	r.group.Joints = append(r.group.Joints, j)
	r.Show(heat, 1)
	law := r.build()
	y := make([]float64, 1)
	p := ode.Point{Z: nil, W: make([]float64, law.Shape().Work), U: make([]float64, 1), X: make([]float64, law.Shape().States)}
	s, err := ode.Solve(law, []linear.Input{{Amplitude: 6, Omega: 3}}, 20, ode.Options{}, 0.01, func(tau float64, s *ode.Solution) {
		p.Z = s.Memory()
		p.U[0] = (linear.Input{Amplitude: 6, Omega: 3}).At(tau)
		s.States(tau, p.X)
		law.Outputs(&p, y)
		assert.GreaterOrEqual(t, y[0], -1e-6)
		assert.InDelta(t, p.X[r.place("twin.motor.velocity")], 20*p.X[r.place("twin.load.velocity")], 1e-8)
	})
	require.NoError(t, err)
	assert.Greater(t, reactions(s), 20)
	assert.Less(t, reactions(s), 400)
}

func TestGivenSpeedDrivesAShaft(t *testing.T) {
	h := newHand()
	h.motion(3, 0, 5)
	h.g.Joints = make([]Joint, 0, 1)
	j := h.joint(Given, 0, 2)
	j.Speed, j.Acceleration = h.read(8), h.read(1)
	h.settle()
	assert.InDelta(t, 4, h.speed(0), 1e-12)
	assert.InDelta(t, 0.5, h.acceleration(0), 1e-12)
	assert.InDelta(t, (3*0.5-5)/2, h.w[j.Force], 1e-12)
}

package mechanical

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/physics/hybrid"
)

// coupling is two free inertias of 1 and 2 kg m2, the first at 3 rad/s, and play of half
// 0.1 rad between them.
func coupling(t *testing.T, neverPulls bool) *rig {
	r := newRig(t)
	a, b := r.motion("twin.a", 1, 0, 3), r.motion("twin.b", 2, 0, 0)
	r.Add("twin.a", &a)
	r.Add("twin.b", &b)
	g := Absent[Backlash]()
	g.FirstPosition, g.SecondPosition = hybrid.Read(a.Position), hybrid.Read(b.Position)
	g.FirstVelocity, g.SecondVelocity = hybrid.Read(a.Velocity), hybrid.Read(b.Velocity)
	g.Half, g.Stiffness, g.Damping, g.Mode = r.number(0.1), r.number(500), r.number(4), r.mode()
	g.OnFirst, g.OnSecond = hybrid.Add(a.Force), hybrid.Add(b.Force)
	g.Warms, g.NeverPulls = r.integral("twin.heat"), neverPulls
	force := r.Quantity("twin.gear.force")
	g.Force = hybrid.Write(force)
	r.Show(force, 1)
	r.Add("twin.gear", &g)
	return r
}

func TestFlanksThatMeetKeepMomentumAndAccountForEnergy(t *testing.T) {
	for _, neverPulls := range []bool{false, true} {
		r := coupling(t, neverPulls)
		const until = 0.2 // between the first and the second contact
		s := r.solve(until, 0, nil)
		at := func(path string) float64 { return r.state(s, until, path) }
		v, u := at("twin.a.velocity"), at("twin.b.velocity")
		assert.InDelta(t, 3, v+2*u, 1e-10)
		assert.Less(t, v, u)
		assert.InDelta(t, 4.5, v*v/2+u*u+at("twin.heat"), 1e-9)
		if neverPulls { // meets, ceases to push, and is free when the deflection ends
			assert.Equal(t, 3, reactions(s))
		} else {
			assert.Equal(t, 2, reactions(s))
		}
	}
}

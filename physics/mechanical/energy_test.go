package mechanical

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/physics/hybrid"
)

// hammers is a row of masses on springs with stops and friction between them.
func hammers(t *testing.T) (r *rig, heat string) {
	r = newRig(t)
	warms := r.integral("twin.heat")
	r.group.Lost = hybrid.Change(r.Memory("lost", 0))
	for i, name := range []string{"twin.a", "twin.b", "twin.c"} {
		m := r.motion(name, 1+float64(i), 0.3*float64(i), 2-2*float64(i))
		r.spring(m, 20*float64(i+1), 0)
		at := r.member(m)
		f := Absent[Friction]()
		f.Pair, f.Static = Between("twin.floor", Given, at), r.number(0.2)
		f.Kinetic, f.Stribeck = r.number(0.1), r.number(0.05)
		f.Mode, f.Warms = r.mode(), warms
		r.group.Frictions = append(r.group.Frictions, f)
		if i > 0 {
			s := Absent[Stop]()
			s.Pair, s.Restitution, s.RestSpeed = Between("twin.stop", at-1, at), r.number(0.9), r.number(1e-3)
			s.Mode = r.mode()
			r.group.Stops = append(r.group.Stops, s)
		}
	}
	return r, "twin.heat"
}

func TestEnergyGoesIntoHeatAndImpacts(t *testing.T) {
	const until = 60.0
	r, heat := hammers(t)
	energy := func(at func(string) float64) float64 {
		sum := 0.0
		for i, name := range []string{"twin.a", "twin.b", "twin.c"} {
			v, q := at(name+".velocity"), at(name+".position")
			sum += (1+float64(i))*v*v/2 + 20*float64(i+1)*q*q/2
		}
		return sum
	}
	first := 4/2. + 3*4/2. + 40*0.09/2 + 60*0.36/2
	s := r.solve(until, 0, nil)
	at := func(path string) float64 { return r.state(s, until, path) }
	lost := 0.0
	for _, z := range s.Memory() {
		if z != math.Trunc(z) { // the only memory that is no mode
			lost = z
		}
	}
	assert.Greater(t, lost, 0.1)
	assert.Greater(t, at(heat), 1.0)
	assert.InDelta(t, first, energy(at)+at(heat)+lost, 1e-8*first)
	assert.Greater(t, reactions(s), 40)
	for _, name := range []string{"twin.a", "twin.b", "twin.c"} {
		assert.Equal(t, 0.0, at(name+".velocity"), name)
	}
}

// The belt's power is what the blocks gain, store and lose.
func TestBeltPowerIsAccountedForOverALongRun(t *testing.T) {
	r := newRig(t)
	warms := r.integral("twin.heat")
	block := r.motion("twin.block", 1, 0, 0)
	r.spring(block, 1, 0.01)
	f := Absent[Friction]()
	f.Pair, f.Speed = Between("twin.belt", Given, r.member(block)), r.number(0.2)
	f.Static, f.Kinetic, f.Weakening, f.Mode = r.number(1), r.number(0), r.number(3), r.mode()
	force, rate := r.State(hybrid.StateSpec{Path: "twin.impulse"})
	_ = force
	out := r.Quantity("twin.belt.force")
	f.Force, f.Warms = hybrid.Write(out), warms
	r.group.Frictions = append(r.group.Frictions, f)
	l := Absent[Load]()
	l.Velocity, l.Driving, l.OnMotion = r.number(0), hybrid.Read(out), hybrid.Add(rate)
	r.Add("twin.belt", &l)
	d := Absent[Damper]()
	d.First, d.Damping, d.Warms = hybrid.Read(block.Velocity), r.number(0.01), warms
	r.Add("twin.damper", &d)
	s := r.solve(1000, 0, nil)
	at := func(path string) float64 { return r.state(s, 1000, path) }
	v, q := at("twin.block.velocity"), at("twin.block.position")
	assert.Greater(t, at("twin.heat"), 10.0)
	assert.InDelta(t, 0.2*at("twin.impulse"), v*v/2+q*q/2+at("twin.heat"), 1e-6*at("twin.heat"))
}

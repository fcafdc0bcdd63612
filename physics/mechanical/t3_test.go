package mechanical

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/hybrid"
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// ground puts a stop under a motion.
func ground(r *rig, motion int, restitution, rest float64) *Stop {
	s := Absent[Stop]()
	s.Pair = Between("twin.ground", Given, motion)
	s.Restitution, s.RestSpeed, s.Mode = r.number(restitution), r.number(rest), r.mode()
	r.group.Stops = append(r.group.Stops, s)
	return &r.group.Stops[len(r.group.Stops)-1]
}

func TestBallBouncesAndRests(t *testing.T) {
	r := newRig(t)
	ball := r.motion("twin.ball", 2, 1, 0)
	r.weight(ball, -2*9.81)
	ground(r, r.member(ball), 0.7, 0.1)
	r.build()
	s, err := ode.Begin(r.law, nil, ode.Options{})
	require.NoError(t, err)
	require.NoError(t, s.To(0.6))
	assert.InDelta(t, 0.45152364099, s.LastEvent(), 1e-10)
	s = r.solve(3, 0, nil)
	assert.Equal(t, 11, reactions(s))
	assert.InDelta(t, 2.49911331422, s.LastEvent(), 1e-10)
	assert.InDelta(t, 0, r.state(s, 3, "twin.ball.position"), 1e-12)
	assert.Equal(t, 0., r.state(s, 3, "twin.ball.velocity"))
}

func TestThrownObjectFalls(t *testing.T) {
	r := newRig(t)
	object := r.motion("twin.object", 0.1, 1.83, 40)
	r.weight(object, -0.1*9.81)
	ground(r, r.member(object), 0, 0)
	s := r.solve(9, 0, nil)
	assert.Equal(t, 1, reactions(s))
	assert.InDelta(t, (40+math.Sqrt(1600+2*9.81*1.83))/9.81, s.LastEvent(), 1e-10)
	assert.InDelta(t, 8.20044, s.LastEvent(), 1e-5)
}

// beltRig is a block on a spring on a belt that drags it along.
func beltRig(t testing.TB) *rig {
	r := newRig(t)
	block := r.motion("twin.block", 1, 0, 0)
	r.spring(block, 1, 0)
	f := Absent[Friction]()
	f.Pair = Between("twin.belt", Given, r.member(block))
	f.Speed = r.number(0.2)
	f.Static, f.Kinetic, f.Weakening, f.Mode = r.number(1), r.number(0), r.number(3), r.mode()
	r.group.Frictions = append(r.group.Frictions, f)
	return r
}

func TestBlockOnBeltSticksAndSlips(t *testing.T) {
	s := beltRig(t).solve(1000, 0, nil)
	assert.Equal(t, 167, reactions(s))
	assert.InDelta(t, 993.521289542, s.LastEvent(), 1e-8)
}

func TestGearWithBacklash(t *testing.T) {
	r := newRig(t)
	motor, load := r.motion("twin.motor", 0.005, 0, 0), r.motion("twin.load", 0.2, 0, 0)
	r.Add("twin.motor", &motor)
	r.Add("twin.load", &load)
	for m, drag := range map[*Motion]float64{&motor: 0.001, &load: 0.05} {
		l := Absent[Load]()
		l.Velocity, l.OnMotion, l.Linear = hybrid.Read(m.Velocity), hybrid.Add(m.Force), r.number(drag)
		if m == &motor {
			l.Driving = hybrid.Read(r.Input(0, "input.torque"))
		}
		r.Add(m.Name, &l)
	}
	g := Absent[Backlash]()
	g.FirstPosition, g.SecondPosition = hybrid.Read(motor.Position), hybrid.Read(load.Position)
	g.FirstVelocity, g.SecondVelocity = hybrid.Read(motor.Velocity), hybrid.Read(load.Velocity)
	g.Ratio, g.Half, g.Stiffness, g.Damping = r.number(5), r.number(0.005), r.number(5000), r.number(2)
	g.OnFirst, g.OnSecond, g.Mode = hybrid.Add(motor.Force), hybrid.Add(load.Force), r.mode()
	r.Add("twin.gear", &g)
	r.build()
	s, err := ode.Begin(r.law, make([]linear.Input, 1), ode.Options{})
	require.NoError(t, err)
	at, gathered := r.place("twin.motor.velocity"), 0.0
	for k := 1; k <= 10000; k++ {
		tau := float64(k) * 0.001
		require.NoError(t, s.To(tau))
		e := 5*10*math.Sin(2*math.Pi*tau) - s.State(tau, at)
		gathered += e * 0.001
		require.NoError(t, s.Change([]int32{0}, []linear.Input{{Level: 0.5*e + 5*gathered}}))
	}
	assert.Equal(t, 41, reactions(s))
	assert.InDelta(t, 9.80744652445, s.LastEvent(), 1e-8)
}

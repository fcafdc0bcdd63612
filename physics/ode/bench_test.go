package ode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
	"whatif/physics/ode/problems"
)

func look(tau float64, s *ode.Solution) { s.State(tau, 0) }

func BenchmarkBall(b *testing.B) {
	for b.Loop() {
		_, err := ode.Solve(ball{rest: 0.1}, nil, 3, ode.Options{}, 0.01, look)
		require.NoError(b, err)
	}
}

func BenchmarkSlip(b *testing.B) {
	for b.Loop() {
		_, err := ode.Solve(slip{}, nil, 1000, ode.Options{}, 0.1, look)
		require.NoError(b, err)
	}
}

func BenchmarkGear(b *testing.B) {
	gear := problems.Gear()
	x := make([]float64, 4)
	for b.Loop() {
		u := make([]linear.Input, 1)
		s, err := ode.Begin(gear.System, u, ode.Options{})
		control := gear.Control()
		for k := 1.; k <= 10000 && err == nil; k++ {
			if err = s.To(k * gear.Sample); err == nil {
				s.States(k*gear.Sample, x)
				control(k*gear.Sample, x, u)
				err = s.Change(nil, u)
			}
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// What the engine does: segments, and a look at each.
func BenchmarkSlipInSegments(b *testing.B) {
	sys := slip{}
	p := compile(b, sys, each(sys), ode.Options{})
	for b.Loop() {
		for w := newWalker(b, p, nil); w.now < 1000; {
			w.step()
			p.Value(w.seg, 0, 0)
		}
	}
}

func BenchmarkGearInSegments(b *testing.B) {
	for b.Loop() {
		gearInSegments(b, func(float64) {})
	}
}

// gearInSegments lets the gear's controller set its input within steps, and tells when a
// guard acts.
func gearInSegments(tb testing.TB, acts func(tau float64)) {
	gear := problems.Gear()
	p := compile(tb, teller{gear.System}, nil, ode.Options{})
	w := newWalker(tb, p, gear.Inputs)
	control, x, u := gear.Control(), make([]float64, 4), make([]linear.Input, 1)
	for k := 1.; k <= 10000; k++ {
		now := k * gear.Sample
		for w.next() <= now {
			if w.step(); len(w.told) > 0 {
				acts(w.now)
			}
		}
		p.States(w.seg, now-w.now, x)
		control(now, x, u)
		p.Change(w.seg, now-w.now, nil, u)
		w.now = now
	}
}

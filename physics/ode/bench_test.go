package ode_test

import (
	"math"
	"testing"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

func BenchmarkBall(b *testing.B) {
	for b.Loop() {
		if _, err := ode.Solve(ball{rest: 0.1}, nil, 3, ode.Options{}, 0.01, func(tau float64, s *ode.Solution) { s.State(tau, 0) }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSlip(b *testing.B) {
	for b.Loop() {
		if _, err := ode.Solve(slip{}, nil, 1000, ode.Options{}, 0.1, func(tau float64, s *ode.Solution) { s.State(tau, 0) }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGear(b *testing.B) {
	for b.Loop() {
		solveGear(b, ode.Options{})
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
	sys := gear{}
	p := compile(b, sys, each(sys), ode.Options{})
	u := make([]linear.Input, 1)
	for b.Loop() {
		w := newWalker(b, p, make([]linear.Input, 1))
		sum := 0.
		for k := 1; k <= 10000; k++ {
			now := float64(k) * 0.001
			for w.next() <= now {
				w.step()
			}
			lag := ratio*10*math.Sin(2*math.Pi*now) - p.Value(w.seg, 0, now-w.now)
			sum += lag * 0.001
			u[0].Level = 0.5*lag + 5*sum
			p.Change(w.seg, now-w.now, nil, u)
			w.now = now
		}
	}
}

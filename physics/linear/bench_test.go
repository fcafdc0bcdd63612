package linear

import (
	"math"
	"testing"
)

// ring is ten rooms in a ring, each an air and a wall node, with a heater and a
// gain each and one outdoor temperature.
func ring() (System, []float64, []Input) {
	const rooms = 10
	capacities := make([]float64, 2*rooms)
	for i := range rooms {
		vary := 0.8 + 0.4*math.Mod(float64(i)*0.618, 1)
		capacities[2*i], capacities[2*i+1] = 5e5*vary, 1e7*vary
	}
	w := newNetwork(capacities, 1+2*rooms)
	x0, u := make([]float64, 2*rooms), make([]Input, 1+2*rooms)
	u[0] = Input{Level: 5, Amplitude: 5, Omega: 2 * math.Pi / 86400, Phase: -2}
	for i := range rooms {
		vary := 0.8 + 0.4*math.Mod(float64(i)*0.317, 1)
		air, wall := 2*i, 2*i+1
		w.link(air, wall, 200*vary).loss(wall, 0, 33/vary).loss(air, 0, 10*vary)
		w.link(air, 2*((i+1)%rooms), 50)
		w.heat(air, 1+2*i, 1).heat(air, 2+2*i, 1)
		x0[air], x0[wall] = 20.5+math.Mod(float64(i)*0.77, 1), 18.5+math.Mod(float64(i)*0.77, 1)
		u[1+2*i].Level = 1600 * float64(i%2)
		u[2+2*i].Level = 75
	}
	for i := range rooms {
		w.sys.Rows = append(w.sys.Rows, Row{X: []Term{{2 * i, 1}}})
	}
	return w.sys, x0, u
}

func benchmarkRing(b *testing.B) (p Propagator, s Segment, u []Input, guards []Guard) {
	sys, x0, u := ring()
	p = compile(b, sys)
	s = segment(p, x0, u)
	for i := range 10 {
		g := Guard{Row: int32(i), Direction: -1, Level: x0[2*i] - 0.5}
		if u[1+2*i].Level > 0 {
			g.Direction, g.Level = 1, x0[2*i]+0.5
		}
		guards = append(guards, g)
	}
	return p, s, u, guards
}

func BenchmarkValues(b *testing.B) {
	p, s, _, _ := benchmarkRing(b)
	y, all := make([]float64, 10), rows(10)
	for b.Loop() {
		p.Values(s, all, 600, y)
	}
}

func BenchmarkCompile(b *testing.B) {
	sys, _, _ := ring()
	for b.Loop() {
		if _, err := Compile(sys); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSwitching is a hysteresis thermostat in each room: one operation is
// a search for the next switching, the shift to it, and the heater's change.
func BenchmarkSwitching(b *testing.B) {
	p, s, u, guards := benchmarkRing(b)
	looks := 0
	for b.Loop() {
		left := 3600.
		from := 0.
		for {
			c := p.Cross(s, guards, nil, from, left)
			looks++
			if c.Guard < 0 {
				from = c.Tau
				if from >= left {
					p.Shift(s, left)
					u[0] = u[0].After(left)
					p.Force(s, u)
					from = 0
				}
				continue
			}
			u[0] = u[0].After(c.Tau)
			g := &guards[c.Guard]
			g.Level -= float64(g.Direction)
			g.Direction = -g.Direction
			u[1+2*c.Guard].Level = 1600 - u[1+2*c.Guard].Level
			p.Shift(s, c.Tau)
			p.Force(s, u)
			break
		}
	}
	b.ReportMetric(float64(looks)/float64(b.N), "searches/op")
}

func BenchmarkForce(b *testing.B) {
	p, s, u, _ := benchmarkRing(b)
	for b.Loop() {
		p.Force(s, u)
	}
}

func BenchmarkShift(b *testing.B) {
	p, s, _, _ := benchmarkRing(b)
	for b.Loop() {
		p.Shift(s, 1e-3)
	}
}

func BenchmarkExtremes(b *testing.B) {
	p, s, _, _ := benchmarkRing(b)
	for b.Loop() {
		p.Extremes(s, 0, 0, 600, math.Inf(1), math.Inf(-1))
	}
}

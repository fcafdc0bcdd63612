package linear

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// rooms is a ring of rooms, each an air and a wall node, with a heater and a gain
// each, one outdoor temperature, and an output for each air node and, a second
// time, for its thermostat.
func rooms(count int) (sys System, x0 []float64, u []Input, guards []Guard) {
	vary := func(i int, by float64) float64 { return 0.8 + 0.4*math.Mod(float64(i)*by, 1) }
	capacities := make([]float64, 2*count)
	for i := range count {
		capacities[2*i], capacities[2*i+1] = 5e5*vary(i, 0.618), 1e7*vary(i, 0.731)
	}
	w := newNetwork(capacities, 1+2*count)
	x0, u = make([]float64, 2*count), make([]Input, 1+2*count)
	u[0] = Input{Level: 5, Amplitude: 5, Omega: 2 * math.Pi / 86400, Phase: -2}
	for i := range count {
		air, wall := 2*i, 2*i+1
		w.link(air, wall, 200*vary(i, 0.317)).loss(wall, 0, 33/vary(i, 0.317)).loss(air, 0, 10*vary(i, 0.411))
		w.link(air, 2*((i+1)%count), 50)
		w.heat(air, 1+2*i, 1).heat(air, 2+2*i, 1)
		x0[air], x0[wall] = 20.5+math.Mod(float64(i)*0.77, 1), 18.5+math.Mod(float64(i)*0.77, 1)
		u[1+2*i].Level = 1600 * float64(i%2)
		u[2+2*i].Level = 75
		g := Guard{Row: int32(count + i), Direction: -1, Level: 20.5}
		if i%2 == 1 {
			g.Direction, g.Level = 1, 21.5
		}
		guards = append(guards, g)
	}
	for range 2 {
		for i := range count {
			w.sys.Rows = append(w.sys.Rows, Row{X: []Term{{2 * i, 1}}})
		}
	}
	return w.sys, x0, u, guards
}

// thermostats leads the rooms through a time and returns the switchings.
func thermostats(w *walker, heat []Input, until float64) (switchings []float64) {
	list, in := make([]int32, 1), make([]Input, 1)
	for {
		g := w.cross(until)
		if g < 0 {
			return switchings
		}
		switchings = append(switchings, w.time())
		heat[1+2*g].Level = 1600 - heat[1+2*g].Level
		next := w.guards[g]
		next.Level -= float64(next.Direction)
		next.Direction = -next.Direction
		w.rearm(g, next)
		list[0], in[0] = int32(1+2*g), heat[1+2*g]
		w.change(list, in)
	}
}

func ways(b testing.TB, sys System) []Propagator {
	list := []Propagator{asLocal(b, sys, 0)}
	if sys.N <= 200 {
		list = append(list, asModal(b, sys))
	}
	return list
}

// BenchmarkThermostats is one switching of rooms with thermostats, with all that
// passes between two.
func BenchmarkThermostats(b *testing.B) {
	for _, count := range []int{10, 30, 100, 1000} {
		sys, x0, u, guards := rooms(count)
		for _, p := range ways(b, sys) {
			b.Run(fmt.Sprintf("%d/%s", count, p.Method()), func(b *testing.B) {
				w := newWalker(b, p, len(sys.Rows), x0, u, slices.Clone(guards))
				w.rows, w.sum = w.rows[:0], w.sum[:0]
				heat, done := slices.Clone(u), 0
				thermostats(w, heat, 3600)
				b.ResetTimer()
				for until := 7200.; done < b.N; until += 600 {
					done += len(thermostats(w, heat, until))
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(done), "ns/switching")
			})
		}
	}
}

func BenchmarkLocalMacroStep(b *testing.B) {
	for _, count := range []int{10, 100, 1000} {
		sys, x0, u, guards := rooms(count)
		p := asLocal(b, sys, 0)
		s := segment(p, x0, u)
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			for b.Loop() {
				p.Shift(s, p.Horizon(s))
			}
		})
		b.Run(fmt.Sprint(count, "/cross"), func(b *testing.B) {
			for b.Loop() {
				p.Cross(s, guards, nil, 0, 1)
			}
		})
	}
}

func BenchmarkLocalChange(b *testing.B) {
	sys, x0, u, guards := rooms(1000)
	p := asLocal(b, sys, 0)
	s := segment(p, x0, u)
	p.Cross(s, guards, nil, 0, p.Horizon(s))
	list, in := make([]int32, 1), make([]Input, 1)
	for i := 0; b.Loop(); i++ {
		j := 1 + 2*(i%1000)
		list[0], in[0].Level = int32(j), 1600-in[0].Level
		p.Change(s, p.Horizon(s)/2, list, in)
	}
}

func BenchmarkCompileRooms(b *testing.B) {
	for _, count := range []int{10, 1000} {
		sys, _, _, _ := rooms(count)
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			for b.Loop() {
				if _, err := Compile(sys); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

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
	p = asModal(b, sys)
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
					from = 0
				}
				continue
			}
			g := &guards[c.Guard]
			g.Level -= float64(g.Direction)
			g.Direction = -g.Direction
			heater := 1 + 2*c.Guard
			u[heater].Level = 1600 - u[heater].Level
			p.Change(s, c.Tau, []int32{int32(heater)}, u[heater:heater+1])
			break
		}
	}
	b.ReportMetric(float64(looks)/float64(b.N), "searches/op")
}

// thermostat is an air node with a heater, input 1, that a hysteresis switches on
// below 20.5 and off above 21.5; outdoors, input 0, is a daily sinusoid.
type thermostat struct {
	p       Propagator
	s       Segment
	all     []int32
	y       []float64
	guards  []Guard
	power   float64
	from    float64 // s: where the segment begins
	sampled int     // the next sample, each 60 s
	inputs  [1]int32
	u       [1]Input
}

func newThermostat(tb testing.TB, w *network, x0 []float64, power float64, more ...Input) *thermostat {
	sys := withStates(w.sys)
	sys.Rows = append(sys.Rows, Row{X: []Term{{0, 1}}})
	h := &thermostat{p: asModal(tb, sys), all: rows(sys.N), y: make([]float64, sys.N), power: power,
		guards: []Guard{{Row: int32(sys.N), Direction: 1, Level: 21.5}, {Row: int32(sys.N), Level: 20.5}}}
	u := append([]Input{{Level: 5, Amplitude: 5, Omega: 2 * math.Pi / 86400, Phase: -2}, {Level: power}}, more...)
	h.s = segment(h.p, x0, u)
	return h
}

// advance runs to the next switching, or for a day.
func (h *thermostat) advance() {
	at, rearmed := 0., []int32(nil)
	for at < 86400 {
		c := h.p.Cross(h.s, h.guards, rearmed, at, 86400)
		rearmed = []int32{}
		for ; float64(h.sampled)*60 <= h.from+c.Tau; h.sampled++ {
			h.p.Values(h.s, h.all, float64(h.sampled)*60-h.from, h.y)
		}
		if at = c.Tau; c.Guard >= 0 {
			h.guards[c.Guard].Direction = 0
			h.guards[1-c.Guard].Direction = int8(2*c.Guard - 1)
			h.change(at, 1, Input{Level: h.power * float64(c.Guard)})
			return
		}
	}
	h.change(at, 1, Input{})
}

func (h *thermostat) change(tau float64, input int32, u Input) {
	h.inputs[0], h.u[0] = input, u
	h.p.Change(h.s, tau, h.inputs[:], h.u[:])
	h.from += tau
}

// BenchmarkRoom is a room of two states: one operation is a switching with the
// samples of both states before it.
func BenchmarkRoom(b *testing.B) {
	w := newNetwork([]float64{5e5, 1e7}, 3).link(0, 1, 200).loss(1, 0, 33).loss(0, 0, 10).heat(0, 1, 1).heat(0, 2, 1)
	h := newThermostat(b, w, []float64{21, 19}, 1600, Input{Level: 75})
	b.ReportAllocs()
	for b.Loop() {
		h.advance()
	}
	b.ReportMetric(float64(h.sampled)/float64(b.N), "samples/op")
}

// BenchmarkWall is a room behind a wall of twenty cells, as BenchmarkRoom.
func BenchmarkWall(b *testing.B) {
	const cells, cell = 20, 2e6 * 40 * 0.3 / 20
	capacities, x0 := []float64{2e5}, []float64{21}
	for i := range cells {
		capacities, x0 = append(capacities, cell), append(x0, 19-8*float64(i+1)/cells)
	}
	w := newNetwork(capacities, 2).loss(0, 0, 10).heat(0, 1, 1).link(0, 1, 249)
	for i := 1; i < cells; i++ {
		w.link(i, i+1, 1.4*40/(0.3/cells))
	}
	h := newThermostat(b, w.loss(cells, 0, 79), x0, 1500)
	b.ReportAllocs()
	for b.Loop() {
		h.advance()
	}
	b.ReportMetric(float64(h.sampled)/float64(b.N), "samples/op")
}

// BenchmarkNoise changes a gain of a room of two states each two minutes and
// looks for the next switching, which is far away.
func BenchmarkNoise(b *testing.B) {
	w := newNetwork([]float64{5e5, 1e7}, 3).link(0, 1, 200).loss(1, 0, 33).loss(0, 0, 10).heat(0, 1, 1).heat(0, 2, 1)
	h := newThermostat(b, w, []float64{21, 21}, 1600, Input{Level: 75})
	k := 0
	h.change(0, 1, Input{Level: 668})
	b.ReportAllocs()
	for b.Loop() {
		h.p.Cross(h.s, h.guards, nil, 0, 86400)
		h.change(120, 2, Input{Level: float64(k % 2 * 10)})
		k++
	}
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

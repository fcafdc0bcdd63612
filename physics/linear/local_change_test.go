package linear

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLocalThermostatsAgainstModal(t *testing.T) {
	sys, x0, u, guards := rooms(10)
	const until = 12 * 3600.
	a := newWalker(t, asLocal(t, sys, 0), len(sys.Rows), x0, u, slices.Clone(guards))
	b := newWalker(t, asModal(t, sys), len(sys.Rows), x0, u, slices.Clone(guards))
	got, want := thermostats(a, slices.Clone(u), until), thermostats(b, slices.Clone(u), until)
	require.Greater(t, len(want), 500)
	assert.InDeltaSlice(t, want, got, 1e-8)
	assert.InDeltaSlice(t, b.values(), a.values(), 1e-10)
	assert.InDeltaSlice(t, b.integrals(), a.integrals(), 1e-6)
}

// A change touches what is near, and nothing else.
func TestLocalChangeIsLocal(t *testing.T) {
	sys, x0, u, _ := rooms(200)
	p := asLocal(t, sys, 0)
	s := segment(p, x0, u)
	const heater = 100
	input := []int32{1 + 2*heater}
	reach := p.Reach(int(input[0]))
	assert.False(t, p.Moves(s, input))
	assert.Less(t, len(reach), 60)
	assert.Contains(t, reach, int32(heater))
	before := make([]float64, len(sys.Rows))
	end := p.Horizon(s)
	p.Values(s, rows(len(before)), end, before)
	p.Change(s, end/2, input, []Input{{Level: 5000}})
	after := make([]float64, len(sys.Rows))
	p.Values(s, rows(len(after)), end, after)
	for r := range before {
		if slices.Contains(reach, int32(r)) {
			continue
		}
		assert.Equal(t, before[r], after[r], "output %d", r)
	}
	assert.Greater(t, after[heater], before[heater]+0.1)
	assert.True(t, p.Moves(s, []int32{0}), "the weather is everywhere")
	assert.Nil(t, p.Reach(0))
	assert.True(t, p.Moves(s, rows(sys.M)[1:]), "all heaters and gains at once")
}

func TestLocalTakesFastSines(t *testing.T) {
	sys, x0, u, _ := rooms(40)
	a := newWalker(t, asLocal(t, sys, 0), len(sys.Rows), x0, u, nil)
	b := newWalker(t, asModal(t, sys), len(sys.Rows), x0, u, nil)
	both := func(to float64, input int32, in Input) {
		for _, w := range []*walker{a, b} {
			w.rest(to)
			w.change([]int32{input}, []Input{in})
		}
	}
	fast := Input{Level: 500, Amplitude: 2000, Omega: 5, Phase: 1}
	both(100, 1, fast)
	assert.LessOrEqual(t, a.p.Horizon(a.s), a.now, "a fast sine ends the macro-step")
	both(100, 3, fast)
	both(100, 3, Input{Level: 1})
	both(110, 1, Input{Level: 20, Slope: 0.1})
	both(1000, 1, Input{})
	a.rest(2000)
	b.rest(2000)
	assert.InDeltaSlice(t, b.values(), a.values(), 1e-9)
	assert.InDeltaSlice(t, b.integrals(), a.integrals(), 1e-6)
}

func TestLocalGrid(t *testing.T) {
	// 15 x 15 cells, heated here and there.
	const side = 15
	capacities := make([]float64, side*side)
	for i := range capacities {
		capacities[i] = 1e5 * (1 + math.Mod(float64(i)*0.618, 1))
	}
	w := newNetwork(capacities, 1+len(capacities))
	x0, u := make([]float64, len(capacities)), make([]Input, 1+len(capacities))
	u[0] = Input{Level: 5, Amplitude: 5, Omega: 1e-4}
	for i := range capacities {
		if i%side > 0 {
			w.link(i-1, i, 20+math.Mod(float64(i)*3.7, 10))
		}
		if i >= side {
			w.link(i-side, i, 20+math.Mod(float64(i)*2.3, 10))
		}
		w.loss(i, 0, 2).heat(i, 1+i, 1)
		x0[i], u[1+i].Level = 20+math.Mod(float64(i)*0.77, 2), 30
	}
	sys := withStates(w.sys)
	a := newWalker(t, asLocal(t, sys, 0), sys.N, x0, u, nil)
	b := newWalker(t, asModal(t, sys), sys.N, x0, u, nil)
	for k := range 200 {
		at, input := float64(k)*97, int32(1+(k*37)%len(capacities))
		for _, w := range []*walker{a, b} {
			w.rest(at)
			w.change([]int32{input}, []Input{{Level: 300 * float64(k%3)}})
		}
	}
	assert.InDeltaSlice(t, b.values(), a.values(), 1e-10)
	assert.InDeltaSlice(t, b.integrals(), a.integrals(), 1e-5)
}

func TestLocalStiff(t *testing.T) {
	// A small cell in a chain is a thousand times as fast as the rest.
	sys := chain(1e3)
	x0 := make([]float64, sys.N)
	u := []Input{{Level: 280}, {Level: 300}, {Level: 50}}
	for i := range x0 {
		x0[i] = 290 + float64(i)
	}
	a := newWalker(t, asLocal(t, sys, 0), sys.N, x0, u, nil)
	b := newWalker(t, asModal(t, sys), sys.N, x0, u, nil)
	for k := range 20 {
		at := float64(k*k) * 30
		for _, w := range []*walker{a, b} {
			w.rest(at)
			w.change([]int32{1, 2}, []Input{{Level: 100 * float64(k%4)}, {Level: 400 * float64(k%2)}})
		}
		require.InDeltaSlice(t, b.values(), a.values(), 1e-9)
		require.InDeltaSlice(t, b.integrals(), a.integrals(), 1e-6)
	}
}

func TestLocalNoAllocations(t *testing.T) {
	sys, x0, u, guards := rooms(30)
	p := asLocal(t, sys, 0)
	s := segment(p, x0, u)
	y, sum, x := make([]float64, len(sys.Rows)), make([]float64, len(sys.Rows)), make([]float64, sys.N)
	all, some, none := rows(len(y)), []int32{3, 5}, []int32{}
	heater, every := []int32{7}, rows(sys.M)
	in := []Input{{Level: 100, Slope: 1}}
	assert.Zero(t, testing.AllocsPerRun(5, func() {
		p.Start(s, x0)
		p.Force(s, u)
		p.Cross(s, guards, nil, 0, 1e5)
		p.Change(s, 1, heater, in)
		p.Cross(s, guards, none, 1, 1e5)
		p.Extremes(s, 2, 1, 10, math.Inf(1), math.Inf(-1))
		p.Values(s, all, 10, y)
		p.Values(s, some, 10, y)
		p.States(s, 10, x)
		p.Integrals(s, all, 10, sum)
		p.Integrals(s, some, 10, sum)
		p.Value(s, 1, 5)
		p.Change(s, 10, every, u)
		p.Shift(s, p.Horizon(s))
	}))
}

// A copy of the numbers is a copy of the run.
func TestLocalStateIsAll(t *testing.T) {
	sys, x0, u, guards := rooms(20)
	p := asLocal(t, sys, 0)
	a := newWalker(t, p, len(sys.Rows), x0, u, slices.Clone(guards))
	heat := slices.Clone(u)
	thermostats(a, heat, 5000)
	b := *a
	b.s = Segment{State: slices.Clone(a.s.State), Work: make([]float64, p.Work())}
	b.guards, b.sum = slices.Clone(a.guards), slices.Clone(a.sum)
	assert.Equal(t, thermostats(a, slices.Clone(heat), 20000), thermostats(&b, slices.Clone(heat), 20000))
	assert.Equal(t, a.values(), b.values())
	assert.Equal(t, a.integrals(), b.integrals())
}

func TestChoice(t *testing.T) {
	method := func(sys System) string { return compile(t, sys).Method() }
	for _, count := range []int{10, 100, 1000} {
		sys, _, _, _ := rooms(count)
		assert.Equal(t, "local", method(sys), "%d rooms", count)
	}
	sys, _, _, _ := rooms(3)
	assert.Equal(t, "modal", method(sys), "few states")
	assert.Equal(t, "modal", method(chain(1e6)), "few and stiff")
	// A wall in a hundred layers, which are fast, with a room behind.
	capacities := []float64{1e6}
	for range 100 {
		capacities = append(capacities, 1e4)
	}
	w := newNetwork(capacities, 2).heat(0, 1, 1)
	for i := 1; i <= 100; i++ {
		w.link(i-1, i, 1500)
	}
	assert.Equal(t, "modal", method(withStates(w.loss(100, 0, 100).sys)), "layers of a wall")
	// Twenty pendulums have no modes of this kind.
	pendulums := System{N: 40, M: 20, E: make([]float64, 40)}
	for i := range 20 {
		pendulums.E[2*i], pendulums.E[2*i+1] = 1, 1
		pendulums.A = append(pendulums.A, Entry{2 * i, 2*i + 1, 1}, Entry{2*i + 1, 2 * i, -1e-4})
		pendulums.B = append(pendulums.B, Entry{2*i + 1, i, 1})
	}
	assert.Equal(t, "local", method(pendulums))
}

package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// crossing searches until it is certain.
func crossing(t require.TestingT, p Propagator, s Segment, guards []Guard, from, to float64) Crossing {
	for range 100000 {
		c := p.Cross(s, guards, nil, from, to)
		if c.Guard >= 0 || c.Tau >= to {
			return c
		}
		require.Greater(t, c.Tau, from, "a search that stops early has come on")
		from = c.Tau
	}
	require.Fail(t, "the search does not end")
	return Crossing{}
}

func TestCrossRCStep(t *testing.T) {
	w := newNetwork([]float64{2e5}, 1).loss(0, 0, 40)
	p := compile(t, withStates(w.sys))
	s := segment(p, []float64{293}, []Input{{Level: 263}})
	at := func(level float64) float64 { return -5000 * math.Log((level-263)/30) }
	cases := []struct {
		name     string
		guards   []Guard
		from, to float64
		want     Crossing
	}{
		{"falling", []Guard{{Direction: -1, Level: 290}}, 0, 1e5, Crossing{at(290), 0}},
		{"nearly there", []Guard{{Direction: -1, Level: 263.0001}}, 0, 1e6, Crossing{at(263.0001), 0}},
		{"not rising", []Guard{{Direction: 1, Level: 294}}, 0, 1e5, Crossing{1e5, -1}},
		{"later than to", []Guard{{Direction: -1, Level: 290}}, 0, at(290) - 1e-6, Crossing{at(290) - 1e-6, -1}},
		{"earliest of several", []Guard{{Direction: -1, Level: 280}, {Direction: 1, Level: 300}, {Direction: -1, Level: 285}, {Direction: -1, Level: 270}}, 0, 1e5, Crossing{at(285), 2}},
		{"not armed", []Guard{{Level: 290}, {Direction: -1, Level: 285}}, 0, 1e5, Crossing{at(285), 1}},
		{"ties go to the first", []Guard{{Direction: -1, Level: 270}, {Direction: -1, Level: 285}, {Direction: -1, Level: 285}}, 0, 1e5, Crossing{at(285), 1}},
		{"beyond at once", []Guard{{Direction: -1, Level: 293.5}}, 0, 1e5, Crossing{0, 0}},
		{"beyond at once, later", []Guard{{Direction: -1, Level: 285}}, at(285) + 1, 1e5, Crossing{at(285) + 1, 0}},
		{"on the level, moving on", []Guard{{Direction: -1, Level: 293}}, 0, 1e5, Crossing{0, 0}},
		{"on the level, moving away", []Guard{{Direction: 1, Level: 293}}, 0, 1e5, Crossing{1e5, -1}},
		{"asymptote", []Guard{{Direction: -1, Level: 262.9999999}}, 0, 1e6, Crossing{1e6, -1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := crossing(t, p, s, c.guards, c.from, c.to)
			assert.Equal(t, c.want.Guard, got.Guard)
			tolerance := 1e-9
			if c.name == "nearly there" {
				tolerance = 1e-4 // 1e-13 K at 2e-8 K/s
			}
			assert.InDelta(t, c.want.Tau, got.Tau, tolerance)
		})
	}
}

func TestCrossBumps(t *testing.T) {
	// A sine of the input passes straight through: 1 + sin(omega tau), and
	// guards just above and below its top.
	const omega = 2.0
	sys := System{N: 1, M: 1, E: []float64{1}, A: Entries(1, []float64{-1}), B: Entries(1, []float64{0}),
		Rows: []Row{{U: []Term{{0, 1}}}}}
	for _, way := range []func(testing.TB, System) Propagator{compile, asExponential} {
		p := way(t, sys)
		s := segment(p, []float64{0}, []Input{{Level: 1, Amplitude: 1, Omega: omega}})
		for _, short := range []float64{1e-2, 1e-4, 1e-6, 1e-9, 1e-11} {
			c := crossing(t, p, s, []Guard{{Direction: 1, Level: 2 - short}}, 0, 3)
			require.Equal(t, 0, c.Guard, "a bump of %v above the level", short)
			assert.InDelta(t, math.Asin(1-short)/omega, c.Tau, 1e-9/math.Sqrt(short)*1e-2+1e-10)
			c = crossing(t, p, s, []Guard{{Direction: 1, Level: 2 + short}}, 0, 20)
			assert.Equal(t, -1, c.Guard, "a bump of %v below the level", short)
		}
	}
}

func TestCrossTransientBumps(t *testing.T) {
	// 3 e^(-t/100) - 2 e^-t rises to a top and falls again, within one search.
	sys := System{N: 2, M: 0, E: []float64{1, 1}, A: Entries(2, []float64{-1, 0, 0, -0.01}),
		Rows: []Row{{X: []Term{{0, -2}, {1, 3}}}}}
	at := func(tau float64) float64 { return 3*math.Exp(-0.01*tau) - 2*math.Exp(-tau) }
	top := math.Log(2/0.03) / 0.99
	for _, way := range []func(testing.TB, System) Propagator{compile, asExponential} {
		p := way(t, sys)
		s := segment(p, []float64{1, 1}, nil)
		for _, short := range []float64{1e-1, 1e-4, 1e-8, 1e-12} {
			level := at(top) - short
			up := crossing(t, p, s, []Guard{{Direction: 1, Level: level}}, 0, 1000)
			require.Equal(t, 0, up.Guard)
			assert.Less(t, up.Tau, top+1e-6)
			assert.InDelta(t, level, at(up.Tau), 1e-13)
			down := crossing(t, p, s, []Guard{{Direction: -1, Level: level}}, top, 1000)
			require.Equal(t, 0, down.Guard)
			assert.Greater(t, down.Tau, top)
			assert.InDelta(t, level, at(down.Tau), 1e-13)
			assert.Equal(t, Crossing{1000, -1}, crossing(t, p, s, []Guard{{Direction: 1, Level: at(top) + short}}, 0, 1000))
		}
	}
}

func TestCrossOscillation(t *testing.T) {
	// x = cos(tau), guarded at every level in both directions.
	sys := withStates(System{N: 2, M: 0, E: []float64{1, 1}, A: Entries(2, []float64{0, 1, -1, 0})})
	p := compile(t, sys)
	s := segment(p, []float64{1, 0}, nil)
	for level := -0.99; level < 1; level += 0.11 {
		c := crossing(t, p, s, []Guard{{Direction: -1, Level: level}}, 0, 100)
		require.Equal(t, 0, c.Guard)
		assert.InDelta(t, math.Acos(level), c.Tau, 1e-10)
		c = crossing(t, p, s, []Guard{{Direction: 1, Level: level}}, math.Pi, 100)
		require.Equal(t, 0, c.Guard)
		assert.InDelta(t, 2*math.Pi-math.Acos(level), c.Tau, 1e-10)
	}
	c := crossing(t, p, s, []Guard{{Direction: 1, Level: 1.0000001}, {Direction: -1, Level: -1.0000001}}, 0, 100)
	assert.Equal(t, Crossing{100, -1}, c)
}

func TestCrossLeavesItsSurface(t *testing.T) {
	// A ball thrown from the floor: x'' = -9.81, back after 2 v/9.81.
	sys := withStates(System{N: 2, M: 1, E: []float64{1, 1}, A: Entries(2, []float64{0, 1, 0, 0}), B: Entries(1, []float64{0, 1})})
	p := compile(t, sys)
	for _, v := range []float64{5, 1e-2, 1e-5} {
		s := segment(p, []float64{0, v}, []Input{{Level: -9.81}})
		c := crossing(t, p, s, []Guard{{Direction: -1, Level: 0}}, 0, 10)
		require.Equal(t, 0, c.Guard)
		assert.InDelta(t, 2*v/9.81, c.Tau, 1e-10)
	}
	// At rest on the floor and pushed up, it leaves; pushed down, it is through.
	s := segment(p, []float64{0, 0}, []Input{{Level: 1, Slope: -1}})
	c := crossing(t, p, s, []Guard{{Direction: -1, Level: 0}}, 0, 10)
	require.Equal(t, 0, c.Guard)
	assert.InDelta(t, 3, c.Tau, 1e-9)
	s = segment(p, []float64{0, 0}, []Input{{Level: -1}})
	assert.Equal(t, Crossing{0, 0}, p.Cross(s, []Guard{{Direction: -1, Level: 0}}, nil, 0, 10))
}

func TestCrossManyGuards(t *testing.T) {
	w := newNetwork([]float64{2e5}, 1).loss(0, 0, 40)
	p := compile(t, withStates(w.sys))
	s := segment(p, []float64{293}, []Input{{Level: 263}})
	var guards []Guard
	for i := range 100 {
		guards = append(guards, Guard{Direction: -1, Level: 264 + math.Mod(float64(i)*17.3, 28)})
	}
	best := 0
	for i, g := range guards {
		if g.Level > guards[best].Level {
			best = i
		}
	}
	c := crossing(t, p, s, guards, 0, 1e6)
	assert.Equal(t, best, c.Guard)
	assert.InDelta(t, -5000*math.Log((guards[best].Level-263)/30), c.Tau, 1e-9)
}

func TestCrossAgainstSampling(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p := compile(t, sys)
		s := segment(p, x0, u)
		var guards []Guard
		for i := range sys.N {
			guards = append(guards, Guard{
				Row:       int32(i),
				Direction: int8(1 - 2*rapid.IntRange(0, 1).Draw(rt, "direction")),
				Level:     rapid.Float64Range(265, 315).Draw(rt, "level"),
			})
		}
		const to = 20000.
		c := crossing(rt, p, s, guards, 0, to)
		y := make([]float64, len(sys.Rows))
		beyond := func(g Guard, slack float64) bool {
			d := float64(g.Direction)
			return d*(y[g.Row]-g.Level) > slack
		}
		for k := range 500 {
			if c.Tau == 0 {
				break // beyond at once
			}
			p.Values(s, rows(len(y)), c.Tau*float64(k)/500, y)
			for i, g := range guards {
				assert.False(rt, beyond(g, 1e-10), "guard %d was crossed before %v", i, c.Tau)
			}
		}
		if c.Guard >= 0 {
			g := guards[c.Guard]
			p.Values(s, rows(len(y)), c.Tau, y)
			assert.True(rt, beyond(g, -1e-9), "guard %d is crossed at %v: %v", c.Guard, c.Tau, y[g.Row]-g.Level)
		}
	})
}

func TestCrossModalAgainstExponential(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, false)
		p, q := compile(t, sys), asExponential(t, sys)
		s, r := segment(p, x0, u), segment(q, x0, u)
		row := rapid.IntRange(0, sys.N-1).Draw(rt, "row")
		at := rapid.Float64Range(10, 3000).Draw(rt, "at")
		level := p.Value(s, row, at)
		if math.Abs(level-x0[row]) < 0.1 {
			return
		}
		g := []Guard{{Row: int32(row), Direction: 1, Level: level}}
		if level < x0[row] {
			g[0].Direction = -1
		}
		c, d := crossing(rt, p, s, g, 0, 4000), crossing(rt, q, r, g, 0, 4000)
		require.Equal(rt, 0, c.Guard)
		require.Equal(rt, 0, d.Guard)
		// Where it moves slowly, rounding of the value is much time.
		assert.LessOrEqual(rt, c.Tau, at+1)
		assert.InDelta(rt, level, p.Value(s, row, d.Tau), 1e-8)
		assert.InDelta(rt, level, p.Value(s, row, c.Tau), 1e-10)
	})
}

func TestNoAllocations(t *testing.T) {
	sys := chain(100)
	x0 := make([]float64, sys.N)
	u := []Input{{Level: 5, Amplitude: 3, Omega: 1e-4}, {Level: 300, Slope: 0.01}, {Level: 20}}
	for _, p := range []Propagator{compile(t, sys), asExponential(t, sys)} {
		s := segment(p, x0, u)
		y, all, some := make([]float64, 10), rows(10), []int32{0, 3}
		guards := []Guard{{Direction: 1, Level: 2}, {Row: 3, Direction: -1, Level: -5}}
		assert.Zero(t, testing.AllocsPerRun(3, func() {
			p.Start(s, x0)
			p.Force(s, u)
			p.Cross(s, guards, nil, 0, 1000)
			p.Extremes(s, 2, 0, 10, math.Inf(1), math.Inf(-1))
			p.Values(s, all, 10, y)
			p.States(s, 10, y)
			p.Integrals(s, some, 10, y[:2])
			p.Value(s, 1, 5)
			p.Shift(s, 100)
		}), p.Method())
	}
}

// At rest on a level it is reached, but not gone beyond.
func TestCrossAtRest(t *testing.T) {
	sys := System{N: 1, M: 1, E: []float64{1}, A: Entries(1, []float64{-1}), B: Entries(1, []float64{1}), Rows: []Row{{X: []Term{{0, 1}}}, {U: []Term{{0, 1}}}}}
	for _, way := range []func(testing.TB, System) Propagator{compile, asExponential} {
		p := way(t, sys)
		s := segment(p, []float64{5}, []Input{{Level: 5}})
		for row := range int32(2) {
			for _, direction := range []int8{-1, 1} {
				g := Guard{Row: row, Direction: direction, Level: 5}
				assert.Equal(t, Crossing{0, 0}, p.Cross(s, []Guard{g}, nil, 0, 100))
				g.Beyond = true
				assert.Equal(t, Crossing{100, -1}, crossing(t, p, s, []Guard{g}, 0, 100))
			}
		}
		s = segment(p, []float64{5}, []Input{{Level: 5, Slope: 1}})
		assert.Equal(t, Crossing{0, 0}, p.Cross(s, []Guard{{Row: 1, Direction: 1, Beyond: true, Level: 5}}, nil, 0, 100), "moving on")
	}
}

package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a guard means does not hang on the way of solution: these are the cases of
// the other tests of crossings, over as many macro-steps as they take.

func localWalk(t *testing.T, sys System, x []float64, u []Input, guards ...Guard) *walker {
	return newWalker(t, asLocal(t, sys, 0), len(sys.Rows), x, u, guards)
}

func TestLocalCrossRCStep(t *testing.T) {
	w := newNetwork([]float64{2e5}, 1).loss(0, 0, 40)
	sys := withStates(w.sys)
	at := func(level float64) float64 { return -5000 * math.Log((level-263)/30) }
	for _, c := range []struct {
		name   string
		guards []Guard
		want   Crossing
	}{
		{"falling", []Guard{{Direction: -1, Level: 290}}, Crossing{at(290), 0}},
		{"not rising", []Guard{{Direction: 1, Level: 294}}, Crossing{1e5, -1}},
		{"earliest of several", []Guard{
			{Direction: -1, Level: 280}, {Direction: 1, Level: 300}, {Direction: -1, Level: 285}, {Direction: -1, Level: 270},
		}, Crossing{at(285), 2}},
		{"not armed", []Guard{{Level: 290}, {Direction: -1, Level: 285}}, Crossing{at(285), 1}},
		{"ties go to the first", []Guard{
			{Direction: -1, Level: 270}, {Direction: -1, Level: 285}, {Direction: -1, Level: 285},
		}, Crossing{at(285), 1}},
		{"beyond at once", []Guard{{Direction: -1, Level: 293.5}}, Crossing{0, 0}},
		{"on the level, moving on", []Guard{{Direction: -1, Level: 293}}, Crossing{0, 0}},
		{"on the level, moving away", []Guard{{Direction: 1, Level: 293}}, Crossing{1e5, -1}},
		{"asymptote", []Guard{{Direction: -1, Level: 262.9999999}}, Crossing{1e5, -1}},
	} {
		w := localWalk(t, sys, []float64{293}, []Input{{Level: 263}}, c.guards...)
		assert.Equal(t, c.want.Guard, w.cross(1e5), c.name)
		assert.InDelta(t, c.want.Tau, w.time(), 1e-9, c.name)
	}
}

func TestLocalCrossManyGuards(t *testing.T) {
	// More than it keeps in mind.
	sys := withStates(newNetwork([]float64{2e5}, 1).loss(0, 0, 40).sys)
	var guards []Guard
	best := 0
	for i := range 100 {
		guards = append(guards, Guard{Direction: -1, Level: 264 + math.Mod(float64(i)*17.3, 28)})
		if guards[i].Level > guards[best].Level {
			best = i
		}
	}
	w := localWalk(t, sys, []float64{293}, []Input{{Level: 263}}, guards...)
	assert.Equal(t, best, w.cross(1e6))
	assert.InDelta(t, -5000*math.Log((guards[best].Level-263)/30), w.time(), 1e-9)
}

func TestLocalCrossBumps(t *testing.T) {
	const omega = 2.0
	sys := System{N: 1, M: 1, E: []float64{1}, A: Entries(1, []float64{-1}), B: Entries(1, []float64{0}),
		Rows: []Row{{U: []Term{{0, 1}}}}}
	in := []Input{{Level: 1, Amplitude: 1, Omega: omega}}
	for _, short := range []float64{1e-2, 1e-4, 1e-6, 1e-9} {
		w := localWalk(t, sys, []float64{0}, in, Guard{Direction: 1, Level: 2 - short})
		require.Equal(t, 0, w.cross(3), "a bump of %v above the level", short)
		assert.InDelta(t, math.Asin(1-short)/omega, w.time(), 1e-9/math.Sqrt(short)*1e-2+1e-10)
		w = localWalk(t, sys, []float64{0}, in, Guard{Direction: 1, Level: 2 + short})
		assert.Equal(t, -1, w.cross(20), "a bump of %v below the level", short)
	}
	sys = System{N: 2, M: 0, E: []float64{1, 1}, A: Entries(2, []float64{-1, 0, 0, -0.01}),
		Rows: []Row{{X: []Term{{0, -2}, {1, 3}}}}}
	at := func(tau float64) float64 { return 3*math.Exp(-0.01*tau) - 2*math.Exp(-tau) }
	top := math.Log(2/0.03) / 0.99
	for _, short := range []float64{1e-1, 1e-4, 1e-8} {
		level := at(top) - short
		w := localWalk(t, sys, []float64{1, 1}, nil, Guard{Direction: 1, Level: level})
		require.Equal(t, 0, w.cross(1000))
		assert.Less(t, w.time(), top+1e-6)
		assert.InDelta(t, level, at(w.time()), 1e-12)
		w = localWalk(t, sys, []float64{1, 1}, nil, Guard{Direction: -1, Level: level})
		w.rest(top)
		require.Equal(t, 0, w.cross(1000))
		assert.Greater(t, w.time(), top)
		assert.InDelta(t, level, at(w.time()), 1e-12)
		w = localWalk(t, sys, []float64{1, 1}, nil, Guard{Direction: 1, Level: at(top) + short})
		assert.Equal(t, -1, w.cross(1000))
	}
}

func TestLocalCrossOscillation(t *testing.T) {
	sys := withStates(System{N: 2, M: 0, E: []float64{1, 1}, A: Entries(2, []float64{0, 1, -1, 0})})
	for level := -0.99; level < 1; level += 0.11 {
		w := localWalk(t, sys, []float64{1, 0}, nil, Guard{Direction: -1, Level: level})
		require.Equal(t, 0, w.cross(100))
		assert.InDelta(t, math.Acos(level), w.time(), 1e-10)
		w.rest(math.Pi)
		w.rearm(0, Guard{Direction: 1, Level: level})
		require.Equal(t, 0, w.cross(100))
		assert.InDelta(t, 2*math.Pi-math.Acos(level), w.time(), 1e-10)
	}
	never := []Guard{{Direction: 1, Level: 1.0000001}, {Direction: -1, Level: -1.0000001}}
	w := localWalk(t, sys, []float64{1, 0}, nil, never...)
	assert.Equal(t, -1, w.cross(100))
	assert.InDelta(t, 100, w.time(), 1e-12)
}

func TestLocalCrossLeavesItsSurface(t *testing.T) {
	sys := withStates(System{N: 2, M: 1, E: []float64{1, 1},
		A: Entries(2, []float64{0, 1, 0, 0}), B: Entries(1, []float64{0, 1})})
	for _, v := range []float64{5, 1e-2, 1e-5} {
		w := localWalk(t, sys, []float64{0, v}, []Input{{Level: -9.81}}, Guard{Direction: -1, Level: 0})
		require.Equal(t, 0, w.cross(10))
		assert.InDelta(t, 2*v/9.81, w.time(), 1e-10)
	}
	w := localWalk(t, sys, []float64{0, 0}, []Input{{Level: 1, Slope: -1}}, Guard{Direction: -1, Level: 0})
	require.Equal(t, 0, w.cross(10))
	assert.InDelta(t, 3, w.time(), 1e-9)
	w = localWalk(t, sys, []float64{0, 0}, []Input{{Level: -1}}, Guard{Direction: -1, Level: 0})
	require.Equal(t, 0, w.cross(10))
	assert.Zero(t, w.time())
}

func TestLocalCrossAtRest(t *testing.T) {
	sys := System{N: 1, M: 1, E: []float64{1}, A: Entries(1, []float64{-1}), B: Entries(1, []float64{1}),
		Rows: []Row{{X: []Term{{0, 1}}}, {U: []Term{{0, 1}}}}}
	for row := range int32(2) {
		for _, direction := range []int8{-1, 1} {
			g := Guard{Row: row, Direction: direction, Level: 5}
			w := localWalk(t, sys, []float64{5}, []Input{{Level: 5}}, g)
			assert.Equal(t, 0, w.cross(100))
			assert.Zero(t, w.time())
			g.Beyond = true
			w = localWalk(t, sys, []float64{5}, []Input{{Level: 5}}, g)
			assert.Equal(t, -1, w.cross(100))
			// Until it is pushed.
			w.change([]int32{0}, []Input{{Level: 5, Slope: float64(direction)}})
			assert.Equal(t, 0, w.cross(200))
			assert.InDelta(t, 100, w.time(), 1e-6)
		}
	}
}

func TestLocalCrossTwoTogether(t *testing.T) {
	// Two rooms alike cross at one time; the first is told of and changed, then
	// the second is found at once.
	sys := withStates(newNetwork([]float64{2e5, 2e5}, 3).loss(0, 0, 40).loss(1, 0, 40).heat(0, 1, 1).heat(1, 2, 1).sys)
	guards := []Guard{{Direction: -1, Level: 290}, {Row: 1, Direction: -1, Level: 290}}
	w := localWalk(t, sys, []float64{293, 293}, []Input{{Level: 263}, {}, {}}, guards...)
	require.Equal(t, 0, w.cross(1e5))
	when := w.time()
	w.rearm(0, Guard{Direction: 1, Level: 292})
	w.change([]int32{1}, []Input{{Level: 2000}})
	w.now += 2e-11
	require.Equal(t, 1, w.cross(1e5))
	assert.InDelta(t, when, w.time(), 1e-10)
}

func TestLocalCrossRunaway(t *testing.T) {
	// What grows without bounds ends as no number, and is not waited for.
	sys := withStates(System{N: 1, M: 0, E: []float64{1}, A: Entries(1, []float64{3})})
	w := localWalk(t, sys, []float64{1}, nil, Guard{Direction: -1, Level: -1})
	assert.Equal(t, 0, w.cross(1e4))
}

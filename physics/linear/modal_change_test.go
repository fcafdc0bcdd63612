package linear

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawnForm is an input of any kind.
func drawnForm(t *rapid.T) Input {
	in := Input{Level: rapid.Float64Range(-500, 500).Draw(t, "level")}
	if rapid.Bool().Draw(t, "sloped") {
		in.Slope = rapid.Float64Range(-0.5, 0.5).Draw(t, "slope")
	}
	if rapid.Bool().Draw(t, "swings") {
		in.Amplitude = rapid.Float64Range(-20, 20).Draw(t, "amplitude")
		in.Omega = math.Pow(10, rapid.Float64Range(-5, -2).Draw(t, "omega"))
		in.Phase = rapid.Float64Range(-6, 6).Draw(t, "phase")
	}
	return in
}

// A change of some inputs is a shift and all inputs anew.
func TestChangeIsShiftAndForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p := asModal(t, sys)
		s, r := segment(p, x0, u), segment(p, x0, u)
		u = slices.Clone(u)
		for range rapid.IntRange(1, 100).Draw(rt, "changes") {
			tau := rapid.Float64Range(0, 1000).Draw(rt, "tau")
			var which []int32
			var to []Input
			for j := range u {
				u[j] = u[j].After(tau)
				if rapid.Bool().Draw(rt, "changed") {
					u[j] = drawnForm(rt)
					which, to = append(which, int32(j)), append(to, u[j])
				}
			}
			p.Change(s, tau, which, to)
			p.Shift(r, tau)
			p.Force(r, u)
		}
		for _, tau := range []float64{0, 10, 3000} {
			a, b := states(p, s, sys.N, tau), states(p, r, sys.N, tau)
			for i := range a {
				// Of the magnitudes that the states came from.
				assert.InDelta(rt, b[i], a[i], 1e-12*(1000+math.Abs(b[i])+2*tau))
			}
		}
	})
}

// A hundred thousand changes of inputs that are set far off and back end where
// one does.
func TestChangesDoNotDrift(t *testing.T) {
	sys, x0, u := ring()
	p := asModal(t, sys)
	s := segment(p, x0, u)
	const changes, every = 100000, 37.
	now := slices.Clone(u)
	for k := range changes {
		for j := range now {
			now[j] = now[j].After(every)
		}
		j := 1 + k%(len(u)-1)
		now[j].Level = 1600 * math.Mod(float64(k)*0.618, 1)
		if k%1000 == 999 {
			now[j].Level *= 1e6
		} else if k%1000 == 0 {
			now[1+(k+len(u)-2)%(len(u)-1)].Level = 3
		}
		which, to := []int32{int32(j)}, []Input{now[j]}
		if back := 1 + (k+len(u)-2)%(len(u)-1); k%1000 == 0 && k > 0 {
			which, to = append(which, int32(back)), append(to, now[back])
		}
		p.Change(s, every, which, to)
	}
	// What goes on from here is what would from these states under these inputs.
	from := states(p, s, sys.N, 0)
	r := segment(p, from, now)
	for _, tau := range []float64{0, 600, 1e5} {
		a, b := states(p, s, sys.N, tau), states(p, r, sys.N, tau)
		for i := range a {
			assert.InEpsilon(t, b[i], a[i], 1e-12)
		}
	}
	in := inputAt(p.(*modal).inputs(s), 0)
	assert.InDelta(t, u[0].At(changes*every), in.At(0), 5*1e-10, "the sine kept its time")
}

// Looking changes nothing, and what is seen does not hang on what was looked at
// before.
func TestLookingLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p := asModal(t, sys)
		s, r := segment(p, x0, u), segment(p, x0, u)
		before := slices.Clone(s.State)
		all := rows(len(sys.Rows))
		y, z := make([]float64, len(all)), make([]float64, len(all))
		guards := []Guard{{Direction: 1, Level: 300}, {Direction: -1, Level: 250}}
		for range 20 {
			p.Values(s, all, rapid.Float64Range(0, 5000).Draw(rt, "earlier"), y)
			p.Cross(s, guards, nil, 0, 1000)
		}
		assert.Equal(rt, before, s.State)
		p.Values(s, all, 777, y)
		p.Values(r, all, 777, z)
		assert.Equal(rt, z, y)
		for i := range all {
			assert.Equal(rt, z[i], p.Value(s, i, 777))
		}
	})
}

// The chase finds what the march from instant to instant finds.
func TestChaseAgainstMarch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		sys.Rows = append(sys.Rows, Row{X: []Term{{0, 1}}, U: []Term{{1, 0.01}}})
		p := asModal(t, sys).(*modal)
		s := segment(p, x0, u)
		for range rapid.IntRange(0, 3).Draw(rt, "changes") {
			p.Change(s, rapid.Float64Range(0, 2000).Draw(rt, "tau"), []int32{1}, []Input{drawnForm(rt)})
		}
		var guards []Guard
		for range rapid.IntRange(1, 10).Draw(rt, "guards") {
			row := rapid.IntRange(0, len(sys.Rows)-1).Draw(rt, "row")
			away := math.Pow(10, rapid.Float64Range(-6, 1.5).Draw(rt, "away"))
			direction := rapid.IntRange(-1, 1).Draw(rt, "direction")
			guards = append(guards, Guard{Row: int32(row), Direction: int8(direction), Level: p.Value(s, row, 0) + float64(direction)*away})
		}
		const to = 20000.
		march := func(from float64) Crossing {
			for range 100000 {
				c := cross(p, s, guards, from, to)
				if c.Guard >= 0 || c.Tau >= to {
					return c
				}
				from = c.Tau
			}
			require.Fail(rt, "the march does not end")
			return Crossing{}
		}
		from := rapid.SampledFrom([]float64{0, 0, 100}).Draw(rt, "from")
		want, got := march(from), crossing(rt, p, s, guards, from, to)
		if want.Guard < 0 || got.Guard < 0 {
			assert.Equal(rt, want.Guard, got.Guard)
			return
		}
		// Where an output is slow, its rounding is much time.
		y, slack := p.Value(s, int(guards[want.Guard].Row), got.Tau), 2e-13*(300+math.Abs(guards[want.Guard].Level))
		if math.Abs(y-guards[want.Guard].Level) > slack {
			assert.InDelta(rt, want.Tau, got.Tau, 2e-11+1e-14*want.Tau)
		}
		if math.Abs(want.Tau-got.Tau) <= resolution && want.Guard != got.Guard {
			assert.InDelta(rt, guards[got.Guard].Level, p.Value(s, int(guards[got.Guard].Row), want.Tau), 1e-9)
		}
	})
}

package ode_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// Linear physics is the same in steps as in modes, for inputs of all forms that change
// at any time.
func TestLinearInStepsAsInModes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "states")
		number := func(name string, from, to float64) float64 { return rapid.Float64Range(from, to).Draw(t, name) }
		sys := linear.System{N: n, M: 2, E: make([]float64, n)}
		add := func(row, column int, value float64) {
			sys.A = append(sys.A, linear.Entry{Row: row, Column: column, Value: value})
		}
		for i := range n {
			sys.E[i] = number("capacity", 0.2, 3)
			if i > 0 && i == n-1 && rapid.Bool().Draw(t, "massless") {
				sys.E[i] = 0
				add(i, i, -0.5)
			}
			add(i, i, -number("loss", 0, 2))
			sys.B = append(sys.B, linear.Entry{Row: i, Column: i % 2, Value: number("gain", -2, 2)})
			sys.Rows = append(sys.Rows, linear.Row{X: []linear.Term{{Index: i, Weight: 1}}})
			if i > 0 {
				g := number("tie", 0, 3)
				add(i, i, -g)
				add(i-1, i-1, -g)
				add(i, i-1, g)
				add(i-1, i, g)
			}
		}
		form := func() linear.Input {
			return linear.Input{
				Level: number("level", -3, 3), Slope: number("slope", -1, 1),
				Amplitude: number("amplitude", -2, 2), Omega: number("omega", 0.01, 5), Phase: number("phase", 0, 6),
			}
		}
		x0 := make([]float64, n)
		for i := range x0 {
			x0[i] = number("first", -5, 5)
		}
		exact, err := linear.Compile(sys)
		require.NoError(t, err)
		own := ode.FromLinear(sys)
		made, err := ode.Compile(own, each(own), ode.Options{Relative: 1e-11})
		require.NoError(t, err)
		u := []linear.Input{form(), form()}
		var seg [2]linear.Segment
		for k, p := range []linear.Propagator{exact, made} {
			seg[k] = linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
			p.Start(seg[k], x0)
			p.Force(seg[k], u)
		}
		rows := make([]int32, n)
		for i := range rows {
			rows[i] = int32(i)
		}
		sums := [2][]float64{make([]float64, n), make([]float64, n)}
		for range 4 {
			dt := number("for", 0, 3)
			exact.Integrals(seg[0], rows, dt, sums[0])
			exact.Shift(seg[0], dt)
			for left := dt; left > 0; {
				part := min(left, made.Horizon(seg[1]))
				made.Integrals(seg[1], rows, part, sums[1])
				made.Shift(seg[1], part)
				left -= part
			}
			for i := range n {
				x := exact.Value(seg[0], i, 0)
				assert.InDelta(t, x, made.Value(seg[1], i, 0), 1e-9*(10+math.Abs(x)))
				assert.InDelta(t, sums[0][i], sums[1][i], 1e-9*(10+math.Abs(sums[0][i])))
			}
			one, to := []int32{int32(rapid.IntRange(0, 1).Draw(t, "input"))}, []linear.Input{form()}
			exact.Force(seg[0], after(u, dt, one[0], to[0]))
			made.Change(seg[1], 0, one, to)
		}
	})
}

// after are inputs as they go on after a time, but for one.
func after(u []linear.Input, dt float64, other int32, to linear.Input) []linear.Input {
	for i := range u {
		u[i] = u[i].After(dt)
	}
	u[other] = to
	return u
}

package linear

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A day of a hundred rooms with thermostats goes the same way in modes and in
// polynomials: all temperatures each quarter of an hour, and all switchings.
func TestLocalDayAgainstModal(t *testing.T) {
	sys, x0, u, guards := rooms(100)
	day := 86400.
	if testing.Short() {
		day /= 12
	}
	a := newWalker(t, asLocal(t, sys, 0), len(sys.Rows), x0, u, slices.Clone(guards))
	b := newWalker(t, asModal(t, sys), len(sys.Rows), x0, u, slices.Clone(guards))
	heatA, heatB, switchings := slices.Clone(u), slices.Clone(u), 0
	for until := 900.; until <= day; until += 900 {
		got, want := thermostats(a, heatA, until), thermostats(b, heatB, until)
		require.InDeltaSlice(t, want, got, 1e-6)
		require.Equal(t, heatB, heatA, "which heaters are on")
		require.InDeltaSlice(t, b.values(), a.values(), 1e-8)
		switchings += len(want)
	}
	require.Greater(t, float64(switchings), day/20)
}

package engine

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
)

func TestStreamsAreKeyed(t *testing.T) {
	base := NewStream(7, 3, KeyOf("twin.north.heat_loss"), 0)
	require.Equal(t, base, NewStream(7, 3, KeyOf("twin.north.heat_loss"), 0))
	for _, other := range []Stream{
		NewStream(8, 3, KeyOf("twin.north.heat_loss"), 0),
		NewStream(7, 4, KeyOf("twin.north.heat_loss"), 0),
		NewStream(7, 3, KeyOf("twin.south.heat_loss"), 0),
		NewStream(7, 3, KeyOf("twin.north.heat_loss"), 1),
		NewStream(3, 7, KeyOf("twin.north.heat_loss"), 0),
	} {
		require.NotEqual(t, base, other)
		require.NotEqual(t, base.Uniform(0), other.Uniform(0))
	}
}

func TestStreamMoments(t *testing.T) {
	s := NewStream(1, 0, KeyOf("x"), 0)
	u, z := make([]float64, 100_000), make([]float64, 100_000)
	for k := range u {
		u[k], z[k] = s.Uniform(uint64(k)), s.Normal(uint64(k))
	}
	mean, sd := stat.MeanStdDev(u, nil)
	require.InDelta(t, 0.5, mean, 0.004)
	require.InDelta(t, math.Sqrt(1.0/12), sd, 0.004)
	mean, sd = stat.MeanStdDev(z, nil)
	require.InDelta(t, 0, mean, 0.013)
	require.InDelta(t, 1, sd, 0.01)
	// The same number of two neighbouring draws has nothing in common.
	a, b := make([]float64, 10_000), make([]float64, 10_000)
	for d := range a {
		a[d] = NewStream(1, d, KeyOf("x"), 0).Uniform(0)
		b[d] = NewStream(1, d+1, KeyOf("x"), 0).Uniform(0)
	}
	require.InDelta(t, 0, stat.Correlation(a, b, nil), 0.04)
}

package engine

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTime(t *testing.T) {
	require.Equal(t, Time(1500000000), Seconds(1.5))
	require.Equal(t, Never, Seconds(1e300))
	require.Equal(t, 1.5, Time(1500000000).Seconds())
	require.Equal(t, "2d3h0m0s", (51 * 3600 * Second).String())
	require.Equal(t, "-1d", (-24 * 3600 * Second).String())
	require.Equal(t, "never", Never.String())
	rapid.Check(t, func(t *rapid.T) {
		x := Time(rapid.Int64Range(-1e17, 1e17).Draw(t, "t"))
		require.InDelta(t, 0, float64(Seconds(x.Seconds())-x), 16, "a float64 of seconds is good to some ns in years")
	})
}

package engine

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The tree agrees with a plain list, whatever is set in whatever order.
func TestTreeAgainstList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 700).Draw(t, "actors")
		w := newTree(n)
		list := make([]Time, n)
		for i := range list {
			list[i] = Never
		}
		steps := rapid.IntRange(1, 60).Draw(t, "steps")
		for range steps {
			id := rapid.IntRange(0, n-1).Draw(t, "id")
			at := Time(rapid.Int64Range(-5, 5).Draw(t, "at"))
			if rapid.Bool().Draw(t, "never") {
				at = Never
			}
			w.set(uint32(id), at)
			list[id] = at
			first := Never
			for _, x := range list {
				first = min(first, x)
			}
			require.Equal(t, first, w.earliest())
			require.Equal(t, int64(at), w.levels[0][id])
			if first == Never {
				continue
			}
			var due []uint32
			for i, x := range list {
				if x == first {
					due = append(due, uint32(i))
				}
			}
			require.Equal(t, due, w.due(nil, first))
		}
	})
}

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

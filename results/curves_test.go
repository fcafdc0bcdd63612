package results

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestCurvesOfSomeRuns: choosing runs gives what going through all gives of them,
// also where parts are missing and their series are still there.
func TestCurvesOfSomeRuns(t *testing.T) {
	dir := writeBatch(t, testInfo(), 2)
	curves := func(t require.TestingT, r *Result, keep func(run int) bool) map[int64][]float64 {
		got := map[int64][]float64{}
		for c, err := range r.Curves("twin.north.temperature", keep) {
			require.NoError(t, err)
			require.NotContains(t, got, r.Runs.Number[c.Run])
			got[r.Runs.Number[c.Run]] = slices.Clone(c.Values)
		}
		return got
	}
	whole, err := Open(dir)
	require.NoError(t, err)
	all := curves(t, whole, nil)
	require.NotEmpty(t, all)
	for _, k := range []int{0, 2} {
		require.NoError(t, os.Remove(partPath(dir, "runs", k)))
	}
	short, err := Open(dir)
	require.NoError(t, err)
	require.Less(t, len(curves(t, short, nil)), len(all))
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range []*Result{whole, short} {
			chosen := rapid.SliceOfN(rapid.Bool(), r.Runs.Len(), r.Runs.Len()).Draw(t, "chosen")
			want := map[int64][]float64{}
			for run, number := range r.Runs.Number {
				if values, recorded := all[number]; recorded && chosen[run] {
					want[number] = values
				}
			}
			if got := curves(t, r, func(run int) bool { return chosen[run] }); len(want) > 0 || len(got) > 0 {
				require.Equal(t, len(want), len(got))
				for number, values := range want {
					require.Equal(t, bitsOf(values...), bitsOf(got[number]...))
				}
			}
		}
	})
}

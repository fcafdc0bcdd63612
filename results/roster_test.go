package results

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The groups that are read one by one are those of the table in memory.
func TestRoster(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	r, err := Open(dir)
	require.NoError(t, err)
	o := &roster{r: r}
	defer o.close()
	for _, want := range r.Runs.groups() {
		m, ok, err := o.next()
		require.NoError(t, err)
		require.True(t, ok)
		assert.Equal(t, want, group{m.variant, m.sweep, int(m.first), int(m.first) + m.runs})
		failed := 0
		for i := range m.runs {
			assert.Equal(t, r.Runs.Failed[want.first+i], m.hasFailed(i))
			if m.hasFailed(i) {
				failed++
			}
		}
		assert.Equal(t, failed, m.failed)
	}
	_, ok, err := o.next()
	require.NoError(t, err)
	assert.False(t, ok)
}

func TestMembers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		failed := rapid.SliceOfN(rapid.Bool(), 0, 300).Draw(t, "failed")
		var m members
		whole := -1
		for i, f := range failed {
			m.add(f)
			if !f && whole < 0 {
				whole = i
			}
		}
		for i, f := range failed {
			require.Equal(t, f, m.hasFailed(i))
		}
		require.Equal(t, whole, m.whole())
		require.LessOrEqual(t, 64*len(m.bits), len(failed)+63)
	})
}

// Of a table runs that lacks rows no summary is made.
func TestRosterWantsAllRuns(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	r, err := Open(dir)
	require.NoError(t, err)
	next := partPath(dir, "runs", 3)
	text, err := os.ReadFile(next)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(partPath(dir, "runs", 2), text, 0o644))
	_, err = writeSummary(t.Context(), quick{}, r, blockBytes)
	require.ErrorIs(t, err, ErrCorrupt)
	assert.ErrorContains(t, err, "run 9 where run 6 was due")
	require.NoError(t, os.Remove(next))
	_, err = writeSummary(t.Context(), quick{}, r, blockBytes)
	require.Error(t, err)
}

func TestFailedRuns(t *testing.T) {
	dir := writeBatch(t, testInfo(), 2)
	n, err := FailedRuns(dir)
	require.NoError(t, err)
	require.EqualValues(t, len(failing), n)
	require.NoError(t, os.Remove(partPath(dir, "runs", 0)))
	n, err = FailedRuns(dir)
	require.NoError(t, err)
	require.EqualValues(t, len(failing)-1, n, "a part that is missing does not count")
	_, err = FailedRuns(t.TempDir())
	require.ErrorIs(t, err, ErrForeign)
}

package results

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// smallInfo is a batch of three parts, the last one shorter.
func smallInfo() Info {
	info := testInfo()
	info.Draws, info.Runs, info.VariantDescriptions = 2, 8, nil
	return info
}

// carryOut writes the batch, or what is missing of it, until the storage ends
// it. The lock is let go as it is when a process ends.
func carryOut(store storage, dir string, mode Mode, info Info) error {
	f, err := claim(store, dir, mode)
	if err != nil {
		return err
	}
	w, err := f.Write(info, testSchema())
	if err != nil {
		return err
	}
	defer w.Close()
	for k := range w.Parts() {
		if w.Has(k) {
			continue
		}
		if err := writePart(w, k); err != nil {
			return err
		}
	}
	if w.Finished() {
		return nil
	}
	_, err = w.Finish(context.Background())
	return err
}

// undisturbed is what the small batch consists of, and how many operations it
// takes to write.
func undisturbed(t *testing.T) (want map[string]string, operations int) {
	dir := filepath.Join(t.TempDir(), "a", "r")
	store := newMortal(0)
	require.NoError(t, carryOut(store, dir, Fresh, smallInfo()))
	return files(t, dir), store.count
}

// requireSame compares all files of a result but those of its log.
func requireSame(t require.TestingT, want, got map[string]string, message string, args ...any) {
	when := fmt.Sprintf(message, args...)
	require.Equal(t, sortedKeys(want), sortedKeys(got), when)
	for name := range want {
		require.True(t, want[name] == got[name], "%s differs, %s", name, when)
	}
}

// stride is how many operations a sweep goes on at a time.
func stride() int {
	if testing.Short() {
		return 11
	}
	return 1
}

// TestKilledAtEveryOperation ends the batch at each of its operations in turn,
// before it, halfway in it and by an error of it; what resumes it makes the same
// result.
func TestKilledAtEveryOperation(t *testing.T) {
	want, operations := undisturbed(t)
	require.Greater(t, operations, 100)
	for _, way := range []mortal{{}, {torn: true}, {refuse: true}} {
		for n := 1; n <= operations; n += stride() {
			dir := filepath.Join(t.TempDir(), "a", "r")
			store := newMortal(n)
			store.torn, store.refuse = way.torn, way.refuse
			err := carryOut(store, dir, Resume, smallInfo())
			if way.refuse {
				require.ErrorIs(t, err, errFull, "operation %d", n)
				requireNoTemps(t, dir)
			} else {
				require.ErrorIs(t, err, errDead, "operation %d", n)
			}
			readable(t, dir)
			require.NoError(t, carryOut(quick{}, dir, Resume, smallInfo()), "after operation %d", n)
			requireSame(t, want, files(t, dir), "operation %d", n)
		}
	}
}

// requireNoTemps says that a process that lived on has tidied up.
func requireNoTemps(t *testing.T, dir string) {
	if _, err := os.Stat(dir); err != nil {
		return
	}
	for name := range files(t, dir) {
		require.False(t, isTemp(filepath.Base(name)), name)
	}
}

// readable says that an unfinished result can be read, where it has begun: the
// tables of every part that has its mark are whole.
func readable(t require.TestingT, dir string) {
	if _, err := os.Stat(filepath.Join(dir, batchFile)); err != nil {
		return
	}
	r, err := Open(dir)
	require.NoError(t, err)
	seen := map[int64]bool{}
	for _, n := range r.Runs.Number {
		require.False(t, seen[n], "run %d is there twice", n)
		seen[n] = true
	}
	rest := func(arrow.Record) error { return nil }
	for k := range r.Info.parts() {
		if slices.Contains(r.Missing, k) {
			continue
		}
		require.NoError(t, each(partPath(dir, "events", k), r.layout.events, rest))
		for i, folder := range r.layout.folders {
			require.NoError(t, each(partPath(dir, folder, k), r.layout.series[i], rest))
		}
	}
}

// TestKilledAgainAndAgain ends the batch several times, at first, while it is
// resumed and while that is resumed, by a kill or by a loss of power, which also
// takes what was not synced.
func TestKilledAgainAndAgain(t *testing.T) {
	want, operations := undisturbed(t)
	rapid.Check(t, func(r *rapid.T) {
		root, err := os.MkdirTemp("", "whatif-crash")
		require.NoError(r, err)
		defer func() { assert.NoError(r, os.RemoveAll(root)) }()
		dir := filepath.Join(root, "r")
		for range rapid.IntRange(1, 4).Draw(r, "kills") {
			store := newMortal(rapid.IntRange(1, operations).Draw(r, "operation"))
			store.torn = rapid.Bool().Draw(r, "torn")
			_ = carryOut(store, dir, Resume, smallInfo())
			if rapid.Bool().Draw(r, "power lost") {
				store.losePower(rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0)))
			}
			readable(r, dir)
		}
		require.NoError(r, carryOut(quick{}, dir, Resume, smallInfo()))
		requireSame(r, want, files(t, dir), "killed")
	})
}

// TestKilledWhileOverwriting ends the replacement of another batch: what is there
// is the old batch or the new one, never a mixture that seems whole.
func TestKilledWhileOverwriting(t *testing.T) {
	want, _ := undisturbed(t)
	old := smallInfo()
	old.Scenario += "# earlier\n"
	counted := newMortal(0)
	dir := filepath.Join(t.TempDir(), "r")
	require.NoError(t, carryOut(quick{}, dir, Fresh, old))
	require.NoError(t, carryOut(counted, dir, Overwrite, smallInfo()))
	requireSame(t, want, files(t, dir), "not killed")
	before := files(t, filepath.Dir(writeSmall(t, old)))
	for n := 1; n <= counted.count; n += stride() {
		dir := writeSmall(t, old)
		require.ErrorIs(t, carryOut(newMortal(n), dir, Overwrite, smallInfo()), errDead)
		readable(t, dir)
		switch err := carryOut(quick{}, dir, Resume, smallInfo()); {
		case err == nil:
			requireSame(t, want, files(t, dir), "operation %d", n)
		default:
			require.ErrorIs(t, err, ErrOther, "operation %d", n)
			require.NoError(t, carryOut(quick{}, dir, Resume, old), "operation %d", n)
			requireSame(t, before, files(t, filepath.Dir(dir)), "operation %d", n)
			require.NoError(t, carryOut(quick{}, dir, Overwrite, smallInfo()))
			requireSame(t, want, files(t, dir), "operation %d", n)
		}
	}
}

// writeSmall writes a finished small batch into a new folder r.
func writeSmall(t *testing.T, info Info) string {
	dir := filepath.Join(t.TempDir(), "r")
	require.NoError(t, carryOut(quick{}, dir, Fresh, info))
	return dir
}

package results

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
)

// However the values are cut, the summary has the same bytes.
func TestSummaryOfAnyBlocks(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	path := filepath.Join(dir, summaryFile)
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	r, err := Open(dir)
	require.NoError(t, err)
	rapid.Check(t, func(rt *rapid.T) {
		require.NoError(rt, os.Remove(path))
		_, err := writeSummary(context.Background(), quick{}, r, rapid.IntRange(1, 3000).Draw(rt, "bytes"))
		require.NoError(rt, err)
		got, err := os.ReadFile(path)
		require.NoError(rt, err)
		require.True(rt, string(want) == string(got))
	})
}

// The file of the values goes, however the summary ends.
func TestSummaryLeavesNoFile(t *testing.T) {
	const small = 300 // so that there is one
	nothing := func(dir string) {
		t.Helper()
		names, err := filepath.Glob(filepath.Join(dir, ".*"))
		require.NoError(t, err)
		assert.Empty(t, names)
	}
	dir := writeBatch(t, testInfo(), 1)
	r, err := Open(dir)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = writeSummary(ctx, quick{}, r, small)
	require.ErrorIs(t, err, context.Canceled)
	nothing(dir)
	path := partPath(dir, "series_input", 1)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, text[:len(text)-100], 0o644))
	_, err = writeSummary(t.Context(), quick{}, r, small)
	require.ErrorIs(t, err, ErrCorrupt)
	nothing(dir)
}

// heapRuns tells a process of its own how many runs to write.
const heapRuns = "WHATIF_TEST_HEAP_RUNS"

// A batch of many runs takes the heap of a batch of few: writing it, its summary
// and its manifest.
func TestHeapIsFlat(t *testing.T) {
	if runs := os.Getenv(heapRuns); runs != "" {
		writeForHeap(t, runs)
		return
	}
	few, many := 20_000, 400_000
	if testing.Short() {
		many = 100_000
	}
	heap := func(runs int) int {
		c := exec.Command(os.Args[0], "-test.run=^TestHeapIsFlat$", "-test.v")
		c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", heapRuns, runs))
		out, err := c.CombinedOutput()
		require.NoError(t, err, "%s", out)
		found := regexp.MustCompile(`(?m)^heap (\d+)$`).FindSubmatch(out)
		require.NotNil(t, found, "%s", out)
		bytes, err := strconv.Atoi(string(found[1]))
		require.NoError(t, err)
		return bytes
	}
	base, grown := heap(few), heap(many)
	t.Logf("%d runs: %d MB, %d runs: %d MB", few, base>>20, many, grown>>20)
	assert.Less(t, grown, 64<<20)
	// The blocks of the summary may be full where those of few runs were not.
	assert.Less(t, grown-base, 4*blockBytes)
}

func writeForHeap(t *testing.T, text string) {
	runs, err := strconv.ParseInt(text, 10, 64)
	require.NoError(t, err)
	s, l := benchSchema(1)
	info := Info{Name: "heap", Draws: int(runs), Sweeps: 1, Runs: runs, RunsPerPart: runs / 8, Compression: LZ4}
	w, err := create(quick{}, filepath.Join(t.TempDir(), "r"), info, s, false)
	require.NoError(t, err)
	values := []float64{1, 2}
	for k := range w.Parts() {
		from, to := w.PartRuns(k)
		p, err := w.Part(k, from, to)
		require.NoError(t, err)
		for n := from; n < to; n++ {
			id := engine.RunID{Number: n, Draw: int(n)}
			err := p.Begin(id, l)
			for i := range 2 {
				values[0] = float64(n % 997)
				if err == nil {
					err = p.Sample(engine.Time(i)*engine.Second, values)
				}
			}
			if err == nil {
				err = p.End(&engine.Outcome{ID: id, Indicators: values[:1]})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		require.NoError(t, p.Commit())
	}
	_, err = w.Finish(t.Context())
	require.NoError(t, err)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Printf("heap %d\n", m.HeapSys)
}

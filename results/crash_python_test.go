package results

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An unfinished batch can be read with what lies beside it.
func TestPythonReadsUnfinishedBatches(t *testing.T) {
	interpreter := python(t)
	dir := filepath.Join(t.TempDir(), "r")
	w, err := create(quick{}, dir, testInfo(), testSchema(), false)
	require.NoError(t, err)
	defer w.Close()
	said, err := exec.Command(interpreter, filepath.Join(dir, loaderFile)).CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(said), "has no finished part")
	assert.NotContains(t, string(said), "Traceback")

	require.NoError(t, writePart(w, 2))
	require.NoError(t, writePart(w, 5))
	assert.Contains(t, runPython(t, interpreter, filepath.Join(dir, loaderFile)), "office-winter: 6 of 20 runs, 1 failed")
	script := `import sys; sys.path.insert(0, sys.argv[1])
import load
assert list(load.runs()["run_id"]) == [6, 7, 8, 15, 16, 17]
assert load.connect().sql("SELECT count(*) FROM finished").fetchall() == [(5,)]
try:
    load.summary()
except FileNotFoundError as reason:
    assert "its batch is unfinished" in str(reason)
else:
    raise AssertionError("a summary of an unfinished batch")`
	runPython(t, interpreter, "-c", script, dir)
}

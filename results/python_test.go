package results

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// python returns the interpreter of the .venv at the root of the repository.
// Without one the test is skipped, but not where CI is set.
func python(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	interpreter := filepath.Join(root, ".venv", "bin", "python")
	out, err := exec.Command(interpreter, "-c", "import duckdb, pandas, polars, pyarrow").CombinedOutput()
	if err == nil {
		return interpreter
	}
	const what = "NOT TESTED: load.py and the tables with pyarrow, pandas, polars and DuckDB. " +
		"Run: python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s (%v) %s", what, err, out)
	}
	t.Skip(what)
	return ""
}

// runPython runs a program and returns what it prints.
func runPython(t *testing.T, interpreter string, args ...string) string {
	t.Helper()
	cmd := exec.Command(interpreter, args...)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

// The tables and load.py with the readers of data scientists.
func TestPythonReadsResults(t *testing.T) {
	interpreter := python(t)
	args := []string{filepath.Join("testdata", "check_load.py")}
	for _, compression := range []string{None, LZ4, Zstd} {
		info := testInfo()
		info.Compression = compression
		args = append(args, writeBatch(t, info, 2))
	}
	out := runPython(t, interpreter, args...)
	assert.Contains(t, out, "read a result with compression zstd")

	overview := runPython(t, interpreter, filepath.Join(args[1], loaderFile))
	assert.Contains(t, overview, "office-winter: 20 of 20 runs, 2 failed")
	assert.Contains(t, overview, "series_thermal_room: 264 rows")
	assert.Contains(t, overview, "  temperature [degC]")
}

// Tables without rows must open, too.
func TestPythonReadsEmptyTables(t *testing.T) {
	interpreter := python(t)
	dir := writeEmpty(t)
	script := `import sys; sys.path.insert(0, sys.argv[1])
import load
assert [load.load(t).num_rows for t in load.tables()] == [2, 0, 0, 0, 0, 0], [load.load(t).num_rows for t in load.tables()]
assert len(load.events()) == 0 and len(load.summary()) == 0 and len(load.series("thermal.room")) == 0`
	runPython(t, interpreter, "-c", script, dir)
}

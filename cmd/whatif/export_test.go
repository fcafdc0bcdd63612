package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExport(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	require.Zero(t, s.run("export", "a", "--parquet"), s.err.String())
	assert.Contains(t, s.out.String(), "runs.parquet")
	assert.FileExists(t, filepath.Join("a-parquet", "summary.parquet"))

	require.Equal(t, exitWrong, s.run("export", "a", "--parquet"), "an earlier export is not touched")
	assert.Contains(t, s.err.String(), "--overwrite")
	require.Zero(t, s.run("export", "a", "--parquet", "--overwrite"), s.err.String())

	for _, formats := range [][]string{nil, {"--parquet", "--csv"}} {
		require.Equal(t, exitWrong, s.run(append([]string{"export", "a"}, formats...)...))
		assert.Contains(t, s.err.String(), "either --parquet or --csv")
	}
	require.Equal(t, exitWrong, s.run("export", "a", "--csv", "--table", "rums"))
	assert.Contains(t, s.err.String(), "did you mean runs?")
	assert.NoDirExists(t, "a-csv")
}

// Where the result is the folder one stands in, the files go beside it as well.
func TestExportHere(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	before, err := os.ReadDir("a")
	require.NoError(t, err)
	beside, err := filepath.Abs("a-csv")
	require.NoError(t, err)
	t.Chdir("a")
	require.Zero(t, s.run("export", ".", "--csv", "--table", "runs"), s.err.String())
	assert.FileExists(t, filepath.Join(beside, "runs.csv"))
	after, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Len(t, after, len(before))
}

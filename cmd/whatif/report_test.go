package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReport writes the page beside a result, replaces its own and nothing else.
func TestReport(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("run", "office.toml", "-o", "out/study", "-q"), s.err.String())
	require.Equal(t, exitDone, s.run("report", "out/study"), s.err.String())
	page := filepath.Join("out", "study.html")
	assert.Equal(t, "report  "+page+"\n", s.out.String())
	first, err := os.ReadFile(page)
	require.NoError(t, err)
	for _, words := range []string{"The answer", "warmer", "twin.room.temperature", "outage", "23 degC"} {
		assert.Contains(t, string(first), words)
	}

	require.Equal(t, exitDone, s.run("report", "out/study/", "--base", "warmer"), s.err.String())
	second, err := os.ReadFile(page)
	require.NoError(t, err)
	assert.Contains(t, string(second), "Each beside warmer")

	require.Equal(t, exitDone, s.run("report", "out/study", "-o", "-"), s.err.String())
	assert.Equal(t, string(first), s.out.String(), "the same bytes")

	require.NoError(t, os.WriteFile("notes.html", []byte("<html>mine</html>"), 0o644))
	require.Equal(t, exitWrong, s.run("report", "out/study", "-o", "notes.html"))
	assert.Contains(t, s.err.String(), "--overwrite")
	kept, err := os.ReadFile("notes.html")
	require.NoError(t, err)
	assert.Equal(t, "<html>mine</html>", string(kept))
	require.Equal(t, exitDone, s.run("report", "out/study", "-o", "notes.html", "--overwrite"), s.err.String())

	left, err := filepath.Glob(".*.tmp")
	require.NoError(t, err)
	assert.Empty(t, left)
}

// TestReportRefuses says what is wrong with the command line.
func TestReportRefuses(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("run", "office.toml", "-o", "study", "-q"), s.err.String())
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{}, "the result is missing"},
		{[]string{"study", "other"}, "one result at a time"},
		{[]string{"nowhere"}, "nowhere"},
		{[]string{"study", "--base", "warmr"}, "did you mean warmer?"},
		{[]string{"study", "--confidence", "95"}, "between 0 and 1"},
		{[]string{"study", "-o", "no/such/folder.html"}, "no/such"},
	} {
		require.Equal(t, exitWrong, s.run(append([]string{"report"}, c.args...)...), c.args)
		assert.Contains(t, s.err.String(), c.says)
		assert.Empty(t, s.out.String())
	}
}

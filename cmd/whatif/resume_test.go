package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/results"
)

func TestResumeWords(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitWrong, s.run("run", "office.toml", "--resume", "--overwrite"))
	require.Contains(t, s.err.String(), "--resume and --overwrite contradict each other")
	require.NoDirExists(t, "results")

	require.Equal(t, exitDone, s.run("run", "office.toml", "--resume"), s.err.String())
	require.Equal(t, "nothing to resume in "+filepath.Join("results", "small")+": all runs are carried out\n", s.err.String())
	require.Contains(t, s.out.String(), "small: 10 runs in ")

	require.Equal(t, exitDone, s.run("run", "office.toml", "--resume"), s.err.String())
	require.Contains(t, s.err.String(), "small is finished already: nothing was run\n")
	require.Contains(t, s.out.String(), "energy [kWh]", "the summary is shown")
	require.Equal(t, exitAlert, s.run("run", "office.toml", "--resume", "-q", "--fail-on-alert"), "as it would have been")
	require.Empty(t, s.err.String())

	require.Equal(t, exitWrong, s.run("run", "office.toml", "--resume", "--draws", "7"))
	require.Contains(t, s.err.String(), "holds another batch: it was begun without --draws=7\n")
	require.Contains(t, s.err.String(), "say --overwrite to replace it, or choose another folder: -o results/small-2")
	require.Equal(t, exitWrong, s.run("run", "office.toml", "--resume", "--set", "twin.control.band=2 K"))
	require.Contains(t, s.err.String(), `it was begun without --set "twin.control.band=2 K"`)
	require.Equal(t, exitWrong, s.run("run", "office.toml", "--resume", "--compression", "none"))
	require.Contains(t, s.err.String(), "its tables have the compression lz4, not none")
	require.NoError(t, os.WriteFile("office.toml", []byte(strings.Replace(office, "60 W/K", "70 W/K", 1)), 0o644))
	require.Equal(t, exitWrong, s.run("run", "office.toml", "--resume"))
	require.Contains(t, s.err.String(), "the text of the scenario differs from line 15 on")
}

// TestResumeSettled goes on with a batch whose number of draws a rule has found:
// it is not found anew.
func TestResumeSettled(t *testing.T) {
	s := newShell(t)
	text := strings.Replace(office, "draws = 5\n", "draws = 400\nstop = { indicator = \"energy\", relative = \"8 %\", min = 10, every = 5 }\n", 1)
	require.NoError(t, os.WriteFile("stop.toml", []byte(text), 0o644))
	require.Equal(t, exitDone, s.run("run", "stop.toml", "-o", "r"), s.err.String())
	found := s.err.String()
	require.Contains(t, found, "of at most 400 draws")
	want := tree(t, "r")
	before, err := results.Open("r")
	require.NoError(t, err)

	for _, name := range []string{"manifest.json", "summary.arrow", "runs/part-00003.arrow"} {
		require.NoError(t, os.Remove(filepath.Join("r", filepath.FromSlash(name))))
	}
	require.Equal(t, exitDone, s.run("run", "stop.toml", "-o", "r", "--resume"), s.err.String())
	require.Contains(t, s.err.String(), "resuming: ")
	require.NotContains(t, s.err.String(), "of at most 400 draws", "it is known")
	requireTree(t, want, "r")

	// Another scenario is refused without finding a number first.
	require.NoError(t, os.WriteFile("stop.toml", []byte(text+"\n"), 0o644))
	require.Equal(t, exitWrong, s.run("run", "stop.toml", "-o", "r", "--resume"))
	require.Contains(t, s.err.String(), "the text of the scenario differs from line")
	require.NotContains(t, s.err.String(), "of at most 400 draws")
	require.NoError(t, os.WriteFile("stop.toml", []byte(text), 0o644))

	// Where there is nothing, it is found.
	require.Equal(t, exitDone, s.run("run", "stop.toml", "-o", "new", "--resume"), s.err.String())
	require.Contains(t, s.err.String(), found)
	after, err := results.Open("new")
	require.NoError(t, err)
	require.Equal(t, before.Info, after.Info)
	requireTree(t, want, "new")
}

// TestTakenFolderIsToldFirst: a folder that cannot be had is told before any run.
func TestTakenFolderIsToldFirst(t *testing.T) {
	s := newShell(t)
	text := strings.Replace(office, "draws = 5\n", "draws = 400\nstop = { indicator = \"energy\", relative = \"8 %\", min = 10, every = 5 }\n", 1)
	require.NoError(t, os.WriteFile("stop.toml", []byte(text), 0o644))
	for path, want := range map[string]string{
		"stop.toml":                       "stop.toml is a file: not a result folder",
		filepath.Join("stop.toml", "sub"): "a part of the path is a file, not a folder",
		".":                               "is not empty: not a result folder",
	} {
		require.Equal(t, exitWrong, s.run("run", "stop.toml", "-o", path))
		require.Contains(t, s.err.String(), want)
		require.NotContains(t, s.err.String(), "of at most")
	}
}

func TestResumeLine(t *testing.T) {
	for want, args := range map[string][]string{
		"whatif run a.toml --resume":                          {"run", "a.toml"},
		"whatif run a.toml -o r --resume":                     {"run", "a.toml", "--overwrite", "-o", "r"},
		"whatif run a.toml --resume -q":                       {"run", "a.toml", "--resume", "-q"},
		`whatif run "my study.toml" --set "a.b=3 K" --resume`: {"run", "my study.toml", "--set", "a.b=3 K", "--overwrite=true"},
	} {
		assert.Equal(t, want, (&console{args: args}).resumeLine())
	}
}

func TestEndedEarly(t *testing.T) {
	c := &console{args: []string{"run", "a.toml", "--overwrite"}}
	full := &os.PathError{Op: "write", Path: "r/runs/part-00003.arrow", Err: syscall.ENOSPC}
	w := c.endedEarly(full)
	assert.Equal(t, "the batch ended early: r/runs/part-00003.arrow: there is no space left on the disk", w.summary)
	assert.Equal(t, "what is done is kept; free some space there, then: whatif run a.toml --resume", w.hint)
	assert.Equal(t, codeSystem, w.code)
	w = c.endedEarly(&os.PathError{Op: "sync", Path: "r/runs", Err: syscall.EIO})
	assert.Equal(t, "what is done is kept; once that is mended: whatif run a.toml --resume", w.hint)
	w = c.endedEarly(&os.PathError{Op: "create", Path: "r/runs", Err: syscall.EROFS})
	assert.Equal(t, "what is done is kept; make it possible to write there, then: whatif run a.toml --resume", w.hint)
}

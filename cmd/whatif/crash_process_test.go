package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"whatif/results"
)

// asCommand makes the test's binary the command itself, for tests that need
// processes to kill.
const asCommand = "WHATIF_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is a running whatif.
type process struct {
	*exec.Cmd
	t      *testing.T
	said   bytes.Buffer
	ended  chan struct{}
	cancel context.CancelFunc
}

// start runs a command line in a process of its own, which is killed where it
// hangs.
func start(t *testing.T, args ...string) *process {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	p := &process{Cmd: exec.CommandContext(ctx, os.Args[0], args...), t: t, ended: make(chan struct{}), cancel: cancel}
	p.Env = append(os.Environ(), asCommand+"=1")
	p.Stderr = &p.said
	require.NoError(t, p.Start())
	go func() {
		_ = p.Wait() // its code says it all
		close(p.ended)
		cancel()
	}()
	return p
}

// code waits for the end and returns the exit code; -1 after a kill.
func (p *process) code() int {
	<-p.ended
	return p.ProcessState.ExitCode()
}

// whatif runs a command line to its end.
func whatif(t *testing.T, args ...string) (code int, said string) {
	p := start(t, args...)
	code = p.code()
	return code, p.said.String()
}

// study writes the scenario of a small batch and returns its file and what its
// result consists of.
func study(t *testing.T, flags ...string) (file string, want map[string]string) {
	file = filepath.Join(t.TempDir(), "study.toml")
	text := strings.Replace(office, "draws = 5", "draws = 7", 1)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	dir := filepath.Join(t.TempDir(), "undisturbed")
	code, said := whatif(t, append([]string{"run", file, "-q", "-o", dir}, flags...)...)
	require.Equal(t, exitDone, code, said)
	return file, tree(t, dir)
}

// tree is the content of all files of a result but those of its log.
func tree(t *testing.T, dir string) map[string]string {
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && rel == "log":
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		text, err := os.ReadFile(path)
		all[filepath.ToSlash(rel)] = string(text)
		return err
	}))
	return all
}

// requireTree compares a result with that of an undisturbed batch, byte by byte.
func requireTree(t *testing.T, want map[string]string, dir string) {
	got := tree(t, dir)
	require.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)))
	for name := range want {
		require.True(t, want[name] == got[name], "%s of %s differs", name, dir)
	}
	r, err := results.Open(dir)
	require.NoError(t, err)
	require.Empty(t, r.Missing)
	require.EqualValues(t, r.Info.Runs, r.Runs.Len())
	for i, n := range r.Runs.Number {
		require.EqualValues(t, i, n)
	}
}

// ignoreEnded lets pass that a process ended before it could be killed.
func ignoreEnded(err error) error {
	if err != nil && strings.Contains(err.Error(), os.ErrProcessDone.Error()) {
		return nil
	}
	return err
}

// requireReadable reads what a killed process has left, if it came to anything:
// its runs are there once each. It reports whether there are some, but not all.
func requireReadable(t *testing.T, dir string) bool {
	if _, err := os.Stat(filepath.Join(dir, "batch.json")); err != nil {
		return false
	}
	r, err := results.Open(dir)
	require.NoError(t, err)
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(r.Runs.Number))), r.Runs.Len())
	return len(r.Missing) > 0 && r.Runs.Len() > 0
}

// untilPart waits until the first part of a result is done.
func (p *process) untilPart(dir string) {
	for {
		marks, err := filepath.Glob(filepath.Join(dir, "runs", "part-*.arrow"))
		require.NoError(p.t, err)
		if len(marks) > 0 {
			return
		}
		select {
		case <-p.ended:
			return
		case <-time.After(time.Millisecond):
		}
	}
}

// midway starts a batch in a new folder and returns once its first part is done
// and the last is not.
func midway(t *testing.T, file string) (p *process, dir string) {
	for k := range 20 {
		dir = filepath.Join(t.TempDir(), fmt.Sprintf("midway-%d", k))
		p = start(t, "run", file, "-o", dir, "-j", "1")
		p.untilPart(dir)
		select {
		case <-p.ended: // the machine had other things to do
		default:
			return p, dir
		}
	}
	require.Fail(t, "the batch always ends before it is seen")
	return nil, ""
}

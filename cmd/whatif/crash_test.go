package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestKilledProcesses kills whatif at moments that chance chooses, again and
// again, until it comes to its end: nothing is lost and nothing doubled.
func TestKilledProcesses(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 12
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	midst := 0 // kills that left a batch half done
	ways := [][]string{{"-j", "2"}, {"-j", "1", "--compression", "zstd"}, {"-j", "4", "--compression", "none"}}
	for batch := 0; kills > 0; batch++ {
		flags := ways[batch%len(ways)]
		file, want := study(t, flags...)
		dir := filepath.Join(t.TempDir(), "killed")
		line := append([]string{"run", file, "-q", "-o", dir}, flags...)
		first := "--resume"
		if batch%2 == 1 { // the first process is killed while it replaces a result
			code, said := whatif(t, line...)
			require.Equal(t, exitDone, code, said)
			first = "--overwrite"
		}
		began := time.Now()
		code, said := whatif(t, append(slices.Clone(line), "--overwrite")...)
		require.Equal(t, exitDone, code, said)
		length := time.Since(began)
		if first == "--resume" {
			require.NoError(t, os.RemoveAll(dir))
		}
		for range 25 {
			p := start(t, append(slices.Clone(line), first)...)
			first = "--resume"
			select {
			case <-p.ended:
			case <-time.After(time.Duration(rng.Int64N(int64(length)))):
				require.NoError(t, ignoreEnded(p.Process.Kill()))
			}
			if p.code() == exitDone {
				break
			}
			require.Equal(t, -1, p.code(), p.said.String())
			kills--
			if requireReadable(t, dir) {
				midst++
			}
		}
		code, said = whatif(t, append(slices.Clone(line), "--resume")...)
		require.Equal(t, exitDone, code, said)
		requireTree(t, want, dir)
	}
	t.Logf("%d kills left a batch half done", midst)
	require.Positive(t, midst)
}

// TestOneProcessAtATime: the second is told of the first, and a process that was
// killed bars nobody.
func TestOneProcessAtATime(t *testing.T) {
	file, want := study(t)
	p, dir := midway(t, file)
	// Stopped where that is possible, so that it is at work as long as needed.
	resume := pause(p)
	for _, flag := range []string{"--overwrite", "--resume", "-q"} {
		code, said := whatif(t, "run", file, "-o", dir, flag)
		assert.Equal(t, exitWrong, code, flag)
		assert.Contains(t, said, fmt.Sprintf("another whatif is writing into it (process %d)", p.Process.Pid))
		assert.Contains(t, said, "wait for it, or choose another folder: -o "+filepath.ToSlash(dir)+"-2")
	}
	require.NoError(t, ignoreEnded(p.Process.Kill()))
	resume()
	p.code()
	code, said := whatif(t, "run", file, "-o", dir, "--resume")
	require.Equal(t, exitDone, code, said)
	assert.Contains(t, said, "resuming: ")
	requireTree(t, want, dir)
	code, said = whatif(t, "run", file, "-o", dir, "--resume")
	assert.Equal(t, exitDone, code)
	assert.Contains(t, said, "is finished already: nothing was run")
	log, err := os.ReadFile(filepath.Join(dir, "log", "run.log"))
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(log), " began\n"), "the log goes on")
}

// TestAtTheSameMoment starts processes together: one writes, or one after the
// other where that is asked for.
func TestAtTheSameMoment(t *testing.T) {
	file, want := study(t)
	for _, flag := range []string{"-q", "--overwrite", "--resume"} {
		dir := filepath.Join(t.TempDir(), "new", "folder")
		var all []*process
		for range 4 {
			all = append(all, start(t, "run", file, "-o", dir, flag, "-j", "1"))
		}
		done := 0
		for _, p := range all {
			if p.code() == exitDone {
				done++
				continue
			}
			require.Equal(t, exitWrong, p.code(), p.said.String())
			require.Regexp(t, "another whatif is writing into it|result already there", p.said.String())
		}
		if require.Positive(t, done); flag == "-q" {
			require.Equal(t, 1, done)
		}
		requireTree(t, want, dir)
	}
}

// TestFolderTakenAway: a batch whose folder is moved away ends with an error, and
// puts nothing into what took its place; where it was moved to it can go on.
func TestFolderTakenAway(t *testing.T) {
	file, want := study(t)
	p, dir := midway(t, file)
	away := dir + "-away"
	if err := os.Rename(dir, away); err != nil {
		t.Skip("the system does not move folders that are in use: ", err)
	}
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "runs"), 0o755))
	code := p.code()
	if _, err := os.Stat(filepath.Join(away, "manifest.json")); err != nil { // it was not at its end already
		assert.Equal(t, exitWrong, code)
		assert.Contains(t, p.said.String(), "the folder was removed or replaced while it was written into")
		assert.NotContains(t, p.said.String(), "goroutine")
	}
	assert.Empty(t, tree(t, dir))
	code, said := whatif(t, "run", file, "-o", away, "--resume", "-q")
	require.Equal(t, exitDone, code, said)
	requireTree(t, want, away)
}

//go:build !windows

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pause stops a process in its tracks; the function it returns lets it go on.
func pause(p *process) func() {
	_ = p.Process.Signal(syscall.SIGSTOP) // it may have ended
	return func() { _ = p.Process.Signal(syscall.SIGCONT) }
}

// TestSignals: the first signal of each kind ends the batch in order, and what it
// says to type goes on with it.
func TestSignals(t *testing.T) {
	file, want := study(t)
	interrupted := 0
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		for times := range 2 {
			p, dir := midway(t, file)
			for range times + 1 {
				_ = p.Process.Signal(s) // it may have ended
			}
			code := p.code()
			if code == exitDone {
				continue // the signal came too late
			}
			interrupted++
			require.Equal(t, exitInterrupted, code, "%v: %s", s, p.said.String())
			assert.Contains(t, p.said.String(), "interrupted; ")
			assert.Contains(t, p.said.String(), "go on with: whatif run "+file+" -o "+dir+" -j 1 --resume")
			for name := range tree(t, dir) {
				assert.NotContains(t, name, ".tmp")
				assert.NotContains(t, name, "manifest")
			}
			for _, name := range []string{"load.py", "views.sql", "README.md"} {
				assert.FileExists(t, filepath.Join(dir, name))
			}
			code, said := whatif(t, "run", file, "-o", dir, "-j", "1", "--resume")
			require.Equal(t, exitDone, code, said)
			requireTree(t, want, dir)
		}
	}
	assert.Positive(t, interrupted)
}

// TestNoPermission: what may not be written to is named.
func TestNoPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind root")
	}
	file, _ := study(t)
	closed := t.TempDir()
	require.NoError(t, os.Chmod(closed, 0o500))
	code, said := whatif(t, "run", file, "-o", filepath.Join(closed, "r"))
	assert.Equal(t, exitWrong, code)
	assert.Contains(t, said, filepath.Join(closed, "r")+": permission is denied")
	assert.Contains(t, said, "choose a place that you may write to")
}

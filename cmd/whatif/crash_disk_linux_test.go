package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// memoryDisk mounts a small disk in memory.
func memoryDisk(t *testing.T, options string) string {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skip("only root may mount a disk: ", err)
	}
	t.Cleanup(func() { assert.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir
}

// TestDiskFull fills real disks of many sizes: the error says so, and once there
// is space the batch goes on.
func TestDiskFull(t *testing.T) {
	file, want := study(t)
	total := 0
	for _, text := range want {
		total += (len(text) + 4095) / 4096 * 4096
	}
	full := 0
	for size := 8; size < total/1024; size += total / 1024 / 12 {
		disk := memoryDisk(t, "size="+kilobytes(size))
		dir := filepath.Join(disk, "r")
		code, said := whatif(t, "run", file, "-o", dir, "-q")
		if code != exitDone {
			full++
			require.Equal(t, exitWrong, code, said)
			assert.Contains(t, said, "there is no space left on the disk")
			assert.Contains(t, said, disk)
			assert.Contains(t, said, "free some space there")
			if strings.Contains(said, "the batch ended early") {
				assert.Contains(t, said, "then: whatif run "+file+" -o "+dir+" -q --resume")
			}
			assert.NotContains(t, said, "goroutine")
			requireReadable(t, dir)
		}
		require.NoError(t, syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size="+kilobytes(4*total/1024)))
		code, said = whatif(t, "run", file, "-o", dir, "-q", "--resume")
		require.Equal(t, exitDone, code, said)
		requireTree(t, want, dir)
	}
	assert.Greater(t, full, 6)
}

func kilobytes(n int) string { return strconv.Itoa(n) + "k" }

// TestReadOnlyDisk: a disk that cannot be written to is named, for a new batch
// and for one that is gone on with.
func TestReadOnlyDisk(t *testing.T) {
	file, want := study(t)
	disk := memoryDisk(t, "")
	dir := filepath.Join(disk, "r")
	require.NoError(t, os.CopyFS(dir, os.DirFS(unfinished(t, file))))
	require.NoError(t, syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	for _, line := range [][]string{{"run", file, "-o", filepath.Join(disk, "new")}, {"run", file, "-o", dir, "--resume"}} {
		code, said := whatif(t, line...)
		assert.Equal(t, exitWrong, code)
		assert.Contains(t, said, "the disk can only be read")
		assert.Contains(t, said, line[3])
	}
	require.NoError(t, syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, ""))
	code, said := whatif(t, "run", file, "-o", dir, "--resume")
	require.Equal(t, exitDone, code, said)
	requireTree(t, want, dir)
}

// unfinished is the folder of a batch that was killed.
func unfinished(t *testing.T, file string) string {
	p, dir := midway(t, file)
	require.NoError(t, ignoreEnded(p.Process.Kill()))
	p.code()
	return dir
}

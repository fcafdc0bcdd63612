package diagnose

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReason(t *testing.T) {
	folder := t.TempDir()
	_, absent := os.Open(filepath.Join(folder, "absent"))
	_, below := os.Open(filepath.Join(folder, "absent", "x"))
	_, isFolder := os.ReadFile(folder)
	file := filepath.Join(folder, "file")
	assert.NoError(t, os.WriteFile(file, nil, 0o644))
	notFolder := os.Mkdir(filepath.Join(file, "x"), 0o755)
	for _, c := range []struct {
		err  error
		want string
	}{
		{absent, "there is no such file or folder"},
		{below, "there is no such file or folder"},
		{isFolder, "it is a folder"},
		{notFolder, "a part of the path is a file, not a folder"},
		{fmt.Errorf("write: %w", &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}), "there is no space left on the disk"},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, "permission is denied"},
		{&fs.PathError{Op: "open", Path: "x", Err: errors.New("odd")}, "the system says: odd"},
	} {
		assert.Equal(t, c.want, Reason(c.err))
	}
	path, ok := FromSystem(fmt.Errorf("so: %w", absent))
	assert.True(t, ok)
	assert.Equal(t, filepath.Join(folder, "absent"), path)
	_, ok = FromSystem(errors.New("other"))
	assert.False(t, ok)
}

// Package whole writes files that are there entirely, or not at all.
package whole

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Write makes the file at path, or replaces it: what write writes goes to a
// temporary file beside it, which gets the name once it is durable. After an error
// it is gone and an earlier file untouched; the error names the path that was
// asked for. It returns how many bytes were written.
func Write(path string, write func(w io.Writer) error) (bytes int64, err error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return 0, &fs.PathError{Op: "write", Path: path, Err: syscall.EISDIR}
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return 0, named(path, err)
	}
	if bytes, err = fill(f, write); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return 0, errors.Join(named(path, err), os.Remove(f.Name()))
	}
	return bytes, nil
}

// fill writes the temporary file, durably, and closes it.
func fill(f *os.File, write func(w io.Writer) error) (bytes int64, err error) {
	buffered := bufio.NewWriterSize(f, 1<<18)
	err = write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		var info os.FileInfo
		if info, err = f.Stat(); err == nil {
			bytes = info.Size()
			err = errors.Join(f.Chmod(0o644), f.Sync())
		}
	}
	return bytes, errors.Join(err, f.Close())
}

// named says that a file could not be written by the name that was asked for, not
// by that of the temporary one; what is no error of the system stays as it is.
func named(path string, err error) error {
	var cause error
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		cause = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		cause = e.Err
	}
	if cause == nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return &fs.PathError{Op: "write", Path: path, Err: cause}
}

package results

import (
	"errors"
	"io"
	"os"
	"runtime"
	"syscall"
)

// storage is what the writer needs of a file system; tests put a failing one
// in its place.
type storage interface {
	// Create makes or empties the file at path.
	Create(path string) (sink, error)
	// Rename gives a closed file its final name.
	Rename(from, to string) error
	// Remove deletes a file or an empty folder.
	Remove(path string) error
	// Mkdir makes a folder below one that exists.
	Mkdir(path string) error
	// SyncFolder makes the names in a folder durable.
	SyncFolder(path string) error
}

// sink is a file being written.
type sink interface {
	io.WriteCloser
	Sync() error
}

// disk is the storage of the operating system.
type disk struct{}

func (disk) Create(path string) (sink, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (disk) Rename(from, to string) error { return os.Rename(from, to) }
func (disk) Remove(path string) error     { return os.Remove(path) }
func (disk) Mkdir(path string) error      { return os.Mkdir(path, 0o755) }

func (disk) SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // it cannot sync folders, and keeps names safe by itself
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // a file system that syncs no folders, as some of a network's
	}
	if e := d.Close(); err == nil {
		err = e
	}
	return err
}

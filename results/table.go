package results

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/ipc"
)

// atomicFile is a file that has a temporary name until publish gives it its
// own. The first error ends it: nothing is written after it, and it cannot be
// published.
type atomicFile struct {
	store      storage
	path, temp string
	f          sink
	buf        *bufio.Writer
	pos        int64
	err        error
	closed     bool
}

// tempName returns the temporary name of the file at path.
func tempName(path string) string {
	return filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tmp")
}

func createAtomic(store storage, path string) (*atomicFile, error) {
	temp := tempName(path)
	f, err := store.Create(temp)
	if err != nil {
		return nil, named("create", path, err)
	}
	return &atomicFile{store: store, path: path, temp: temp, f: f, buf: bufio.NewWriterSize(f, 1<<16)}, nil
}

func (a *atomicFile) fail(what string, err error) error {
	if a.err == nil {
		a.err = named(what, a.path, err)
	}
	return a.err
}

// named is a refusal of the system, told of the name that a file is to have.
func named(what, path string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	return &fs.PathError{Op: what, Path: path, Err: err}
}

func (a *atomicFile) Write(p []byte) (int, error) {
	if a.err != nil {
		return 0, a.err
	}
	n, err := a.buf.Write(p)
	a.pos += int64(n)
	if err != nil {
		return n, a.fail("write", err)
	}
	return n, nil
}

// Seek tells the position; Arrow's writer asks for nothing else.
func (a *atomicFile) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, fmt.Errorf("seek %s: %w", a.path, errors.ErrUnsupported)
	}
	return a.pos, a.err
}

// close brings the file to the disk, still under its temporary name.
func (a *atomicFile) close() error {
	if a.closed {
		return a.err
	}
	if a.err == nil {
		if err := a.buf.Flush(); err != nil {
			_ = a.fail("write", err)
		}
	}
	if a.err == nil {
		if err := a.f.Sync(); err != nil {
			_ = a.fail("sync", err)
		}
	}
	a.closed = true
	if err := a.f.Close(); err != nil {
		_ = a.fail("close", err)
	}
	return a.err
}

// publish gives the closed file its name and makes the name durable.
func (a *atomicFile) publish() error {
	if err := a.close(); err != nil {
		return err
	}
	if err := a.store.Rename(a.temp, a.path); err != nil {
		return a.fail("rename", err)
	}
	if err := a.store.SyncFolder(filepath.Dir(a.path)); err != nil {
		_ = a.store.Remove(a.path) // a name that may not last must not count
		return a.fail("sync the folder of", err)
	}
	return nil
}

// abort removes the file under its temporary name.
func (a *atomicFile) abort() error {
	if a.err == nil {
		a.err = fmt.Errorf("write %s: dropped", a.path)
	}
	_ = a.close() // the file goes anyway
	if err := a.store.Remove(a.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", a.temp, err)
	}
	return nil
}

// writeAtomic writes a small file.
func writeAtomic(store storage, path string, data []byte) error {
	a, err := createAtomic(store, path)
	if err != nil {
		return err
	}
	if _, err = a.Write(data); err == nil {
		err = a.publish()
	}
	if err != nil {
		return errors.Join(err, a.abort())
	}
	return nil
}

// tableFile is one Arrow IPC file being written.
type tableFile struct {
	*atomicFile
	ipc     *ipc.FileWriter
	batches int
	rows    int64
	// wasteful tells of Arrow's compressor by zstd, which is made anew for every
	// batch: some 20 MB, of which several would lie about until they are collected.
	wasteful bool
}

func createTable(store storage, path string, schema *arrow.Schema, compression string) (*tableFile, error) {
	a, err := createAtomic(store, path)
	if err != nil {
		return nil, err
	}
	opts := []ipc.Option{ipc.WithSchema(schema)}
	switch compression {
	case LZ4:
		opts = append(opts, ipc.WithLZ4())
	case Zstd:
		opts = append(opts, ipc.WithZstd())
	}
	w, err := ipc.NewFileWriter(a, opts...)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("create %s: %w", path, err), a.abort())
	}
	return &tableFile{atomicFile: a, ipc: w, wasteful: compression == Zstd}, nil
}

// write appends the rows of a batch and empties it.
func (t *tableFile) write(b *batch) error {
	if t.err != nil {
		return t.err
	}
	rec := b.record()
	defer rec.Release()
	if err := t.ipc.Write(rec); err != nil {
		return t.fail("write", err)
	}
	if t.wasteful && b.n > b.rows/2 {
		runtime.GC()
	}
	t.rows += rec.NumRows()
	t.batches++
	b.reset()
	return nil
}

// finish writes what is left in the batch and the footer, and closes the file.
// A table without rows gets one empty batch, which brings its dictionaries.
func (t *tableFile) finish(b *batch) error {
	if b.n > 0 || t.batches == 0 {
		if err := t.write(b); err != nil {
			return err
		}
	}
	// Arrow's writer would close a file whose batches failed; a.err keeps the
	// footer out.
	if t.err != nil {
		return t.err
	}
	if err := t.ipc.Close(); err != nil {
		return t.fail("write", err)
	}
	return t.close()
}

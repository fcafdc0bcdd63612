package results

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"

	"whatif/engine"
)

// Writer writes the result of one batch. It is an engine.Sink: its parts may
// be written at the same time, each by one goroutine.
type Writer struct {
	dir    string
	lock   *folderLock
	info   *Info
	schema *engine.Schema
	layout *layout
	store  storage
	start  int64 // of the scenario, in microseconds since 1970

	resumed, finished bool

	mu    sync.Mutex
	spare []*batches
	rows  map[string]int64 // by path of a file written by this writer
	there map[int]bool     // parts that are committed
}

var _ engine.Sink = (*Writer)(nil)

// Create makes the folder of a result and writes its batch.json. A folder that
// holds something else is refused with ErrForeign; one that holds a result,
// with ErrExists unless overwrite, which removes that result; one into which
// another process writes, with ErrBusy. The schema must not change afterwards.
func Create(dir string, info Info, schema *engine.Schema, overwrite bool) (*Writer, error) {
	return create(disk{}, dir, info, schema, overwrite)
}

func create(store storage, dir string, info Info, schema *engine.Schema, overwrite bool) (*Writer, error) {
	mode := Fresh
	if overwrite {
		mode = Overwrite
	}
	f, err := claim(store, dir, mode)
	if err != nil {
		return nil, err
	}
	return f.Write(info, schema)
}

// Write begins the result: it writes batch.json and what else is known before
// the first run. With the mode Resume it refuses another batch than the folder
// holds with ErrOther, and says how they differ. The schema must not change
// afterwards. The folder is the writer's from now on: after an error it is
// released.
func (f *Folder) Write(info Info, schema *engine.Schema) (*Writer, error) {
	w, err := f.write(info, schema)
	if err != nil {
		f.Release()
		return nil, fmt.Errorf("%w", err)
	}
	f.lock = nil
	return w, nil
}

func (f *Folder) write(info Info, schema *engine.Schema) (*Writer, error) {
	if info.Compression == "" {
		info.Compression = LZ4
	}
	if err := info.check(schema); err != nil {
		return nil, err
	}
	l, err := newLayout(&info, schema)
	if err != nil {
		return nil, err
	}
	text, err := encodeBatch(&info, schema)
	if err != nil {
		return nil, err
	}
	w := &Writer{dir: f.dir, lock: f.lock, info: &info, schema: schema, layout: l, store: f.store,
		rows: map[string]int64{}, there: map[int]bool{}}
	if info.HasStart {
		w.start = info.Start.UnixMicro()
	}
	switch {
	case f.held != nil && f.mode == Resume:
		if err := w.takeOver(f.held, text); err != nil || w.finished {
			return w, err
		}
	case f.held != nil:
		if err := f.clear(); err != nil {
			return nil, fmt.Errorf("overwrite: %w", err)
		}
		fallthrough
	default:
		if err := writeAtomic(w.store, filepath.Join(w.dir, batchFile), text); err != nil {
			return nil, err
		}
	}
	return w, w.prepare()
}

// prepare makes the folders of the tables and writes the files that need no
// run, so that parts can be read from the first one on.
func (w *Writer) prepare() error {
	for _, folder := range w.folders() {
		if err := w.store.Mkdir(filepath.Join(w.dir, folder)); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{loaderFile, loader}, {viewsFile, views(w.schema)}, {readmeFile, readme(w.info, w.schema)}} {
		if err := writeAtomic(w.store, filepath.Join(w.dir, f.name), f.data); err != nil {
			return err
		}
	}
	return nil
}

// folders returns the folders that hold parts.
func (w *Writer) folders() []string {
	list := append([]string{"runs", "events"}, w.layout.folders...)
	if w.layout.balance != nil {
		list = append(list, balanceTable)
	}
	return list
}

// Close lets go of the folder. A batch that is not finished stays as it is, to
// be resumed. After Finish it does nothing.
func (w *Writer) Close() { w.lock.release(false) }

// Dir returns the folder of the result.
func (w *Writer) Dir() string { return w.dir }

// Parts returns the number of parts.
func (w *Writer) Parts() int { return w.info.parts() }

// Runs returns the number of runs of the batch.
func (w *Writer) Runs() int64 { return w.info.Runs }

// RunsPerPart returns how many runs a part has; the last one may have fewer.
func (w *Writer) RunsPerPart() int64 { return w.info.RunsPerPart }

// PartRuns returns the runs of part k: first to last-1.
func (w *Writer) PartRuns(k int) (first, last int64) { return w.info.partRuns(k) }

// Part begins part k, which holds the runs first to last-1.
func (w *Writer) Part(k int, first, last int64) (engine.PartWriter, error) {
	if k < 0 || k >= w.Parts() {
		return nil, fmt.Errorf("part %d of %d", k, w.Parts())
	}
	if f, l := w.PartRuns(k); f != first || l != last {
		return nil, fmt.Errorf("part %d holds the runs %d to %d, not %d to %d", k, f, l-1, first, last-1)
	}
	if w.Has(k) {
		return nil, fmt.Errorf("part %d is there already", k)
	}
	if err := w.lock.holds(); err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	p, err := w.newPart(k, first, last)
	if err != nil {
		return nil, w.because(err)
	}
	return p, nil
}

// because puts the reason in the place of an error that follows from it: files
// cannot be found, or made, in a folder that was removed.
func (w *Writer) because(err error) error {
	if gone := w.lock.holds(); errors.Is(gone, ErrRemoved) {
		err = gone
	}
	return fmt.Errorf("%w", err)
}

// micros returns the calendar time of t in microseconds since 1970, cut.
func (w *Writer) micros(t engine.Time) int64 {
	us := int64(t) / 1000
	if int64(t)%1000 < 0 {
		us--
	}
	return w.start + us
}

// takeBatches returns batches that no part uses, so that a worker's parts
// share memory.
func (w *Writer) takeBatches() *batches {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.spare); n > 0 {
		b := w.spare[n-1]
		w.spare = w.spare[:n-1]
		return b
	}
	return newBatches(w.layout, w.schema)
}

func (w *Writer) giveBatches(b *batches) {
	b.reset()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.spare = append(w.spare, b)
}

// dropBatches lets go of the batches, once there are no parts to write.
func (w *Writer) dropBatches() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.spare = nil
}

func (w *Writer) notePart(k int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.there[k] = true
}

func (w *Writer) noteRows(path string, rows int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rows[path] = rows
}

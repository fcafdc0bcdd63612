package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"whatif/engine"
)

// Writer writes the result of one batch. It is an engine.Sink: its parts may
// be written at the same time, each by one goroutine.
type Writer struct {
	dir    string
	info   *Info
	schema *engine.Schema
	layout *layout
	store  storage
	start  int64 // of the scenario, in microseconds since 1970

	mu    sync.Mutex
	spare []*batches
	rows  map[string]int64 // by path of a file written by this writer
}

var _ engine.Sink = (*Writer)(nil)

// Create makes the folder of a result and writes its batch.json. A folder that
// holds something else is refused with ErrForeign; one that holds a result,
// with ErrExists unless overwrite, which removes that result. The schema must
// not change afterwards.
func Create(dir string, info Info, schema *engine.Schema, overwrite bool) (*Writer, error) {
	return create(disk{}, dir, info, schema, overwrite)
}

func create(store storage, dir string, info Info, schema *engine.Schema, overwrite bool) (*Writer, error) {
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
	if err := claim(dir, overwrite); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, info: &info, schema: schema, layout: l, store: store, rows: map[string]int64{}}
	if info.HasStart {
		w.start = info.Start.UnixMicro()
	}
	text, err := encodeBatch(&info, schema)
	if err != nil {
		return nil, err
	}
	if err := writeAtomic(store, filepath.Join(dir, batchFile), text); err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	for _, folder := range w.folders() {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			return nil, fmt.Errorf("%w", err)
		}
	}
	if err := store.SyncFolder(dir); err != nil {
		return nil, fmt.Errorf("sync %s: %w", dir, err)
	}
	return w, nil
}

// folders returns the folders that hold parts.
func (w *Writer) folders() []string {
	return append([]string{"runs", "events"}, w.layout.folders...)
}

// claim makes dir an empty folder that may hold a result.
func claim(dir string, overwrite bool) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("%w", err)
		}
		return nil
	case err != nil:
		if info, e := os.Stat(dir); e == nil && !info.IsDir() {
			return fmt.Errorf("%s is a file: %w; choose another folder", dir, ErrForeign)
		}
		return fmt.Errorf("%w", err)
	}
	// A batch.json that did not get its name is all that a kill at the very
	// beginning can leave.
	temp := filepath.Base(tempName(batchFile))
	if len(entries) == 0 || len(entries) == 1 && entries[0].Name() == temp {
		return nil
	}
	info, _, err := readBatch(dir)
	switch {
	case err != nil:
		return fmt.Errorf("%s is not empty: %w; choose another folder", dir, ErrForeign)
	case !overwrite:
		return fmt.Errorf("%s holds the batch %q: %w; say --overwrite to replace it, or choose another folder: -o %s",
			dir, info.Name, ErrExists, vacant(dir))
	}
	return removeResult(dir, entries)
}

// removeResult removes what a result consists of and leaves the rest. The
// batch.json goes last, so that the folder is known as a result until then.
func removeResult(dir string, entries []fs.DirEntry) error {
	for _, e := range entries {
		name := e.Name()
		switch {
		case name == "runs", name == "events", name == "log", strings.HasPrefix(name, "series_"),
			name == manifestFile, name == summaryFile, name == loaderFile, name == viewsFile, name == readmeFile,
			strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".tmp"):
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return fmt.Errorf("overwrite: %w", err)
			}
		}
	}
	if err := os.Remove(filepath.Join(dir, batchFile)); err != nil {
		return fmt.Errorf("overwrite: %w", err)
	}
	return nil
}

// Dir returns the folder of the result.
func (w *Writer) Dir() string { return w.dir }

// Parts returns the number of parts.
func (w *Writer) Parts() int { return w.info.parts() }

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
	if _, err := os.Stat(partPath(w.dir, "runs", k)); err == nil {
		return nil, fmt.Errorf("part %d is there already", k)
	}
	p, err := w.newPart(k, first, last)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	return p, nil
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

func (w *Writer) noteRows(path string, rows int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rows[path] = rows
}

// vacant is a folder beside dir that is not there yet: its name with the least
// number from 2 that makes it so.
func vacant(dir string) string {
	dir = filepath.Clean(dir)
	for k := 2; ; k++ {
		other := fmt.Sprintf("%s-%d", dir, k)
		if _, err := os.Lstat(other); err != nil {
			return filepath.ToSlash(other)
		}
	}
}

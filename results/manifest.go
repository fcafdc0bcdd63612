package results

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"golang.org/x/sync/errgroup"
)

// Manifest is the content of manifest.json: every file of a finished result
// but itself and the logs.
type Manifest struct {
	FormatVersion string         `json:"format_version"`
	Files         []ManifestFile `json:"files"` // in the order of Path
}

// ManifestFile is one file of a result.
type ManifestFile struct {
	Path   string `json:"path"`           // below the folder of the result, with slashes
	Rows   *int64 `json:"rows,omitempty"` // of a table
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Finish completes the result once all parts are committed: it computes the
// summary from them and writes manifest.json last. Then the folder is free for
// other processes. While parts are missing it returns ErrUnfinished.
func (w *Writer) Finish(ctx context.Context) (*Manifest, error) {
	m, err := w.finish(ctx)
	if err != nil {
		return nil, fmt.Errorf("finish: %w", w.because(err))
	}
	w.Close()
	return m, nil
}

func (w *Writer) finish(ctx context.Context) (*Manifest, error) {
	if err := w.lock.holds(); err != nil {
		return nil, err
	}
	gone, err := missing(w.dir, w.info)
	if err != nil {
		return nil, err
	}
	if len(gone) > 0 {
		return nil, fmt.Errorf("%w: %d of %d parts are missing, the first is part %d",
			ErrUnfinished, len(gone), w.Parts(), gone[0])
	}
	w.dropBatches()
	r := &Result{Dir: w.dir, Info: *w.info, Schema: w.schema, layout: w.layout}
	rows, err := writeSummary(ctx, w.store, r, blockBytes)
	if err != nil {
		return nil, err
	}
	w.noteRows(filepath.Join(w.dir, summaryFile), rows)
	m, err := w.manifest(ctx)
	if err != nil {
		return nil, err
	}
	text, err := encodeJSON(m)
	if err != nil {
		return nil, err
	}
	return m, writeAtomic(w.store, filepath.Join(w.dir, manifestFile), text)
}

// manifest measures all files of the result.
func (w *Writer) manifest(ctx context.Context) (*Manifest, error) {
	type entry struct {
		path   string
		schema *arrow.Schema // nil for no table
	}
	var list []entry
	for _, name := range []string{batchFile, loaderFile, viewsFile, readmeFile} {
		list = append(list, entry{name, nil})
	}
	list = append(list, entry{summaryFile, w.layout.summary})
	for k := range w.Parts() {
		list = append(list, entry{partPath("", "runs", k), w.layout.runs}, entry{partPath("", "events", k), w.layout.events})
		if b := w.layout.balance; b != nil {
			list = append(list, entry{partPath("", balanceTable, k), b.schema})
		}
		for i, folder := range w.layout.folders {
			list = append(list, entry{partPath("", folder, k), w.layout.series[i]})
		}
	}
	m := &Manifest{FormatVersion: FormatVersion, Files: make([]ManifestFile, len(list))}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range list {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			f, err := measure(filepath.Join(w.dir, e.path))
			f.Path = filepath.ToSlash(e.path)
			if err == nil && e.schema != nil {
				var rows int64
				rows, err = w.rowsOf(filepath.Join(w.dir, e.path), e.schema)
				f.Rows = &rows
			}
			m.Files[i] = f
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	slices.SortFunc(m.Files, func(a, b ManifestFile) int { return strings.Compare(a.Path, b.Path) })
	return m, nil
}

// rowsOf returns the number of rows of a table file, counting those that
// another writer wrote.
func (w *Writer) rowsOf(path string, schema *arrow.Schema) (int64, error) {
	w.mu.Lock()
	rows, ok := w.rows[path]
	w.mu.Unlock()
	if ok {
		return rows, nil
	}
	err := each(path, schema, func(rec arrow.Record) error {
		rows += rec.NumRows()
		return nil
	})
	return rows, err
}

// measure returns the size and the hash of a file.
func measure(path string) (ManifestFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return ManifestFile{}, err
	}
	h := sha256.New()
	n, err := io.Copy(h, f)
	return ManifestFile{Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, errors.Join(err, f.Close())
}

package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Has reports whether part k was there when the writer was made, or was
// committed since.
func (w *Writer) Has(k int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.there[k]
}

// Left returns how many runs are not there yet.
func (w *Writer) Left() int64 {
	left := w.info.Runs
	for k := range w.Parts() {
		if w.Has(k) {
			first, last := w.PartRuns(k)
			left -= last - first
		}
	}
	return left
}

// Resumed reports whether the folder held this batch before.
func (w *Writer) Resumed() bool { return w.resumed }

// Finished reports whether the result was complete when the writer was made:
// there is nothing left to run or to finish.
func (w *Writer) Finished() bool { return w.finished }

// takeOver goes on with the batch that the folder holds: it finds the parts
// that are there and removes what was being written when it was left. A
// finished result stays as it is.
func (w *Writer) takeOver(held *holding, text []byte) error {
	if !bytes.Equal(held.text, text) {
		return fmt.Errorf("%s holds %w: %s; say --overwrite to replace it, or choose another folder: -o %s",
			w.dir, ErrOther, strings.Join(differences(held, w.info, w.schema), ", "), vacant(w.dir))
	}
	w.resumed = true
	listed, err := w.readManifest()
	if err != nil {
		return err
	}
	for k := range w.Parts() {
		whole, err := w.whole(k, listed)
		if err != nil {
			return err
		}
		if whole {
			w.there[k] = true
		}
	}
	if listed == nil {
		return w.sweep()
	}
	w.finished = len(listed) > 0 && len(w.there) == w.Parts()
	for _, name := range []string{loaderFile, viewsFile, readmeFile, summaryFile} {
		here, err := w.intact(name, listed)
		if err != nil {
			return err
		}
		w.finished = w.finished && here
	}
	if w.finished {
		return nil
	}
	if err := w.discard(manifestFile); err != nil {
		return err
	}
	return w.sweep()
}

// readManifest returns the files that a finished result is said to have, by
// path; nil where there is no manifest that can be read.
func (w *Writer) readManifest() (map[string]ManifestFile, error) {
	text, err := os.ReadFile(filepath.Join(w.dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	listed := map[string]ManifestFile{}
	var m Manifest
	if json.Unmarshal(text, &m) == nil {
		for _, f := range m.Files {
			listed[f.Path] = f
		}
	}
	return listed, nil
}

// whole reports whether all files of part k are there under their names, and,
// of a result that was finished, with the sizes that they had.
func (w *Writer) whole(k int, listed map[string]ManifestFile) (bool, error) {
	for _, folder := range w.folders() {
		if here, err := w.intact(partPath("", folder, k), listed); !here || err != nil {
			return false, err
		}
	}
	return true, nil
}

// intact reports whether a file is there, and has the size that the manifest
// says where it is a table; the others people may have written into.
func (w *Writer) intact(name string, listed map[string]ManifestFile) (bool, error) {
	info, err := os.Stat(filepath.Join(w.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	f, known := listed[filepath.ToSlash(name)]
	return !known || f.Rows == nil || f.Bytes == info.Size(), nil
}

// sweep removes what a process that ended early left behind: files under
// temporary names, and those of parts that are not whole. The marks of such
// parts go first.
func (w *Writer) sweep() error {
	for _, folder := range w.folders() { // runs is the first
		entries, err := os.ReadDir(filepath.Join(w.dir, folder))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, e := range entries {
			k, part := partNumber(e.Name())
			if isTemp(e.Name()) || part && k < w.Parts() && !w.there[k] {
				if err := w.discard(filepath.Join(folder, e.Name())); err != nil {
					return err
				}
			}
		}
		// The names of parts that are there may not have been made durable.
		if err := w.store.SyncFolder(filepath.Join(w.dir, folder)); err != nil {
			return named("sync", filepath.Join(w.dir, folder), err)
		}
	}
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if isTemp(e.Name()) && !e.IsDir() {
			if err := w.discard(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// discard removes a file of the result.
func (w *Writer) discard(name string) error {
	path := filepath.Join(w.dir, name)
	if err := w.store.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return named("remove", path, err)
	}
	return nil
}

// partNumber reads the number of a part from the name of its file.
func partNumber(name string) (int, bool) {
	var k int
	if n, err := fmt.Sscanf(name, "part-%d.arrow", &k); n != 1 || err != nil {
		return 0, false
	}
	return k, name == filepath.Base(partPath("", "", k))
}

package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// clear removes what a result consists of and leaves the rest. The manifest and
// the marks of the parts go first, so that what is left never seems whole. The
// batch.json stays until the next takes its place, so that the folder is known
// as that of a result.
func (f *Folder) clear() error {
	if err := f.remove(manifestFile); err != nil {
		return err
	}
	if err := f.store.SyncFolder(f.dir); err != nil {
		return fmt.Errorf("sync %s: %w", f.dir, err)
	}
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return err
	}
	names := []string{"runs"}
	for _, e := range entries {
		name := e.Name()
		switch {
		case name == "events", name == balanceTable, strings.HasPrefix(name, "series_"), isTemp(name),
			name == summaryFile, name == loaderFile, name == viewsFile, name == readmeFile:
			names = append(names, name)
		}
	}
	logs, err := os.ReadDir(filepath.Join(f.dir, logFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range logs {
		if e.Name() != lockFile && e.Name() != processFile {
			names = append(names, filepath.Join(logFolder, e.Name()))
		}
	}
	for _, name := range names {
		if err := f.remove(name); err != nil {
			return err
		}
	}
	return nil
}

// remove removes a file, or a folder with all that is in it. What is not there
// is no error.
func (f *Folder) remove(name string) error {
	path := filepath.Join(f.dir, name)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if info.IsDir() {
		entries, err := os.ReadDir(path)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := f.remove(filepath.Join(name, e.Name())); err != nil {
				return err
			}
		}
		if err := f.store.SyncFolder(path); err != nil {
			return fmt.Errorf("sync %s: %w", path, err)
		}
	}
	return f.store.Remove(path)
}

// isTemp reports whether a file has a temporary name.
func isTemp(name string) bool {
	return strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".tmp")
}

package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"whatif/engine"
)

// Mode says what the folder of a batch may hold when it begins.
type Mode int

// A folder without a result will do for all of them.
const (
	Fresh     Mode = iota // no result
	Overwrite             // any result, which is removed
	Resume                // the same batch; what is missing of it is added
)

// Folder is a folder that this process alone may write a result into, until
// Release or the end of what Write returns.
type Folder struct {
	dir   string
	store storage
	mode  Mode
	lock  *folderLock
	made  bool // by Claim
	held  *holding
}

// holding is the batch that a folder holds.
type holding struct {
	text   []byte // of batch.json
	info   *Info
	schema *engine.Schema
}

// Claim takes a folder for a batch, and makes it where it is not there. It is
// refused with ErrForeign where it holds something else than a result, with
// ErrExists where it holds one and mode is Fresh, and with ErrBusy while
// another process writes into it. What it holds is not touched yet.
func Claim(dir string, mode Mode) (*Folder, error) {
	return claim(disk{}, dir, mode)
}

func claim(store storage, dir string, mode Mode) (*Folder, error) {
	f := &Folder{dir: dir, store: store, mode: mode}
	// Nothing is put into a folder of somebody else, not even a lock.
	if err := f.look(); err != nil {
		if _, e := os.Stat(filepath.Join(dir, logFolder, lockFile)); e == nil && errors.Is(err, ErrExists) {
			lock, e := lockFolder(dir)
			if errors.Is(e, ErrBusy) {
				return nil, e
			} else if e == nil {
				lock.release(false)
			}
		}
		return nil, err
	}
	_, err := os.Stat(dir)
	f.made = errors.Is(err, fs.ErrNotExist)
	if err := makeFolder(store, dir); err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	f.lock = lock
	if err := f.look(); err != nil {
		lock.release(false)
		return nil, err
	}
	return f, nil
}

// look finds what the folder holds and whether that fits the mode.
func (f *Folder) look() error {
	f.held = nil
	entries, err := os.ReadDir(f.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		if info, e := os.Stat(f.dir); e == nil && !info.IsDir() {
			return fmt.Errorf("%s is a file: %w; choose another folder", f.dir, ErrForeign)
		}
		return fmt.Errorf("%w", err)
	case !slices.ContainsFunc(entries, f.matters):
		return nil
	}
	h := &holding{}
	if h.info, h.schema, h.text, err = readBatchText(f.dir); err != nil {
		return fmt.Errorf("%s is not empty: %w; choose another folder", f.dir, ErrForeign)
	}
	if f.mode == Fresh {
		goOn := ""
		if _, err := os.Stat(filepath.Join(f.dir, manifestFile)); errors.Is(err, fs.ErrNotExist) {
			goOn = " --resume to go on with it,"
		}
		return fmt.Errorf("%s holds the batch %q: %w; say --overwrite to replace it,%s or choose another folder: -o %s",
			f.dir, h.info.Name, ErrExists, goOn, vacant(f.dir))
	}
	f.held = h
	return nil
}

// matters reports whether an entry of a folder is more than a process that was
// killed at the very beginning leaves: a lock, and a batch.json that did not
// get its name.
func (f *Folder) matters(e fs.DirEntry) bool {
	switch e.Name() {
	case filepath.Base(tempName(batchFile)):
		return false
	case logFolder:
		logs, err := os.ReadDir(filepath.Join(f.dir, logFolder))
		return err != nil || slices.ContainsFunc(logs, func(l fs.DirEntry) bool {
			return l.Name() != lockFile && l.Name() != processFile
		})
	}
	return true
}

// Held says which batch the folder holds; nil for none.
func (f *Folder) Held() *Info {
	if f.held == nil {
		return nil
	}
	return f.held.info
}

// Release lets go of the folder, and removes it where it was made for nothing.
// After Write it does nothing.
func (f *Folder) Release() {
	if f.lock == nil {
		return
	}
	f.lock.release(f.held == nil)
	f.lock = nil
	if f.made && f.held == nil {
		_ = os.Remove(f.dir) // fails where something is in it by now
	}
}

// makeFolder makes a folder and those above it, and makes their names durable.
func makeFolder(store storage, dir string) error {
	err := store.Mkdir(dir)
	above := filepath.Dir(dir)
	if errors.Is(err, fs.ErrNotExist) && above != dir {
		if err := makeFolder(store, above); err != nil {
			return err
		}
		err = store.Mkdir(dir)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	// A folder may be written to and yet not be opened, which syncing needs.
	if err := store.SyncFolder(above); err != nil && !errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("sync %s: %w", above, err)
	}
	return nil
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

package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// Names below a result's folder log, which is outside the manifest.
const (
	logFolder   = "log"
	lockFile    = "lock"
	processFile = "process" // the number of the process that holds the lock
)

// folderLock keeps other processes from writing into a folder. The system lets
// go of it when the process ends, however it ends.
type folderLock struct {
	dir  string
	file *flock.Flock // nil where the file system knows no locks, and after release
}

// lockFolder locks a folder that exists. Where another process has the lock it
// returns ErrBusy at once.
func lockFolder(dir string) (*folderLock, error) {
	path := filepath.Join(dir, logFolder, lockFile)
	const tries = 100 // against processes that make the file and remove it
	var err error
	for range tries {
		if err = os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		l := &folderLock{dir: dir, file: flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))}
		var locked bool
		locked, err = l.file.TryLock()
		switch {
		case errors.Is(err, errors.ErrUnsupported):
			return &folderLock{dir: dir}, nil
		case errors.Is(err, fs.ErrNotExist): // the folder went in between
			continue
		case err != nil:
			return nil, err
		case !locked:
			return nil, busy(dir)
		}
		if err = l.holds(); err == nil {
			// Only a message needs the number; without it the lock is as good.
			_ = os.WriteFile(filepath.Join(dir, logFolder, processFile), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644)
			return l, nil
		}
		l.release(false)
	}
	return nil, err
}

// busy says who writes into a folder.
func busy(dir string) error {
	who := ""
	if text, err := os.ReadFile(filepath.Join(dir, logFolder, processFile)); err == nil {
		if n, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
			who = fmt.Sprintf(" (process %d)", n)
		}
	}
	return fmt.Errorf("%s: %w%s; wait for it, or choose another folder: -o %s", dir, ErrBusy, who, vacant(dir))
}

// holds says whether the lock is still that of the folder with this name: it is
// not once the folder was removed, or another put in its place.
func (l *folderLock) holds() error {
	if l.file == nil {
		return nil
	}
	mine, err := l.file.Stat()
	if err != nil {
		return err
	}
	there, err := os.Stat(filepath.Join(l.dir, logFolder, lockFile))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(mine, there) {
		return fmt.Errorf("%s: %w; run the batch again", l.dir, ErrRemoved)
	}
	return err
}

// release lets go of the folder. With drop it also removes what locking made,
// where nothing else is in it.
func (l *folderLock) release(drop bool) {
	if l.file == nil {
		return
	}
	// Whatever cannot be removed stays and does no harm.
	if l.holds() == nil {
		_ = os.Remove(filepath.Join(l.dir, logFolder, processFile))
		if drop {
			_ = os.Remove(filepath.Join(l.dir, logFolder, lockFile))
			_ = os.Remove(filepath.Join(l.dir, logFolder))
		}
	}
	_ = l.file.Unlock()
	l.file = nil
}

package results

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// errDead is what a process that was killed would see if it could look.
var errDead = errors.New("the process is dead")

// mortal is a storage whose user is killed at an operation, or is refused it. It
// remembers what a loss of power may undo: names that were given or taken since
// their folder was synced, and what was written since a file was.
type mortal struct {
	quick
	at     int  // the operation, counted from 1; 0 for none
	refuse bool // the operation fails and the user lives on
	torn   bool // half of a write is done, all of another operation
	count  int
	names  map[string][]change // by folder, in order
	synced map[string]int64    // bytes of each file that are safe
}

// change is one name given or taken in a folder.
type change struct {
	undo func()
}

func newMortal(at int) *mortal {
	return &mortal{at: at, names: map[string][]change{}, synced: map[string]int64{}}
}

// step counts an operation. Where it is the last one, done says whether it is
// carried out all the same.
func (m *mortal) step() (done bool, err error) {
	m.count++
	switch {
	case m.at == 0 || m.count < m.at:
		return true, nil
	case m.count == m.at && m.refuse:
		return false, errFull
	case m.count == m.at:
		return m.torn, errDead
	case m.refuse:
		return true, nil
	}
	return false, errDead
}

// do carries out an operation that changes names in the folder of path.
func (m *mortal) do(path string, operation func() error, undo func()) error {
	done, err := m.step()
	if !done {
		return err
	}
	if e := operation(); e != nil {
		return e
	}
	folder := filepath.Dir(path)
	m.names[folder] = append(m.names[folder], change{undo})
	return err
}

func (m *mortal) Create(path string) (sink, error) {
	var f sink
	err := m.do(path, func() (err error) {
		f, err = m.quick.Create(path)
		return err
	}, func() { _ = os.Remove(path) })
	if err != nil {
		if f != nil {
			_ = f.Close()
		}
		return nil, err
	}
	m.synced[path] = 0
	return &mortalFile{f, m, path}, nil
}

func (m *mortal) Rename(from, to string) error {
	before, missing := os.ReadFile(to)
	return m.do(to, func() error {
		m.synced[to] = m.synced[from]
		delete(m.synced, from)
		return m.quick.Rename(from, to)
	}, func() {
		_ = os.Rename(to, from)
		if missing == nil {
			_ = os.WriteFile(to, before, 0o644)
		}
	})
}

func (m *mortal) Remove(path string) error {
	before, err := os.ReadFile(path)
	folder := err != nil
	return m.do(path, func() error { return m.quick.Remove(path) }, func() {
		if folder {
			_ = os.Mkdir(path, 0o755)
			return
		}
		_ = os.WriteFile(path, before, 0o644)
	})
}

func (m *mortal) Mkdir(path string) error {
	return m.do(path, func() error { return m.quick.Mkdir(path) }, func() { _ = os.RemoveAll(path) })
}

func (m *mortal) SyncFolder(path string) error {
	done, err := m.step()
	if done {
		delete(m.names, path)
	}
	return err
}

// losePower undoes what was not synced, as far as chance has it: of each folder
// the latest changes, of each file the end.
func (m *mortal) losePower(rng *rand.Rand) {
	for _, path := range sortedKeys(m.synced) {
		if info, err := os.Stat(path); err == nil && info.Size() > m.synced[path] {
			_ = os.Truncate(path, m.synced[path]+rng.Int64N(info.Size()-m.synced[path]+1))
		}
	}
	for _, folder := range sortedKeys(m.names) {
		changes := m.names[folder]
		for _, c := range slices.Backward(changes[rng.IntN(len(changes)+1):]) {
			c.undo()
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

type mortalFile struct {
	sink
	m    *mortal
	path string
}

func (f *mortalFile) Write(p []byte) (int, error) {
	done, err := f.m.step()
	switch {
	case err == nil:
		return f.sink.Write(p)
	case done || f.m.refuse: // a full disk takes what fits
		n, _ := f.sink.Write(p[:len(p)/2])
		return n, err
	}
	return 0, err
}

func (f *mortalFile) Sync() error {
	done, err := f.m.step()
	if done {
		info, e := os.Stat(f.path)
		if e != nil {
			return e
		}
		f.m.synced[f.path] = info.Size()
	}
	return err
}

func (f *mortalFile) Close() error {
	_, err := f.m.step()
	return errors.Join(err, f.sink.Close()) // the system closes what a process had open
}

package telemetry

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"whatif/models"
)

// Store holds what was read of recorded files, for all inputs that share them.
// Its methods may be called concurrently.
type Store struct {
	mu    sync.Mutex
	files map[string]*file // by cleaned path
}

// file is what was read of one file.
type file struct {
	mu     sync.Mutex
	path   string
	sum    string             // SHA-256, "" before the first reading
	wanted map[string]Spec    // by seriesKey: asked for, not read yet
	read   map[string]*series // by seriesKey; not changed any more
}

// NewStore returns an empty store.
func NewStore() *Store {
	return &Store{files: map[string]*file{}}
}

// Expect announces specs that will be read, so that the first Read of a file
// collects all of its series in one pass. Without it each series that differs
// from those read before costs a pass of its own.
func (s *Store) Expect(specs ...Spec) {
	for _, spec := range specs {
		if spec.Column == "" && spec.Value == "" {
			continue
		}
		f := s.file(spec.File)
		spec, _ = spec.normal()
		if len(spec.checkReading()) > 0 {
			continue
		}
		f.mu.Lock()
		if key := seriesKey(&spec); f.read[key] == nil {
			f.wanted[key] = spec
		}
		f.mu.Unlock()
	}
}

// Read returns the table of one input, in SI, from the last point at or before
// spec.From to the first at or after spec.Until. If there are problems the
// table is nil. The report is nil if the series could not be read.
func (s *Store) Read(spec Spec) (*models.Table, *Report, []Problem) {
	shownPath := spec.Shown
	if shownPath == "" {
		shownPath = spec.File
	}
	spec, problems := spec.normal()
	var table *models.Table
	var report *Report
	if (spec.Column != "" || spec.Value != "") && len(spec.checkReading()) == 0 {
		f := s.file(spec.File)
		read := f.series(spec, shownPath)
		switch {
		case len(read.problems) > 0:
			problems = append(problems, read.problems...)
		case len(problems) == 0:
			table, report, problems = build(&spec, read)
			show(f.path, read.separator, problems)
		}
	}
	for i := range problems {
		problems[i].File = shownPath
	}
	return table, report, problems
}

// Sum256 returns the SHA-256, in hexadecimal, of every file that was read to
// its end, by its path as in Spec.File (cleaned).
func (s *Store) Sum256() map[string]string {
	s.mu.Lock()
	files := maps.Clone(s.files)
	s.mu.Unlock()
	sums := map[string]string{}
	for path, f := range files {
		f.mu.Lock()
		if f.sum != "" {
			sums[path] = f.sum
		}
		f.mu.Unlock()
	}
	return sums
}

func (s *Store) file(path string) *file {
	path = filepath.Clean(path)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[path]
	if f == nil {
		f = &file{path: path, wanted: map[string]Spec{}, read: map[string]*series{}}
		s.files[path] = f
	}
	return f
}

// series returns the series of spec, read now with all others that are wanted
// if it was not read before.
func (f *file) series(spec Spec, shownPath string) *series {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := seriesKey(&spec)
	if f.read[key] != nil {
		return f.read[key]
	}
	f.wanted[key] = spec
	layout := layoutKey(&spec)
	keys := slices.DeleteFunc(slices.Sorted(maps.Keys(f.wanted)), func(k string) bool {
		other := f.wanted[k]
		return layoutKey(&other) != layout
	})
	selectors := make([]*selector, len(keys))
	for i, k := range keys {
		wanted := f.wanted[k]
		selectors[i] = newSelector(&wanted)
	}
	sum := pass(f.path, shownPath, selectors)
	if f.sum != "" && sum != "" && sum != f.sum {
		spread(selectors, Problem{Key: "file", Summary: "the file changed while it was being read", Hint: "start again when nothing writes to it"})
	}
	if f.sum == "" {
		f.sum = sum
	}
	for i, k := range keys {
		read := selectors[i].finish()
		show(f.path, read.separator, read.problems)
		f.read[k] = read
		delete(f.wanted, k)
	}
	return f.read[key]
}

// layoutKey tells apart the ways in which the text of a file is read: one pass
// for each.
func layoutKey(s *Spec) string {
	return fmt.Sprintf("%q %q %d %s", s.Delimiter, s.Decimal, s.Skip, s.Encoding)
}

// groupKey tells apart series whose rows or times differ.
func groupKey(s *Spec) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %q %t %d %q %q %s %d %d %d", s.Time, s.Clock, s.TimeFormat, s.HasStart, s.Start.UnixNano(), s.Zone, s.Local, s.OnRepeat,
		s.Align, s.AlignAt.UnixNano(), s.AlignAfter)
	if IsEPW(s.File) {
		fmt.Fprintf(&b, " %t", s.Repeat) // it decides on the year
	}
	for _, column := range slices.Sorted(maps.Keys(s.Where)) {
		fmt.Fprintf(&b, " %q=%q", column, s.Where[column])
	}
	return b.String()
}

// seriesKey tells apart what a pass collects: columns, rows, and how they are
// read. Quantity, unit, gaps and span come later.
func seriesKey(s *Spec) string {
	name, key := s.valueColumn()
	return fmt.Sprintf("%s %q | %s | %s", key, name, layoutKey(s), groupKey(s))
}

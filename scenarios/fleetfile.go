package scenarios

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/rows"
)

// fleetFile is a file of a fleet as it was read.
type fleetFile struct {
	table    *rows.Table
	problems []rows.Problem
}

// fleetTable reads the file of a fleet; nil where it cannot be read.
func (l *loader) fleetTable(f *fields) *rows.Table {
	n := f.need("file", `"homes.csv"`)
	shown, ok := l.text(n, "file")
	if !ok {
		return nil
	}
	path := shown
	if !filepath.IsAbs(path) {
		path = filepath.Join(l.dir, filepath.FromSlash(path))
	}
	got := l.fleets.files[path]
	if got == nil {
		got = readRows(path, shown)
		l.fleets.files[path] = got
	}
	for _, p := range got.problems {
		d := diagnose.Diagnostic{Code: codeFleet, At: n.At, Summary: f.what + ": " + p.Summary, Expected: p.Expected, Hint: p.Hint}
		if p.At.Line > 0 {
			d.Related = []diagnose.Related{{At: p.At, Note: "in " + shown}}
		}
		l.add(d)
	}
	if len(got.problems) > 0 {
		return nil
	}
	return got.table
}

// readRows reads a file.
func readRows(path, shown string) *fleetFile {
	wrong := func(summary, hint string) *fleetFile {
		return &fleetFile{problems: []rows.Problem{{Summary: summary, Hint: hint}}}
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrong(fmt.Sprintf("there is no file %q", shown), besides(path, shown))
	case err != nil:
		return wrong(fmt.Sprintf("%q cannot be read: %s", shown, diagnose.Reason(err)), "")
	case info.IsDir():
		return wrong(fmt.Sprintf("%q is a folder, not a file", shown), "")
	case !info.Mode().IsRegular():
		return wrong(fmt.Sprintf("%q is not a regular file", shown), "copy the table into a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return wrong(fmt.Sprintf("%q cannot be read: %s", shown, diagnose.Reason(err)), "")
	}
	defer f.Close() // read only: nothing is lost
	text, err := io.ReadAll(io.LimitReader(f, rows.MostBytes+1))
	if err != nil {
		return wrong(fmt.Sprintf("%q cannot be read: %s", shown, diagnose.Reason(err)), "")
	}
	table, problems := rows.Parse(path, text)
	return &fleetFile{table, problems}
}

// besides offers the nearest name in the folder of a file that is not there.
func besides(path, shown string) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return "paths are relative to the scenario's file"
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if near := diagnose.Nearest(filepath.Base(path), names); near != "" {
		return fmt.Sprintf("did you mean %q?", filepath.ToSlash(filepath.Join(filepath.Dir(shown), near)))
	}
	return "paths are relative to the scenario's file"
}

// sums are the SHA-256 of the files of the fleets, by their paths.
func (f *fleets) sums() map[string]string {
	out := map[string]string{}
	for path, file := range f.files {
		if file.table != nil {
			out[path] = file.table.Sum
		}
	}
	return out
}

// lines are the lines of a file of a fleet, or nil.
func (f *fleets) lines(path string) []string {
	if file := f.files[path]; file != nil && file.table != nil {
		return file.table.Lines
	}
	return nil
}

package telemetry

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"whatif/scenarios/diagnose"
)

// open opens a file for reading, or says why not.
func open(path, shownPath string) (*os.File, *Problem) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, notFound(path, shownPath)
	case err != nil:
		return nil, unreadable(shownPath, err)
	case info.IsDir():
		return nil, &Problem{Key: "file", Summary: fmt.Sprintf("%q is a folder, not a file", shownPath), Hint: within(path, shownPath)}
	case !info.Mode().IsRegular():
		return nil, &Problem{Key: "file", Summary: fmt.Sprintf("%q is not a regular file", shownPath), Hint: "copy the record into a file"}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(shownPath, err)
	}
	return f, nil
}

func unreadable(shownPath string, err error) *Problem {
	return &Problem{Key: "file", Summary: fmt.Sprintf("%q cannot be read: %s", shownPath, diagnose.Reason(err))}
}

// notFound looks for the nearest name in the folder.
func notFound(path, shownPath string) *Problem {
	p := &Problem{Key: "file", Summary: fmt.Sprintf("there is no file %q", shownPath)}
	folder := filepath.Dir(path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			p.Hint = fmt.Sprintf("there is no folder %q either; paths are relative to the scenario's file", filepath.Dir(shownPath))
		}
		return p
	}
	var names []string
	for _, e := range entries {
		if e.Name() == filepath.Base(path) {
			p.Hint = "a link of that name is there, but leads nowhere"
			return p
		}
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	if best := nearest(filepath.Base(path), names); best != "" {
		p.Hint = fmt.Sprintf("did you mean %q?", filepath.ToSlash(filepath.Join(filepath.Dir(shownPath), best)))
	} else {
		p.Hint = "paths are relative to the scenario's file"
	}
	return p
}

// within offers a table that lies in the folder.
func within(path, shownPath string) string {
	var found []string
	for _, ext := range Extensions() {
		more, err := filepath.Glob(filepath.Join(path, "*"+ext))
		if err == nil {
			found = append(found, more...)
		}
	}
	if len(found) == 0 {
		return "name a file in it"
	}
	return fmt.Sprintf("name a file in it, such as %q", filepath.ToSlash(filepath.Join(shownPath, filepath.Base(found[0]))))
}

// foreign tells files that are not of the format that their name promises by
// how they begin.
func foreign(opening []byte, want format) *Problem {
	signs := []struct {
		begins, what, hint string
		format             format
	}{
		{"\x1f\x8b", "compressed with gzip", "let its name end in .csv.gz, or uncompress it", unknownFile},
		{"\x28\xb5\x2f\xfd", "compressed with zstd", "let its name end in .csv.zst, or uncompress it", unknownFile},
		{"PK\x03\x04", "an Excel workbook or a zip archive", "save the sheet as CSV UTF-8", unknownFile},
		{"\xd0\xcf\x11\xe0", "an old Excel workbook", "save the sheet as CSV UTF-8", unknownFile},
		{"PAR1", "a Parquet file", "let its name end in .parquet", parquetFile},
		{"ARROW1", "an Arrow file", "let its name end in .arrow", arrowFile},
		{"FEA1", "a Feather file of version 1", "save it as Feather version 2", unknownFile},
		{"LOCATION,", "an EPW weather file", "let its name end in .epw", epwFile},
		{"\xff\xfe", "text in UTF-16", "save it as CSV UTF-8", unknownFile},
		{"\xfe\xff", "text in UTF-16", "save it as CSV UTF-8", unknownFile},
	}
	expected := map[format]string{
		textFile: "text in UTF-8, as a table with commas (CSV)", epwFile: "weather in the format of EnergyPlus (EPW)",
		parquetFile: "a Parquet file", arrowFile: "Arrow IPC, as a file or a stream",
	}[want]
	for _, s := range signs {
		if bytes.HasPrefix(opening, []byte(s.begins)) && s.format != want {
			return &Problem{Key: "file", Summary: "the file is " + s.what, Expected: expected, Hint: s.hint}
		}
	}
	return nil
}

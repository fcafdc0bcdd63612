package scenarios

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"whatif/scenarios/diagnose"
)

// readFile reads a scenario's file, or says in words why that cannot be.
func readFile(path string) ([]byte, *diagnose.Diagnostic) {
	wrong := func(summary, hint string) ([]byte, *diagnose.Diagnostic) {
		return nil, &diagnose.Diagnostic{Code: codeFile, At: diagnose.Position{File: path}, Summary: summary, Hint: hint}
	}
	refused := func(err error) ([]byte, *diagnose.Diagnostic) {
		return wrong("the scenario cannot be read: "+diagnose.Reason(err), "")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return wrong(fmt.Sprintf("there is no file %q", path), neighbour(path))
	case err != nil:
		return refused(err)
	case info.IsDir():
		hint := "name a file in it"
		if found, err := filepath.Glob(filepath.Join(path, "*.toml")); err == nil && len(found) > 0 {
			hint = fmt.Sprintf("name a file in it, such as %s", filepath.ToSlash(found[0]))
		}
		return wrong(path+" is a folder, not a scenario", hint)
	}
	f, err := os.Open(path)
	if err != nil {
		return refused(err)
	}
	defer f.Close() // read only: nothing is lost
	// A device may have no end.
	content, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	switch {
	case err != nil:
		return refused(err)
	case len(content) > mostBytes:
		return wrong(fmt.Sprintf("%s has more than %d MB and is no scenario", path, mostBytes>>20), "recorded data belongs in files that the scenario names")
	}
	return content, nil
}

// neighbour offers the nearest name in the folder of a file that is not there.
func neighbour(path string) string {
	folder := filepath.Dir(path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Sprintf("there is no folder %q either", filepath.ToSlash(folder))
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	near := diagnose.Nearest(filepath.Base(path), names)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", filepath.ToSlash(filepath.Join(folder, near)))
}

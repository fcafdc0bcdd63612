package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"whatif/results"
	"whatif/scenarios/diagnose"
)

// oneResult refuses what is not exactly one result.
func oneResult(cmd *cobra.Command, args []string) error {
	if len(args) == 1 {
		return nil
	}
	w := &wrong{code: codeArguments, summary: "the result is missing", usage: true,
		expected: cmd.CommandPath() + " RESULT, the folder that whatif run wrote"}
	if len(args) > 1 {
		w.summary, w.arg = "one result at a time, not "+strings.Join(args, " and "), args[1]
	}
	return w
}

// openResult opens the result in dir, or says what is there instead.
func openResult(dir string) (*results.Result, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w := &wrong{code: codeLookUp, summary: "there is no folder " + dir, arg: dir, hint: "whatif run FILE writes one"}
		if near := nearResult(dir); near != "" {
			w.hint = "did you mean " + near + "?"
		}
		return nil, &exit{exitWrong, w}
	case err == nil && !info.IsDir():
		w := &wrong{code: codeLookUp, summary: dir + " is a file, not a result folder", arg: dir}
		if filepath.Ext(dir) == ".toml" {
			w.hint = "whatif run " + shown(dir) + " makes a result of it"
		}
		return nil, &exit{exitWrong, w}
	}
	r, err := results.Open(dir)
	if errors.Is(err, results.ErrForeign) {
		w := &wrong{code: codeLookUp, summary: dir + " is not a result folder: it has no batch.json", arg: dir}
		if near := nearResult(filepath.Join(dir, "")); near != "" {
			w.hint = "did you mean " + near + "?"
		}
		return nil, &exit{exitWrong, w}
	}
	if err != nil {
		return nil, &exit{exitWrong, err}
	}
	return r, nil
}

// nearResult is the result folder that a wrong name most likely meant: a result
// by that name in results/, one with a name that is much like it, or the only
// one inside of it; "" for none.
func nearResult(dir string) string {
	var known []string
	inside := filepath.Join(dir, "*")
	for _, pattern := range []string{inside, filepath.Join(filepath.Dir(dir), "*"), filepath.Join("results", "*")} {
		// The pattern may be malformed, where a name has brackets; then nothing is near.
		found, _ := filepath.Glob(filepath.Join(pattern, "batch.json"))
		for _, f := range found {
			known = append(known, filepath.Dir(f))
		}
		if len(found) == 1 && pattern == inside {
			return known[0]
		}
	}
	for _, name := range []string{filepath.Join("results", filepath.Base(dir)), dir} {
		if slices.Contains(known, name) {
			return name
		}
		if near := diagnose.Nearest(name, known); near != "" {
			return near
		}
	}
	return ""
}

// noVariant says that a result has no such variant.
func noVariant(r *results.Result, name string) error {
	w := &wrong{code: codeLookUp, summary: fmt.Sprintf("there is no variant %q in %s", name, r.Dir), arg: name,
		expected: "one of " + few(r.Schema.Variants)}
	if near := diagnose.Nearest(name, r.Schema.Variants); near != "" {
		w.hint = "did you mean " + near + "?"
	}
	return &exit{exitWrong, w}
}

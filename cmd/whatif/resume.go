package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"whatif/results"
	"whatif/scenarios/diagnose"
)

// mode is what the folder of the tables may hold.
func (f *runFlags) mode() results.Mode {
	switch {
	case f.overwrite:
		return results.Overwrite
	case f.resume:
		return results.Resume
	}
	return results.Fresh
}

// resuming says what there was to go on with.
func resuming(w *results.Writer) string {
	total, left := w.Runs(), w.Left()
	switch {
	case !w.Resumed():
		return fmt.Sprintf("nothing to resume in %s: all runs are carried out", w.Dir())
	case w.Finished():
		return fmt.Sprintf("%s is finished already: nothing was run", w.Dir())
	case left == 0:
		return "resuming: all runs are there, the summary is missing"
	}
	return fmt.Sprintf("resuming: %d of %s are there, %d to go", total-left, count(total, "run"), left)
}

// stopped says what an interrupted batch has left, and how to go on.
func (c *console) stopped(w *results.Writer) *wrong {
	left := fmt.Sprintf("%d of %s are done and kept in %s", w.Runs()-w.Left(), count(w.Runs(), "run"), w.Dir())
	if w.Left() == 0 {
		left = fmt.Sprintf("all runs are done and kept in %s, the summary is missing", w.Dir())
	}
	return &wrong{code: codeStopped, summary: "interrupted; " + left, hint: "go on with: " + c.resumeLine()}
}

// endedEarly says why a batch could not be completed, and how to go on.
func (c *console) endedEarly(err error) *wrong {
	w := explained(err)
	w.summary, w.arg, w.err = "the batch ended early: "+w.summary, "", err
	path, system := diagnose.FromSystem(err)
	switch {
	case errors.Is(err, results.ErrCorrupt), errors.Is(err, results.ErrRemoved):
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		w.hint = "what is done is kept; free some space there, then: " + c.resumeLine()
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		w.hint = "what is done is kept; make it possible to write there, then: " + c.resumeLine()
	case system && path != "":
		w.hint = "what is done is kept; once that is mended: " + c.resumeLine()
	default:
		w.hint = "what is done is kept; to go on: " + c.resumeLine()
	}
	return w
}

// resumeLine is the command that goes on where this one ended: what was typed,
// with --resume.
func (c *console) resumeLine() string {
	words := []string{"whatif"}
	for _, arg := range c.args {
		if arg != "--overwrite" && !strings.HasPrefix(arg, "--overwrite=") {
			words = append(words, shown(arg))
		}
	}
	if !slices.Contains(words, "--resume") {
		words = append(words, "--resume")
	}
	return strings.Join(words, " ")
}

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"whatif/scenarios/diagnose"
)

// Exit codes of the command.
const (
	exitDone        = 0
	exitAlert       = 1  // an alert fired with --fail-on-alert
	exitWrong       = 2  // the command or the scenario is wrong
	exitSomeFailed  = 3  // some runs failed, the others are kept
	exitInterrupted = 75 // stopped by a signal
)

// exit is an error that knows its exit code. With err nil nothing more is to
// be said.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// run carries out one command line and returns the exit code.
func run(args []string, c *console) int {
	root := newRoot(c)
	root.SetArgs(args)
	cmd, err := root.ExecuteC()
	if err == nil {
		return exitDone
	}
	var e *exit
	if !errors.As(err, &e) {
		c.complain(err)
		// What is left comes from reading the command line, or from words that
		// could not be written.
		var disk *fs.PathError
		if !errors.As(err, &disk) {
			fmt.Fprintf(c.err, "Run '%s --help' for the ways to use it.\n", cmd.CommandPath())
		}
		return exitWrong
	}
	if e.err != nil {
		c.complain(e.err)
	}
	return e.code
}

// report shows diagnostics on w, and says on standard error how many there are.
func (c *console) report(w io.Writer, color bool, list diagnose.List, format diagnose.Format, text func(string) []string) error {
	if err := diagnose.Render(w, format, list, text, color); err != nil {
		return err
	}
	if format != diagnose.Full && format != diagnose.Concise {
		return nil
	}
	errs := list.Errors()
	if warnings := len(list) - errs; warnings > 0 {
		fmt.Fprintf(c.err, "%s, %s\n", count(errs, "error"), count(warnings, "warning"))
	} else if errs > 0 {
		fmt.Fprintln(c.err, count(errs, "error"))
	}
	return nil
}

// count renders "1 run", "2 runs".
func count[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

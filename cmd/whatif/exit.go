package main

import (
	"errors"
	"fmt"
	"io"

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
	c.args = args
	cmd, err := root.ExecuteC()
	if err == nil {
		return exitDone
	}
	e, ok := errors.AsType[*exit](err)
	if !ok {
		c.complain(cmd, err)
		return exitWrong
	}
	if e.err != nil {
		c.complain(cmd, e.err)
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
	said := count(errs, "error")
	if warnings := len(list) - errs; warnings > 0 {
		said += ", " + count(warnings, "warning")
	} else if errs == 0 {
		return nil
	}
	if format == diagnose.Full {
		said += "; for more on a message, ask for its code: whatif explain " + foremost(list)
	}
	fmt.Fprintln(c.err, said)
	return nil
}

// foremost is the code of the first error, or of the first warning where there
// is none.
func foremost(list diagnose.List) string {
	for _, d := range list {
		if d.Severity == diagnose.Error {
			return d.Code
		}
	}
	return list[0].Code
}

// count renders "1 run", "2 runs".
func count[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

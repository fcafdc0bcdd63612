package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"whatif/results"
	"whatif/scenarios/diagnose"
)

// commandLine is the name under which diagnostics show what was typed.
const commandLine = "command line"

// Codes of what is wrong with a command rather than with a scenario; `whatif
// explain` knows them like all others.
const (
	codeCommand   = "unknown-command"
	codeFlag      = "unknown-flag"
	codeFlagValue = "flag-value"
	codeArguments = "arguments"
	codeOutput    = "output"
	codeLookUp    = "look-up"
	codeSystem    = "system"
	codeStopped   = "interrupted"
	codeFailed    = "failed"
)

// wrong is a mistake on the command line, or a refusal of the system.
type wrong struct {
	code                    string
	summary, expected, hint string
	arg                     string // the argument at fault, as it was typed; "" for none in particular
	usage                   bool   // --help would have helped
	err                     error  // what lies below; nil for nothing
}

func (w *wrong) Error() string { return w.summary }
func (w *wrong) Unwrap() error { return w.err }

// flagValue is a flag with a value that it cannot have. flag is as it is to be
// found on the command line, such as --draws, or -j for one with a short name.
func flagValue(flag, summary, expected string) *wrong {
	return &wrong{code: codeFlagValue, summary: summary, expected: expected, arg: flag, usage: true}
}

// noSuch says that something was looked up by a name that nothing has.
func noSuch(what, name string, known []string, lists string) *exit {
	w := &wrong{code: codeLookUp, summary: fmt.Sprintf("there is no %s %q", what, name), arg: name}
	if near := diagnose.Nearest(name, known); near != "" {
		w.hint = fmt.Sprintf("did you mean %s?", near)
	} else {
		w.hint = lists + " lists them"
	}
	return &exit{exitWrong, w}
}

// flagError says what is wrong with a flag, in words.
func (c *console) flagError(cmd *cobra.Command, err error) error {
	if name := c.strayCommand(cmd); name != "" {
		return unknownCommand(cmd, name)
	}
	w := &wrong{code: codeFlagValue, summary: err.Error(), usage: true, err: err}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		w.code = codeFlag
		name := e.GetSpecifiedName()
		if short := e.GetSpecifiedShortnames(); short != "" {
			w.arg, w.summary = "-"+short, fmt.Sprintf("%s has no flag -%s", cmd.CommandPath(), name)
			return w
		}
		w.arg, w.summary = "--"+name, fmt.Sprintf("%s has no flag --%s", cmd.CommandPath(), name)
		if near := diagnose.Nearest(name, known); near != "" {
			w.hint = "did you mean --" + near + "?"
		}
		return w
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		w.arg = "--" + e.GetSpecifiedName()
		if e.GetSpecifiedShortnames() != "" {
			w.arg = "-" + e.GetSpecifiedShortnames()
		}
		w.summary, w.expected = w.arg+" has no value", valueOf(e.GetFlag())
		return w
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		f := e.GetFlag()
		w.arg, w.summary, w.expected = "--"+f.Name, fmt.Sprintf("--%s cannot be %q", f.Name, e.GetValue()), valueOf(f)
		return w
	}
	if e, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		w.code, w.arg, w.summary = codeFlag, e.GetSpecifiedFlag(), fmt.Sprintf("%s is no flag", e.GetSpecifiedFlag())
		return w
	}
	return w
}

// strayCommand is what was typed for a command where there is none of that
// name, so that its flags were taken for those of whatif itself.
func (c *console) strayCommand(cmd *cobra.Command) string {
	if cmd.HasParent() || len(c.args) == 0 || strings.HasPrefix(c.args[0], "-") {
		return ""
	}
	return c.args[0]
}

// valueOf says what a flag takes.
func valueOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "int64":
		return "a whole number: " + f.Usage
	case "bool":
		return "true or false, or nothing"
	case "duration":
		return "a duration such as 30s: " + f.Usage
	case "float64":
		return "a number: " + f.Usage
	}
	return f.Usage
}

// inWords turns any error into a diagnostic with a code.
func (c *console) inWords(err error) diagnose.Diagnostic {
	at := diagnose.Position{File: commandLine}
	w, known := errors.AsType[*wrong](err)
	if !known {
		w = explained(err)
	}
	if w.arg != "" {
		at = c.argument(w.arg, w.code != codeFlag)
	}
	return diagnose.Diagnostic{Code: w.code, Summary: w.summary, Expected: w.expected, Hint: w.hint, At: at}
}

// explained says in words what went wrong with a result or the system.
func explained(err error) *wrong {
	switch {
	case errors.Is(err, results.ErrExists), errors.Is(err, results.ErrForeign), errors.Is(err, results.ErrUnfinished), errors.Is(err, results.ErrCorrupt),
		errors.Is(err, results.ErrVersion), errors.Is(err, results.ErrOther), errors.Is(err, results.ErrBusy), errors.Is(err, results.ErrRemoved):
		summary, hint, _ := strings.Cut(err.Error(), "; ")
		return &wrong{code: codeOutput, summary: summary, hint: hint, arg: "--output"}
	}
	if path, ok := diagnose.FromSystem(err); ok {
		w := &wrong{code: codeSystem, summary: diagnose.Reason(err)}
		if path != "" {
			w.summary = path + ": " + w.summary
		}
		switch {
		case errors.Is(err, fs.ErrPermission):
			w.hint = "choose a place that you may write to, or ask whom it belongs to"
		case errors.Is(err, syscall.EROFS):
			w.hint = "choose a place that can be written to"
		case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
			w.hint = "free some space there, or choose another place"
		}
		return w
	}
	return &wrong{code: codeFailed, summary: err.Error()}
}

// typed is the command line as one line, and where each argument begins and
// how long it is, in runes.
func (c *console) typed() (line string, at, length []int) {
	line = "whatif"
	for _, arg := range c.args {
		word := shown(arg)
		line += " "
		at, length = append(at, len([]rune(line))), append(length, len([]rune(word)))
		line += word
	}
	return line, at, length
}

// shown is an argument as it can be typed.
func shown(arg string) string {
	if arg == "" || strings.ContainsAny(arg, " \t\n\"'\\$`*?[]{}()<>|&;#~!") {
		return strconv.Quote(arg)
	}
	return arg
}

// argument is the place of an argument on the command line, or of the flag that
// begins with it, with its value where that is wanted.
func (c *console) argument(arg string, value bool) diagnose.Position {
	_, at, length := c.typed()
	i := slices.Index(c.args, arg)
	if i < 0 {
		i = slices.IndexFunc(c.args, func(a string) bool { return isFlag(a, arg) })
	}
	if i < 0 {
		return diagnose.Position{File: commandLine}
	}
	end := at[i] + length[i]
	whole := c.args[i] == arg || len(c.args[i]) == 2 // -j as well as --jobs
	if value && whole && strings.HasPrefix(arg, "-") && i+1 < len(c.args) && !strings.HasPrefix(c.args[i+1], "-") {
		end = at[i+1] + length[i+1] // the flag and its value
	}
	return diagnose.Position{File: commandLine, Line: 1, Column: at[i] + 1, Length: end - at[i]}
}

// isFlag reports whether an argument gives a flag: --draws=3 for --draws, -j0
// for -j, and -j for --jobs, which is all that the parser says of it.
func isFlag(arg, flag string) bool {
	if strings.HasPrefix(flag, "--") {
		return strings.HasPrefix(arg, flag+"=") ||
			len(arg) > 1 && arg[0] == '-' && arg[1] != '-' && len(flag) > 2 && arg[1] == flag[2]
	}
	return strings.HasPrefix(flag, "-") && strings.HasPrefix(arg, flag)
}

// messageFormat is the format that --format asks for, wherever it stands; it
// is needed before flags are understood.
func messageFormat(args []string) diagnose.Format {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--format=")
		if arg == "--format" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if !ok {
			continue
		}
		if format, err := diagnose.ParseFormat(value); err == nil {
			return format
		}
	}
	return diagnose.Full
}

// complain shows an error as a message, in the format that was asked for.
func (c *console) complain(cmd *cobra.Command, err error) {
	line, _, _ := c.typed()
	format := messageFormat(c.args)
	list := diagnose.List{c.inWords(err)}
	text := func(file string) []string {
		if file == commandLine {
			return []string{line}
		}
		return nil
	}
	// When not even standard error can be written to, nobody is told.
	_ = diagnose.Render(c.err, format, list, text, c.errColor)
	if w, ok := errors.AsType[*wrong](err); ok && w.usage && format == diagnose.Full && cmd != nil {
		fmt.Fprintf(c.err, "\nRun '%s --help' for the ways to use it.\n", cmd.CommandPath())
	}
}

// parseFormat reads what --format says of diagnostics.
func parseFormat(name string) (diagnose.Format, error) {
	format, err := diagnose.ParseFormat(name)
	if err != nil {
		known := []string{"full", "concise", "json", "github"}
		w := flagValue("--format", fmt.Sprintf("--format cannot be %q", name), "one of "+strings.Join(known, ", "))
		if near := diagnose.Nearest(name, known); near != "" {
			w.hint = "did you mean " + near + "?"
		}
		return 0, w
	}
	return format, nil
}

// atMost refuses more arguments than that, and names what they would be.
func atMost(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		w := &wrong{code: codeArguments, arg: args[n], usage: true, summary: fmt.Sprintf("%s takes one %s at a time", cmd.CommandPath(), what)}
		if n == 0 {
			w.summary = cmd.CommandPath() + " takes no arguments"
		}
		return w
	}
}

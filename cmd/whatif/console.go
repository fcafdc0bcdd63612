package main

import (
	"fmt"
	"io"
	"os"

	"github.com/fatih/color"
	"golang.org/x/term"
)

// console is where a command's words go: data to out, messages to err.
type console struct {
	out, err           io.Writer
	outColor, errColor bool
	errTerminal        bool     // a progress bar makes sense
	args               []string // as they were typed, for messages about them
}

func newConsole(out, err *os.File) *console {
	colors := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return &console{
		out: out, err: err,
		outColor:    colors && term.IsTerminal(int(out.Fd())),
		errColor:    colors && term.IsTerminal(int(err.Fd())),
		errTerminal: term.IsTerminal(int(err.Fd())),
	}
}

// note prints a message.
func (c *console) note(format string, args ...any) {
	fmt.Fprintf(c.err, format+"\n", args...)
}

// paint colours text where colours are wanted.
func paint(on bool, text string, attributes ...color.Attribute) string {
	if !on {
		return text
	}
	p := color.New(attributes...)
	p.EnableColor()
	return p.Sprint(text)
}

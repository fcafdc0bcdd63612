package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/fatih/color"
	"golang.org/x/term"
)

// console is where a command's words go: data to out, messages to err.
type console struct {
	out, err           io.Writer
	outColor, errColor bool
	errTerminal        bool     // a progress bar makes sense
	args               []string // as they were typed, for messages about them

	mu  sync.Mutex
	bar *progress // on the terminal now; nil for none
}

func newConsole(out, err *os.File) *console {
	capable := os.Getenv("TERM") != "dumb"
	colors := os.Getenv("NO_COLOR") == "" && capable
	outTerminal, errTerminal := term.IsTerminal(int(out.Fd())), term.IsTerminal(int(err.Fd()))
	return &console{
		out: out, err: err,
		outColor:    colors && outTerminal,
		errColor:    colors && errTerminal,
		errTerminal: capable && errTerminal,
	}
}

// note prints a message. A progress bar makes room for it.
func (c *console) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...) + "\n"
	c.mu.Lock()
	bar := c.bar
	c.mu.Unlock()
	if bar != nil {
		bar.aside(strings.TrimPrefix(text, "\n"))
		return
	}
	fmt.Fprint(c.err, text)
}

// setBar makes a progress bar the one that messages go round; nil for none.
func (c *console) setBar(bar *progress) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bar = bar
}

// columns is how wide a terminal is that w writes to; false where there is none
// or where it does not say.
func columns(w io.Writer) (int, bool) {
	file, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	width, _, err := term.GetSize(int(file.Fd()))
	return width, err == nil && width > 0
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

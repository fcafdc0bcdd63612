package diagnose

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// tabWidth is how many columns a tab is shown as; the caret follows it.
const tabWidth = 4

// widest is how many columns of a line are shown around the caret.
const widest = 160

// painter writes diagnostics for people, in the manner of rustc.
type painter struct {
	color bool
	text  func(file string) []string
	b     *strings.Builder
}

const (
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	cyan   = "1;36"
	bold   = "1"
)

func (p painter) paint(style, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

func (p painter) full(d Diagnostic) {
	style := red
	if d.Severity == Warning {
		style = yellow
	}
	fmt.Fprintf(p.b, "%s%s\n", p.paint(style, fmt.Sprintf("%s[%s]", d.Severity, d.Code)), p.paint(bold, ": "+printable(d.Summary)))
	width := p.gutter(d)
	p.snippet(d.At, width, style, '^')
	pad := strings.Repeat(" ", width)
	p.remark(pad, "expected", d.Expected)
	p.remark(pad, "help", d.Hint)
	for _, r := range d.Related {
		fmt.Fprintf(p.b, "%s%s: %s\n", pad, p.paint(cyan, "note"), printable(r.Note))
		p.snippet(r.At, width, blue, '-')
	}
}

// gutter is the width of the widest line number that d shows.
func (p painter) gutter(d Diagnostic) int {
	width := len(strconv.Itoa(d.At.Line))
	for _, r := range d.Related {
		width = max(width, len(strconv.Itoa(r.At.Line)))
	}
	return width
}

func (p painter) remark(pad, label, text string) {
	if text == "" {
		return
	}
	lines := strings.Split(text, "\n")
	indent := "\n" + pad + "   " + strings.Repeat(" ", len(label)+2)
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	fmt.Fprintf(p.b, "%s %s %s: %s\n", pad, p.paint(blue, "="), p.paint(bold, label), strings.Join(lines, indent))
}

// snippet writes the place, the line and a run of marks under the columns.
func (p painter) snippet(at Position, width int, style string, mark rune) {
	pad := strings.Repeat(" ", width)
	fmt.Fprintf(p.b, "%s%s %s\n", pad, p.paint(blue, "-->"), place(at))
	line, ok := p.line(at)
	if !ok {
		return
	}
	before, marked, after := split(line, at)
	bar := p.paint(blue, "|")
	shownBefore := show(before, 0)
	start := uniseg.StringWidth(shownBefore)
	shownMarked := show(marked, start)
	length := max(uniseg.StringWidth(shownMarked), 1)
	shownAfter := show(after, start+length)
	shownBefore, shownMarked, shownAfter = window(shownBefore, shownMarked, shownAfter)
	start, length = uniseg.StringWidth(shownBefore), max(uniseg.StringWidth(shownMarked), 1)
	number := p.paint(blue, fmt.Sprintf("%*d", width, at.Line))
	fmt.Fprintf(p.b, "%s %s\n", pad, bar)
	fmt.Fprintf(p.b, "%s %s %s\n", number, bar, strings.TrimRight(shownBefore+shownMarked+shownAfter, " "))
	fmt.Fprintf(p.b, "%s %s %s%s\n", pad, bar, strings.Repeat(" ", start), p.paint(style, strings.Repeat(string(mark), length)))
}

func (p painter) line(at Position) (string, bool) {
	if at.Line <= 0 || p.text == nil {
		return "", false
	}
	lines := p.text(at.File)
	if at.Line > len(lines) {
		return "", false
	}
	return strings.TrimRight(lines[at.Line-1], "\r\n"), true
}

// split cuts a line at the columns of a position, which may lie beyond it.
func split(line string, at Position) (before, marked, after string) {
	runes := []rune(line)
	from := min(max(at.Column-1, 0), len(runes))
	to := min(from+max(at.Length, 1), len(runes))
	return string(runes[:from]), string(runes[from:to]), string(runes[to:])
}

// show expands tabs, for text that begins at a column, and replaces what a
// terminal would act on.
func show(s string, column int) string {
	var b strings.Builder
	for _, part := range strings.SplitAfter(s, "\t") {
		text := printable(strings.TrimSuffix(part, "\t"))
		b.WriteString(text)
		column += uniseg.StringWidth(text)
		if strings.HasSuffix(part, "\t") {
			n := tabWidth - column%tabWidth
			b.WriteString(strings.Repeat(" ", n))
			column += n
		}
	}
	return b.String()
}

// window cuts a long line down to what lies around the marked part.
func window(before, marked, after string) (string, string, string) {
	if uniseg.StringWidth(before)+uniseg.StringWidth(marked)+uniseg.StringWidth(after) <= widest {
		return before, marked, after
	}
	b, m, a := []rune(before), []rune(marked), []rune(after)
	if len(b) > widest/4 {
		b = append([]rune("..."), b[len(b)-widest/4:]...)
	}
	if len(m) > widest/2 {
		m = append(m[:widest/2:widest/2], []rune("...")...)
	}
	if room := max(widest-len(b)-len(m), 0); len(a) > room {
		a = append(a[:room:room], []rune("...")...)
	}
	return string(b), string(m), string(a)
}

// printable replaces control characters, so that no file can steer a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Cf, r) && r != '\u200d' {
			return '\uFFFD'
		}
		return r
	}, s)
}

// oneLine is s without line breaks and control characters.
func oneLine(s string) string {
	return printable(strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", " "))
}

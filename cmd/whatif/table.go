package main

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"
)

// table lays out rows of cells: the first column to the left, the others to
// the right.
type table struct {
	rows [][]string
	left bool // all columns to the left
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// widths are those of the columns, in columns of the terminal.
func (t *table) widths() []int {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	return widths
}

// width is that of the widest line.
func (t *table) width() int {
	n := 0
	for _, w := range t.widths() {
		n += 2 + w
	}
	return n
}

// write adds the table to b, indented by two. Where it is wider than the screen,
// a first cell that is too long stands on a line of its own.
func (t *table) write(b *strings.Builder) {
	widths := t.widths()
	if over := t.width() - screen; over > 0 && !t.left {
		widths[0] = max(widths[0]-over, 0)
	}
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			switch {
			case i == len(row)-1 && t.left:
				line.WriteString("  " + cell)
			case i == 0 && !t.left && uniseg.StringWidth(cell) > widths[0]:
				line.WriteString("  " + cell + "\n  " + strings.Repeat(" ", widths[0]))
			case i == 0 || t.left:
				line.WriteString("  " + cell + strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)))
			default:
				fmt.Fprintf(&line, "  %*s", widths[i], cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

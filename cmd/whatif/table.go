package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// table lays out rows of cells: the first column to the left, the others to
// the right.
type table struct {
	rows [][]string
	left bool // all columns to the left
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// write adds the table to b, indented by two.
func (t *table) write(b *strings.Builder) {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(row)-1 && t.left {
				b.WriteString("  " + cell)
			} else if i == 0 || t.left {
				fmt.Fprintf(b, "  %-*s", widths[i], cell)
			} else {
				fmt.Fprintf(b, "  %*s", widths[i], cell)
			}
		}
		b.WriteByte('\n')
	}
}

package main

import (
	"strings"

	"github.com/rivo/uniseg"
)

// screen is how many columns words are fitted into. It is the same whatever the
// terminal, so that output can be compared.
const screen = 80

// hang writes a text after a head, wrapped at the screen's width, its further
// lines below its first.
func hang(head, text string) string {
	var b strings.Builder
	b.WriteString(head)
	indent := uniseg.StringWidth(head)
	column, first := indent, true
	for _, word := range strings.Fields(text) {
		width := uniseg.StringWidth(word)
		if !first && column+1+width > screen {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column, first = indent, true
		}
		if !first {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column, first = column+width, false
	}
	b.WriteByte('\n')
	return b.String()
}

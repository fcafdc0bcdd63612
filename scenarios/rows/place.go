package rows

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"whatif/scenarios/diagnose"
)

// Column is the index of the column of that name, or -1.
func (t *Table) Column(name string) int {
	if name == "" {
		return -1
	}
	return slices.Index(t.Names, name)
}

// Named are the names of the columns that have one.
func (t *Table) Named() []string {
	return slices.DeleteFunc(slices.Clone(t.Names), func(s string) bool { return s == "" })
}

// Header is where the columns are named.
func (t *Table) Header() diagnose.Position { return t.line(t.header) }

// At is the place of a cell. Of one that begins below the line of its row, in a
// file with line breaks inside quotes, it is the row's line.
func (t *Table) At(row, column int) diagnose.Position { return t.cell(t.lines[row], column) }

// line is the place of a whole line.
func (t *Table) line(n int) diagnose.Position {
	length := 1
	if n >= 1 && n <= len(t.Lines) {
		length = max(utf8.RuneCountInString(t.Lines[n-1]), 1)
	}
	return diagnose.Position{File: t.File, Line: n, Column: 1, Length: length}
}

// cell is the place of a cell of the row that begins on a line, without the
// blanks around it.
func (t *Table) cell(line, column int) diagnose.Position {
	if line < 1 || line > len(t.Lines) {
		return diagnose.Position{File: t.File}
	}
	text := []rune(t.Lines[line-1])
	from, to, index, quoted, found := 0, len(text), 0, false, column == 0
	for i, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r != t.separator || quoted {
			continue
		}
		if index == column {
			to = i
			break
		}
		index, from = index+1, i+1
		found = index == column
	}
	if !found {
		return t.line(line)
	}
	for to > from && unicode.IsSpace(text[to-1]) {
		to--
	}
	for from < to && unicode.IsSpace(text[from]) {
		from++
	}
	return diagnose.Position{File: t.File, Line: line, Column: from + 1, Length: max(to-from, 1)}
}

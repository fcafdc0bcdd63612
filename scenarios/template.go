package scenarios

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/rows"
	"whatif/scenarios/source"
)

// piece is a part of a text with columns in it: what is written, or, where
// column is not negative, a cell of the row.
type piece struct {
	written string
	column  int
}

// template is a node of a fleet's twin, prepared for making it from every row.
type template struct {
	node   *source.Node
	name   []piece // nil where the name is as it is written
	text   []piece // of a text with columns in it
	list   []*template
	table  []*template
	spoilt bool         // the name is wrong, which is said
	broken bool         // the text is
	shared *source.Node // where it is the same for every row
}

// everyRow is the origin of what a template says to all rows alike.
type everyRow struct{}

// Related says that no row is to blame.
func (everyRow) Related() (diagnose.Related, bool) { return diagnose.Related{}, false }

// brokenText is the origin of what a text gave whose mistake is reported.
type brokenText struct{ everyRow }

func (brokenText) isFaulted() bool { return true }

// cell is the origin of what a template made from a row. A cell that is wrong
// is reported once, not for every text that is made from it.
type cell struct {
	table       *rows.Table
	row, column int
	note        string
	wrong       bool
}

// Related is the cell's place in the fleet's file.
func (c *cell) Related() (diagnose.Related, bool) {
	return diagnose.Related{At: c.table.At(c.row, c.column), Note: c.note}, true
}

func (c *cell) isFaulted() bool { return c.wrong }

// compiler prepares templates; what is wrong with them is reported once.
type compiler struct {
	*report
	table *rows.Table
	used  []bool // columns that some text is made from
}

// compile prepares a node with all below it.
func (c *compiler) compile(n *source.Node) *template {
	t := &template{node: n}
	same := true
	if n.Name != "" {
		t.name, t.spoilt = c.split(n.Name, n.Key)
		same = t.name == nil
	}
	switch v := n.Value.(type) {
	case string:
		t.text, t.broken = c.split(v, n.At)
		same = same && t.text == nil
	case []*source.Node:
		for _, e := range v {
			below := c.compile(e)
			t.list = append(t.list, below)
			same = same && below.shared != nil
		}
	case *source.Table:
		for _, e := range v.Nodes() {
			below := c.compile(e)
			t.table = append(t.table, below)
			same = same && below.shared != nil
		}
	}
	if same {
		t.shared = t.share()
	}
	return t
}

// share is the one node for all rows.
func (t *template) share() *source.Node {
	n := *t.node
	n.Key.Origin, n.At.Origin = everyRow{}, everyRow{}
	switch n.Value.(type) {
	case []*source.Node:
		list := make([]*source.Node, len(t.list))
		for i, e := range t.list {
			list[i] = e.shared
		}
		n.Value = list
	case *source.Table:
		table := source.NewTable()
		for _, e := range t.table {
			table.Put(e.shared)
		}
		n.Value = table
	}
	return &n
}

// split cuts a text at the columns in it, {column}; {{ and }} are braces. It is
// nil where there is nothing to replace.
func (c *compiler) split(text string, at diagnose.Position) (pieces []piece, wrong bool) {
	if !strings.ContainsAny(text, "{}") {
		return nil, false
	}
	before := c.list.Errors()
	pieces = c.pieces(text, at)
	return pieces, c.list.Errors() > before
}

func (c *compiler) pieces(text string, at diagnose.Position) []piece {
	out := []piece{}
	written := ""
	runes := []rune(text)
	place := func(from, length int) diagnose.Position {
		quotes := at.Length - len(runes) // of a text, or none around a bare key
		if quotes != 0 && quotes != 2 {
			return at // escapes: the runes are elsewhere
		}
		return at.Within(from+quotes/2, length)
	}
	for i := 0; i < len(runes); i++ {
		switch {
		case runes[i] != '{' && runes[i] != '}':
			written += string(runes[i])
		case i+1 < len(runes) && runes[i+1] == runes[i]:
			written += string(runes[i])
			i++
		case runes[i] == '}':
			c.fail(codeFleet, place(i, 1), "a } stands alone", "{column}, or }} for a brace itself", "")
		default:
			length := 0
			for i+length < len(runes) && runes[i+length] != '}' {
				length++
			}
			if i+length == len(runes) {
				c.fail(codeFleet, place(i, length), "a { is not closed", "{column}, or {{ for a brace itself", "")
				return append(out, piece{written + string(runes[i:]), -1})
			}
			name := strings.TrimSpace(string(runes[i+1 : i+length]))
			column := c.table.Column(name)
			if column < 0 {
				c.fail(codeFleet, place(i, length+1), fmt.Sprintf("the fleet's file has no column %q", name), nearby(name, c.table.Named()), didYouMean(name, c.table.Named()))
			} else {
				c.used[column] = true
				if written != "" {
					out = append(out, piece{written, -1})
				}
				out, written = append(out, piece{"", column}), ""
			}
			i += length
		}
	}
	if written != "" || len(out) == 0 {
		out = append(out, piece{written, -1})
	}
	return out
}

// row is a row of a fleet while its twins are made.
type row struct {
	*report
	cells  []string
	origin []*cell // by column; nil for those that nothing is made from
}

// fill makes a text, and tells which cell it was made from first; nil for none.
func (r *row) fill(pieces []piece) (string, *cell) {
	var b strings.Builder
	var from *cell
	for _, p := range pieces {
		if p.column < 0 {
			b.WriteString(p.written)
			continue
		}
		b.WriteString(r.cells[p.column])
		if origin := r.origin[p.column]; from == nil || origin.wrong {
			from = origin
		}
	}
	return b.String(), from
}

// make is the node of a template for the row.
func (r *row) make(t *template) *source.Node {
	if t.shared != nil {
		return t.shared
	}
	n := *t.node
	n.Key.Origin, n.At.Origin = everyRow{}, everyRow{}
	if t.name != nil {
		name, from := r.fill(t.name)
		n.Name = name
		if from != nil {
			n.Key.Origin = from
		}
	}
	switch {
	case t.text != nil:
		text, from := r.fill(t.text)
		n.Value = text
		if from != nil {
			n.At.Origin = from
		}
		if len(t.text) == 1 && from != nil {
			n.Value = plainly(text)
		}
		if t.broken {
			n.At.Origin = brokenText{}
		}
		if n.Name == "" { // an element of a list: its key is itself
			n.Key = n.At
		}
	case t.list != nil:
		list := make([]*source.Node, len(t.list))
		for i, e := range t.list {
			list[i] = r.make(e)
		}
		n.Value = list
	case t.table != nil:
		table := source.NewTable()
		for _, e := range t.table {
			table.Put(r.make(e))
		}
		n.Value = table
	}
	return &n
}

var bareNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// plainly is the value of a cell that stands alone in its text: true, false or
// a number without unit, and otherwise the text.
func plainly(text string) any {
	switch text {
	case "true":
		return true
	case "false":
		return false
	}
	if !bareNumber.MatchString(text) {
		return text
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		return whole
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return x
	}
	return text
}

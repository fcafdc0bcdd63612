// Package source reads a TOML file into a tree that remembers where every key
// and every value was written, so that whatever is wrong with one can be shown
// in its place.
package source

import (
	"slices"
	"time"

	"whatif/scenarios/diagnose"
)

// Node is a key with its value, or an element of a list (Name "").
//
// Value is one of string, int64, float64, bool, time.Time (with an offset),
// LocalDateTime, LocalDate, LocalTime, []*Node or *Table.
type Node struct {
	Name  string
	Key   diagnose.Position // of the name; of an element of a list: of the element
	At    diagnose.Position // of the value; of a table with a header: of its name there
	Value any
}

// LocalDateTime is a date and time of day without an offset, in the fields of
// a UTC time.
type LocalDateTime struct{ time.Time }

// LocalDate is a date without an offset, at midnight UTC.
type LocalDate struct{ time.Time }

// LocalTime is a time of day without a date, on 1 January of the year 0, UTC.
type LocalTime struct{ time.Time }

// Table is the value of a TOML table. It keeps the order of the file.
type Table struct {
	nodes []*Node
	index map[string]int
}

// NewTable is an empty table.
func NewTable() *Table { return &Table{index: map[string]int{}} }

// Get is the node of that name, or nil. It may be called on a nil table.
func (t *Table) Get(name string) *Node {
	if t == nil {
		return nil
	}
	if i, ok := t.index[name]; ok {
		return t.nodes[i]
	}
	return nil
}

// Nodes are the nodes in the order of the file; not to be changed.
func (t *Table) Nodes() []*Node {
	if t == nil {
		return nil
	}
	return t.nodes
}

// Names are the names in the order of the file.
func (t *Table) Names() []string {
	names := make([]string, 0, len(t.Nodes()))
	for _, n := range t.Nodes() {
		names = append(names, n.Name)
	}
	return names
}

// Put sets the node of n's name, at its old place in the order if there is
// one.
func (t *Table) Put(n *Node) {
	if i, ok := t.index[n.Name]; ok {
		t.nodes[i] = n
		return
	}
	t.index[n.Name] = len(t.nodes)
	t.nodes = append(t.nodes, n)
}

// Drop removes the node of that name.
func (t *Table) Drop(name string) {
	i, ok := t.index[name]
	if !ok {
		return
	}
	t.nodes = slices.Delete(slices.Clone(t.nodes), i, i+1)
	delete(t.index, name)
	for j := i; j < len(t.nodes); j++ {
		t.index[t.nodes[j].Name] = j
	}
}

// Copy is a table with the same nodes: putting into it leaves t as it was.
func (t *Table) Copy() *Table {
	out := NewTable()
	for _, n := range t.Nodes() {
		out.Put(n)
	}
	return out
}

// Table is the node's value as a table, or nil. It may be called on nil.
func (n *Node) Table() *Table {
	if n == nil {
		return nil
	}
	t, _ := n.Value.(*Table)
	return t
}

// Merge lays overlay over base: tables merge key by key, anything else is
// replaced. Neither is touched, and every node keeps the place where it was
// written. Either may be nil.
func Merge(base, overlay *Table) *Table {
	out := base.Copy()
	for _, over := range overlay.Nodes() {
		under := out.Get(over.Name)
		if under.Table() == nil || over.Table() == nil {
			out.Put(over)
			continue
		}
		merged := *under
		merged.Value = Merge(under.Table(), over.Table())
		out.Put(&merged)
	}
	return out
}

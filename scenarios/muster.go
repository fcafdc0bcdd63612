package scenarios

import (
	"fmt"
	"slices"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/rows"
	"whatif/scenarios/source"
)

// muster makes the twins of one fleet.
type muster struct {
	*report
	loader    *loader
	fleet     *source.Node
	table     *rows.Table
	key       int               // the column that names a row
	at        diagnose.Position // of the key that names it
	templates []*template
	used      []bool
	twins     *source.Table
}

// all makes the twins of the rows that the filters pick. It is false where
// there are too many.
func (m *muster) all(filters []pick, where *source.Node) bool {
	any := false
	seen := map[string]int{}
	for i, cells := range m.table.Cells {
		if slices.ContainsFunc(filters, func(f pick) bool { return cells[f.column] != f.text }) {
			continue
		}
		any = true
		if !m.named(i, cells, seen) {
			continue
		}
		if len(m.twins.Nodes())+len(m.templates) > mostMembers {
			m.fail(codeSize, m.fleet.Key, fmt.Sprintf("the fleets make more than %d twins", mostMembers), "", "")
			return false
		}
		m.row(i, cells)
	}
	if !any && where != nil {
		m.add(diagnose.Diagnostic{Code: codeFleet, At: where.At, Summary: "where picks no row of the fleet's file",
			Related: []diagnose.Related{{At: m.table.Header(), Note: "the columns"}}})
	}
	return true
}

// named reports whether a row has a name of its own.
func (m *muster) named(i int, cells []string, seen map[string]int) bool {
	name := cells[m.key]
	at := m.at
	at.Origin = &cell{table: m.table, row: i, column: m.key, note: m.note(cells[m.key])}
	if name == "" {
		m.fail(codeFleet, at, fmt.Sprintf("a row has no %s", m.label(m.key)), "a name in every row", "")
		return false
	}
	if first, twice := seen[name]; twice {
		m.add(diagnose.Diagnostic{Code: codeFleet, At: at, Summary: fmt.Sprintf("two rows have the %s %q", m.label(m.key), name), Hint: "give each row a name of its own",
			Related: []diagnose.Related{{At: m.table.At(first, m.key), Note: "the first"}}})
		return false
	}
	seen[name] = i
	return true
}

func (m *muster) note(name string) string {
	if name == "" {
		return "a row of fleet." + m.fleet.Name
	}
	return fmt.Sprintf("the row %q of fleet.%s", name, m.fleet.Name)
}

// label is how a column is spoken of.
func (m *muster) label(column int) string {
	if name := m.table.Names[column]; name != "" {
		return name
	}
	return fmt.Sprintf("column %d", column+1)
}

// row makes the twins of a row.
func (m *muster) row(i int, cells []string) {
	r := &row{report: m.report, cells: cells, origin: make([]*cell, len(cells))}
	for column, used := range m.used {
		if used {
			r.origin[column] = &cell{table: m.table, row: i, column: column, note: m.note(cells[m.key])}
		}
	}
	for _, t := range m.templates {
		m.empties(r, t)
	}
	for _, t := range m.templates {
		n := r.make(t)
		first := m.twins.Get(n.Name)
		switch {
		case !validName(n.Name):
			m.fail(codeBadName, n.Key, fmt.Sprintf("%q cannot be the name of a twin", n.Name), "letters, digits, _ and -", "")
			m.fault(n)
		case first != nil:
			d := diagnose.Diagnostic{Code: codeFleet, At: n.Key, Summary: fmt.Sprintf("there is a twin %q already", n.Name), Related: []diagnose.Related{{At: first.Key, Note: "the other one"}}}
			if first.Key.Origin != nil {
				if other, ok := first.Key.Origin.Related(); ok {
					d.Related = append(d.Related, other)
				}
			}
			m.add(d)
			m.fault(n)
		default:
			m.twins.Put(n)
			m.loader.fleets.members[n.Name] = member{m.fleet.Name, t.node.Name}
		}
	}
}

// fault marks the cell that a name was made from as wrong: what refers to the
// name is not reported as well.
func (m *muster) fault(n *source.Node) {
	if c, ok := n.Key.Origin.(*cell); ok {
		c.wrong = true
	}
}

// empties reports the cells without text that a template is made from.
func (m *muster) empties(r *row, t *template) {
	check := func(pieces []piece, at diagnose.Position) {
		for _, p := range pieces {
			if p.column < 0 || r.cells[p.column] != "" || r.origin[p.column].wrong {
				continue
			}
			at.Origin = r.origin[p.column]
			m.fail(codeFleet, at, fmt.Sprintf("a row has no %s", m.label(p.column)), "a text in every row", "fill in the cell, or leave the row out with where")
			r.origin[p.column].wrong = true
		}
	}
	check(t.name, t.node.Key)
	check(t.text, t.node.At)
	for _, e := range t.list {
		m.empties(r, e)
	}
	for _, e := range t.table {
		m.empties(r, e)
	}
}

package scenarios

import (
	"fmt"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/rows"
	"whatif/scenarios/source"
)

// mostMembers bounds the twins that the fleets of a scenario make.
const mostMembers = 300_000

// fleets is what the loader knows of fleets: their files, and which template
// made a twin.
type fleets struct {
	plain   *source.Table         // the file's tables before its fleets are expanded
	files   map[string]*fleetFile // by path
	members map[string]member     // by name
	last    string                // what the tables below were made for
	tables  *source.Table
}

func newFleets() *fleets {
	return &fleets{files: map[string]*fleetFile{}, members: map[string]member{}}
}

// member is which template made a twin.
type member struct{ fleet, template string }

// expanded is a study's tables with the members of its fleets among the twins.
func (l *loader) expanded(t *source.Table) *source.Table {
	if t.Get("fleet") == nil {
		return t
	}
	twins := source.NewTable()
	made := &source.Node{Name: "twin", Key: t.Get("fleet").Key, At: t.Get("fleet").At}
	if n := t.Get("twin"); n != nil {
		if n.Table() == nil {
			return t // which is said where twins are read
		}
		*made = *n
		twins = n.Table().Copy()
	}
	for _, n := range l.named(t.Get("fleet"), "fleet") {
		if !l.fleet(n, twins) {
			break
		}
	}
	made.Value = twins
	out := t.Copy()
	if len(twins.Nodes()) > 0 {
		out.Put(made)
	}
	return out
}

// fleet adds the twins of one fleet. It is false where there are too many.
func (l *loader) fleet(n *source.Node, twins *source.Table) bool {
	f, ok := l.section(n, "[fleet."+n.Name+"]")
	if !ok {
		return true
	}
	table := l.fleetTable(f)
	name, where, twin := f.get("name"), f.get("where"), f.get("twin")
	f.done()
	var picked map[string]string
	if where != nil {
		picked = l.picked(where)
	}
	if twin == nil || twin.Table() != nil && len(twin.Table().Nodes()) == 0 {
		l.fail(codeMissing, f.at, f.what+" makes no twins", "", "add [fleet."+n.Name+".twin.\"{"+firstColumn(table)+"}\"]")
	}
	templates, isTable := l.section(twin, "[fleet."+n.Name+".twin]")
	if table == nil || !isTable {
		return true
	}
	c := &compiler{report: l.report, table: table, used: make([]bool, len(table.Names))}
	var compiled []*template
	for _, e := range templates.table.Nodes() {
		if _, ok := l.section(e, "[fleet."+n.Name+".twin."+quotedName(e.Name)+"]"); !ok {
			continue
		}
		t := c.compile(e)
		switch {
		case t.spoilt:
			continue
		case t.name == nil:
			l.fail(codeFleet, e.Key, fmt.Sprintf("every row would make a twin of the same name, %q", e.Name), fmt.Sprintf("a name with a column in it, such as \"{%s}\"", firstColumn(table)), "")
			continue
		}
		compiled = append(compiled, t)
	}
	key := l.fleetColumn(table, name, "name", 0)
	filters := l.filters(table, where, picked)
	if key < 0 || where != nil && filters == nil {
		return true
	}
	at := n.Key
	if name != nil {
		at = name.At
	}
	m := &muster{report: l.report, loader: l, fleet: n, table: table, key: key, at: at, templates: compiled, used: c.used, twins: twins}
	return m.all(filters, where)
}

// firstColumn is a column to name in examples.
func firstColumn(t *rows.Table) string {
	if t != nil && len(t.Named()) > 0 {
		return t.Named()[0]
	}
	return "id"
}

func quotedName(name string) string {
	if validName(name) {
		return name
	}
	return fmt.Sprintf("%q", name)
}

// fleetColumn is the index of the column that a key of a fleet names; otherwise
// where the key is absent, -1 where there is no such column.
func (l *loader) fleetColumn(t *rows.Table, n *source.Node, key string, otherwise int) int {
	if n == nil {
		return otherwise
	}
	name, ok := l.text(n, key)
	if !ok {
		return -1
	}
	column := t.Column(name)
	if column < 0 {
		l.noColumn(t, n, n.At, name)
	}
	return column
}

func (l *loader) noColumn(t *rows.Table, n *source.Node, at diagnose.Position, name string) {
	l.add(diagnose.Diagnostic{Code: codeFleet, At: at, Summary: fmt.Sprintf("the fleet's file has no column %q", name), Expected: oneOf(t.Named()),
		Hint: didYouMean(name, t.Named()), Related: []diagnose.Related{{At: t.Header(), Note: "the columns"}}})
}

// picked reads what where asks of the columns; nil where it says nothing.
func (l *loader) picked(where *source.Node) map[string]string {
	if len(where.Table().Nodes()) == 0 {
		summary := "where is empty"
		if where.Table() == nil {
			summary = fmt.Sprintf("where is %s, not a table", typeOf(where.Value))
		}
		l.fail(codeType, where.At, summary, `a table, such as { kind = "old" }`, "")
		return nil
	}
	texts := map[string]string{}
	for _, n := range where.Table().Nodes() {
		switch n.Value.(type) {
		case string, int64, float64, bool:
			texts[n.Name] = written(n)
		default:
			l.wrongType(n, "where."+n.Name, "a text")
		}
	}
	return texts
}

// pick is a column and the text that it must hold.
type pick struct {
	column int
	text   string
}

// filters are the columns of where; nil where one of them is wrong.
func (l *loader) filters(t *rows.Table, where *source.Node, picked map[string]string) []pick {
	if where != nil && picked == nil {
		return nil
	}
	out := []pick{}
	for _, n := range where.Table().Nodes() {
		text, ok := picked[n.Name]
		column := t.Column(n.Name)
		if column < 0 {
			l.noColumn(t, n, n.Key, n.Name)
		}
		if !ok || column < 0 {
			return nil
		}
		out = append(out, pick{column, text})
	}
	return out
}

// isFleet reports whether a path leads into the fleets.
func isFleet(path []string) bool { return path[0] == "fleet" }

// depthOf is how many names the path of a value has that begins with some:
// twin.NAME.PARAMETER, or fleet.NAME.twin."{id}".PARAMETER.
func depthOf(path []string) int {
	if isFleet(path) && (len(path) < 3 || path[2] == "twin") {
		return depthOfPath + 2
	}
	return depthOfPath
}

// templatePath is how a path into a template is shown.
func templatePath(fleet, template string) string {
	return "fleet." + fleet + ".twin." + quotedName(template)
}

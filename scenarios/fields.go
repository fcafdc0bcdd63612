package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// report gathers diagnostics.
type report struct {
	list  diagnose.List
	asked func(what, key string) // is told of every key that is looked for; nil for nobody
	same  map[mistake]*repeated
}

func (r *report) add(d diagnose.Diagnostic) {
	if d.At.Origin != nil && !r.first(&d) {
		return
	}
	for i := range d.Related {
		d.Related[i].At.Origin = nil
	}
	r.list.Add(d)
}

// fail reports an error; expected and hint may be empty.
func (r *report) fail(code string, at diagnose.Position, summary, expected, hint string) {
	r.add(diagnose.Diagnostic{Code: code, At: at, Summary: summary, Expected: expected, Hint: hint})
}

// warn reports a doubt.
func (r *report) warn(code string, at diagnose.Position, summary, hint string) {
	r.add(diagnose.Diagnostic{Code: code, Severity: diagnose.Warning, At: at, Summary: summary, Hint: hint})
}

// didYouMean is the hint that offers the nearest known name, or "".
func didYouMean(name string, known []string) string {
	if near := diagnose.Nearest(name, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// mostHelped is how many diagnostics come with the names that might have been
// meant: to look them up takes time, and nobody reads so many.
const mostHelped = 300

// alternatives are what could stand in place of a name that is not known: the
// known ones, and the one that was probably meant. known is asked only while
// there are not too many mistakes.
func (r *report) alternatives(name string, known func() []string) (expected, hint string) {
	if len(r.list) >= mostHelped {
		return "", ""
	}
	names := known()
	return oneOf(names), didYouMean(name, names)
}

// oneOf lists names for "expected", sorted when there are many.
func oneOf(known []string) string {
	switch len(known) {
	case 0:
		return ""
	case 1:
		return known[0]
	}
	const most = 24
	if len(known) > most {
		return fmt.Sprintf("one of %s and %d more", strings.Join(known[:most], ", "), len(known)-most)
	}
	return "one of " + strings.Join(known, ", ")
}

// fields reads a table key by key. Every key that was asked for is known; done
// reports the rest.
type fields struct {
	r     *report
	table *source.Table
	at    diagnose.Position
	what  string // such as [twin.north]
	known []string
}

// section begins to read a table. A node that is no table is reported and read
// as an empty one.
func (r *report) section(n *source.Node, what string) (*fields, bool) {
	f := &fields{r: r, table: source.NewTable(), what: what}
	if n == nil {
		return f, false
	}
	f.at = n.Key
	t := n.Table()
	if t == nil {
		hint := ""
		if list, isList := n.Value.([]*source.Node); isList && len(list) > 0 && list[0].Table() != nil {
			hint = "a header such as [twin.north] stands in single brackets"
		}
		r.fail(codeType, n.At, fmt.Sprintf("%s is %s, not a table", what, typeOf(n.Value)), "a table", hint)
		return f, false
	}
	f.table = t
	return f, true
}

// get is the node of a key that may be absent.
func (f *fields) get(key string) *source.Node {
	f.known = append(f.known, key)
	if f.r.asked != nil {
		f.r.asked(f.what, key)
	}
	return f.table.Get(key)
}

// need is the node of a key; its absence is reported with an example of what
// could stand there.
func (f *fields) need(key, example string) *source.Node {
	n := f.get(key)
	if n == nil {
		f.r.fail(codeMissing, f.at, fmt.Sprintf("%s has no %s", f.what, key), "", "add "+key+" = "+example)
	}
	return n
}

// done reports the keys that nobody asked for.
func (f *fields) done() {
	for _, n := range f.table.Nodes() {
		if !slices.Contains(f.known, n.Name) {
			f.r.fail(codeUnknownKey, n.Key, fmt.Sprintf("%s has no key %q", f.what, n.Name), oneOf(f.known), didYouMean(n.Name, f.known))
		}
	}
}

// wrongType reports a value of another type than expected.
func (r *report) wrongType(n *source.Node, name, expected string) {
	r.fail(codeType, n.At, fmt.Sprintf("%s is %s, not %s", name, typeOf(n.Value), expected), expected, "")
}

// typeOf names the type of a value in words.
func typeOf(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case int64:
		return "a whole number"
	case float64:
		return "a number"
	case bool:
		return "true or false"
	case *source.Table:
		return "a table"
	case []*source.Node:
		return "a list"
	}
	return "a time"
}

// validName reports whether a name can stand in paths.
func validName(name string) bool {
	for _, c := range name {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return name != ""
}

// named lists the entries of a section such as [twin.*] whose names are valid;
// the others are reported.
func (r *report) named(n *source.Node, section string) []*source.Node {
	if n == nil {
		return nil
	}
	t := n.Table()
	if t == nil {
		r.wrongType(n, section, "a table")
		return nil
	}
	var out []*source.Node
	for _, e := range t.Nodes() {
		if !validName(e.Name) {
			r.fail(codeBadName, e.Key, fmt.Sprintf("%q cannot be a name", e.Name), "letters, digits, _ and -", "")
			continue
		}
		out = append(out, e)
	}
	return out
}

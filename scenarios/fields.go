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
	return nearby(name, names), didYouMean(name, names)
}

// mostListed is how many names are listed for "expected".
const mostListed = 24

// nearby is oneOf that shows of many names only how many they are and those that
// begin and end most alike.
func nearby(name string, known []string) string {
	const few = 6
	if len(known) <= mostListed {
		return oneOf(known)
	}
	type scored struct {
		name  string
		alike int
	}
	best := make([]scored, 0, few+1)
	for _, k := range known {
		s := scored{k, 0}
		for s.alike < min(len(k), len(name)) && k[s.alike] == name[s.alike] {
			s.alike++
		}
		for end := 1; end <= min(len(k), len(name))-s.alike && k[len(k)-end] == name[len(name)-end]; end++ {
			s.alike++
		}
		at := len(best)
		for at > 0 && (best[at-1].alike < s.alike || best[at-1].alike == s.alike && best[at-1].name > k) {
			at--
		}
		if at < few {
			best = slices.Insert(best, at, s)[:min(len(best)+1, few)]
		}
	}
	var names []string
	for _, b := range best {
		names = append(names, b.name)
	}
	return fmt.Sprintf("one of %d, such as %s", len(known), strings.Join(names, ", "))
}

// oneOf lists names for "expected", sorted when there are many.
func oneOf(known []string) string {
	switch len(known) {
	case 0:
		return ""
	case 1:
		return known[0]
	}
	if len(known) > mostListed {
		return fmt.Sprintf("one of %s and %d more", strings.Join(known[:mostListed], ", "), len(known)-mostListed)
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
	lacks []lack
	alias map[string]string // what others call a key
}

// lack is a key that is missing, and what was said of it.
type lack struct{ key, summary string }

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
		f.lack(key, fmt.Sprintf("%s has no %s", f.what, key), "", "add "+key+" = "+example)
	}
	return n
}

// lack reports that a key is missing, unless done finds it misspelt.
func (f *fields) lack(key, summary, expected, hint string) {
	f.lacks = append(f.lacks, lack{key, summary})
	f.r.fail(codeMissing, f.at, summary, expected, hint)
}

// done reports the keys that nobody asked for. Where one of them is a missing
// key misspelt, that one mistake is said once.
func (f *fields) done() {
	for _, n := range f.table.Nodes() {
		if slices.Contains(f.known, n.Name) {
			continue
		}
		near, other := f.alias[n.Name]
		if !other {
			near = diagnose.Nearest(n.Name, f.known)
		}
		hint := ""
		if near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		if i := slices.IndexFunc(f.lacks, func(l lack) bool { return l.key == near }); i >= 0 {
			f.r.takeBack(codeMissing, f.at, f.lacks[i].summary, len(f.lacks) == 1)
			f.lacks = slices.Delete(f.lacks, i, i+1)
		}
		f.r.fail(codeUnknownKey, n.Key, fmt.Sprintf("%s has no key %q", f.what, n.Name), oneOf(f.known), hint)
	}
}

// takeBack drops what was said last of a place, since it is said better now.
// Of the rows of a fleet that make the same mistake the last is no longer
// counted; that is possible only where it alone was wrong there.
func (r *report) takeBack(code string, at diagnose.Position, summary string, alone bool) {
	if at.Origin != nil {
		all := r.same[mistake{code, withoutOrigin(at)}]
		row, known := at.Origin.Related()
		if !alone || all == nil || !known {
			return
		}
		row.At.Origin = nil
		delete(all.order, row.At)
	}
	at = withoutOrigin(at)
	for i := len(r.list) - 1; i >= 0; i-- {
		if d := &r.list[i]; d.Code == code && d.At == at && d.Summary == summary {
			r.list = slices.Delete(r.list, i, i+1)
			return
		}
	}
}

func withoutOrigin(at diagnose.Position) diagnose.Position {
	at.Origin = nil
	return at
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

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models/equation"
	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// ownLaw is the law that a planner wrote for a twin, and where its parts stand.
type ownLaw struct {
	*equation.Law
	nodes  map[string]*source.Node // by key: area, der.level, guard.overflow.when
	names  map[string]*source.Node // who gives a name, by the name
	broken map[string]bool         // parameters of which nothing is known
}

// laws reads the laws that planners wrote, once all twins are known by name: what a
// parameter measures may be for another law to say.
func (d *decoder) laws() {
	way := &equation.Way{}
	var all []*entity
	for _, e := range d.twins {
		if e.kind != nil && e.kind.Open {
			e.law = d.law(e)
			e.law.Way = way
			e.law.Given = func(name string) (formula.Meaning, bool) { return d.given(e, name) }
			all = append(all, e)
		}
	}
	for _, e := range all {
		for _, m := range e.law.Check() {
			d.mistaken(e, m)
		}
		for _, name := range e.law.Unused() {
			if !e.law.broken[name] && d.asInFile(e) {
				d.warn(codeUnused, e.law.nodes[name].Key, fmt.Sprintf("no formula of twin.%s names %s", e.name, name), "")
			}
		}
	}
	for _, e := range all {
		e.kind = e.law.Kind()
		d.oneUnit(e)
	}
}

// asInFile reports whether all formulas of a law are the file's own, and not those of a
// copy or of an overlay, which may leave parameters aside.
func (d *decoder) asInFile(e *entity) bool {
	for key, n := range e.law.nodes {
		before := d.base.Find(append([]string{"twin", e.name}, strings.Split(key, ".")...)...)
		if before.Table() != nil && strings.HasPrefix(key, "output.") {
			before = before.Table().Get("formula")
		}
		if strings.Contains(key, ".") && (before == nil || before.At != n.At) {
			return false
		}
	}
	return d.base.Find("twin", e.name, "like") == nil
}

// given is what a parameter of a law measures: its quantity does, or what it leads to.
func (d *decoder) given(e *entity, name string) (formula.Meaning, bool) {
	n := e.law.nodes[name]
	if n == nil || e.law.broken[name] {
		return formula.Meaning{}, false
	}
	if _, flag := n.Value.(bool); flag {
		return formula.Meaning{Condition: true}, true
	}
	if !isReference(n) {
		var quiet report
		q, ok := quiet.measured(n, name)
		return formula.Meaning{Unit: q.Unit.SI()}, ok
	}
	ref, _ := n.Value.(string)
	if parts, err := source.SplitPath(ref); err == nil && len(parts) > 1 && parts[0] == "twin" {
		if of := d.entity(parts[1]); of != nil && of.law != nil {
			if len(parts) != 3 || of.law.names[parts[2]] == nil || of.law.isParameter(parts[2]) {
				return formula.Meaning{}, false // said where the parameter is read
			}
			return of.law.Meaning(parts[2])
		}
	}
	t, wrong := d.resolve(ref)
	return formula.Meaning{Unit: t.unit, Condition: t.flag}, wrong == nil
}

func (l *ownLaw) isParameter(name string) bool {
	return slices.ContainsFunc(l.Parameters, func(p equation.Parameter) bool { return p.Name == name })
}

// node is what is written for a parameter of a twin, or nil.
func (e *entity) node(p *twin.Param) *source.Node {
	if e.law != nil {
		e.fields.get(p.Name)
		return e.law.nodes[p.Name]
	}
	return e.fields.get(p.Name)
}

// lawColumn is the unit of a column of the table of laws, and who said so first.
type lawColumn struct {
	unit, twin string
	at         diagnose.Position
}

// oneUnit holds the variables of a law against those of the same name of others, since
// they share a column.
func (d *decoder) oneUnit(e *entity) {
	for i := range e.kind.Variables {
		v := &e.kind.Variables[i]
		if _, known := e.law.Meaning(v.Name); !known {
			continue
		}
		at := e.law.names[v.Name].Key
		first, known := d.lawColumns[v.Name]
		switch {
		case !known:
			d.lawColumns[v.Name] = lawColumn{v.Unit, e.name, at}
		case first.unit != v.Unit:
			d.add(diagnose.Diagnostic{Code: codeConflict, At: at,
				Summary: fmt.Sprintf("%s of twin.%s is in %s, but that of twin.%s in %s, and a column of their table has one unit", v.Name, e.name, v.Unit, first.twin, first.unit),
				Hint:    "give one of the two another name", Related: []diagnose.Related{{At: first.at, Note: "the other"}}})
		}
	}
}

// keeping holds the quantity of a parameter, or what a state or mode begins with, against
// what the file itself says: a variant, a sweep or the command line changes the number,
// not what it measures. Where they differ, it goes on with the file's.
func (w *drafting) keeping(n *source.Node, name string) *source.Node {
	before := w.base.Find(append([]string{"twin", w.e.name}, strings.Split(name, ".")...)...)
	if before == nil || before.At == n.At {
		return n
	}
	var quiet report
	was, known := quiet.measured(before, name)
	is, ok := quiet.measured(n, name)
	if !known || !ok || is.Unit.Fits(was.Unit) {
		return n
	}
	w.add(diagnose.Diagnostic{Code: codeDimension, At: n.At, Summary: fmt.Sprintf("%s is %s, but %s in the file",
		name, is.Unit.Describe(), was.Unit.Describe()),
		Expected: was.Unit.Describe(), Related: []diagnose.Related{{At: before.At, Note: "the file"}}})
	return before
}

// mistaken reports a mistake in a law.
func (d *decoder) mistaken(e *entity, m equation.Mistake) {
	said := diagnose.Diagnostic{
		Code: map[equation.Sort]string{
			equation.Plain: codeEquation, equation.Dimension: codeDimension, equation.Temperature: codeTemperature,
			equation.Unknown: codeReference,
		}[m.Sort],
		At: e.fields.at, Summary: m.Where + ": " + m.Summary, Expected: m.Expected, Hint: m.Hint,
	}
	n := e.law.nodes[m.Where]
	if n != nil {
		said.At = n.At
		switch {
		case m.Key:
			said.At = n.Key
		case m.Length > 0:
			said.At = inside(n, m.Offset, m.Length)
		}
	}
	switch m.Sort {
	case equation.Unknown:
		said.Expected = nearby(m.Name, m.Known)
		if said.Hint == "" {
			said.Hint = didYouMean(m.Name, m.Known)
		}
	case equation.Dimension, equation.Temperature:
		said.Related = d.measures(e, n)
	}
	d.add(said)
}

// measures says what the names of a formula measure.
func (d *decoder) measures(e *entity, n *source.Node) []diagnose.Related {
	const most = 4
	if n == nil {
		return nil
	}
	var list []diagnose.Related
	text, _ := n.Value.(string)
	f := d.formula(text)
	if f == nil {
		return nil
	}
	for _, name := range f.Names() {
		of := e.law.names[name]
		m, ok := e.law.Meaning(name)
		if of == nil || !ok || m.Condition || len(list) == most {
			continue
		}
		list = append(list, diagnose.Related{At: d.placeInFile(e, of).At, Note: name + " is " + shownUnit(m.Unit).Describe()})
	}
	return list
}

// placeInFile is where the file itself says what an overlay may say otherwise.
func (d *decoder) placeInFile(e *entity, n *source.Node) *source.Node {
	for _, above := range [][]string{nil, {"start"}, {"output"}, {"mode"}} {
		path := append(append([]string{"twin", e.name}, above...), n.Name)
		if before := d.base.Find(path...); before != nil {
			return before
		}
	}
	return n
}

// formula is a text as a formula; nil where it is none.
func (l *loader) formula(text string) *formula.Formula {
	f, _ := l.parsed(text)
	return f
}

// parsed is a text as a formula. Every text is read once.
func (l *loader) parsed(text string) (*formula.Formula, *formula.Error) {
	p, known := l.formulas[text]
	if !known {
		p.formula, p.wrong = formula.Parse(text)
		l.formulas[text] = p
	}
	return p.formula, p.wrong
}

// parsedFormula is what came of a text.
type parsedFormula struct {
	formula *formula.Formula
	wrong   *formula.Error
}

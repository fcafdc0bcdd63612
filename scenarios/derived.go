package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/physics/formula"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// derivations are the keys that say how an input is computed of others.
func derivations() []string { return []string{"sum", "difference", "product", "expression"} }

// isDerived reports whether an input is computed of others.
func isDerived(t *source.Table) bool {
	return slices.ContainsFunc(derivations(), func(key string) bool { return t.Get(key) != nil })
}

// computed is an input that is computed of others while it is decoded.
type computed struct {
	name    string
	f       *fields
	node    *source.Node // what says how
	law     *formula.Formula
	terms   []term // of a list; nil for an expression
	of      []string
	unit    *source.Node
	visited int
}

// term is one entry of a list, as it stands in the text of the formula.
type term struct {
	node     *source.Node
	from, to int // in runes
}

// computed reads how an input is computed, as far as that can be told without
// the others.
func (d *decoder) computed(f *fields, name string) *computed {
	e := &computed{name: name, f: f}
	f.what += ", computed of others,"
	f.known = nil
	var how []*source.Node
	for _, key := range derivations() {
		if n := f.get(key); n != nil {
			how = append(how, n)
		}
	}
	e.unit = f.get("unit")
	f.done()
	e.node = how[0]
	if len(how) > 1 {
		d.add(diagnose.Diagnostic{Code: codeConflict, At: how[1].Key, Summary: fmt.Sprintf("%s has both %s and %s", f.what, how[0].Name, how[1].Name), Hint: "keep one of the two",
			Related: []diagnose.Related{{At: how[0].Key, Note: "the other one"}}})
		return e
	}
	text, ok := "", false
	if e.node.Name == "expression" {
		text, ok = d.text(e.node, "expression")
	} else {
		text, ok = d.spelled(e)
	}
	if !ok {
		return e
	}
	law, wrong := formula.Parse(text)
	if wrong != nil {
		d.wrongFormula(e, wrong)
		return e
	}
	for _, u := range law.Uses() {
		if !ok && !strings.HasPrefix(u.Name, "input.") {
			continue // perhaps the rest of a name that is cut at a minus
		}
		if e.terms == nil && !d.argument(e, u.Name, d.insideFormula(e, u.Offset, u.Length)) {
			ok = false
			continue
		}
		if name := strings.TrimPrefix(u.Name, "input."); !slices.Contains(e.of, name) {
			e.of = append(e.of, name)
		}
	}
	if ok {
		e.law = law
	}
	return e
}

// argument checks that what a formula names is an input.
func (d *decoder) argument(e *computed, name string, at diagnose.Position) bool {
	rest, isInput := strings.CutPrefix(name, "input.")
	if !isInput {
		hint := ""
		if slices.Contains(d.allInputs(), name) {
			hint = fmt.Sprintf("did you mean %q?", "input."+name)
		}
		d.fail(codeReference, at, fmt.Sprintf("%s: %s is no input, and inputs are computed of inputs only", e.node.Name, name), `a name such as input.outdoor`, hint)
		return false
	}
	if known := d.allInputs(); !slices.Contains(known, rest) {
		hint := didYouMean(rest, known)
		for _, k := range known {
			if strings.HasPrefix(k, rest+"-") {
				hint = fmt.Sprintf(`a name with a minus is written input["%s"]`, k)
			}
		}
		d.fail(codeReference, at, fmt.Sprintf("%s: there is no input %q", e.node.Name, rest), oneOf(known), hint)
		return false
	}
	return true
}

// allInputs are the names of all inputs, also of those that are yet to be read.
func (d *decoder) allInputs() []string {
	var names []string
	for _, name := range d.root.Get("input").Table().Names() {
		if validName(name) {
			names = append(names, name)
		}
	}
	return names
}

// derive orders inputs that are computed of others, arguments first, and finds
// their units.
func (d *decoder) derive(list []*computed) {
	byName := map[string]*computed{}
	for _, e := range list {
		byName[e.name] = e
	}
	const (
		underway = 1
		done     = 2
	)
	var visit func(e *computed, above []string)
	visit = func(e *computed, above []string) {
		e.visited = underway
		above = append(slices.Clone(above), "input."+e.name)
		for _, name := range e.of {
			of := byName[name]
			switch {
			case of == nil || of.visited == done:
			case of.visited == underway:
				circle := append(above[slices.Index(above, "input."+name):], "input."+name)
				d.fail(codeExpression, e.node.At, "inputs are computed of each other in a circle: "+strings.Join(circle, ", "), "", "give one of them a signal of its own")
				e.law = nil
			default:
				visit(of, above)
			}
		}
		d.finish(e)
		e.visited = done
	}
	for _, e := range list {
		if e.visited == 0 {
			visit(e, nil)
		}
	}
}

// finish finds the unit of an input that is computed, once those of its
// arguments are known, and adds it to the study.
func (d *decoder) finish(e *computed) {
	if e.law == nil {
		return
	}
	for _, name := range e.of {
		if _, known := d.inputs[name]; !known {
			return // what is wrong with it is said there
		}
	}
	u, wrong := e.law.Check(func(name string) (unit.Unit, bool) {
		u, ok := d.inputs[strings.TrimPrefix(name, "input.")]
		return u, ok
	})
	if wrong != nil {
		d.wrongFormula(e, wrong)
		return
	}
	if e.unit != nil {
		want, ok := d.unit(e.unit, "unit")
		if !ok {
			return
		}
		if !u.Fits(want) {
			d.fail(misfit(u, want), e.unit.At, fmt.Sprintf("%s is %s, not %s", e.node.Name, shownUnit(u).Describe(), want.Describe()), shownUnit(u).Symbol, "")
			return
		}
	}
	if len(e.of) == 0 {
		d.warn(codeUnused, e.node.At, e.f.what+" names no other input, so that it never changes", `signal = "constant" says so more plainly`)
	}
	d.inputs[e.name] = u
	var of []string
	for _, name := range e.of {
		of = append(of, "input."+name)
	}
	d.study.Inputs = append(d.study.Inputs, models.Input{Name: e.name, Unit: u, Derived: &models.Derived{Formula: e.law.Bind(of), Of: of}})
}

// wrongFormula reports what is wrong with a formula where it was written.
func (d *decoder) wrongFormula(e *computed, wrong *formula.Error) {
	code := codeExpression
	switch {
	case wrong.Temperature:
		code = codeTemperature
	case wrong.Dimension:
		code = codeDimension
	}
	d.fail(code, d.insideFormula(e, wrong.Offset, wrong.Length), e.node.Name+": "+wrong.Summary, "", wrong.Hint)
}

// insideFormula is the place of a stretch of a formula: of an entry of a list,
// or of a part of an expression.
func (d *decoder) insideFormula(e *computed, offset, length int) diagnose.Position {
	if e.terms == nil {
		return inside(e.node, offset, length)
	}
	for _, t := range e.terms {
		if offset >= t.from && offset+length <= t.to {
			return t.node.At
		}
	}
	return e.node.At
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models/equation"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// drafting is the law of a twin while it is read.
type drafting struct {
	*decoder
	e *entity
	f *fields
	*ownLaw
}

// law reads what is written for a twin with a law of its own. What it means is found
// later, when all laws are known.
func (d *decoder) law(e *entity) *ownLaw {
	w := &drafting{d, e, e.fields, &ownLaw{
		Law: &equation.Law{Twin: e.name}, nodes: map[string]*source.Node{}, names: map[string]*source.Node{},
		broken: map[string]bool{},
	}}
	before := d.list.Errors()
	for _, key := range equation.Keys() {
		w.f.get(key)
	}
	ports := w.f.table.Get("ports")
	for _, n := range w.f.table.Nodes() {
		if !slices.Contains(equation.Keys(), n.Name) {
			w.parameter(n)
		}
	}
	w.readPorts(ports)
	w.states()
	for _, n := range w.below("output") {
		w.output(n)
	}
	for _, n := range w.below("mode") {
		w.mode(n)
	}
	for _, n := range w.below("guard") {
		w.guard(n)
	}
	if len(w.States)+len(w.Outputs) == 0 && d.list.Errors() == before {
		d.fail(codeMissing, w.f.at, w.f.what+" says no law", "states, start.NAME with der.NAME, or outputs, output.NAME", "")
	}
	return w.ownLaw
}

// below lists what stands in one of the law's tables.
func (w *drafting) below(key string) []*source.Node {
	n := w.f.table.Get(key)
	if n == nil {
		return nil
	}
	if n.Table() == nil {
		w.wrongType(n, key, "a table by names, such as "+key+".level")
		return nil
	}
	return n.Table().Nodes()
}

// named reports whether a node has a name that formulas can use, and notes it.
func (w *drafting) named(n *source.Node) bool {
	switch {
	case !isWord(n.Name) || n.Name[0] == '-':
		w.fail(codeBadName, n.Key, fmt.Sprintf("formulas cannot name %q", n.Name),
			"letters, digits and _, with a letter in front", "")
		return false
	case isTaken(n.Name):
		w.fail(codeBadName, n.Key, fmt.Sprintf("%s means something else in formulas already", n.Name), "another name", "")
		return false
	}
	if first := w.names[n.Name]; first != nil {
		w.add(diagnose.Diagnostic{Code: codeConflict, At: n.Key,
			Summary: fmt.Sprintf("%s has two things of the name %s", w.f.what, n.Name),
			Hint:    "give one of them another name", Related: []diagnose.Related{{At: first.Key, Note: "the other"}}})
		return false
	}
	w.names[n.Name] = n
	return true
}

// isTaken tells words that have a meaning of their own.
func isTaken(name string) bool {
	return name == equation.Time || name == "twin" || name == "input" || slices.Contains(equation.Keys(),
		name) || reservedWord(name)
}

// parameter reads what is no key of the law: the name of a quantity or a reference.
func (w *drafting) parameter(n *source.Node) {
	w.f.get(n.Name) // every name is known
	switch n.Value.(type) {
	case string, int64, float64, bool:
	default:
		near := diagnose.Nearest(n.Name, equation.Keys())
		hint := ""
		if near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		w.fail(codeType, n.At, fmt.Sprintf("%s is %s, not what a parameter may be", n.Name, typeOf(n.Value)),
			`a quantity, true or false, or a reference such as "input.name"`, hint)
		return
	}
	if !w.named(n) {
		return
	}
	n = w.keeping(n, n.Name)
	w.nodes[n.Name] = n
	_, flag := n.Value.(bool)
	w.Parameters = append(w.Parameters, equation.Parameter{Name: n.Name, Flag: flag})
	if !flag && !isReference(n) {
		_, ok := w.measured(n, n.Name)
		w.broken[n.Name] = !ok
	}
}

// readPorts reads which parameters a controller may drive.
func (w *drafting) readPorts(n *source.Node) {
	if n == nil {
		return
	}
	list, _ := w.listOf(n, "ports", false)
	var known []string
	for i := range w.Parameters {
		known = append(known, w.Parameters[i].Name)
	}
	for _, port := range list {
		name, ok := w.text(port, "ports")
		i := slices.Index(known, name)
		switch {
		case !ok:
		case i < 0:
			w.fail(codeReference, port.At, fmt.Sprintf("ports: there is no parameter %q", name),
				nearby(name, known), didYouMean(name, known))
		default:
			w.Parameters[i].Port = true
		}
	}
}

// states reads start and der, which go together.
func (w *drafting) states() {
	rates := map[string]*source.Node{}
	for _, n := range w.below("der") {
		rates[n.Name] = n
	}
	for _, n := range w.below("start") {
		rate := rates[n.Name]
		delete(rates, n.Name)
		if !w.named(n) {
			continue
		}
		if rate == nil {
			w.fail(codeMissing, n.Key, fmt.Sprintf("start.%s has no der.%s", n.Name, n.Name),
				"what "+n.Name+" changes per second",
				fmt.Sprintf(`add der.%s = "...", a formula; a number that only guards change is a mode: mode.%s`,
					n.Name, n.Name))
		}
		n = w.keeping(n, "start."+n.Name)
		w.nodes["start."+n.Name], w.nodes["der."+n.Name] = n, rate
		s := equation.State{Name: n.Name, Start: w.value(n, "start."+n.Name), Rate: equation.Value{Broken: true}}
		if rate != nil {
			s.Rate = w.value(rate, "der."+n.Name)
		}
		w.States = append(w.States, s)
	}
	for _, n := range w.below("der") {
		if rates[n.Name] == nil {
			continue
		}
		if w.names[n.Name] == nil { // so that it is not unknown as well
			w.names[n.Name] = n
		}
		w.fail(codeMissing, n.Key, fmt.Sprintf("der.%s has no start.%s", n.Name, n.Name),
			"what "+n.Name+" begins with, and by it its unit",
			fmt.Sprintf(`add start.%s = "0 m", or whatever its unit is`, n.Name))
		w.States = append(w.States, equation.State{Name: n.Name, Start: equation.Value{Broken: true},
			Rate: w.value(n, "der."+n.Name)})
		w.nodes["start."+n.Name], w.nodes["der."+n.Name] = n, n
	}
}

// output reads one output: a formula, or a table with one.
func (w *drafting) output(n *source.Node) {
	if !w.named(n) {
		return
	}
	where := "output." + n.Name
	o := equation.Output{Name: n.Name}
	formula := n
	if n.Table() != nil {
		f, _ := w.section(n, where)
		formula = f.need("formula", `"..."`)
		if u := f.get("unit"); u != nil {
			if stated, ok := w.unit(u, "unit"); ok {
				o.Unit = &stated
			}
		}
		o.Doc, _ = w.text(f.get("doc"), "doc")
		f.done()
	}
	if formula == nil {
		o.Value.Broken, formula = true, n
	} else {
		o.Value = w.value(formula, where)
	}
	w.nodes[where] = formula
	w.Outputs = append(w.Outputs, o)
}

// mode reads what a mode begins with.
func (w *drafting) mode(n *source.Node) {
	if !w.named(n) {
		return
	}
	where := "mode." + n.Name
	n = w.keeping(n, where)
	w.nodes[where] = n
	m := equation.Mode{Name: n.Name, Start: equation.Value{Broken: true}}
	switch v := n.Value.(type) {
	case bool:
		m.Start = equation.Value{Unit: pure, Flag: true}
		if v {
			m.Start.Number = 1
		}
	default:
		if q, ok := w.measured(n, where); ok {
			m.Start = equation.Value{Number: q.Value, Unit: q.Unit}
		}
	}
	w.Modes = append(w.Modes, m)
}

// guard reads an event of the law.
func (w *drafting) guard(n *source.Node) {
	where := "guard." + n.Name
	if !validName(n.Name) {
		w.fail(codeBadName, n.Key, fmt.Sprintf("%q cannot be a name", n.Name), "letters, digits, _ and -", "")
		return
	}
	f, ok := w.section(n, where)
	if !ok {
		return
	}
	w.nodes[where] = n
	g := equation.Guard{Name: n.Name, When: equation.Value{Broken: true}}
	if when := f.need("when", `"level > '2 m'"`); when != nil {
		w.nodes[where+".when"] = when
		if text, ok := w.text(when, "when"); ok {
			g.When = w.formulaOf(when, where+".when", text)
		}
	}
	set := f.get("set")
	f.done()
	if set != nil && set.Table() == nil {
		w.wrongType(set, "set", `a table, such as { level = "2 m" }`)
	}
	for _, r := range set.Table().Nodes() {
		key := where + ".set." + r.Name
		w.nodes[key] = r
		g.Set = append(g.Set, equation.Reset{Name: r.Name, To: w.value(r, key)})
	}
	w.Guards = append(w.Guards, g)
}

// value reads a quantity, true or false, or a formula.
func (w *drafting) value(n *source.Node, name string) equation.Value {
	switch v := n.Value.(type) {
	case bool:
		x := 0.0
		if v {
			x = 1
		}
		return equation.Value{Number: x, Unit: pure, Flag: true}
	case int64, float64:
		x, ok := w.number(n, name)
		return equation.Value{Number: x, Unit: pure, Broken: !ok}
	case string:
		if q, err := unit.ParseQuantity(v); err == nil {
			return equation.Value{Number: q.Value, Unit: q.Unit}
		}
		if looksLikeQuantity(v) && w.formula(v) == nil {
			_, ok := w.measured(n, name)
			return equation.Value{Broken: !ok}
		}
		return w.formulaOf(n, name, v)
	}
	w.wrongType(n, name, `a formula, or a quantity such as "2 m"`)
	return equation.Value{Broken: true}
}

// looksLikeQuantity tells a text that was meant as a number and a unit.
func looksLikeQuantity(text string) bool {
	text = strings.TrimLeft(strings.TrimSpace(text), "+-")
	return text != "" && text[0] >= '0' && text[0] <= '9' && !strings.ContainsAny(text, "*()'<>")
}

// formulaOf reads a formula.
func (w *drafting) formulaOf(n *source.Node, name, text string) equation.Value {
	f, wrong := w.parsed(text)
	if wrong == nil {
		return equation.Value{Formula: f}
	}
	at := n.At
	if wrong.Length > 0 || wrong.Offset > 0 {
		at = inside(n, wrong.Offset, wrong.Length)
	}
	w.fail(codeExpression, at, name+": "+wrong.Summary, "", wrong.Hint)
	return equation.Value{Broken: true}
}

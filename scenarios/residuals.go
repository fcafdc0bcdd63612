package scenarios

import (
	"fmt"

	"whatif/models/twin"
	"whatif/scenarios/source"
)

// residual asks for a column of what a variable differs by from a record:
// residuals = { "twin.north.temperature" = "input.measured" }.
type residual struct {
	path           string // of the variable
	twin, variable string
	node           *source.Node // its value names the record
	matched        bool         // some study has the variable
}

// residualSuffix makes a variable's name that of its residual.
const residualSuffix = "_residual"

// residuals reads [record] residuals.
func (l *loader) residuals(n *source.Node) []residual {
	if n == nil {
		return nil
	}
	const form = `a table such as { "twin.north.temperature" = "input.measured" }`
	t := n.Table()
	if t == nil {
		l.wrongType(n, "residuals", form)
		return nil
	}
	var list []residual
	seen := map[string]bool{}
	for _, leaf := range source.Leaves(t, depthOfPath) {
		path := leaf.Path
		if len(path) == 2 && path[0] == "twin" {
			path = append(path[:2:2], twin.PlaceVariable)
		}
		if leaf.Err != nil || len(path) != depthOfPath || path[0] != "twin" {
			l.fail(codeRecord, leaf.Node.Key, fmt.Sprintf("residuals: %q is no variable of a twin", joined(leaf.Path)), form, "")
			continue
		}
		r := residual{path: joined(path), twin: path[1], variable: path[2], node: leaf.Node}
		if seen[r.path] {
			l.fail(codeRecord, leaf.Node.Key, fmt.Sprintf("residuals: %s stands twice", r.path), "", "keep one of the two")
			continue
		}
		seen[r.path] = true
		list = append(list, r)
	}
	return list
}

// decodeResiduals adds the residuals of the variables that a study has to what
// it records.
func (d *decoder) decodeResiduals() {
	for i := range d.record.residuals {
		r := &d.record.residuals[i]
		e := d.entity(r.twin)
		if e == nil {
			continue
		}
		if e.kind == nil {
			r.matched = true // what is wrong with the twin is said there
			continue
		}
		v := e.kind.Variable(r.variable)
		if v == nil || !e.has(v) {
			continue
		}
		r.matched = true
		t, ok := d.refer(r.node, "residuals")
		if !ok {
			continue
		}
		if u := unitOf(v.Unit); !t.unit.Fits(u) {
			d.unfit(r.node, "residuals", t, u)
			continue
		}
		s := variableSignal(e, v)
		s.column += residualSuffix
		s.unit = unitOf(v.Unit).Difference().SI().Symbol
		s.doc = v.Doc + " The model less its record, as residuals in the scenario name it."
		s.absolute = false
		s.against = t.path
		d.recordedSignals = append(d.recordedSignals, s)
	}
}

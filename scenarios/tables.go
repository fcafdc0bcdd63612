package scenarios

import (
	"fmt"
	"strings"

	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// numbersOf reads a list of bare numbers, or of quantities where they have a
// unit.
func (d *decoder) numbersOf(p *twin.Param, n *source.Node, b bounds, u unit.Unit) (out []float64, ok bool) {
	list, ok := d.listOf(n, p.Name, false)
	if ok && p.Length > 0 && len(list) != p.Length {
		d.fail(codeBounds, n.At, fmt.Sprintf("%s lists %d, not %d", p.Name, len(list), p.Length), fmt.Sprintf("a list of %d", p.Length), "")
		return nil, false
	}
	for _, e := range list {
		var x float64
		var read bool
		if u.Symbol == pure.Symbol {
			x, read = d.number(e, p.Name)
		} else {
			x, read = d.quantity(e, p.Name, u)
		}
		ok = read && d.within(e, p.Name, x, b, u) && ok
		out = append(out, x)
	}
	return out, ok
}

// rowsOf reads a list of tables, key by key.
func (d *decoder) rowsOf(e *entity, p *twin.Param, n *source.Node) (rows []map[string]float64, ok bool) {
	list, ok := d.listOf(n, p.Name, true)
	if ok && len(list) == 0 {
		d.fail(codeMissing, n.At, p.Name+" is empty", parameterExpected(p), "")
		return nil, false
	}
	for i, element := range list {
		d.places[fmt.Sprintf("twin.%s.%s.%d", e.name, p.Name, i+1)] = element.At
		f, isTable := d.section(element, p.Name)
		if !isTable {
			ok = false
			continue
		}
		row := map[string]float64{}
		for j := range p.Columns {
			c := &p.Columns[j]
			u := unitOf(c.Unit)
			key := f.get(c.Name)
			if key == nil {
				if c.Required {
					d.fail(codeMissing, element.At, fmt.Sprintf("%s: a table has no %s", p.Name, c.Name), u.Describe(), "add "+c.Name+" = "+example(c))
					ok = false
				}
				continue
			}
			x, read := d.quantity(key, c.Name, u)
			ok = read && d.within(key, c.Name, x, bounds{c.Min, c.Max, c.Above}, u) && ok
			row[c.Name] = x
		}
		f.done()
		rows = append(rows, row)
	}
	return rows, ok
}

// exampleRow is what one might write for one table of a list.
func exampleRow(p *twin.Param) string {
	var keys []string
	for i := range p.Columns {
		if c := &p.Columns[i]; c.Required || i == 0 {
			keys = append(keys, c.Name+" = "+example(c))
		}
	}
	return "{ " + strings.Join(keys, ", ") + " }"
}

// together reports parameters that do not go together.
func (d *decoder) together(e *entity, t *twin.Twin) {
	if e.kind.Check == nil {
		return
	}
	for _, f := range e.kind.Check(t) {
		name, _, _ := strings.Cut(f.Path, ".")
		code := codeMissing
		if e.fields.table.Get(name) != nil {
			code = codeConflict
		}
		d.fail(code, d.place("twin."+e.name+"."+f.Path), "twin."+e.name+": "+f.Summary, "", f.Hint)
	}
}

// measure reads the quantity of a parameter. An angle in degrees has its unit,
// since a bare number would pass for radians.
func (d *decoder) measure(n *source.Node, name string, u unit.Unit) (float64, bool) {
	if _, text := n.Value.(string); !text && u.Symbol == degree.Symbol {
		if x, ok := d.number(n, name); ok {
			d.fail(codeNoUnit, n.At, name+" has no unit", "an angle (deg)", fmt.Sprintf("write it with its unit: \"%g deg\"", x))
		}
		return 0, false
	}
	return d.quantity(n, name, u)
}

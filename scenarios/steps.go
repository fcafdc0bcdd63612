package scenarios

import (
	"fmt"
	"math"
	"strconv"

	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// swept lists the values of an axis of the sweep: those of a list, or the steps
// of { from, to, points }.
func (l *loader) swept(leaf source.Leaf, name string, tables []*source.Table) (values []*source.Node, ok bool) {
	n := leaf.Node
	values, isList := n.Value.([]*source.Node)
	filed, known := quantityAt(leaf.Path, tables)
	switch {
	case n.Table() != nil:
		return l.steps(n, name)
	case !isList:
		one, other := example1(pure), "2"
		if known {
			one, other = strconv.Quote("1 "+filed.Unit.Symbol), strconv.Quote("2 "+filed.Unit.Symbol)
		}
		l.fail(codeType, n.At, fmt.Sprintf("%s is %s, not a list of values", name, typeOf(n.Value)), "a list of values",
			fmt.Sprintf("write a list, such as [%s, %s], or even steps: { from = %s, to = %s, points = 11 }", one, other, one, other))
		return nil, false
	case len(values) == 0:
		l.fail(codeSweep, n.At, fmt.Sprintf("the sweep of %s has no values", name), "a list of at least one value", "")
		return nil, false
	}
	if known && !filed.Unit.Fits(pure) {
		for _, v := range values {
			if _, isText := v.Value.(string); !isText && typeOf(v.Value) != "a list" {
				l.fail(codeNoUnit, v.At, fmt.Sprintf("the values of %s have no unit", name), filed.Unit.Describe(),
					fmt.Sprintf("write each with its unit, as the file does: %q", written(v)+" "+filed.Unit.Symbol))
				return nil, false
			}
		}
	}
	return values, true
}

// quantityAt is the quantity that the file has at a path.
func quantityAt(path []string, tables []*source.Table) (unit.Quantity, bool) {
	for _, t := range tables {
		if n := t.Find(path...); n != nil {
			text, isText := n.Value.(string)
			q, err := unit.ParseQuantity(text)
			return q, isText && err == nil
		}
	}
	return unit.Quantity{}, false
}

// steps reads { from, to, points, spacing }: values from one quantity to
// another, both included, at even distances or in even ratios. They are spoken
// of in the unit of from.
func (l *loader) steps(n *source.Node, name string) ([]*source.Node, bool) {
	before := l.list.Errors()
	f, _ := l.section(n, "steps")
	f.at = n.At
	fromAt, toAt, pointsAt := f.need("from", `"1 kW/K"`), f.need("to", `"3 kW/K"`), f.need("points", "11")
	spacing, _ := l.choice(f.get("spacing"), "spacing", []string{"even", "log"})
	f.done()
	from, okFrom := l.measured(fromAt, "from")
	to, okTo := l.measured(toAt, "to")
	points, okPoints := l.whole(pointsAt, "points")
	if okPoints && (points < 2 || points > mostPoints) {
		l.fail(codeBounds, pointsAt.At, fmt.Sprintf("points is %d", points), fmt.Sprintf("a whole number from 2 to %d", mostPoints), "")
	}
	if okFrom && okTo && l.fits(toAt, "to", to, from.Unit) && spacing == "log" && (from.Unit.Absolute || from.Value <= 0 || to.Value <= 0) {
		l.fail(codeSweep, n.At, fmt.Sprintf("the steps of %s cannot have even ratios", name), "from and to above 0, and no temperatures", `drop spacing = "log"`)
	}
	if l.list.Errors() > before {
		return nil, false
	}
	u := from.Unit
	a, b := u.FromSI(from.Value), u.FromSI(to.Value)
	values := make([]*source.Node, points)
	for i := range values {
		share := float64(i) / float64(points-1)
		x := a + share*(b-a)
		if spacing == "log" {
			x = a * math.Pow(b/a, share)
		}
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64) // without the noise of rounding
		values[i] = &source.Node{Name: n.Name, Key: n.Key, At: n.At, Value: x}
		if u.Symbol != "1" {
			values[i].Value = strconv.FormatFloat(x, 'g', -1, 64) + " " + u.Symbol
		}
	}
	return values, true
}

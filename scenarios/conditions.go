package scenarios

import (
	"fmt"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/condition"
	"whatif/scenarios/source"
)

// condition reads a condition and checks that its signals exist and that both
// sides of every comparison measure the same.
func (d *decoder) condition(n *source.Node, name string) (models.Condition, bool) {
	text, ok := d.text(n, name)
	if !ok {
		return models.Condition{}, false
	}
	e, wrong := condition.Parse(text)
	if wrong != nil {
		d.fail(codeCondition, inside(n, wrong.Offset, wrong.Length), name+": "+wrong.Summary, wrong.Expected, wrong.Hint)
		return models.Condition{}, false
	}
	return d.expression(n, name, e)
}

func (d *decoder) expression(n *source.Node, name string, e *condition.Expr) (models.Condition, bool) {
	c := models.Condition{Op: e.Op}
	ok := true
	switch e.Op {
	case models.And, models.Or, models.Not:
		for _, arg := range e.Args {
			inner, sound := d.expression(n, name, arg)
			c.Args = append(c.Args, inner)
			ok = ok && sound
		}
		return c, ok
	}
	left, ok := d.operand(n, name, e.Left)
	c.Left.Path = left.path
	if e.Op == models.FlagSet {
		if ok && !left.flag {
			u := shownUnit(left.unit)
			limit := unit.Format(u.ToSI(1), u)
			if left.unit.Dimension == pure.Dimension {
				limit = "0.5" // which is right of a timetable of 0 and 1
			}
			d.fail(codeCondition, inside(n, e.Left.Offset, e.Left.Length), fmt.Sprintf("%s: %s is %s, which is neither true nor false by itself", name, left.path, u.Describe()),
				"a comparison, such as "+left.path+" > "+limit, "")
			return c, false
		}
		return c, ok
	}
	if ok && left.flag {
		d.fail(codeCondition, inside(n, e.Left.Offset, e.Left.Length), fmt.Sprintf("%s: %s is true or false and cannot be compared", name, left.path), left.path+", or not "+left.path, "")
		return c, false
	}
	if e.Right.IsPath {
		right, found := d.operand(n, name, e.Right)
		c.Right.Path = right.path
		if !ok || !found {
			return c, false
		}
		if right.flag || !right.unit.Fits(left.unit) {
			d.fail(codeDimension, inside(n, e.Right.Offset, e.Right.Length), fmt.Sprintf("%s compares %s with %s", name, shownUnit(left.unit).Describe(), shownUnit(right.unit).Describe()), shownUnit(left.unit).Describe(), "")
			return c, false
		}
		return c, true
	}
	c.Right.Number = e.Right.Quantity.Value
	if !ok {
		return c, false
	}
	if !d.comparable(n, name, left, e.Right) {
		return c, false
	}
	d.compares(n, inside(n, e.Offset, e.Length), name, c, left.unit)
	return c, true
}

// comparable reports a quantity that measures something else than the signal
// it is compared with.
func (d *decoder) comparable(n *source.Node, name string, left target, right condition.Operand) bool {
	want, q := shownUnit(left.unit), right.Quantity
	if q.Unit.Fits(want) {
		return true
	}
	at := inside(n, right.Offset, right.Length)
	switch {
	case q.Unit.Symbol == "1" && want.Dimension != pure.Dimension:
		d.fail(codeNoUnit, at, fmt.Sprintf("%s: %s is compared with a number without a unit", name, left.path), want.Describe(), fmt.Sprintf("write %s %s", digits(q), want.Symbol))
	case turned(q, want) != "":
		d.fail(codeDimension, at, turnsNotAngles(name+": "+left.path, q, want), want.Describe(), "write "+turned(q, want)+" if turns are meant")
	case q.Unit.Dimension == want.Dimension && want.Absolute:
		d.fail(codeTemperature, at, fmt.Sprintf("%s: %s is a temperature, and K is for differences", name, left.path), want.Describe(),
			fmt.Sprintf("write %s degC for the temperature, or %s degK if kelvin are meant", digits(q), digits(q)))
	case q.Unit.Dimension == want.Dimension:
		d.fail(codeTemperature, at, fmt.Sprintf("%s: %s is a difference, and %s is for temperatures", name, left.path, q.Unit.Symbol), want.Describe(), fmt.Sprintf("write %s K", digits(q)))
	default:
		d.fail(codeDimension, at, fmt.Sprintf("%s: %s is %s and cannot be compared with %s", name, left.path, want.Describe(), q.Unit.Describe()), want.Describe(), "")
	}
	return false
}

// operand follows a path of a condition.
func (d *decoder) operand(n *source.Node, name string, o condition.Operand) (target, bool) {
	if len(o.Parts) > 0 && (o.Parts[0] == "alert" || o.Parts[0] == "event") {
		return d.namedFlag(n, name, o)
	}
	t, wrong := d.resolveMeasured(o.Path)
	if wrong != nil {
		if wrong.summary != "" {
			d.fail(codeReference, inside(n, o.Offset, o.Length), name+": "+wrong.summary, wrong.expected, wrong.hint)
		}
		return target{}, false
	}
	return t, true
}

// namedFlag follows alert.NAME and event.NAME: whether it is on.
func (d *decoder) namedFlag(n *source.Node, name string, o condition.Operand) (target, bool) {
	section := o.Parts[0]
	known := d.root.Get(section).Table().Names()
	for _, k := range known {
		if len(o.Parts) == 2 && o.Parts[1] == k && validName(k) {
			return target{path: section + "." + k, unit: pure, flag: true}, true
		}
	}
	known = prefixed(section+".", known)
	d.fail(codeReference, inside(n, o.Offset, o.Length), fmt.Sprintf("%s: there is no %s %q", name, section, o.Path), nearby(o.Path, known), didYouMean(o.Path, known))
	return target{}, false
}

// names reports whether a condition names a path.
func names(c *models.Condition, path string) bool {
	if c.Left.Path == path || c.Right.Path == path {
		return true
	}
	for i := range c.Args {
		if names(&c.Args[i], path) {
			return true
		}
	}
	return false
}

package scenarios

import (
	"fmt"
	"math"
	"strings"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// comparison is that of an input with a number, in a condition.
type comparison struct {
	at    diagnose.Position
	key   string // when, during, time_while, ...
	input string // its path
	op    models.Op
	limit float64 // SI
	unit  unit.Unit
}

// verdict is what a comparison comes to over a whole run.
type verdict int

const (
	varies verdict = iota
	never
	always
)

// compares notes the comparison of a signal with a number.
func (d *decoder) compares(n *source.Node, at diagnose.Position, key string, c models.Condition, u unit.Unit) {
	if n != nil && strings.HasPrefix(c.Left.Path, "input.") {
		at.Origin = nil
		d.comparisons = append(d.comparisons, comparison{at: at, key: key, input: c.Left.Path, op: c.Op, limit: c.Right.Number, unit: u})
	}
}

// idle warns of comparisons whose outcome is fixed in every study in which they
// stand, by the values of the schedule or record that they ask.
func (p *Plan) idle(all []*decoder) {
	type place struct {
		at    diagnose.Position
		input string
	}
	found := map[place]verdict{}
	for _, d := range all {
		for i := range d.comparisons {
			c := &d.comparisons[i]
			v := d.verdict(c)
			for _, drawn := range p.variations {
				if strings.HasPrefix(drawn.path, c.input+".") {
					v = varies
				}
			}
			where := place{c.at, c.input}
			if before, known := found[where]; known && before != v {
				v = varies
			}
			found[where] = v
		}
	}
	for _, d := range all {
		for i := range d.comparisons {
			c := &d.comparisons[i]
			where := place{c.at, c.input}
			if v := found[where]; v != varies {
				found[where] = varies // is said once
				d.sayIdle(c, v)
			}
		}
	}
}

// limits are the least and the greatest value of an input that is a schedule or
// a record and that no event acts on.
func (d *decoder) limits(path string) (lo, hi float64, recorded, ok bool) {
	for i := range d.study.Interventions {
		for _, a := range d.study.Interventions[i].Set {
			if a.Path == path {
				return 0, 0, false, false
			}
		}
	}
	lo, hi = math.Inf(1), math.Inf(-1)
	for i := range d.study.Inputs {
		in := &d.study.Inputs[i]
		if in.Table == nil || "input."+in.Name != path {
			continue
		}
		for _, v := range in.Table.Values {
			if a := in.Table.Adjust; a != nil {
				v = a.Scale*v + a.Offset
			}
			lo, hi = min(lo, v), max(hi, v)
		}
		return lo, hi, d.root.Find("input", in.Name, "file") != nil, lo < hi
	}
	return 0, 0, false, false
}

// verdict is what a comparison comes to. What never changes is taken for a
// switch. That a record never reaches a limit is often what is asked, so that of
// records only this is told: a limit that is their greatest or least value, and a
// during that never holds.
func (d *decoder) verdict(c *comparison) verdict {
	lo, hi, recorded, ok := d.limits(c.input)
	if !ok {
		return varies
	}
	var v verdict
	switch c.op {
	case models.Greater:
		v = verdictOf(hi <= c.limit, lo > c.limit)
	case models.GreaterEqual:
		v = verdictOf(hi < c.limit, lo >= c.limit)
	case models.Less:
		v = verdictOf(lo >= c.limit, hi < c.limit)
	case models.LessEqual:
		v = verdictOf(lo > c.limit, hi <= c.limit)
	}
	if recorded && v != varies && c.limit != lo && c.limit != hi && (v == always || c.key != "during") {
		return varies
	}
	return v
}

func verdictOf(fails, holds bool) verdict {
	switch {
	case fails:
		return never
	case holds:
		return always
	}
	return varies
}

// sayIdle warns of one comparison.
func (d *decoder) sayIdle(c *comparison, v verdict) {
	lo, hi, _, _ := d.limits(c.input)
	sign := map[models.Op]string{models.Less: "<", models.LessEqual: "<=", models.Greater: ">", models.GreaterEqual: ">="}[c.op]
	word := "never"
	if v == always {
		word = "always"
	}
	u := shownUnit(c.unit)
	d.warn(codeCondition, c.at, fmt.Sprintf("%s: %s %s %s %s holds: its values are from %s to %s", c.key, c.input, sign, unit.Format(c.limit, u), word, unit.Format(lo, u), unit.Format(hi, u)),
		fmt.Sprintf("compare with a number between the two, such as %s %s %s", c.input, strings.TrimSuffix(sign, "="), unit.Format((lo+hi)/2, u)))
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// measures are what an indicator can be of a signal, and of a condition.
func measures() []string {
	return []string{"integral", "mean", "min", "max", "final", "shortfall", "excess", "rmse", "mae", "bias", "nmbe", "cv_rmse", "time_while", "count"}
}

// reserved are the columns that the runs table has anyway.
func reserved() []string {
	return []string{"run_id", "variant", "sweep", "draw", "seed", "status", "error", "t_end", "events", "fingerprint"}
}

// decodeIndicators reads [indicator].
func (d *decoder) decodeIndicators() {
	seen := map[string]diagnose.Position{}
	for _, n := range d.named(d.root.Get("indicator"), "indicator") {
		column := identifier(n.Name)
		if slices.Contains(reserved(), column) {
			d.fail(codeBadName, n.Key, fmt.Sprintf("%q is a column of the runs table already", n.Name), "another name", "")
		}
		if first, taken := seen[column]; taken {
			d.add(diagnose.Diagnostic{Code: codeBadName, At: n.Key, Summary: fmt.Sprintf("the column of %q is called %s, as another", n.Name, column), Hint: "choose another name",
				Related: []diagnose.Related{{At: first, Note: "the other"}}})
		}
		seen[column] = n.Key
		d.places["indicator."+n.Name] = n.Key
		if f, ok := d.section(n, "indicator "+n.Name); ok {
			if in, ok := d.indicatorOver(f, n); ok {
				d.study.Indicators = append(d.study.Indicators, in)
			}
		}
	}
}

// identifier is a name as a column: letters, digits and underscores.
func identifier(name string) string {
	name = strings.NewReplacer("-", "_", ".", "_", `"`, "", "{", "", "}", "").Replace(name)
	if name != "" && name[0] >= '0' && name[0] <= '9' {
		name = "_" + name
	}
	return name
}

// indicator reads one indicator.
func (d *decoder) indicator(f *fields, n *source.Node) (in models.Indicator, ok bool) {
	before := d.list.Errors()
	in.Name = n.Name
	var measure *source.Node
	for _, m := range measures() {
		node := f.get(m)
		switch {
		case node == nil:
		case measure == nil:
			measure, in.Measure = node, models.Measure(m)
		default:
			d.add(diagnose.Diagnostic{Code: codeIndicator, At: node.Key, Summary: fmt.Sprintf("%s measures both %s and %s", f.what, measure.Name, node.Name),
				Hint: "make two indicators of it", Related: []diagnose.Related{{At: measure.Key, Note: "the other"}}})
		}
	}
	during, from, until, shown := f.get("during"), f.get("from"), f.get("until"), f.get("unit")
	d.choice(f.get("better"), "better", []string{"lower", "higher"})
	details := map[string]*source.Node{}
	for _, key := range detailKeys() {
		details[key] = f.get(key)
	}
	f.done()
	if measure == nil {
		d.fail(codeIndicator, n.Key, f.what+" measures nothing", oneOf(measures()), `add one, such as mean = "twin.north.temperature"`)
		return in, false
	}
	natural, ok := d.measureOf(measure, &in)
	natural = d.details(f, measure, details, &in, natural, ok)
	if in.Measure == models.Final {
		d.finalParts(in.Signal, during, from)
		d.period(nil, until, &in)
	} else {
		if during != nil {
			if c, ok := d.condition(during, "during"); ok {
				in.During = &c
			}
		}
		d.period(from, until, &in)
		d.window(details["window"], &in)
	}
	in.Unit = natural
	if shown != nil {
		if u, read := d.unit(shown, "unit"); read && ok {
			in.Unit = u
			d.indicatorUnit(shown, &in, u, natural)
		}
	}
	return in, ok && d.list.Errors() == before
}

// finalParts refuses what says of which part of the span a final value is: it is
// of one moment. Of what adds up over time, it says how to measure a part.
func (d *decoder) finalParts(signal string, parts ...*source.Node) {
	for _, part := range parts {
		if part == nil {
			continue
		}
		hint := "drop it, or measure the mean; until = TIME says at which moment"
		if rate := d.rateOf(signal); rate != "" {
			hint = fmt.Sprintf("for what %s counts in a part of the span write { integral = %q, %s = ... }", signal, rate, part.Name)
		}
		d.fail(codeIndicator, part.Key, "final is the value at the end, or at until, so that "+part.Name+" means nothing", "", hint)
	}
}

// rateOf is the signal whose integral over time a signal is, "" where there is
// none: such as the cost_rate of a cost, or the power of an energy.
func (d *decoder) rateOf(signal string) string {
	part := strings.Split(signal, ".")
	if len(part) != 3 || part[0] != "twin" || d.entity(part[1]) == nil {
		return ""
	}
	names := []string{strings.TrimSuffix(part[2], "s") + "_rate"}
	if stem, isEnergy := strings.CutSuffix(part[2], "energy"); isEnergy {
		names = append(names, stem+"power")
	}
	for _, name := range names {
		if slices.Contains(d.entity(part[1]).variables(), name) {
			return part[0] + "." + part[1] + "." + name
		}
	}
	return ""
}

// measureOf reads what an indicator is of, and returns the unit it is shown in
// when none is given.
func (d *decoder) measureOf(n *source.Node, in *models.Indicator) (natural unit.Unit, ok bool) {
	switch in.Measure {
	case models.TimeWhile, models.Count:
		c, ok := d.condition(n, string(in.Measure))
		in.When = &c
		if in.Measure == models.Count {
			return pure, ok
		}
		return second, ok
	}
	t, ok := d.referWith(n, string(in.Measure), d.resolveMeasured)
	in.Signal = t.path
	if !ok {
		return pure, false
	}
	switch in.Measure {
	case models.Integral:
		if t.unit.Absolute {
			d.fail(codeIndicator, n.At, fmt.Sprintf("%s is a temperature, whose integral means nothing", t.path), "",
				"measure its mean, the time_while it is below a limit, or its shortfall below one")
			return pure, false
		}
		return d.overTime(n, t)
	case models.NMBE, models.CVRMSE:
		if t.unit.Absolute {
			d.fail(codeIndicator, n.At, fmt.Sprintf("%s is a temperature, whose mean depends on where its scale begins, so that an error in parts of it means nothing", t.path), "",
				"measure its rmse, mae or bias, in K")
			return pure, false
		}
	}
	return shownUnit(t.unit), true
}

// overTime is the unit of the integral over time of a signal, or of its
// distance from a level.
func (d *decoder) overTime(n *source.Node, t target) (unit.Unit, bool) {
	symbol := t.unit.Difference().SI().Symbol
	if symbol == "1" {
		return second, true
	}
	total, err := unit.Parse("(" + symbol + ") s")
	if err != nil {
		d.fail(codeIndicator, n.At, fmt.Sprintf("the integral of %s has no unit: %v", t.path, err), "", "")
		return pure, false
	}
	return total.SI(), true
}

// indicatorUnit checks the unit that an indicator is to be shown in.
func (d *decoder) indicatorUnit(n *source.Node, in *models.Indicator, u, natural unit.Unit) {
	if u.Fits(natural) {
		return
	}
	d.fail(misfit(u, natural), n.At, fmt.Sprintf("%s cannot be shown in %s: it is %s", in.Name, u.Symbol, natural.Describe()), natural.Describe(), "")
}

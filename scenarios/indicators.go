package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

// measures are what an indicator can be of a signal, and of a condition.
func measures() []string {
	return []string{"integral", "mean", "min", "max", "final", "rmse", "time_while", "count"}
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
			if in, ok := d.indicator(f, n); ok {
				d.study.Indicators = append(d.study.Indicators, in)
			}
		}
	}
}

// identifier is a name as a column: letters, digits and underscores.
func identifier(name string) string {
	name = strings.NewReplacer("-", "_", ".", "_").Replace(name)
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
	during, against, shown := f.get("during"), f.get("against"), f.get("unit")
	f.done()
	if measure == nil {
		d.fail(codeIndicator, n.Key, f.what+" measures nothing", oneOf(measures()), `add one, such as mean = "twin.north.temperature"`)
		return in, false
	}
	natural, ok := d.measure(measure, &in)
	if against != nil && in.Measure != models.RMSE {
		d.fail(codeIndicator, against.Key, fmt.Sprintf("against belongs to rmse, not to %s", in.Measure), "", "")
	}
	if in.Measure == models.RMSE {
		d.against(f, against, &in, natural, ok)
		natural = natural.Difference()
	}
	if during != nil {
		if in.Measure == models.Final {
			d.fail(codeIndicator, during.Key, "final is the value at the end, so that during means nothing", "", "drop it, or measure the mean")
		} else if c, ok := d.condition(during, "during"); ok {
			in.During = &c
		}
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

// measure reads what an indicator is of, and returns the unit it is shown in
// when none is given.
func (d *decoder) measure(n *source.Node, in *models.Indicator) (natural unit.Unit, ok bool) {
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
	if in.Measure != models.Integral {
		return shownUnit(t.unit), true
	}
	if t.unit.Absolute {
		d.fail(codeIndicator, n.At, fmt.Sprintf("%s is a temperature, whose integral means nothing", t.path), "", "measure its mean, or the time_while it is below a limit")
		return pure, false
	}
	total, err := unit.Parse("(" + t.unit.SI().Symbol + ") s")
	if t.unit.SI().Symbol == "1" {
		total, err = second, nil
	}
	if err != nil {
		d.fail(codeIndicator, n.At, fmt.Sprintf("the integral of %s has no unit: %v", t.path, err), "", "")
		return pure, false
	}
	return total.SI(), true
}

// against reads the record that rmse compares with.
func (d *decoder) against(f *fields, n *source.Node, in *models.Indicator, natural unit.Unit, known bool) {
	if n == nil {
		d.fail(codeIndicator, f.at, "rmse compares with nothing", "", `add against = "input.NAME"`)
		return
	}
	ref, ok := d.refer(n, "against")
	if !ok {
		return
	}
	in.Against = ref.path
	recordedInput, quantity := false, telemetry.Instant
	if name, isInput := strings.CutPrefix(ref.path, "input."); isInput {
		recordedInput = d.root.Find("input", name, "file") != nil
		if q := d.root.Find("input", name, "quantity"); q != nil {
			quantity, _ = q.Value.(string)
		}
	}
	switch {
	case recordedInput && quantity != telemetry.Instant:
		d.fail(codeIndicator, n.At, fmt.Sprintf("against: %s is a %s over intervals, so that it has no values at single times to compare with", ref.path, quantity), `an input with quantity = "instant"`, "")
	case !recordedInput:
		d.fail(codeIndicator, n.At, fmt.Sprintf("against: %s is not recorded, so that it has no times at which to compare", ref.path), "an input that is read from a file", "")
	case known && !ref.unit.Fits(natural):
		d.unfit(n, "against", ref, natural)
	}
}

// indicatorUnit checks the unit that an indicator is to be shown in.
func (d *decoder) indicatorUnit(n *source.Node, in *models.Indicator, u, natural unit.Unit) {
	if u.Fits(natural) {
		return
	}
	code := codeDimension
	if u.Dimension == natural.Dimension {
		code = codeTemperature
	}
	d.fail(code, n.At, fmt.Sprintf("%s cannot be shown in %s: it is %s", in.Name, u.Symbol, natural.Describe()), natural.Describe(), "")
}

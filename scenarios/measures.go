package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// detailKeys are the keys that belong to some measures alone.
func detailKeys() []string { return []string{"against", "below", "above", "window", "parameters"} }

// detailsOf lists those that belong to a measure.
func detailsOf(m models.Measure) []string {
	switch m {
	case models.Min, models.Max:
		return []string{"window"}
	case models.Shortfall:
		return []string{"below"}
	case models.Excess:
		return []string{"above"}
	case models.NMBE, models.CVRMSE:
		return []string{"against", "parameters"}
	case models.RMSE, models.MAE, models.Bias:
		return []string{"against"}
	}
	return nil
}

// details reads what belongs to the measure alone, and returns the unit in
// which it is shown when none is given; known says that of is that of the
// signal.
func (d *decoder) details(f *fields, measure *source.Node, given map[string]*source.Node, in *models.Indicator, of unit.Unit, known bool) unit.Unit {
	mine := detailsOf(in.Measure)
	for _, key := range detailKeys() {
		if n := given[key]; n != nil && !slices.Contains(mine, key) {
			var owners []string
			for _, m := range measures() {
				if slices.Contains(detailsOf(models.Measure(m)), key) {
					owners = append(owners, m)
				}
			}
			d.fail(codeIndicator, n.Key, fmt.Sprintf("%s belongs to %s, not to %s", key, strings.Join(owners, ", "), in.Measure), "", "")
		}
	}
	switch in.Measure {
	case models.Shortfall, models.Excess:
		d.threshold(f, measure, mine[0], given[mine[0]], in, of, known)
		if !known {
			return pure
		}
		u, _ := d.overTime(measure, target{path: in.Signal, unit: of})
		return u
	case models.RMSE, models.MAE, models.Bias, models.NMBE, models.CVRMSE:
		d.against(f, given["against"], in, of, known)
		d.fitted(given["parameters"], in)
		if in.Measure == models.NMBE || in.Measure == models.CVRMSE {
			return pure
		}
		return of.Difference()
	}
	return of
}

// against reads the record that a signal is compared with.
func (d *decoder) against(f *fields, n *source.Node, in *models.Indicator, natural unit.Unit, known bool) {
	if n == nil {
		d.fail(codeIndicator, f.at, string(in.Measure)+" compares with nothing", "", `add against = "input.NAME"`)
		return
	}
	ref, ok := d.refer(n, "against")
	if !ok {
		return
	}
	in.Against = ref.path
	name, isInput := strings.CutPrefix(ref.path, "input.")
	switch recorded := isInput && d.root.Find("input", name, "file") != nil; {
	case !recorded:
		d.fail(codeIndicator, n.At, fmt.Sprintf("against: %s is not recorded, so that it has no times at which to compare", ref.path), "an input that is read from a file", "")
	case known && !ref.unit.Fits(natural):
		d.unfit(n, "against", ref, natural)
	}
}

// fitted reads how many parameters were fitted to the record.
func (d *decoder) fitted(n *source.Node, in *models.Indicator) {
	if p, ok := d.whole(n, "parameters"); ok {
		if p < 0 || p > 1e6 {
			d.fail(codeBounds, n.At, fmt.Sprintf("parameters is %d", p), "a number of parameters, from 0 on", "")
			return
		}
		in.Parameters = int(p)
	}
}

// threshold reads what a signal falls short of, or exceeds: a quantity or a signal.
func (d *decoder) threshold(f *fields, measure *source.Node, key string, n *source.Node, in *models.Indicator, of unit.Unit, known bool) {
	if n == nil {
		example := unit.Format(of.ToSI(1), of)
		if of.Absolute {
			example = "20 degC"
		}
		d.fail(codeIndicator, f.at, fmt.Sprintf("%s has no level to measure from", measure.Name), "", fmt.Sprintf("add %s = %q", key, example))
		return
	}
	if isReference(n) {
		t, ok := d.referWith(n, key, d.resolveMeasured)
		if in.Level.Path = t.path; ok && known && !t.unit.Fits(of) {
			d.unfit(n, key, t, of)
		}
		return
	}
	if known {
		in.Level.Number, _ = d.quantity(n, key, of)
	}
}

// period reads the part of the span that counts.
func (d *decoder) period(from, until *source.Node, in *models.Indicator) {
	in.From = 0
	end := d.span
	if from != nil {
		if t, ok := d.instant(from, "from", d.clock); ok && d.headerSound {
			if t == d.span {
				d.fail(codeTime, from.At, "from is the end of the span: nothing lies after it", fmt.Sprintf("a time from %s to before %s", d.clock.say(0), d.clock.say(d.span)), "")
				return
			}
			if t < 0 || t > d.span {
				d.fail(codeTime, from.At, fmt.Sprintf("from is %s, which is not in the span", d.clock.say(t)), fmt.Sprintf("a time from %s to %s", d.clock.say(0), d.clock.say(d.span)), "")
				return
			}
			in.From = t
		}
	}
	if until != nil {
		if t, ok := d.instant(until, "until", d.clock); ok && d.headerSound {
			switch {
			case t == 0:
				d.fail(codeTime, until.At, "until is the start of the span: nothing lies before it", fmt.Sprintf("a time after %s, to %s", d.clock.say(0), d.clock.say(d.span)), "")
				return
			case t < 0 || t > d.span:
				d.fail(codeTime, until.At, fmt.Sprintf("until is %s, which is not in the span", d.clock.say(t)), fmt.Sprintf("a time from %s to %s", d.clock.say(0), d.clock.say(d.span)), "")
				return
			case t <= in.From:
				d.fail(codeTime, until.At, fmt.Sprintf("until is %s, not after from, %s", d.clock.say(t), d.clock.say(in.From)), "a time after from", "")
				return
			}
			in.Until = t
			end = t
		}
	}
	if table, ok := d.compared(in); ok && in.From < end {
		if !slices.ContainsFunc(table.Stamps, func(t engine.Time) bool { return t >= in.From && t <= end }) {
			at := d.places["indicator."+in.Name]
			d.warn(codeIndicator, at, fmt.Sprintf("%s has no value between %s and %s, so that %s is empty", in.Against, d.clock.say(in.From), d.clock.say(end), in.Name), "")
		}
	}
}

// compared is the table of the record that an indicator compares with.
func (d *decoder) compared(in *models.Indicator) (*models.Table, bool) {
	for i := range d.study.Inputs {
		if known := &d.study.Inputs[i]; in.Against != "" && "input."+known.Name == in.Against && known.Table != nil {
			return known.Table, true
		}
	}
	return nil, false
}

// window reads the length of the window that slides.
func (d *decoder) window(n *source.Node, in *models.Indicator) {
	if n == nil || in.Measure != models.Min && in.Measure != models.Max {
		return
	}
	t, ok := d.duration(n, "window", false)
	if !ok {
		return
	}
	end := d.span
	if in.Until > 0 {
		end = in.Until
	}
	if d.headerSound && t > end-in.From {
		d.fail(codeBounds, n.At, "window is longer than the time in which it slides", "at most "+clock{}.say(end-in.From), "")
		return
	}
	in.Window = t
}

package scenarios

import (
	"fmt"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// signals are the synthetic inputs on offer.
func signals() []string {
	return []string{"constant", "sine", "square", "step", "ramp", "pulse", "weekly", "events", "noise"}
}

// synthetic reads a signal that is computed.
func (d *decoder) synthetic(f *fields, signal *source.Node, name string) {
	kind, ok := d.choice(signal, "signal", signals())
	if !ok {
		return
	}
	before := d.list.Errors()
	in := models.Input{Name: name}
	if kind == "events" {
		f.what += ", a signal of events,"
	} else {
		f.what += ", a " + kind + ","
	}
	switch kind {
	case "constant":
		d.constant(f, &in)
	case "sine":
		d.sine(f, &in)
	case "noise":
		d.noise(f, &in)
	case "weekly":
		d.weekly(f, &in)
	case "square":
		d.square(f, &in)
	case "step":
		d.step(f, &in)
	case "ramp":
		d.ramp(f, &in)
	case "pulse":
		d.pulse(f, &in)
	case "events":
		d.bursts(f, &in)
	}
	f.done()
	if in.Unit.Scale != 0 {
		d.inputs[name] = in.Unit
	}
	if d.list.Errors() == before {
		d.study.Inputs = append(d.study.Inputs, in)
	}
}

func (d *decoder) constant(f *fields, in *models.Input) {
	n := f.need("value", `"20 degC"`)
	q, ok := d.measured(n, "value")
	if !ok {
		return
	}
	in.Unit, in.Constant = q.Unit.SI(), &models.Constant{Value: q.Value}
	d.input(in.Name, "value", n, q.Value, q.Unit, unbounded)
}

// input notes a number of an input that may be drawn and swept.
func (d *decoder) input(name, key string, n *source.Node, value float64, shown unit.Unit, b bounds) {
	d.note("input."+name+"."+key, number{value: value, unit: shown, bounds: b, at: n.At})
}

var positive = bounds{min: 0, max: unbounded.max, above: true}
var notNegative = bounds{min: 0, max: unbounded.max}

// level reads the mean of a sine or noise; where it is absent it is zero in
// the unit of the other number.
func (d *decoder) level(f *fields, in *models.Input, other string) (mean float64, difference unit.Unit, ok bool) {
	n := f.get("mean")
	if n == nil {
		n = f.table.Get(other)
		q, ok := d.peekUnit(n)
		in.Unit = q.SI()
		d.note("input."+in.Name+".mean", number{unit: q, bounds: unbounded, at: f.at})
		return 0, q, ok
	}
	q, ok := d.measured(n, "mean")
	if !ok {
		return 0, unit.Unit{}, false
	}
	in.Unit = q.Unit.SI()
	d.input(in.Name, "mean", n, q.Value, q.Unit, unbounded)
	return q.Value, q.Unit.Difference(), true
}

// peekUnit is the unit of a quantity that is read, and reported, elsewhere.
func (d *decoder) peekUnit(n *source.Node) (unit.Unit, bool) {
	if n == nil {
		return unit.Unit{}, false
	}
	var quiet report
	q, ok := quiet.measured(n, "")
	if !ok || q.Unit.Absolute {
		return pure, ok && !q.Unit.Absolute
	}
	return q.Unit, true
}

func (d *decoder) sine(f *fields, in *models.Input) {
	sine := &models.Sine{}
	in.Sine = sine
	mean, difference, ok := d.level(f, in, "amplitude")
	sine.Mean = mean
	if n := f.need("amplitude", `"5 K"`); n != nil {
		if !ok {
			d.measured(n, "amplitude")
		} else if sine.Amplitude, ok = d.quantity(n, "amplitude", difference); ok {
			d.input(in.Name, "amplitude", n, sine.Amplitude, difference, unbounded)
		}
	}
	period := f.need("period", `"1 d"`)
	if x, ok := d.quantity(period, "period", second); ok && d.within(period, "period", x, positive, second) {
		sine.Period = x
		d.input(in.Name, "period", period, x, second, positive)
	}
	phase, peak := f.get("phase"), f.get("peak_at")
	switch {
	case phase != nil && peak != nil:
		d.fail(codeConflict, peak.Key, f.what+" has both phase and peak_at", "", "keep one of the two")
	case phase != nil:
		if x, ok := d.quantity(phase, "phase", pure); ok {
			sine.Phase = x
			d.input(in.Name, "phase", phase, x, unit.Must("rad"), unbounded)
		}
	case peak != nil && sine.Period > 0:
		sine.Phase, _ = d.peak(peak, sine.Period, d.clock)
	}
}

func (d *decoder) noise(f *fields, in *models.Input) {
	noise := &models.Noise{}
	in.Noise = noise
	mean, difference, ok := d.level(f, in, "sd")
	noise.Mean = mean
	if n := f.need("sd", `"80 W"`); n != nil {
		if !ok {
			d.measured(n, "sd")
		} else if noise.SD, ok = d.quantity(n, "sd", difference); ok && d.within(n, "sd", noise.SD, notNegative, difference) {
			d.input(in.Name, "sd", n, noise.SD, difference, notNegative)
		}
	}
	scale := f.need("timescale", `"20 min"`)
	if t, ok := d.duration(scale, "timescale", false); ok {
		noise.Timescale = t.Seconds()
		noise.Every = max(t/10, 1)
		d.input(in.Name, "timescale", scale, noise.Timescale, second, positive)
	}
	grid, mend := scale, "raise timescale, or give every"
	if n := f.get("every"); n != nil {
		if t, ok := d.duration(n, "every", false); ok {
			noise.Every = t
			grid, mend = n, "raise every"
		}
	}
	if steps := (d.span + d.warmup) / max(noise.Every, 1); noise.Every > 0 && steps > 1e9 {
		d.fail(codeSize, grid.At, fmt.Sprintf("the noise changes %d times in a run", steps), "at most 1000000000 changes", mend)
	}
}

package scenarios

import (
	"fmt"
	"path/filepath"
	"strings"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

// signals are the synthetic inputs on offer.
func signals() []string { return []string{"constant", "sine", "weekly", "noise"} }

// decodeInputs reads [input.*] of a study. Units come first, the numbers of
// recorded files last, when all of a file that is wanted is known.
func (d *decoder) decodeInputs() {
	type recording struct {
		name string
		node *source.Node
		spec telemetry.Spec
		unit unit.Unit
	}
	var recordings []recording
	for _, n := range d.named(d.root.Get("input"), "input") {
		d.inputNames = append(d.inputNames, n.Name)
		f, ok := d.section(n, "[input."+n.Name+"]")
		if !ok {
			continue
		}
		path := "input." + n.Name
		d.places[path] = n.Key
		file, signal := f.get("file"), f.get("signal")
		switch {
		case file != nil && signal != nil:
			d.add(diagnose.Diagnostic{Code: codeConflict, At: signal.Key, Summary: f.what + " has both a file and a signal", Hint: "keep one of the two",
				Related: []diagnose.Related{{At: file.Key, Note: "the file"}}})
		case file != nil:
			spec, u, ok := d.recorded(f, file)
			if u.Scale != 0 {
				d.inputs[n.Name] = u
			}
			if ok {
				recordings = append(recordings, recording{n.Name, n, spec, u})
			}
		case signal != nil:
			d.synthetic(f, signal, n.Name)
		default:
			d.fail(codeMissing, f.at, f.what+" has neither a file nor a signal", "", `add file = "data.csv", or signal = "constant"`)
		}
	}
	if !d.headerSound {
		return // the span is not known, so that nothing can be said of files
	}
	for _, rec := range recordings {
		d.store.Expect(rec.spec)
	}
	for _, rec := range recordings {
		if table := d.read(rec.node, rec.spec); table != nil {
			d.study.Inputs = append(d.study.Inputs, models.Input{Name: rec.name, Unit: rec.unit, Table: table})
		}
	}
}

// recorded reads what an input says of a file. u is the SI unit of its values,
// or zero where it is not known.
func (d *decoder) recorded(f *fields, file *source.Node) (spec telemetry.Spec, u unit.Unit, ok bool) {
	before := d.list.Errors()
	shown, _ := d.text(file, "file")
	spec = telemetry.Spec{Shown: shown, File: shown, Start: d.clock.start, HasStart: d.clock.has, Zone: d.clock.zone,
		From: -d.warmup, Until: d.span}
	if !filepath.IsAbs(shown) {
		spec.File = filepath.Join(d.dir, filepath.FromSlash(shown))
	}
	if base := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(shown), ".gz"), ".zst"); shown != "" && !strings.HasSuffix(base, ".csv") {
		d.fail(codeTelemetry, file.At, fmt.Sprintf("%q is no kind of file that can be read", shown), ".csv, .csv.gz or .csv.zst", "")
	}
	spec.Time, _ = d.text(f.need("time", `"time"`), "time")
	column, value, where := f.get("column"), f.get("value"), f.get("where")
	switch {
	case column != nil && value != nil:
		d.fail(codeConflict, value.Key, f.what+" has both column and value", "", "column is for a wide table, value with where for a long one")
	case column != nil:
		spec.Column, _ = d.text(column, "column")
	case value != nil:
		spec.Value, _ = d.text(value, "value")
		if where == nil {
			d.fail(codeMissing, value.Key, f.what+" has value, but no where that picks the rows", "", `add where = { id = "roof" }, or write column for a wide table`)
		}
	default:
		d.fail(codeMissing, f.at, f.what+" has no column", "", `add column = "NAME", or value = "NAME" and where = { id = "roof" } for a long table`)
	}
	if where != nil {
		if value == nil {
			d.fail(codeConflict, where.Key, "where picks rows of a long table, but there is no value", "", `name the column of the numbers: value = "NAME"`)
		}
		spec.Where = d.where(where)
	}
	quantity := f.get("quantity")
	spec.Quantity, _ = d.choice(quantity, "quantity", []string{telemetry.Instant, telemetry.Mean, telemetry.Total, telemetry.Counter})
	if n := f.need("unit", `"degC"`); n != nil {
		if spec.Unit, ok = d.unit(n, "unit"); ok {
			u = d.rate(spec.Unit, spec.Quantity)
		}
	}
	spec.Stamp, _ = d.choice(f.get("stamp"), "stamp", []string{"start", "end"})
	spec.Interpolate, _ = d.choice(f.get("interpolate"), "interpolate", []string{"linear", "hold"})
	spec.OnGap, _ = d.choice(f.get("on_gap"), "on_gap", []string{"fail", "hold", "linear"})
	spec.MaxGap, _ = d.duration(f.get("max_gap"), "max_gap", false)
	f.done()
	return spec, u, d.list.Errors() == before
}

// rate is the SI unit of what the model reads: of a total or a counter, its
// amount per second.
func (d *decoder) rate(u unit.Unit, quantity string) unit.Unit {
	if quantity != telemetry.Total && quantity != telemetry.Counter {
		return u.SI()
	}
	perSecond, err := unit.Parse("(" + u.SI().Symbol + ")/s")
	if err != nil || u.Absolute {
		return unit.Unit{} // telemetry says what is wrong
	}
	return perSecond.SI()
}

// where reads the texts that pick the rows of a long table.
func (d *decoder) where(n *source.Node) map[string]string {
	t := n.Table()
	if t == nil || len(t.Nodes()) == 0 {
		d.wrongType(n, "where", `a table, such as { id = "roof" }`)
		return nil
	}
	picked := map[string]string{}
	for _, e := range t.Nodes() {
		switch e.Value.(type) {
		case string, int64, float64, bool:
			picked[e.Name] = written(e)
		default:
			d.wrongType(e, "where."+e.Name, "a text")
		}
	}
	return picked
}

// read reads a file, and says in the scenario's places what is wrong with it.
func (d *decoder) read(n *source.Node, spec telemetry.Spec) *models.Table {
	key := fmt.Sprintf("%+v", spec)
	if spec.Zone != nil {
		key += spec.Zone.String()
	}
	got, known := d.tables[key]
	if !known {
		var report *telemetry.Report
		got.table, report, got.problems = d.store.Read(spec)
		d.tables[key] = got
		d.remark(n.Name, report)
	}
	for i := range got.problems {
		p := &got.problems[i]
		at := n.Key
		if blamed := n.Table().Get(p.Key); blamed != nil {
			at = blamed.At
		}
		diagnostic := diagnose.Diagnostic{Code: codeTelemetry, At: at, Summary: "input." + n.Name + ": " + p.Summary, Expected: p.Expected, Hint: p.Hint}
		if p.Line > 0 {
			d.quote(spec.File, p.Line, p.Text)
			diagnostic.Related = []diagnose.Related{{Note: "in " + p.File, At: diagnose.Position{File: spec.File, Line: p.Line, Column: max(p.Column, 1), Length: max(p.Length, 1)}}}
		}
		d.add(diagnostic)
	}
	return got.table
}

// remark notes what was filled in.
func (d *decoder) remark(name string, report *telemetry.Report) {
	if report == nil {
		return
	}
	for _, g := range report.Gaps {
		if g.Filled != "" {
			d.remarks = append(d.remarks, fmt.Sprintf("input.%s: nothing was recorded from %s to %s; filled by %s", name, d.clock.say(g.From), d.clock.say(g.To), g.Filled))
		}
	}
}

// quote remembers a line of a file, for showing it.
func (l *loader) quote(file string, line int, text string) {
	if l.quoted[file] == nil {
		l.quoted[file] = map[int]string{}
	}
	l.quoted[file][line] = text
}

// reading is what came of a file.
type reading struct {
	table    *models.Table
	problems []telemetry.Problem
}

// synthetic reads a signal that is computed.
func (d *decoder) synthetic(f *fields, signal *source.Node, name string) {
	kind, ok := d.choice(signal, "signal", signals())
	if !ok {
		return
	}
	before := d.list.Errors()
	in := models.Input{Name: name}
	f.what += ", a " + kind + ","
	switch kind {
	case "constant":
		d.constant(f, &in)
	case "sine":
		d.sine(f, &in)
	case "noise":
		d.noise(f, &in)
	case "weekly":
		d.weekly(f, &in)
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
	if n := f.get("every"); n != nil {
		if t, ok := d.duration(n, "every", false); ok {
			noise.Every = t
		}
	}
	if steps := (d.span + d.warmup) / max(noise.Every, 1); noise.Every > 0 && steps > 1e9 {
		d.fail(codeSize, scale.At, fmt.Sprintf("the noise changes %d times in a run", steps), "at most 1000000000 changes", "raise timescale, or give every")
	}
}

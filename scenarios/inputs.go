package scenarios

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

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
	if _, isText := file.Value.(string); isText && !strings.HasSuffix(strings.ToLower(shown), ".csv") {
		d.fail(codeTelemetry, file.At, fmt.Sprintf("%q is no kind of file that can be read", shown), "a .csv file", "")
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
		d.warnOfHoles(n, report)
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

// warnOfHoles tells of the longest time without a value where no max_gap says
// how long may be.
func (d *decoder) warnOfHoles(n *source.Node, report *telemetry.Report) {
	if report == nil || len(report.Holes) == 0 {
		return
	}
	longest := slices.MaxFunc(report.Holes, func(a, b telemetry.Gap) int { return cmp.Compare(a.To-a.From, b.To-b.From) })
	at := n.Key
	if file := n.Table().Get("file"); file != nil {
		at = file.At
	}
	more := ""
	if others := len(report.Holes) - 1; others > 0 {
		more = fmt.Sprintf(", the longest of %d such holes", others+1)
	}
	d.add(diagnose.Diagnostic{
		Code: codeTelemetry, Severity: diagnose.Warning, At: at,
		Summary: fmt.Sprintf("input.%s: nothing was recorded for %s, from %s to %s%s, where values mostly come every %s",
			n.Name, telemetry.Spell(longest.To-longest.From), d.clock.say(longest.From), d.clock.say(longest.To), more, telemetry.Spell(report.Usual)),
		Hint: `give max_gap, such as max_gap = "2 h", and on_gap = "fail", "hold" or "linear" to say what becomes of it`,
	})
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

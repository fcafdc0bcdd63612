package scenarios

import (
	"cmp"
	"fmt"
	"slices"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

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
		d.repaired(n.Name, report)
		d.warnOfHoles(n, report)
	}
	for i := range got.problems {
		p := &got.problems[i]
		at := n.Key
		if blamed := n.Table().Get(p.Key); blamed != nil {
			at = blamed.At
		}
		diagnostic := diagnose.Diagnostic{Code: telemetryCode(p), At: at, Summary: "input." + n.Name + ": " + p.Summary, Expected: p.Expected, Hint: p.Hint}
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
			d.gaps = append(d.gaps, Gap{Input: name, From: g.From, To: g.To, How: g.Filled})
			d.remarks = append(d.remarks, fmt.Sprintf("input.%s: nothing was recorded from %s to %s; filled by on_gap = %q", name, d.clock.say(g.From), d.clock.say(g.To), g.Filled))
		}
	}
}

// repaired notes what became of rows out of order.
func (d *decoder) repaired(name string, report *telemetry.Report) {
	if report == nil || report.Repair == nil {
		return
	}
	r := report.Repair
	text := fmt.Sprintf("input.%s: %s not later than those before, the first in %s %d (%s); sorted by time",
		name, counted(r.Rows, "row was", "rows were"), r.Noun, r.Line, d.clock.say(r.At))
	if r.Merged > 0 {
		kept := "the " + r.Kept
		if r.Kept == "mean" {
			kept = "their mean"
		}
		text += fmt.Sprintf(", and of rows with one time %s was kept (%s)", kept, counted(r.Merged, "row fewer", "rows fewer"))
	}
	d.remarks = append(d.remarks, text)
}

// counted is a number with the words that fit it.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
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
		Code: codeGap, Severity: diagnose.Warning, At: at,
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

// Gap is a time for which an input has no record and was filled.
type Gap struct {
	Input    string      // without "input."
	From, To engine.Time // stamps of the values before and after
	How      string      // hold, linear or spread
}

package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

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
		got.report = report
		d.tables[key] = got
		d.remark(n.Name, report)
		d.repaired(n.Name, report)
		d.transcoded(n.Name, spec, report)
		d.late(spec, report)
	}
	d.warnOfHoles(n, &spec, got.report) // of every variant that has them
	for i := range got.problems {
		p := &got.problems[i]
		at := n.Key
		if blamed := n.Table().Get(p.Key); blamed != nil {
			at = blamed.At
		}
		diagnostic := diagnose.Diagnostic{Code: telemetryCode(p), At: at, Summary: "input." + n.Name + ": " + p.Summary, Expected: p.Expected, Hint: p.Hint, Order: p.Row}
		if p.Row == 0 {
			diagnostic.Order = math.MaxInt // a count of more comes last
		}
		if p.Line > 0 {
			d.quote(spec.File, p.Line, p.Text)
			diagnostic.Related = []diagnose.Related{{Note: "in " + p.File, At: diagnose.Position{File: spec.File, Line: p.Line, Column: max(p.Column, 1), Length: max(p.Length, 1)}}}
		}
		if !d.saidOfFile(n.Name, &diagnostic, p, &spec) {
			d.add(diagnostic)
		}
	}
	return got.table
}

// fault is something wrong with the times of a file, which all inputs that read
// them share.
type fault struct {
	file, time, clock string
	line, row         int
	summary           string
}

// sharing is where a fault was said, of which input, and who else has it.
type sharing struct {
	input   string
	at      diagnose.Position
	summary string
	also    []string
}

// saidOfFile reports whether what is wrong with the times of a file was said of
// another input already, which is then named beside it.
func (d *decoder) saidOfFile(name string, said *diagnose.Diagnostic, p *telemetry.Problem, spec *telemetry.Spec) bool {
	if said.Code != codeStamps {
		return false
	}
	key := fault{spec.File, spec.Time, spec.Clock, p.Line, p.Row, p.Summary}
	first := d.faults[key]
	if first == nil {
		d.faults[key] = &sharing{input: name, at: withoutOrigin(said.At), summary: said.Summary}
		return false
	}
	if first.input == name {
		return false
	}
	if !slices.Contains(first.also, name) {
		first.also = append(first.also, name)
	}
	return true
}

// nameSharers adds to what was said of one input the others that it holds of.
func (l *loader) nameSharers() {
	for _, s := range l.faults {
		if len(s.also) == 0 {
			continue
		}
		slices.Sort(s.also)
		for i := range l.list {
			if d := &l.list[i]; d.Code == codeStamps && d.At == s.at && d.Summary == s.summary {
				d.Summary += "; also input." + strings.Join(s.also, ", input.")
			}
		}
	}
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

// late notes that the irradiances of a weather file are no means over the hour
// before their stamps, as the format has it.
func (d *decoder) late(spec telemetry.Spec, report *telemetry.Report) {
	if report == nil || report.Sun == 0 {
		return
	}
	switch spec.Column {
	case "global_horizontal", "direct_normal", "diffuse_horizontal":
	default:
		return
	}
	const middle = -0.5 // h after the stamp: where the mean over the hour before is
	way := "late"
	if report.Sun > middle {
		way = "early"
	}
	text := fmt.Sprintf("%s has irradiances at instants, %g h from their stamps (a comment in its head says so), and is read as means over the hour before: its sun is about %.0f min %s",
		spec.Shown, report.Sun, math.Abs(report.Sun-middle)*60, way)
	if !slices.Contains(d.remarks, text) {
		d.remarks = append(d.remarks, text)
	}
}

// transcoded notes that a file was read in another encoding than UTF-8.
func (d *decoder) transcoded(name string, spec telemetry.Spec, report *telemetry.Report) {
	if report == nil || report.Foreign == nil {
		return
	}
	text := fmt.Sprintf("%s is not UTF-8 (byte 0x%02x in line %d) and was read as Windows-1252, as Excel writes \"CSV\"; encoding = \"windows-1252\" says so, \"CSV UTF-8\" needs no word",
		spec.Shown, report.Foreign.Byte, report.Foreign.Line)
	if !slices.Contains(d.remarks, text) {
		d.remarks = append(d.remarks, text)
	}
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
func (d *decoder) warnOfHoles(n *source.Node, spec *telemetry.Spec, report *telemetry.Report) {
	if report == nil || len(report.Holes) == 0 {
		return
	}
	longest := slices.MaxFunc(report.Holes, func(a, b telemetry.Gap) int { return cmp.Compare(a.To-a.From, b.To-b.From) })
	at := n.Key
	if file := n.Table().Get("file"); file != nil {
		at = file.At
	}
	how := "a straight line bridges it"
	if spec.Interpolate == "hold" || spec.Quantity != "" && spec.Quantity != telemetry.Instant {
		how = "one value is taken for all of it"
	}
	more := ""
	if others := len(report.Holes) - 1; others > 0 {
		more = fmt.Sprintf(", the longest of %d holes longer than %s", others+1, telemetry.Spell(telemetry.HoleAfter*report.Usual))
	}
	d.add(diagnose.Diagnostic{
		Code: codeGap, Severity: diagnose.Warning, At: at,
		Summary: fmt.Sprintf("input.%s: nothing was recorded for %s, from %s to %s%s, where values mostly come every %s; %s",
			n.Name, telemetry.Spell(longest.To-longest.From), d.clock.say(longest.From), d.clock.say(longest.To), more, telemetry.Spell(report.Usual), how),
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
	report   *telemetry.Report // nil where it could not be read
}

// Gap is a time for which an input has no record and was filled.
type Gap struct {
	Input    string      // without "input."
	From, To engine.Time // stamps of the values before and after
	How      string      // hold, linear or spread
}

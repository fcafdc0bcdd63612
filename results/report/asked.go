package report

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// mostRows is how long a table of what was asked may be before it is folded.
const mostRows = 16

// asked says what the scenario is, and what varies in it.
func (m *material) asked() ([]block, error) {
	blocks := []block{{Facts: m.facts()}, {Table: m.variants()}}
	for _, t := range []*table{m.changes(), m.sweepPoints(), m.drawn(), m.files()} {
		switch {
		case t == nil:
		case len(t.Rows) > mostRows:
			blocks = append(blocks, block{Details: &details{fmt.Sprintf("%s (%d)", t.Caption, len(t.Rows)),
				[]block{{Table: t}}}})
		default:
			blocks = append(blocks, block{Table: t})
		}
	}
	if o := m.r.Info.Overrides; len(o) > 0 {
		var items []item
		for _, line := range o {
			items = append(items, item{Text: line})
		}
		blocks = append(blocks, block{Heading: "What the command line set"}, block{List: items})
	}
	if m.r.Info.Scenario != "" {
		blocks = append(blocks, block{Details: &details{"The scenario, word for word",
			[]block{{Code: m.r.Info.Scenario}}}})
	}
	return blocks, nil
}

// facts are the frame of the study.
func (m *material) facts() []item {
	i := &m.r.Info
	items := []item{{"Scenario", i.Name}}
	if i.HasStart {
		end := i.Start.Add(time.Duration(i.Span))
		items = append(items, item{"Period", m.clock(i.Start) + " to " + m.clock(end) + " (" + m.zone.String() + ")"})
	}
	items = append(items, item{"Span", duration(i.Span.Seconds())})
	if i.Warmup > 0 {
		items = append(items, item{"Warm-up before", duration(i.Warmup.Seconds()) + ", not counted"})
	}
	if i.Every > 0 && len(m.r.Schema.Tables) > 0 {
		items = append(items, item{"Recorded every", duration(i.Every.Seconds())})
	}
	draws := fixed(float64(i.Draws), 0)
	switch i.Design {
	case "lhs":
		draws += ", a Latin hypercube"
	case "sobol":
		draws += ", a scrambled Sobol sequence"
	case "iid":
		if i.Draws > 1 {
			draws += ", independent"
		}
	}
	if i.Replicates > 1 {
		draws += fmt.Sprintf(" in %d replicates", i.Replicates)
	}
	if i.Stop != nil {
		draws += fmt.Sprintf(" of at most %s: %s", fixed(float64(i.Stop.Most), 0), i.Stop.Reason)
	}
	return append(items, item{"Draws of each variant", draws}, item{"Seed", fmt.Sprint(i.Seed)})
}

// clock is a time in the zone of the scenario.
func (m *material) clock(t time.Time) string { return t.In(m.zone).Format("Mon 2 Jan 2006 15:04") }

// variants lists them with what they are for and how their runs ended.
func (m *material) variants() *table {
	t := &table{Caption: "Variants", Words: true, Head: []string{"variant", "what it is", "runs", "failed"}}
	for k, name := range m.r.Schema.Variants {
		about := ""
		if d := m.r.Info.VariantDescriptions; k < len(d) {
			about = d[k]
		}
		runs, failed := 0, 0
		for i, v := range m.r.Runs.Variant {
			if int(v) == k {
				runs++
				if m.r.Runs.Failed[i] {
					failed++
				}
			}
		}
		t.Rows = append(t.Rows, row{Head: name, Cells: []cell{{Text: about, Class: "prose"}, {Text: fixed(float64(runs), 0),
			Class: "number"}, {Text: fixed(float64(failed), 0), Class: "number"}}})
	}
	return t
}

// changes is what each variant sets, beside what the scenario says.
func (m *material) changes() *table {
	t := &table{Caption: "What the variants change", Words: true, Head: []string{"variant", "what", "from", "to"},
		Else: "in the scenario"}
	for k, list := range m.r.Info.VariantChanges {
		for i, c := range list {
			head := ""
			if i == 0 {
				head = m.r.Schema.Variants[k]
			}
			from := cell{Text: c.From, Class: "old"}
			if c.From == "" {
				from = cell{Text: "not there", Class: "quiet"}
			}
			t.Rows = append(t.Rows, row{Head: head, Cells: []cell{{Text: c.Path, Class: "code"}, from, {Text: c.To,
				Class: "new"}}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// inRuns is where each run has its parameters.
const inRuns = "in the table runs of the result"

// sweepPoints lists what is swept.
func (m *material) sweepPoints() *table {
	if m.r.Info.Sweeps < 2 || len(m.r.Info.SweepPoints) == 0 {
		return nil
	}
	paths := slices.Sorted(maps.Keys(m.r.Info.SweepPoints[0]))
	t := &table{Caption: "Sweep points", Words: true, Head: append([]string{"point"}, paths...),
		Else: inRuns}
	for k, p := range m.r.Info.SweepPoints {
		line := row{Head: fmt.Sprint(k)}
		for _, path := range paths {
			line.Cells = append(line.Cells, cell{Text: p[path]})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// point names a sweep point by its values.
func (m *material) point(k int) string {
	if k >= len(m.r.Info.SweepPoints) {
		return fmt.Sprintf("point %d", k)
	}
	var words []string
	for _, path := range slices.Sorted(maps.Keys(m.r.Info.SweepPoints[k])) {
		words = append(words, strings.TrimPrefix(path, "twin.")+" = "+m.r.Info.SweepPoints[k][path])
	}
	return strings.Join(words, ", ")
}

// drawn lists the parameters that vary from draw to draw, as they fell in the
// first variant.
func (m *material) drawn() *table {
	t := &table{Caption: "Drawn parameters, as they fell in the first variant", Head: []string{"parameter", "unit",
		"draws", "5 %", "median", "95 %"}, Else: inRuns}
	for j, c := range m.r.Schema.Parameters {
		if m.swept(c.Path) {
			continue
		}
		var values []float64
		for i, v := range m.r.Runs.Parameters[j] {
			if m.r.Runs.Variant[i] == 0 && m.r.Runs.Sweep[i] == 0 && !math.IsNaN(v) {
				values = append(values, v)
			}
		}
		slices.Sort(values)
		line := row{Head: c.Path, Cells: []cell{{Text: unit(c.Unit)}, {Text: fixed(float64(len(values)), 0)}}}
		for _, p := range []float64{0.05, 0.5, 0.95} {
			line.Cells = append(line.Cells, cell{Text: number(quantile(p, values), 4)})
		}
		t.Rows = append(t.Rows, line)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

func (m *material) swept(path string) bool {
	if len(m.r.Info.SweepPoints) == 0 {
		return false
	}
	_, ok := m.r.Info.SweepPoints[0][path]
	return ok
}

// quantile is of type 7, as everywhere in a result; NaN for no values.
func quantile(p float64, sorted []float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	h := float64(len(sorted)-1) * p
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[i]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// files lists the recorded files that were read.
func (m *material) files() *table {
	if len(m.r.Info.Files) == 0 {
		return nil
	}
	t := &table{Caption: "Files that were read", Words: true, Head: []string{"file", "SHA-256"}}
	for _, name := range slices.Sorted(maps.Keys(m.r.Info.Files)) {
		t.Rows = append(t.Rows, row{Head: name, Cells: []cell{{Text: m.r.Info.Files[name], Class: "code"}}})
	}
	return t
}

package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/fatih/color"

	"whatif/engine"
	"whatif/scenarios"
	"whatif/scenarios/telemetry"
)

// planRecord is what --dry-run tells, as JSON has it.
type planRecord struct {
	Name          string            `json:"name"`
	Span          string            `json:"span"`
	Warmup        string            `json:"warmup"`
	Variants      []string          `json:"variants"`
	SweepPoints   int               `json:"sweep_points"`
	Draws         int               `json:"draws"`
	Stops         bool              `json:"draws_may_be_fewer"`
	Design        string            `json:"design"`
	Seed          int64             `json:"seed"`
	Runs          int64             `json:"runs"`
	RunsPerPart   int64             `json:"runs_per_part"`
	Parts         int64             `json:"parts"`
	Samples       int64             `json:"samples_per_run"`
	Swept         []variedRecord    `json:"swept"`
	Drawn         []variedRecord    `json:"drawn"`
	Inputs        []inputRecord     `json:"inputs"`
	Structures    []structureRecord `json:"structures"`
	Tables        []tableRecord     `json:"tables"`
	Indicators    []string          `json:"indicators"`
	Telemetry     map[string]string `json:"telemetry"` // SHA-256 by file
	Results       string            `json:"results"`
	EstimatedTime float64           `json:"estimated_seconds"`
	EstimatedFrom int               `json:"estimated_from_runs"`
	Failed        []failedRecord    `json:"failed"` // of the runs tried
}

// failedRecord is a run that was tried and failed.
type failedRecord struct {
	Run     int64  `json:"run_id"`
	Variant string `json:"variant"`
	Error   string `json:"error"`
}

type variedRecord struct {
	Path string `json:"path"`
	How  string `json:"how"`
}

type inputRecord struct {
	Name   string      `json:"name"`
	Source string      `json:"source"`
	Unit   string      `json:"unit"`
	Points int         `json:"points,omitempty"`
	From   string      `json:"from,omitempty"`
	To     string      `json:"to,omitempty"`
	Gaps   []gapRecord `json:"filled_gaps,omitempty"`
}

type gapRecord struct {
	From string `json:"from"`
	To   string `json:"to"`
	How  string `json:"how"`
}

type structureRecord struct {
	Variants []string       `json:"variants"`
	Twins    int            `json:"twins"`
	Actors   int            `json:"actors"`
	Islands  []islandRecord `json:"islands"`
}

type islandRecord struct {
	Twins   []string `json:"twins"`
	States  int      `json:"states"`
	Inputs  int      `json:"inputs"`
	Watches int      `json:"watches"`
	Method  string   `json:"method"`
}

type tableRecord struct {
	Name  string `json:"name"`
	Rows  int64  `json:"rows"`
	Bytes int64  `json:"bytes"` // of the values, before they are compressed
}

// showPlan tells what a run would do, and runs a few to tell how long.
func (c *console) showPlan(plan *scenarios.Plan, perPart int64, f *runFlags) error {
	outline, err := plan.Outline()
	if err != nil {
		return &exit{exitWrong, err}
	}
	info, schema := plan.Info(), plan.Schema()
	r := &planRecord{
		Name: plan.Name, Span: length(info.Span), Warmup: length(info.Warmup), Variants: schema.Variants,
		SweepPoints: info.Sweeps, Draws: info.Draws, Stops: plan.Stops(), Design: info.Design, Seed: info.Seed,
		Runs: plan.Runs(), RunsPerPart: perPart, Parts: (plan.Runs() + perPart - 1) / perPart, Samples: plan.Samples(),
		Swept: variedOf(outline.Swept), Drawn: variedOf(outline.Drawn), Inputs: []inputRecord{},
		Tables: tablesOf(plan), Indicators: names(schema), Telemetry: info.Files, Results: f.dir,
	}
	for _, in := range outline.Inputs {
		out := inputRecord{Name: in.Name, Source: in.Source, Unit: in.Unit, Points: in.Points, From: in.From, To: in.To}
		for _, g := range in.Gaps {
			out.Gaps = append(out.Gaps, gapRecord(g))
		}
		r.Inputs = append(r.Inputs, out)
	}
	for _, s := range outline.Structures {
		out := structureRecord{Variants: s.Variants, Twins: s.Twins, Actors: s.Actors, Islands: []islandRecord{}}
		for _, isl := range s.Islands {
			out.Islands = append(out.Islands, islandRecord{twinsOf(isl), len(isl.States), len(isl.Inputs), isl.Watches, isl.Method})
		}
		r.Structures = append(r.Structures, out)
	}
	perRun, tried, failed := probe(plan)
	r.Failed = failed
	r.EstimatedTime, r.EstimatedFrom = perRun.Seconds()*float64(r.Runs)/float64(max(min(int64(f.workers), r.Runs), 1)), tried
	if f.json {
		return c.json(r)
	}
	_, err = fmt.Fprint(c.out, r.text(func(s string) string { return paint(c.outColor, s, color.Bold) }, f.workers))
	return err
}

func variedOf(list []scenarios.Varied) []variedRecord {
	out := []variedRecord{}
	for _, v := range list {
		out = append(out, variedRecord(v))
	}
	return out
}

// twinsOf names the twins of an island by its states, or, where it has none,
// by what it shows.
func twinsOf(isl engine.IslandInfo) []string {
	out := []string{}
	paths := isl.States
	if len(paths) == 0 {
		paths = isl.Outputs
	}
	seen := map[string]bool{}
	for _, path := range paths {
		parts := strings.Split(path, ".")
		if len(parts) > 1 && parts[0] == "twin" && !seen[parts[1]] {
			seen[parts[1]] = true
			out = append(out, parts[1])
		}
	}
	return out
}

// tablesOf are the tables that the runs would write, with their sizes.
func tablesOf(plan *scenarios.Plan) []tableRecord {
	const key = 40 // bytes of a row of series beside its values
	schema := plan.Schema()
	runs := int64(100 + 8*(len(schema.Parameters)+len(schema.Indicators)))
	out := []tableRecord{{Name: "runs", Rows: plan.Runs(), Bytes: plan.Runs() * runs}}
	rows := make([]int64, len(schema.Tables))
	draws, points := int64(plan.Info().Draws), plan.Info().Sweeps
	for v := range schema.Variants {
		for _, row := range plan.Layout(v, 0).Rows {
			rows[row.Table] += draws * int64(points) * plan.Samples()
		}
	}
	for i, t := range schema.Tables {
		out = append(out, tableRecord{Name: "series_" + strings.ReplaceAll(t.Kind, ".", "_"), Rows: rows[i], Bytes: rows[i] * int64(key+8*len(t.Columns))})
	}
	return out
}

// listener hears a run out and keeps nothing.
type listener struct{}

func (listener) Sample(engine.Time, []float64) error { return nil }
func (listener) Event(engine.Event) error            { return nil }

// probe carries out a few runs of the plan, spread over it, for about half a
// second, and returns how long one takes, and those that failed.
func probe(plan *scenarios.Plan) (perRun time.Duration, tried int, failed []failedRecord) {
	const most, enough = 16, 500 * time.Millisecond
	w := plan.Source().Worker()
	began := time.Now()
	n := min(most, plan.Runs())
	failed = []failedRecord{}
	for k := range n {
		var o engine.Outcome
		w.Execute(k*plan.Runs()/n, listener{}, nil, &o)
		tried++
		if run := k * plan.Runs() / n; o.Err != nil {
			failed = append(failed, failedRecord{run, plan.Schema().Variants[plan.ID(run).Variant], o.Err.Error()})
		}
		if time.Since(began) > enough {
			break
		}
	}
	return time.Since(began) / time.Duration(max(tried, 1)), tried, failed
}

// length writes a simulated time as a planner does.
func length(t engine.Time) string {
	return telemetry.Spell(t)
}

// text lays a plan out for people.
func (r *planRecord) text(bold func(string) string, workers int) string {
	var b strings.Builder
	line := func(head, text string) { b.WriteString(hang(fmt.Sprintf("%-13s", head), text)) }
	line("scenario", r.Name)
	line("span", r.Span+", after a warm-up of "+r.Warmup)
	line("variants", strings.Join(r.Variants, ", "))
	line("sweep points", fmt.Sprint(r.SweepPoints))
	for _, v := range r.Swept {
		line("", v.Path+": "+v.How)
	}
	draws := fmt.Sprintf("%d, seed %d, %s", r.Draws, r.Seed, r.Design)
	if r.Stops {
		draws = "at most " + draws
	}
	line("draws", draws)
	for _, v := range r.Drawn {
		line("", v.Path+": "+v.How)
	}
	line("runs", fmt.Sprintf("%d, in %s of %d", r.Runs, count(r.Parts, "part"), r.RunsPerPart))
	line("samples", fmt.Sprintf("%d a run", r.Samples))
	line("indicators", strings.Join(r.Indicators, ", "))
	for i, in := range r.Inputs {
		if i == 0 {
			b.WriteString("\n" + bold("inputs") + "\n")
		}
		text := fmt.Sprintf("%s [%s]", in.Source, in.Unit)
		if in.Points > 0 {
			text += fmt.Sprintf(", %s from %s to %s", count(in.Points, "point"), in.From, in.To)
		}
		b.WriteString(hang("  "+in.Name+": ", text))
		for _, g := range in.Gaps {
			b.WriteString(hang("    ", fmt.Sprintf("nothing from %s to %s: filled by on_gap = %q", g.From, g.To, g.How)))
		}
	}
	for _, s := range r.Structures {
		head := "model"
		if len(r.Structures) > 1 {
			head = "model of " + strings.Join(s.Variants, ", ")
		}
		b.WriteString("\n" + hang("", bold(head)+": "+fmt.Sprintf("%s, %s", count(s.Twins, "twin"), count(s.Actors, "actor"))))
		const shown = 12
		for i, isl := range s.Islands {
			if i == shown {
				fmt.Fprintf(&b, "  and %d more islands\n", len(s.Islands)-shown)
				break
			}
			b.WriteString(hang("  island of ", few(isl.Twins)+": "+count(isl.States, "state")+", solved by the method "+isl.Method))
		}
	}
	b.WriteString("\n" + bold("tables") + "\n")
	var t table
	for _, table := range r.Tables {
		t.add(table.Name, count(table.Rows, "row"), size(table.Bytes))
	}
	t.write(&b)
	fmt.Fprintf(&b, "  to %s; sizes before compression, events not counted\n", filepath.ToSlash(r.Results))
	estimate := time.Duration(r.EstimatedTime * float64(time.Second))
	b.WriteString("\n" + hang("", fmt.Sprintf("about %s with %s: an estimate from %s tried just now, writing not counted",
		roughly(estimate), count(workers, "worker"), count(r.EstimatedFrom, "run"))))
	r.tellFailed(&b, bold)
	return b.String()
}

// tellFailed tells which of the runs tried failed, each variant's mistake once.
func (r *planRecord) tellFailed(b *strings.Builder, bold func(string) string) {
	if len(r.Failed) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", bold(fmt.Sprintf("%d of %s tried failed", len(r.Failed), count(r.EstimatedFrom, "run"))))
	told := map[string]bool{}
	for _, f := range r.Failed {
		if text := f.Variant + ": " + f.Error; !told[text] {
			told[text] = true
			b.WriteString(hang("  ", text))
		}
	}
}

// few lists names, and how many more there are.
func few(names []string) string {
	const most = 8
	if len(names) == 0 {
		return "no twin"
	}
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}

// size writes a number of bytes.
func size(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f kB", float64(n)/1e3)
}

// roughly writes a time with two digits at most.
func roughly(d time.Duration) string {
	switch {
	case d < time.Second:
		return "a second"
	case d < 2*time.Minute:
		return count(int(d.Round(time.Second)/time.Second), "second")
	case d < 2*time.Hour:
		return count(int(d.Round(time.Minute)/time.Minute), "minute")
	case d < 48*time.Hour:
		return count(int(d.Round(time.Hour)/time.Hour), "hour")
	}
	return count(int(d.Round(24*time.Hour)/(24*time.Hour)), "day")
}

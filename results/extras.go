package results

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow/go/v15/arrow"

	"whatif/engine"
)

// loader is load.py, the same for all results.
//
//go:embed load.py
var loader []byte

// views returns views.sql: for each series table a view that joins to every
// sample the sweep point, status and parameters of its run.
func views(s *engine.Schema) []byte {
	var b strings.Builder
	b.WriteString(`-- Views over the tables of this result, for DuckDB.
--
-- In Python, load.connect() returns a connection that has the tables and these
-- views (pip install duckdb pyarrow):
--     import load
--     load.connect().sql("SELECT variant, count(*) FROM finished GROUP BY ALL")
-- Elsewhere, make the tables first, from the files in the folders runs, events
-- and series_* and from summary.arrow, with an extension that reads Arrow.

-- The runs that reached their end.
CREATE OR REPLACE TEMP VIEW finished AS SELECT * FROM runs WHERE status = 'ok';

-- How often each alert started, and in how many runs.
CREATE OR REPLACE TEMP VIEW alerts AS
SELECT r.variant, r.sweep, e.signal, count(DISTINCT e.run_id) AS runs, count(*) AS events
FROM events e JOIN runs r USING (run_id)
WHERE e.kind = 'alert_on'
GROUP BY r.variant, r.sweep, e.signal;
`)
	indicatorViews(&b, s)
	for _, t := range s.Tables {
		table := SeriesTable(t.Kind)
		fmt.Fprintf(&b, `
-- The samples of %s with the sweep point and status of their run%s.
CREATE OR REPLACE TEMP VIEW %s_runs AS
SELECT s.*, r.sweep, r.status`, t.Kind, and(len(s.Parameters) > 0, ", and its parameters"), strings.TrimPrefix(table, "series_"))
		for _, p := range s.Parameters {
			fmt.Fprintf(&b, ", r.%s AS %s", quoted(p.Name), quoted("parameter_"+p.Name))
		}
		fmt.Fprintf(&b, "\nFROM %s s JOIN runs r USING (run_id);\n", table)
	}
	return []byte(b.String())
}

// indicatorViews adds views of the indicators in long form.
func indicatorViews(b *strings.Builder, s *engine.Schema) {
	if len(s.Indicators) == 0 {
		return
	}
	var names []string
	for _, c := range s.Indicators {
		names = append(names, quoted(c.Name))
	}
	fmt.Fprintf(b, `
-- The indicators, a row for each run and indicator; failed runs have none.
CREATE OR REPLACE TEMP VIEW indicators AS
UNPIVOT (SELECT run_id, variant, sweep, draw, %[1]s FROM finished) ON %[1]s INTO NAME indicator VALUE value;

-- How each indicator spreads over the draws, by variant and sweep point.
CREATE OR REPLACE TEMP VIEW spreads AS
SELECT indicator, variant, sweep, count(*) AS n, avg(value) AS mean, stddev_samp(value) AS sd,
  quantile_cont(value, 0.05) AS q05, median(value) AS median, quantile_cont(value, 0.95) AS q95
FROM indicators GROUP BY ALL;

-- What each variant changes beside the first, draw by draw: both had the same luck.
CREATE OR REPLACE TEMP VIEW differences AS
SELECT i.indicator, i.variant, i.sweep, i.draw, i.value - base.value AS difference
FROM indicators i JOIN indicators base USING (indicator, sweep, draw)
WHERE base.variant = %[2]s AND i.variant <> base.variant;
`, strings.Join(names, ", "), "'"+strings.ReplaceAll(s.Variants[0], "'", "''")+"'")
}

// hasResiduals reports whether some column is a variable less its record.
func hasResiduals(s *engine.Schema) bool {
	return slices.ContainsFunc(s.Tables, func(t engine.Table) bool {
		return slices.ContainsFunc(t.Columns, func(c engine.Column) bool { return strings.HasSuffix(c.Path, "_residual") })
	})
}

func and(when bool, text string) string {
	if when {
		return text
	}
	return ""
}

// quoted returns an SQL identifier.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// counted is a number of things.
func counted[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// spell writes a length of time as people do, such as 32 d 23 h.
func spell(t engine.Time) string {
	if t < 0 {
		return "-" + spell(-t)
	}
	var parts []string
	for _, u := range []struct {
		length engine.Time
		symbol string
	}{{24 * 3600 * engine.Second, "d"}, {3600 * engine.Second, "h"}, {60 * engine.Second, "min"}} {
		if n := t / u.length; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.symbol))
			t -= n * u.length
		}
	}
	if t > 0 || len(parts) == 0 {
		parts = append(parts, strconv.FormatFloat(t.Seconds(), 'f', -1, 64)+" s")
	}
	return strings.Join(parts, " ")
}

// readme returns README.md: what each table holds, with units.
func readme(i *Info, s *engine.Schema) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", i.Name)
	fmt.Fprintf(&b, "The result of %s of a what-if scenario: %s, %s, %s, seed %d.\n",
		counted(i.Runs, "run"), counted(len(s.Variants), "variant"), counted(i.Sweeps, "sweep point"), counted(i.Draws, "draw"), i.Seed)
	if i.Replicates > 1 {
		fmt.Fprintf(&b, "The draws are %d replicates of %d points each (%s), in order: an interval of a mean comes from the means of the replicates.\n",
			i.Replicates, i.Draws/i.Replicates, i.Design)
	}
	if i.Stop != nil {
		fmt.Fprintf(&b, "Stopped after %s.\n", cellText(i.Stop.Reason))
	}
	if i.HasStart {
		fmt.Fprintf(&b, "Simulated: %s from %s, sampled every %s.\n", spell(i.Span), i.Start.UTC().Format(time.RFC3339), spell(i.Every))
	} else {
		fmt.Fprintf(&b, "Simulated: %s, sampled every %s.\n", spell(i.Span), spell(i.Every))
	}
	b.WriteString("\n| variant | |\n|---|---|\n")
	for k, v := range s.Variants {
		text := ""
		if len(i.VariantDescriptions) > 0 {
			text = i.VariantDescriptions[k]
		}
		fmt.Fprintf(&b, "| %s | %s |\n", cellText(v), cellText(text))
	}
	b.WriteString(`
` + "`python load.py`" + ` prints an overview; ` + "`import load`" + ` has ` + "`runs()`, `series(kind)`, `events()`, `summary()`" + `
and ` + "`difference(indicator, base)`" + `, paired draw by draw, with 95 % intervals.
` + "`views.sql`" + ` has views for DuckDB. The tables are Arrow IPC files (Feather V2), in parts that each hold a fixed
range of runs. ` + "`batch.json`" + ` says what was run, ` + "`manifest.json`" + ` lists the files with their hashes. Units and
descriptions are in the metadata of the columns, too. Times ` + "`t`" + ` are seconds since the start. A column marked "mean" holds
the mean over the interval that ends at t, null at the start; the others hold the value at t.
`)
	b.WriteString("\nFor Polars: `pl.read_ipc(\"runs/*.arrow\")`, or `pl.scan_ipc` for more than fits in memory.\n" +
		"For DuckDB: `load.connect()`; tables join by `USING (run_id, variant, draw)`.\n")
	b.WriteString("\nFor Excel: `load.runs().to_csv(\"runs.csv\")`, and where it has decimal commas\n" +
		"`load.runs().to_csv(\"runs.csv\", sep=\";\", decimal=\",\")`.\n")
	if hasResiduals(s) {
		b.WriteString("Columns that end in `_residual` hold what the model differs by from its record, above 0 where the model is above it, null for\n" +
			"twins that have no record.\n")
	}
	fixed := func(table, what string, columns []engine.Column, series bool, names ...string) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| column | unit | |\n|---|---|---|\n", table, what)
		for _, n := range names {
			b.WriteString(n)
		}
		for _, c := range columns {
			text := c.Description
			if series && c.Mean {
				text = strings.TrimPrefix(text+"; mean", "; ")
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, cellText(c.Unit), cellText(text))
		}
	}
	fixed("runs", "One row per run.", append(append([]engine.Column{}, s.Parameters...), s.Indicators...), false, fieldRows(runsFields())...)
	for _, t := range s.Tables {
		fixed(SeriesTable(t.Kind), fmt.Sprintf("One row per run, sample and twin of the kind %s, in that order.", t.Kind),
			t.Columns, true, fieldRows(seriesFields(i.HasStart))...)
	}
	fixed("events", "One row per event, in the order of run and time.", nil, false, fieldRows(eventFields(i.HasStart))...)
	if len(s.Balance) > 0 {
		fixed(balanceTable, "One row per run that reached its end, zone, term and period: heat into the zone, and what is counted beside it.", nil, false,
			fieldRows(balanceFields())...)
	}
	fixed("summary", "One row per variant, sweep point, sample, twin and variable: the spread over the draws. No rows where there is one draw.", nil, false,
		fieldRows(summaryFields(i.HasStart))...)
	return []byte(b.String())
}

// fieldRows renders the columns that every batch has.
func fieldRows(fields []arrow.Field) []string {
	var rows []string
	for _, f := range fields {
		unit, _ := f.Metadata.GetValue("unit")
		text, _ := f.Metadata.GetValue("description")
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |\n", f.Name, unit, text))
	}
	return rows
}

// cellText keeps a text in its cell of a Markdown table.
func cellText(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
}

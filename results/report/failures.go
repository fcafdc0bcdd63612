package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	mostMessages = 20 // different reasons shown
	mostRuns     = 10 // runs named for a reason
)

// values is what differs between two messages of the same kind of failure.
var values = regexp.MustCompile(`[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?`)

// times are those of a run as it tells them, such as 2d3h4m5.678s.
var times = regexp.MustCompile(`\b(?:([0-9]+)d)?((?:[0-9]+h)?(?:[0-9]+m)?[0-9]+(?:\.[0-9]+)?s)\b`)

// timed writes the times in a message as people do, to the second.
func timed(text string) string {
	return times.ReplaceAllStringFunc(text, func(t string) string {
		parts := times.FindStringSubmatch(t)
		rest, err := time.ParseDuration(parts[2])
		if err != nil { // longer than a clock runs
			return t
		}
		days, _ := strconv.Atoi("0" + parts[1])
		if days == 0 && rest < time.Minute {
			return number(rest.Seconds(), 4) + thin + "s"
		}
		return clockwork(days, rest.Round(time.Second))
	})
}

// clockwork is a time in days, hours, minutes and seconds, without those that are 0.
func clockwork(days int, rest time.Duration) string {
	hours := rest / time.Hour
	var parts []string
	for _, u := range []struct {
		n    int
		name string
	}{{days + int(hours/24), "d"}, {int(hours % 24), "h"}, {int(rest / time.Minute % 60), "min"}, {int(rest / time.Second % 60), "s"}} {
		if u.n > 0 {
			parts = append(parts, fmt.Sprint(u.n)+thin+u.name)
		}
	}
	return strings.Join(parts, " ")
}

// failures says which runs failed, why, and how to repeat one.
func (m *material) failures() ([]block, error) {
	if m.r.Runs.Len() == 0 {
		return nil, nil
	}
	if m.failed() == 0 {
		text := "None: all " + count(int64(m.r.Runs.Len()), "run") + " reached their end."
		if m.r.Runs.Len() == 1 {
			text = "None: the run reached its end."
		}
		return []block{{Text: text}}, nil
	}
	blocks := []block{{Table: m.failedPerArm()}, {Table: m.reasons()}}
	return append(blocks, m.again()...), nil
}

// failedPerArm counts them.
func (m *material) failedPerArm() *table {
	t := &table{Caption: "Failed runs by variant", Head: []string{"variant", "failed", "of", "share"}}
	for _, a := range m.c.Arms {
		all := a.N + a.Failed
		if a.Failed == 0 || all == 0 {
			continue
		}
		t.Rows = append(t.Rows, textRow(a.Label, fixed(float64(a.Failed), 0), fixed(float64(all), 0),
			percent(float64(a.Failed)/float64(all))))
	}
	return t
}

// reasons groups the messages that differ in numbers only.
func (m *material) reasons() *table {
	type reason struct {
		first string
		runs  []int64
		where []string
	}
	var order []*reason
	byKind := map[string]*reason{}
	for i, failed := range m.r.Runs.Failed {
		if !failed {
			continue
		}
		text := timed(m.r.Runs.Error(i))
		kind := values.ReplaceAllString(times.ReplaceAllString(m.r.Runs.Error(i), "#"), "#")
		g := byKind[kind]
		if g == nil {
			g = &reason{first: text}
			byKind[kind] = g
			order = append(order, g)
		}
		g.runs = append(g.runs, m.r.Runs.Number[i])
		if v := m.r.Schema.Variants[m.r.Runs.Variant[i]]; !slices.Contains(g.where, v) {
			g.where = append(g.where, v)
		}
	}
	slices.SortStableFunc(order, func(a, b *reason) int { return len(b.runs) - len(a.runs) })
	t := &table{Caption: "Why they failed: messages that differ in numbers only stand together, the first of them " +
		"for all", Words: true,
		Head: []string{"message", "runs", "variants", "numbers of runs"}}
	for k, g := range order {
		if k == mostMessages {
			t.Caption += fmt.Sprintf("; the %d most frequent of %d", mostMessages, len(order))
			break
		}
		var numbers []string
		for _, n := range g.runs[:min(len(g.runs), mostRuns)] {
			numbers = append(numbers, fmt.Sprint(n))
		}
		text := strings.Join(numbers, ", ")
		if more := len(g.runs) - mostRuns; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		t.Rows = append(t.Rows, row{Head: g.first, Cells: []cell{{Text: fixed(float64(len(g.runs)), 0),
			Class: "number"}, {Text: some(g.where, 5)}, {Text: text}}})
	}
	return t
}

// again says how the first failed run is repeated.
func (m *material) again() []block {
	for i, failed := range m.r.Runs.Failed {
		if !failed {
			continue
		}
		return []block{{Text: fmt.Sprintf("Runs are numbered by variant, sweep point and draw; the same seed gives the same luck. "+
			"Run %d is draw %d of %s. To run it again, with others of its variant, and be told of each that fails:",
			m.r.Runs.Number[i], m.r.Runs.Draw[i], m.r.Schema.Variants[m.r.Runs.Variant[i]])}, {Code: m.rerun(i)}}
	}
	return nil
}

// rerun is the command that runs a run again, with others of its variant: those of
// the draws before it, or all where the draws hang on their number.
func (m *material) rerun(run int) string {
	i := &m.r.Info
	alone := (i.Design == "" || i.Design == "iid") && i.Stop == nil && i.Draws > 1
	var kept []string
	for _, o := range i.Overrides {
		if !strings.HasPrefix(o, "--variant=") && !(alone && strings.HasPrefix(o, "--draws=")) {
			kept = append(kept, o)
		}
	}
	more := []string{"--variant", quoted(m.r.Schema.Variants[m.r.Runs.Variant[run]])}
	if alone {
		more = append(more, "--draws", fmt.Sprint(m.r.Runs.Draw[run]+1))
	}
	return m.command(kept, append(more, "-o", "again", "-v")...)
}

package telemetry

import (
	"fmt"

	"whatif/engine"
	"whatif/models"
)

// gaps collects the gaps of a record inside the time that is needed.
type gaps struct {
	all    []Gap
	fails  []int // row after each gap that may not be filled
	filled []models.Spell
	maxGap engine.Time
}

// add notes that the values of rows before and after lie too far apart. from
// and until bound the time that has no value of its own; a gap beside the
// needed time does not matter.
func (g *gaps) add(spec *Spec, s *series, before, after int, from, until engine.Time) {
	if until <= spec.From || from >= spec.Until {
		return
	}
	g.maxGap = spec.MaxGap
	gap := Gap{From: s.times[before], To: s.times[after], Filled: spec.OnGap}
	switch {
	case spec.OnGap == "fail":
		gap.Filled = ""
		g.fails = append(g.fails, after)
	case spec.Quantity == Counter:
		gap.Filled = "spread"
	}
	if gap.Filled != "" {
		g.filled = append(g.filled, models.Spell{From: from, Until: until})
	}
	g.all = append(g.all, gap)
}

// problems reports the gaps that may not be filled.
func (g *gaps) problems(c clock, s *series) []Problem {
	var t tally
	var longest engine.Time
	for k, row := range g.fails {
		gap := g.all[k]
		longest = max(longest, gap.To-gap.From)
		t.add(Problem{Key: "max_gap", Line: s.line(row), field: s.timeField,
			Summary:  fmt.Sprintf("the record has a gap of %s, from %s to %s", Spell(gap.To-gap.From), c.say(gap.From), c.say(gap.To)),
			Expected: "at most " + Spell(g.maxGap) + " between two values (max_gap)",
			Hint:     `give on_gap = "hold" or "linear" to fill it, or a longer max_gap`})
	}
	return t.close("max_gap", "gap", "gaps; the longest of all is "+Spell(longest))
}

// coverage checks that the record has values from spec.From to spec.Until.
func coverage(spec *Spec, s *series, c clock, p *points, present []int) []Problem {
	end := p.end
	held := spec.Interpolate == "hold"
	switch {
	case held && spec.MaxGap == 0:
		end = engine.Never
	case held && end <= engine.Never-spec.MaxGap:
		end += spec.MaxGap
	case held:
		end = engine.Never
	}
	first, last := s.line(present[0]), s.line(present[len(present)-1])
	beginning := "span"
	if spec.From < 0 {
		beginning = "warm-up"
	}
	needed := fmt.Sprintf("a record from %s to %s", c.say(spec.From), c.say(spec.Until))
	if spec.From < 0 {
		needed += ", warm-up included"
	}
	if p.begin > spec.Until || end < spec.From {
		problem := Problem{Key: "file", Uncovered: true, Line: first, field: s.timeField, Expected: needed,
			Summary: fmt.Sprintf("the record covers %s to %s, nothing of the span", c.sayBoth(spec, p.begin), c.sayBoth(spec, p.end))}
		const decades = 1e8 // seconds
		switch {
		case s.plain && p.begin.Seconds() > decades:
			problem.Hint = `plain numbers are seconds since the start of the scenario, not since 1970; if these are, give time_format = "unix"`
		case c.hasStart:
			problem.Hint = "let start in [scenario] lie inside the record, or take another file"
		}
		return []Problem{problem}
	}
	var problems []Problem
	if p.begin > spec.From {
		problem := Problem{Key: "file", Uncovered: true, Line: first, field: s.timeField, Expected: needed,
			Summary: fmt.Sprintf("the record begins %s, %s after the start of the %s", c.sayBoth(spec, p.begin), Spell(p.begin-spec.From), beginning)}
		if spec.From < 0 && p.begin <= 0 {
			problem.Hint = "shorten warmup in [scenario], or move start"
		}
		problems = append(problems, problem)
	}
	if end < spec.Until {
		problem := Problem{Key: "file", Uncovered: true, Line: last, field: s.timeField, Expected: needed,
			Summary: fmt.Sprintf("the record ends %s, %s before the end of the span", c.sayBoth(spec, p.end), Spell(spec.Until-p.end))}
		if held {
			problem.Key = "max_gap"
			problem.Summary += fmt.Sprintf("; its last value is held for %s (max_gap) and no longer", Spell(spec.MaxGap))
			problem.Hint = "shorten span in [scenario], or give a longer max_gap"
		} else {
			problem.Hint = `shorten span in [scenario], or give interpolate = "hold" to keep the last value`
		}
		problems = append(problems, problem)
	}
	return problems
}

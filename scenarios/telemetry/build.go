package telemetry

import (
	"fmt"
	"math"
	"slices"

	"whatif/engine"
	"whatif/models"
)

// points are the breakpoints of a table under construction, and the time they
// stand for.
type points struct {
	times      []engine.Time
	values     []float64 // SI
	begin, end engine.Time
	// The stretches in the span of which the record has a mean.
	begins, ends []engine.Time
	means        []float64
	gaps         gaps
	problems     []Problem
}

func (p *points) add(t engine.Time, v float64) {
	p.times = append(p.times, t)
	p.values = append(p.values, v)
}

// build makes the table of spec from its series, which has at least one value.
// The series is shared and stays as it is.
func build(spec *Spec, s *series) (*models.Table, *Report, []Problem) {
	c := newClock(spec)
	report := reportOf(s)
	s, problems := s.arranged(spec)
	if len(problems) > 0 {
		return nil, report, problems
	}
	present := presence(s, report.Missing)
	if len(present) == 0 {
		return nil, report, []Problem{{Key: "repeat", Summary: fmt.Sprintf("the record has no value in its first %s", Spell(spec.Period)), Hint: "give a longer time in repeat"}}
	}
	var p *points
	switch spec.Quantity {
	case Mean, Total:
		p = overIntervals(spec, s, present)
	case Counter:
		p = ofCounter(spec, s, present)
	default:
		p = atInstants(spec, s, present)
	}
	report.Gaps = p.gaps.all
	if spec.MaxGap == 0 {
		report.findHoles(spec, s, present)
	}
	problems = append(p.problems, p.gaps.problems(c, s)...)
	if len(p.times) > 0 {
		problems = append(problems, coverage(spec, s, c, p, present)...)
	}
	if len(problems) > 0 {
		return nil, report, problems
	}
	table := &models.Table{Linear: spec.Quantity == Instant && spec.Interpolate == "linear", Filled: p.gaps.filled}
	// The last point at or before From, the first at or after Until: those
	// beyond do not matter.
	first, exact := slices.BinarySearch(p.times, spec.From)
	if !exact {
		first = max(0, first-1)
	}
	last, _ := slices.BinarySearch(p.times, spec.Until)
	last = max(first, min(last, len(p.times)-1))
	table.Times, table.Values = part(p.times, first, last+1), part(p.values, first, last+1)
	if spec.Quantity == Instant {
		stamps(table, spec, s, present, p)
	} else {
		table.StampBegins, table.Stamps, table.StampValues = p.begins, p.ends, p.means
	}
	return table, report, nil
}

// part is a stretch of a slice, of its own where most of the slice would be kept
// for nothing.
func part[T any](all []T, from, until int) []T {
	if some := all[from:until:until]; len(some) > len(all)/2 {
		return some
	}
	return slices.Clone(all[from:until])
}

// stamps notes the values of the record itself, as they stand between the start
// and the end of the span.
func stamps(table *models.Table, spec *Spec, s *series, present []int, p *points) {
	if len(present) == len(p.times) { // each value has its point, and nothing was filled in
		from, _ := slices.BinarySearch(p.times, 0)
		until, exact := slices.BinarySearch(p.times, spec.Until)
		if exact {
			until++
		}
		if from < until {
			table.Stamps, table.StampValues = part(p.times, from, until), part(p.values, from, until)
		}
		return
	}
	for _, i := range present {
		if t := s.times[i]; t >= 0 && t <= spec.Until {
			table.Stamps = append(table.Stamps, t)
			table.StampValues = append(table.StampValues, spec.Unit.ToSI(s.values[i]))
		}
	}
}

// reportOf says what was found in a series, without its gaps.
func reportOf(s *series) *Report {
	r := &Report{Rows: len(s.values), Missing: s.missing(), Blank: s.blank, Repair: s.repair, Foreign: s.foreign, Sun: s.sun}
	first, last := 0, len(s.values)-1
	for first < last && math.IsNaN(s.values[first]) {
		first++
	}
	for last > first && math.IsNaN(s.values[last]) {
		last--
	}
	r.First, r.Last = s.times[first], s.times[last]
	return r
}

// presence lists the rows that hold a value.
func presence(s *series, missing int) []int {
	if missing == 0 && s.axis != nil {
		return s.axis.all
	}
	present := make([]int, 0, len(s.values))
	for i, v := range s.values {
		if !math.IsNaN(v) {
			present = append(present, i)
		}
	}
	return present
}

// HoleAfter is how many times the usual distance between values a distance has
// to exceed to be warned of.
const HoleAfter = 10

// findHoles lists the distances between values that are more than ten times
// the median: nobody said that they may not be, but somebody should know.
func (r *Report) findHoles(spec *Spec, s *series, present []int) {
	const far, least = HoleAfter, 8
	if len(present) < least {
		return
	}
	if s.axis != nil && len(present) == len(s.times) && s.axis.longest/far <= s.axis.shortest {
		return
	}
	distances := make([]engine.Time, len(present)-1)
	shortest, longest := engine.Never, engine.Time(0)
	for k := range distances {
		distances[k] = s.times[present[k+1]] - s.times[present[k]]
		shortest, longest = min(shortest, distances[k]), max(longest, distances[k])
	}
	if longest/far <= shortest {
		return // without the cost of sorting
	}
	sorted := slices.Clone(distances)
	slices.Sort(sorted)
	r.Usual = sorted[len(sorted)/2]
	for k, d := range distances {
		from, to := s.times[present[k]], s.times[present[k+1]]
		if d/far > r.Usual && to > spec.From && from < spec.Until {
			r.Holes = append(r.Holes, Gap{From: from, To: to})
		}
	}
}

// atInstants takes the values as they stand at their stamps.
func atInstants(spec *Spec, s *series, present []int) *points {
	p := &points{begin: s.times[present[0]], end: s.times[present[len(present)-1]],
		values: make([]float64, 0, len(present))}
	var bad tally
	if len(present) == len(s.times) && (spec.MaxGap == 0 || s.farthestApart() <= spec.MaxGap) {
		for i, x := range s.values {
			v := spec.Unit.ToSI(x)
			if !(math.Abs(v) <= math.MaxFloat64) || v < 0 {
				checkValue(&bad, spec, s, i, v)
			}
			p.values = append(p.values, v)
		}
		p.times = s.times // shared by all series of these rows
		p.problems = bad.close(keyOf(spec), "value like this", "values like this")
		return p
	}
	p.times = make([]engine.Time, 0, len(present))
	step := spec.MaxGap // the usual distance
	for k, i := range present {
		t, v := s.times[i], spec.Unit.ToSI(s.values[i])
		checkValue(&bad, spec, s, i, v)
		if k > 0 {
			before := present[k-1]
			switch far := spec.MaxGap > 0 && t-s.times[before] > spec.MaxGap; {
			case !far:
				step = t - s.times[before]
			default:
				p.gaps.add(spec, s, before, i, s.times[before], t)
				last := p.values[len(p.values)-1]
				if spec.OnGap == "hold" && spec.Interpolate == "linear" {
					p.add(t-1, last) // a table has no jumps: the last nanosecond is the step
				}
				if spec.OnGap == "linear" && spec.Interpolate == "hold" {
					p.ramp(s.times[before], t, last, v, step, true)
				}
			}
		}
		p.add(t, v)
	}
	p.problems = bad.close(keyOf(spec), "value like this", "values like this")
	return p
}

// farthestApart is the longest distance between stamps.
func (s *series) farthestApart() (longest engine.Time) {
	if s.axis != nil {
		return s.axis.longest
	}
	times := s.times
	for i := 1; i < len(times); i++ {
		longest = max(longest, times[i]-times[i-1])
	}
	return longest
}

// maxSteps bounds the steps that stand for a straight line in a held table.
const maxSteps = 1000

// ramp adds steps about as long as step that follow the line from a at from to
// b at until. Points take the line's value where they begin, and the first of
// them, which is there already, is left out; means take that of their middle.
func (p *points) ramp(from, until engine.Time, a, b float64, step engine.Time, atPoints bool) {
	if until <= from {
		return
	}
	n := engine.Time(maxSteps)
	if step > 0 && (until-from)/maxSteps < step {
		n = (until - from + step - 1) / step
	}
	n = max(1, min(n, until-from))
	for k := range n {
		t := from + (until-from)/n*k + (until-from)%n*k/n
		switch share := float64(k) / float64(n); {
		case !atPoints:
			p.add(t, a+(b-a)*(share+0.5/float64(n)))
		case k > 0:
			p.add(t, a+(b-a)*share)
		}
	}
}

// checkValue refuses what no input can be.
func checkValue(bad *tally, spec *Spec, s *series, row int, v float64) {
	p := Problem{Key: keyOf(spec), Line: s.line(row), field: s.field}
	switch {
	case math.IsInf(v, 0) || math.IsNaN(v):
		p.Summary = fmt.Sprintf("%g %s is too large a number", s.values[row], spec.Unit.Symbol)
	case spec.Unit.Absolute && v < 0:
		p.Summary = fmt.Sprintf("%g %s is below absolute zero", s.values[row], spec.Unit.Symbol)
		p.Hint = "if this number stands for a missing value, leave the cell empty; otherwise check unit"
	default:
		return
	}
	bad.add(p)
}

func keyOf(spec *Spec) string {
	_, key := spec.valueColumn()
	return key
}

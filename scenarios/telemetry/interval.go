package telemetry

import (
	"fmt"

	"whatif/engine"
)

// stretch is the time that the value of one row stands for.
type stretch struct{ begin, end engine.Time }

// mean notes what the record itself says of a stretch that lies within the span,
// for comparison.
func (p *points) mean(spec *Spec, over stretch, v float64) {
	if over.begin >= 0 && over.end <= spec.Until {
		p.begins = append(p.begins, over.begin)
		p.ends = append(p.ends, over.end)
		p.means = append(p.means, v)
	}
}

// overIntervals holds means, and totals divided by their length, over the
// intervals that the stamps open or close.
func overIntervals(spec *Spec, s *series, present []int) *points {
	p := &points{}
	if len(s.times) < 2 {
		p.problems = []Problem{{Key: "quantity", Line: s.line(0), field: s.timeField,
			Summary: fmt.Sprintf("one row alone does not say how long its %s lasts", spec.Quantity), Expected: "two rows or more"}}
		return p
	}
	if whole(spec, s, present) {
		return wholeIntervals(spec, s)
	}
	stretches := stretchesOf(spec, s)
	var bad tally
	for k, i := range present {
		here := stretches[i]
		v := spec.Unit.ToSI(s.values[i])
		if spec.Quantity == Total {
			v = s.values[i] * spec.Unit.Scale / (here.end - here.begin).Seconds()
		}
		checkValue(&bad, spec, s, i, v)
		if k == 0 {
			p.begin = here.begin
		} else {
			before := present[k-1]
			hole := stretch{stretches[before].end, here.begin}
			if spec.MaxGap > 0 && s.times[i]-s.times[before] > spec.MaxGap {
				if hole.end <= hole.begin {
					hole = stretch{s.times[before], s.times[i]}
				}
				p.gaps.add(spec, s, before, i, hole.begin, hole.end)
				if spec.OnGap == "linear" {
					last := p.values[len(p.values)-1]
					p.ramp(stretches[before].end, here.begin, last, v, stretches[before].end-stretches[before].begin, false)
				}
			}
		}
		p.add(here.begin, v)
		p.mean(spec, here, v)
		p.end = here.end
	}
	p.problems = bad.close(keyOf(spec), "value like this", "values like this")
	return p
}

// stretchesOf gives each row, missing values included, the time to the next
// stamp (stamp = start) or from the one before (stamp = end). At the record's
// open end, and beside a gap, it is as long as the nearest row's: the distance
// there says nothing of the interval.
func stretchesOf(spec *Spec, s *series) []stretch {
	n := len(s.times)
	unbroken := func(i int) bool { // between row i and the next
		return i >= 0 && i < n-1 && (spec.MaxGap == 0 || s.times[i+1]-s.times[i] <= spec.MaxGap)
	}
	distance := func(i int) engine.Time { return s.times[i+1] - s.times[i] }
	// For stamp = end, row i has the distance i-1, and looks ahead first.
	own := func(i int) int { return i }
	if spec.Stamp == "end" {
		own = func(i int) int { return i - 1 }
	}
	before := make([]engine.Time, n) // length of the nearest unbroken distance up to the row's own
	after := make([]engine.Time, n)  // and from it on
	for i := range n {
		if i > 0 {
			before[i] = before[i-1]
		}
		if j := own(i); unbroken(j) {
			before[i] = distance(j)
		}
	}
	for i := n - 1; i >= 0; i-- {
		if i < n-1 {
			after[i] = after[i+1]
		}
		if j := own(i); unbroken(j) {
			after[i] = distance(j)
		}
	}
	out := make([]stretch, n)
	for i, t := range s.times {
		first, second := before[i], after[i]
		if spec.Stamp == "end" {
			first, second = second, first
		}
		length := first
		if length == 0 {
			length = second
		}
		if length == 0 { // every distance is a gap
			length = distance(max(0, min(own(i), n-2)))
		}
		if spec.Stamp == "end" {
			out[i] = stretch{t - length, t}
		} else {
			out[i] = stretch{t, t + length}
		}
	}
	return out
}

// ofCounter spreads the difference of two readings evenly over the time
// between them. Nothing is lost in a gap: the counter went on counting.
func ofCounter(spec *Spec, s *series, present []int) *points {
	p := &points{begin: s.times[present[0]], end: s.times[present[len(present)-1]]}
	if len(present) < 2 {
		p.problems = []Problem{{Key: "quantity", Line: s.line(present[0]), field: s.field,
			Summary: "a counter needs two readings: one alone says nothing of the flow", Expected: "two rows with values or more"}}
		return p
	}
	flows := make([]float64, 0, len(present)-1)
	var bad, falls, high tally
	told := -1 // the last reading that was said to be too high
	for k, i := range present[:len(present)-1] {
		next := present[k+1]
		from, until := s.times[i], s.times[next]
		if spec.MaxGap > 0 && until-from > spec.MaxGap {
			p.gaps.add(spec, s, i, next, from, until)
		}
		difference := s.values[next] - s.values[i]
		beyond := spec.Rollover > 0 && max(s.values[i], s.values[next]) > spec.Rollover
		switch needed := from < spec.Until && until > spec.From; {
		case needed && beyond:
			over := i
			if s.values[next] > s.values[i] {
				over = next
			}
			if over > told {
				told = over
				high.add(Problem{Key: "rollover", Line: s.line(over), field: s.field,
					Summary: fmt.Sprintf("the counter shows %g in %s %d, and rolls over at %g", s.values[over], s.noun, s.line(over), spec.Rollover),
					Hint:    "check rollover: no reading can be above it"})
			}
		case difference >= 0:
		case spec.Reset:
			difference = s.values[next]
		case spec.Rollover > 0:
			difference += spec.Rollover
		case needed:
			falls.add(Problem{Key: "quantity", Line: s.line(next), field: s.field,
				Summary: fmt.Sprintf("the counter falls from %g in %s %d to %g in %s %d", s.values[i], s.noun, s.line(i), s.values[next], s.noun, s.line(next)),
				Hint:    `give rollover = "reset" if the meter was exchanged or set to zero there, or rollover = "100000 kWh" if it begins anew at that reading`})
		}
		v := difference * spec.Unit.Scale / (until - from).Seconds()
		checkValue(&bad, spec, s, next, v)
		flows = append(flows, v)
	}
	if whole(spec, s, present) {
		held := s.spans(spec).held(flows)
		held.gaps = p.gaps
		p = held
	} else {
		for k, v := range flows {
			from, until := s.times[present[k]], s.times[present[k+1]]
			p.add(from, v)
			p.mean(spec, stretch{from, until}, v)
		}
	}
	p.problems = append(append(falls.close("quantity", "place where the counter falls", "places where the counter falls"),
		high.close("rollover", "reading above rollover", "readings above rollover")...),
		bad.close(keyOf(spec), "value like this", "values like this")...)
	return p
}

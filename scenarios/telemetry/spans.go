package telemetry

import (
	"math"
	"sort"

	"whatif/engine"
)

// spans are the intervals of a record without gaps or missing values: row i
// stands for the time from begins[i] to ends[i]. All series of the same rows
// share them.
type spans struct {
	begins, ends []engine.Time
	first, last  int // the rows first to last-1 lie in the span of the scenario
}

// spansKey tells apart how intervals are made of the same stamps.
type spansKey struct {
	counter, end bool
	until        engine.Time
}

// whole reports whether a series has a value in every row and no gap.
func whole(spec *Spec, s *series, present []int) bool {
	return len(present) == len(s.times) && (spec.MaxGap == 0 || s.farthestApart() <= spec.MaxGap)
}

// spans gives the intervals of a series that is whole and has two rows or more.
func (s *series) spans(spec *Spec) *spans {
	if s.axis == nil {
		return newSpans(spec, s)
	}
	a := s.axis
	a.mu.Lock()
	defer a.mu.Unlock()
	key := spansKey{spec.Quantity == Counter, spec.Stamp == "end", spec.Until}
	if a.spans[key] == nil {
		if a.spans == nil {
			a.spans = map[spansKey]*spans{}
		}
		a.spans[key] = newSpans(spec, s)
	}
	return a.spans[key]
}

func newSpans(spec *Spec, s *series) *spans {
	n := len(s.times)
	out := &spans{begins: s.times[:n-1], ends: s.times[1:]}
	if spec.Quantity != Counter {
		out.begins, out.ends = make([]engine.Time, n), make([]engine.Time, n)
		for i, over := range stretchesOf(spec, s) {
			out.begins[i], out.ends[i] = over.begin, over.end
		}
	}
	out.first = sort.Search(len(out.begins), func(i int) bool { return out.begins[i] >= 0 })
	out.last = max(out.first, sort.Search(len(out.ends), func(i int) bool { return out.ends[i] > spec.Until }))
	return out
}

// held makes the points of values, one for each interval, that are held over it.
func (over *spans) held(values []float64) *points {
	return &points{
		times: over.begins, values: values, begin: over.begins[0], end: over.ends[len(over.ends)-1],
		begins: over.begins[over.first:over.last], ends: over.ends[over.first:over.last], means: values[over.first:over.last],
	}
}

// wholeIntervals is overIntervals of a record that is whole.
func wholeIntervals(spec *Spec, s *series) *points {
	over := s.spans(spec)
	values := make([]float64, len(s.values))
	var bad tally
	for i, x := range s.values {
		v := spec.Unit.ToSI(x)
		if spec.Quantity == Total {
			v = x * spec.Unit.Scale / (over.ends[i] - over.begins[i]).Seconds()
		}
		if !(math.Abs(v) <= math.MaxFloat64) || v < 0 {
			checkValue(&bad, spec, s, i, v)
		}
		values[i] = v
	}
	p := over.held(values)
	p.problems = bad.close(keyOf(spec), "value like this", "values like this")
	return p
}

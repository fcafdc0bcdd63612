package engine

import "math"

// Accumulator is the exact integral of a signal from the run's first instant.
type Accumulator int32

// Extreme is the least and the greatest value of a signal while it looks.
type Extreme int32

type accumulatorLaw struct {
	signal Signal
	island int32 // -1 for a held or formed signal
	place  int32 // index into Run.sums
	row    int32 // output row in the island
}

type extremeLaw struct {
	signal Signal
	island int32
	row    int32
}

// span is the range that an extreme has seen up to an instant.
type span struct {
	since  Time
	lo, hi float64
}

// Integral returns the integral of a from the run's first instant to now, in
// the signal's unit times seconds.
func (r *Run) Integral(a Accumulator) float64 { return r.integral(a, r.now) }

func (r *Run) integral(a Accumulator, t Time) float64 {
	law := &r.model.accumulators[a]
	sum := r.sums[law.place]
	if law.island < 0 {
		f := &r.forms[law.signal]
		from := r.sumSince[law.place]
		return sum + formIntegral(f, from, t)
	}
	if tau := r.islands[law.island].elapsed(t); tau > 0 {
		part := [1]float64{}
		rows := [1]int32{law.row}
		r.props[law.island].Integrals(r.segment(int(law.island)), rows[:], tau, part[:])
		sum += part[0]
	}
	return sum
}

func formIntegral(f *form, from, to Time) float64 {
	a, b := (from - f.since).Seconds(), (to - f.since).Seconds()
	if f.in.Slope == 0 && f.in.Amplitude == 0 {
		return f.in.Level * (b - a)
	}
	return f.in.Integral(b) - f.in.Integral(a)
}

// BeginExtreme forgets what e has seen and lets it look from now on.
func (r *Run) BeginExtreme(e Extreme) {
	r.extremes[e] = span{since: r.now, lo: math.Inf(1), hi: math.Inf(-1)}
}

// Extremes returns the least and the greatest value since e began to look.
// What a signal was for no time, within an instant, does not count; where e has
// not looked for any time they are +Inf and -Inf.
func (r *Run) Extremes(e Extreme) (lo, hi float64) {
	s := r.extremes[e]
	r.extend(&s, &r.model.extremes[e])
	return s.lo, s.hi
}

// EndExtreme returns what Extremes does and lets e look no more.
func (r *Run) EndExtreme(e Extreme) (lo, hi float64) {
	lo, hi = r.Extremes(e)
	r.extremes[e] = idle()
	return lo, hi
}

// idle is the span of an extreme that does not look.
func idle() span { return span{since: Never, lo: math.Inf(1), hi: math.Inf(-1)} }

// extend takes into s what the signal was from s.since until now.
func (r *Run) extend(s *span, law *extremeLaw) {
	if s.since >= r.now { // idle, or for no time yet
		return
	}
	if law.island < 0 {
		f := &r.forms[law.signal]
		lo, hi := f.in.Extremes((s.since - f.since).Seconds(), (r.now - f.since).Seconds())
		s.lo, s.hi = math.Min(s.lo, lo), math.Max(s.hi, hi)
	} else {
		i := int(law.island)
		st := &r.islands[i]
		s.lo, s.hi = r.props[i].Extremes(r.segment(i), int(law.row), max(0, st.elapsed(s.since)), st.elapsed(r.now), s.lo, s.hi)
	}
	s.since = r.now
}

// fold closes what accumulates on a held or formed signal before it changes.
func (r *Run) fold(s Signal) {
	law := &r.model.signals[s]
	if law.accumulator >= 0 {
		place := r.model.accumulators[law.accumulator].place
		r.sums[place] += formIntegral(&r.forms[s], r.sumSince[place], r.now)
		r.sumSince[place] = r.now
	}
	r.showTo(&law.followers)
}

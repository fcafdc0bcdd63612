package engine

import (
	"math"

	"whatif/physics/linear"
)

// sampleUntil records the points of the grid up to and including t. It only
// looks: no event and no fingerprint depends on it.
func (r *Run) sampleUntil(t Time) error {
	m := r.model
	if r.nextPoint > t {
		return nil
	}
	if r.rec == nil {
		r.passSamples(t)
		return nil
	}
	for r.nextPoint <= t {
		n := r.pointsUntil(t)
		r.lookUp(r.nextSample, n)
		for j := range n {
			at := r.nextPoint
			r.takeSample(at, m.gridPoint(r.nextSample-1), r.values[j*m.sampled:(j+1)*m.sampled])
			if err := r.rec.Sample(at, r.sample); err != nil {
				return &RecordError{err}
			}
			r.passPoint()
		}
	}
	return nil
}

// Points of the grid are looked up in stretches that end where their number is a
// multiple of the model's stretch, so that what is found at a point does not depend
// on where a run was interrupted.
const (
	stretch   = 16
	stretched = 1 << 16 // numbers that a stretch may take; else a point at a time
)

// pointsUntil is how many points from the next on, in its stretch, are not later
// than t, which the next one is not.
func (r *Run) pointsUntil(t Time) int {
	m, k := r.model, r.nextSample
	if m.stretch == 1 || r.nextPoint > t-m.every || k == m.lastSample {
		return 1
	}
	end := min((k|(stretch-1))+1, m.lastSample, int64(t/m.every)+1)
	return int(end - k)
}

// lookUp writes what is sampled of the islands at n points from number k on to
// r.values, point by point.
func (r *Run) lookUp(k int64, n int) {
	m := r.model
	for i := range m.islands {
		isl := &m.islands[i]
		if len(isl.sampled) > 0 {
			r.props[i].Series(r.segment(i), isl.sampled, r.series(&r.islands[i], k, n), r.values[isl.sampledAt:], m.sampled)
		}
	}
}

// series says where points are in the segment of an island. It counts from the
// first of their stretch, or of the segment.
func (r *Run) series(st *islandState, k int64, n int) linear.Series {
	m := r.model
	g := linear.Series{Step: m.every.Seconds()}
	if k == m.lastSample || m.stretch == 1 {
		g.From, g.Last = st.elapsed(m.gridPoint(k)), 1
		return g
	}
	first := k &^ (stretch - 1)
	if Time(first)*m.every < st.since {
		first = int64((st.since + m.every - 1) / m.every)
	}
	g.From, g.First = st.elapsed(Time(first)*m.every), int(k-first)
	g.Last = g.First + n
	return g
}

// passPoint goes on to the next point of the grid.
func (r *Run) passPoint() {
	r.nextSample++
	r.nextPoint = r.model.gridPoint(r.nextSample)
}

// passSamples goes past the points of the grid up to and including t without
// recording them, so that a fork that records goes on from here.
func (r *Run) passSamples(t Time) {
	m := r.model
	k := max(r.nextSample, int64(t/m.every))
	if m.gridPoint(k+1) <= t { // the end of the span
		k++
	}
	r.nextSample = k
	r.lookUp(k, 1)
	r.takeSample(m.gridPoint(k), m.gridPoint(k-1), r.values[:m.sampled])
	r.passPoint()
}

// gridPoint is the k-th point of the recording grid: multiples of every, and
// the end of the span.
func (m *Model) gridPoint(k int64) Time {
	switch {
	case k < m.lastSample:
		return Time(k) * m.every
	case k == m.lastSample:
		return m.until
	}
	return Never
}

// Samples is the number of points of the recording grid.
func (m *Model) Samples() int64 {
	return m.lastSample + 1
}

// takeSample fills r.sample with every channel at t; prev is the point before, and
// values what is sampled of the islands.
func (r *Run) takeSample(t, prev Time, values []float64) {
	m := r.model
	for _, i := range m.summed {
		isl := &m.islands[i]
		part := r.partSums[isl.sumsAt : isl.sumsAt+len(isl.sumRows)]
		copy(part, r.sums[isl.sumsAt:])
		if tau := r.islands[i].elapsed(t); tau > 0 {
			r.props[i].Integrals(r.segment(int(i)), isl.sumRows, tau, part)
		}
	}
	for _, d := range m.direct {
		r.sample[d.channel] = values[d.place]
	}
	for _, k := range m.indirect {
		c := &m.channels[k]
		if !c.Mean {
			r.sample[k] = r.valueAt(c.Signal, t, values)
			if c.Residual {
				r.sample[k] -= r.valueAt(c.Against, t, values)
				if c.misses(t, prev) {
					r.sample[k] = math.NaN()
				}
			}
			continue
		}
		sum := r.sumAt(c.Signal, t)
		if c.Residual {
			sum -= r.sumAt(c.Against, t)
		}
		if r.nextSample == 0 || c.misses(t, prev) {
			r.sample[k] = math.NaN() // no interval ends here, or there is nothing to compare with
		} else {
			r.sample[k] = (sum - r.lastSums[k]) / (t - prev).Seconds()
		}
		r.lastSums[k] = sum
	}
}

// valueAt is the value of a signal at the sample at t.
func (r *Run) valueAt(signal Signal, t Time, values []float64) float64 {
	if s := &r.model.signals[signal]; s.class == Dense {
		return values[s.sampled]
	}
	return r.forms[signal].at(t)
}

// sumAt is the integral of a signal up to the sample at t, as well.
func (r *Run) sumAt(signal Signal, t Time) float64 {
	law := &r.model.accumulators[r.model.signals[signal].accumulator]
	if law.island >= 0 {
		return r.partSums[law.place]
	}
	return r.sums[law.place] + formIntegral(&r.forms[signal], r.sumSince[law.place], t)
}

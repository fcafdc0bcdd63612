package engine

import "math"

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
		at := r.nextPoint
		r.takeSample(at, m.gridPoint(r.nextSample-1))
		if err := r.rec.Sample(at, r.sample); err != nil {
			return &RecordError{err}
		}
		r.passPoint()
	}
	return nil
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
	r.takeSample(m.gridPoint(k), m.gridPoint(k-1))
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

// takeSample fills r.sample with every channel at t; prev is the point before.
func (r *Run) takeSample(t, prev Time) {
	m := r.model
	for i := range m.islands {
		isl := &m.islands[i]
		tau := r.islands[i].elapsed(t)
		if n := len(isl.sampled); n > 0 {
			r.props[i].Values(r.segment(i), isl.sampled, tau, r.values[isl.sampledAt:isl.sampledAt+n])
		}
		if n := len(isl.sumRows); n > 0 {
			part := r.partSums[isl.sumsAt : isl.sumsAt+n]
			copy(part, r.sums[isl.sumsAt:])
			if tau > 0 {
				r.props[i].Integrals(r.segment(i), isl.sumRows, tau, part)
			}
		}
	}
	for _, d := range m.direct {
		r.sample[d.channel] = r.values[d.place]
	}
	for _, k := range m.indirect {
		c := &m.channels[k]
		if !c.Mean {
			r.sample[k] = r.valueAt(c.Signal, t)
			if c.Residual {
				r.sample[k] -= r.valueAt(c.Against, t)
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

// valueAt is the value of a signal at the sample at t, whose islands are looked
// up.
func (r *Run) valueAt(signal Signal, t Time) float64 {
	if s := &r.model.signals[signal]; s.class == Dense {
		return r.values[s.sampled]
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

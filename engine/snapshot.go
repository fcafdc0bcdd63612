package engine

import (
	"bytes"
	"slices"
)

// Snapshot is the whole mutable state of a run between two instants.
type Snapshot struct{ image *Run }

// Snapshot returns a copy of the state of r. It may be restored any number of
// times, into any run of the same model.
func (r *Run) Snapshot() *Snapshot { return &Snapshot{r.Fork(nil)} }

// Restore takes r back, or over, to s. Where r records to stays as it is.
func (r *Run) Restore(s *Snapshot) { r.copyFrom(s.image) }

// Fork returns a second run that goes on from the state of r on its own and
// records to rec, which may be nil.
func (r *Run) Fork(rec Recorder) *Run {
	f := r.model.NewRun()
	f.rec = rec
	f.copyFrom(r)
	return f
}

func (r *Run) copyFrom(o *Run) {
	r.scalars = o.scalars
	r.tree.CopyFrom(o.tree)
	for k := range r.pools {
		r.pools[k].copyFrom(o.pools[k])
	}
	copy(r.forms, o.forms)
	copy(r.sums, o.sums)
	copy(r.sumSince, o.sumSince)
	copy(r.extremes, o.extremes)
	copy(r.windows, o.windows)
	for i := range r.pieces {
		r.pieces[i] = append(r.pieces[i][:0], o.pieces[i]...)
	}
	copy(r.arms, o.arms)
	copy(r.crossedAt, o.crossedAt)
	copy(r.islands, o.islands)
	copy(r.lastSums, o.lastSums)
	copy(r.props, o.props)
	for i := range r.memory {
		r.memory[i] = append(r.memory[i][:0], o.memory[i]...)
		r.work[i] = slices.Grow(r.work[i][:0], len(o.work[i]))[:len(o.work[i])]
		copy(r.shapedBy[i], o.shapedBy[i])
		r.shapes[i].copyFrom(&o.shapes[i])
	}
	r.clearScratch()
	r.lastWritten, r.recordFault = o.lastWritten, nil
}

// Matches reports whether two snapshots of one model are the same, byte for
// byte.
func (s *Snapshot) Matches(o *Snapshot) bool {
	a, b := s.image, o.image
	if a.model != b.model || a.scalars != b.scalars {
		return false
	}
	for k := range a.pools {
		if !a.pools[k].matches(b.pools[k]) {
			return false
		}
	}
	for i := range a.memory {
		if !same(a.memory[i], b.memory[i]) || !same(a.shapedBy[i], b.shapedBy[i]) {
			return false
		}
	}
	for i := range a.pieces {
		if !same(a.pieces[i], b.pieces[i]) {
			return false
		}
	}
	return a.tree.Equal(b.tree) && same(a.forms, b.forms) && same(a.sums, b.sums) &&
		same(a.sumSince, b.sumSince) && same(a.extremes, b.extremes) && same(a.windows, b.windows) && same(a.arms, b.arms) &&
		same(a.crossedAt, b.crossedAt) && slices.Equal(a.islands, b.islands) && same(a.lastSums, b.lastSums)
}

func same[T any](a, b []T) bool { return bytes.Equal(raw(a), raw(b)) }

package results

import "slices"

// summaryBatch is a batch of the summary.
type summaryBatch struct {
	batch
	variant, twin, variable *indices
	sweep                   *int32s
	t                       *float64s
	time, count, failed     *int64s
	mean, sd                *float64s
	quantiles               []*float64s
}

func newSummaryBatch(l *layout, rows int) *summaryBatch {
	b := &summaryBatch{batch: batch{schema: l.summary, rows: rows}}
	b.variant, b.sweep = b.indices(l.variants), b.smalls()
	b.t, b.time = b.floats(), b.times(l.hasStart)
	b.twin, b.variable = b.indices(l.twins), b.indices(l.vars)
	b.count, b.failed = b.ints(), b.ints()
	b.mean, b.sd = b.floats(), b.floats()
	b.quantiles = b.manyFloats(len(levels))
	return b
}

// put fills in a row; several rows may be filled in at the same time, so the
// NaN are found later.
func (b *summaryBatch) put(row int, m *members, times *grid, sample int, c cell, s spread) {
	b.variant.v[row], b.sweep.v[row] = m.variant, m.sweep
	b.t.v[row] = times.times[sample]
	if b.time != nil {
		b.time.v[row] = times.micros[sample]
	}
	b.twin.v[row], b.variable.v[row] = c.twin, c.variable
	b.count.v[row], b.failed.v[row] = int64(s.n), int64(m.failed)
	b.mean.v[row], b.sd.v[row] = s.mean, s.sd
	for i, q := range b.quantiles {
		q.v[row] = s.quantiles[i]
	}
}

// findNaN notes which columns have nulls.
func (b *summaryBatch) findNaN() {
	for _, c := range append([]*float64s{b.mean, b.sd}, b.quantiles...) {
		c.nan = c.nan || slices.ContainsFunc(c.v[:b.n], func(v float64) bool { return v != v })
	}
}

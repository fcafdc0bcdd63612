package results

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"whatif/engine"
)

const (
	// maxRows is the number of rows of a full batch.
	maxRows = 1 << 16
	// seriesBytes bounds the memory of the series batches that one part writer
	// fills, sideBytes that of its runs and of its events. Compressing a batch
	// takes about as much again as the largest of them.
	seriesBytes = 12 << 20
	sideBytes   = 1 << 20
	// maxText bounds the text that a batch gathers before it is written.
	maxText = 1 << 20
)

// batch is a number of rows of one table, being filled.
type batch struct {
	schema *arrow.Schema
	cols   []column
	n      int // rows filled in
	rows   int // rows that fit
	texts  []*texts
}

// full says whether the batch must be written before the next row.
func (b *batch) full() bool {
	if b.n == b.rows {
		return true
	}
	for _, t := range b.texts {
		if len(t.text) >= maxText {
			return true
		}
	}
	return false
}

// record returns the rows, valid until the batch is filled again.
func (b *batch) record() arrow.Record {
	arrays := make([]arrow.Array, len(b.cols))
	for i, c := range b.cols {
		arrays[i] = c.wrap(b.n)
		defer arrays[i].Release()
	}
	return array.NewRecord(b.schema, arrays, int64(b.n))
}

func (b *batch) reset() {
	b.n = 0
	for _, c := range b.cols {
		c.reset()
	}
}

func (b *batch) ints() *int64s {
	c := &int64s{dt: int64Type, v: make([]int64, b.rows)}
	b.cols = append(b.cols, c)
	return c
}

// times adds the calendar column, or returns nil where there is none.
func (b *batch) times(has bool) *int64s {
	if !has {
		return nil
	}
	c := &int64s{dt: timeType(), v: make([]int64, b.rows)}
	b.cols = append(b.cols, c)
	return c
}

func (b *batch) smalls() *int32s {
	c := &int32s{v: make([]int32, b.rows)}
	b.cols = append(b.cols, c)
	return c
}

func (b *batch) floats() *float64s {
	c := &float64s{v: make([]float64, b.rows)}
	b.cols = append(b.cols, c)
	return c
}

func (b *batch) manyFloats(n int) []*float64s {
	cols := make([]*float64s, n)
	for i := range cols {
		cols[i] = b.floats()
	}
	return cols
}

func (b *batch) indices(d *dictionary) *indices {
	c := &indices{dict: d, v: make([]int32, b.rows)}
	b.cols = append(b.cols, c)
	return c
}

func (b *batch) text() *texts {
	c := &texts{}
	b.cols, b.texts = append(b.cols, c), append(b.texts, c)
	return c
}

// runsBatch is a batch of the runs table.
type runsBatch struct {
	batch
	id, seed, events       *int64s
	sweep, draw            *int32s
	variant, status        *indices
	err, fingerprint       *texts
	end                    *float64s
	parameters, indicators []*float64s
}

func newRunsBatch(l *layout, s *engine.Schema, rows int) *runsBatch {
	b := &runsBatch{batch: batch{schema: l.runs, rows: rows}}
	b.id, b.variant = b.ints(), b.indices(l.variants)
	b.sweep, b.draw, b.seed = b.smalls(), b.smalls(), b.ints()
	b.status, b.err = b.indices(l.statuses), b.text()
	b.end, b.events, b.fingerprint = b.floats(), b.ints(), b.text()
	b.parameters = b.manyFloats(len(s.Parameters))
	b.indicators = b.manyFloats(len(s.Indicators))
	return b
}

// eventsBatch is a batch of the events table.
type eventsBatch struct {
	batch
	id, ns, time, seq                 *int64s
	variant, twin, kind, signal, unit *indices
	draw                              *int32s
	t, value                          *float64s
	detail                            *texts
}

func newEventsBatch(l *layout, rows int) *eventsBatch {
	b := &eventsBatch{batch: batch{schema: l.events, rows: rows}}
	b.id, b.variant, b.draw = b.ints(), b.indices(l.variants), b.smalls()
	b.t, b.ns, b.time = b.floats(), b.ints(), b.times(l.hasStart)
	b.seq, b.twin, b.kind = b.ints(), b.indices(l.twins), b.indices(l.kinds)
	b.signal, b.value = b.indices(l.signals), b.floats()
	b.unit, b.detail = b.indices(l.units), b.text()
	return b
}

// seriesBatch is a batch of a series table. The columns that are the same for
// all rows of a run are filled in run by run, rows [filled, n) being open.
type seriesBatch struct {
	batch
	id, time      *int64s
	variant, twin *indices
	draw          *int32s
	t             *float64s
	values        []*float64s
	filled        int
}

func newSeriesBatch(l *layout, table, columns, rows int) *seriesBatch {
	b := &seriesBatch{batch: batch{schema: l.series[table], rows: rows}}
	b.id, b.variant, b.draw = b.ints(), b.indices(l.variants), b.smalls()
	b.t, b.time, b.twin = b.floats(), b.times(l.hasStart), b.indices(l.twins)
	b.values = b.manyFloats(columns)
	return b
}

// close fills in the columns that are the same for all rows of the run.
func (b *seriesBatch) close(id engine.RunID) {
	fill(b.id.v[b.filled:b.n], id.Number)
	fill(b.variant.v[b.filled:b.n], int32(id.Variant))
	fill(b.draw.v[b.filled:b.n], int32(id.Draw))
	b.filled = b.n
}

func fill[T any](dst []T, v T) {
	for i := range dst {
		dst[i] = v
	}
}

// batches are the batches that one part writer fills.
type batches struct {
	runs   *runsBatch
	events *eventsBatch
	series []*seriesBatch
	// balance is nil where none is asked for.
	balance *balanceBatch
}

// newBatches makes batches of so many rows as fit. The numbers depend on the
// schema alone, as the bytes of the files depend on them.
func newBatches(l *layout, s *engine.Schema) *batches {
	width := 0
	for _, t := range l.series {
		width += rowBytes(t)
	}
	b := &batches{
		runs:   newRunsBatch(l, s, rowsIn(sideBytes, rowBytes(l.runs))),
		events: newEventsBatch(l, rowsIn(sideBytes, rowBytes(l.events))),
	}
	if l.balance != nil {
		b.balance = newBalanceBatch(l, rowsIn(sideBytes, rowBytes(l.balance.schema)))
	}
	for i, t := range s.Tables {
		b.series = append(b.series, newSeriesBatch(l, i, len(t.Columns), rowsIn(seriesBytes, width)))
	}
	return b
}

// rowsIn returns how many rows of so many bytes make a batch.
func rowsIn(bytes, width int) int {
	return max(64, min(maxRows, bytes/max(1, width)/64*64))
}

// rowBytes estimates the uncompressed bytes of a row.
func rowBytes(s *arrow.Schema) int {
	n := 0
	for _, f := range s.Fields() {
		switch t := f.Type.(type) {
		case *arrow.DictionaryType:
			n += 4
		case arrow.FixedWidthDataType:
			n += t.Bytes()
		default:
			n += 4 + 16
		}
	}
	return n
}

// reset empties all batches.
func (b *batches) reset() {
	b.runs.reset()
	b.events.reset()
	if b.balance != nil {
		b.balance.reset()
	}
	for _, s := range b.series {
		s.reset()
		s.filled = 0
	}
}

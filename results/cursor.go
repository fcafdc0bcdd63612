package results

import (
	"iter"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// seriesRows is one batch of a series table, NaN for null.
type seriesRows struct {
	id     []int64
	t      []float64
	time   []int64 // microseconds since 1970; nil without a start
	twin   []int32
	values [][]float64 // per column
	part   int
}

// cursor walks the rows of a series table through all parts, in order, holding
// one batch at a time.
type cursor struct {
	r           *Result
	table       int
	part, batch int // of rows
	row         int
	rows        *seriesRows
	file        *tableReader // of part, opened when a batch is read
	batches     int          // of file

	// Who goes through all rows takes the batches from those that are read ahead.
	next func() (*seriesRows, error, bool)
	stop func()
}

// readingAhead returns a cursor for all rows of a table, which cannot skip any.
func (r *Result) readingAhead(table int) *cursor {
	c := &cursor{r: r, table: table}
	c.next, c.stop = iter.Pull2(r.ahead(table))
	return c
}

// fork returns a cursor at the same place. It shares the batch, not the file.
func (c *cursor) fork() *cursor {
	f := *c
	f.file = nil
	return &f
}

func (c *cursor) close() {
	if c.stop != nil {
		c.stop()
	}
	if c.file != nil {
		c.file.close()
		c.file = nil
	}
}

func (c *cursor) path() string { return partPath(c.r.Dir, c.r.layout.folders[c.table], c.part) }

// corrupt says what is wrong with the table where the cursor is.
func (c *cursor) corrupt(format string, args ...any) error {
	return corrupt(c.path(), format, args...)
}

// more says whether there is a row, reading the next batch where need be.
func (c *cursor) more() (bool, error) {
	for c.rows == nil || c.row == len(c.rows.id) {
		if c.rows != nil {
			c.rows, c.row = nil, 0
			c.batch++
		}
		if c.next != nil {
			var err error
			var ok bool
			if c.rows, err, ok = c.next(); err != nil || !ok {
				return false, err
			}
			c.part = c.rows.part
			continue
		}
		if c.part == c.r.Info.parts() {
			return false, nil
		}
		if c.file == nil {
			if _, gone := slices.BinarySearch(c.r.Missing, c.part); gone {
				c.part++ // what lies there does not count
				continue
			}
			var err error
			if c.file, err = openTable(c.path(), c.r.layout.series[c.table]); err != nil {
				return false, err
			}
			if c.batches, err = c.file.batches(); err != nil {
				return false, err
			}
		}
		if c.batch == c.batches {
			c.close()
			c.part++
			c.batch = 0
			continue
		}
		if err := c.file.batch(c.batch, c.load); err != nil {
			return false, err
		}
	}
	return true, nil
}

// load takes a record's columns. They outlive the record, as their memory is the
// garbage collector's (see bounded).
func (c *cursor) load(rec arrow.Record) error {
	rows, err := c.r.layout.seriesRows(rec)
	c.rows, c.row = rows, 0
	return err
}

// Columns of a series table, and those that seriesRows does not look at, since the
// table runs has them.
const runOfSeries, variantOfSeries, drawOfSeries, timeOfSeries = 0, 1, 2, 3

var unreadOfSeries = []int{variantOfSeries, drawOfSeries}

// twinOfSeries is the column of the twin, which comes after the calendar's.
func (l *layout) twinOfSeries() int {
	if l.hasStart {
		return timeOfSeries + 2
	}
	return timeOfSeries + 1
}

// seriesRows returns the columns of a record of a series table, after checking them.
func (l *layout) seriesRows(rec arrow.Record) (*seriesRows, error) {
	if err := equalLengths(rec); err != nil {
		return nil, err
	}
	s := &seriesRows{id: int64Values(rec, runOfSeries), t: floats(float64Array(rec, timeOfSeries))}
	if l.hasStart {
		s.time = int64Values(rec, timeOfSeries+1)
	}
	var err error
	if s.twin, err = codes(rec, l.twinOfSeries(), l.twins); err != nil {
		return nil, err
	}
	for i := l.twinOfSeries() + 1; i < int(rec.NumCols()); i++ {
		s.values = append(s.values, floats(float64Array(rec, i)))
	}
	return s, nil
}

// floats returns a column, NaN for null: written over what lies under a null, since
// the memory is nobody else's.
func floats(a *array.Float64) []float64 {
	values := a.Float64Values()
	markNulls(values, a)
	return values
}

// skipTo moves to the first row of the run, which may have none. Parts that end
// before it are not read.
func (c *cursor) skipTo(run int64) error {
	if part := int(run / c.r.Info.RunsPerPart); part > c.part && c.next == nil {
		c.close()
		c.part, c.batch, c.row, c.rows = part, 0, 0, nil
	}
	for {
		ok, err := c.more()
		if err != nil || !ok {
			return err
		}
		for ; c.row < len(c.rows.id); c.row++ {
			if c.rows.id[c.row] >= run {
				return nil
			}
		}
	}
}

// grid is the regular shape of a run's rows in one table: at every time one
// row for each twin.
type grid struct {
	times  []float64
	micros []int64 // nil without a start
	twins  []int32
}

// rows returns the number of rows of a run.
func (g *grid) rows() int { return len(g.times) * len(g.twins) }

// probe reads the grid off the rows of a run.
func (c *cursor) probe(run int64) (*grid, error) {
	f := c.fork()
	defer f.close()
	g := &grid{}
	if err := f.skipTo(run); err != nil {
		return nil, err
	}
	for {
		ok, err := f.more()
		if err != nil {
			return nil, err
		}
		if !ok || f.rows.id[f.row] != run {
			return g, nil
		}
		t := f.rows.t[f.row]
		if n := len(g.times); n == 0 || g.times[n-1] != t {
			g.times = append(g.times, t)
			if f.rows.time != nil {
				g.micros = append(g.micros, f.rows.time[f.row])
			}
		}
		if len(g.times) == 1 {
			g.twins = append(g.twins, f.rows.twin[f.row])
		}
		f.row++
	}
}

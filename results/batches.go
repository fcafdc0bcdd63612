package results

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"whatif/engine"
)

// Rows are consecutive rows of a series table, column by column. The slices are
// valid until the next Rows.
type Rows struct {
	Number  []int64   // of the run, as in Runs.Number
	T       []float64 // seconds since the start
	Time    []int64   // microseconds since 1970 UTC; nil without a start
	Twin    []int32   // index into Schema.Twins
	Columns [][]float64
	Names   []string // of Columns
}

// Batches goes through the series table of a kind of twin, such as thermal.room,
// or of input, a batch of some ten thousand rows at a time, in the order of run,
// time and twin: the fastest way to read all of it. Several parts are read ahead,
// one for each processor. Parts that are missing are left out, as in Runs. A kind
// that was not recorded gives one error, with ErrNoTable.
func (r *Result) Batches(kind string) iter.Seq2[Rows, error] {
	return func(yield func(Rows, error) bool) {
		table := slices.IndexFunc(r.Schema.Tables, func(t engine.Table) bool { return t.Kind == kind })
		if table < 0 {
			var known []string
			for _, t := range r.Schema.Tables {
				known = append(known, t.Kind)
			}
			yield(Rows{}, fmt.Errorf("%s: %w: there are %v", kind, ErrNoTable, known))
			return
		}
		var names []string
		for _, c := range r.Schema.Tables[table].Columns {
			names = append(names, c.Name)
		}
		for read, err := range r.ahead(table) {
			if err != nil {
				yield(Rows{}, fmt.Errorf("%w", err))
				return
			}
			rows := Rows{Number: read.id, T: read.t, Time: read.time, Twin: read.twin, Columns: read.values, Names: names}
			if !yield(rows, nil) {
				return
			}
		}
	}
}

// piece is what was read of a part: a batch, or why there is none.
type piece struct {
	rows *seriesRows
	err  error
	done chan<- struct{} // wants to know when the rows are not needed any more
}

// ahead reads the parts of a table in order, while those that follow are being
// read. The number of batches in memory depends on the processors alone.
func (r *Result) ahead(table int) iter.Seq2[*seriesRows, error] {
	return func(yield func(*seriesRows, error) bool) {
		stop := make(chan struct{})
		defer close(stop)
		mem := &recycled{}
		parts := make(chan chan piece, max(1, runtime.GOMAXPROCS(0)-1))
		go func() {
			defer close(parts)
			for k := range r.Info.parts() {
				if _, gone := slices.BinarySearch(r.Missing, k); gone {
					continue
				}
				pieces := make(chan piece, 1)
				select {
				case parts <- pieces:
					go r.readPart(table, k, mem, pieces, stop)
				case <-stop:
					return
				}
			}
		}()
		for pieces := range parts {
			for p := range pieces {
				if !yield(p.rows, p.err) || p.err != nil {
					return
				}
				close(p.done)
			}
		}
	}
}

// readPart hands over the batches of a part until it is told to stop.
func (r *Result) readPart(table, k int, mem *recycled, to chan<- piece, stop <-chan struct{}) {
	defer close(to)
	c := &cursor{r: r, table: table, part: k}
	err := c.hand(mem, to, stop)
	if err != nil && !errors.Is(err, errStop) {
		select {
		case to <- piece{err: err}:
		case <-stop:
		}
	}
}

// hand reads the batches of the cursor's part. While one is being used the next is
// read; then the memory of the first is used again.
func (c *cursor) hand(mem *recycled, to chan<- piece, stop <-chan struct{}) error {
	file, err := openTableIn(c.path(), c.r.layout.series[c.table], mem)
	if err != nil {
		return err
	}
	defer file.close()
	n, err := file.batches()
	if err != nil {
		return err
	}
	var before arrow.Record
	var used chan struct{}
	release := func() error {
		if before == nil {
			return nil
		}
		select {
		case <-used:
			before.Release()
			return nil
		case <-stop:
			return errStop
		}
	}
	for i := range n {
		err := file.batch(i, func(rec arrow.Record) error {
			if err := c.load(rec); err != nil {
				return err
			}
			rec.Retain()
			done := make(chan struct{})
			select {
			case to <- piece{rows: c.rows, done: done}:
			case <-stop:
				return errStop
			}
			if err := release(); err != nil {
				return err
			}
			before, used = rec, done
			return nil
		})
		if err != nil {
			return err
		}
	}
	return release()
}

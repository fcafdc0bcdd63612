package results

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"

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
// time and twin: the fastest way to read all of it. Some batches are read ahead,
// one on each processor. Parts that are missing are left out, as in Runs. A kind
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

// piece is one batch that was read, or why there is none.
type piece struct {
	rows   *seriesRows
	record arrow.Record // whose memory the rows are
	err    error
}

// ahead reads the batches of a table in order, while those that follow are being
// read, one on each processor. The number of batches in memory depends on the
// processors alone.
func (r *Result) ahead(table int) iter.Seq2[*seriesRows, error] {
	return func(yield func(*seriesRows, error) bool) {
		stop := make(chan struct{})
		pieces := make(chan chan piece, max(1, runtime.GOMAXPROCS(0)-1))
		var readers sync.WaitGroup
		readers.Go(func() {
			defer close(pieces)
			if err := r.readAhead(table, pieces, &readers, stop); err != nil {
				failed := make(chan piece, 1)
				failed <- piece{err: err}
				select {
				case pieces <- failed:
				case <-stop:
				}
			}
		})
		defer readers.Wait()
		defer close(stop)
		for next := range pieces {
			p := <-next
			if !yield(p.rows, p.err) || p.err != nil {
				return
			}
			p.record.Release()
		}
	}
}

// readAhead puts a channel for each batch of the table into pieces, as soon as
// there is room, and has the batch read into that.
func (r *Result) readAhead(table int, pieces chan<- chan piece, readers *sync.WaitGroup, stop <-chan struct{}) error {
	mem := &recycled{}
	for k := range r.Info.parts() {
		if _, gone := slices.BinarySearch(r.Missing, k); gone {
			continue
		}
		part, n, err := openShared(r, table, k, mem)
		if err != nil {
			return err
		}
		if !part.readAhead(n, pieces, readers, stop) {
			return nil
		}
	}
	return nil
}

// readAhead does it for the batches of a part; false when told to stop.
func (p *sharedPart) readAhead(n int, pieces chan<- chan piece, readers *sync.WaitGroup, stop <-chan struct{}) bool {
	var reading sync.WaitGroup
	defer readers.Go(func() { reading.Wait(); p.close() })
	for i := range n {
		next := make(chan piece, 1)
		select {
		case pieces <- next:
			reading.Go(func() { next <- p.batch(i) })
		case <-stop:
			return false
		}
	}
	return true
}

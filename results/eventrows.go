package results

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// EventRow is one row of the table events.
type EventRow struct {
	Run    int     // index into Runs
	T      float64 // seconds since the start
	Time   int64   // microseconds since 1970 UTC; 0 without a start
	Seq    int64   // number of the event in its run, from 0
	Twin   string  // "" for none
	Kind   string
	Signal string  // "" for none
	Value  float64 // in Unit; NaN for none
	Unit   string
	Detail string
}

// EventRows goes through the table events, run by run and in a run in the order
// of time: all rows, or those of some kinds, such as alert_on. Runs that failed
// have what happened before. Parts that are missing are left out, as in Runs.
func (r *Result) EventRows(kinds ...string) iter.Seq2[EventRow, error] {
	return func(yield func(EventRow, error) bool) {
		wanted := make([]bool, len(r.layout.kinds.values))
		for i, kind := range r.layout.kinds.values {
			wanted[i] = len(kinds) == 0 || slices.Contains(kinds, kind)
		}
		if !slices.Contains(wanted, true) {
			return
		}
		for k := range r.Info.parts() {
			if _, gone := slices.BinarySearch(r.Missing, k); gone {
				continue
			}
			err := each(partPath(r.Dir, "events", k), r.layout.events, func(rec arrow.Record) error {
				return r.eventRows(rec, wanted, unguarded(yield))
			})
			if errors.Is(err, errStop) {
				return
			}
			if err != nil {
				yield(EventRow{}, fmt.Errorf("%w", err))
				return
			}
		}
	}
}

// eventRows hands over the rows of a record that are of a kind that is wanted.
func (r *Result) eventRows(rec arrow.Record, wanted []bool, yield func(EventRow, error) bool) error {
	if err := equalLengths(rec); err != nil {
		return err
	}
	l, col := r.layout, 5
	var micros []int64
	if l.hasStart {
		micros = int64Values(rec, col)
		col++
	}
	var coded [4][]int32 // twin, kind, signal, unit
	var named [4]*array.Dictionary
	for i, c := range []struct {
		at     int
		values *dictionary
	}{{col + 1, l.twins}, {col + 2, l.kinds}, {col + 3, l.signals}, {col + 5, l.units}} {
		var err error
		if coded[i], err = codes(rec, c.at, c.values); err != nil {
			return err
		}
		named[i] = rec.Column(c.at).(*array.Dictionary)
	}
	name := func(which, row int, values *dictionary) string {
		if named[which].IsNull(row) {
			return ""
		}
		return values.values[coded[which][row]]
	}
	t, value := floats(float64Array(rec, 3)), floats(float64Array(rec, col+4))
	seq, detail := int64Values(rec, col), rec.Column(col+6).(*array.String)
	for i, id := range int64Values(rec, 0) {
		if named[1].IsNull(i) {
			return fmt.Errorf("row %d has no kind", i)
		}
		if !wanted[coded[1][i]] {
			continue
		}
		run, known := slices.BinarySearch(r.Runs.Number, id)
		if !known {
			return fmt.Errorf("row %d is of run %d, which is not in the table runs", i, id)
		}
		row := EventRow{Run: run, T: t[i], Seq: seq[i], Twin: name(0, i, l.twins), Kind: l.kinds.values[coded[1][i]], Signal: name(2, i, l.signals),
			Value: value[i], Unit: name(3, i, l.units)}
		if micros != nil {
			row.Time = micros[i]
		}
		if detail.IsValid(i) {
			row.Detail = string([]byte(detail.Value(i))) // a copy: the record's memory goes
		}
		if !yield(row, nil) {
			return errStop
		}
	}
	return nil
}

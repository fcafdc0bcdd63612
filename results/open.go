package results

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"whatif/engine"
)

// Result is a result that was read back: what was run and the table runs.
type Result struct {
	Dir     string
	Info    Info
	Schema  *engine.Schema
	Runs    Runs
	Missing []int // parts that are not there, in order; none in a finished batch

	layout *layout
}

// Runs is the table runs, column by column, in the order of the runs' numbers.
type Runs struct {
	Number      []int64
	Variant     []int32 // index into Schema.Variants
	Sweep, Draw []int32
	Seed        []int64
	Failed      []bool
	End         []float64
	Events      []int64
	Fingerprint []uint64    // shown as 16 hexadecimal digits
	Parameters  [][]float64 // per Schema.Parameters: a column in SI, NaN for none
	Indicators  [][]float64 // per Schema.Indicators: a column in its unit, NaN for none

	errors map[int]string // of the runs that failed, by index
}

// Len returns the number of runs.
func (r *Runs) Len() int { return len(r.Number) }

// Error says why the run at index k failed; "" for a run that did not.
func (r *Runs) Error(k int) string { return r.errors[k] }

// Open reads batch.json and the table runs of the result in dir. Parts that
// are missing are listed and their runs left out; a damaged file is an error
// with ErrCorrupt that names it.
func Open(dir string) (*Result, error) {
	r, err := open(dir)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	return r, nil
}

func open(dir string) (*Result, error) {
	info, schema, err := readBatch(dir)
	if err != nil {
		return nil, err
	}
	l, err := newLayout(info, schema)
	if err != nil {
		return nil, err
	}
	r := &Result{Dir: dir, Info: *info, Schema: schema, layout: l}
	r.Runs.errors = map[int]string{}
	r.Runs.Parameters = make([][]float64, len(schema.Parameters))
	r.Runs.Indicators = make([][]float64, len(schema.Indicators))
	if r.Missing, err = missing(dir, info); err != nil {
		return nil, err
	}
	r.Runs.reserve(info, r.Missing)
	for k := range info.parts() {
		if _, gone := slices.BinarySearch(r.Missing, k); gone {
			continue
		}
		path := partPath(dir, "runs", k)
		next, end := info.partRuns(k)
		err := each(path, l.runs, func(rec arrow.Record) error {
			return r.Runs.read(rec, l, schema, &next)
		})
		switch {
		case err != nil:
			return nil, err
		case next != end:
			return nil, corrupt(path, "run %d is missing", next)
		}
	}
	return r, nil
}

// mostReserved is for how many runs memory is taken beforehand; a damaged
// batch.json may speak of any number.
const mostReserved = 1 << 22

// reserve makes room for the runs of the parts that are there, so that nothing
// is copied as the columns grow.
func (r *Runs) reserve(info *Info, missing []int) {
	n := info.Runs
	for _, k := range missing {
		first, last := info.partRuns(k)
		n -= last - first
	}
	n = min(n, mostReserved)
	for _, column := range []*[]int64{&r.Number, &r.Seed, &r.Events} {
		*column = make([]int64, 0, n)
	}
	for _, column := range []*[]int32{&r.Variant, &r.Sweep, &r.Draw} {
		*column = make([]int32, 0, n)
	}
	r.Failed, r.End, r.Fingerprint = make([]bool, 0, n), make([]float64, 0, n), make([]uint64, 0, n)
	for _, columns := range [][][]float64{r.Parameters, r.Indicators} {
		for i := range columns {
			columns[i] = make([]float64, 0, n)
		}
	}
}

// read appends the rows of a record; next is the run that must come next.
func (r *Runs) read(rec arrow.Record, l *layout, s *engine.Schema, next *int64) error {
	ids := int64Values(rec, 0)
	for _, id := range ids {
		if id != *next {
			return fmt.Errorf("run %d where run %d was due", id, *next)
		}
		*next++
	}
	variants, err := codes(rec, 1, l.variants)
	if err != nil {
		return err
	}
	statuses, err := codes(rec, 5, l.statuses)
	if err != nil {
		return err
	}
	if err := equalLengths(rec); err != nil {
		return err
	}
	before := len(r.Number)
	r.Number = append(r.Number, ids...)
	r.Variant = append(r.Variant, variants...)
	r.Sweep = append(r.Sweep, int32Values(rec, 2)...)
	r.Draw = append(r.Draw, int32Values(rec, 3)...)
	r.Seed = append(r.Seed, int64Values(rec, 4)...)
	texts := rec.Column(6).(*array.String)
	for i, s := range statuses {
		r.Failed = append(r.Failed, s == statusFailed)
		if s == statusFailed && texts.IsValid(i) {
			r.errors[before+i] = strings.Clone(texts.Value(i)) // a copy: the record's memory goes
		}
	}
	r.End = appendFloats(r.End, float64Array(rec, 7))
	r.Events = append(r.Events, int64Values(rec, 8)...)
	if r.Fingerprint, err = appendHex(r.Fingerprint, rec.Column(9).(*array.String)); err != nil {
		return err
	}
	for i := range s.Parameters {
		r.Parameters[i] = appendFloats(r.Parameters[i], float64Array(rec, 10+i))
	}
	for i := range s.Indicators {
		r.Indicators[i] = appendFloats(r.Indicators[i], float64Array(rec, 10+len(s.Parameters)+i))
	}
	return nil
}

// equalLengths says whether all columns of a record are as long as it.
func equalLengths(rec arrow.Record) error {
	for i, c := range rec.Columns() {
		if int64(c.Len()) != rec.NumRows() {
			return fmt.Errorf("column %s has %d rows of %d", rec.ColumnName(i), c.Len(), rec.NumRows())
		}
	}
	return nil
}

// appendHex appends fingerprints, which are stored as hexadecimal digits.
func appendHex(dst []uint64, a *array.String) ([]uint64, error) {
	for i := range a.Len() {
		u, err := strconv.ParseUint(a.Value(i), 16, 64)
		if err != nil {
			return nil, fmt.Errorf("row %d of column fingerprint: %w", i, err)
		}
		dst = append(dst, u)
	}
	return dst, nil
}

// group is the runs of one variant at one sweep point, [first, last) in Runs.
type group struct {
	variant, sweep int32
	first, last    int
}

// groups splits the runs, which are in the order (variant, sweep, draw).
func (r *Runs) groups() []group {
	var list []group
	for i := range r.Number {
		if n := len(list); n > 0 && list[n-1].variant == r.Variant[i] && list[n-1].sweep == r.Sweep[i] {
			list[n-1].last = i + 1
			continue
		}
		list = append(list, group{variant: r.Variant[i], sweep: r.Sweep[i], first: i, last: i + 1})
	}
	return list
}

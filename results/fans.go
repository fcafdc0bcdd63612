package results

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"

	"github.com/apache/arrow/go/v15/arrow"
)

// Fan is the spread over the draws of one variable of one twin, for one variant
// at one sweep point, at every sample time. All slices are as long as T; NaN
// where no draw has a value.
type Fan struct {
	Variant int // index into Schema.Variants
	Sweep   int
	Twin    string
	Column  string // the variable's column
	T       []float64
	Time    []int64 // microseconds since 1970 UTC; nil without a start
	N       []int64 // draws with a value
	Failed  int64   // draws that failed
	Mean    []float64
	SD      []float64
	Q05     []float64
	Q25     []float64
	Q50     []float64
	Q75     []float64
	Q95     []float64
}

// Fans goes through the table summary of a finished result, group by group in
// the order (variant, sweep point) and, in a group, by twin and variable. Of a
// group with a single draw there is none: see Curves. The slices of a fan are the
// caller's. A result without a summary gives one error, with fs.ErrNotExist.
func (r *Result) Fans() iter.Seq2[Fan, error] {
	return func(yield func(Fan, error) bool) {
		f := &fanning{r: r, yield: unguarded(yield)}
		err := each(filepath.Join(r.Dir, summaryFile), r.layout.summary, f.read)
		if err == nil {
			f.yield = yield
			err = f.flush()
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(Fan{}, fmt.Errorf("%w", err))
		}
	}
}

// fanning turns the rows of a group, which are in the order (t, twin, variable),
// into a fan for each twin and variable.
type fanning struct {
	r     *Result
	yield func(Fan, error) bool
	fans  []*Fan           // of the group, in the order of its first rows
	index map[[2]int32]int // of a twin and a variable
}

// flush hands over the fans of the group.
func (f *fanning) flush() error {
	for _, fan := range f.fans {
		if !f.yield(*fan, nil) {
			return errStop
		}
	}
	f.fans, f.index = nil, map[[2]int32]int{}
	return nil
}

// fan is that of a row of the group.
func (f *fanning) fan(variant, sweep, twin, variable int32) *Fan {
	k, there := f.index[[2]int32{twin, variable}]
	if !there {
		k = len(f.fans)
		f.index[[2]int32{twin, variable}] = k
		f.fans = append(f.fans, &Fan{Variant: int(variant), Sweep: int(sweep), Twin: f.r.layout.twins.values[twin], Column: f.r.layout.vars.values[variable]})
	}
	return f.fans[k]
}

// read takes the rows of a record.
func (f *fanning) read(rec arrow.Record) error {
	if err := equalLengths(rec); err != nil {
		return err
	}
	l, col := f.r.layout, 3
	var micros []int64
	if l.hasStart {
		micros = int64Values(rec, col)
		col++
	}
	variants, err := codes(rec, 0, l.variants)
	if err != nil {
		return err
	}
	twins, err := codes(rec, col, l.twins)
	if err != nil {
		return err
	}
	vars, err := codes(rec, col+1, l.vars)
	if err != nil {
		return err
	}
	sweeps, t := int32Values(rec, 1), floats(float64Array(rec, 2))
	counts, failed := int64Values(rec, col+2), int64Values(rec, col+3)
	var spread [7][]float64
	for k := range spread {
		spread[k] = floats(float64Array(rec, col+4+k))
	}
	for i := range t {
		if len(f.fans) == 0 || f.fans[0].Variant != int(variants[i]) || f.fans[0].Sweep != int(sweeps[i]) {
			if err := f.flush(); err != nil {
				return err
			}
		}
		fan := f.fan(variants[i], sweeps[i], twins[i], vars[i])
		fan.T, fan.N, fan.Failed = append(fan.T, t[i]), append(fan.N, counts[i]), failed[i]
		if micros != nil {
			fan.Time = append(fan.Time, micros[i])
		}
		for k, to := range []*[]float64{&fan.Mean, &fan.SD, &fan.Q05, &fan.Q25, &fan.Q50, &fan.Q75, &fan.Q95} {
			*to = append(*to, spread[k][i])
		}
	}
	return nil
}

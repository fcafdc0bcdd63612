package compare

import (
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"whatif/results/whole"
)

// cell is a column of the table: what it is called, its unit where it is not that
// of the row's indicator, what it means, and its value for an indicator, an arm and
// the arm's difference, which is nil for a base.
type cell struct {
	name, unit, doc string
	of              func(i *Indicator, arm int, d *Difference) any // string, int64, float64 or nil
}

func (c *Comparison) cells() []cell {
	spread := func(of func(s *Spread) float64) func(*Indicator, int, *Difference) any {
		return func(i *Indicator, arm int, _ *Difference) any { return of(&i.Spreads[arm]) }
	}
	difference := func(of func(d *Difference) any) func(*Indicator, int, *Difference) any {
		return func(_ *Indicator, _ int, d *Difference) any {
			if d == nil {
				return nil
			}
			return of(d)
		}
	}
	return []cell{
		{"indicator", "", "indicator of the scenario", func(i *Indicator, _ int, _ *Difference) any { return i.Name }},
		{"unit", "", "unit of the indicator and of all columns that have none of their own", func(i *Indicator, _ int, _ *Difference) any { return i.Unit }},
		{"arm", "", "variant, with the values of its sweep point", func(_ *Indicator, arm int, _ *Difference) any { return c.Arms[arm].Label }},
		{"variant", "", "variant of the scenario", func(_ *Indicator, arm int, _ *Difference) any { return c.Arms[arm].Variant }},
		{"sweep", "1", "number of the sweep point, from 0", func(_ *Indicator, arm int, _ *Difference) any { return int64(c.Arms[arm].Sweep) }},
		{"base", "", "arm that it is compared with; null for a base", difference(func(d *Difference) any { return c.Arms[d.Base].Label })},
		{"runs", "1", "runs that reached their end", func(_ *Indicator, arm int, _ *Difference) any { return int64(c.Arms[arm].N) }},
		{"failed", "1", "runs that failed, in no number here", func(_ *Indicator, arm int, _ *Difference) any { return int64(c.Arms[arm].Failed) }},
		{"mean", "", "mean over the draws", spread(func(s *Spread) float64 { return s.Mean })},
		{"half_width", "", "half of the interval of the mean", spread(func(s *Spread) float64 { return s.HalfWidth })},
		{"sd", "", "standard deviation over the draws", spread(func(s *Spread) float64 { return s.SD })},
		{"q05", "", "5 % quantile (type 7)", spread(func(s *Spread) float64 { return s.Q05 })},
		{"q25", "", "25 % quantile", spread(func(s *Spread) float64 { return s.Q25 })},
		{"median", "", "median", spread(func(s *Spread) float64 { return s.Median })},
		{"q75", "", "75 % quantile", spread(func(s *Spread) float64 { return s.Q75 })},
		{"q95", "", "95 % quantile", spread(func(s *Spread) float64 { return s.Q95 })},
		{"pairs", "1", "draws compared", difference(func(d *Difference) any { return int64(d.Pairs) })},
		{"lost", "1", "draws left out since a run of the pair failed or has no value", difference(func(d *Difference) any { return int64(d.Lost) })},
		{"difference", "", "mean of arm less base", difference(func(d *Difference) any { return d.Mean })},
		{"difference_low", "", "lower end of the interval of the mean difference, which shrinks with draws", difference(func(d *Difference) any { return d.Low })},
		{"difference_high", "", "upper end of it", difference(func(d *Difference) any { return d.High })},
		{"difference_sd", "", "standard deviation of the difference over the draws, which does not shrink", difference(func(d *Difference) any { return d.SD })},
		{"difference_q05", "", "5 % quantile of the difference over the draws", difference(func(d *Difference) any { return d.Q05 })},
		{"difference_median", "", "median of the difference", difference(func(d *Difference) any { return d.Median })},
		{"difference_q95", "", "95 % quantile of the difference", difference(func(d *Difference) any { return d.Q95 })},
		{"effect", "1", "mean difference over its standard deviation", difference(func(d *Difference) any { return d.Effect })},
		{"better_share", "1", "share of the draws in which the arm is better (lower, where neither is)", difference(func(d *Difference) any { return d.BetterShare })},
		{"better_low", "1", "lower end of the share's interval", difference(func(d *Difference) any { return d.BetterLow })},
		{"better_high", "1", "upper end of it", difference(func(d *Difference) any { return d.BetterHigh })},
		{"worse_share", "1", "share of the draws in which it is worse (higher); in the others it is the same", difference(func(d *Difference) any { return d.WorseShare })},
		{"share_draws", "1", "as how many independent draws that interval counts them", difference(func(d *Difference) any { return d.ShareDraws })},
		{"p", "1", "probability of such a difference where there is none", difference(func(d *Difference) any { return d.P })},
		{"p_adjusted", "1", "the same, corrected for the number of comparisons (Holm)", difference(func(d *Difference) any { return d.Adjusted })},
		{"verdict", "", "better, worse, lower, higher, same, unclear or unknown", difference(func(d *Difference) any { return string(d.Verdict) })},
	}
}

// WriteArrow writes the comparison as an Arrow IPC file with a row for each
// indicator and arm, in that order. The file has its name when it is whole; an
// earlier one is replaced. An error names the path.
func (c *Comparison) WriteArrow(path string) error {
	if _, err := whole.Write(path, c.encode); err != nil {
		return fmt.Errorf("%w", err)
	}
	return nil
}

// encode writes the table as a file.
func (c *Comparison) encode(to io.Writer) error {
	rec := c.record()
	defer rec.Release()
	w, err := ipc.NewFileWriter(&counted{to: to}, ipc.WithSchema(rec.Schema()))
	if err != nil {
		return fmt.Errorf("%w", err)
	}
	// After a failed write, Close may return nil.
	if err := w.Write(rec); err != nil {
		return fmt.Errorf("%w", errors.Join(err, w.Close()))
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("%w", err)
	}
	return nil
}

// counted tells how far a file has been written, which is all that Arrow's writer
// seeks for.
type counted struct {
	to io.Writer
	at int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.at += int64(n)
	return n, err
}

func (c *counted) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, errors.New("a file is written in one go")
	}
	return c.at, nil
}

func (c *Comparison) record() arrow.Record {
	cells := c.cells()
	fields := make([]arrow.Field, len(cells))
	for k, x := range cells {
		fields[k] = arrow.Field{Name: x.name, Type: x.kind(), Nullable: true}
		keys, values := []string{"description"}, []string{x.doc}
		if x.unit != "" {
			keys, values = append(keys, "unit"), append(values, x.unit)
		}
		fields[k].Metadata = arrow.NewMetadata(keys, values)
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
	defer b.Release()
	for j := range c.Indicators {
		i := &c.Indicators[j]
		for arm := range c.Arms {
			var d *Difference
			for k := range i.Differences {
				if i.Differences[k].Arm == arm {
					d = &i.Differences[k]
				}
			}
			for k, x := range cells {
				put(b.Field(k), x.of(i, arm, d))
			}
		}
	}
	return b.NewRecord()
}

// kind is the type of a column, by its name where a row may have none.
func (x cell) kind() arrow.DataType {
	switch x.name {
	case "indicator", "unit", "arm", "variant", "base", "verdict":
		return arrow.BinaryTypes.String
	case "sweep", "runs", "failed", "pairs", "lost":
		return arrow.PrimitiveTypes.Int64
	}
	return arrow.PrimitiveTypes.Float64
}

func put(b array.Builder, value any) {
	switch v := value.(type) {
	case string:
		b.(*array.StringBuilder).Append(v)
	case int64:
		b.(*array.Int64Builder).Append(v)
	case float64:
		if v != v {
			b.AppendNull()
			return
		}
		b.(*array.Float64Builder).Append(v)
	default:
		b.AppendNull()
	}
}

package results

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// sliceBytes is the memory that the values of one slice of time may take while
// the summary is computed.
const sliceBytes = 32 << 20

// summarizer computes summary.arrow from the parts: for every variant, sweep
// point, sample time and variable the spread over the draws that did not fail.
// A group of which all draws failed has no rows, nor has one of a single draw: it
// spreads over nothing, and would be the series again, seven times as large.
type summarizer struct {
	r       *Result
	cursors []*cursor // per table
	out     *tableFile
	b       *summaryBatch
	bytes   int // of a slice
}

// cell is one variable of one twin.
type cell struct {
	table          int
	index          int // among the cells of the table
	twin, variable int32
}

// writeSummary writes summary.arrow of a finished batch; it returns its rows.
func writeSummary(ctx context.Context, store storage, r *Result, slice int) (int64, error) {
	out, err := createTable(store, filepath.Join(r.Dir, summaryFile), r.layout.summary, r.Info.Compression)
	if err != nil {
		return 0, err
	}
	s := &summarizer{r: r, out: out, b: newSummaryBatch(r.layout, maxRows), bytes: slice}
	for i := range r.Schema.Tables {
		s.cursors = append(s.cursors, &cursor{r: r, table: i})
	}
	defer func() {
		for _, c := range s.cursors {
			c.close()
		}
	}()
	for _, g := range r.Runs.groups() {
		if err = s.group(ctx, g); err != nil {
			break
		}
	}
	if err == nil {
		err = out.finish(&s.b.batch)
	}
	if err == nil {
		err = out.publish()
	}
	if err != nil {
		return 0, errors.Join(fmt.Errorf("summary: %w", err), out.abort())
	}
	return out.rows, nil
}

// group summarizes one variant at one sweep point.
func (s *summarizer) group(ctx context.Context, g group) (err error) {
	if g.last-g.first == 1 {
		return nil
	}
	member := make([]int, g.last-g.first)
	ok, sample := 0, -1
	for i := range member {
		member[i] = -1
		if !s.r.Runs.Failed[g.first+i] {
			if sample < 0 {
				sample = g.first + i
			}
			member[i] = ok
			ok++
		}
	}
	if ok == 0 {
		return nil
	}
	grids := make([]*grid, len(s.cursors))
	var times *grid
	total := 0
	for i, c := range s.cursors {
		if grids[i], err = c.probe(s.r.Runs.Number[sample]); err != nil {
			return err
		}
		total += len(grids[i].twins) * len(s.r.Schema.Tables[i].Columns)
		switch {
		case grids[i].rows() == 0:
		case times == nil:
			times = grids[i]
		case !slices.Equal(times.times, grids[i].times):
			return c.corrupt("run %d has other sample times than in %s", s.r.Runs.Number[sample], s.r.layout.folders[0])
		}
	}
	if times == nil || total == 0 {
		return nil
	}
	length := max(1, s.bytes/(8*ok*total))
	cubes := make([]*cube, len(grids))
	defer func() {
		for _, c := range cubes {
			if c != nil {
				err = errors.Join(err, c.close())
			}
		}
	}()
	for i, c := range s.cursors {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells := len(grids[i].twins) * len(s.r.Schema.Tables[i].Columns)
		spill := filepath.Join(s.r.Dir, fmt.Sprintf(".summary-%d.tmp", i))
		if cubes[i], err = newCube(ok, len(times.times), cells, length, spill); err != nil {
			return err
		}
		if err := c.collect(s.r.Runs.Number[g.first], member, grids[i], cubes[i]); err != nil {
			return err
		}
	}
	return s.describe(ctx, g, len(member)-ok, times, s.cells(grids), cubes)
}

// cells lists the variables of a group in the order of its rows.
func (s *summarizer) cells(grids []*grid) []cell {
	var list []cell
	for i, t := range s.r.Schema.Tables {
		for k, twin := range grids[i].twins {
			for j, c := range t.Columns {
				list = append(list, cell{i, k*len(t.Columns) + j, twin, s.r.layout.vars.index[c.Name]})
			}
		}
	}
	slices.SortFunc(list, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.twin, b.twin), cmp.Compare(a.variable, b.variable), cmp.Compare(a.table, b.table))
	})
	return list
}

// describe writes the rows of a group.
func (s *summarizer) describe(ctx context.Context, g group, failed int, times *grid, cells []cell, cubes []*cube) error {
	values := make([][]float64, len(cubes))
	for slice := range cubes[0].slices() {
		for i, c := range cubes {
			var err error
			if values[i], err = c.load(slice); err != nil {
				return err
			}
		}
		samples := cubes[0].samplesOf(slice)
		for next, end := 0, samples*len(cells); next < end; {
			if err := ctx.Err(); err != nil {
				return err
			}
			n := min(end-next, s.b.rows-s.b.n)
			err := parallel(n, func(from, to int) {
				var scratch []float64
				for q := from; q < to; q++ {
					at, c := (next+q)/len(cells), cells[(next+q)%len(cells)]
					cube := cubes[c.table]
					scratch = scratch[:0]
					for d := range cube.runs {
						v := values[c.table][(d*samples+at)*cube.cells+c.index]
						if v == v {
							scratch = append(scratch, v)
						}
					}
					s.b.put(s.b.n+q, g, times, slice*cube.length+at, c, failed, spreadOf(scratch))
				}
			})
			if err != nil {
				return err
			}
			next += n
			s.b.n += n
			if s.b.full() {
				s.b.findNaN()
				if err := s.out.write(&s.b.batch); err != nil {
					return err
				}
			}
		}
	}
	s.b.findNaN()
	return nil
}

// parallel cuts [0, n) into ranges for all processors.
func parallel(n int, do func(from, to int)) error {
	var group errgroup.Group
	workers := min(n, runtime.GOMAXPROCS(0))
	for k := range workers {
		group.Go(func() error {
			do(n*k/workers, n*(k+1)/workers)
			return nil
		})
	}
	return group.Wait()
}

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
func (b *summaryBatch) put(row int, g group, times *grid, sample int, c cell, failed int, s spread) {
	b.variant.v[row], b.sweep.v[row] = g.variant, g.sweep
	b.t.v[row] = times.times[sample]
	if b.time != nil {
		b.time.v[row] = times.micros[sample]
	}
	b.twin.v[row], b.variable.v[row] = c.twin, c.variable
	b.count.v[row], b.failed.v[row] = int64(s.n), int64(failed)
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

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

// blockBytes is the memory that the values of a block may take while the summary
// is computed. Beside it there are copies of half as much, a batch of each series
// table, a batch of the summary, one bit for each run of a group and 16 bytes for
// each sample time of a run.
const blockBytes = 8 << 20

// summarizer computes summary.arrow from the parts: for every variant, sweep
// point, sample time and variable the spread over the draws that did not fail.
// A group of which all draws failed has no rows, nor has one of a single draw: it
// spreads over nothing, and would be the series again, seven times as large.
type summarizer struct {
	ctx     context.Context
	r       *Result
	roster  *roster
	cursors []*cursor // per table
	out     *tableFile
	b       *summaryBatch
	bytes   int       // of a block
	mem     []float64 // of the block loaded last
}

// cell is one variable of one twin.
type cell struct {
	table          int
	index          int // among the cells of the table
	twin, variable int32
}

// writeSummary writes summary.arrow of a finished batch; it returns its rows.
// The parts are read from the disk, nothing of r.Runs.
func writeSummary(ctx context.Context, store storage, r *Result, bytes int) (int64, error) {
	out, err := createTable(store, filepath.Join(r.Dir, summaryFile), r.layout.summary, r.Info.Compression)
	if err != nil {
		return 0, err
	}
	s := &summarizer{ctx: ctx, r: r, roster: &roster{r: r}, out: out, b: newSummaryBatch(r.layout, rowsIn(sideBytes, rowBytes(r.layout.summary))), bytes: bytes}
	for i := range r.Schema.Tables {
		s.cursors = append(s.cursors, &cursor{r: r, table: i})
	}
	defer s.close()
	for {
		m, ok, e := s.roster.next()
		if err = e; err != nil || !ok {
			break
		}
		if err = s.group(m); err != nil {
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

func (s *summarizer) close() {
	s.roster.close()
	for _, c := range s.cursors {
		c.close()
	}
}

// group summarizes one variant at one sweep point.
func (s *summarizer) group(m *members) (err error) {
	kept := m.runs - m.failed
	if m.runs == 1 || kept == 0 {
		return nil
	}
	grids, times, err := s.probe(m.first + int64(m.whole()))
	if err != nil {
		return err
	}
	cells, places := s.cells(grids)
	if times == nil || len(cells) == 0 {
		return nil
	}
	values, err := newCube(cut(kept, len(times.times), len(cells), s.bytes), s.bytes, s.mem,
		filepath.Join(s.r.Dir, ".summary-values.tmp"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, values.close()) }()
	if err := s.collect(m, grids, places, values); err != nil {
		return err
	}
	values.gathered()
	return s.describe(m, times, cells, values)
}

// probe reads the shape of a run's rows in each table, and the sample times,
// which are the same in all tables.
func (s *summarizer) probe(run int64) (grids []*grid, times *grid, err error) {
	grids = make([]*grid, len(s.cursors))
	for i, c := range s.cursors {
		if grids[i], err = c.probe(run); err != nil {
			return nil, nil, err
		}
		switch {
		case grids[i].rows() == 0:
		case times == nil:
			times = grids[i]
		case !slices.Equal(times.times, grids[i].times):
			return nil, nil, c.corrupt("run %d has other sample times than in %s", run, s.r.layout.folders[0])
		default:
			grids[i].times, grids[i].micros = times.times, times.micros // once in memory
		}
	}
	return grids, times, nil
}

// cells lists the variables of a group in the order of its rows, and for each
// table where its cells, [twin][column], are in the list.
func (s *summarizer) cells(grids []*grid) (list []cell, places [][]int) {
	places = make([][]int, len(grids))
	for i, t := range s.r.Schema.Tables {
		for k, twin := range grids[i].twins {
			for j, c := range t.Columns {
				list = append(list, cell{i, k*len(t.Columns) + j, twin, s.r.layout.vars.index[c.Name]})
			}
		}
		places[i] = make([]int, len(grids[i].twins)*len(t.Columns))
	}
	slices.SortFunc(list, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.twin, b.twin), cmp.Compare(a.variable, b.variable), cmp.Compare(a.table, b.table))
	})
	for at, c := range list {
		places[c.table][c.index] = at
	}
	return list, places
}

// describe writes the rows of a group.
func (s *summarizer) describe(m *members, times *grid, cells []cell, values *cube) error {
	for i := range values.blocks() {
		b := values.block(i)
		spreads, err := s.spreads(values, b)
		if err != nil {
			return err
		}
		for next, end := 0, b.samples*b.cells; next < end; {
			if err := s.ctx.Err(); err != nil {
				return err
			}
			n := min(end-next, s.b.rows-s.b.n)
			err := parallel(n, values.runs, s.bytes, func(from, to int, scratch []float64) error {
				for q := from; q < to; q++ {
					at, c := (next+q)/b.cells, (next+q)%b.cells
					found, err := spreads(at, c, scratch)
					if err != nil {
						return err
					}
					s.b.put(s.b.n+q, m, times, b.sample+at, cells[b.cell+c], found)
				}
				return nil
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

// spreads loads a block, where it fits, and returns what tells the spread of its
// values at a sample and of a cell, counted from its first. The scratch holds a
// value of each run where these fit.
func (s *summarizer) spreads(values *cube, b block) (func(sample, cell int, scratch []float64) (spread, error), error) {
	if values.runs > scratch(s.bytes) {
		return func(_, _ int, scratch []float64) (spread, error) {
			return spreadOfPieces(func(use func([]float64)) error { return values.pieces(b, scratch, use) })
		}, nil
	}
	loaded, err := values.load(b, s.mem)
	s.mem = loaded
	return func(sample, cell int, scratch []float64) (spread, error) {
		scratch = scratch[:0]
		for at := sample*b.cells + cell; at < len(loaded); at += b.samples * b.cells {
			if v := loaded[at]; v == v {
				scratch = append(scratch, v+0) // 0 for -0, which is in no order
			}
		}
		return spreadOf(scratch), nil
	}, err
}

// scratch is how many values all copies together may have beside a block.
func scratch(bytes int) int { return max(1, bytes/16) }

// parallel cuts [0, n) into ranges for all processors, as far as there is memory
// for the scratch of each: a value of each run, or a piece of them.
func parallel(n, runs, bytes int, do func(from, to int, scratch []float64) error) error {
	workers := min(n, runtime.GOMAXPROCS(0), max(1, scratch(bytes)/runs))
	var group errgroup.Group
	for k := range workers {
		group.Go(func() error {
			return do(n*k/workers, n*(k+1)/workers, make([]float64, min(runs, scratch(bytes))))
		})
	}
	return group.Wait()
}

package results

import (
	"errors"
	"os"

	"github.com/apache/arrow/go/v15/arrow"
)

// shape is how the values of a group of runs are cut into blocks, each of which
// has the values of all runs: into slices of time or, where the runs are so many
// that a single sample of theirs does not fit, into some of its cells. A cell is
// one variable of one twin.
type shape struct {
	runs, samples, cells int
	length               int // samples of a block, of which the last may have fewer
	width                int // cells of a block, likewise; all of them unless length is 1
}

// cut returns the shape whose blocks take at most so many bytes. A block of one
// cell at one sample takes 8 bytes per run, whatever is asked for.
func cut(runs, samples, cells, bytes int) shape {
	s := shape{runs: runs, samples: samples, cells: cells, length: samples, width: cells}
	of := bytes / 8 / runs // values of a run that fit
	switch {
	case of >= samples*cells:
	case of >= cells:
		s.length = of / cells
	default:
		s.length, s.width = 1, max(1, of)
	}
	return s
}

// block is a range of samples and cells. Its values lie [run][sample][cell].
type block struct {
	sample, samples int // the first, and how many
	cell, cells     int
}

// across returns the number of blocks beside each other, blocks that of all.
func (s shape) across() int { return (s.cells + s.width - 1) / s.width }
func (s shape) blocks() int { return (s.samples + s.length - 1) / s.length * s.across() }

// block returns the i-th block, in the order of samples, then cells.
func (s shape) block(i int) block {
	b := block{sample: i / s.across() * s.length, cell: i % s.across() * s.width}
	b.samples, b.cells = min(s.length, s.samples-b.sample), min(s.width, s.cells-b.cell)
	return b
}

// size returns the number of values of a block.
func (s shape) size(b block) int { return s.runs * b.samples * b.cells }

// offset returns the number of values in the blocks before it.
func (s shape) offset(b block) int64 {
	return (int64(b.sample)*int64(s.cells) + int64(b.cell)) * int64(s.runs)
}

// cube turns what comes run by run into what is wanted time by time: the values
// of all cells of a group of runs, in blocks. A single block that fits stays in
// memory; others go through a file, so that memory is bounded whatever the number
// of runs, and every part is read once.
type cube struct {
	shape
	mem  []float64 // the single block, or what was gathered last: [run][sample][cell]
	file *os.File  // nil where all is in memory

	span   int // samples that are gathered at a time
	many   int // runs that are gathered at a time: 1 unless span is all samples
	run    int // the first one gathered
	held   int // how many are
	sample int // the first one gathered
	piece  []float64
}

// newCube makes an empty cube of blocks of at most so many bytes. It uses the
// memory given where that is large enough. The file, if one is needed, is made at
// path and removed by close.
func newCube(s shape, bytes int, mem []float64, path string) (*cube, error) {
	c := &cube{shape: s, span: s.samples, many: s.runs} // all in memory
	if s.blocks() > 1 || 8*s.size(s.block(0)) > bytes {
		room := bytes / 16 // half a block is gathered before it goes to the file
		c.many = min(s.runs, room/(s.samples*s.cells))
		if c.many < 1 {
			c.many = 1
			c.span = min(s.samples, max(1, room/s.cells/s.length)*s.length)
		}
		var err error
		if c.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
			return nil, err
		}
	}
	c.mem = sized(mem, c.many*c.span*s.cells)
	return c, nil
}

// sized returns a slice of n values, in the memory given where they fit.
func sized(mem []float64, n int) []float64 {
	if cap(mem) < n {
		return make([]float64, n)
	}
	return mem[:n]
}

// close removes the file.
func (c *cube) close() error {
	if c.file == nil {
		return nil
	}
	return errors.Join(c.file.Close(), os.Remove(c.file.Name()))
}

// room returns where the samples from the one given on, at most span, of a run
// go: [sample][cell]. Runs come in order, and their samples.
func (c *cube) room(run, sample int) ([]float64, error) {
	if c.held > 0 && (run == c.run+c.many || sample != c.sample) {
		if err := c.flush(); err != nil {
			return nil, err
		}
	}
	if c.held == 0 {
		c.run, c.sample = run, sample
	}
	c.held = run - c.run + 1
	one := c.span * c.cells
	return c.mem[(run-c.run)*one:][:min(c.span, c.samples-sample)*c.cells], nil
}

// flush brings what was gathered to the file, block by block.
func (c *cube) flush() error {
	if c.file == nil || c.held == 0 {
		return nil
	}
	end := min(c.sample+c.span, c.samples)
	for i := c.sample / c.length * c.across(); i < c.blocks(); i++ {
		b := c.block(i)
		if b.sample >= end {
			break
		}
		one := b.samples * b.cells
		c.piece = sized(c.piece, c.held*one)
		for k := range c.held {
			to := c.piece[k*one:]
			for j := range b.samples {
				from := c.mem[(k*c.span+b.sample-c.sample+j)*c.cells+b.cell:]
				copy(to[j*b.cells:], from[:b.cells])
			}
		}
		at := 8 * (c.offset(b) + int64(c.run*one))
		if _, err := c.file.WriteAt(arrow.Float64Traits.CastToBytes(c.piece), at); err != nil {
			return named("write", c.file.Name(), err)
		}
	}
	c.held = 0
	return nil
}

// gathered lets go of the memory for gathering, after the last flush.
func (c *cube) gathered() {
	if c.file != nil {
		c.mem, c.piece = nil, nil
	}
}

// load returns the values of a block, in the memory given where they fit.
func (c *cube) load(b block, mem []float64) ([]float64, error) {
	if c.file == nil {
		return c.mem, nil
	}
	return c.read(c.offset(b), sized(mem, c.size(b)))
}

// pieces calls use with the values of a block, piece by piece in the memory given.
func (c *cube) pieces(b block, mem []float64, use func([]float64)) error {
	if c.file == nil {
		use(c.mem)
		return nil
	}
	for at, end := 0, c.size(b); at < end; at += len(mem) {
		values, err := c.read(c.offset(b)+int64(at), mem[:min(len(mem), end-at)])
		if err != nil {
			return err
		}
		use(values)
	}
	return nil
}

// read fills dst from the file.
func (c *cube) read(at int64, dst []float64) ([]float64, error) {
	if _, err := c.file.ReadAt(arrow.Float64Traits.CastToBytes(dst), 8*at); err != nil {
		return nil, named("read", c.file.Name(), err)
	}
	return dst, nil
}

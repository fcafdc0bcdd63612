package results

import (
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow/go/v15/arrow"
)

// cube turns what comes run by run into what is wanted time by time: the
// values of all cells (twins and variables of a table) of a group of runs, cut
// into slices of time. One slice is kept in memory; several go through a file,
// so that memory is bounded whatever the number of runs, and every part is
// read once.
type cube struct {
	runs, samples, cells int
	length               int       // samples in a slice, the last one may have fewer
	mem                  []float64 // the one slice; or what was gathered last, of one run and slice
	file                 *os.File  // nil for one slice
	run, slice           int       // of what was gathered last
	loaded               []float64
}

// newCube makes an empty cube whose slices have the length given. The file, if
// one is needed, is made at path and removed by close.
func newCube(runs, samples, cells, length int, path string) (*cube, error) {
	c := &cube{runs: runs, samples: samples, cells: cells, length: length, run: -1}
	if length >= samples {
		c.length = max(samples, 1)
		c.mem = make([]float64, runs*samples*cells)
		return c, nil
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	c.file, c.mem = f, make([]float64, length*cells)
	return c, nil
}

func (c *cube) close() error {
	if c.file == nil {
		return nil
	}
	return errors.Join(c.file.Close(), os.Remove(c.file.Name()))
}

// slices returns the number of slices.
func (c *cube) slices() int { return (c.samples + c.length - 1) / c.length }

// samplesOf returns the number of samples of a slice.
func (c *cube) samplesOf(slice int) int { return min(c.length, c.samples-slice*c.length) }

// slot returns where the values of one sample of one run go. The samples of a
// run must come in order.
func (c *cube) slot(run, sample int) ([]float64, error) {
	at := run*c.samples + sample
	if c.file != nil {
		if slice := sample / c.length; run != c.run || slice != c.slice {
			if err := c.flush(); err != nil {
				return nil, err
			}
			c.run, c.slice = run, slice
		}
		at = sample % c.length
	}
	return c.mem[at*c.cells : (at+1)*c.cells], nil
}

// flush brings what was gathered last to the file.
func (c *cube) flush() error {
	if c.file == nil || c.run < 0 {
		return nil
	}
	n := c.samplesOf(c.slice)
	at := (c.slice*c.length*c.runs + c.run*n) * c.cells
	if _, err := c.file.WriteAt(arrow.Float64Traits.CastToBytes(c.mem[:n*c.cells]), 8*int64(at)); err != nil {
		return fmt.Errorf("write %s: %w", c.file.Name(), err)
	}
	c.run = -1
	return nil
}

// load returns the values of a slice, [run][sample][cell].
func (c *cube) load(slice int) ([]float64, error) {
	if c.file == nil {
		return c.mem, nil
	}
	n := c.runs * c.samplesOf(slice) * c.cells
	if cap(c.loaded) < n {
		c.loaded = make([]float64, n)
	}
	c.loaded = c.loaded[:n]
	at := 8 * int64(slice) * int64(c.length*c.runs*c.cells)
	if _, err := c.file.ReadAt(arrow.Float64Traits.CastToBytes(c.loaded), at); err != nil {
		return nil, fmt.Errorf("read %s: %w", c.file.Name(), err)
	}
	return c.loaded, nil
}

package engine

import (
	"slices"

	"whatif/physics/linear"
)

// shapes keeps the propagators of one island that were made last, each for the
// parameters that shape its law: a window that opens and closes has two. A
// parameter that takes a value not seen before makes another; what has not been
// used for longest makes room. Which are kept changes no result, only how soon it
// is there.
type shapes struct {
	made  []shape // the one used last at the end
	bytes int     // that they take together
	room  int     // bytes that they may take
	most  int     // how many there may be
}

// shape is a propagator and the values of the parameters it was made for.
type shape struct {
	by   []float64
	made linear.Propagator
}

// A run keeps propagators of all its islands together in about shapesBytes, and
// of one island between fewestShapes and mostShapes.
const (
	shapesBytes  = 64 << 20
	fewestShapes = 2
	mostShapes   = 64
)

// newShapes keeps none yet, of one of so many islands.
func newShapes(isl *islandLaw, islands int) shapes {
	c := shapes{room: shapesBytes / islands, most: mostShapes}
	if len(isl.shaping) == 0 {
		c.most = 1
	}
	return c
}

// find returns the propagator made for these values, or nil.
func (c *shapes) find(by []float64) linear.Propagator {
	for k := len(c.made) - 1; k >= 0; k-- {
		if s := c.made[k]; slices.Equal(s.by, by) {
			copy(c.made[k:], c.made[k+1:])
			c.made[len(c.made)-1] = s
			return s.made
		}
	}
	return nil
}

// keep takes in a propagator that was made for these values.
func (c *shapes) keep(by []float64, p linear.Propagator) {
	c.bytes += p.Bytes()
	gone := 0
	for kept := len(c.made) - gone; kept >= c.most || kept >= fewestShapes && c.bytes > c.room; kept-- {
		c.bytes -= c.made[gone].made.Bytes()
		gone++
	}
	c.made = append(slices.Delete(c.made, 0, gone), shape{by: slices.Clone(by), made: p})
}

// copyFrom keeps what o does.
func (c *shapes) copyFrom(o *shapes) {
	c.made, c.bytes = append(c.made[:0], o.made...), o.bytes
}

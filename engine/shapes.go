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
	made []shape // the one used last at the end
	most int     // how many are kept
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

// shapesKept is how many propagators of an island are kept. A propagator in modes
// holds a matrix over the states, the inputs and the outputs.
func (m *Model) shapesKept(isl *islandLaw) int {
	if len(isl.shaping) == 0 {
		return 1
	}
	bytes := 8 * (isl.states + 1) * (2*isl.states + len(isl.inputs) + len(isl.outputs) + len(isl.watches))
	return min(mostShapes, max(fewestShapes, shapesBytes/len(m.islands)/bytes))
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
	s := shape{by: slices.Clone(by), made: p}
	if len(c.made) < c.most {
		c.made = append(c.made, s)
		return
	}
	copy(c.made, c.made[1:])
	c.made[len(c.made)-1] = s
}

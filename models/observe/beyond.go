package observe

import (
	"math"

	"whatif/engine"
)

// BeyondGauge adds up by how much, and for how long, a signal is on one side of
// a level: the integral of max(0, level - signal), or of max(0, signal - level).
type BeyondGauge struct {
	of    meter
	level meter   // of the level, where it is a signal
	moves bool    // it is
	fixed float64 // the level, where it is a number
	above bool
}

// Level is a number, or a signal where there is one.
type Level struct {
	Signal engine.Signal // NoSignal for none
	Number float64       // SI
}

// NewBeyond adds the actors of a shortfall or, where above, of an excess
// indicator. while is to hold only while the signal is beyond the level.
func NewBeyond(b *engine.Builder, path string, signal engine.Signal, level Level, above bool, while Condition) BeyondGauge {
	g := BeyondGauge{of: newMeter(b, path, signal, while), fixed: level.Number, above: above}
	if level.Signal != engine.NoSignal {
		g.level, g.moves = newMeter(b, path+".level", level.Signal, while), true
	}
	return g
}

// Read gives the integral, in the signal's unit times seconds; 0 where it was
// never beyond.
func (g BeyondGauge) Read(r *engine.Run) float64 {
	below := g.fixed*g.of.time(r) - g.of.total(r)
	if g.moves {
		below = g.level.total(r) - g.of.total(r)
	}
	if g.above {
		below = -below
	}
	return math.Max(0, below)
}

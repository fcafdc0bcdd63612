package equation

import (
	"math"

	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// compute writes what a formula gives: an output, or the rate of a state. Conditions in it
// stay as they are until their events; where it has no value then, as the root of
// what has come to be negative since, they are taken as they would be.
type compute struct {
	From []hybrid.Read
	Bare []hybrid.Read // the same with conditions as they would be; nil without any
	To   hybrid.Write
	law  formula.Program
}

// Evaluate implements hybrid.Part.
func (p *compute) Evaluate(w []float64) {
	x := formula.Through(&p.law, w, p.From)
	if x != x && p.Bare != nil {
		x = formula.Through(&p.law, w, p.Bare)
	}
	w[p.To] = x
}

// begin gives a state or a mode its first value.
type begin struct {
	From []hybrid.Read
	To   hybrid.Change
	law  formula.Program
}

// Evaluate implements hybrid.Part.
func (p *begin) Evaluate([]float64) {}

// Start implements hybrid.Starter.
func (p *begin) Start(w []float64) { w[p.To] = formula.Through(&p.law, w, p.From) }

// sound ends a run in which an output is no number, though no state hangs on it.
type sound struct{ Of []hybrid.Last }

// Evaluate implements hybrid.Part.
func (p *sound) Evaluate([]float64) {}

// GuardNames implements hybrid.Guarded.
func (p *sound) GuardNames() []string { return []string{"has outputs that are numbers"} }

// Guards implements hybrid.Guarded: 1, or no number.
func (p *sound) Guards(w, g []float64) {
	g[0] = 1
	for _, s := range p.Of {
		if x := w[s]; x-x != 0 {
			g[0] = math.NaN()
		}
	}
}

// React implements hybrid.Guarded; its guard never falls.
func (p *sound) React(*hybrid.Moment, int) {}

package observe

import (
	"math"

	"whatif/engine"
)

// Reduction makes one number of several.
type Reduction int

const (
	SumOf Reduction = iota
	MeanOf
	MinOf
	MaxOf
	AboveZero // how many are above 0
)

// Reduced is one number of those of several gauges, each exact by itself.
type Reduced struct {
	Of []Gauge
	By Reduction
}

// Read leaves out what nothing was counted of. It is NaN where that is all of
// them, except for AboveZero, which is then 0.
func (g Reduced) Read(r *engine.Run) float64 {
	n, above, sum, least, most := 0, 0, 0.0, math.Inf(1), math.Inf(-1)
	for _, of := range g.Of {
		x := of.Read(r)
		if math.IsNaN(x) {
			continue
		}
		n++
		if x > 0 {
			above++
		}
		sum, least, most = sum+x, min(least, x), max(most, x)
	}
	switch {
	case g.By == AboveZero:
		return float64(above)
	case n == 0:
		return math.NaN()
	case g.By == MeanOf:
		return sum / float64(n)
	case g.By == MinOf:
		return least
	case g.By == MaxOf:
		return most
	}
	return sum
}

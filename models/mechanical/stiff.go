package mechanical

import (
	"fmt"
	"math"

	"whatif/models/twin"
)

// stiffness is that of something elastic between two motions: what it does as seen from
// each, as levers that its stiffness counts with.
type stiffness struct {
	by            string // the parameter
	value         twin.Quantity
	first, second *motion // nil at the ground
	levers        [2]float64
}

// fastest is the shortest period, over 2 pi, that counts as physics, in s: what is
// stiffer is rigid for all that anybody can see, and would only cost time.
const fastest = 1e-9

// check notes a stiffness beside which its inertias are next to nothing.
func (k *stiffness) check(a *assembly) {
	pull := 0.0 // 1/s2 for each N/m
	for i, m := range []*motion{k.first, k.second} {
		if m != nil && m.shaft != nil && m.shaft.nominal(a) > 0 {
			pull += k.levers[i] * k.levers[i] / m.shaft.nominal(a)
		}
	}
	rate := math.Sqrt(a.board.Builder.InitialOf(k.value.Signal) * pull)
	if rate*fastest > 1 {
		a.fault(k.by, fmt.Sprintf("so stiff beside the inertias at its ends, this swings within %.2g s", 2*math.Pi/rate),
			"lower the stiffness, raise the inertias, or tie the two rigidly by a mechanical.joint or a mechanical.gear without stiffness")
	}
}

// stiff notes an elastic tie to be checked.
func (a *assembly) stiff(by string, value twin.Quantity, first, second *motion, levers ...float64) {
	k := stiffness{by: by, value: value, first: first, second: second, levers: [2]float64{1, 1}}
	copy(k.levers[:], levers)
	a.elastic = append(a.elastic, k)
}

package scenarios

import (
	"fmt"
	"math"
	"slices"

	"whatif/engine"
	"whatif/physics/unit"
)

// drawStream is the stream of a path's randomness from which its draws come.
const drawStream = 1

// mostAttempts is how often a truncated draw is repeated before it fails.
const mostAttempts = 10_000

// redraw draws the random number of one path by itself, again and again until it
// is between min and max.
func (v *variation) redraw(seed int64, draw int) (float64, error) {
	stream := engine.NewStream(seed, draw, engine.KeyOf(v.key), drawStream)
	for k := uint64(0); k < mostAttempts; k++ {
		if x := v.law.Quantile(stream.Uniform(k)); x >= v.min && x <= v.max {
			return x, nil
		}
	}
	return math.NaN(), fmt.Errorf("draw %d of %s: %d attempts in a row fell outside min and max", draw, v.path, mostAttempts)
}

// apply lays a factor over the number of a study, both in SI.
func (v *variation) apply(n number, factor float64) (float64, error) {
	x := factor
	switch v.mode {
	case scale:
		x = n.value * factor
	case add:
		x = n.value + factor
	}
	if wrong := n.wrong(x, shownUnit(n.unit)); wrong != "" {
		return x, fmt.Errorf("%s is drawn as %s; truncate the distribution with min and max", v.path, wrong)
	}
	return x, nil
}

// Bounds of how many draws are tried before the first run, and of the numbers
// of all paths together.
const (
	leastChecked = 200
	mostChecked  = 20_000
	mostTried    = 400_000
)

// tryDraws draws ahead, and refuses a distribution of which a draw is outside
// what its path allows in some study. The least and the greatest draw stand
// for all, since every way of drawing is monotonic.
func (l *loader) tryDraws(s *sampler, all []*decoder) {
	low, high := slices.Repeat([]float64{math.Inf(1)}, len(s.variations)), slices.Repeat([]float64{math.Inf(-1)}, len(s.variations))
	var at *luck
	for draw := range min(s.draws, mostChecked, max(leastChecked, mostTried/max(len(s.variations), 1))) {
		at = s.begin(draw, at)
		for i := range s.variations {
			x, err := at.factor(i)
			if err != nil {
				l.fail(codeDistribution, s.variations[i].at, err.Error(), "", "choose min and max around the distribution")
				return
			}
			low[i], high[i] = min(low[i], x), max(high[i], x)
		}
	}
	for i := range s.variations {
		v := &s.variations[i]
		for _, d := range all {
			n, ok := d.numbers[v.path]
			if !ok {
				continue
			}
			for _, x := range [2]float64{low[i], high[i]} {
				if _, err := v.apply(n, x); err != nil {
					l.fail(codeBounds, v.at, "of the draws, "+err.Error(), n.say(shownUnit(n.unit)), "")
					return
				}
			}
		}
	}
}

// columnValue is a number as its column has it: in degC for
// temperatures, SI for everything else.
func columnValue(x float64, u unit.Unit) float64 { return shownUnit(u).FromSI(x) }

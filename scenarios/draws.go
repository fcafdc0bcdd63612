package scenarios

import (
	"fmt"
	"math"

	"whatif/engine"
	"whatif/physics/unit"
)

// drawStream is the stream of a path's randomness from which its draws come.
const drawStream = 1

// mostAttempts is how often a truncated draw is repeated before it fails.
const mostAttempts = 10_000

// factor draws the random number of one path: the value itself, or what scales
// it or is added to it. It depends on the seed, the number of the draw and the
// path alone, so that all variants and sweep points share it.
func (v *variation) factor(seed int64, draw int) (float64, error) {
	stream := engine.NewStream(seed, draw, engine.KeyOf(v.path), drawStream)
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

// mostChecked is how many draws are tried before the first run.
const mostChecked = 20_000

// tryDraws draws ahead, and refuses a distribution of which a draw is outside
// what its path allows in some study. The least and the greatest draw stand
// for all, since every way of drawing is monotonic.
func (l *loader) tryDraws(s sampling, variations []variation, all []*decoder) {
	for i := range variations {
		v := &variations[i]
		low, high := math.Inf(1), math.Inf(-1)
		for draw := range min(s.draws, mostChecked) {
			x, err := v.factor(s.seed, draw)
			if err != nil {
				l.fail(codeDistribution, v.at, err.Error(), "", "choose min and max around the distribution")
				return
			}
			low, high = min(low, x), max(high, x)
		}
		for _, d := range all {
			n, ok := d.numbers[v.path]
			if !ok {
				continue
			}
			for _, x := range [2]float64{low, high} {
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

package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"whatif/engine"
	"whatif/models"
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
func (v *variation) apply(n *number, factor float64) (float64, error) {
	x := factor
	switch v.mode {
	case scale:
		x = n.value * factor
	case add:
		x = n.value + factor
	}
	if !n.broken(x) {
		return x, nil
	}
	shown := shownUnit(n.unit)
	wrong := n.rounded(x, shown) + strings.TrimPrefix(n.wrong(x, shown), unit.Format(x, shown))
	return x, fmt.Errorf("%s is drawn as %s; truncate the distribution with min and max", v.path, wrong)
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
	l.tryReach(s, all, low, high)
	for i := range s.variations {
		v := &s.variations[i]
		for _, d := range all {
			n, ok := d.numbers[v.path]
			if !ok {
				continue
			}
			for _, x := range [2]float64{low[i], high[i]} {
				if _, err := v.apply(&n, x); err != nil {
					l.fail(codeBounds, v.at, "of the draws, "+err.Error(), n.say(shownUnit(n.unit)), v.truncated(n))
					return
				}
			}
		}
	}
}

// truncated is the hint that keeps a draw that takes the place of a value within
// the bounds of that; "" for others.
func (v *variation) truncated(n number) string {
	if v.mode != absolute {
		return ""
	}
	u := shownUnit(n.unit)
	quantity := func(x float64) string {
		if text := unit.Format(x, u); u.Symbol != "1" {
			return strconv.Quote(text)
		} else {
			return text
		}
	}
	var ends []string
	switch {
	case math.IsInf(n.min, -1):
	case n.above:
		ends = append(ends, "min above "+unit.Format(n.min, u))
	default:
		ends = append(ends, "min = "+quantity(n.min))
	}
	if !math.IsInf(n.max, 1) {
		ends = append(ends, "max = "+quantity(n.max))
	}
	if len(ends) == 0 {
		return ""
	}
	return "add " + strings.Join(ends, ", ") + " beside the distribution"
}

// rounded is what a draw made of the number, with the four digits that tell one
// draw from another, and all of them where fewer would be within the bounds.
func (n number) rounded(x float64, u unit.Unit) string {
	v, err := strconv.ParseFloat(strconv.FormatFloat(u.FromSI(x), 'e', 3, 64), 64)
	if err != nil || n.wrong(u.ToSI(v), u) == "" {
		return unit.Format(x, u)
	}
	return unit.Format(u.ToSI(v), u)
}

// tryReach refuses draws of inputs with which a parameter that follows them
// would leave its bounds: each at its least and greatest, and all together.
func (l *loader) tryReach(s *sampler, all []*decoder, low, high []float64) {
	for _, d := range all {
		allLow, allHigh := map[string]float64{}, map[string]float64{}
		var last *variation
		var tries []map[string]float64
		var blamed []*variation
		for i := range s.variations {
			v := &s.variations[i]
			n, ok := d.numbers[v.path]
			if !ok || !strings.HasPrefix(v.path, "input.") {
				continue
			}
			a, wrongLow := v.apply(&n, low[i])
			b, wrongHigh := v.apply(&n, high[i])
			if wrongLow != nil || wrongHigh != nil {
				return // said already
			}
			allLow[v.path], allHigh[v.path] = a, b
			tries = append(tries, map[string]float64{v.path: a}, map[string]float64{v.path: b})
			blamed = append(blamed, v, v)
			last = v
		}
		if last == nil {
			continue
		}
		tries, blamed = append(tries, allLow, allHigh), append(blamed, last, last)
		before := models.Reach(d.study, nil)
		for i, numbers := range tries {
			for _, p := range models.Reach(d.study, numbers) {
				if slices.ContainsFunc(before, func(q models.Problem) bool { return q.Path == p.Path }) {
					continue // wrong without draws too
				}
				l.fail(codeBounds, blamed[i].at, "with the draws, "+p.Path+": "+p.Summary, "", "truncate the distribution with min and max")
				return
			}
		}
	}
}

// columnValue is a number as its column has it: in degC for
// temperatures, SI for everything else.
func columnValue(x float64, u unit.Unit) float64 { return shownUnit(u).FromSI(x) }

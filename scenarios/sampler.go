package scenarios

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"whatif/engine"
	"whatif/scenarios/design"
)

// sampler draws the factors of all varied paths. Luck has one coordinate for
// every key that something is drawn by; what several paths share has one. It is
// not changed any more once it is made.
type sampler struct {
	sampling
	variations []variation
	names      []string     // of the coordinates, sorted
	keys       []engine.Key // of the coordinates
	coordinate []int        // per variation
	points     int          // of a replicate
	sequence   *design.Sobol
	groups     []group // coordinates that are correlated
	grouped    []bool  // per coordinate
}

// sampler prepares the drawing of the variations.
func (l *loader) sampler(s sampling, variations []variation) *sampler {
	out := &sampler{sampling: s, variations: variations, points: s.draws / s.replicates}
	for i := range variations {
		out.names = append(out.names, variations[i].key)
	}
	slices.Sort(out.names)
	out.names = slices.Compact(out.names)
	for _, name := range out.names {
		out.keys = append(out.keys, engine.KeyOf(name))
	}
	for i := range variations {
		c, _ := slices.BinarySearch(out.names, variations[i].key)
		out.coordinate = append(out.coordinate, c)
	}
	out.grouped = make([]bool, len(out.names))
	if s.design == sobol {
		if len(out.names) > design.Dimensions {
			l.fail(codeSample, s.place(), fmt.Sprintf("%d paths are drawn, and the Sobol sequence has %d dimensions", len(out.names), design.Dimensions), "", `use design = "lhs", or common = true for paths that share a draw`)
			return out
		}
		out.sequence = design.NewSobol(len(out.names))
	}
	l.correlations(out)
	return out
}

// luck is what one draw has of it. It may be used again for another draw.
type luck struct {
	*sampler
	draw   int
	scores []float64 // per coordinate, uniform on (0, 1); of iid draws only those of groups
	normal []float64 // scratch of a group
}

// begin computes the luck of a draw; old may be nil.
func (s *sampler) begin(draw int, old *luck) *luck {
	if old == nil || old.sampler != s {
		old = &luck{sampler: s, scores: make([]float64, len(s.names))}
	}
	old.draw = draw
	for c := range s.names {
		if s.design != iid || s.grouped[c] {
			old.scores[c] = s.score(c, draw)
		}
	}
	for i := range s.groups {
		s.groups[i].correlate(s, draw, old)
	}
	return old
}

// score is a coordinate of a draw as the design has it, before correlation.
func (s *sampler) score(c, draw int) float64 {
	replicate, point := design.Replicate{Seed: s.seed, Number: draw / s.points}, draw%s.points
	switch s.design {
	case lhs:
		return design.NewLatin(replicate, s.keys[c], s.points).At(point)
	case sobol:
		return s.sequence.At(replicate, s.keys[c], point, c)
	}
	return engine.NewStream(s.seed, draw, s.keys[c], drawStream).Uniform(0)
}

// factor is the random number of a variation: the value itself, or what scales
// it or is added to it, in SI. It depends on the seed, the number of the draw
// and the key alone, so that all variants and sweep points share it.
func (l *luck) factor(i int) (float64, error) {
	v, c := &l.variations[i], l.coordinate[i]
	if l.design == iid && !l.grouped[c] {
		return v.redraw(l.seed, l.draw)
	}
	return v.at1(l.scores[c]), nil
}

// at1 is the quantile of the truncated law.
func (v *variation) at1(score float64) float64 {
	p := v.low + score*(v.high-v.low)
	if v.low > 0 {
		p = max(p, math.Nextafter(v.low, 1)) // a step up at min itself belongs to what is less
	}
	x := v.law.Quantile(min(p, v.high, 1-0x1p-53))
	return min(max(x, v.min), v.max)
}

// normalScore and uniformScore lead from the unit interval to the standard
// normal distribution and back.
func normalScore(u float64) float64 { return mathext.NormalQuantile(u) }

func uniformScore(z float64) float64 {
	return min(max(0.5*math.Erfc(-z/math.Sqrt2), 0x1p-60), 1-0x1p-53)
}

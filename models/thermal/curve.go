package thermal

import (
	"cmp"
	"slices"

	"whatif/models/twin"
)

// curve is what a data sheet says for some temperatures of the source, in K and
// rising.
type curve struct {
	source, capacity []float64
	cop              []float64 // nil where the points have none
}

// performs reports whether the points tell the coefficient of performance.
func (c *curve) performs() bool { return c != nil && c.cop != nil }

// place is a temperature among the points: part of the way from point i to the
// next, or at point i where part is 0.
type place struct {
	i    int
	part float64
}

// place finds a temperature of the source.
func (c *curve) place(source float64) place {
	last := len(c.source) - 1
	switch {
	case source <= c.source[0]:
		return place{}
	case source >= c.source[last]:
		return place{i: last}
	}
	i := 1
	for c.source[i] < source {
		i++
	}
	return place{i - 1, (source - c.source[i-1]) / (c.source[i] - c.source[i-1])}
}

// on is the value there: on straight lines between the points, held beyond them.
func (p place) on(values []float64) float64 {
	if p.part == 0 {
		return values[p.i]
	}
	return values[p.i] + p.part*(values[p.i+1]-values[p.i])
}

// curveOf sorts points by their source; it is nil where there are none.
func curveOf(rows twin.Rows[operatingPoint]) *curve {
	if len(rows) == 0 {
		return nil
	}
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b operatingPoint) int { return cmp.Compare(a.Source.Value, b.Source.Value) })
	c := &curve{}
	for _, p := range sorted {
		c.source = append(c.source, p.Source.Value)
		c.capacity = append(c.capacity, p.Capacity.Value)
		if p.COP.Given {
			c.cop = append(c.cop, p.COP.Value)
		}
	}
	return c
}

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

// at is the value at a temperature of the source: on straight lines between
// the points, held beyond them.
func (c *curve) at(source float64, values []float64) float64 {
	last := len(c.source) - 1
	switch {
	case source <= c.source[0]:
		return values[0]
	case source >= c.source[last]:
		return values[last]
	}
	i, _ := slices.BinarySearch(c.source, source)
	part := (source - c.source[i-1]) / (c.source[i] - c.source[i-1])
	return values[i-1] + part*(values[i]-values[i-1])
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

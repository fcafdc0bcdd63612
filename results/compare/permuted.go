package compare

import (
	"math/bits"
	"slices"
	"sync"
)

// Of so many runs at most all orders are counted: ranks with ties anew each time.
// Beyond, Student's t does; of fewer it takes ranks that agree by chance for a
// proof. Of six runs every 360th set does, and t says 0.
const mostUntied, mostTied = 12, 8

// permuted is the probability that ranks go together as far as x and y do, were y
// in any other order as likely: twice that of the nearer tail. It is false where
// there are too many.
func permuted(x, y []float64) (p float64, ok bool) {
	n := len(x)
	var counts []float64
	scale := 1.0
	switch places := inOrder(n); {
	case n <= mostUntied && slices.Equal(places, slices.Sorted(slices.Values(x))) && slices.Equal(places, slices.Sorted(slices.Values(y))):
		counts = untied[n]()
	case n <= mostTied:
		scale = 2 // ties have halves
		counts = orders(integers(x, scale), integers(y, scale))
	default:
		return 0, false
	}
	found := 0
	for i, v := range integers(x, scale) {
		found += v * int(scale*y[i])
	}
	var all, above, below float64
	for s, count := range counts {
		all += count
		if s >= found {
			above += count
		}
		if s <= found {
			below += count
		}
	}
	return min(1, 2*min(above, below)/all), true
}

// orders counts the orders of y by the sum of their products with x: those of the
// places that are taken grow out of those in which one of them is free.
func orders(x, y []int) []float64 {
	most := 0
	for i, v := range slices.Sorted(slices.Values(x)) {
		most += v * slices.Sorted(slices.Values(y))[i]
	}
	counts := make([][]float64, 1<<len(y)) // by the values of y that are taken, then by the sum
	counts[0] = make([]float64, most+1)
	counts[0][0] = 1
	for taken := 1; taken < len(counts); taken++ {
		counts[taken] = make([]float64, most+1)
		next := x[bits.OnesCount(uint(taken))-1]
		for k, v := range y {
			if taken>>k&1 == 0 {
				continue
			}
			for s, count := range counts[taken&^(1<<k)] {
				if count > 0 {
					counts[taken][s+next*v] += count
				}
			}
		}
	}
	return counts[len(counts)-1]
}

// untied are the orders of ranks without ties, which are always the same.
var untied = func() (list [mostUntied + 1]func() []float64) {
	for n := range list {
		list[n] = sync.OnceValue(func() []float64 { return orders(integers(inOrder(n), 1), integers(inOrder(n), 1)) })
	}
	return list
}()

// integers are ranks in units of 1/scale.
func integers(ranks []float64, scale float64) []int {
	out := make([]int, len(ranks))
	for i, r := range ranks {
		out[i] = int(scale * r)
	}
	return out
}

// inOrder is 1 to n.
func inOrder(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(i + 1)
	}
	return x
}

package design

import (
	"math"

	"whatif/engine"
)

// Latin is one coordinate of a Latin hypercube (McKay, Beckman and Conover,
// Technometrics 21 (1979) 239): of n points, one lies in each of the n strata
// [k/n, (k+1)/n), in an order that is random by the key and at a random place
// in its stratum.
type Latin struct {
	order  permutation
	jitter engine.Stream
	n      int
}

// NewLatin returns the coordinate that belongs to key, of n points, at least 1.
// It depends on no other coordinate.
func NewLatin(r Replicate, key engine.Key, n int) Latin {
	return Latin{newPermutation(r.stream(key, permuteStream), n), r.stream(key, jitterStream), n}
}

// At is the coordinate of point i, from 0 to n-1.
func (l Latin) At(i int) float64 { return l.Within(i, l.order.at(i)) }

// Within places point i in a stratum other than its own, for those who order
// the strata themselves.
func (l Latin) Within(i, stratum int) float64 {
	return inside((float64(stratum) + l.jitter.Uniform(uint64(i))) / float64(l.n))
}

// inside keeps what rounding lifts to 1 in the open interval.
func inside(u float64) float64 { return min(u, 1-0x1p-53) }

// permutation is a random order of 0 to n-1 that is computed rather than kept:
// a Feistel network over pairs of digits (Black and Rogaway, "Ciphers with
// arbitrary finite domains", 2002), walked on from what lies outside.
type permutation struct {
	stream engine.Stream
	n, a   int // pairs of digits below a, which is even, a*a >= n
}

// rounds of the network. Few digits make weak rounds, so there are more than
// the four that secrecy asks for.
const rounds = 12

func newPermutation(s engine.Stream, n int) permutation {
	a := int(math.Ceil(math.Sqrt(float64(n))))
	for a*a < n || a%2 == 1 { // odd, each round would be an even permutation
		a++
	}
	return permutation{s, n, a}
}

// at is where i goes.
func (p permutation) at(i int) int {
	for {
		l, r := i/p.a, i%p.a
		for k := range rounds {
			f := int(p.stream.Uniform(uint64(k)*uint64(p.a)+uint64(r)) * float64(p.a))
			l, r = r, (l+f)%p.a
		}
		if i = l*p.a + r; i < p.n {
			return i
		}
	}
}

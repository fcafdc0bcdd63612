package design

import (
	_ "embed"
	"math/bits"
	"strconv"
	"strings"

	"whatif/engine"
)

// directions holds, a line for each dimension from the second on, a primitive
// polynomial over GF(2), its coefficients as the bits of a number, and the
// initial direction numbers m_1, m_2, ...: those of S. Joe and F. Y. Kuo,
// "Constructing Sobol sequences with better two-dimensional projections", SIAM
// J. Sci. Comput. 30 (2008) 2635, criterion D(6).
//
//go:embed directions.txt
var directions string

// Dimensions is how many coordinates a Sobol point may have.
const Dimensions = 1024

// digits is how many binary digits of a coordinate follow the sequence; below
// them it is random.
const digits = 32

// MostPoints is how many points a Sobol sequence has.
const MostPoints = 1 << digits

// Sobol is the Sobol sequence in some dimensions.
type Sobol struct{ columns [][digits]uint32 }

// NewSobol returns the sequence in so many dimensions, at most Dimensions.
func NewSobol(dimensions int) *Sobol {
	s := &Sobol{columns: make([][digits]uint32, 0, dimensions)}
	lines := strings.Split(strings.TrimSpace(directions), "\n")
	for d := range min(dimensions, Dimensions) {
		var v [digits]uint32
		if d == 0 {
			for k := range v {
				v[k] = 1 << (digits - 1 - k) // van der Corput
			}
		} else {
			expand(&v, strings.Fields(lines[d-1]))
		}
		s.columns = append(s.columns, v)
	}
	return s
}

// expand fills in the direction numbers by the recurrence of the polynomial
// (Bratley and Fox, ACM Trans. Math. Softw. 14 (1988) 88).
func expand(v *[digits]uint32, line []string) {
	number := func(i int) uint32 {
		n, _ := strconv.ParseUint(line[i], 10, 32) // the table is this package's own
		return uint32(n)
	}
	polynomial := number(0)
	degree := bits.Len32(polynomial) - 1
	for k := range v {
		if k < degree {
			v[k] = number(k+1) << (digits - 1 - k)
			continue
		}
		v[k] = v[k-degree] ^ v[k-degree]>>degree
		for j := 1; j < degree; j++ {
			if polynomial>>(degree-j)&1 == 1 {
				v[k] ^= v[k-j]
			}
		}
	}
}

// point is a coordinate of point i before it is scrambled, as a fraction of
// 2^32, in the order of i and not of its Gray code: the same points, for every
// power of two of them.
func (s *Sobol) point(i uint32, dimension int) uint32 {
	var x uint32
	for k := 0; i != 0; i, k = i>>1, k+1 {
		if i&1 == 1 {
			x ^= s.columns[dimension][k]
		}
	}
	return x
}

// At is a coordinate of point i of a replicate, scrambled by the key: Owen's
// nested uniform scrambling, where a digit is flipped by a coin of its own for
// every value of the digits above it (A. B. Owen, "Randomly permuted
// (t,m,s)-nets and (t,s)-sequences", 1995). The coins are hashed, as Burley
// ("Practical hash-based Owen scrambling", J. Comput. Graph. Tech. 9 (2020) 1)
// does, but one by one, which costs a third of a microsecond and assumes nothing
// of the hash.
func (s *Sobol) At(r Replicate, key engine.Key, i, dimension int) float64 {
	coins := r.stream(key, scrambleStream)
	x := s.point(uint32(i), dimension)
	var y uint32
	for k := range digits {
		above := uint64(1)<<k | uint64(x)>>(digits-k) // the node of the binary tree
		digit := x >> (digits - 1 - k) & 1
		if coins.Uniform(above) < 0.5 {
			digit ^= 1
		}
		y = y<<1 | digit
	}
	below := r.stream(key, depthStream).Uniform(uint64(i))
	return inside((float64(y) + below) / MostPoints)
}

package engine

import "gonum.org/v1/gonum/mathext"

// Key identifies whose randomness it is: a hash of a path. Randomness is keyed
// by (seed, draw, path, stream), never by worker, number or variant, so that a
// variant that adds a twin leaves all other draws as they were.
type Key uint64

// KeyOf returns the key of a path (FNV-1a, then mixed).
func KeyOf(path string) Key {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(path); i++ {
		h ^= uint64(path[i])
		h *= 0x100000001b3
	}
	return Key(mix(h))
}

// Stream is a sequence of random numbers without state: the k-th number is a
// function of k.
type Stream struct{ base uint64 }

// NewStream returns the stream of that number that belongs to key in one draw
// of a seed.
func NewStream(seed int64, draw int, key Key, stream uint64) Stream {
	h := mix(uint64(seed) + golden)
	for _, x := range [...]uint64{uint64(draw), uint64(key), stream} {
		h = mix(h*golden + mix(x+golden)) // not symmetric in what came before and x
	}
	return Stream{h}
}

// Uniform returns the k-th number, uniform on the open interval (0, 1).
func (s Stream) Uniform(k uint64) float64 {
	return (float64(mix(s.base+golden*(k+1))>>11) + 0.5) * (1.0 / (1 << 53))
}

// Normal returns the k-th number, standard normal, by the inverse of the
// distribution function.
func (s Stream) Normal(k uint64) float64 {
	return mathext.NormalQuantile(s.Uniform(k))
}

const golden = 0x9E3779B97F4A7C15

// mix is the finalizer of splitmix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB
	return x ^ (x >> 31)
}

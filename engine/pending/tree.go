// Package pending keeps the next time of each of many actors and tells who is
// due first.
package pending

import (
	"math"
	"math/bits"
	"slices"
)

// Never is later than every time that counts.
const Never int64 = math.MaxInt64

// fanout is the number of times in a group. Eight of them fill a cache line.
const fanout = 8

// group is eight neighbours of one level: a cache line, since Go aligns slices
// of plain data whose elements have 64 bytes to 64 bytes.
type group [fanout]int64

// Tree is an 8-ary tree of minima over one time per actor. Level 0 holds the
// times themselves, eight to a group; each level above holds the least of every
// group below, and the last one the least of all. Setting a time writes one leaf
// and recomputes upward, stopping where nothing changes; a descent finds
// everybody due at the earliest time in the order of their numbers. There are no
// sequence numbers, nothing is ever deleted, and nothing is allocated after New.
//
// A Tree is used by one goroutine at a time.
type Tree struct {
	groups []group   // all levels, leaves first
	levels [][]group // views into groups
}

// New returns a tree for actors numbered from 0 to n-1, all of whose times are
// Never.
func New(n int) *Tree {
	var sizes []int
	total := 0
	for count := max(n, 2); count > 1; {
		count = (count + fanout - 1) / fanout
		sizes = append(sizes, count)
		total += count
	}
	sizes = append(sizes, 1) // the least of all, alone in its group
	t := &Tree{groups: make([]group, total+1)}
	at := 0
	for _, count := range sizes {
		t.levels = append(t.levels, t.groups[at:at+count:at+count])
		at += count
	}
	t.Clear()
	return t
}

// Clear sets every time to Never.
func (t *Tree) Clear() {
	for i := range t.groups {
		for k := range t.groups[i] {
			t.groups[i][k] = Never
		}
	}
}

// CopyFrom makes t equal to o, which is for as many actors.
func (t *Tree) CopyFrom(o *Tree) { copy(t.groups, o.groups) }

// Equal reports whether all times of t and o, which is for as many actors, are
// the same.
func (t *Tree) Equal(o *Tree) bool { return slices.Equal(t.levels[0], o.levels[0]) }

// At returns the time of an actor.
func (t *Tree) At(id uint32) int64 { return t.levels[0][id/fanout][id%fanout] }

// Earliest returns the least of all times.
func (t *Tree) Earliest() int64 { return t.groups[len(t.groups)-1][0] }

// Set gives an actor its time.
func (t *Tree) Set(id uint32, at int64) {
	if p := &t.levels[0][id/fanout][id%fanout]; *p != at {
		*p = at
		t.rise(uint(id / fanout))
	}
}

// Write gives an actor its time without a word to the levels above: Earliest
// and Due are void until Update is called for it.
func (t *Tree) Write(id uint32, at int64) { t.levels[0][id/fanout][id%fanout] = at }

// Update takes in what was written for ids, which ascend: neighbours are taken
// in together.
func (t *Tree) Update(ids []uint32) {
	last := ^uint32(0)
	for _, id := range ids {
		if g := id / fanout; g != last {
			last = g
			t.rise(uint(g))
		}
	}
}

// rise takes the least of group g of level 0 up, as far as it changes anything.
func (t *Tree) rise(g uint) {
	for l := 1; l < len(t.levels); l++ {
		m := t.levels[l-1][g].least()
		p := &t.levels[l][g/fanout][g%fanout]
		if *p == m {
			return
		}
		*p = m
		g /= fanout
	}
}

// Due appends, in ascending order, the actors whose time is the earliest. There
// are none where that is Never.
func (t *Tree) Due(dst []uint32) []uint32 {
	at := t.Earliest()
	if at == Never {
		return dst
	}
	g := uint(0)
	for l := len(t.levels) - 2; l >= 0; l-- {
		q := &t.levels[l][g]
		found := q.low(at) | q.high(at)<<4
		if found&(found-1) != 0 {
			return t.several(dst, l, g, at)
		}
		g = g*fanout + uint(bits.TrailingZeros8(found))
	}
	return append(dst, uint32(g))
}

// several appends the actors below group g of level l whose time is at.
func (t *Tree) several(dst []uint32, l int, g uint, at int64) []uint32 {
	q := &t.levels[l][g]
	for found := q.low(at) | q.high(at)<<4; found != 0; found &= found - 1 {
		k := g*fanout + uint(bits.TrailingZeros8(found))
		if l == 0 {
			dst = append(dst, uint32(k))
		} else {
			dst = t.several(dst, l-1, k, at)
		}
	}
	return dst
}

// least returns the smallest of a group without a branch.
func (q *group) least() int64 {
	a, b := min(q[0], q[1]), min(q[2], q[3])
	c, d := min(q[4], q[5]), min(q[6], q[7])
	return min(min(a, b), min(c, d))
}

// low and high return which of the first and of the last four of a group are at,
// one bit each.
func (q *group) low(at int64) uint8  { return bits4(q[0] == at, q[1] == at, q[2] == at, q[3] == at) }
func (q *group) high(at int64) uint8 { return bits4(q[4] == at, q[5] == at, q[6] == at, q[7] == at) }

// bits4 packs four answers, without a branch.
func bits4(a, b, c, d bool) uint8 { return bit(a) | bit(b)<<1 | (bit(c)|bit(d)<<1)<<2 }

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

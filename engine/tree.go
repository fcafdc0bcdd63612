package engine

import "math/bits"

// tree is the set of pending times: an 8-ary tree of minima over one next time
// per actor. Setting a time writes one leaf and recomputes upward, stopping
// where nothing changes; a descent yields every actor due at the earliest
// instant in the order of their numbers. There is nothing to delete and
// nothing to allocate, and a snapshot is a copy of data.
type tree struct {
	data   []int64   // all levels, leaves first
	levels [][]int64 // views into data; the last holds at most eight minima
}

const fanout = 8

func newTree(leaves int) *tree {
	var sizes []int
	total := 0
	for n := max(leaves, 1); ; n = (n + fanout - 1) / fanout {
		padded := (n + fanout - 1) / fanout * fanout
		sizes = append(sizes, padded)
		total += padded
		if padded == fanout {
			break
		}
	}
	t := &tree{data: make([]int64, total)}
	at := 0
	for _, n := range sizes {
		t.levels = append(t.levels, t.data[at:at+n:at+n])
		at += n
	}
	t.clear()
	return t
}

// clear sets every time to Never.
func (t *tree) clear() {
	for i := range t.data {
		t.data[i] = int64(Never)
	}
}

func (t *tree) copyFrom(o *tree) { copy(t.data, o.data) }

// set gives actor id its next time.
func (t *tree) set(id uint32, at Time) {
	t.levels[0][id] = int64(at)
	group := int(id) / fanout
	for l := 0; l+1 < len(t.levels); l++ {
		m := least(t.levels[l][group*fanout : group*fanout+fanout])
		p := &t.levels[l+1][group]
		if *p == m {
			return
		}
		*p = m
		group /= fanout
	}
}

// earliest returns the least of all times.
func (t *tree) earliest() Time {
	return Time(least(t.levels[len(t.levels)-1]))
}

// due appends the actors whose time is at, which must be the earliest, in
// ascending order.
func (t *tree) due(dst []uint32, at Time) []uint32 {
	return t.descend(dst, len(t.levels)-1, 0, int64(at))
}

func (t *tree) descend(dst []uint32, level, group int, at int64) []uint32 {
	for {
		matches := equal(t.levels[level][group*fanout:group*fanout+fanout], at)
		if matches&(matches-1) == 0 { // one path: no recursion
			if matches == 0 {
				return dst
			}
			group = group*fanout + bits.TrailingZeros(matches)
			if level == 0 {
				return append(dst, uint32(group))
			}
			level--
			continue
		}
		for matches != 0 {
			k := bits.TrailingZeros(matches)
			matches &= matches - 1
			if level == 0 {
				dst = append(dst, uint32(group*fanout+k))
			} else {
				dst = t.descend(dst, level-1, group*fanout+k, at)
			}
		}
		return dst
	}
}

// least returns the smallest of eight numbers without a branch.
func least(q []int64) int64 {
	_ = q[7]
	a, b := min(q[0], q[1]), min(q[2], q[3])
	c, d := min(q[4], q[5]), min(q[6], q[7])
	return min(min(a, b), min(c, d))
}

// equal returns the set of places in q that hold x, one bit each.
func equal(q []int64, x int64) uint {
	_ = q[7]
	var m uint
	for k := fanout - 1; k >= 0; k-- {
		var bit uint
		if q[k] == x {
			bit = 1
		}
		m = m<<1 | bit
	}
	return m
}

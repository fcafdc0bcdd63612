package results

import (
	"math"
	"slices"
)

// spreadOfPieces describes values that are too many to be in memory: each goes
// through them once, in pieces, in the same order every time; NaN is no value.
// The order statistics are found by their digits, 8 bits at a time, so that the
// quantiles are those of spreadOf.
func spreadOfPieces(each func(use func([]float64)) error) (spread, error) {
	var m moments
	least, most := math.Inf(1), math.Inf(-1)
	err := each(func(values []float64) {
		for _, v := range values {
			if v == v {
				m.add(v)
				least, most = min(least, v+0), max(most, v+0) // 0 for -0
			}
		}
	})
	if err != nil || m.n == 0 {
		return m.spread(nan, nan), err
	}
	m.centre()
	err = each(func(values []float64) {
		for _, v := range values {
			if v == v {
				m.deviate(v)
			}
		}
	})
	if err != nil {
		return spread{}, err
	}
	s := m.spread(least, most)
	var ranks []int
	for _, p := range levels {
		i, _ := rank(p, s.n)
		ranks = append(ranks, i, min(i+1, s.n-1))
	}
	found, err := selectRanks(ranks, each)
	for i, p := range levels {
		_, part := rank(p, s.n)
		s.quantiles[i] = between(found[2*i], found[2*i+1], part)
	}
	return s, err
}

// wanted is an order statistic that is being looked for: of the values whose
// leading bits are prefix, the one of that rank.
type wanted struct {
	prefix uint64
	rank   int
}

const digit = 8 // bits

// selectRanks returns the values of the ranks, counted from 0.
func selectRanks(ranks []int, each func(use func([]float64)) error) ([]float64, error) {
	list := make([]wanted, len(ranks))
	for i, r := range ranks {
		list[i].rank = r
	}
	for shift := 64 - digit; shift >= 0; shift -= digit {
		var prefixes []uint64
		for _, w := range list {
			prefixes = append(prefixes, w.prefix)
		}
		slices.Sort(prefixes)
		prefixes = slices.Compact(prefixes)
		counts := make([][1 << digit]int, len(prefixes))
		err := each(func(values []float64) {
			for _, v := range values {
				if v != v {
					continue
				}
				// A shift by all 64 bits leaves 0.
				key := ordered(v)
				if k, ok := slices.BinarySearch(prefixes, key>>(shift+digit)); ok {
					counts[k][key>>shift&(1<<digit-1)]++
				}
			}
		})
		if err != nil {
			return make([]float64, len(ranks)), err
		}
		for i := range list {
			w := &list[i]
			k, _ := slices.BinarySearch(prefixes, w.prefix)
			d := 0
			for ; w.rank >= counts[k][d]; d++ {
				w.rank -= counts[k][d]
			}
			w.prefix = w.prefix<<digit | uint64(d)
		}
	}
	found := make([]float64, len(list))
	for i, w := range list {
		found[i] = unordered(w.prefix)
	}
	return found, nil
}

// ordered maps numbers to bits in the same order, -0 as 0, and unordered back.
func ordered(v float64) uint64 {
	u := math.Float64bits(v + 0)
	if u>>63 != 0 {
		return ^u
	}
	return u | 1<<63
}

func unordered(u uint64) float64 {
	if u>>63 != 0 {
		return math.Float64frombits(u &^ (1 << 63))
	}
	return math.Float64frombits(^u)
}

package linear

import "slices"

// vector is a sparse row: what is not zero in it, in the order of the indices.
type vector []Term

// gather adds up sparse rows. It is a dense row whose entries in use are known.
type gather struct {
	value []float64
	used  []bool
	list  []int
}

func newGather(length int) *gather {
	return &gather{value: make([]float64, length), used: make([]bool, length)}
}

// add adds w at index i.
func (g *gather) add(i int, w float64) {
	if !g.used[i] {
		g.used[i] = true
		g.list = append(g.list, i)
	}
	g.value[i] += w
}

// addScaled adds w times v.
func (g *gather) addScaled(w float64, v vector) {
	for _, t := range v {
		g.add(t.Index, w*t.Weight)
	}
}

// take returns the sum and begins anew from zero.
func (g *gather) take() vector {
	slices.Sort(g.list)
	v := make(vector, 0, len(g.list))
	for _, i := range g.list {
		if g.value[i] != 0 {
			v = append(v, Term{Index: i, Weight: g.value[i]})
		}
		g.value[i], g.used[i] = 0, false
	}
	g.list = g.list[:0]
	return v
}

// rowsOf gathers the entries of a matrix of so many rows and columns by row.
func rowsOf(rows, columns int, entries []Entry) []vector {
	at := make([]int, rows+1)
	for _, e := range entries {
		at[e.Row+1]++
	}
	for i := range rows {
		at[i+1] += at[i]
	}
	order, next := make([]int, len(entries)), slices.Clone(at)
	for k, e := range entries {
		order[next[e.Row]] = k
		next[e.Row]++
	}
	g, list := newGather(columns), make([]vector, rows)
	for i := range rows {
		for _, k := range order[at[i]:at[i+1]] {
			g.add(entries[k].Column, entries[k].Value)
		}
		list[i] = g.take()
	}
	return list
}

// columnsOf turns sparse rows into the columns of the same matrix.
func columnsOf(columns int, rows []vector) []vector {
	list := make([]vector, columns)
	for i, row := range rows {
		for _, t := range row {
			list[t.Index] = append(list[t.Index], Term{Index: i, Weight: t.Weight})
		}
	}
	return list
}

// at is the weight at index i.
func (v vector) at(i int) float64 {
	k, ok := slices.BinarySearchFunc(v, i, func(t Term, i int) int { return t.Index - i })
	if !ok {
		return 0
	}
	return v[k].Weight
}

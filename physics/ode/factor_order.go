package ode

import "slices"

// newSparse finds the order of elimination for a pattern, and which entries it makes.
// The pattern counts as symmetric; the order is one of minimum degree (D. Rose, A
// graph-theoretic study of the numerical solution of sparse positive definite systems,
// in R. Read, Graph Theory and Computing, 1972): the next is always a state tied to the
// fewest others, the first of them where there are several.
func newSparse(n int, pattern []Place) *sparse {
	ties := tiesOf(n, pattern)
	s := &sparse{order: make([]int32, 0, n)}
	when := make([]int32, n) // place of each state in the order
	later := make([][]int32, n)
	done := make([]bool, n)
	for k := range n {
		next := -1
		for i := range n {
			if !done[i] && (next < 0 || len(ties[i]) < len(ties[next])) {
				next = i
			}
		}
		done[next] = true
		when[next] = int32(k)
		s.order = append(s.order, int32(next))
		later[k] = ties[next]
		for _, i := range ties[next] { // what it was tied to is now tied together
			ties[i] = join(ties[i], ties[next], i, int32(next))
		}
	}
	s.place(later, when)
	s.find(pattern, when)
	return s
}

// tiesOf lists, for each state, the others that it shares an entry with, ascending.
func tiesOf(n int, pattern []Place) [][]int32 {
	ties := make([][]int32, n)
	for _, p := range pattern {
		if p.Row != p.Column {
			ties[p.Row] = append(ties[p.Row], p.Column)
			ties[p.Column] = append(ties[p.Column], p.Row)
		}
	}
	for i := range ties {
		slices.Sort(ties[i])
		ties[i] = slices.Compact(ties[i])
	}
	return ties
}

// join is the union of two ascending lists without two members.
func join(a, b []int32, without, also int32) []int32 {
	all := make([]int32, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		var v int32
		switch {
		case len(b) == 0 || (len(a) > 0 && a[0] < b[0]):
			v, a = a[0], a[1:]
		case len(a) == 0 || b[0] < a[0]:
			v, b = b[0], b[1:]
		default:
			v, a, b = a[0], a[1:], b[1:]
		}
		if v != without && v != also {
			all = append(all, v)
		}
	}
	return all
}

// place finds the entries of L and U from the states that were tied to each when it was
// eliminated.
func (s *sparse) place(later [][]int32, when []int32) {
	n := len(later)
	below := make([][]int32, n)
	s.u.start = append(s.u.start, 0)
	for k, list := range later {
		at := len(s.u.columns)
		for _, i := range list {
			s.u.columns = append(s.u.columns, when[i])
			below[when[i]] = append(below[when[i]], int32(k))
		}
		slices.Sort(s.u.columns[at:])
		s.u.start = append(s.u.start, int32(len(s.u.columns)))
	}
	s.l.start = append(s.l.start, 0)
	for _, list := range below {
		s.l.columns = append(s.l.columns, list...)
		s.l.start = append(s.l.start, int32(len(s.l.columns)))
	}
}

// find says where the entries of W stand.
func (s *sparse) find(pattern []Place, when []int32) {
	rows := make([][]int32, len(s.order))
	for k, p := range pattern {
		rows[when[p.Row]] = append(rows[when[p.Row]], int32(k))
	}
	s.w.start = append(s.w.start, 0)
	for _, row := range rows {
		for _, k := range row {
			s.w.columns = append(s.w.columns, when[pattern[k].Column])
			s.from = append(s.from, k)
		}
		s.w.start = append(s.w.start, int32(len(s.w.columns)))
	}
}

package ode

// columnsOf lists the entries of the Jacobian by columns, for a pattern or for the
// whole matrix row by row.
func columnsOf(s *Shape) [][]entry {
	columns := make([][]entry, s.States)
	if s.Pattern != nil {
		for k, p := range s.Pattern {
			columns[p.Column] = append(columns[p.Column], entry{row: p.Row, index: int32(k)})
		}
		return columns
	}
	for c := range columns {
		for r := range s.States {
			columns[c] = append(columns[c], entry{row: int32(r), index: int32(r*s.States + c)})
		}
	}
	return columns
}

// colour puts columns that have no row in common into one group, each into the first
// group that takes it: A. Curtis, M. Powell, J. Reid, On the estimation of sparse
// Jacobian matrices, IMA Journal of Applied Mathematics 13 (1974) 117. One evaluation
// for each group then gives all columns.
func colour(columns [][]entry, rows int) [][]int32 {
	users := make([][]int32, rows) // columns with an entry in the row
	for c, list := range columns {
		for _, e := range list {
			users[e.row] = append(users[e.row], int32(c))
		}
	}
	var groups [][]int32
	group := make([]int, len(columns)) // of each column that has one
	seen := make([]int, len(columns)+1)
	for c, list := range columns {
		for _, e := range list {
			for _, other := range users[e.row] {
				if int(other) < c {
					seen[group[other]] = c + 1
				}
			}
		}
		g := 0
		for seen[g] == c+1 {
			g++
		}
		group[c] = g
		if g == len(groups) {
			groups = append(groups, nil)
		}
		groups[g] = append(groups[g], int32(c))
	}
	return groups
}

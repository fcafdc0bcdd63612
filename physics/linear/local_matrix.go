package linear

// compressed is a sparse matrix by rows: row i has weight[t] at column index[t]
// for t from first[i] to first[i+1].
type compressed struct {
	first  []int32
	index  []int32
	weight []float64
}

// compress packs sparse rows.
func compress(rows []vector) *compressed {
	terms := 0
	for _, row := range rows {
		terms += len(row)
	}
	m := &compressed{
		first: make([]int32, 1, len(rows)+1),
		index: make([]int32, 0, terms), weight: make([]float64, 0, terms),
	}
	for _, row := range rows {
		for _, t := range row {
			m.index, m.weight = append(m.index, int32(t.Index)), append(m.weight, t.Weight)
		}
		m.first = append(m.first, int32(len(m.index)))
	}
	return m
}

func (m *compressed) count() int { return len(m.first) - 1 }

// row is the columns and weights of one row.
func (m *compressed) row(i int) ([]int32, []float64) {
	from, to := m.first[i], m.first[i+1]
	return m.index[from:to], m.weight[from:to]
}

// scale multiplies a row.
func (m *compressed) scale(i int, by float64) {
	_, weights := m.row(i)
	for t := range weights {
		weights[t] *= by
	}
}

// transposed is the same matrix by columns.
func (m *compressed) transposed(columns int) *compressed {
	t := &compressed{
		first: make([]int32, columns+1),
		index: make([]int32, len(m.index)), weight: make([]float64, len(m.index)),
	}
	for _, j := range m.index {
		t.first[j+1]++
	}
	for j := range columns {
		t.first[j+1] += t.first[j]
	}
	next := make([]int32, columns)
	copy(next, t.first)
	for i := range m.count() {
		index, weight := m.row(i)
		for k, j := range index {
			t.index[next[j]], t.weight[next[j]] = int32(i), weight[k]
			next[j]++
		}
	}
	return t
}

// run is rows of one length that follow each other.
type run struct {
	from, to, long int
}

// runs lists them.
func (m *compressed) runs() []run {
	var list []run
	for i := range m.count() {
		long := int(m.first[i+1] - m.first[i])
		if k := len(list) - 1; k >= 0 && list[k].long == long {
			list[k].to = i + 1
		} else {
			list = append(list, run{i, i + 1, long})
		}
	}
	return list
}

// apply sets y to f times the matrix times x. Runs of short rows are summed
// without an inner loop.
func (m *compressed) apply(runs []run, f float64, x, y []float64) {
	for _, r := range runs {
		from, to := m.first[r.from], m.first[r.to]
		index, weight, z := m.index[from:to], m.weight[from:to], y[r.from:r.to]
		switch r.long {
		case 2:
			rows2(f, index, weight, x, z)
		case 3:
			rows3(f, index, weight, x, z)
		case 4:
			rows4(f, index, weight, x, z)
		case 5:
			rows5(f, index, weight, x, z)
		default:
			rowsOfAny(f, r.long, index, weight, x, z)
		}
	}
}

func rows2(f float64, index []int32, weight, x, y []float64) {
	for i := range y {
		j, w := index[:2:2], weight[:2:2]
		y[i] = f * (w[0]*x[j[0]] + w[1]*x[j[1]])
		index, weight = index[2:], weight[2:]
	}
}

func rows3(f float64, index []int32, weight, x, y []float64) {
	for i := range y {
		j, w := index[:3:3], weight[:3:3]
		y[i] = f * (w[0]*x[j[0]] + w[1]*x[j[1]] + w[2]*x[j[2]])
		index, weight = index[3:], weight[3:]
	}
}

func rows4(f float64, index []int32, weight, x, y []float64) {
	for i := range y {
		j, w := index[:4:4], weight[:4:4]
		y[i] = f * ((w[0]*x[j[0]] + w[1]*x[j[1]]) + (w[2]*x[j[2]] + w[3]*x[j[3]]))
		index, weight = index[4:], weight[4:]
	}
}

func rows5(f float64, index []int32, weight, x, y []float64) {
	for i := range y {
		j, w := index[:5:5], weight[:5:5]
		y[i] = f * ((w[0]*x[j[0]] + w[1]*x[j[1]]) + (w[2]*x[j[2]] + w[3]*x[j[3]]) + w[4]*x[j[4]])
		index, weight = index[5:], weight[5:]
	}
}

func rowsOfAny(f float64, long int, index []int32, weight, x, y []float64) {
	for i := range y {
		sum := 0.0
		w := weight[:long]
		for k, j := range index[:long] {
			sum += w[k] * x[j]
		}
		y[i] = f * sum
		index, weight = index[long:], weight[long:]
	}
}

// add adds f times the matrix times x to y.
func (m *compressed) add(f float64, x, y []float64) {
	for i := range y {
		index, weight := m.row(i)
		sum := 0.0
		for k, j := range index {
			sum += weight[k] * x[j]
		}
		y[i] += f * sum
	}
}

// applyDifferences sets y_i to f times (drain_i x_i + sum of weight (x_j - x_i)).
func (m *compressed) applyDifferences(f float64, drain, x, y []float64) {
	for i, own := range x[:len(y)] {
		index, weight := m.row(i)
		sum := drain[i] * own
		for k, j := range index {
			sum += weight[k] * (x[j] - own)
		}
		y[i] = f * sum
	}
}

// addRow adds f times a row to x.
func (m *compressed) addRow(i int, f float64, x []float64) {
	index, weight := m.row(i)
	for k, j := range index {
		x[j] += f * weight[k]
	}
}

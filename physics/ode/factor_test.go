package ode

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"
)

// matrixOf is W as a full matrix.
func matrixOf(s *Shape, mass []float64, a float64, j []float64) *mat.Dense {
	n := s.States
	w := mat.NewDense(n, n, nil)
	for k, v := range j {
		r, c := k/n, k%n
		if s.Pattern != nil {
			r, c = int(s.Pattern[k].Row), int(s.Pattern[k].Column)
		}
		w.Set(r, c, w.At(r, c)-v)
	}
	for i, m := range mass {
		w.Set(i, i, w.At(i, i)+a*m)
	}
	return w
}

// residual is the greatest of |W x - b| beside |W| |x| + |b|, row by row: the backward
// error, which no scaling of rows changes.
func residual(w *mat.Dense, x, b []float64) float64 {
	worst := 0.
	for r := range b {
		sum, size := -b[r], math.Abs(b[r])
		for c := range x {
			sum += w.At(r, c) * x[c]
			size += math.Abs(w.At(r, c) * x[c])
		}
		if size > 0 {
			worst = max(worst, math.Abs(sum)/size)
		}
	}
	return worst
}

func TestFactorAgainstGonum(test *testing.T) {
	rapid.Check(test, func(rt *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(rt, "states")
		s := &Shape{States: n}
		if rapid.Bool().Draw(rt, "pattern") {
			s.Pattern = somePattern(rt, n)
		}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		spread := rapid.SampledFrom([]float64{0, 3}).Draw(rt, "decades of rows")
		f := newFactor(s)
		j := make([]float64, newJacobian(s, true).size())
		rows := make([]float64, n)
		for i := range rows {
			rows[i] = math.Pow(10, spread*random.NormFloat64())
		}
		for k := range j {
			r := k / n
			if s.Pattern != nil {
				r = int(s.Pattern[k].Row)
			}
			j[k] = random.NormFloat64() * rows[r]
		}
		mass, b := make([]float64, n), make([]float64, n)
		for i := range n {
			mass[i] = float64(random.IntN(3)) * rows[i]
			b[i] = random.NormFloat64() * rows[i]
		}
		w := matrixOf(s, mass, 2, j)
		x := append([]float64(nil), b...)
		l, ok := f.decompose(mass, 2, j, make([]float64, f.size()))
		require.True(rt, ok)
		l.solve(x)
		l.release()
		require.Less(rt, residual(w, x, b), 1e-9)
		if spread > 0 {
			return
		}
		var want mat.VecDense
		var reference mat.LU
		reference.Factorize(w)
		if reference.Cond() > 1e7 {
			return
		}
		require.NoError(rt, reference.SolveVecTo(&want, false, mat.NewVecDense(n, b)))
		for i, v := range x {
			require.InDelta(rt, want.AtVec(i), v, 1e-5*(1+mat.Norm(&want, math.Inf(1))))
		}
	})
}

// A sparse matrix with zeros on its diagonal has no pivots there.
func TestFactorFallsBackToPivots(test *testing.T) {
	const n = 40
	s := &Shape{States: n}
	for i := range int32(n) {
		s.Pattern = append(s.Pattern, Place{i, i}, Place{i, i ^ 1})
	}
	j := make([]float64, len(s.Pattern))
	for k := range j {
		if k%2 == 1 {
			j[k] = float64(k)
		}
	}
	mass, b, x := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range b {
		b[i] = float64(i)
	}
	copy(x, b)
	f := newFactor(s)
	l, ok := f.decompose(mass, 1, j, make([]float64, f.size()))
	require.True(test, ok)
	assert.NotNil(test, l.spare)
	l.solve(x)
	l.release()
	assert.Less(test, residual(matrixOf(s, mass, 1, j), x, b), 1e-14)
	clear(j)
	_, ok = f.decompose(mass, 1, j, make([]float64, f.size()))
	assert.False(test, ok, "singular")
}

// A tree is eliminated without a new entry, and a star's centre last.
func TestOrderOfElimination(test *testing.T) {
	const n = 30
	var pattern []Place
	for i := range int32(n) {
		pattern = append(pattern, Place{i, i})
		if i > 0 {
			pattern = append(pattern, Place{i, 0}, Place{0, i})
		}
	}
	s := newSparse(n, pattern)
	assert.Len(test, s.u.columns, n-1)
	assert.Len(test, s.l.columns, n-1)
	assert.Contains(test, s.order[n-2:], int32(0))
}

package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"

	"whatif/scenarios/design"
	"whatif/scenarios/source"
)

// group is a set of coordinates that are correlated with each other, directly
// or by way of others: a Gaussian copula. members ascends, and lower is the
// Cholesky factor of the correlations of their normal scores, row by row.
type group struct {
	members []int
	lower   [][]float64
	strata  [][]int32 // of a Latin hypercube: per member and draw, its stratum
}

// correlate turns the independent scores of the group's members into
// correlated ones. The first member stays as it was.
func (g *group) correlate(s *sampler, draw int, l *luck) {
	if g.strata != nil {
		replicate, point := design.Replicate{Seed: s.seed, Number: draw / s.points}, draw%s.points
		for m, c := range g.members {
			l.scores[c] = design.NewLatin(replicate, s.keys[c], s.points).Within(point, int(g.strata[m][draw]))
		}
		return
	}
	l.normal = l.normal[:0]
	for _, c := range g.members {
		l.normal = append(l.normal, normalScore(l.scores[c]))
	}
	for m, c := range g.members {
		if m > 0 {
			l.scores[c] = uniformScore(dot(g.lower[m], l.normal))
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// Bounds of what is correlated: the paths of a group, whose matrix is factored,
// and the strata of Latin hypercubes, which are put in order before the first
// run.
const (
	mostCorrelated = 1_000
	mostStrata     = 2_000_000
)

// stratify finds the strata of the members, so that each of them keeps one draw
// in each: the correlated normal scores of a replicate are put in order, and
// their ranks are the strata (R. L. Iman and W. J. Conover, Commun. Stat. B 11
// (1982) 311).
func (g *group) stratify(s *sampler) {
	g.strata = make([][]int32, len(g.members))
	z, x, order := make([][]float64, len(g.members)), make([]float64, s.points), make([]int, s.points)
	for m := range g.members {
		g.strata[m], z[m] = make([]int32, s.draws), make([]float64, s.points)
	}
	row := make([]float64, len(g.members))
	for r := range s.replicates {
		for m, c := range g.members {
			l := design.NewLatin(design.Replicate{Seed: s.seed, Number: r}, s.keys[c], s.points)
			for i := range s.points {
				z[m][i] = normalScore(l.At(i))
			}
		}
		for m := range g.members {
			for i := range s.points {
				for k := range m + 1 {
					row[k] = z[k][i]
				}
				x[i], order[i] = dot(g.lower[m], row), i
			}
			slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(x[a], x[b]), a-b) })
			for rank, i := range order {
				g.strata[m][r*s.points+i] = int32(rank)
			}
		}
	}
}

// pair is two coordinates with the correlation of their ranks.
type pair struct {
	a, b  int // a < b
	value float64
	node  *source.Node
}

// correlations reads the key correlation and groups what it ties together.
func (l *loader) correlations(s *sampler) {
	if s.correlate == nil {
		return
	}
	before := l.list.Errors()
	entries, _ := l.listOf(s.correlate, "correlation", true)
	var pairs []pair
	for _, n := range entries {
		pairs = l.pairs(s, n, pairs)
	}
	if l.list.Errors() > before || len(pairs) == 0 {
		return
	}
	for _, members := range connected(len(s.names), pairs) {
		l.tie(s, members, pairs)
	}
}

// pairs adds those of one entry, { between = [...], value = 0.8 }: every two of
// the paths between which it is.
func (l *loader) pairs(s *sampler, n *source.Node, out []pair) []pair {
	f, ok := l.section(n, "correlation")
	if !ok {
		return out
	}
	f.at = n.At
	between, value := f.need("between", `["twin.a.heat_loss", "twin.b.heat_loss"]`), f.need("value", "0.8")
	f.done()
	list, ok := l.listOf(between, "between", false)
	if !ok || value == nil {
		return out
	}
	x, ok := l.quantity(value, "value", pure)
	if ok && !(x > -1 && x < 1) {
		l.fail(codeBounds, value.At, fmt.Sprintf("the correlation is %g", x), "between -1 and 1, both excluded", "what is drawn as one has common = true")
		ok = false
	}
	var members []int
	for _, e := range list {
		found := l.coordinatesOf(s, e)
		ok = ok && len(found) > 0
		for _, c := range found {
			if slices.Contains(members, c) {
				l.fail(codeConflict, e.At, fmt.Sprintf("between has %s twice", s.names[c]), "", "keep one of the two")
				return out
			}
			members = append(members, c)
		}
	}
	if !ok {
		return out
	}
	if len(members) > mostCorrelated {
		l.fail(codeSize, between.At, fmt.Sprintf("%d paths are correlated with each other", len(members)), fmt.Sprintf("at most %d", mostCorrelated), "give them a factor in common: common = true")
		return out
	}
	if len(members) < 2 {
		l.fail(codeSample, between.At, "a correlation is between at least two drawn paths", `such as ["twin.a.heat_loss", "twin.b.heat_loss"]`, "")
		return out
	}
	seen := map[[2]int]bool{}
	for _, p := range out {
		seen[[2]int{p.a, p.b}] = true
	}
	for i, a := range members {
		for _, b := range members[:i] {
			p := pair{min(a, b), max(a, b), x, n}
			if seen[[2]int{p.a, p.b}] {
				l.fail(codeConflict, between.At, fmt.Sprintf("the correlation of %s and %s is given twice", s.names[p.a], s.names[p.b]), "", "keep one of the two")
				return out
			}
			out = append(out, p)
		}
	}
	return out
}

// coordinatesOf are those that a path or pattern between brackets means.
func (l *loader) coordinatesOf(s *sampler, n *source.Node) []int {
	path, ok := l.text(n, "between")
	if !ok {
		return nil
	}
	if parts, err := source.SplitPath(path); err == nil {
		path = pathText(parts)
	}
	if c, found := slices.BinarySearch(s.names, path); found {
		return []int{c}
	}
	var out []int
	var known []string
	for i := range s.variations {
		v := &s.variations[i]
		known = append(known, v.path)
		if c := s.coordinate[i]; (v.path == path || isPattern(path) && matchPattern(path, v.path)) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if s.broken(path) {
		return nil
	}
	if len(out) == 0 {
		slices.Sort(known)
		l.fail(codeUnknownName, n.At, fmt.Sprintf("between: %s is not drawn", path), nearby(path, known), didYouMean(path, known))
	}
	return out
}

// broken reports whether a path or pattern is one that [sample.vary] has, but
// nothing came of, which is said there.
func (s *sampler) broken(path string) bool {
	for _, leaf := range s.vary {
		name := pathText(leaf.Path)
		if name != path && !matchPattern(name, path) && !(isPattern(path) && matchPattern(path, name)) {
			continue
		}
		if !slices.ContainsFunc(s.variations, func(v variation) bool { return v.key == name || v.path == name || matchPattern(name, v.path) }) {
			return true
		}
	}
	return false
}

// connected groups coordinates that pairs tie together; each group ascends.
func connected(n int, pairs []pair) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, p := range pairs {
		a, b := find(p.a), find(p.b)
		root[max(a, b)] = min(a, b)
	}
	byRoot := make([][]int, n)
	for i := range n {
		byRoot[find(i)] = append(byRoot[find(i)], i)
	}
	return slices.DeleteFunc(byRoot, func(g []int) bool { return len(g) < 2 })
}

// tie makes a group of members. A rank correlation rho is that of normal scores
// correlated by 2 sin(pi rho / 6) (K. Pearson, 1907).
func (l *loader) tie(s *sampler, members []int, pairs []pair) {
	n := len(members)
	if n > mostCorrelated {
		l.fail(codeSize, s.correlate.At, fmt.Sprintf("%d paths are correlated, directly or by way of others", n), fmt.Sprintf("at most %d", mostCorrelated), "")
		return
	}
	m := mat.NewSymDense(n, nil)
	for i := range n {
		m.SetSym(i, i, 1)
	}
	var named []string
	var at *source.Node
	for _, p := range pairs {
		i, inside := slices.BinarySearch(members, p.a)
		if !inside {
			continue
		}
		j, _ := slices.BinarySearch(members, p.b)
		m.SetSym(i, j, 2*math.Sin(math.Pi*p.value/6))
		named = append(named, fmt.Sprintf("%s and %s %g", s.names[p.a], s.names[p.b], p.value))
		at = p.node
	}
	var factor mat.Cholesky
	if !factor.Factorize(m) {
		const most = 6
		if len(named) > most {
			named = append(named[:most:most], fmt.Sprintf("%d more", len(named)-most))
		}
		l.fail(codeSample, at.At, "no numbers can be correlated like this all at once: "+strings.Join(named, ", "), "correlations that make a positive definite matrix; what is not given is 0",
			"what correlates strongly with the same third correlates with each other: give those pairs too, or lower the values")
		return
	}
	var lower mat.TriDense
	factor.LTo(&lower)
	g := group{members: members}
	for i := range n {
		row := make([]float64, i+1)
		for j := range row {
			row[j] = lower.At(i, j)
		}
		g.lower = append(g.lower, row)
		s.grouped[members[i]] = true
	}
	if s.design == lhs {
		if int64(s.draws)*int64(n) > mostStrata {
			l.fail(codeSize, at.At, fmt.Sprintf("%d draws of %d correlated paths are too many for a Latin hypercube", s.draws, n), fmt.Sprintf("at most %d numbers", mostStrata), `use design = "sobol"`)
			return
		}
		g.stratify(s)
	}
	s.groups = append(s.groups, g)
}

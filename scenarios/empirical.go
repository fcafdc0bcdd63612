package scenarios

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/rows"
	"whatif/scenarios/source"
)

// measured reads { file, column, unit, smooth }: the distribution of what was
// measured.
func (r *lawReader) measured() law {
	before := r.list.Errors()
	file, column := r.f.need("file", `"measured.csv"`), r.f.need("column", `"cop"`)
	shown, _ := r.text(file, "table.file")
	name, _ := r.text(column, "table.column")
	unitAt := r.f.get("unit")
	if unitAt == nil && !pure.Fits(r.u) {
		r.f.lack("unit", "table has no unit", "", fmt.Sprintf("add unit = %q, that of the numbers in the file", shownUnit(r.u).Symbol))
	}
	u := pure
	if unitAt != nil {
		if given, ok := r.unit(unitAt, "table.unit"); ok {
			u = given
			if !given.Fits(r.u) {
				r.loader.fail(codeDimension, unitAt.At, fmt.Sprintf("table.unit is %s, not %s", given.Describe(), r.u.Describe()), r.u.Describe(), "")
			}
		}
	}
	smooth, _ := r.flag(r.f.get("smooth"), "table.smooth")
	r.f.done()
	if r.list.Errors() > before {
		return nil
	}
	xs := r.column(file, shown, column, name)
	if xs == nil {
		return nil
	}
	for i := range xs {
		xs[i] = u.ToSI(xs[i])
	}
	slices.Sort(xs)
	if smooth && xs[0] < xs[len(xs)-1] {
		return smoothed(xs)
	}
	weights := make([]float64, len(xs))
	for i := range weights {
		weights[i] = 1
	}
	return newDiscrete(xs, weights)
}

// column reads the numbers of a column; nil where something is wrong.
func (l *loader) column(file *source.Node, shown string, column *source.Node, name string) []float64 {
	path := shown
	if !filepath.IsAbs(path) {
		path = filepath.Join(l.dir, filepath.FromSlash(path))
	}
	got := l.fleets.files[path]
	if got == nil {
		got = readRows(path, shown)
		l.fleets.files[path] = got
	}
	wrong := func(at diagnose.Position, p rows.Problem) []float64 {
		d := diagnose.Diagnostic{Code: codeDistribution, At: at, Summary: "table: " + p.Summary, Expected: p.Expected, Hint: p.Hint}
		if p.At.Line > 0 {
			d.Related = []diagnose.Related{{At: p.At, Note: "in " + shown}}
		}
		l.add(d)
		return nil
	}
	for _, p := range got.problems {
		wrong(file.At, p)
	}
	if len(got.problems) > 0 {
		return nil
	}
	c := got.table.Column(name)
	if c < 0 {
		known := got.table.Named()
		return wrong(column.At, rows.Problem{Summary: fmt.Sprintf("%s has no column %q", shown, name), Expected: oneOf(known), Hint: didYouMean(name, known), At: got.table.Header()})
	}
	var xs []float64
	for i, row := range got.table.Cells {
		x, missing, ok := cellNumber(row[c])
		switch {
		case missing:
		case !ok:
			return wrong(column.At, rows.Problem{Summary: fmt.Sprintf("%q in column %s is not a number", row[c], name), Expected: "a number with a decimal point, or an empty cell", At: got.table.At(i, c)})
		default:
			xs = append(xs, x)
		}
	}
	if len(xs) == 0 {
		return wrong(column.At, rows.Problem{Summary: fmt.Sprintf("column %s of %s has no values", name, shown), At: got.table.Header()})
	}
	return xs
}

// cellNumber reads a cell; an empty one, NaN, NA, null and - are missing.
func cellNumber(cell string) (x float64, missing, ok bool) {
	switch strings.ToLower(cell) {
	case "", "-", "nan", "na", "null":
		return 0, true, true
	}
	x, err := strconv.ParseFloat(cell, 64)
	return x, false, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x) && !strings.ContainsAny(cell, "xXpP_")
}

// smoothed is the distribution with straight lines between the order
// statistics, which ascend and are not all the same: the p quantile is that of
// type 7 of Hyndman and Fan (1996), the default of R and NumPy.
type smoothed []float64

// Quantile lies at 1 + (n-1)p of the order statistics.
func (s smoothed) Quantile(p float64) float64 {
	h := float64(len(s)-1) * p
	i := min(int(h), len(s)-2)
	return s[i] + (h-float64(i))*(s[i+1]-s[i])
}

// CDF is the probability of x or less.
func (s smoothed) CDF(x float64) float64 {
	return s.place(countUpTo(s, x), x)
}

// Below is the probability of less than x.
func (s smoothed) Below(x float64) float64 { return s.place(countBelow(s, x), x) }

// place is how far x is along the order statistics, of which the first i lie
// before it.
func (s smoothed) place(i int, x float64) float64 {
	n := len(s)
	switch {
	case i == 0:
		return 0
	case i == n:
		return 1
	case s[i] == s[i-1]:
		return float64(i-1) / float64(n-1)
	}
	return (float64(i-1) + (x-s[i-1])/(s[i]-s[i-1])) / float64(n-1)
}

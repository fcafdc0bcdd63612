package report

import (
	"cmp"
	"slices"
	"strings"

	"whatif/results"
)

const residualSuffix = "_residual"

// recorded is a variable that can be drawn over time.
type recorded struct {
	results.Path
	residual string // column of what it differs by from a record; "" for none
	input    bool
}

// pathOf is the path of another column of the same twin.
func (v *recorded) pathOf(column string) string {
	if column == v.Variable {
		return v.Path.Path
	}
	return "twin." + v.Twin + "." + column
}

// choose decides which variables get a chart, and at which sweep points: first
// those that an indicator names, then those with a record beside them, then
// temperatures and powers, then inputs, then the rest.
func (m *material) choose(paths []results.Path) {
	residuals := map[string]results.Path{}
	for _, p := range paths {
		if strings.HasSuffix(p.Variable, residualSuffix) {
			residuals[p.Path] = p
		}
	}
	var all []recorded
	for _, p := range paths {
		if _, is := residuals[p.Path]; is {
			if _, of := find(paths, strings.TrimSuffix(p.Path, residualSuffix)); of {
				continue // it is drawn as a record beside its variable
			}
		}
		v := recorded{Path: p, input: strings.HasPrefix(p.Path, "input.")}
		if r, ok := residuals[p.Path+residualSuffix]; ok && (r.Unit == p.Unit || r.Unit == apart(p.Unit)) {
			v.residual = r.Variable
		}
		all = append(all, v)
	}
	slices.SortStableFunc(all, func(a, b recorded) int { return cmp.Compare(m.rank(&a), m.rank(&b)) })
	// Twice as many as can be shown, as some turn out to have no values.
	n := min(len(all), 2*m.mostCharts())
	m.shown, m.left = all[:n], all[n:]
	m.points = m.choosePoints(min(n, m.mostCharts()))
}

// settle drops the variables that were not recorded for their twin, though they
// are for others of its kind, and keeps so many as are to be shown.
func (m *material) settle() {
	there := map[[2]string]bool{}
	for p := range m.fans {
		there[[2]string{p.twin, p.column}] = true
	}
	all := slices.DeleteFunc(m.shown, func(v recorded) bool { return !there[[2]string{v.Twin, v.Variable}] })
	n := min(len(all), m.mostCharts())
	m.shown, m.left = all[:n:n], append(slices.Clone(all[n:]), m.left...)
}

func find(paths []results.Path, path string) (results.Path, bool) {
	for _, p := range paths {
		if p.Path == path {
			return p, true
		}
	}
	return results.Path{}, false
}

// mostSeries is how many series all fan charts have together, so that a page of
// many variants stays small enough to be sent.
const mostSeries = 160

// mostCharts is how many fan charts the page has at most.
func (m *material) mostCharts() int {
	return max(1, min(m.o.Charts, mostSeries/min(mostOverlaid, len(m.r.Schema.Variants))))
}

// rank is low for what comes first.
func (m *material) rank(v *recorded) int {
	for _, c := range m.r.Schema.Indicators {
		if mentions(c.Description, v.Path.Path) {
			if v.Unit == "degC" {
				return -1
			}
			return 0
		}
	}
	switch {
	case v.residual != "":
		return 1
	case v.input:
		return 4
	}
	switch v.Unit {
	case "degC":
		return 2
	case "W", "kW", "MW":
		return 3
	}
	return 5
}

// mentions says whether a text names a path, and not merely a longer one.
func mentions(text, path string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], path)
		if at < 0 {
			return false
		}
		end := from + at + len(path)
		if end == len(text) || !ofName(text[end]) {
			return true
		}
		from = end
	}
}

// ofName says whether a byte may go on a path.
func ofName(c byte) bool {
	return c == '_' || c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// mostOverlaid is how many series a chart shows at most; more cannot be told
// apart.
const mostOverlaid = 8

// overlaid says that the sweep points, not the variants, are laid over each other.
func (m *material) overlaid() bool { return len(m.r.Schema.Variants) == 1 && m.r.Info.Sweeps > 1 }

// choosePoints takes so many sweep points that the charts are not too many:
// evenly from the first to the last.
func (m *material) choosePoints(charts int) []int {
	most := max(1, m.mostCharts()/max(1, charts))
	if m.overlaid() {
		most = mostOverlaid
	}
	return evenly(max(1, m.r.Info.Sweeps), most)
}

// evenly picks at most so many of 0 to n-1, the first and the last among them.
func evenly(n, most int) []int {
	if most >= n {
		most = n
	}
	picked := make([]int, most)
	for k := range picked {
		if most > 1 {
			picked[k] = k * (n - 1) / (most - 1)
		}
	}
	return picked
}

package report

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"time"

	"whatif/results"
	"whatif/results/compare"
)

// material is what the page is made of: everything that is read of a result,
// each table once.
type material struct {
	r      *results.Result
	o      Options
	zone   *time.Location
	base   string // the variant that others are compared with
	c      *compare.Comparison
	rivals map[int]*compare.Comparison // of all arms with one of them, by its index

	shown   []recorded // variables with a chart
	left    []recorded // variables without one
	points  []int      // sweep points with charts
	fans    map[place]*results.Fan
	curves  string // why there are no charts over time; "" where there are
	happens happenings
	zones   []results.Zone
	sources []string // terms of all zones, the largest first

	ids names
}

// place is one variable of one twin in one variant at one sweep point.
type place struct {
	variant, sweep int
	twin, column   string
}

// gather reads a result.
func gather(r *results.Result, o Options) (*material, error) {
	m := &material{r: r, o: o, zone: time.UTC, rivals: map[int]*compare.Comparison{},
		fans: map[place]*results.Fan{}, ids: names{}}
	if z, err := time.LoadLocation(r.Info.Timezone); err == nil {
		m.zone = z
	}
	var err error
	if m.c, err = compare.Within(r, compare.Options{Base: o.Base, Confidence: o.Confidence}); err != nil {
		return nil, err
	}
	if err := m.compareBest(); err != nil {
		return nil, err
	}
	if m.happens, err = happeningsOf(r); err != nil {
		return nil, err
	}
	if m.zones, err = r.Balances(); err != nil {
		return nil, err
	}
	m.sources = termsBySize(m.zones)
	return m, m.overTime()
}

// compareBest compares all arms with each that is the best by some indicator.
func (m *material) compareBest() error {
	if len(m.c.Arms) == 0 {
		return nil
	}
	m.base = m.c.Arms[0].Variant
	if m.r.Info.Sweeps <= 1 {
		m.rivals[0] = m.c
	}
	for i := range m.c.Indicators {
		best := m.best(&m.c.Indicators[i])
		if best < 0 || m.rivals[best] != nil {
			continue
		}
		arm := m.c.Arms[best]
		c, err := compare.Against(m.r, arm.Variant, arm.Sweep, compare.Options{Confidence: m.o.Confidence})
		if err != nil {
			return err
		}
		m.rivals[best] = c
	}
	return nil
}

// best is the arm with the best mean of an indicator, -1 where none is better. Where
// it has a difference to the base that decides, as it is of the draws that both have;
// what differs by rounding alone is no better.
func (m *material) best(i *compare.Indicator) int {
	if i.Better != "lower" && i.Better != "higher" {
		return -1
	}
	best, lead := -1, 0.0
	for k, s := range i.Spreads {
		if s.N == 0 {
			continue
		}
		more := s.Mean - i.Spreads[0].Mean
		if d := difference(i, k); d != nil && m.r.Info.Sweeps <= 1 && !math.IsNaN(d.Mean) {
			more = d.Mean
		}
		if i.Better == "lower" {
			more = -more
		}
		if best < 0 || more > lead+rounding*math.Abs(s.Mean) {
			best, lead = k, more
		}
	}
	return best
}

// overTime chooses what is drawn over time and reads it.
func (m *material) overTime() error {
	if len(m.r.Schema.Tables) == 0 {
		m.curves = "The scenario records no series, so nothing can be drawn over time."
		return nil
	}
	if len(m.r.Missing) > 0 {
		m.curves = "The batch is not finished. The curves over time come with the summary of a finished batch."
		return nil
	}
	paths, err := m.r.Paths()
	if err != nil {
		return err
	}
	m.choose(paths)
	if err := m.readFans(); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			m.curves = "The batch is not finished: it has no summary. The curves over time are made from that."
			return nil
		}
		return err
	}
	if err := m.readCurves(); err != nil {
		return err
	}
	m.settle()
	return nil
}

// wanted are the columns of a chart: the variable, and its residual where there
// is one.
func (m *material) wanted() map[[2]string]bool {
	set := map[[2]string]bool{}
	for _, v := range m.shown {
		set[[2]string{v.Twin, v.Variable}] = true
		if v.residual != "" {
			set[[2]string{v.Twin, v.residual}] = true
		}
	}
	return set
}

// readFans keeps the spreads over the draws of what is shown.
func (m *material) readFans() error {
	set, points := m.wanted(), map[int]bool{}
	for _, p := range m.points {
		points[p] = true
	}
	for f, err := range m.r.Fans() {
		if err != nil {
			return err
		}
		if set[[2]string{f.Twin, f.Column}] && points[f.Sweep] {
			m.keep(&f)
		}
	}
	return nil
}

// keep keeps what has a value at any time.
func (m *material) keep(f *results.Fan) {
	if slices.ContainsFunc(f.Q50, func(x float64) bool { return !math.IsNaN(x) }) {
		m.fans[place{f.Variant, f.Sweep, f.Twin, f.Column}] = f
	}
}

// readCurves takes the curve of the run itself where a variant has a single
// draw, of which there is no spread.
func (m *material) readCurves() error {
	if m.r.Info.Draws != 1 {
		return nil
	}
	points := map[int32]bool{}
	for _, p := range m.points {
		points[int32(p)] = true
	}
	runs := &m.r.Runs
	keep := func(run int) bool { return !runs.Failed[run] && points[runs.Sweep[run]] }
	for _, v := range m.shown {
		for _, column := range []string{v.Variable, v.residual} {
			if column == "" {
				continue
			}
			for c, err := range m.r.Curves(v.pathOf(column), keep) {
				if err != nil {
					return fmt.Errorf("%s: %w", v.Path.Path, err)
				}
				f := &results.Fan{Variant: int(runs.Variant[c.Run]), Sweep: int(runs.Sweep[c.Run]), Twin: v.Twin,
					Column: column,
					T:      append([]float64(nil), c.T...), Time: append([]int64(nil), c.Time...),
					Q50: append([]float64(nil), c.Values...)}
				if len(f.Time) == 0 {
					f.Time = nil
				}
				m.keep(f)
			}
		}
	}
	return nil
}

package scenarios

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"sync/atomic"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"whatif/engine"
)

// Settled says how many draws were found to be enough, and why no more.
type Settled struct {
	Draws, Most int
	Enough      bool // the interval is narrow enough; otherwise the draws ran out
	Indicator   string
	Unit        string
	Of          string // mean or difference
	Confidence  float64
	HalfWidth   float64 // the widest, in Unit, or as a share of the mean where Relative; NaN for none
	Aim         float64 // in the same
	Relative    bool
	Failed      int64  // of the runs, whose numbers are in no mean
	Where       string // the variant and sweep point of the widest
}

// Reason says it in words.
func (s *Settled) Reason() string {
	number := func(x float64) string {
		switch {
		case math.IsNaN(x):
			return "not known"
		case s.Relative:
			return strconv.FormatFloat(100*x, 'g', 3, 64) + " %"
		case s.Unit == "1":
			return strconv.FormatFloat(x, 'g', 3, 64)
		}
		return strconv.FormatFloat(x, 'g', 3, 64) + " " + s.Unit
	}
	what := "the mean of " + s.Indicator
	if s.Of == ofDifference {
		what = "the mean difference of " + s.Indicator
	}
	outcome := "is narrow enough"
	if !s.Enough {
		outcome = "is not narrow enough, but no more draws are allowed"
	}
	return fmt.Sprintf("%d of at most %d draws: the %g %% half-width of %s, %s (%s; %s was asked for), %s",
		s.Draws, s.Most, 100*s.Confidence, what, number(s.HalfWidth), s.Where, number(s.Aim), outcome)
}

// Stops reports whether the plan has a rule for stopping early, so that Settle
// is to be called before the runs.
func (p *Plan) Stops() bool { return p.stop != nil }

// Settle finds how many draws the plan's stopping rule asks for, and from then
// on the plan has so many. It runs the draws without recording anything but the
// indicator, in blocks of all variants and sweep points, and looks at the
// intervals after each block only: what it finds does not depend on the workers.
// workers and stop are those of engine.Batch; done is told of every run and may
// be nil. Without a rule it does nothing. It must not be called while the plan's
// runs are under way.
func (p *Plan) Settle(ctx context.Context, workers int, stop <-chan struct{}, done func(*engine.Outcome)) (*Settled, error) {
	if p.stop == nil {
		return nil, nil
	}
	groups := len(p.variants) * p.grid.points()
	seen := &observed{rule: p.stop, points: p.grid.points(), values: make([][]float64, groups)}
	most := p.sampling.draws
	out := &Settled{Most: most, Indicator: p.stop.name, Unit: p.stop.unit, Of: p.stop.of, Confidence: p.stop.confidence, Aim: p.stop.half}
	if out.Relative = p.stop.relative > 0; out.Relative {
		out.Aim = p.stop.relative
	}
	for drawn := 0; drawn < most && !out.Enough; {
		count := min(p.stop.every, most-drawn)
		seen.extend(count)
		b := lot{plan: p, first: drawn, count: count}
		batch := engine.Batch{Workers: workers, RunsPerPart: b.grain(), Stop: stop, Done: func(o *engine.Outcome) {
			if done != nil {
				done(o)
			}
		}}
		if err := batch.Run(ctx, b, seen); err != nil {
			return nil, err
		}
		drawn += count
		out.Draws, out.Failed = drawn, seen.failed.Load()
		var widest int
		out.HalfWidth, widest = seen.widest()
		out.Where = p.variants[widest/p.grid.points()].name
		if p.grid.points() > 1 {
			out.Where += fmt.Sprintf(", sweep point %d", widest%p.grid.points())
		}
		out.Enough = drawn >= p.stop.least && out.HalfWidth <= out.Aim
	}
	p.sampling.draws = out.Draws
	return out, nil
}

// SettleAt gives the plan a number of draws that Settle found for it earlier. It
// reports whether Settle can have found it.
func (p *Plan) SettleAt(draws int) bool {
	if p.stop == nil || draws < 1 || draws > p.sampling.draws {
		return false
	}
	p.sampling.draws = draws
	return true
}

// lot is the runs of some draws, for all variants and sweep points.
type lot struct {
	plan         *Plan
	first, count int
}

// grain is how many runs a worker takes at a time.
func (b lot) grain() int64 { return int64(min(b.count, 8)) }

// Runs is the number of runs.
func (b lot) Runs() int64 {
	return int64(len(b.plan.variants)) * int64(b.plan.grid.points()) * int64(b.count)
}

// Worker returns what one goroutine executes the runs with.
func (b lot) Worker() engine.Worker {
	return lotWorker{b, &worker{plan: b.plan, at: key{-1, -1}}}
}

// number is that of the plan's run that the lot counts as n.
func (b lot) number(n int64) int64 {
	count := int64(b.count)
	return n/count*int64(b.plan.sampling.draws) + int64(b.first) + n%count
}

type lotWorker struct {
	lot
	worker *worker
}

// Identify says whose run n is; it writes no samples.
func (w lotWorker) Identify(n int64) (engine.RunID, *engine.Layout, error) {
	return w.plan.ID(w.number(n)), &engine.Layout{}, nil
}

// Execute carries out run n without recording.
func (w lotWorker) Execute(n int64, _ engine.Recorder, stop *atomic.Bool, o *engine.Outcome) {
	w.worker.Execute(w.number(n), nil, stop, o)
}

// observed gathers the indicator of all runs. Every run writes a place of its
// own.
type observed struct {
	rule   *stopping
	points int
	values [][]float64 // by variant and sweep point, then draw; NaN for none
	failed atomic.Int64
}

// extend makes room for more draws.
func (s *observed) extend(count int) {
	for i := range s.values {
		s.values[i] = append(s.values[i], nothing(count)...)
	}
}

// Part begins some runs.
func (s *observed) Part(int, int64, int64) (engine.PartWriter, error) { return observer{s}, nil }

type observer struct{ *observed }

func (observer) Begin(engine.RunID, *engine.Layout) error { return nil }
func (observer) Sample(engine.Time, []float64) error      { return nil }
func (observer) Event(engine.Event) error                 { return nil }
func (observer) Commit() error                            { return nil }
func (observer) Abort() error                             { return nil }

// End notes how a run ended.
func (s observer) End(o *engine.Outcome) error {
	if o.Err != nil {
		s.failed.Add(1)
		return nil
	}
	s.values[o.ID.Variant*s.points+o.ID.Sweep][o.ID.Draw] = o.Indicators[s.rule.indicator]
	return nil
}

// widest is the greatest half-width over all variants and sweep points, and
// where it is. One that cannot be computed is wider than any.
func (s *observed) widest() (half float64, group int) {
	half = -1
	for g := range s.values {
		values := s.values[g]
		if s.rule.of == ofDifference {
			base := s.rule.base*s.points + g%s.points
			if base == g {
				continue
			}
			values = differences(values, s.values[base])
		}
		w := s.rule.width(values)
		if math.IsNaN(w) {
			return w, g
		}
		if w > half {
			half, group = w, g
		}
	}
	return half, group
}

// differences are those of the draws that both have.
func differences(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] - b[i] // NaN where one is
	}
	return out
}

// width is the half-width of the interval of the mean, by Student's t, or its
// share of the mean; NaN for fewer than two values.
func (r *stopping) width(values []float64) float64 {
	var known []float64
	for _, v := range values {
		if !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	n := float64(len(known))
	if n < 2 {
		return math.NaN()
	}
	mean, sd := stat.MeanStdDev(known, nil)
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile((1+r.confidence)/2) * sd / math.Sqrt(n)
	if r.relative == 0 || half == 0 {
		return half
	}
	return half / math.Abs(mean)
}

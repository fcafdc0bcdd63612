package scenarios

import (
	"fmt"
	"math"
	"sync/atomic"

	"whatif/engine"
	"whatif/models"
)

// Source makes the runs of the plan for engine.Batch.
func (p *Plan) Source() engine.Source { return runs{p} }

type runs struct{ plan *Plan }

// Runs is the number of runs.
func (s runs) Runs() int64 { return s.plan.Runs() }

// Worker returns what one goroutine executes runs with.
func (s runs) Worker() engine.Worker { return &worker{plan: s.plan, at: key{-1, -1}} }

// worker keeps the model of its last run, and the run's memory.
type worker struct {
	plan    *Plan
	at      key
	study   *decoder
	model   *models.Model
	run     *engine.Run
	slots   []engine.Signal // per variation; NoSignal where the structure has no such number
	numbers []engine.Number
	shown   []number // per column: what it shows where nothing is drawn, if it is numeric
	shows   []bool
	luck    *luck
	busy    bool // a run began and has not come back: its memory is not trusted
}

// Identify says whose run n is and where its samples go.
func (w *worker) Identify(n int64) (engine.RunID, *engine.Layout, error) {
	id := w.plan.ID(n)
	l, err := w.plan.layout(key{id.Variant, id.Sweep})
	if err != nil {
		// A wrong combination of sweep values fails its runs, not the batch.
		return id, &engine.Layout{}, nil
	}
	return id, l, nil
}

// Execute carries out run n.
func (w *worker) Execute(n int64, rec engine.Recorder, stop *atomic.Bool, o *engine.Outcome) {
	id := w.plan.ID(n)
	o.End = -w.plan.warmup
	o.Parameters = nothing(len(w.plan.columns))
	o.Indicators = nothing(len(w.plan.schema.Indicators))
	if o.Err = w.enter(key{id.Variant, id.Sweep}); o.Err != nil {
		return
	}
	drawn, err := w.draw(id)
	w.parameters(id, drawn, o.Parameters)
	if o.Err = err; err != nil {
		return
	}
	if w.busy {
		w.run = w.model.Engine.NewRun()
	}
	w.busy = true
	w.run.Interrupt = stop
	w.run.Reset(engine.Numbers{Seed: id.Seed, Draw: id.Draw, Set: w.numbers}, w.plan.record.events.filter(rec))
	o.Err = w.run.Advance(w.plan.span)
	o.End, o.Events, o.Fingerprint = w.run.Now(), w.run.Events(), w.run.Fingerprint()
	if o.Err == nil {
		o.End = w.plan.span
		copy(o.Indicators, w.model.Indicators(w.run))
	}
	w.busy = false
}

func nothing(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}

// enter turns to the structure of the next run.
func (w *worker) enter(k key) error {
	if w.at == k && w.model != nil {
		return nil
	}
	w.at, w.model = k, nil
	d, err := w.plan.structure(k)
	if err != nil {
		return err
	}
	if _, err := w.plan.layout(k); err != nil {
		return err
	}
	m := w.plan.models.get(k)
	if m == nil {
		var problems []models.Problem
		if m, problems = models.Build(d.study); len(problems) > 0 {
			return fmt.Errorf("%s: %s", problems[0].Path, problems[0].Summary)
		}
		w.plan.models.put(k, m)
	}
	w.study, w.model, w.run, w.busy = d, m, m.Engine.NewRun(), false
	w.slots = w.slots[:0]
	for i := range w.plan.variations {
		slot, ok := m.Slot(w.plan.variations[i].path)
		if _, number := d.numbers[w.plan.variations[i].path]; !ok || !number {
			slot = engine.NoSignal
		}
		w.slots = append(w.slots, slot)
	}
	w.shown, w.shows = w.shown[:0], w.shows[:0]
	for _, c := range w.plan.columns {
		n, ok := w.plan.grid.stands(c.path, d)
		w.shown, w.shows = append(w.shown, n), append(w.shows, ok)
	}
	return nil
}

// draw lays the numbers of a draw over the model and returns them in SI, per
// variation.
func (w *worker) draw(id engine.RunID) ([]float64, error) {
	w.numbers = w.numbers[:0]
	drawn := nothing(len(w.plan.variations))
	w.luck = w.plan.sampler.begin(id.Draw, w.luck)
	for i := range w.plan.variations {
		if w.slots[i] == engine.NoSignal {
			continue
		}
		v := &w.plan.variations[i]
		factor, err := w.luck.factor(i)
		if err == nil {
			drawn[i], err = v.apply(w.study.numbers[v.path], factor)
		}
		if err != nil {
			return drawn, err
		}
		w.numbers = append(w.numbers, engine.Number{Signal: w.slots[i], Value: drawn[i]})
	}
	return drawn, nil
}

// parameters fills in the columns of swept and varied paths.
func (w *worker) parameters(id engine.RunID, drawn, out []float64) {
	for i, c := range w.plan.columns {
		n, isNumber := w.shown[i], w.shows[i]
		switch {
		case c.variation >= 0:
			if isNumber {
				out[i] = columnValue(drawn[c.variation], n.unit)
			}
		case isNumber:
			out[i] = columnValue(n.value, n.unit)
		case c.swept != nil:
			out[i] = c.swept[w.plan.grid.position(id.Sweep, c.axis)]
		case !c.numeric:
			out[i] = w.plan.position(id.Sweep, c.axis)
		}
	}
}

// position stands in the column of a swept value that is no number: 0 or 1 for
// a flag, otherwise its place in the list.
func (p *Plan) position(point, axis int) float64 {
	place := p.grid.position(point, axis)
	if on, ok := p.grid.axes[axis].values[place].Value.(bool); ok {
		if on {
			return 1
		}
		return 0
	}
	return float64(place)
}

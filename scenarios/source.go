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
	model   *models.Model
	run     *engine.Run
	slots   []engine.Signal // per variation; NoSignal where the structure has no such number
	bases   []number        // per variation: what the structure has there
	drawn   []float64       // per variation: the number of the draw, in SI; NaN for none
	numbers []engine.Number
	shown   []number // per column: what it shows where nothing is drawn, if it is numeric, in the unit shown
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
	o.Err = w.draw(id)
	w.parameters(id, o.Parameters)
	if o.Err != nil {
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
	m, err := w.plan.model(k, d)
	if err != nil {
		return err
	}
	w.model, w.run, w.busy = m, m.Engine.NewRun(), false
	w.slots, w.bases, w.drawn = w.slots[:0], w.bases[:0], nothing(len(w.plan.variations))
	for i := range w.plan.variations {
		slot, ok := m.Slot(w.plan.variations[i].path)
		base, isNumber := d.numbers[w.plan.variations[i].path]
		if !ok || !isNumber {
			slot = engine.NoSignal
		}
		w.slots, w.bases = append(w.slots, slot), append(w.bases, base)
	}
	w.shown, w.shows = w.shown[:0], w.shows[:0]
	for _, c := range w.plan.columns {
		n, ok := w.plan.grid.stands(c.path, d)
		n.unit = shownUnit(n.unit)
		w.shown, w.shows = append(w.shown, n), append(w.shows, ok)
	}
	return nil
}

// model is the model of a structure, as wired before or anew.
func (p *Plan) model(k key, d *decoder) (*models.Model, error) {
	if m := p.models.get(k); m != nil {
		return m, nil
	}
	m, problems := models.Build(d.study)
	if len(problems) > 0 {
		return nil, fmt.Errorf("%s: %s", problems[0].Path, problems[0].Summary)
	}
	p.models.put(k, m)
	return m, nil
}

// draw finds the numbers of a draw, which are laid over the model. Those after one
// that cannot be are NaN.
func (w *worker) draw(id engine.RunID) error {
	w.numbers = w.numbers[:0]
	for i := range w.drawn {
		w.drawn[i] = math.NaN()
	}
	w.luck = w.plan.sampler.begin(id.Draw, w.luck)
	for i := range w.plan.variations {
		if w.slots[i] == engine.NoSignal {
			continue
		}
		factor, err := w.luck.factor(i)
		if err == nil {
			w.drawn[i], err = w.plan.variations[i].apply(&w.bases[i], factor)
		}
		if err != nil {
			return err
		}
		w.numbers = append(w.numbers, engine.Number{Signal: w.slots[i], Value: w.drawn[i]})
	}
	return nil
}

// parameters fills in the columns of swept and varied paths.
func (w *worker) parameters(id engine.RunID, out []float64) {
	for i, c := range w.plan.columns {
		n, isNumber := w.shown[i], w.shows[i]
		switch {
		case c.variation >= 0:
			if isNumber {
				out[i] = n.unit.FromSI(w.drawn[c.variation])
			}
		case isNumber:
			out[i] = n.unit.FromSI(n.value)
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

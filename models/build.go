package models

import (
	"cmp"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/intervene"
	"whatif/models/observe"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// Model is one structure of model: a law shared by all runs, and where its
// numbers and results are found.
type Model struct {
	Engine     *engine.Model
	slots      map[string]engine.Signal
	indicators []indicator
	audit      *twin.Audit
	terms      []Term
}

// indicator is a gauge and the unit that its number is shown in.
type indicator struct {
	gauge      observe.Gauge
	unit       unit.Unit
	difference bool // the number is a difference: an absolute unit's offset does not apply
}

// Slot returns the held signal of the number at a path, such as
// twin.north.heat_loss or input.gusts.sd, over which a run may lay its own, in
// SI. It is false for a path that is wired to a signal, or is no number.
func (m *Model) Slot(path string) (engine.Signal, bool) {
	s, ok := m.slots[path]
	return s, ok
}

// Indicators reads the study's indicators, in their order and each in its
// unit, off a run that has come to its end. NaN stands where nothing was
// counted.
func (m *Model) Indicators(r *engine.Run) []float64 {
	numbers := make([]float64, len(m.indicators))
	for i, n := range m.indicators {
		x := n.gauge.Read(r)
		if n.difference {
			numbers[i] = x / n.unit.Scale
		} else {
			numbers[i] = n.unit.FromSI(x)
		}
	}
	return numbers
}

// Build wires a study that was decoded and checked. Where problems are
// returned there is no model.
func Build(s *Study) (*Model, []Problem) { return build(s, false) }

// BuildAudited is Build with outputs added for an energy balance, see
// Model.Audit. They change no other value of a run beyond rounding.
func BuildAudited(s *Study) (*Model, []Problem) { return build(s, true) }

// wiring is a study on its way to a model.
type wiring struct {
	*twin.Board
	study     *Study
	twins     []twin.Twin // sorted by name, defaults filled in
	byName    map[string]*twin.Twin
	inputs    map[string]*Input
	first     map[string]float64 // about what each input is at first
	holds     overrides
	cues      map[string]intervene.Cue // how the events show themselves, by name
	clocks    []*intervene.Timed
	crossings map[string]engine.Signal // flags of comparisons, by their text
	lists     []engine.Signal          // of parameters that are one signal
	paths     paths
}

func newWiring(s *Study) *wiring {
	w := &wiring{
		Board: twin.NewBoard(engine.NewBuilder()), study: s,
		byName: map[string]*twin.Twin{}, inputs: map[string]*Input{}, first: map[string]float64{},
		crossings: map[string]engine.Signal{}, cues: map[string]intervene.Cue{},
	}
	w.Epoch, w.HasEpoch = s.Epoch, s.HasEpoch
	return w
}

func build(s *Study, audited bool) (*Model, []Problem) {
	w := newWiring(s)
	if audited {
		w.Audit = &twin.Audit{}
	}
	if len(s.Balance.Zones) > 0 {
		w.Balance = &twin.Balance{Zones: s.Balance.Zones, Found: map[string]bool{}}
	}
	if s.Accuracy > 0 {
		w.Builder.Accuracy(s.Accuracy)
	}
	w.takeTwins()
	w.makeRoom()
	w.gatherOverrides()
	w.declareInputs()
	w.declareAlerts()
	w.declareVariables()
	w.declareParameters()
	if len(w.Faults) == 0 {
		w.wireTwins()
	}
	m := &Model{slots: w.Slots, audit: w.Audit}
	if len(w.Faults) == 0 {
		ranks := w.rankAlerts()
		w.addEvents(ranks)
		w.addAlerts(ranks)
		m.indicators = w.addIndicators()
		m.terms = w.addRecord()
	}
	if len(w.Faults) == 0 {
		var err error
		if m.Engine, err = w.Builder.Build(-s.Warmup, s.Span); err != nil {
			w.Fault("", err.Error(), "")
		}
	}
	if len(w.Faults) > 0 {
		return nil, w.problems()
	}
	return m, nil
}

// problems are the faults in the order of their paths, each once.
func (w *wiring) problems() []Problem {
	var list []Problem
	for _, f := range w.Faults {
		list = append(list, Problem(f))
	}
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.Path, b.Path) })
	return slices.Compact(list)
}

func (w *wiring) wireTwins() {
	for i := range w.twins {
		t := &w.twins[i]
		if err := kindOf(t).Wire(&twin.Wiring{Board: w.Board, Name: t.Name}, t); err != nil {
			w.Fault("twin."+t.Name, err.Error(), "")
		}
	}
	w.Finish()
}

// addRecord sets the recording grid: what the study records, and after it what
// its balances need.
func (w *wiring) addRecord() []Term {
	channels := make([]engine.SampledSignal, 0, len(w.study.Record.Channels))
	for _, c := range w.study.Record.Channels {
		s, ok := w.Signals[c.Path]
		if !ok {
			w.Fault("record.signals", "there is no signal "+c.Path, "")
			continue
		}
		channel := engine.SampledSignal{Signal: s, Mean: c.Mean, Residual: c.Against != ""}
		if channel.Residual {
			if channel.Against, ok = w.Signals[c.Against]; !ok {
				w.Fault("record.residuals", "there is no signal "+c.Against, "")
				continue
			}
			if in := w.inputs[strings.TrimPrefix(c.Against, "input.")]; in != nil && in.Table != nil {
				for _, s := range in.Table.Filled {
					channel.Missing = append(channel.Missing, engine.Stretch(s))
				}
			}
		}
		channels = append(channels, channel)
	}
	channels, terms := w.balances(channels)
	w.Builder.Sample(w.study.Record.Every, channels)
	return terms
}

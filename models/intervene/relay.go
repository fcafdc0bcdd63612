// Package intervene holds the actors of events: what begins and ends them, and
// what they make of the values that they act on.
package intervene

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"whatif/engine"
	"whatif/physics/unit"
)

// Relay stands between a path that events act on and whoever reads it. It
// passes on what the layers in force make of what the path is otherwise: the
// sum of Sources, each in its form.
//
// The layers lie in the order in which their events began, those that began
// together in the order of Layers: a set replaces all below it, a scale
// multiplies it, an add is added to it.
type Relay struct {
	Twin    string    // whose parameter the path is; "" for an input
	Unit    unit.Unit // in which events show values
	Flag    bool      // values are true and false
	Path    string    // that is acted on
	Limits  Limits    // of the value while something scales or adds
	Sources []engine.Signal
	Outs    []engine.Signal // as many, each of its source's class; the last carries what is set
	Formed  bool            // some source is Formed
	Layers  []Layer

	rest    float64 // what the path is at first, without events
	resting string  // how that is told
}

// RelayState is the turn of the layer that began last.
type RelayState struct{ Turn int64 }

// Add adds the actor.
func (l Relay) Add(b *engine.Builder, path string) {
	reads := slices.Clone(l.Sources)
	for i := range l.Layers {
		layer := &l.Layers[i]
		layer.place = b.Held(layer.Event+" over "+l.Path, 0)
		layer.seen = b.Held(layer.Event+" seen by "+l.Path, 0)
		layer.told = layer.detail(l.Path, layer.Known, l.Unit)
		reads = append(reads, layer.Cue.On, layer.Cue.Begun)
	}
	for _, s := range l.Sources {
		l.rest += b.InitialOf(s)
	}
	l.resting = l.is(l.rest)
	engine.Add[RelayState](b, path, l, engine.Wiring{Reads: reads})
}

// standing is where one layer stands while a relay acts.
type standing struct {
	place, began int64
	on, anew     bool // in force now; has begun since the relay acted last
}

// mostStanding keeps the memory of an act on the stack.
const mostStanding = 32

// Start takes in the events that are in force as the run begins, in the order
// in which they began, so that nobody meets the value without them.
func (l Relay) Start(r *engine.Run, s *RelayState) (engine.Time, error) {
	var memory [mostStanding]standing
	all := memory[:0]
	var order [mostStanding]int
	turns := order[:0]
	since := func(i int) engine.Time {
		var at State
		l.Layers[i].Timed.already(r, &at)
		return at.At
	}
	for i := range l.Layers {
		st := standing{}
		if t := l.Layers[i].Timed; t != nil {
			var at State
			t.already(r, &at)
			st = standing{began: at.Begun, on: at.On, anew: at.Begun > 0}
			if at.On {
				turns = append(turns, i)
			}
		}
		all = append(all, st)
	}
	slices.SortStableFunc(turns, func(i, j int) int { return cmp.Compare(since(i), since(j)) })
	for i := range all {
		if all[i].anew && !all[i].on {
			if err := l.blip(r, all, i); err != nil {
				return engine.Never, err
			}
		}
	}
	for _, i := range turns {
		if err := l.begin(r, s, all, i); err != nil {
			return engine.Never, err
		}
	}
	return engine.Never, l.pass(r, all)
}

// Fire notices what has begun and ended, and sets the outputs.
func (l Relay) Fire(r *engine.Run, s *RelayState) (engine.Time, error) {
	var memory [mostStanding]standing
	all := memory[:0]
	for i := range l.Layers {
		layer := &l.Layers[i]
		began := int64(r.Value(layer.Cue.Begun))
		all = append(all, standing{
			place: int64(r.Value(layer.place)), began: began,
			on: r.Value(layer.Cue.On) != 0, anew: began != int64(r.Value(layer.seen)),
		})
	}
	// At one instant ends come first, then what has no duration, then beginnings.
	for i := range all {
		if st := &all[i]; st.place > 0 && (st.anew || !st.on) {
			st.place = 0
			if err := l.tell(r, all, i, "event_off"); err != nil {
				return engine.Never, err
			}
		}
	}
	for i := range all {
		if all[i].anew && !all[i].on {
			if err := l.blip(r, all, i); err != nil {
				return engine.Never, err
			}
		}
	}
	for i := range all {
		if all[i].anew && all[i].on {
			if err := l.begin(r, s, all, i); err != nil {
				return engine.Never, err
			}
		}
	}
	return engine.Never, l.pass(r, all)
}

// begin lays a layer on top of the others.
func (l Relay) begin(r *engine.Run, s *RelayState, all []standing, i int) error {
	s.Turn++
	all[i].place = s.Turn
	return l.tell(r, all, i, "event_on")
}

// blip tells of an event that came and went at one instant.
func (l Relay) blip(r *engine.Run, all []standing, i int) error {
	all[i].place = int64(1) << 62 // on top
	err := l.tell(r, all, i, "event_on")
	all[i].place = 0
	if err != nil {
		return err
	}
	return l.tell(r, all, i, "event_off")
}

// blended is what the layers in force make of the value; bounded tells that
// some of them scales or adds.
func (l Relay) blended(r *engine.Run, all []standing) (b blend, bounded bool) {
	var memory [mostStanding]int
	order := memory[:0] // from the bottom to the top
	for i := range all {
		if all[i].place > 0 {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(all[i].place, all[j].place) })
	b = blend{1, 0}
	for _, i := range order {
		layer := &l.Layers[i]
		b = b.with(layer.Effect, r.Value(layer.Value))
		bounded = layer.Effect != Set
	}
	return b, bounded
}

// value is what the path is now.
func (l Relay) value(r *engine.Run, b blend, bounded bool) (float64, error) {
	sum := 0.0
	for _, s := range l.Sources {
		sum += r.Value(s)
	}
	x := b.of(sum)
	if !bounded {
		return x, nil
	}
	return l.Limits.keep(x, l.Path, l.Unit)
}

// pass sets the outputs and remembers the places of the layers.
func (l Relay) pass(r *engine.Run, all []standing) error {
	for i := range all {
		r.Set(l.Layers[i].place, float64(all[i].place))
		r.Set(l.Layers[i].seen, float64(all[i].began))
	}
	b, bounded := l.blended(r, all)
	last := len(l.Outs) - 1
	switch {
	case b == blend{1, 0}:
		for i, out := range l.Outs {
			r.SetForm(out, r.Form(l.Sources[i]))
		}
		return nil
	case b.factor != 0 && (l.Formed || !bounded):
		if err := l.inside(r, b); bounded && err != nil {
			return err
		}
		for i, out := range l.Outs {
			f := r.Form(l.Sources[i])
			f.Level, f.Slope, f.Amplitude = b.factor*f.Level, b.factor*f.Slope, b.factor*f.Amplitude
			if i == last {
				f.Level += b.offset
			}
			r.SetForm(out, f)
		}
		return nil
	}
	x, err := l.value(r, b, bounded)
	for _, out := range l.Outs[:last] {
		r.Set(out, 0)
	}
	r.Set(l.Outs[last], x)
	return err
}

// slack is how far, in parts of what there is, pieces that follow a curve may
// be beyond it.
const slack = 1e-3

// inside is an error where the layers take what moves over a bound: it could
// not stay there without bending the form. What does so by itself is not theirs.
func (l Relay) inside(r *engine.Run, b blend) error {
	low, high := 0.0, 0.0
	for _, s := range l.Sources {
		f := r.Form(s)
		low += f.Level - math.Abs(f.Amplitude)
		high += f.Level + math.Abs(f.Amplitude)
	}
	from, to := b.of(low), b.of(high)
	if b.factor < 0 {
		from, to = to, from
	}
	some := slack * (math.Abs(from) + math.Abs(to) + math.Abs(b.offset))
	harmless := l.Limits.Min == 0 && b.factor > 0 && b.offset >= 0
	if from < l.Limits.Min-some && from < low && !harmless || to > l.Limits.Max+some && to > high {
		return fmt.Errorf("the events in force take %s from %s to %s, beyond what it may be: act on it with set, or less strongly", l.Path, l.show(from), l.show(to))
	}
	return nil
}

// tell emits the row of a beginning or an end, with the value that holds after
// it.
func (l Relay) tell(r *engine.Run, all []standing, i int, kind string) error {
	layer := &l.Layers[i]
	b, bounded := l.blended(r, all)
	x, err := l.value(r, b, bounded)
	if err != nil {
		return err
	}
	event := engine.Event{Twin: l.Twin, Kind: kind, Signal: layer.Event, Value: l.Unit.FromSI(x), Unit: l.Unit.Symbol}
	value := r.Value(layer.Value)
	switch on := kind == "event_on"; { // what is known beforehand is in words already
	case on && value == layer.Known:
		event.Detail = layer.told
	case on:
		event.Detail = layer.detail(l.Path, value, l.Unit)
	case x == l.rest:
		event.Detail = l.resting
	default:
		event.Detail = l.is(x)
	}
	r.Emit(event)
	return nil
}

// is says what the path is.
func (l Relay) is(value float64) string { return l.Path + " = " + l.show(value) }

func (l Relay) show(value float64) string {
	if l.Flag {
		if value != 0 {
			return "true"
		}
		return "false"
	}
	return unit.Format(value, l.Unit)
}

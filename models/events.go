package models

import (
	"slices"

	"whatif/engine"
	"whatif/models/intervene"
)

// number is a time or duration of an event, with the slot at which a draw finds
// it.
func (w *wiring) number(path string, t engine.Time) intervene.Number {
	if t == engine.Never {
		return intervene.Fixed(t)
	}
	return intervene.Number{Time: t, Signal: w.Number(path, t.Seconds())}
}

// common is what an event has whatever begins it, for is its duration.
func (w *wiring) common(e *Intervention, cue intervene.Cue, length engine.Time) intervene.Event {
	path := "event." + e.Name
	last := engine.Never
	if e.NotAfter != nil {
		last = *e.NotAfter
	}
	return intervene.Event{Path: path, Cue: cue, For: w.number(path+".for", length), Last: last, Times: e.Times}
}

// timed is the law of an event at known times; nil for any other.
func (w *wiring) timed(e *Intervention, cue intervene.Cue) *intervene.Timed {
	if e.When != nil || e.After != "" {
		return nil
	}
	path := "event." + e.Name
	if e.Spells != nil {
		t := &intervene.Timed{Event: w.common(e, cue, e.For), First: intervene.Fixed(engine.Never), Every: intervene.Fixed(0)}
		for _, s := range e.Spells {
			t.Spells = append(t.Spells, intervene.Spell(s))
		}
		if len(t.Spells) > 0 && !e.Off {
			w.clocks = append(w.clocks, t)
		}
		return t
	}
	length := engine.Never
	if e.Until != engine.Never {
		length = max(e.Until-e.From, 0)
	}
	t := &intervene.Timed{Event: w.common(e, cue, length), First: w.number(path+".at", e.From), Every: intervene.Fixed(0)}
	if e.Every > 0 {
		t.Every = w.number(path+".every", e.Every)
	}
	if !e.Off {
		w.clocks = append(w.clocks, t)
	}
	return t
}

// addEvents adds the actors of all events. One that is off has its numbers, so
// that draws find them, and its cue, which stays as it is, but no actor.
func (w *wiring) addEvents(ranks *alertRanks) {
	for _, t := range w.clocks {
		t.Add(w.Builder)
	}
	for i := range w.study.Interventions {
		e := &w.study.Interventions[i]
		path := "event." + e.Name
		switch {
		case e.When != nil:
			law := intervene.Triggered{
				Event: w.common(e, w.cues[e.Name], e.For), When: w.condition(path, e.When),
				Hold: w.number(path+".hold", e.Hold), While: e.While, Again: e.Again, Rank: ranks.of(path),
			}
			if e.EndsWhen != nil {
				ends := w.condition(path, e.EndsWhen)
				law.EndsWhen = &ends
			}
			if !e.Off {
				law.Add(w.Builder)
			}
		case e.After != "":
			law := intervene.Chained{
				Event: w.common(e, w.cues[e.Name], e.For), Other: w.cues[e.After], Delay: w.number(path+".delay", e.Delay),
			}
			other := w.intervention(e.After)
			if other == nil {
				w.Fault(path, "there is no event "+e.After+" to come after", "")
				continue
			}
			law.OtherForGood = other.forGood()
			if !e.Off {
				law.Add(w.Builder)
			}
		}
	}
	w.circles()
}

func (w *wiring) intervention(name string) *Intervention {
	for i := range w.study.Interventions {
		if w.study.Interventions[i].Name == name {
			return &w.study.Interventions[i]
		}
	}
	return nil
}

// forGood reports whether an event never ends once it has begun.
func (e *Intervention) forGood() bool {
	switch {
	case e.Spells != nil:
		return e.For == engine.Never && !slices.ContainsFunc(e.Spells, func(s Spell) bool { return s.Until != engine.Never })
	case e.When != nil:
		return !e.While && e.EndsWhen == nil && e.For == engine.Never
	case e.After != "":
		return e.For == engine.Never
	}
	return e.Until == engine.Never
}

// circles notes events that wait for each other, so that none ever begins.
func (w *wiring) circles() {
	for i := range w.study.Interventions {
		first := &w.study.Interventions[i]
		for e, steps := first, 0; e != nil && e.After != "" && steps <= len(w.study.Interventions); steps++ {
			if e.After == first.Name {
				w.Fault("event."+first.Name, "it waits for itself, so that it never begins", "let one event of the circle begin at a time or by a condition")
				break
			}
			e = w.intervention(e.After)
		}
	}
}

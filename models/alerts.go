package models

import (
	"slices"
	"strings"

	"whatif/models/observe"
)

// declareAlerts gives every alert its flag, so that conditions can name it.
func (w *wiring) declareAlerts() {
	for _, a := range w.study.Alerts {
		path := "alert." + a.Name
		if _, ok := w.Signals[path]; ok {
			w.Fault(path, "two alerts have this name", "")
			continue
		}
		w.Signals[path] = w.Builder.Held(path, 0)
	}
}

// rankAlerts ranks alerts and the events that conditions begin.
func (w *wiring) rankAlerts() *alertRanks {
	ranks := &alertRanks{when: map[string]*Condition{}, ranks: map[string]int32{}}
	for i := range w.study.Alerts {
		ranks.when["alert."+w.study.Alerts[i].Name] = &w.study.Alerts[i].When
	}
	for i := range w.study.Interventions {
		if e := &w.study.Interventions[i]; e.When != nil {
			ranks.when["event."+e.Name] = e.When
			if e.EndsWhen != nil {
				ranks.when["event."+e.Name] = &Condition{Op: And, Args: []Condition{*e.When, *e.EndsWhen}}
			}
		}
	}
	return ranks
}

func (w *wiring) addAlerts(ranks *alertRanks) {
	alerts := slices.Clone(w.study.Alerts)
	slices.SortFunc(alerts, func(a, b Alert) int { return strings.Compare(a.Name, b.Name) })
	for i := range alerts {
		a := &alerts[i]
		if a.Off {
			continue
		}
		path := "alert." + a.Name
		observe.Alert{
			Twin: twinOf(&a.When), Signal: path, Detail: w.text(&a.When),
			When: w.condition(path, &a.When), For: a.For, Out: w.Signals[path], Rank: ranks.of(path),
		}.Add(w.Builder)
	}
	for _, path := range ranks.circular {
		if strings.HasPrefix(path, "event.") {
			w.Fault(path, "the event and an alert look at each other in a circle", "let one of them look at twins and inputs only")
			continue
		}
		w.Fault(path, "the alerts look at each other in a circle", "let one of them look at twins and inputs only")
	}
}

// alertRanks ranks alerts so that each comes after those that its condition
// names: what one alert does within an instant, the next sees done. Events that
// a condition begins come after the alerts that it names, and before the alerts
// that name them. Those that name no alert come first of all, at rank 1, where
// sampled controllers are too: what an event mends at once raises no alert.
type alertRanks struct {
	when     map[string]*Condition // by alert.NAME and event.NAME
	ranks    map[string]int32      // 0 while it is being found
	circular []string
}

// leastOfAlerts is the rank of alerts that look at twins and inputs only.
const leastOfAlerts = 2

func (r *alertRanks) of(path string) int32 {
	if rank, ok := r.ranks[path]; ok {
		if rank == 0 && !slices.Contains(r.circular, path) {
			r.circular = append(r.circular, path)
		}
		return rank
	}
	when, ok := r.when[path]
	if !ok {
		return 0
	}
	r.ranks[path] = 0
	rank := r.above(when, strings.HasPrefix(path, "event.")) + 1
	if strings.HasPrefix(path, "alert.") {
		rank = max(rank, leastOfAlerts)
	}
	r.ranks[path] = rank
	return rank
}

// above is the highest rank of what a condition names. Events that name each
// other follow each other within the instant, in no rank.
func (r *alertRanks) above(c *Condition, event bool) int32 {
	rank := int32(0)
	for i := range c.Args {
		rank = max(rank, r.above(&c.Args[i], event))
	}
	for _, o := range []Operand{c.Left, c.Right} {
		if strings.HasPrefix(o.Path, "alert.") || strings.HasPrefix(o.Path, "event.") && !event {
			rank = max(rank, r.of(o.Path))
		}
	}
	return rank
}

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
		w.units[path] = shown{showIn("1"), true}
		w.Signals[path] = w.Builder.Held(path, 0)
	}
}

func (w *wiring) addAlerts() {
	alerts := slices.Clone(w.study.Alerts)
	slices.SortFunc(alerts, func(a, b Alert) int { return strings.Compare(a.Name, b.Name) })
	ranks := &alertRanks{when: map[string]*Condition{}, ranks: map[string]int32{}}
	for i := range alerts {
		ranks.when[alerts[i].Name] = &alerts[i].When
	}
	for i := range alerts {
		a := &alerts[i]
		path := "alert." + a.Name
		observe.Alert{
			Twin: twinOf(&a.When), Signal: path, Detail: w.text(&a.When),
			When: w.condition(path, &a.When), For: a.For, Out: w.Signals[path], Rank: ranks.of(a.Name),
		}.Add(w.Builder)
	}
	for _, name := range ranks.circular {
		w.Fault("alert."+name, "the alerts look at each other in a circle", "let one of them look at twins and inputs only")
	}
}

// alertRanks ranks alerts so that each comes after those that its condition
// names: what one alert does within an instant, the next sees done.
type alertRanks struct {
	when     map[string]*Condition
	ranks    map[string]int32 // 0 while it is being found
	circular []string
}

func (r *alertRanks) of(name string) int32 {
	if rank, ok := r.ranks[name]; ok {
		if rank == 0 && !slices.Contains(r.circular, name) {
			r.circular = append(r.circular, name)
		}
		return rank
	}
	when, ok := r.when[name]
	if !ok {
		return 0
	}
	r.ranks[name] = 0
	rank := r.above(when) + 1
	r.ranks[name] = rank
	return rank
}

// above is the highest rank of the alerts that a condition names.
func (r *alertRanks) above(c *Condition) int32 {
	rank := int32(0)
	for i := range c.Args {
		rank = max(rank, r.above(&c.Args[i]))
	}
	for _, o := range []Operand{c.Left, c.Right} {
		if name, ok := strings.CutPrefix(o.Path, "alert."); ok {
			rank = max(rank, r.of(name))
		}
	}
	return rank
}

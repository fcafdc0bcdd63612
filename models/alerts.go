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
	for i := range alerts {
		a := &alerts[i]
		path := "alert." + a.Name
		observe.Alert{
			Twin: twinOf(&a.When), Signal: path, Detail: w.text(&a.When),
			When: w.condition(path, &a.When), For: a.For, Out: w.Signals[path],
		}.Add(w.Builder)
	}
}

package results

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
)

// alertOn is the kind of the event with which an alert starts; its signal
// names the alert.
const (
	alertOn     = "alert_on"
	alertPrefix = "alert."
)

// Group is what the command line shows of one variant at one sweep point.
type Group struct {
	Variant    string
	Sweep      int
	N          int // runs that reached their end
	Failed     int
	Indicators []Spread // per Schema.Indicators
	Alerts     []AlertCount
}

// Spread is the spread of an indicator over the runs that reached their end,
// in the indicator's unit. N counts those with a value; the rest is NaN where
// there are none. The quantiles are of type 7. HalfWidth is that of the 95 %
// interval of the mean, see Info.interval; NaN where it cannot be told.
type Spread struct {
	Name             string
	Unit             string
	N                int
	Mean, HalfWidth  float64
	Median, Q05, Q95 float64
}

// AlertCount says how often an alert started, in the runs of a group that
// failed too, up to their failure.
type AlertCount struct {
	Alert  string // such as alert.cold
	Runs   int    // in which it started at least once
	Events int64  // times that it started
}

// Indicators returns one group per variant and sweep point, in that order. It
// reads the table events for the alerts: a count for each alert that the
// schema lists among its signals (alert.NAME) or that started, in the order of
// the signals.
func (r *Result) Indicators() ([]Group, error) {
	groups := r.Runs.groups()
	list := make([]Group, len(groups))
	alerts, err := r.alerts()
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	for i, g := range groups {
		out := Group{Variant: r.Schema.Variants[g.variant], Sweep: int(g.sweep)}
		for k := g.first; k < g.last; k++ {
			if r.Runs.Failed[k] {
				out.Failed++
			}
		}
		out.N = g.last - g.first - out.Failed
		for j, c := range r.Schema.Indicators {
			var values []float64
			var draws []int
			for k := g.first; k < g.last; k++ {
				if v := r.Runs.Indicators[j][k]; v == v && !r.Runs.Failed[k] {
					values, draws = append(values, v), append(draws, int(r.Runs.Draw[k]))
				}
			}
			mean, half := r.Info.interval(values, draws)
			slices.Sort(values)
			out.Indicators = append(out.Indicators, Spread{Name: c.Name, Unit: c.Unit, N: len(values), Mean: mean, HalfWidth: half,
				Median: quantile(0.5, values), Q05: quantile(0.05, values), Q95: quantile(0.95, values)})
		}
		out.Alerts = alerts.counts(r, g)
		list[i] = out
	}
	return list, nil
}

// starts counts the starts of alerts: signal and run to number.
type starts map[int32]map[int64]int64

// alerts reads the events of all parts that are there.
func (r *Result) alerts() (starts, error) {
	found := starts{}
	for i, s := range r.Schema.Signals {
		if strings.HasPrefix(s, alertPrefix) {
			found[int32(i)] = map[int64]int64{}
		}
	}
	on, ok := r.layout.kinds.index[alertOn]
	if !ok {
		return found, nil
	}
	kind, signal := r.layout.events.FieldIndices("kind")[0], r.layout.events.FieldIndices("signal")[0]
	for k := range r.Info.parts() {
		if slices.Contains(r.Missing, k) {
			continue
		}
		err := each(partPath(r.Dir, "events", k), r.layout.events, func(rec arrow.Record) error {
			if err := equalLengths(rec); err != nil {
				return err
			}
			kinds, err := codes(rec, kind, r.layout.kinds)
			if err != nil {
				return err
			}
			signals, err := codes(rec, signal, r.layout.signals)
			if err != nil {
				return err
			}
			ids := int64Values(rec, 0)
			named := rec.Column(signal).(*array.Dictionary)
			for i, c := range kinds {
				if c != on || named.IsNull(i) {
					continue
				}
				if found[signals[i]] == nil {
					found[signals[i]] = map[int64]int64{}
				}
				found[signals[i]][ids[i]]++
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// counts returns the counts of a group.
func (s starts) counts(r *Result, g group) []AlertCount {
	var list []AlertCount
	for i, name := range r.Schema.Signals {
		runs, ok := s[int32(i)]
		if !ok {
			continue
		}
		count := AlertCount{Alert: name}
		for k := g.first; k < g.last; k++ {
			if n := runs[r.Runs.Number[k]]; n > 0 {
				count.Runs++
				count.Events += n
			}
		}
		list = append(list, count)
	}
	return list
}

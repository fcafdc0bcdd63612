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
	alerts, err := r.alerts(groups)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	var values []float64
	var draws []int
	for i, g := range groups {
		out := Group{Variant: r.Schema.Variants[g.variant], Sweep: int(g.sweep)}
		for k := g.first; k < g.last; k++ {
			if r.Runs.Failed[k] {
				out.Failed++
			}
		}
		out.N = g.last - g.first - out.Failed
		for j, c := range r.Schema.Indicators {
			values, draws = values[:0], draws[:0]
			for k := g.first; k < g.last; k++ {
				if v := r.Runs.Indicators[j][k]; v == v && !r.Runs.Failed[k] {
					values, draws = append(values, v), append(draws, int(r.Runs.Draw[k]))
				}
			}
			mean, half := r.Info.interval(values, draws)
			slices.Sort(values)
			out.Indicators = append(out.Indicators, Spread{Name: c.Name, Unit: c.Unit, N: len(values), Mean: mean, HalfWidth: half,
				Median: Quantile(0.5, values), Q05: Quantile(0.05, values), Q95: Quantile(0.95, values)})
		}
		out.Alerts = alerts.counts(r.Schema.Signals, i)
		list[i] = out
	}
	return list, nil
}

// starts counts the starts of alerts: signal to groups.
type starts map[int32][]start

// start counts the starts of an alert in a group.
type start struct {
	AlertCount
	run int64 // the last in which it started
}

// alerts reads the events of all parts that are there. They are in the order of
// the runs, so that a run is known from the one before.
func (r *Result) alerts(groups []group) (starts, error) {
	found := starts{}
	for i, s := range r.Schema.Signals {
		if strings.HasPrefix(s, alertPrefix) {
			found[int32(i)] = make([]start, len(groups))
		}
	}
	on, ok := r.layout.kinds.index[alertOn]
	if !ok {
		return found, nil
	}
	now := 0 // group of the event
	for k := range r.Info.parts() {
		if _, gone := slices.BinarySearch(r.Missing, k); gone {
			continue
		}
		err := each(partPath(r.Dir, "events", k), r.layout.events, func(rec arrow.Record) error {
			var err error
			now, err = found.add(rec, r, on, groups, now)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// add counts the events of a record, of which the first belongs to the group
// given or to a later one. It returns the group of the last.
func (s starts) add(rec arrow.Record, r *Result, on int32, groups []group, now int) (int, error) {
	if err := equalLengths(rec); err != nil {
		return now, err
	}
	kind, signal := r.layout.events.FieldIndices("kind")[0], r.layout.events.FieldIndices("signal")[0]
	kinds, err := codes(rec, kind, r.layout.kinds)
	if err != nil {
		return now, err
	}
	signals, err := codes(rec, signal, r.layout.signals)
	if err != nil {
		return now, err
	}
	ids := int64Values(rec, 0)
	named := rec.Column(signal).(*array.Dictionary)
	for i, c := range kinds {
		if c != on || named.IsNull(i) {
			continue
		}
		for now < len(groups) && ids[i] > r.Runs.Number[groups[now].last-1] {
			now++
		}
		if now == len(groups) || ids[i] < r.Runs.Number[groups[now].first] {
			return now, fmt.Errorf("run %d is out of order or not in the table runs", ids[i])
		}
		if s[signals[i]] == nil {
			s[signals[i]] = make([]start, len(groups))
		}
		count := &s[signals[i]][now]
		if count.Events == 0 || count.run != ids[i] {
			count.Runs++
		}
		count.Events++
		count.run = ids[i]
	}
	return now, nil
}

// counts returns the counts of a group.
func (s starts) counts(signals []string, group int) []AlertCount {
	var list []AlertCount
	for i, name := range signals {
		if groups, ok := s[int32(i)]; ok {
			count := groups[group].AlertCount
			count.Alert = name
			list = append(list, count)
		}
	}
	return list
}

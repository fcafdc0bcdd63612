package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Kinds of rows of the table events that the page tells of, and how the signals
// of alerts and events begin.
const (
	alertOn, alertOff = "alert_on", "alert_off"
	eventOn, eventOff = "event_on", "event_off"
	alertPrefix       = "alert."
	eventPrefix       = "event."
)

// group is one variant at one sweep point.
type group struct{ variant, sweep int }

// started is one alert in one group.
type started struct {
	alert string
	group
}

// tally counts starts, and the runs that had any.
type tally struct{ runs, times int }

// stretch is the time from a beginning to an end, in seconds since the start.
type stretch struct {
	signal   string
	from, to float64
}

// usual is an event that is the same in all runs of some groups.
type usual struct {
	stretch
	groups []group // nil for all
}

// standing is a time at which an alert stands in a good many runs of a group.
type standing struct {
	stretch
	group
	share float64 // the largest of its runs
}

// happenings is what the table events says of all runs together.
type happenings struct {
	alerts  []string          // signals, in the order of the schema
	details map[string]string // of an alert: its condition
	started map[started]tally
	usual   []usual          // in order of time
	varies  map[string]tally // events that are not the same in all runs: how often
	stood   []standing       // in order of group and time
}

// happening is a row of the table events.
type happening struct {
	kind, signal, detail string
	t                    float64
}

// collector gathers the rows of runs.
type collector struct {
	sizes   map[group]int // runs, failed ones left out
	all     map[group]int // runs
	found   happenings
	events  map[stretch]map[group]int
	perName map[string]int // distinct stretches of an event
	edges   map[started][]edge
}

// edge is an alert that begins (+1) or ends (-1) in a run.
type edge struct {
	t    float64
	step int
}

// mostStretches bounds the memory for events that are at other times in each run.
const mostStretches = 5000

func newCollector(signals []string) *collector {
	c := &collector{sizes: map[group]int{}, all: map[group]int{}, events: map[stretch]map[group]int{},
		perName: map[string]int{}, edges: map[started][]edge{}}
	c.found = happenings{details: map[string]string{}, started: map[started]tally{}, varies: map[string]tally{}}
	for _, s := range signals {
		if strings.HasPrefix(s, alertPrefix) {
			c.found.alerts = append(c.found.alerts, s)
		}
	}
	return c
}

// run takes the rows of one run in the order of time, and how far it came.
func (c *collector) run(g group, failed bool, end float64, rows []happening) {
	c.all[g]++
	if !failed {
		c.sizes[g]++
	}
	open := map[string]float64{} // begun and not ended
	depth := map[string]int{}    // an event on several paths has a row for each
	seen := map[stretch]bool{}
	alerts := map[string]int{}
	for _, h := range rows {
		switch h.kind {
		case eventOn, alertOn:
			if depth[h.signal]++; depth[h.signal] == 1 {
				open[h.signal] = h.t
			}
			if h.kind == alertOn {
				alerts[h.signal]++
				c.found.details[h.signal] = h.detail
			}
		case eventOff, alertOff:
			if depth[h.signal]--; depth[h.signal] == 0 {
				seen[stretch{h.signal, open[h.signal], h.t}] = true
				delete(open, h.signal)
			}
		}
	}
	for signal, from := range open {
		seen[stretch{signal, from, end}] = true
	}
	for signal, n := range alerts {
		key := started{signal, g}
		c.found.started[key] = tally{c.found.started[key].runs + 1, c.found.started[key].times + n}
	}
	if failed {
		return
	}
	for s := range seen {
		c.stretch(g, s)
	}
}

// stretch counts one stretch of a run that reached its end.
func (c *collector) stretch(g group, s stretch) {
	if strings.HasPrefix(s.signal, alertPrefix) {
		key := started{s.signal, g}
		c.edges[key] = append(c.edges[key], edge{s.from, 1}, edge{s.to, -1})
		return
	}
	groups := c.events[s]
	if groups == nil {
		if c.perName[s.signal]++; c.perName[s.signal] > mostStretches {
			return
		}
		groups = map[group]int{}
		c.events[s] = groups
	}
	groups[g]++
}

// finish puts together what was gathered.
func (c *collector) finish() happenings {
	h := c.found
	for s, groups := range c.events {
		var same []group
		others := 0
		for g, n := range groups {
			if n == c.sizes[g] {
				same = append(same, g)
			} else {
				others += n
			}
		}
		if others > 0 {
			h.varies[s.signal] = tally{h.varies[s.signal].runs + others, h.varies[s.signal].times + others}
		}
		if len(same) == 0 {
			continue
		}
		slices.SortFunc(same, func(a, b group) int {
			return cmp.Or(cmp.Compare(a.variant, b.variant),
				cmp.Compare(a.sweep, b.sweep))
		})
		u := usual{stretch: s, groups: same}
		if len(same) == len(c.sizes) {
			u.groups = nil
		}
		h.usual = append(h.usual, u)
	}
	slices.SortFunc(h.usual, func(a, b usual) int { return order(a.stretch, b.stretch) })
	for _, key := range slices.SortedFunc(maps.Keys(c.edges), func(a, b started) int {
		return cmp.Or(cmp.Compare(a.alert, b.alert), cmp.Compare(a.variant, b.variant), cmp.Compare(a.sweep, b.sweep))
	}) {
		h.stood = append(h.stood, stands(key, c.edges[key], c.sizes[key.group])...)
	}
	return h
}

func order(a, b stretch) int {
	return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.signal, b.signal))
}

// leastShare of the runs of a group makes an alert worth a mark.
const leastShare = 0.05

// stands finds the times at which an alert stands in at least that share of the
// runs, by sweeping over its beginnings and ends.
func stands(key started, edges []edge, runs int) []standing {
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.t, b.t), -cmp.Compare(a.step, b.step)) })
	var list []standing
	on, standingNow := 0, false
	for _, e := range edges {
		on += e.step
		share := float64(on) / float64(runs)
		switch {
		case !standingNow && share >= leastShare:
			list = append(list, standing{stretch{key.alert, e.t, e.t}, key.group, share})
			standingNow = true
		case standingNow && share < leastShare:
			list[len(list)-1].to = e.t
			standingNow = false
		case standingNow:
			list[len(list)-1].share = max(list[len(list)-1].share, share)
		}
	}
	return list
}

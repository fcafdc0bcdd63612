package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"whatif/results/chart"
)

// marks are the events on the axis of time, and the alerts that are about the
// variable, each of the series that the group it stood in has.
func (m *material) marks(v *recorded, points []int, owners map[group]int) []chart.Mark {
	var list []chart.Mark
	origin := 0.0
	if m.r.Info.HasStart {
		origin = float64(m.r.Info.Start.UnixMicro()) / 1e6
	}
	for _, u := range m.happens.usual {
		name := strings.TrimPrefix(u.signal, eventPrefix)
		if u.groups != nil {
			variants := m.variantsOf(u.groups, points)
			if len(variants) == 0 {
				continue
			}
			if len(variants) < len(m.r.Schema.Variants) {
				name += " (" + some(variants, 3) + ")"
			}
		}
		list = append(list, chart.Mark{Name: name, Class: "event", From: origin + u.from, To: origin + u.to})
	}
	for _, s := range m.happens.stood {
		if !slices.Contains(points, s.sweep) || !mentions(m.happens.details[s.signal], v.Path.Path) ||
			s.variant >= len(m.r.Schema.Variants) {
			continue
		}
		owner, drawn := owners[s.group]
		if !drawn {
			continue
		}
		list = append(list, chart.Mark{Class: "alert", From: origin + s.from, To: origin + s.to, Owner: owner,
			Name: fmt.Sprintf("%s (%s: up to %s of runs)", strings.TrimPrefix(s.signal, alertPrefix),
				m.r.Schema.Variants[s.variant], percent(s.share))})
	}
	return list
}

// alertsOf says which alerts the marks at the foot of a chart are.
func alertsOf(marks []chart.Mark) string {
	var names []string
	for _, k := range marks {
		if name, _, _ := strings.Cut(k.Name, " ("); k.Class == "alert" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "; marks at the foot: alert " + some(names, 3)
}

// variantsOf names the variants of groups at some sweep points.
func (m *material) variantsOf(groups []group, points []int) []string {
	var names []string
	for _, g := range groups {
		if name := m.r.Schema.Variants[g.variant]; slices.Contains(points, g.sweep) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// mostTimes is how many times of a chart its table shows.
const mostTimes = 15

// fanTable is the numbers of a chart, at some of its times.
func (m *material) fanTable(v *recorded, c *chart.Fan) *table {
	t := &table{Caption: v.Path.Path + bracketed(unit(v.Unit)) + " at some times", Head: []string{"time"}}
	for _, b := range c.Bands {
		t.Head = append(t.Head, b.Name)
	}
	for _, i := range evenly(len(c.Bands[0].X), mostTimes) {
		x := c.Bands[0].X[i]
		line := row{Head: elapsed(x)}
		if c.Times {
			line.Head = time.UnixMicro(int64(x * 1e6)).In(m.zone).Format("Mon 2 Jan 15:04")
		}
		for _, b := range c.Bands {
			at, ok := slices.BinarySearch(b.X, x)
			if !ok {
				line.Cells = append(line.Cells, cell{Text: absent})
				continue
			}
			one := cell{Text: number(b.Mid[at], 4)}
			if b.Q05 != nil && b.Q95[at] > b.Q05[at] {
				one.Sub = span(b.Q05[at], b.Q95[at], fixed)
			}
			line.Cells = append(line.Cells, one)
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// elapsed is a time since the start.
func elapsed(seconds float64) string {
	switch {
	case seconds >= 2*86400:
		return number(seconds/86400, 4) + thin + "d"
	case seconds >= 2*3600:
		return number(seconds/3600, 4) + thin + "h"
	case seconds >= 120:
		return number(seconds/60, 4) + thin + "min"
	}
	return number(seconds, 4) + thin + "s"
}

func sortedKeys[K cmp.Ordered, V any](set map[K]V) []K { return slices.Sorted(maps.Keys(set)) }

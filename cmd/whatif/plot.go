package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"whatif/results"
	"whatif/scenarios/diagnose"
)

// plot is a variable over time in a terminal: a line for each variant and sweep
// point.
type plot struct {
	path  results.Path
	what  string // the lines show, such as the median of 200 draws
	more  int    // lines left out
	lines []plotLine
	start time.Time // of the scenario in its time zone; zero without a start
}

// plotLine is one line of a plot.
type plotLine struct {
	label, variant string
	sweep          int
	draw           int // -1 for the median over the draws
	t, values      []float64
}

// mostLines is how many lines can be told from each other.
const mostLines = 6

// newPlot gathers what is to be plotted, nil where nothing was recorded or no
// run is there.
func (v *view) newPlot() (*plot, error) {
	paths, err := v.r.Paths()
	if err != nil {
		return nil, err
	}
	path, err := v.choosePath(paths)
	if err != nil || path == nil {
		return nil, err
	}
	p := &plot{path: *path}
	if v.r.Info.HasStart {
		p.start = v.r.Info.Start.UTC()
		if zone, err := time.LoadLocation(v.r.Info.Timezone); err == nil {
			p.start = p.start.In(zone)
		}
	}
	groups := v.plotted()
	p.more = len(v.groups) - len(groups)
	for _, g := range groups {
		p.lines = append(p.lines, plotLine{label: label(v.r, g), variant: g.Variant, sweep: g.Sweep, draw: -1})
	}
	if v.f.draw < 0 && v.r.Info.Draws > 1 && summed(v.r) {
		err = v.medians(p)
	} else {
		err = v.runsOf(p)
	}
	p.lines = slices.DeleteFunc(p.lines, func(l plotLine) bool { return len(l.t) == 0 })
	if err == nil && len(p.lines) == 0 && v.f.plot != "" {
		w := &wrong{code: codeLookUp, summary: "no run that is shown recorded " + path.Path, arg: v.f.plot}
		return nil, &exit{exitWrong, w}
	}
	if len(p.lines) == 0 {
		return nil, err
	}
	return p, err
}

// plotted are the groups that become lines. Where there are too many, they are
// the variants at the first sweep point, as variants are what is compared; JSON
// has all.
func (v *view) plotted() []results.Group {
	list := v.groups
	if v.f.json {
		return list
	}
	if len(list) > mostLines {
		list = slices.DeleteFunc(slices.Clone(list), func(g results.Group) bool { return g.Sweep > 0 })
	}
	return list[:min(mostLines, len(list))]
}

// choosePath finds what was asked for or, where nothing was, the first variable
// that an indicator looks at; levels come before flows, which go on and off. Where
// there is none it is the first temperature, or else the first of all.
func (v *view) choosePath(paths []results.Path) (*results.Path, error) {
	if v.f.plot != "" {
		i := slices.IndexFunc(paths, func(p results.Path) bool { return p.Path == v.f.plot })
		if i < 0 {
			return nil, noPath(v.r, paths, v.f.plot)
		}
		return &paths[i], nil
	}
	for _, flow := range []bool{false, true} {
		for _, c := range v.r.Schema.Indicators {
			words := strings.Fields(c.Description)
			for i := range paths {
				if paths[i].Mean == flow && slices.Contains(words, paths[i].Path) {
					return &paths[i], nil
				}
			}
		}
	}
	for i := range paths {
		if paths[i].Unit == "degC" && strings.HasPrefix(paths[i].Path, "twin.") {
			return &paths[i], nil
		}
	}
	if len(paths) == 0 {
		return nil, nil
	}
	return &paths[0], nil
}

// noPath says that something was not recorded, and what was.
func noPath(r *results.Result, paths []results.Path, asked string) error {
	var known, with []string
	for _, p := range paths {
		known = append(known, p.Path)
		if strings.Contains(p.Path, asked) {
			with = append(with, p.Path)
		}
	}
	w := &wrong{code: codeLookUp, summary: fmt.Sprintf("%s is not among what %s recorded", asked, r.Dir), arg: asked}
	near := diagnose.Nearest(asked, known)
	switch {
	case len(known) == 0:
		w.hint = "nothing was recorded over time: see [record] in the scenario"
	case len(with) > 0 && asked != "":
		w.hint = "did you mean " + few(with) + "?"
	case near != "":
		w.hint = "did you mean " + near + "?"
	default:
		w.hint = "there are " + few(known)
	}
	return &exit{exitWrong, w}
}

// medians fills the lines with the medians over the draws.
func (v *view) medians(p *plot) error {
	left := len(p.lines)
	for fan, err := range v.r.Fans() {
		if err != nil {
			return err
		}
		if fan.Twin != p.path.Twin || fan.Column != p.path.Variable {
			continue
		}
		for i := range p.lines {
			if l := &p.lines[i]; l.variant == v.r.Schema.Variants[fan.Variant] && l.sweep == fan.Sweep {
				l.t, l.values = slices.Clone(fan.T), slices.Clone(fan.Q50)
				left--
			}
		}
		if left == 0 {
			break
		}
	}
	p.what = "median of " + count(v.r.Info.Draws, "draw")
	return nil
}

// runsOf fills the lines with one run each: of the draw that was asked for, or
// the first that is there.
func (v *view) runsOf(p *plot) error {
	line := map[int]*plotLine{} // by index of the run
	for i := range p.lines {
		l := &p.lines[i]
		for k := range v.r.Runs.Len() {
			here := v.r.Schema.Variants[v.r.Runs.Variant[k]] == l.variant && int(v.r.Runs.Sweep[k]) == l.sweep
			if here && (v.f.draw < 0 || int(v.r.Runs.Draw[k]) == v.f.draw) {
				line[k] = l
				l.draw = int(v.r.Runs.Draw[k])
				break
			}
		}
	}
	for c, err := range v.r.Curves(p.path.Path, func(run int) bool { return line[run] != nil }) {
		if err != nil {
			return err
		}
		l := line[c.Run]
		l.t, l.values = slices.Clone(c.T), slices.Clone(c.Values)
		delete(line, c.Run)
		if len(line) == 0 {
			break
		}
	}
	switch {
	case v.f.draw >= 0:
		p.what = fmt.Sprintf("draw %d", v.f.draw)
	case v.r.Info.Draws > 1:
		p.what = "the first draw that is there"
	}
	return nil
}

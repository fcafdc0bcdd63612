package scenarios

import (
	"slices"
	"strings"

	"whatif/models"
	"whatif/scenarios/diagnose"
)

// Bounds of what is checked before the first run, and of what is kept of it.
// Beyond them, sweep points are checked one axis at a time, which finds every
// wrong value, if not every wrong combination; where even these are too many,
// some of them. What is found wrong later fails its runs.
const (
	mostDecoded = 2_000
	mostBuilt   = 200
	mostTwins   = 10_000 // over all structures
)

// room is how many structures may be kept.
func (p *Plan) room(most int) int { return p.roomFor(most, mostTwins) }

// roomFor is most, or fewer where so many structures had more than so many
// twins, but one for each variant.
func (p *Plan) roomFor(most, twins int) int {
	each := 1
	for _, v := range p.variants {
		each = max(each, len(v.root.Get("twin").Table().Nodes()))
	}
	return max(min(most, twins/each), len(p.variants))
}

// check decodes the studies of the plan.
func (p *Plan) check() []*decoder {
	var all []*decoder
	chosen := p.chosen(p.room(mostDecoded))
	some, start := newPartly(p.variants), len(p.list)
	missed := &lacking{found: map[lackingMistake]map[string]bool{}}
	for _, key := range chosen {
		before, root := len(p.list), p.root(key)
		d := p.loader.decode(root)
		p.decoded[key] = d
		p.union.add(d)
		all = append(all, d)
		some.note(key.variant, p.list[before:])
		missed.note(p.variants[key.variant].name, root.Get("indicator"), p.list[before:])
	}
	for i, said := range p.list {
		p.list[i] = missed.explained(said)
	}
	some.tell(p.list[start:])
	p.glance(chosen)
	return all
}

// checkSwept says what is wrong with the values that the sweep lays others
// over: they never run, but whoever drops the sweep should not be surprised.
func (p *Plan) checkSwept() {
	if len(p.grid.axes) == 0 {
		return
	}
	for v := range p.variants {
		bare := p.aside(&sweep{})
		root := bare.root(key{v, 0})
		bare.decode(root)
		for _, d := range bare.list {
			for _, a := range p.grid.axes {
				if n := root.Find(a.path...); n != nil && n.At.Holds(d.At) {
					p.add(d)
				}
			}
		}
	}
}

// build wires the studies, and says in the scenario's places what is wrong
// with a model.
func (p *Plan) build() {
	some, before := newPartly(p.variants), len(p.list)
	for _, key := range p.chosen(p.room(mostBuilt)) {
		d := p.decoded[key]
		if d == nil {
			d = p.loader.decode(p.root(key))
		}
		m, problems := models.Build(d.study)
		begin := len(p.list)
		for _, problem := range problems {
			p.add(diagnose.Diagnostic{Code: codeModel, At: d.place(problem.Path), Summary: problem.Path + ": " + problem.Summary, Hint: problem.Hint})
		}
		some.note(key.variant, p.list[begin:])
		if len(problems) == 0 {
			p.models.put(key, m)
			p.union.balanced(m)
		}
	}
	some.tell(p.list[before:])
}

// place is where a path, or what it belongs to, was written.
func (d *decoder) place(path string) diagnose.Position {
	for path != "" {
		if at, ok := d.places[path]; ok && at.Line > 0 {
			return at
		}
		i := strings.LastIndexByte(path, '.')
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return d.spanPlace()
}

// chosen lists the structures to check: all of them, or, where they are more
// than most, those in which at most one axis is off its first value, evenly
// thinned out to most.
func (p *Plan) chosen(most int) []key {
	var points []int
	n := p.grid.points()
	if p.grid.zipped || n*len(p.variants) <= most {
		for i := range n {
			points = append(points, i)
		}
	} else {
		points = append(points, 0, n-1)
		step := n
		for _, a := range p.grid.axes {
			step /= len(a.values)
			for i := 1; i < len(a.values); i++ {
				points = append(points, i*step)
			}
		}
		slices.Sort(points)
		points = slices.Compact(points)
	}
	if each := max(most/len(p.variants), 1); len(points) > each {
		thin := make([]int, each)
		for i := range thin {
			thin[i] = points[i*len(points)/each]
		}
		points = thin
	}
	var keys []key
	for v := range p.variants {
		for _, point := range points {
			keys = append(keys, key{v, point})
		}
	}
	return keys
}

// available lists the signals of all studies.
func available(all []*decoder) []string {
	var names []string
	for _, d := range all {
		names = append(names, d.available...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

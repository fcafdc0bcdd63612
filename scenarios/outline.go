package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios/source"
)

// Outline is what a plan would run, for people: more than Info tells.
type Outline struct {
	Swept, Drawn []Varied
	Inputs       []InputOutline
	Structures   []StructureOutline // those that differ, at the first sweep point
}

// Varied is a path that a sweep or a draw changes.
type Varied struct {
	Path string
	How  string // the values, or the distribution, as written
}

// InputOutline describes an input.
type InputOutline struct {
	Name   string
	Source string // its file and column, the kind of signal, or how it is computed
	Unit   string
	Points int // breakpoints of a table; 0 for what has none
	From   string
	To     string // what these cover
	Gaps   []GapOutline
}

// GapOutline is a gap that was filled, with its times as the scenario gives
// them.
type GapOutline struct{ From, To, How string }

// StructureOutline describes the models of the variants that are built alike.
type StructureOutline struct {
	Variants []string
	Twins    int
	Actors   int
	Islands  []engine.IslandInfo
}

// Outline describes the plan. It builds a model for every variant, so that it
// takes a moment for large ones.
func (p *Plan) Outline() (*Outline, error) {
	o := &Outline{}
	for _, a := range p.grid.axes {
		var values []string
		for _, n := range a.values {
			values = append(values, written(n))
		}
		o.Swept = append(o.Swept, Varied{pathText(a.path), strings.Join(values, ", ")})
	}
	for _, leaf := range p.sampling.vary {
		o.Drawn = append(o.Drawn, Varied{pathText(leaf.Path), spelled(leaf.Node)})
	}
	seen := map[string]bool{}
	alike := map[string]int{}
	for v := range p.variants {
		d, err := p.structure(key{v, 0})
		if err != nil {
			return nil, err
		}
		for i := range d.study.Inputs {
			if in := &d.study.Inputs[i]; !seen[in.Name] {
				seen[in.Name] = true
				o.Inputs = append(o.Inputs, p.outlineInput(d, in))
			}
		}
		m := p.models.get(key{v, 0})
		if m == nil {
			var problems []models.Problem
			if m, problems = models.Build(d.study); len(problems) > 0 {
				return nil, fmt.Errorf("%s: %s", problems[0].Path, problems[0].Summary)
			}
		}
		s := StructureOutline{Variants: []string{p.variants[v].name}, Twins: len(d.study.Twins), Actors: m.Engine.Actors(), Islands: m.Engine.Islands()}
		sign := fmt.Sprint(s.Twins, s.Actors, s.Islands)
		if i, ok := alike[sign]; ok {
			o.Structures[i].Variants = append(o.Structures[i].Variants, s.Variants...)
			continue
		}
		alike[sign] = len(o.Structures)
		o.Structures = append(o.Structures, s)
	}
	slices.SortFunc(o.Inputs, func(a, b InputOutline) int { return strings.Compare(a.Name, b.Name) })
	return o, nil
}

// outlineInput describes an input of a study.
func (p *Plan) outlineInput(d *decoder, in *models.Input) InputOutline {
	out := InputOutline{Name: in.Name, Unit: shownUnit(in.Unit).Symbol}
	t := d.root.Find("input", in.Name).Table()
	say := func(key string) string {
		if n := t.Get(key); n != nil {
			return written(n)
		}
		return ""
	}
	switch {
	case t.Get("file") != nil:
		out.Source = say("file") + " " + say("column") + say("value")
	case t.Get("signal") != nil:
		out.Source = say("signal")
	default:
		for _, how := range derivations() {
			if n := t.Get(how); n != nil {
				out.Source = how + " " + written(n)
			}
		}
	}
	if table := in.Table; table != nil && len(table.Times) > 0 {
		out.Points = len(table.Times)
		out.From, out.To = d.clock.say(table.Times[0]), d.clock.say(table.Times[len(table.Times)-1])
	}
	for _, g := range p.Gaps() {
		if g.Input == in.Name {
			out.Gaps = append(out.Gaps, GapOutline{d.clock.say(g.From), d.clock.say(g.To), g.How})
		}
	}
	return out
}

// spelled writes a value with the tables in it, on one line.
func spelled(n *source.Node) string {
	var parts []string
	if list, ok := n.Value.([]*source.Node); ok {
		for _, element := range list {
			parts = append(parts, spelled(element))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	t := n.Table()
	if t == nil {
		return written(n)
	}
	for _, below := range t.Nodes() {
		parts = append(parts, below.Name+" = "+spelled(below))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

package mechanical

import (
	"fmt"

	"whatif/physics/connect"
	"whatif/physics/hybrid"
)

// Check finds what cannot be solved however the numbers are: members that name no
// motion, stops without a position, and joints that go round in a circle, as two given
// speeds on one shaft do.
func (g *Group) Check() []hybrid.Problem {
	var problems []hybrid.Problem
	wrong := func(summary, hint string, twins ...string) {
		problems = append(problems, hybrid.Problem{Twins: twins, Summary: summary, Hint: hint})
	}
	pair := func(p *Pair) bool {
		motions := len(g.Motions)
		ok := p.First != p.Second && p.First >= Given && p.Second >= Given && p.First < motions && p.Second < motions
		if !ok {
			wrong(p.Name+" does not lie between two", "let it tie two different shafts, or a shaft and the ground", p.Name)
		}
		return ok
	}
	net := connect.New(len(g.Motions) + 1) // the last is what is given
	place := func(motion int) int {
		if motion < 0 {
			return len(g.Motions)
		}
		return motion
	}
	for i := range g.Joints {
		j := &g.Joints[i]
		if !pair(&j.Pair) {
			continue
		}
		if first, second := place(j.First), place(j.Second); net.First(first) == net.First(second) {
			wrong(fmt.Sprintf("%s ties rigidly what is tied already: its two sides have no speed of their own left", j.Name),
				"take one of the rigid ties or given speeds away, or put an elastic shaft, a belt or a clutch in its place", j.Name)
		} else {
			net.Join(first, second)
		}
	}
	for i := range g.Frictions {
		pair(&g.Frictions[i].Pair)
	}
	for i := range g.Stops {
		s := &g.Stops[i]
		if !pair(&s.Pair) {
			continue
		}
		for _, motion := range [...]int{s.First, s.Second} {
			if motion >= 0 && g.Motions[motion].Position == hybrid.Change(hybrid.None) {
				wrong(fmt.Sprintf("%s needs the position of %s", s.Name, g.Motions[motion].Name), "", s.Name)
			}
		}
	}
	return problems
}

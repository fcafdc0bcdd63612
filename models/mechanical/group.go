package mechanical

import (
	"whatif/physics/connect"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

// loose is a friction or a stop between two motions; the second is nil at the ground.
type loose struct {
	twin          string
	by            string // its parameter that names them
	first, second *motion
	friction      *physics.Friction // one of the two, without its pair
	stop          *physics.Stop
}

// grouping sorts shafts into groups of what is tied by rigid ties, frictions and stops.
type grouping struct {
	number map[*shaft]int
	net    *connect.Network
	tied   []bool
	groups map[int]*physics.Group // by the first shaft
}

// ends lists those of two motions that are shafts: not the ground, nor what is given.
func ends(x, y *motion) []*motion {
	var list []*motion
	for _, m := range [...]*motion{x, y} {
		if m != nil && m.given == nil {
			list = append(list, m)
		}
	}
	return list
}

// tie notes that what ties two motions decides with them.
func (g *grouping) tie(x, y *motion) {
	list := ends(x, y)
	for _, m := range list {
		g.tied[g.number[m.shaft]] = true
		g.net.Join(g.number[list[0].shaft], g.number[m.shaft])
	}
}

// of is the group of what ties two motions.
func (g *grouping) of(x, y *motion) *physics.Group {
	return g.groups[g.net.First(g.number[ends(x, y)[0].shaft])]
}

// group adds each shaft to the law: alone, or within the group of all that it is tied
// to.
func (a *assembly) group(shafts []*shaft) {
	g := grouping{number: map[*shaft]int{}, net: connect.New(len(shafts)), tied: make([]bool, len(shafts)), groups: map[int]*physics.Group{}}
	for i, s := range shafts {
		g.number[s] = i
	}
	for _, t := range a.rigid {
		if !t.shares() {
			g.tie(t.first, t.second)
		}
	}
	for _, t := range a.loose {
		g.tie(t.first, t.second)
	}
	order := a.place(&g, shafts)
	for _, t := range a.rigid {
		if !t.shares() {
			a.join(g.of(t.first, t.second), t)
		}
	}
	for _, t := range a.loose {
		a.touch(g.of(t.first, t.second), t)
	}
	for _, first := range order {
		a.Law.Add(shafts[first].twin(), g.groups[first])
	}
}

// place puts each shaft into its group, or adds it alone, and lists the groups by their
// first shafts.
func (a *assembly) place(g *grouping, shafts []*shaft) (order []int) {
	for i, s := range shafts {
		if !g.tied[i] {
			alone := s.law
			a.Law.Add(s.twin(), &alone)
			continue
		}
		first := g.net.First(i)
		group := g.groups[first]
		if group == nil {
			group = a.newGroup(s.twin())
			g.groups[first] = group
			order = append(order, first)
		}
		s.index = len(group.Motions)
		group.Motions = append(group.Motions, s.law)
	}
	return order
}

func (a *assembly) newGroup(twin string) *physics.Group {
	g := physics.NewGroup()
	g.Jammed = a.Law.Failure(twin, "what is tied to it rigidly is forced against itself: two given speeds, or a stop that cannot give way")
	g.Undecided = a.Law.Failure(twin, "nothing says which of the contacts tied to it stick and which slip")
	return g
}

// join adds a rigid tie to a group.
func (a *assembly) join(g *physics.Group, t *rigid) {
	j := t.joint
	if j.Force == hybrid.Write(hybrid.None) && (t.first.given != nil || t.second.given != nil) {
		j.Force = hybrid.Write(a.Law.Quantity(t.twin + " (force)"))
	}
	j.Pair = pair(t.twin, t.first, t.second)
	a.react(t.twin, t.first, t.second, j.Force, j.Ratio)
	g.Joints = append(g.Joints, j)
}

// touch adds a friction or a stop to a group.
func (a *assembly) touch(g *physics.Group, t *loose) {
	between := pair(t.twin, t.first, t.second)
	if f := t.friction; f != nil {
		f.Pair = between
		a.react(t.twin, t.first, t.second, f.Force, none)
		g.Frictions = append(g.Frictions, *f)
		return
	}
	s := t.stop
	s.Pair = between
	s.Overlap = a.Law.Failure(t.twin, "the two begin within one another: their gap is below zero at the start")
	for _, m := range []*motion{t.first, t.second} {
		if m != nil && m.given != nil {
			s.Place = m.at()
		}
	}
	a.react(t.twin, t.first, t.second, s.Force, none)
	g.Stops = append(g.Stops, *s)
}

// pair places a tie within its group.
func pair(name string, first, second *motion) physics.Pair {
	p := physics.Between(name, member(first), member(second))
	for _, m := range []*motion{first, second} {
		if m != nil && m.given != nil {
			p.Speed, p.Acceleration = hybrid.Read(m.given.speed), hybrid.Read(m.given.acceleration)
		}
	}
	return p
}

// member is the index of a motion within its group; the ground, and what is given, have
// none.
func member(m *motion) int {
	if m == nil || m.given != nil {
		return physics.Given
	}
	return m.shaft.index
}

// react lets a motion that is given feel what ties it: a force that pushes the second
// forward and the first back, by ratio times as much at the second.
func (a *assembly) react(twin string, first, second *motion, force hybrid.Write, ratio hybrid.Read) {
	if first != nil && first.given != nil {
		a.Law.Add(twin, &scaled{From: hybrid.Read(force), By: none, Factor: -1, To: first.pull()})
	}
	if second != nil && second.given != nil {
		a.Law.Add(twin, &scaled{From: hybrid.Read(force), By: ratio, Factor: 1, To: second.pull()})
	}
}

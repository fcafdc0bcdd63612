package ode

import "fmt"

// Member is a system among others that are solved together.
type Member struct {
	System System
	Inputs []int // which of the inputs of all each of its own is
}

// Join lays systems side by side: states, memory, outputs and guards one member after
// the other, over so many inputs. A code that member k of n tells is known outside as
// code*n + k.
func Join(members []Member, inputs int) System {
	if len(members) == 1 && inputs == members[0].System.Shape().Inputs && identity(members[0].Inputs) {
		return members[0].System
	}
	j := &joined{shape: Shape{Inputs: inputs}}
	massless := false
	for _, m := range members {
		s := m.System.Shape()
		explainer, _ := m.System.(Explainer)
		j.members = append(j.members, joinedMember{
			Member: m, shape: s, explainer: explainer, whole: identity(m.Inputs),
			x: j.shape.States, z: j.shape.Memory, y: j.shape.Outputs, g: j.shape.Guards,
		})
		massless = massless || s.Mass != nil
		j.lay(s)
	}
	if !massless {
		j.shape.Mass = nil
	}
	return j
}

func identity(list []int) bool {
	for i, k := range list {
		if i != k {
			return false
		}
	}
	return true
}

// joined is several systems as one.
type joined struct {
	members []joinedMember
	shape   Shape
}

type joinedMember struct {
	Member
	shape      *Shape
	explainer  Explainer
	whole      bool // its inputs are the first of all
	x, z, y, g int  // where its states, memory, outputs and guards begin
}

// lay adds the shape of the next member.
func (j *joined) lay(s *Shape) {
	t := &j.shape
	for i := range s.States {
		mass, scale := 1.0, 1.0
		if s.Mass != nil {
			mass = s.Mass[i]
		}
		if s.Scale != nil {
			scale = s.Scale[i]
		}
		t.Mass, t.Scale = append(t.Mass, mass), append(t.Scale, scale)
		if s.Pattern == nil {
			for k := range s.States {
				t.Pattern = append(t.Pattern, Place{int32(t.States + i), int32(t.States + k)})
			}
		}
	}
	for _, p := range s.Pattern {
		t.Pattern = append(t.Pattern, Place{p.Row + int32(t.States), p.Column + int32(t.States)})
	}
	for i := range s.Outputs {
		of := int32(-1)
		if s.StateOf != nil && s.StateOf[i] >= 0 {
			of = s.StateOf[i] + int32(t.States)
		}
		t.StateOf = append(t.StateOf, of)
	}
	t.States += s.States
	t.Memory += s.Memory
	t.Outputs += s.Outputs
	t.Guards += s.Guards
	t.Work = max(t.Work, s.Work+s.Inputs)
}

// at is the point of one member.
func (j *joined) at(p *Point, k int) Point {
	m := &j.members[k]
	s := m.shape
	own := Point{
		X: p.X[m.x : m.x+s.States], Z: p.Z[m.z : m.z+s.Memory], W: p.W[:s.Work],
		member: k, members: len(j.members), news: p.news,
	}
	if m.whole {
		own.U = p.U[:s.Inputs]
		return own
	}
	own.U = p.W[s.Work : s.Work+s.Inputs]
	for i, at := range m.Inputs {
		own.U[i] = p.U[at]
	}
	return own
}

func (j *joined) Shape() *Shape { return &j.shape }

func (j *joined) Begin(p *Point) {
	for k := range j.members {
		own := j.at(p, k)
		j.members[k].System.Begin(&own)
	}
}

func (j *joined) Rates(p *Point, dx []float64) {
	for k := range j.members {
		m := &j.members[k]
		own := j.at(p, k)
		m.System.Rates(&own, dx[m.x:m.x+m.shape.States])
	}
}

func (j *joined) Outputs(p *Point, y []float64) {
	for k := range j.members {
		m := &j.members[k]
		own := j.at(p, k)
		m.System.Outputs(&own, y[m.y:m.y+m.shape.Outputs])
	}
}

func (j *joined) Guards(p *Point, g []float64) {
	for k := range j.members {
		m := &j.members[k]
		own := j.at(p, k)
		m.System.Guards(&own, g[m.g:m.g+m.shape.Guards])
	}
}

func (j *joined) React(p *Point, guard int) {
	k := j.guardedBy(guard)
	own := j.at(p, k)
	j.members[k].System.React(&own, guard-j.members[k].g)
}

// Waits implements Waiter.
func (j *joined) Waits(p *Point, guard int) bool {
	k := j.guardedBy(guard)
	w, ok := j.members[k].System.(Waiter)
	if !ok {
		return false
	}
	own := j.at(p, k)
	return w.Waits(&own, guard-j.members[k].g)
}

func (j *joined) guardedBy(guard int) int {
	k := len(j.members) - 1
	for j.members[k].g > guard {
		k--
	}
	return k
}

func (j *joined) Settle(p *Point) {
	for k := range j.members {
		own := j.at(p, k)
		j.members[k].System.Settle(&own)
	}
}

func (j *joined) Explain(code int, value float64) error {
	k := code % len(j.members)
	if e := j.members[k].explainer; e != nil {
		return e.Explain(code/len(j.members), value)
	}
	return fmt.Errorf("failure %d (%g)", code/len(j.members), value)
}

func (j *joined) Blame(p *Point) error {
	for k := range j.members {
		if e := j.members[k].explainer; e != nil {
			own := j.at(p, k)
			if err := e.Blame(&own); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *joined) GuardName(guard int) string {
	k := j.guardedBy(guard)
	if e := j.members[k].explainer; e != nil {
		return e.GuardName(guard - j.members[k].g)
	}
	return fmt.Sprintf("guard %d", guard)
}

func (j *joined) StateName(i int) string {
	k := len(j.members) - 1
	for j.members[k].x > i {
		k--
	}
	if e := j.members[k].explainer; e != nil {
		return e.StateName(i - j.members[k].x)
	}
	return fmt.Sprintf("state %d", i)
}

package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Evaluate implements hybrid.Part: the accelerations and forces in the modes as they
// are.
func (g *Group) Evaluate(w []float64) {
	b := g.solved(w)
	b.moves = b.moves[:0]
	for i := range g.Motions {
		b.moves = append(b.moves, b.pull[i]*b.inverse[i])
	}
	b.align(b.moves, givenAcceleration)
	for i := range g.Motions {
		g.Motions[i].move(w, b.moves[i])
	}
	for i := range g.Joints {
		g.Joints[i].write(w, b, i, g)
	}
	for i := range g.Frictions {
		g.Frictions[i].write(w, b, i, g)
	}
	for i := range g.Stops {
		s := &g.Stops[i]
		put(w, s.Force, b.pressed[i])
		if s.Gap != hybrid.Write(hybrid.None) {
			w[s.Gap], _ = g.gap(w, i)
		}
	}
	g.giveBack(b)
}

// solved is a bench with the forces in the modes as they are.
func (g *Group) solved(w []float64) *bench {
	b := g.take(w)
	g.tie(w, b, false)
	b.match()
	b.hold()
	b.share()
	return b
}

func (j *Joint) write(w []float64, b *bench, i int, g *Group) {
	put(w, j.Force, b.taken[i])
	heat := 0.0
	if mode := math.Abs(b.joints[i]); mode == jointDrives || mode == jointIsDriven {
		given := value(w, j.Speed, 0)
		heat = b.taken[i]*g.speedOf(w, j.First, given) - b.passed[i]*g.speedOf(w, j.Second, given)
	}
	put(w, j.Heat, heat)
	add(w, j.Warms, heat)
}

// speedOf is the velocity of a motion, or that of the Given.
func (g *Group) speedOf(w []float64, motion int, given float64) float64 {
	if motion >= 0 {
		return w[g.Motions[motion].Velocity]
	}
	return given
}

func (f *Friction) write(w []float64, b *bench, i int, g *Group) {
	put(w, f.Force, b.rubbed[i])
	heat, sticks := 0.0, 0.0
	switch math.Abs(b.frictions[i]) {
	case frictionSlips, frictionOpen:
		heat = b.rubbed[i] * g.slip(w, &f.Pair)
	case frictionSticks, frictionAtLimit:
		sticks = 1
	}
	put(w, f.Heat, heat)
	add(w, f.Warms, heat)
	put(w, f.Sticking, sticks)
}

// lossy reports whether the joint loses power; one that drives from outside does not.
func (j *Joint) lossy(w []float64) bool {
	return j.Mode != hybrid.Change(hybrid.None) && j.First >= 0 && j.Second >= 0 && value(w, j.Efficiency, 1) < 1
}

package mechanical

import (
	"fmt"
	"math"

	"whatif/physics/hybrid"
)

// begins gives shafts the speed with which they begin by those of others that they are
// tied to rigidly. Without, they would begin at rest, and the ties with an impact.
type begins struct {
	Steps []step // each after that from which it goes on
}

// step is a tie: first = ratio second.
type step struct {
	Ratio    hybrid.Read // None for 1
	From, To hybrid.Change
	up       bool // To is the first
}

// Evaluate implements hybrid.Part.
func (p *begins) Evaluate([]float64) {}

// Start implements hybrid.Starter.
func (p *begins) Start(w []float64) {
	for i := range p.Steps {
		s := &p.Steps[i]
		ratio := 1.0
		if s.Ratio != none {
			ratio = w[s.Ratio]
		}
		if s.up {
			w[s.To] = w[s.From] * ratio
		} else {
			w[s.To] = w[s.From] / ratio
		}
	}
}

// beginning is the speed that a shaft begins with, before a draw changes it, and who says
// so.
type beginning struct {
	speed float64
	twin  string
	chain *begins // of the shafts that follow it
}

// begin lets speeds go on from the shafts of which they are given through rigid ties, and
// notes those that contradict each other.
func (a *assembly) begin(shafts []*shaft) {
	known := map[*shaft]beginning{}
	var next []*shaft
	var chains []*begins
	var given []string
	for _, s := range shafts {
		for _, m := range s.members {
			if m.startSpeed.Given() {
				chain := &begins{}
				known[s] = beginning{a.board.Builder.InitialOf(m.startSpeed.Signal), m.twin, chain}
				next, chains, given = append(next, s), append(chains, chain), append(given, m.twin)
			}
		}
	}
	said := map[*rigid]bool{}
	for ; len(next) > 0; next = next[1:] {
		s := next[0]
		for _, t := range a.rigid {
			if t.shares() || t.first.given != nil || t.second.given != nil || t.first.shaft != s && t.second.shaft != s {
				continue
			}
			other, up := t.first.shaft, true
			if other == s {
				other, up = t.second.shaft, false
			}
			from := known[s]
			speed := from.speed * a.nominalRatio(t)
			if !up {
				speed = from.speed / a.nominalRatio(t)
			}
			was, is := known[other]
			if !is {
				known[other] = beginning{speed, from.twin, from.chain}
				next = append(next, other)
				from.chain.Steps = append(from.chain.Steps, step{Ratio: t.joint.Ratio, From: s.law.Velocity, To: other.law.Velocity, up: up})
				continue
			}
			if !said[t] && math.Abs(was.speed-speed) > 1e-6*max(math.Abs(was.speed), math.Abs(speed)) {
				said[t] = true
				a.fault(was.twin+".start_speed", fmt.Sprintf("start_speed of %s and of %s contradict each other: %s ties them, and makes %.4g of it, not %.4g",
					from.twin, was.twin, t.twin, speed, was.speed), "leave it out at one of them: the other one follows")
			}
		}
	}
	for k, chain := range chains {
		if len(chain.Steps) > 0 {
			a.Law.Add(given[k], chain)
		}
	}
}

// nominalRatio is the ratio of a tie before a draw changes it.
func (a *assembly) nominalRatio(t *rigid) float64 {
	if !t.ratio.Given() {
		return 1
	}
	return a.board.Builder.InitialOf(t.ratio.Signal)
}

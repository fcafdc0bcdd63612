package mechanical

import "math"

// bench is what a group works on at one moment. It holds nothing between calls.
type bench struct {
	inverse []float64 // 1/inertia of each motion
	pull    []float64 // force on each motion, without those of rows
	// modes as they are, or as they are tried
	joints, frictions, stops []float64
	rows                     []row
	// forces that follow: a joint's on the first and on the second, a friction's, a
	// stop's
	taken, passed, rubbed, pressed []float64

	couple []float64 // rate that a force of 1 in row s gives row r, at r*len(rows)+s
	wanted []float64 // rate that the rows' forces have to give each row
	size   []float64 // of the rates that make up wanted
	coarse float64   // of the same, the largest, over the root of the row's own coupling
	side   []side
	right  []float64
	free   []int
	dense  dense
	moves  []float64 // velocity or acceleration of each motion
	fixed  []bool
}

// row is one rigid tie: as long as it holds,
//
//	ratio v2 - v1 + given = 0,
//
// by a force f that acts as -f on the first and gain f on the second.
type row struct {
	first, second int // or Given
	ratio, gain   float64
	given, rate   float64 // speed and acceleration that the Given brings
	low, high     float64 // bounds of the force
	hold          float64 // of ties that share a force each takes in proportion to this
	kind          rowKind
	index         int // of the joint, friction or stop
	force         float64
}

type rowKind uint8

const (
	jointRow rowKind = iota
	lossRow
	frictionRow
	stopRow
)

// side is where a row's force is within its bounds.
type side int8

const (
	within side = iota
	atLow
	atHigh
)

// take prepares a bench for the moment w.
func (g *Group) take(w []float64) *bench {
	var b *bench
	if g.pool != nil {
		b, _ = g.pool.Get().(*bench)
	}
	if b == nil {
		b = &bench{}
	}
	b.inverse, b.pull = b.inverse[:0], b.pull[:0]
	for i := range g.Motions {
		m := &g.Motions[i]
		b.inverse = append(b.inverse, 1/w[m.Inertia])
		b.pull = append(b.pull, w[m.Force])
	}
	b.joints, b.frictions, b.stops = b.joints[:0], b.frictions[:0], b.stops[:0]
	b.taken, b.passed, b.rubbed, b.pressed = b.taken[:0], b.passed[:0], b.rubbed[:0], b.pressed[:0]
	for i := range g.Joints {
		mode := jointUndecided
		if g.Joints[i].lossy(w) {
			mode = w[g.Joints[i].Mode]
		}
		b.joints, b.taken, b.passed = append(b.joints, mode), append(b.taken, 0), append(b.passed, 0)
	}
	for i := range g.Frictions {
		b.frictions, b.rubbed = append(b.frictions, w[g.Frictions[i].Mode]), append(b.rubbed, 0)
	}
	for i := range g.Stops {
		b.stops, b.pressed = append(b.stops, w[g.Stops[i].Mode]), append(b.pressed, 0)
	}
	return b
}

func (g *Group) giveBack(b *bench) {
	if g.pool != nil {
		g.pool.Put(b)
	}
}

// push lets a force act between a first and a second.
func (b *bench) push(p *Pair, force float64) {
	if p.First >= 0 {
		b.pull[p.First] -= force
	}
	if p.Second >= 0 {
		b.pull[p.Second] += force
	}
}

// match computes how the rows act on each other, and what is wanted of them so that
// they hold the accelerations.
func (b *bench) match() {
	b.interact()
	for r := range b.rows {
		t := &b.rows[r]
		rate, size := t.rate, math.Abs(t.rate)
		if t.first >= 0 {
			a := b.pull[t.first] * b.inverse[t.first]
			rate -= a
			size += math.Abs(a)
		}
		if t.second >= 0 {
			a := t.ratio * b.pull[t.second] * b.inverse[t.second]
			rate += a
			size += math.Abs(a)
		}
		b.wanted, b.size = append(b.wanted, -rate), append(b.size, size)
	}
}

// interact computes how the rows act on each other, and clears what is wanted.
func (b *bench) interact() {
	n := len(b.rows)
	b.couple = b.couple[:0]
	for r := range n {
		for s := range n {
			b.couple = append(b.couple, b.coupling(&b.rows[r], &b.rows[s]))
		}
	}
	b.wanted, b.size = b.wanted[:0], b.size[:0]
}

// coupling is the rate that a force of 1 in s gives r.
func (b *bench) coupling(r, s *row) float64 {
	sum := 0.0
	if r.first >= 0 {
		if r.first == s.first {
			sum += b.inverse[r.first]
		}
		if r.first == s.second {
			sum -= s.gain * b.inverse[r.first]
		}
	}
	if r.second >= 0 {
		if r.second == s.first {
			sum -= r.ratio * b.inverse[r.second]
		}
		if r.second == s.second {
			sum += r.ratio * s.gain * b.inverse[r.second]
		}
	}
	return sum
}

// speed is how fast a row gives way, and how large what makes it up.
func (g *Group) speed(w []float64, t *row) (speed, size float64) {
	speed, size = t.given, math.Abs(t.given)
	if t.first >= 0 {
		v := w[g.Motions[t.first].Velocity]
		speed -= v
		size += math.Abs(v)
	}
	if t.second >= 0 {
		v := t.ratio * w[g.Motions[t.second].Velocity]
		speed += v
		size += math.Abs(v)
	}
	return speed, size
}

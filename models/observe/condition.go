package observe

import "whatif/engine"

// Op is an operator of a condition.
type Op int8

const (
	Less Op = iota
	LessEqual
	Greater
	GreaterEqual
	And
	Or
	Not
)

// Condition is a tree: And, Or and Not have Args; a comparison is Terms Op
// Level, with Terms over held signals only. The zero Condition, Less of
// nothing, never holds; an And of nothing always does.
type Condition struct {
	Op    Op
	Args  []Condition
	Terms []engine.Term
	Level float64
}

// Always is the condition that holds at all times.
func Always() Condition { return Condition{Op: And} }

// Flag is the condition that a held flag is set.
func Flag(s engine.Signal) Condition {
	return Condition{Op: Greater, Terms: []engine.Term{{Signal: s, Weight: 1}}, Level: 0.5}
}

// Holds reports whether c holds now.
func (c *Condition) Holds(r *engine.Run) bool {
	switch c.Op {
	case And:
		for i := range c.Args {
			if !c.Args[i].Holds(r) {
				return false
			}
		}
		return true
	case Or:
		for i := range c.Args {
			if c.Args[i].Holds(r) {
				return true
			}
		}
		return false
	case Not:
		return !c.Args[0].Holds(r)
	}
	sum := 0.0
	for _, t := range c.Terms {
		sum += t.Weight * r.Value(t.Signal)
	}
	return c.Op.compare(sum, c.Level)
}

func (o Op) compare(x, level float64) bool {
	switch o {
	case Less:
		return x < level
	case LessEqual:
		return x <= level
	case Greater:
		return x > level
	}
	return x >= level
}

// Reads lists the signals on which c depends, each once.
func (c *Condition) Reads() []engine.Signal {
	var reads []engine.Signal
	seen := map[engine.Signal]bool{}
	var walk func(c *Condition)
	walk = func(c *Condition) {
		for _, t := range c.Terms {
			if !seen[t.Signal] {
				seen[t.Signal] = true
				reads = append(reads, t.Signal)
			}
		}
		for i := range c.Args {
			walk(&c.Args[i])
		}
	}
	walk(c)
	return reads
}

// Crossing is the actor behind a comparison in which some signal is not held:
// it follows the sum by a watch and shows the truth as a held flag. Strict and
// unstrict comparison are the same while the sum passes the level, and differ
// where it rests on it, as an input does that is flat for a while.
type Crossing struct {
	Sum   engine.Watch
	Op    Op // a comparison
	Level float64
	Out   engine.Signal // Held
}

// CrossingState is the truth now.
type CrossingState struct{ Holds bool }

// Add adds the actor.
func (l Crossing) Add(b *engine.Builder, path string) {
	engine.Add[CrossingState](b, path, l, engine.Wiring{Watches: []engine.Watch{l.Sum}})
}

// Start compares once; from then on the watch tells.
func (l Crossing) Start(r *engine.Run, s *CrossingState) (engine.Time, error) {
	s.Holds = l.Op.compare(r.Watched(l.Sum), l.Level)
	l.show(r, s)
	return engine.Never, nil
}

// Fire flips the truth.
func (l Crossing) Fire(r *engine.Run, s *CrossingState) (engine.Time, error) {
	if r.Crossed(l.Sum) {
		s.Holds = !s.Holds
		l.show(r, s)
	}
	return engine.Never, nil
}

// show sets the flag and waits for the sum to go to the other side: beyond the
// level, where what holds there is what holds now.
func (l Crossing) show(r *engine.Run, s *CrossingState) {
	r.Set(l.Out, number(s.Holds))
	below := l.Op == Less || l.Op == LessEqual
	onLevel := l.Op == LessEqual || l.Op == GreaterEqual
	direction := -1
	if s.Holds == below {
		direction = 1
	}
	if s.Holds == onLevel {
		r.ArmBeyond(l.Sum, l.Level, direction)
	} else {
		r.Arm(l.Sum, l.Level, direction)
	}
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

package signal

import (
	"sort"

	"whatif/engine"
	"whatif/physics/linear"
)

// Cursor plays a table of breakpoints in order of time. The table is shared
// read-only by all runs. Before its first time the first value holds, after its
// last the last one. Of several breakpoints at one time the last one counts.
type Cursor struct {
	Times  []engine.Time
	Values []float64
	Linear bool // linear between the points, otherwise held until the next
	Out    engine.Signal
	// Where Adjusted, the held signals Scale and Offset turn each value v into
	// Scale v + Offset.
	Adjusted      bool
	Scale, Offset engine.Signal
}

// CursorState is where a cursor stands: the next breakpoint at which something
// changes.
type CursorState struct{ Next int }

// Add adds the actor of an input; c.Out is Formed where c is Linear.
func (c Cursor) Add(b *engine.Builder, path string) {
	w := engine.Wiring{Source: true}
	if c.Adjusted {
		w.Reads = []engine.Signal{c.Scale, c.Offset}
	}
	engine.Add[CursorState](b, path, c, w)
}

// Start begins in the middle of the table where the run does.
func (c Cursor) Start(r *engine.Run, s *CursorState) (engine.Time, error) { return c.play(r, s, 0) }

// Fire goes on to the breakpoint whose time has come.
func (c Cursor) Fire(r *engine.Run, s *CursorState) (engine.Time, error) {
	return c.play(r, s, s.Next)
}

// play sets the output as it is now and finds the next breakpoint, at from or
// later, at which it changes.
func (c Cursor) play(r *engine.Run, s *CursorState, from int) (engine.Time, error) {
	n := len(c.Times)
	if n == 0 {
		return engine.Never, nil
	}
	scale, offset := 1.0, 0.0
	if c.Adjusted {
		scale, offset = r.Value(c.Scale), r.Value(c.Offset)
	}
	at := c.before(r.Now(), from)
	if at < 0 {
		r.Set(c.Out, scale*c.Values[0]+offset)
		return c.wait(s, 0), nil
	}
	level, next := c.Values[at], at+1
	for next < n && c.Values[next] == level {
		next++
	}
	switch {
	case next == n:
		r.Set(c.Out, scale*level+offset)
		s.Next = n
		return engine.Never, nil
	case !c.Linear:
		r.Set(c.Out, scale*level+offset)
		return c.wait(s, next), nil
	case next > at+1: // level until the last of the equal values
		r.Set(c.Out, scale*level+offset)
		return c.wait(s, next-1), nil
	}
	width := (c.Times[next] - c.Times[at]).Seconds()
	slope := (c.Values[next] - level) / width
	if past := (r.Now() - c.Times[at]).Seconds(); past > 0 {
		level += slope * past
	}
	r.SetForm(c.Out, linear.Input{Level: scale*level + offset, Slope: scale * slope})
	return c.wait(s, next), nil
}

// before is the last breakpoint that is not after now, at from or later, or else the
// one before from; -1 before the first. Mostly it is one of these two.
func (c Cursor) before(now engine.Time, from int) int {
	n := len(c.Times)
	if from == n || c.Times[from] > now {
		return from - 1
	}
	if from+1 == n || c.Times[from+1] > now {
		return from
	}
	return from + sort.Search(n-from, func(i int) bool { return c.Times[from+i] > now }) - 1
}

func (c Cursor) wait(s *CursorState, next int) engine.Time {
	s.Next = next
	return c.Times[next]
}

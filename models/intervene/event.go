package intervene

import (
	"errors"

	"whatif/engine"
)

// Number is a time or a duration of an event, over which a draw may lay its
// own number.
type Number struct {
	Time   engine.Time
	Signal engine.Signal // in s, Held; NoSignal where no draw can reach it
}

// Fixed is a Number that no draw can reach.
func Fixed(t engine.Time) Number { return Number{t, engine.NoSignal} }

// of is the number in a run. What was written is kept to the nanosecond, which
// a float of seconds could not hold after some months.
func (n Number) of(r *engine.Run) engine.Time {
	if n.Signal == engine.NoSignal {
		return n.Time
	}
	if s := r.Value(n.Signal); s != n.Time.Seconds() {
		return engine.Seconds(s)
	}
	return n.Time
}

// after is t + n, Never where that is beyond the clock.
func (n Number) after(r *engine.Run, t engine.Time) engine.Time {
	length := n.of(r)
	if length == engine.Never || t > 0 && length > engine.Never-t {
		return engine.Never
	}
	return t + length
}

// Cue is how an event shows itself to those who follow it: whether it is in
// force (0 or 1), and how often it has begun. Both are Held.
type Cue struct{ On, Begun engine.Signal }

// Event is what all events have in common, whatever begins them.
type Event struct {
	Path string // event.NAME: that of its actor
	Cue
	For   Number      // how long it lasts; Never for good
	Last  engine.Time // latest beginning; Never for none
	Times int64       // how often it may begin; 0 for no bound
}

// State is where an event stands. At is when it began last, and Burst how often
// it has since Window.
type State struct {
	On          bool
	Begun       int64
	At, End     engine.Time
	Window      engine.Time
	Burst, Once int32 // beginnings within a second, and at one instant
}

// Bounds on how often a condition may begin its event anew: at one instant, and
// within one second.
const (
	mostAtOnce   = 40
	mostInSecond = 1000
)

var errChattering = errors.New("the event begins and ends without rest: what it does ends its own condition; " +
	"give it a condition of its own to end by, with some room between the two, such as when = \"twin.north.temperature < 18 degC\" " +
	"with ends_when = \"twin.north.temperature > 19 degC\" in place of for = \"while\"; or a for, with again = true where it is to go on")

// may reports whether the event may begin at t.
func (l *Event) may(s *State, t engine.Time) bool {
	return t <= l.Last && (l.Times == 0 || s.Begun < l.Times)
}

// begin begins the event until end, anew where it is in force.
func (l *Event) begin(r *engine.Run, s *State, end engine.Time) error {
	now := r.Now()
	if s.Begun == 0 || now != s.At {
		s.Once = 0
	}
	if s.Begun == 0 || now-s.Window >= engine.Second {
		s.Window, s.Burst = now, 0
	}
	s.Once++
	s.Burst++
	s.On, s.At, s.End = true, now, end
	s.Begun++
	if s.Once > mostAtOnce || s.Burst > mostInSecond {
		return errChattering
	}
	return nil
}

// lapse ends the event where its time is over.
func (l *Event) lapse(r *engine.Run, s *State) {
	if s.On && s.End <= r.Now() {
		s.On = false
	}
}

// show tells those who follow the event where it stands.
func (l *Event) show(r *engine.Run, s *State) {
	on := 0.0
	if s.On {
		on = 1
	}
	r.Set(l.Cue.On, on)
	r.Set(l.Cue.Begun, float64(s.Begun))
}

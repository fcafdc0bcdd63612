package intervene

import (
	"sort"

	"whatif/engine"
)

// Spell is one time that an event is in force. Until is Never where the event's
// own duration counts.
type Spell struct{ From, Until engine.Time }

// Timed is an event at known times: those of Spells, in order of time; or,
// without any, First and, where Every is above 0, again every so often. One that
// begins while it is in force begins anew.
type Timed struct {
	Event
	Spells       []Spell
	First, Every Number
}

// TimedState is where it stands, and which beginning comes next.
type TimedState struct {
	State
	Next int64
}

// Add adds the actor.
func (l *Timed) Add(b *engine.Builder) {
	engine.Add[TimedState](b, l.Path, l, engine.Wiring{})
}

// Start takes in what began before the run, if it is still in force.
func (l *Timed) Start(r *engine.Run, s *TimedState) (engine.Time, error) {
	s.Next = l.already(r, &s.State)
	l.show(r, &s.State)
	return l.next(r, s), nil
}

// Fire ends and begins.
func (l *Timed) Fire(r *engine.Run, s *TimedState) (engine.Time, error) {
	l.lapse(r, &s.State)
	for at, ok := l.at(r, s.Next); ok && at <= r.Now(); at, ok = l.at(r, s.Next) {
		if err := l.begin(r, &s.State, l.end(r, s.Next)); err != nil {
			return engine.Never, err
		}
		s.Next++
		l.lapse(r, &s.State)
	}
	l.show(r, &s.State)
	return l.next(r, s), nil
}

// already notes where the event stands as the run begins, and returns which
// beginning comes next: the last one up to then counts, if it still lasts or is
// just now. s is fresh.
func (l *Timed) already(r *engine.Run, s *State) int64 {
	now, next := r.Now(), int64(0)
	if len(l.Spells) > 0 {
		next = int64(sort.Search(len(l.Spells), func(i int) bool { return l.Spells[i].From > now }))
	} else if first, every := l.First.of(r), l.Every.of(r); first <= now {
		next = 1
		if every > 0 {
			next += int64((now - first) / every)
		}
	}
	for next > 0 {
		if _, ok := l.at(r, next-1); ok {
			break
		}
		next-- // beyond Last or Times
	}
	if next == 0 {
		return 0
	}
	at, _ := l.at(r, next-1)
	end := l.end(r, next-1)
	if s.On = end > now; s.On || at == now {
		s.Begun, s.At, s.End, s.Window = 1, at, end, at
	}
	return next
}

// at is when the event begins for the k-th time.
func (l *Timed) at(r *engine.Run, k int64) (t engine.Time, ok bool) {
	if l.Times > 0 && k >= l.Times {
		return engine.Never, false
	}
	switch {
	case k < int64(len(l.Spells)):
		t = l.Spells[k].From
	case len(l.Spells) > 0:
		return engine.Never, false
	default:
		t = l.First.of(r)
		every := l.Every.of(r)
		if k > 0 && (every <= 0 || k > int64((engine.Never-max(t, 0))/every)) {
			return engine.Never, false
		}
		t += engine.Time(k) * every
	}
	return t, t <= l.Last
}

// end is when the k-th time is over.
func (l *Timed) end(r *engine.Run, k int64) engine.Time {
	if k < int64(len(l.Spells)) && l.Spells[k].Until != engine.Never {
		return l.Spells[k].Until
	}
	t, _ := l.at(r, k)
	return l.For.after(r, t)
}

func (l *Timed) next(r *engine.Run, s *TimedState) engine.Time {
	next := engine.Never
	if at, ok := l.at(r, s.Next); ok {
		next = at
	}
	if s.On {
		next = min(next, s.End)
	}
	return next
}

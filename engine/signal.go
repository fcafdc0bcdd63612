package engine

import "whatif/physics/linear"

// Signal is a number that changes with time, known to all actors.
type Signal int32

// NoSignal is no signal.
const NoSignal Signal = -1

// Class says how a signal may change.
type Class int8

const (
	Held   Class = iota // constant between events
	Formed              // constant, linear or sinusoidal between events
	Dense               // an output of continuous physics
)

// form is how a held or formed signal goes on since an instant.
type form struct {
	since Time
	in    linear.Input
}

func (f *form) at(t Time) float64 { return f.in.At((t - f.since).Seconds()) }

// write is a change that waits for the end of the microstep.
type write struct {
	signal Signal
	in     linear.Input
}

// Value returns the value of s now, as it stood when the microstep began.
func (r *Run) Value(s Signal) float64 {
	law := &r.model.signals[s]
	switch law.class {
	case Held:
		return r.forms[s].in.Level
	case Formed:
		return r.forms[s].at(r.now)
	}
	return r.dense(law, r.now)
}

// Form returns how a held or formed signal goes on from now.
func (r *Run) Form(s Signal) linear.Input {
	f := &r.forms[s]
	if f.since == r.now || f.in.Slope == 0 && f.in.Amplitude == 0 {
		return f.in
	}
	return f.in.After((r.now - f.since).Seconds())
}

// Set holds s at v from now on.
func (r *Run) Set(s Signal, v float64) { r.SetForm(s, linear.Input{Level: v}) }

// SetForm lets s go on as f from now; of a Held signal only the level counts.
func (r *Run) SetForm(s Signal, f linear.Input) {
	if r.model.signals[s].class == Held {
		f = linear.Input{Level: f.Level}
	}
	r.writes = append(r.writes, write{s, f})
}

// commit applies the writes and arms of a microstep and wakes whoever reads
// what changed.
func (r *Run) commit() {
	for i := range r.writes {
		w := &r.writes[i]
		f := &r.forms[w.signal]
		if w.in == f.in && (f.since == r.now || (w.in.Slope == 0 && w.in.Amplitude == 0)) {
			continue
		}
		r.fold(w.signal)
		*f = form{since: r.now, in: w.in}
		r.lastWritten = w.signal
		r.wakeReaders(w.signal)
	}
	r.writes = r.writes[:0]
	for i := range r.arming {
		a := &r.arming[i]
		w := &r.model.watches[a.watch]
		g := &r.arms[w.guard]
		g.Direction, g.Beyond, g.Level = a.direction, a.beyond, a.level
		r.rearm(int(w.island), w.guard)
		r.unsettle(int(w.island))
	}
	r.arming = r.arming[:0]
}

func (r *Run) wakeReaders(s Signal) {
	m := r.model
	for _, who := range m.readers[m.readersAt[s]:m.readersAt[s+1]] {
		if ref := m.actors[who.id]; ref.pool == islandPool {
			st := &r.islands[ref.index]
			st.dirty = true
			st.reshape = st.reshape || m.signals[s].shapes
			if who.input >= 0 {
				r.newInputs[ref.index] = append(r.newInputs[ref.index], who.input)
			}
		}
		r.wake(who.id)
	}
}

// wake makes an actor due in the next microstep, or, where it observes, once
// all others are at rest. Observers sleep until they are started.
func (r *Run) wake(id uint32) {
	rank := r.model.rank(id)
	if rank > r.looking {
		return
	}
	word, bit := id/64, uint64(1)<<(id%64)
	if r.awake[word]&bit != 0 {
		return
	}
	r.awake[word] |= bit
	if rank > 0 {
		r.watchers = append(r.watchers, id)
	} else {
		r.woken = append(r.woken, id)
	}
}

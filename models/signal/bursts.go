package signal

import (
	"fmt"
	"math"
	"sort"

	"whatif/engine"
)

// Bursts plays Value for For after each of a number of arrivals, and Otherwise
// else. The arrivals are listed (At, in order), or, where Rate is a signal (1/s),
// those of a Poisson process. That depends on seed, draw and path alone, so that
// every variant meets the same; the warm-up does not change what comes after it.
// Arrivals where Open is 0 are left out. Its numbers are held signals.
//
// Where bursts overlap, they are one, that lasts until the end of the last; with
// Adds, each adds the distance of Value from Otherwise.
type Bursts struct {
	Path                  string
	Key                   engine.Key // of the input's path
	Value, Otherwise, For engine.Signal
	Rate                  engine.Signal // NoSignal where the arrivals are listed
	At                    []engine.Time // in order
	Open                  *Window       // nil for always
	Adds                  bool
	Out                   engine.Signal // Held
}

// Window is a table of when arrivals count: held values, 0 for closed.
type Window struct {
	Times  []engine.Time
	Values []float64
}

// open reports whether arrivals count at t.
func (w *Window) open(t engine.Time) bool {
	if w == nil {
		return true
	}
	i := sort.Search(len(w.Times), func(i int) bool { return w.Times[i] > t }) - 1
	return i >= 0 && w.Values[i] != 0
}

// BurstsState is the next arrival, the next burst to end, and how many last.
type BurstsState struct {
	Arrives, Ends Arrival
	Lasting       int64
}

// Arrival is a place in the sequence of arrivals. The process is made cell by
// cell: in each, as many arrivals as fit, at the sums of exponential gaps, which
// a Poisson process may be cut into, since it forgets.
type Arrival struct {
	Time engine.Time
	Cell int64 // of the process, or the number on the list
	K    int64 // how many numbers of the cell's stream are used
	Sum  float64
}

// cell is the width of a cell of a Poisson process.
const cell = 86400 * engine.Second

// Add adds the actor of an input.
func (l Bursts) Add(b *engine.Builder, path string) {
	engine.Add[BurstsState](b, path, l, engine.Wiring{Reads: used(l.Value, l.Otherwise, l.For, l.Rate), Source: true})
}

// Start takes in the bursts that began before the run and still last.
func (l Bursts) Start(r *engine.Run, s *BurstsState) (engine.Time, error) {
	width := engine.Seconds(r.Value(l.For))
	if l.Rate != engine.NoSignal && !(r.Value(l.Rate) >= 0) {
		return engine.Never, fmt.Errorf("the rate of %s is negative", l.Path)
	}
	begin := r.Now() - min(width, engine.Never/2) // no run lasts as long as half the clock
	s.Arrives = l.first(r, begin)
	for s.Arrives.Time <= begin {
		s.Arrives = l.next(r, s.Arrives)
	}
	s.Ends = s.Arrives
	return l.Fire(r, s)
}

// Fire takes in what begins and what ends by now.
func (l Bursts) Fire(r *engine.Run, s *BurstsState) (engine.Time, error) {
	width := engine.Seconds(r.Value(l.For))
	for s.Arrives.Time <= r.Now() {
		s.Arrives = l.next(r, s.Arrives)
		s.Lasting++
	}
	for s.Ends.Time != engine.Never && after(s.Ends.Time, width) <= r.Now() {
		s.Ends = l.next(r, s.Ends)
		s.Lasting--
	}
	value, otherwise := r.Value(l.Value), r.Value(l.Otherwise)
	switch {
	case s.Lasting <= 0:
		r.Set(l.Out, otherwise)
	case l.Adds:
		r.Set(l.Out, otherwise+float64(s.Lasting)*(value-otherwise))
	default:
		r.Set(l.Out, value)
	}
	next := s.Arrives.Time
	if s.Ends.Time != engine.Never {
		next = min(next, after(s.Ends.Time, width))
	}
	return next, nil
}

// first is the first arrival after from, or one before it.
func (l Bursts) first(r *engine.Run, from engine.Time) Arrival {
	if l.Rate == engine.NoSignal {
		return l.listed(0)
	}
	at := from / cell
	if at*cell > from {
		at-- // division rounds towards zero
	}
	return l.next(r, Arrival{Cell: int64(at)})
}

// listed is the arrival of that number on the list.
func (l Bursts) listed(i int64) Arrival {
	if i >= int64(len(l.At)) {
		return Arrival{Time: engine.Never, Cell: i}
	}
	return Arrival{Time: l.At[i], Cell: i}
}

// next is the arrival after a.
func (l Bursts) next(r *engine.Run, a Arrival) Arrival {
	if l.Rate == engine.NoSignal {
		return l.listed(a.Cell + 1)
	}
	rate := r.Value(l.Rate)
	last := int64(r.Model().Until()/cell) + 1
	for rate > 0 && a.Cell <= last {
		stream := r.Stream(l.Key, 2+uint64(a.Cell)) // cells of the warm-up wrap around
		a.Sum -= math.Log(stream.Uniform(uint64(a.K)))
		a.K++
		if into := a.Sum / rate; into < cell.Seconds() {
			if a.Time = engine.Time(a.Cell)*cell + engine.Seconds(into); l.Open.open(a.Time) {
				return a
			}
			continue
		}
		a.Cell, a.K, a.Sum = a.Cell+1, 0, 0
	}
	return Arrival{Time: engine.Never, Cell: a.Cell}
}

package signal

import (
	"fmt"
	"math"

	"whatif/engine"
)

// Square plays a square wave: it rises at RisesAt + k Period for every whole k,
// is High for the share Duty of the period, and Low for the rest. Its numbers
// are held signals; times are in s, RisesAt since the scenario's start, and the
// edges lie on whole nanoseconds. Where Phase (rad) is a signal, the wave rises
// when 2 pi t / Period + Phase is a whole number of turns, and RisesAt is not
// used. Where Swing is a signal, the levels are Low - Swing and Low + Swing, and
// High is not used.
type Square struct {
	Path                    string // for messages
	Low, High, Period, Duty engine.Signal
	RisesAt, Phase, Swing   engine.Signal // NoSignal where not used
	Out                     engine.Signal // Held
}

// Add adds the actor of an input.
func (l Square) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{
		Reads: used(l.Low, l.High, l.Period, l.Duty, l.RisesAt, l.Phase, l.Swing), Source: true,
	})
}

// used are the signals that are there.
func used(signals ...engine.Signal) []engine.Signal {
	var list []engine.Signal
	for _, s := range signals {
		if s != engine.NoSignal {
			list = append(list, s)
		}
	}
	return list
}

// Start begins in the middle of a period.
func (l Square) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire sets the level and finds the next edge.
func (l Square) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	low := r.Value(l.Low)
	high := low
	if l.Swing != engine.NoSignal {
		swing := r.Value(l.Swing)
		low, high = low-swing, high+swing
	} else {
		high = r.Value(l.High)
	}
	period, first := engine.Seconds(r.Value(l.Period)), engine.Time(0)
	if l.Phase != engine.NoSignal {
		_, part := math.Modf(r.Value(l.Phase) / (2 * math.Pi))
		first = engine.Seconds(-part * r.Value(l.Period))
	} else {
		first = engine.Seconds(r.Value(l.RisesAt))
	}
	if period <= 0 {
		return engine.Never, fmt.Errorf("the period of %s is below a nanosecond", l.Path)
	}
	up := engine.Seconds(r.Value(l.Duty) * r.Value(l.Period))
	since := beyond(r.Now(), first, period)
	switch {
	case up >= period:
		r.Set(l.Out, high)
		return engine.Never, nil
	case up <= 0:
		r.Set(l.Out, low)
		return engine.Never, nil
	case since < up:
		r.Set(l.Out, high)
		return after(r.Now(), up-since), nil
	}
	r.Set(l.Out, low)
	return after(r.Now(), period-since), nil
}

// beyond is how far now is past the last of the moments first + k period, k of
// either sign.
func beyond(now, first, period engine.Time) engine.Time {
	// The remainders are taken apart, since a difference could overflow.
	since := (now%period - first%period) % period
	if since < 0 {
		since += period
	}
	return since
}

// after is a time later than now by d, Never beyond the clock.
func after(now, d engine.Time) engine.Time {
	if now > 0 && d > engine.Never-now {
		return engine.Never
	}
	return now + d
}

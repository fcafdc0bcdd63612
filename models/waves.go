package models

import (
	"whatif/engine"
	"whatif/models/signal"
	"whatif/physics/formula"
)

// Square rises at RisesAt + k Period for every whole k, is High for the share
// Duty of the period and Low for the rest; times in s since the start. Without a
// RisesAt it rises when 2 pi t / Period + Phase is a whole number of turns.
// Centred, Low is the mean and High the height above and below it: the numbers
// are those at the paths mean and amplitude, otherwise those at low and high.
type Square struct {
	Low, High, Period, Duty float64
	Phase, RisesAt          float64
	HasRise, Centred        bool
}

// Step is Before until At (s since the start), and After from then on.
type Step struct{ At, Before, After float64 }

// Ramp is From until Begins, a straight line to To at Ends, and To from then on;
// times in s since the start.
type Ramp struct{ From, To, Begins, Ends float64 }

// Pulse is Value from At (s since the start) on for For, and Otherwise else;
// with an Every above 0, again every so often after At.
type Pulse struct{ Value, Otherwise, At, For, Every float64 }

// Bursts is Value for For after each arrival, and Otherwise else. The arrivals
// are listed, in order, or, where Poisson, random at Rate (1/s), keyed by seed,
// draw and the input's name. Arrivals where Open is 0 are left out. Overlapping
// bursts are one, or, with Adds, add what Value is above Otherwise.
type Bursts struct {
	Value, Otherwise, For, Rate float64
	Poisson, Adds               bool
	At                          []engine.Time
	Open                        *Table // nil for always
}

// Derived is computed of other inputs.
type Derived struct {
	Formula formula.Program
	Of      []string // the arguments, in their order: input.NAME
}

// waves declares the synthetic inputs that have edges; ok is false where in is
// none of them.
func (w *wiring) waves(path string, in *Input) (out engine.Signal, ok bool) {
	b := w.Builder
	number := func(key string, x float64) engine.Signal { return w.Number(path+"."+key, x) }
	switch {
	case in.Square != nil:
		s := in.Square
		out = b.Held(path, s.Low)
		law := signal.Square{Path: path, Out: out, Swing: engine.NoSignal, High: engine.NoSignal, RisesAt: engine.NoSignal, Phase: engine.NoSignal,
			Period: number("period", s.Period), Duty: number("duty", s.Duty)}
		if s.Centred {
			law.Low, law.Swing = number("mean", s.Low), number("amplitude", s.High)
		} else {
			law.Low, law.High = number("low", s.Low), number("high", s.High)
		}
		if s.HasRise {
			law.RisesAt = number("rises_at", s.RisesAt)
		} else {
			law.Phase = number("phase", s.Phase)
		}
		law.Add(b, path)
	case in.Step != nil:
		s := in.Step
		out = b.Held(path, s.Before)
		signal.Step{At: number("at", s.At), Before: number("before", s.Before), After: number("after", s.After), Out: out}.Add(b, path)
	case in.Ramp != nil:
		s := in.Ramp
		out = b.Formed(path, s.From)
		signal.Ramp{Path: path, From: number("from", s.From), To: number("to", s.To), Begins: number("begins", s.Begins), Ends: number("ends", s.Ends), Out: out}.Add(b, path)
	case in.Pulse != nil:
		s := in.Pulse
		out = b.Held(path, s.Otherwise)
		law := signal.Pulse{Path: path, Value: number("value", s.Value), Otherwise: number("otherwise", s.Otherwise),
			At: number("at", s.At), For: number("for", s.For), Every: engine.NoSignal, Out: out}
		if s.Every > 0 {
			law.Every = number("every", s.Every)
		}
		law.Add(b, path)
	case in.Bursts != nil:
		s := in.Bursts
		out = b.Held(path, s.Otherwise)
		law := signal.Bursts{Path: path, Key: engine.KeyOf(path), Value: number("value", s.Value), Otherwise: number("otherwise", s.Otherwise),
			For: number("for", s.For), Rate: engine.NoSignal, At: s.At, Adds: s.Adds, Out: out}
		if s.Poisson {
			law.Rate = number("rate", s.Rate)
		}
		if s.Open != nil {
			law.Open = &signal.Window{Times: s.Open.Times, Values: s.Open.Values}
		}
		law.Add(b, path)
	default:
		return engine.NoSignal, false
	}
	return out, true
}

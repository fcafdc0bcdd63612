package signal

import (
	"fmt"
	"math"
	"sync"

	"whatif/engine"
	"whatif/physics/linear"
)

// Function is what a Blend computes of its arguments, in SI.
type Function interface {
	// Form tells exactly how the value goes on from now where it goes on
	// linearly or as one sine; ok is false where it does neither. x is memory to
	// compute in, as long as args.
	Form(args []linear.Input, x []float64) (out linear.Input, ok bool)
	// At is the value at t, in s since the start, for the arguments then.
	At(t float64, args []float64) float64
}

// Forecast is a Function that also tells how long what it tells holds: until a
// time, in s from now, at which a comparison, a minimum or the like may turn out
// another way. Where ok is false, until still bounds how far it goes smoothly.
type Forecast interface {
	Function
	Outlook(args []linear.Input) (out linear.Input, until float64, ok bool)
}

// Blend plays a function of held and formed signals. Where the function cannot
// be told exactly as a form, it is followed by straight pieces, each as long as
// the function stays within blendTolerance of it, and each with the function's
// own integral, so that no energy is lost. The shortest piece, in which there may
// be a jump, is level.
type Blend struct {
	Path string // of what is computed, for messages
	Of   []engine.Signal
	Law  Function
	Out  engine.Signal // Formed; Held where all arguments are
	// Patience is how many microsteps of one instant the function may be without
	// a value: where arguments hang on each other, some of them are news before
	// others are.
	Patience int32
}

// BlendState is how the last piece went: its length in s, and the greatest
// value so far, as it fades. Tries counts microsteps of the instant At without a
// value, Pieces those begun since Window.
type BlendState struct {
	Piece, Greatest float64
	At, Window      engine.Time
	Pieces          int64
	Tries           int32
}

// mostPieces is how many pieces a function may need in an hour; one that needs
// more swings so fast that following it would never end.
const mostPieces = 100_000

// blendTolerance bounds the distance between a piece and the function, in
// parts of the function's greatest value so far, which fades from piece to piece;
// shortest is the shortest piece, in s, and a piece lasts for no more than perTurn
// of a swing of an argument, so that none is overlooked.
const (
	blendTolerance = 1e-5
	longest        = 86400.0
	shortest       = 1e-3
	perTurn        = 1.0 / 16
	fading         = 0.99
)

// memory is what a blend computes in while it acts. Blends of all runs share what
// there is of it, so that to act costs no memory.
type memory struct {
	forms  []linear.Input // of the arguments, from now on
	args   []float64      // their values
	moving []int          // which of them change
}

var memories = sync.Pool{New: func() any { return new(memory) }}

// take fills the memory with the arguments as they go on from now.
func (m *memory) take(r *engine.Run, of []engine.Signal) {
	n := len(of)
	if cap(m.forms) < n {
		*m = memory{forms: make([]linear.Input, n), args: make([]float64, n), moving: make([]int, 0, n)}
	}
	m.forms, m.args, m.moving = m.forms[:n], m.args[:n], m.moving[:0]
	for i, a := range of {
		m.forms[i] = r.Form(a)
	}
}

// settle finds the arguments that change, and gives the others their values.
func (m *memory) settle() {
	for i := range m.forms {
		if Constant(m.forms[i]) {
			m.args[i] = m.forms[i].At(0)
		} else {
			m.moving = append(m.moving, i)
		}
	}
}

// Add adds the actor. source says that what is computed is an input.
func (b Blend) Add(to *engine.Builder, path string, source bool) {
	engine.Add[BlendState](to, path, b, engine.Wiring{Reads: b.Of, Source: source})
}

// Start begins the first piece; the arguments may not be known yet.
func (b Blend) Start(r *engine.Run, s *BlendState) (engine.Time, error) {
	next, err := b.Fire(r, s)
	if err != nil {
		return r.Now(), nil // once more, when the arguments have begun
	}
	return next, nil
}

// Fire begins the next piece.
func (b Blend) Fire(r *engine.Run, s *BlendState) (engine.Time, error) {
	m := memories.Get().(*memory)
	defer memories.Put(m)
	m.take(r, b.Of)
	out, until, ok := b.outlook(m)
	if ok {
		if math.IsNaN(out.Level+out.Slope+out.Amplitude+out.Phase) || math.IsInf(out.Level+out.Slope+out.Amplitude, 0) {
			return b.undefined(r, s)
		}
		r.SetForm(b.Out, out)
		return next(r.Now(), until), nil
	}
	m.settle()
	return b.follow(r, s, m, until)
}

// follow begins a straight piece that lasts until then at most.
func (b Blend) follow(r *engine.Run, s *BlendState, m *memory, until float64) (engine.Time, error) {
	length := math.Min(longest, until)
	if s.Piece > 0 {
		length = math.Min(length, 2*s.Piece)
	}
	for _, i := range m.moving {
		if f := &m.forms[i]; f.Amplitude != 0 && f.Omega != 0 {
			length = math.Min(length, perTurn*2*math.Pi/math.Abs(f.Omega))
		}
	}
	var c course
	for {
		b.look(r.Now().Seconds(), m, length, &c)
		out, greatest, wrong := c.line(length)
		greatest = math.Max(greatest, fading*s.Greatest)
		switch {
		case math.IsNaN(wrong) && length <= shortest:
			return b.undefined(r, s)
		case wrong <= blendTolerance*greatest || length <= shortest:
			if wrong > blendTolerance*greatest { // a jump: a straight line across it would go beyond what the function takes
				out = linear.Input{Level: out.At(length / 2)}
			}
			s.Piece, s.Greatest = math.Max(length, shortest), greatest
			if s.Pieces++; r.Now()-s.Window > 3600*engine.Second {
				s.Window, s.Pieces = r.Now(), 0
			}
			if s.Pieces > mostPieces {
				return engine.Never, fmt.Errorf("%s changes too fast to be followed: more than %d times in an hour, at %s", b.Path, int(mostPieces), r.Now())
			}
			r.SetForm(b.Out, out)
			return next(r.Now(), length), nil
		case wrong > 16*blendTolerance*greatest || math.IsNaN(wrong):
			length = c.shorten(length, 4)
		default:
			length = c.shorten(length, 2)
		}
	}
}

// outlook asks the function how it goes on.
func (b Blend) outlook(m *memory) (out linear.Input, until float64, ok bool) {
	if f, is := b.Law.(Forecast); is {
		return f.Outlook(m.forms)
	}
	out, ok = b.Law.Form(m.forms, m.args)
	return out, math.Inf(1), ok
}

// next is the first nanosecond that is not before now + tau, and later than now.
func next(now engine.Time, tau float64) engine.Time {
	ns := math.Ceil(tau * 1e9)
	if !(ns < float64(engine.Never-max(now, 0))/2) {
		return engine.Never
	}
	return now + max(1, engine.Time(ns))
}

// course is a function at the quarters of a piece, as far as it is known there.
type course struct {
	f     [5]float64
	known [5]bool
}

// look computes what is not known yet of a piece of that length, in s, from now
// on.
func (b Blend) look(now float64, m *memory, length float64, c *course) {
	for k := range c.f {
		if c.known[k] {
			continue
		}
		tau := length * float64(k) / 4
		for _, i := range m.moving {
			m.args[i] = m.forms[i].At(tau)
		}
		c.f[k], c.known[k] = b.Law.At(now+tau, m.args), true
	}
}

// shorten turns to a piece of a half or a quarter of the length, but no less than
// the shortest, and keeps what is known of it.
func (c *course) shorten(length float64, parts int) float64 {
	old := *c
	*c = course{f: [5]float64{old.f[0]}, known: [5]bool{true}}
	if length /= float64(parts); length < shortest {
		return shortest
	}
	for k := range old.f {
		if k*parts < len(c.f) {
			c.f[k*parts], c.known[k*parts] = old.f[k], old.known[k]
		}
	}
	return length
}

// line is the straight line that stands for the function for length seconds, the
// function's greatest value there, and how far it is from the line. The line has
// the slope of the chord and the integral of the function by Boole's rule.
func (c *course) line(length float64) (line linear.Input, greatest, wrong float64) {
	f := &c.f
	for _, v := range f {
		greatest = max(greatest, math.Abs(v))
	}
	if math.IsNaN(f[0]+f[1]+f[2]+f[3]+f[4]) || math.IsInf(greatest, 0) {
		return line, 0, math.NaN()
	}
	mean := (7*f[0] + 32*f[1] + 12*f[2] + 32*f[3] + 7*f[4]) / 90
	line.Slope = (f[4] - f[0]) / length
	line.Level = mean - line.Slope*length/2
	for k, v := range f {
		tau := length * float64(k) / 4
		wrong = max(wrong, math.Abs(v-(line.Level+line.Slope*tau)))
	}
	return line, greatest, wrong
}

// undefined waits for the other arguments, and fails when they are all there.
func (b Blend) undefined(r *engine.Run, s *BlendState) (engine.Time, error) {
	if s.At != r.Now() {
		s.At, s.Tries = r.Now(), 0
	}
	if s.Tries < b.Patience {
		s.Tries++
		return r.Now(), nil // once more in the next microstep
	}
	return engine.Never, fmt.Errorf("%s has no value at %s: a division by zero, the root or logarithm of a negative number, or a number beyond all bounds", b.Path, r.Now())
}

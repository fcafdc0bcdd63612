package ode

// System is a law M dx/dt = f(x, u, z) with outputs y(x, u, z). x are its states, u
// its inputs, and z its memory: modes and whatever else changes at events only. It is
// immutable and may be shared by any number of solutions; what changes is in a
// Point. Everything is in SI. Time enters as an input only.
type System interface {
	Shape() *Shape
	// Begin writes the first states and the first memory, for the inputs. p.X is what
	// whoever starts the solution proposes, or zero.
	Begin(p *Point)
	// Rates writes f to dx, as long as p.X.
	Rates(p *Point, dx []float64)
	// Outputs writes all outputs to y.
	Outputs(p *Point, y []float64)
	// Guards writes all guards to g. A guard that is above zero is at rest; there
	// is an event where it falls through zero. One that does not count in the mode
	// as it is, is 1.
	Guards(p *Point, g []float64)
	// React lets guard k act where it has fallen to zero: it may change p.X and
	// p.Z. Guards of one instant act one after the other, in their order, each
	// seeing what those before it left. Where neither it nor Settle after it changes
	// anything, the guard is quiet until it has been above zero again.
	React(p *Point, k int)
	// Settle decides modes anew, at the beginning and after every jump: of inputs, or
	// by a reaction. It may change p.Z, and p.X where a mode prescribes it.
	Settle(p *Point)
}

// Shape is what a system consists of.
type Shape struct {
	States, Inputs, Memory, Outputs, Guards int
	// Work is how long Point.W is.
	Work int
	// Mass is M, its diagonal of ones and zeros; nil where all are 1. A state of mass 0 has no rate
	// of its own: it takes the value at which its f is zero.
	Mass []float64
	// Scale is, for each state, a size that matters, in its own unit: what is
	// small beside the tolerance times it does not count. nil where all are 1.
	Scale []float64
	// StateOf is, for each output, the state that it shows as it is, or -1.
	StateOf []int32
	// Pattern lists where the Jacobian df/dx may differ from zero, each place
	// once, the diagonal too; nil stands for everywhere.
	Pattern []Place
}

// Place is an entry of a matrix.
type Place struct{ Row, Column int32 }

// Differentiable is a System that knows its Jacobian.
type Differentiable interface {
	System
	// Jacobian writes df/dx at each place of the pattern, or of the whole matrix
	// row by row, to j.
	Jacobian(p *Point, j []float64)
}

// Waiter is a System some of whose guards change nothing for others where they fall, but
// note it: these react first of an instant, and also where another guard of it lifts them
// again.
type Waiter interface {
	System
	Waits(p *Point, k int) bool
}

// Explainer is a System that says what its failures mean and whose fault it is when
// there is no number.
type Explainer interface {
	System
	// Explain is the error behind Point.Fail(code, value).
	Explain(code int, value float64) error
	// Blame finds who makes the rates, outputs or guards at p no finite number; nil
	// where all are finite.
	Blame(p *Point) error
	// GuardName names guard k in an error: "twin.belt, which begins to slip".
	GuardName(k int) string
	// StateName is the path of state i.
	StateName(i int) string
}

// Point is where a system is. The slices belong to who calls.
type Point struct {
	X, U, Z []float64
	// W is scratch: its content means nothing between calls.
	W []float64
	// member and members tell whose codes are told where systems are joined; both 0
	// where there is one.
	member, members int
	// news is the log of Tell: the number of entries, the code of a failure and its
	// value, then a code and a value for each entry.
	news []float64
}

// mostNews is how many events a Point remembers until they are read.
const mostNews = 32

// newsSize is the length of Point.news.
const newsSize = 3 + 2*mostNews

// Tell notes an event for whoever reads the solution, from React or Settle: a code
// of the system's own, and a number that belongs to it.
func (p *Point) Tell(code int, value float64) {
	if len(p.news) == 0 || p.news[0] >= mostNews {
		return
	}
	at := 3 + 2*int(p.news[0])
	p.news[at], p.news[at+1] = float64(p.code(code)), value
	p.news[0]++
}

// code is the code of a member among those of all.
func (p *Point) code(code int) int { return code*max(p.members, 1) + p.member }

// Fail ends the solution, from React or Settle; the first failure counts. Code is
// the system's own, not negative.
func (p *Point) Fail(code int, value float64) {
	if len(p.news) > 0 && p.news[1] == 0 {
		p.news[1], p.news[2] = float64(p.code(code))+1, value
	}
}

// Row is an output of a compiled system: a sum of weights times outputs and inputs.
type Row struct {
	Y []Term
	U []Term
	// Looked says that the row is searched for crossings, integrated or followed.
	Looked bool
}

// Term is a weighted reference to an output or an input.
type Term struct {
	Index  int
	Weight float64
}

// Options are how exactly a system is solved.
type Options struct {
	// Relative is the tolerance of the local error, relative to a state's size, by
	// default 1e-9; Shape.Scale times it is the absolute one.
	Relative float64
	// Method is "" for a choice made anew as the solution goes on, or "dp5" or
	// "rodas5p".
	Method string
}

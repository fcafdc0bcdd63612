package engine

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sort"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// Builder gathers the parts of a Model.
type Builder struct {
	signals      []signalLaw
	watches      []watchLaw
	accumulators []accumulatorLaw
	extremes     []extremeLaw
	windows      []windowLaw
	entries      []entry
	blocks       []Block
	every        Time
	channels     []SampledSignal
	accuracy     float64
	errs         []error
	known        map[reflect.Type]bool // kinds of actors whose state was looked at
}

type signalLaw struct {
	path        string
	class       Class
	initial     float64
	accumulator int32     // -1 for none
	sampled     int32     // place in Run.values, -1 for none
	followers   followers // of a held or formed signal
	shapes      bool      // some island's law depends on it
	island, row int32     // of a Dense signal
}

// entry is an actor as it was added.
type entry struct {
	path   string
	kind   reflect.Type
	attach func(p pool) (pool, int)
	wiring Wiring
	island int // index of an island, -1 for an actor proper
}

// Block is one connected piece of physics: linear, E x' = A x + B u, by its Law, or
// nonlinear by its System. Blocks that a watch compares are joined into one island.
type Block struct {
	Path            string   // of its first twin
	States          []string // a path for each state; they name the culprit of a runaway
	Lowest, Highest float64  // a state outside this range is a runaway
	Inputs          []Signal // u: Held or Formed
	Shaping         []Signal // what Law reads; a change during a run makes a new law
	Outputs         []Signal // Dense: output i is Rows[i] of the system
	Law             BlockLaw

	// System is nonlinear physics; then Law is nil, and there is no Shaping.
	System ode.System
	// Ranges, where given, are those of each state, in place of Lowest and Highest.
	Ranges []Range
	// Event is what is recorded when the System tells a code and a value.
	Event func(code int, value float64) Event
}

// Range is where a state means anything.
type Range struct{ Lowest, Highest float64 }

// bounds are those of state i.
func (b *Block) bounds(i int) Range {
	if b.Ranges != nil {
		return b.Ranges[i]
	}
	return Range{b.Lowest, b.Highest}
}

// BlockLaw gives the numbers of a block for the values of its parameters.
type BlockLaw interface {
	// System returns the equations: N = len(States), M = len(Inputs), one row
	// per output.
	System(value func(Signal) float64) linear.System
	// Start writes the states at the run's first instant to x.
	Start(value func(Signal) float64, x []float64)
}

// SampledSignal is one channel of the recording grid.
type SampledSignal struct {
	Signal Signal
	Mean   bool // mean over the interval that ends at the sample, otherwise the value at it
	// Against is taken off where Residual, in the same way: value less value at
	// the sample, mean less mean.
	Residual bool
	Against  Signal
	// Missing are stretches, in order, in which there is nothing to take off: a
	// value within one of them, or a mean that reaches into one, is NaN.
	Missing []Stretch
}

// Stretch is a time from one moment to a later one.
type Stretch struct{ From, Until Time }

// misses reports whether a channel has no value at t, or as a mean since prev.
func (c *SampledSignal) misses(t, prev Time) bool {
	if len(c.Missing) == 0 {
		return false
	}
	if !c.Mean {
		prev = t
	}
	i := sort.Search(len(c.Missing), func(i int) bool { return c.Missing[i].Until > prev })
	return i < len(c.Missing) && c.Missing[i].From < t
}

// signals are those that the channel is made of.
func (c *SampledSignal) signals() []Signal {
	if c.Residual {
		return []Signal{c.Signal, c.Against}
	}
	return []Signal{c.Signal}
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder { return &Builder{known: map[reflect.Type]bool{}} }

// Expect makes room for about so many signals and actors, to save time.
func (b *Builder) Expect(signals, actors int) {
	b.signals, b.entries = slices.Grow(b.signals, signals), slices.Grow(b.entries, actors)
}

func (b *Builder) signal(path string, class Class, initial float64) Signal {
	b.signals = append(b.signals, signalLaw{path: path, class: class, initial: initial, accumulator: -1, island: -1, row: -1})
	return Signal(len(b.signals) - 1)
}

// Held declares a signal that is constant between events. Parameters are held
// signals too: the numbers of a run are laid over their initial values.
func (b *Builder) Held(path string, initial float64) Signal { return b.signal(path, Held, initial) }

// Formed declares a signal that may also go linearly or sinusoidally.
func (b *Builder) Formed(path string, initial float64) Signal {
	return b.signal(path, Formed, initial)
}

// Dense declares an output of continuous physics, to be bound by a Block.
func (b *Builder) Dense(path string) Signal { return b.signal(path, Dense, 0) }

// ClassOf returns how s may change.
func (b *Builder) ClassOf(s Signal) Class { return b.signals[s].class }

// InitialOf returns the value of s before the numbers of a run are laid over it.
func (b *Builder) InitialOf(s Signal) float64 { return b.signals[s].initial }

// PathOf returns the path of s.
func (b *Builder) PathOf(s Signal) string { return b.signals[s].path }

// Block adds continuous physics.
func (b *Builder) Block(blk Block) { b.blocks = append(b.blocks, blk) }

// Accuracy sets the tolerance of the local error of nonlinear physics, relative to
// the size of each state; without it, it is that of ode.Options.
func (b *Builder) Accuracy(relative float64) { b.accuracy = relative }

// Watch declares a watch on a weighted sum of signals of any class. It
// belongs to the actor that lists it in its Wiring.
func (b *Builder) Watch(terms ...Term) Watch {
	b.watches = append(b.watches, watchLaw{terms: append([]Term(nil), terms...), island: -1})
	return Watch(len(b.watches) - 1)
}

// Integral returns the accumulator of s.
func (b *Builder) Integral(s Signal) Accumulator {
	law := &b.signals[s]
	if law.accumulator < 0 {
		law.accumulator = int32(len(b.accumulators))
		b.accumulators = append(b.accumulators, accumulatorLaw{signal: s, island: -1})
	}
	return Accumulator(law.accumulator)
}

// Extreme returns a new extreme of s, idle at first.
func (b *Builder) Extreme(s Signal) Extreme {
	b.extremes = append(b.extremes, extremeLaw{signal: s, island: -1})
	return Extreme(len(b.extremes) - 1)
}

// Window returns a new window of that width over s, idle at first.
func (b *Builder) Window(s Signal, width Time) Window {
	if width <= 0 {
		b.errs = append(b.errs, fmt.Errorf("a window over %s of no width", b.signals[s].path))
	}
	b.windows = append(b.windows, windowLaw{signal: s, width: width.Seconds(), island: -1})
	return Window(len(b.windows) - 1)
}

// Sample sets the recording grid: every so often from 0 to the end, both
// included.
func (b *Builder) Sample(every Time, channels []SampledSignal) {
	b.every, b.channels = every, append([]SampledSignal(nil), channels...)
	for _, c := range b.channels {
		if c.Mean {
			for _, s := range c.signals() {
				b.Integral(s)
			}
		}
	}
}

// Add adds an actor. Its path must be its own; actors act in the order of
// their paths. L is a plain value, one per actor.
func Add[S any, L Law[S]](b *Builder, path string, law L, w Wiring) {
	kind := reflect.TypeFor[actors[S, L]]()
	if !b.known[kind] {
		bad := plain(reflect.TypeFor[S]())
		if b.known[kind] = bad == ""; bad != "" {
			b.errs = append(b.errs, fmt.Errorf("actor %s: its state is not plain data: %s", path, bad))
		}
	}
	if w.Observer != 0 && len(w.Watches) > 0 {
		b.errs = append(b.errs, fmt.Errorf("actor %s: an observer owns no watches", path))
	}
	b.entries = append(b.entries, entry{
		path: path, kind: kind, wiring: w, island: -1,
		attach: func(p pool) (pool, int) {
			a, _ := p.(*actors[S, L])
			if a == nil {
				a = &actors[S, L]{}
			}
			a.laws = append(a.laws, law)
			return a, len(a.laws) - 1
		},
	})
}

// check reports what cannot be built.
func (b *Builder) check(from, until Time) error {
	errs := b.errs
	if from > until {
		errs = append(errs, fmt.Errorf("the run would end (%s) before it begins (%s)", until, from))
	}
	if until == Never {
		errs = append(errs, errors.New("the run would never end"))
	}
	seen := make(map[string]bool, len(b.entries))
	for _, e := range b.entries {
		if seen[e.path] {
			errs = append(errs, fmt.Errorf("two actors have the path %s", e.path))
		}
		seen[e.path] = true
	}
	bound := make([]*Block, len(b.signals)) // whose output a signal is
	for i := range b.blocks {
		blk := &b.blocks[i]
		for _, s := range blk.Outputs {
			if b.signals[s].class != Dense {
				errs = append(errs, fmt.Errorf("%s: output %s is not declared dense", blk.Path, b.signals[s].path))
			}
			if bound[s] != nil {
				errs = append(errs, fmt.Errorf("%s: output %s belongs to %s already", blk.Path, b.signals[s].path, bound[s].Path))
			}
			bound[s] = blk
		}
		for _, s := range blk.Inputs {
			if b.signals[s].class == Dense {
				errs = append(errs, fmt.Errorf("%s: input %s is an output of continuous physics; join the two by a conductance", blk.Path, b.signals[s].path))
			}
		}
		for _, s := range blk.Shaping {
			if b.signals[s].class != Held {
				errs = append(errs, fmt.Errorf("%s: parameter %s changes continuously", blk.Path, b.signals[s].path))
			}
		}
	}
	for i := range b.signals {
		if s := &b.signals[i]; s.class == Dense && bound[i] == nil {
			errs = append(errs, fmt.Errorf("nothing computes %s", s.path))
		}
	}
	return errors.Join(errs...)
}

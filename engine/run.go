package engine

import (
	"strconv"
	"sync/atomic"

	"whatif/engine/pending"
	"whatif/physics/linear"
)

// Caps on what may happen without time going on.
const (
	// An instant may have MicrostepCap microsteps, and MicrostepsPerWatch for each
	// watch: those of one island are crossed one after the other.
	MicrostepCap       = 1000
	MicrostepsPerWatch = 10
	// Within one second of simulated time the actors may fire FiringsCap times
	// and FiringsPerActor times each.
	FiringsCap      = 200_000
	FiringsPerActor = 100
)

const window = Second

// Number is one number of a run, laid over the initial value of a signal.
type Number struct {
	Signal Signal
	Value  float64
}

// Numbers is what tells one run of a model from another.
type Numbers struct {
	Seed int64
	Draw int
	Set  []Number
}

// Run is one passage through a model: everything that changes. A Run is used
// by one goroutine at a time and may be used again for another run.
type Run struct {
	model *Model
	rec   Recorder
	// Interrupt, when set, ends the run with ErrInterrupted.
	Interrupt *atomic.Bool
	// OnSegment, when set, sees every segment of every island before it is
	// closed, and the last ones at the model's end, for audits such as an energy
	// balance. It must not change them. Where a change would be taken into a segment,
	// another is begun for it to see, which rounds otherwise.
	OnSegment func(island int, p linear.Propagator, s linear.Segment, tau float64)

	scalars
	tree      *pending.Tree // next time per actor
	pools     []pool        // states of the actors
	forms     []form        // per signal
	sums      []float64
	sumSince  []Time
	extremes  []span
	windows   []sliding
	pieces    [][]piece      // per window: the signal under it
	arms      []linear.Guard // per watch
	crossedAt []int64        // per watch: the microstep that sees its crossing
	islands   []islandState
	memory    [][]float64 // per island: the segment's state
	lastSums  []float64   // per channel: integral at the last sample

	// The propagators of the islands: laws, made for the parameters in
	// shapedBy, never changed, shared with snapshots; and those made before.
	props    []linear.Propagator
	shapedBy [][]float64
	shapes   []shapes
	level    func(Signal) float64 // of a held signal; made once

	// Scratch, empty between instants.
	writes      []write
	arming      []arming
	awake       []uint64
	woken       []uint32 // due in the next microstep
	watchers    []uint32 // observers due once all others are at rest
	due         []uint32
	unsettled   []uint32
	newInputs   [][]int32 // per island: inputs that have changed
	rearmed     [][]int32 // per island: guards that have, never nil
	work        [][]float64
	values      []float64 // what is sampled of the islands, for a stretch of points
	inputs      []linear.Input
	states      []float64
	sample      []float64
	partSums    []float64
	lastWritten Signal
	acting      uint32 // who acts, or acted last

	recordFault error // the sink failed during an Emit
}

// scalars is the part of a run's state that is single numbers.
type scalars struct {
	now         Time
	seed        int64
	draw        int
	begun       bool
	looking     int32 // the observers up to this rank have started
	ended       bool  // the last segments were shown to OnSegment
	micro       int64 // microsteps since the run began
	fingerprint uint64
	events      int64
	firings     int64
	windowFrom  Time
	windowCount int64
	nextSample  int64 // number of the next point of the recording grid
	nextPoint   Time  // and the point
}

// NewRun returns a run of m, to be Reset before use.
func (m *Model) NewRun() *Run {
	r := &Run{
		model: m, tree: pending.New(len(m.actors)),
		forms: make([]form, len(m.signals)), sums: make([]float64, m.places), sumSince: make([]Time, m.places),
		extremes: make([]span, len(m.extremes)), windows: make([]sliding, len(m.windows)), pieces: make([][]piece, len(m.windows)), arms: make([]linear.Guard, len(m.watches)),
		crossedAt: make([]int64, len(m.watches)), islands: make([]islandState, len(m.islands)),
		memory: make([][]float64, len(m.islands)), work: make([][]float64, len(m.islands)), values: make([]float64, m.stretch*m.sampled),
		props: make([]linear.Propagator, len(m.islands)), shapedBy: make([][]float64, len(m.islands)), shapes: make([]shapes, len(m.islands)),
		newInputs: make([][]int32, len(m.islands)), rearmed: make([][]int32, len(m.islands)),
		awake: make([]uint64, (len(m.actors)+63)/64), lastSums: make([]float64, len(m.channels)),
		sample: make([]float64, len(m.channels)), partSums: make([]float64, m.places),
	}
	r.level = func(s Signal) float64 { return r.forms[s].in.Level }
	for _, p := range m.pools {
		r.pools = append(r.pools, p.fresh())
	}
	guards := make([]int32, 4*len(m.islands))
	for i := range m.islands {
		isl := &m.islands[i]
		r.shapedBy[i] = make([]float64, len(isl.shaping))
		r.shapes[i] = newShapes(isl, len(m.islands))
		r.rearmed[i] = guards[4*i : 4*i : 4*i+4]
	}
	return r
}

// Reset makes r ready to run from the model's first instant with these
// numbers. rec takes what the run produces; it may be nil.
func (r *Run) Reset(n Numbers, rec Recorder) {
	m := r.model
	r.rec = rec
	r.scalars = scalars{now: m.from, windowFrom: m.from, seed: n.Seed, draw: n.Draw, fingerprint: golden, nextPoint: m.gridPoint(0)}
	r.tree.Clear()
	for _, p := range r.pools {
		p.reset()
	}
	for i := range m.signals {
		r.forms[i] = form{since: m.from, in: linear.Input{Level: m.signals[i].initial}}
	}
	for _, x := range n.Set {
		r.forms[x.Signal].in.Level = x.Value
	}
	clear(r.sums)
	for i := range r.sumSince {
		r.sumSince[i] = m.from
	}
	for i := range r.extremes {
		r.extremes[i] = idle()
	}
	for i := range r.windows {
		r.windows[i], r.pieces[i] = notSliding(), r.pieces[i][:0]
	}
	for i := range r.crossedAt {
		r.crossedAt[i] = -1
	}
	for i := range m.watches {
		r.arms[m.watches[i].guard] = linear.Guard{Row: m.watches[i].row}
	}
	clear(r.lastSums)
	r.clearScratch()
	r.lastWritten = NoSignal
	r.recordFault = nil
}

// Now is the present instant.
func (r *Run) Now() Time { return r.now }

// Model is the law of the run.
func (r *Run) Model() *Model { return r.model }

// Events is the number of events emitted so far, the warm-up's left out.
func (r *Run) Events() int64 { return r.events }

// Firings is how often an actor has acted so far.
func (r *Run) Firings() int64 { return r.firings }

// Fingerprint is a rolling hash over all firings so far: times in nanoseconds,
// actors, kinds of event. Recording leaves no trace in it.
func (r *Run) Fingerprint() uint64 { return r.fingerprint }

// Stream returns the random stream of that number that belongs to key in this
// run's seed and draw.
func (r *Run) Stream(key Key, stream uint64) Stream {
	return NewStream(r.seed, r.draw, key, stream)
}

// Emit records an event of now. Time and Seq are filled in. Events of the
// warm-up are dropped.
func (r *Run) Emit(e Event) {
	r.fingerprint = mix(r.fingerprint ^ uint64(KeyOf(e.Kind)))
	if r.now < 0 {
		return
	}
	e.Time, e.Seq = r.now, r.events
	r.events++
	if r.rec != nil {
		if err := r.rec.Event(e); err != nil {
			r.recordFault = &RecordError{err}
		}
	}
}

// clearScratch empties what is empty between instants, which a failed run may
// have left otherwise.
func (r *Run) clearScratch() {
	r.writes, r.arming, r.unsettled = r.writes[:0], r.arming[:0], r.unsettled[:0]
	r.woken, r.watchers = r.woken[:0], r.watchers[:0]
	for i := range r.newInputs {
		r.newInputs[i], r.rearmed[i] = r.newInputs[i][:0], r.rearmed[i][:0]
	}
	clear(r.awake)
}

// stamp takes a firing into the fingerprint.
func (r *Run) stamp(key uint64) {
	r.firings++
	h := (r.fingerprint ^ uint64(r.now)) * golden
	h ^= h>>29 ^ key
	r.fingerprint = h
}

func number(i int) string { return strconv.Itoa(i) }

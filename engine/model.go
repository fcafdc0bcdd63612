package engine

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Model is the law of a run. It never changes; any number of runs share it.
type Model struct {
	from, until  Time
	signals      []signalLaw
	watches      []watchLaw
	accumulators []accumulatorLaw
	extremes     []extremeLaw
	windows      []windowLaw
	islands      []islandLaw
	islandActor  []uint32

	paths     []string // per actor, ascending
	actors    []actorRef
	observers []int32 // rank per actor, 0 for an actor proper; nil where none observes
	pools     []pool  // laws only
	// Actors proper, in order: those started first, those that observe, which are
	// started last, and the others.
	sources, others, lookers []uint32
	// The actors that read a signal: readers[readersAt[s]:readersAt[s+1]]; of an
	// island, as which of its inputs, or -1 where it is none.
	readersAt []int32
	readers   []reader

	places   int // length of Run.sums
	every    Time
	channels []SampledSignal
	accuracy float64 // of nonlinear physics, 0 for the usual one
	sampled  int     // outputs of islands that are sampled
	stretch  int     // points of the recording grid that are looked up at a time
	summed   []int32 // islands of which integrals are sampled
	direct   []directChannel
	indirect []int32 // the other channels
	// The number of the last point of the recording grid, the end of the span; -1
	// where nothing is recorded.
	lastSample int64
}

// reader is an actor that a change of a signal wakes.
type reader struct {
	id    uint32
	input int32 // index among an island's inputs, -1 for none
}

// Build checks the parts and wires them to a model that runs from one instant
// to another.
func (b *Builder) Build(from, until Time) (*Model, error) {
	if err := b.check(from, until); err != nil {
		return nil, err
	}
	m := &Model{
		from: from, until: until, lastSample: -1,
		signals:      slices.Clone(b.signals),
		watches:      slices.Clone(b.watches),
		accumulators: slices.Clone(b.accumulators),
		extremes:     slices.Clone(b.extremes),
		windows:      slices.Clone(b.windows),
		every:        b.every, channels: b.channels, accuracy: b.accuracy,
	}
	m.layIslands(b.blocks, b.entries)
	if err := m.order(b.entries); err != nil {
		return nil, err
	}
	m.placeAccumulators()
	m.placeFollowers()
	m.placeSamples()
	m.placeChannels()
	m.layGrid()
	return m, nil
}

// order numbers the actors by path and wires readers and watches.
func (m *Model) order(entries []entry) error {
	all := slices.Clone(entries)
	for i := range m.islands {
		all = append(all, entry{path: m.islands[i].path, island: i,
			wiring: Wiring{Reads: append(slices.Clone(m.islands[i].inputs), m.islands[i].shaping...)}})
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.path, b.path) })

	var errs []error
	poolOf := map[reflect.Type]int{}
	owned := make([]bool, len(m.watches))
	reads := make([][]reader, len(m.signals))
	m.islandActor = make([]uint32, len(m.islands))
	for n, e := range all {
		id := uint32(n)
		m.paths = append(m.paths, e.path)
		key := uint64(KeyOf(e.path))
		for _, s := range e.wiring.Reads {
			if m.signals[s].class == Dense {
				errs = append(errs, fmt.Errorf("%s waits for changes of %s, which changes all the time; it needs a watch", e.path, m.signals[s].path))
			}
			if k := len(reads[s]); k == 0 || reads[s][k-1].id != id {
				reads[s] = append(reads[s], reader{id, m.inputOf(e.island, s)})
			}
		}
		for _, w := range e.wiring.Watches {
			if owned[w] {
				errs = append(errs, fmt.Errorf("%s: a watch belongs to one actor only", e.path))
			}
			owned[w] = true
			m.watches[w].owner = id
		}
		if e.island >= 0 {
			m.actors = append(m.actors, actorRef{key, islandPool, uint32(e.island)})
			m.islandActor[e.island] = id
			continue
		}
		k, ok := poolOf[e.kind]
		if !ok {
			k = len(m.pools)
			poolOf[e.kind] = k
			m.pools = append(m.pools, nil)
		}
		p, index := e.attach(m.pools[k])
		m.pools[k] = p
		m.actors = append(m.actors, actorRef{key, int32(k), uint32(index)})
		if e.wiring.Observer != 0 {
			if m.observers == nil {
				m.observers = make([]int32, len(all))
			}
			m.observers[id] = e.wiring.Observer
		}
		switch {
		case e.wiring.Source:
			m.sources = append(m.sources, id)
		case e.wiring.Observer != 0:
			m.lookers = append(m.lookers, id)
		default:
			m.others = append(m.others, id)
		}
	}
	for w, ok := range owned {
		if !ok {
			errs = append(errs, fmt.Errorf("watch %d belongs to no actor", w))
		}
	}
	slices.SortStableFunc(m.lookers, func(a, b uint32) int { return cmp.Compare(m.rank(a), m.rank(b)) })
	m.readersAt = make([]int32, len(m.signals)+1)
	for s, readers := range reads {
		m.readers = append(m.readers, readers...)
		m.readersAt[s+1] = int32(len(m.readers))
	}
	return errors.Join(errs...)
}

// inputOf is which input of an island a signal is, -1 for none.
func (m *Model) inputOf(island int, s Signal) int32 {
	if island >= 0 {
		if i, ok := m.islands[island].place[s]; ok {
			return int32(i)
		}
	}
	return -1
}

// rank is that of an observer, 0 for an actor proper.
func (m *Model) rank(id uint32) int32 {
	if m.observers == nil {
		return 0
	}
	return m.observers[id]
}

// From and Until are the first and the last instant of a run.
func (m *Model) From() Time  { return m.from }
func (m *Model) Until() Time { return m.until }

// Actors is the number of actors, islands included.
func (m *Model) Actors() int { return len(m.actors) }

// Path returns the path of an actor.
func (m *Model) Path(id ActorID) string { return m.paths[id] }

// Initial returns the value of a held signal before the numbers of a run are
// laid over it.
func (m *Model) Initial(s Signal) float64 { return m.signals[s].initial }

// Output tells which output of which island a dense signal is, for audits; the
// island is -1 for any other signal.
func (m *Model) Output(s Signal) (island, row int) {
	return int(m.signals[s].island), int(m.signals[s].row)
}

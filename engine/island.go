package engine

import (
	"slices"
	"strings"

	"whatif/physics/connect"
	"whatif/physics/linear"
)

// islandLaw is the law of one island: blocks of continuous physics that
// influence each other, or that a watch compares.
type islandLaw struct {
	path    string
	blocks  []Block
	inputs  []Signal // of all blocks and watches, each once
	shaping []Signal
	outputs []Signal
	watches []Watch // guard k of the island waits on row len(outputs)+k
	guardAt int     // its guards are Run.arms[guardAt:guardAt+len(watches)]

	sumRows   []int32     // outputs that are integrated
	sumsAt    int         // their place in Run.sums
	followers []followers // per output; nil where nothing looks at any
	followed  []int32     // outputs that something looks at
	sampled   []int32     // outputs that are sampled as values
	sampledAt int         // their place in Run.values

	place   map[Signal]int // of each input in inputs
	shaped  map[Signal]bool
	inputAt [][]int // per block: index of its inputs in inputs
	stateAt []int   // per block: index of its first state
	states  int
	rowAt   []int // per block: index of its first output
	curved  bool  // some block is nonlinear
}

// followers are what follows one signal.
type followers struct {
	extremes []Extreme
	windows  []Window
}

// followersAt are those of an output, to be added to.
func (isl *islandLaw) followersAt(row int32) *followers {
	if isl.followers == nil {
		isl.followers = make([]followers, len(isl.outputs)+len(isl.watches))
	}
	l := &isl.followers[row]
	if len(l.extremes)+len(l.windows) == 0 {
		isl.followed = append(isl.followed, row)
	}
	return l
}

// layIslands groups blocks into islands, gives every island its inputs and
// outputs, and every watch its island. A watch over no output of physics at
// all gets an island without states.
func (m *Model) layIslands(given []Block, entries []entry) {
	blocks := slices.Clone(given)
	slices.SortStableFunc(blocks, func(a, b Block) int { return strings.Compare(a.Path, b.Path) })
	blockOf := map[Signal]int{}
	for i, b := range blocks {
		for _, s := range b.Outputs {
			blockOf[s] = i
		}
	}
	joined := connect.New(len(blocks))
	home := make([]int, len(m.watches)) // a block, -1 for none
	for w := range m.watches {
		home[w] = -1
		for _, t := range m.watches[w].terms {
			if m.signals[t.Signal].class != Dense {
				continue
			}
			if home[w] >= 0 {
				joined.Join(home[w], blockOf[t.Signal])
			}
			home[w] = blockOf[t.Signal]
		}
	}
	islandOf := map[int]int{}
	for i, b := range blocks {
		r := joined.First(i)
		k, ok := islandOf[r]
		if !ok {
			k = len(m.islands)
			islandOf[r] = k
			m.islands = append(m.islands, newIsland(b.Path))
		}
		m.islands[k].addBlock(m, k, b)
	}
	names := m.nameWatches(entries)
	for w := range m.watches {
		law := &m.watches[w]
		if home[w] >= 0 {
			law.island = int32(islandOf[joined.First(home[w])])
		} else {
			law.island = int32(len(m.islands))
			m.islands = append(m.islands, newIsland("watch."+names[w]))
		}
		isl := &m.islands[law.island]
		isl.watches = append(isl.watches, Watch(w))
		for _, t := range law.terms {
			if m.signals[t.Signal].class != Dense {
				isl.input(t.Signal)
			}
		}
	}
	guards := 0
	for i := range m.islands {
		isl := &m.islands[i]
		isl.guardAt = guards
		for k, w := range isl.watches {
			m.watches[w].guard = int32(guards + k)
			m.watches[w].row = int32(len(isl.outputs) + k)
		}
		guards += len(isl.watches)
		for _, s := range isl.shaping {
			m.signals[s].shapes = true
		}
	}
}

// nameWatches names each watch after its owner, so that no path depends on how
// many watches were declared before.
func (m *Model) nameWatches(entries []entry) []string {
	names := make([]string, len(m.watches))
	for _, e := range entries {
		for k, w := range e.wiring.Watches {
			names[w] = e.path
			if k > 0 {
				names[w] += "." + number(k)
			}
		}
	}
	return names
}

func newIsland(name string) islandLaw {
	return islandLaw{path: "island." + name, place: map[Signal]int{}, shaped: map[Signal]bool{}}
}

func (isl *islandLaw) addBlock(m *Model, k int, b Block) {
	at := make([]int, len(b.Inputs))
	for i, s := range b.Inputs {
		at[i] = isl.input(s)
	}
	isl.inputAt = append(isl.inputAt, at)
	isl.stateAt = append(isl.stateAt, isl.states)
	isl.rowAt = append(isl.rowAt, len(isl.outputs))
	isl.states += len(b.States)
	isl.blocks = append(isl.blocks, b)
	isl.curved = isl.curved || b.System != nil
	for _, s := range b.Shaping {
		if !isl.shaped[s] {
			isl.shaped[s] = true
			isl.shaping = append(isl.shaping, s)
		}
	}
	for _, s := range b.Outputs {
		m.signals[s].island, m.signals[s].row = int32(k), int32(len(isl.outputs))
		isl.outputs = append(isl.outputs, s)
	}
}

// input returns the index of s among the inputs, taking it in where it is new.
func (isl *islandLaw) input(s Signal) int {
	i, ok := isl.place[s]
	if !ok {
		i = len(isl.inputs)
		isl.place[s] = i
		isl.inputs = append(isl.inputs, s)
	}
	return i
}

// system puts the blocks' equations side by side and adds a row per watch.
func (isl *islandLaw) system(m *Model, value func(Signal) float64) linear.System {
	sys := linear.System{N: isl.states, M: len(isl.inputs), E: make([]float64, isl.states)}
	for k, b := range isl.blocks {
		part := b.Law.System(value)
		x0, at := isl.stateAt[k], isl.inputAt[k]
		copy(sys.E[x0:], part.E)
		for _, e := range part.A {
			sys.A = append(sys.A, linear.Entry{Row: x0 + e.Row, Column: x0 + e.Column, Value: e.Value})
		}
		for _, e := range part.B {
			sys.B = append(sys.B, linear.Entry{Row: x0 + e.Row, Column: at[e.Column], Value: e.Value})
		}
		for _, row := range part.Rows {
			moved := linear.Row{X: make([]linear.Term, 0, len(row.X))}
			for _, t := range row.X {
				moved.X = append(moved.X, linear.Term{Index: t.Index + x0, Weight: t.Weight})
			}
			for _, t := range row.U {
				moved.U = append(moved.U, linear.Term{Index: at[t.Index], Weight: t.Weight})
			}
			sys.Rows = append(sys.Rows, moved)
		}
	}
	for _, w := range isl.watches {
		row := linear.Row{}
		for _, t := range m.watches[w].terms {
			s := &m.signals[t.Signal]
			if s.class != Dense {
				row.U = append(row.U, linear.Term{Index: isl.place[t.Signal], Weight: t.Weight})
				continue
			}
			for _, x := range sys.Rows[s.row].X {
				row.X = append(row.X, linear.Term{Index: x.Index, Weight: t.Weight * x.Weight})
			}
			for _, x := range sys.Rows[s.row].U {
				row.U = append(row.U, linear.Term{Index: x.Index, Weight: t.Weight * x.Weight})
			}
		}
		sys.Rows = append(sys.Rows, row)
	}
	return sys
}

// state returns the path and the bounds of state i.
func (isl *islandLaw) state(i int) (path string, lowest, highest float64) {
	k := len(isl.blocks) - 1
	for isl.stateAt[k] > i {
		k--
	}
	b := &isl.blocks[k]
	r := b.bounds(i - isl.stateAt[k])
	return b.States[i-isl.stateAt[k]], r.Lowest, r.Highest
}

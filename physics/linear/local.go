package linear

import (
	"cmp"
	"math"
	"slices"
)

// local propagates by Taylor polynomials in time. It is for large sparse
// systems, in which what an input does stays near it for a while.
//
// A segment is one macro-step of at most step seconds. In it each dynamic state
// and each input is a polynomial in sigma = tau/length,
//
//	x(tau) = c0 + c1 sigma + ... + cP sigma^P,  c(k+1) = length/(k+1) (a ck + b uk)/mass,
//
// whose order and step keep what is left out below the accuracy (see plan). As
// the system is linear, what a change of an input does is added to what was
// there: its response, known beforehand as polynomials of the states near the
// input, is moved to the instant of the change and added. All other states, and
// all that is known about them, stay as they are.
//
// Variables are the dynamic states followed by the inputs. Coefficients are
// stored order by order, so that a sweep over all variables runs along memory.
type local struct {
	plan
	n, m   int
	width  int         // n + m: variables
	kept   []int       // n: index of each dynamic state
	a      *compressed // n x n, times step/mass
	runs   []run       // of a
	flows  *compressed // a without its diagonal
	drain  []float64   // n: the sums of the rows of a
	b      *compressed // n x m, times step/mass
	drives *compressed // m x n: b by columns
	states *compressed // over the variables: the N states
	rows   *compressed // over the variables: the outputs
	plain  []plainRow  // of rows
	answer *responses
	choose []float64 // binomial coefficients, of l over k at l(l+1)/2 + k
	at     localPlaces
}

// maxOrder is the highest order of the polynomials.
const maxOrder = 15

// localPlaces is where the parts of a Segment's State begin.
type localPlaces struct {
	coefficients int // (P+1) x width
	carry        int // n: what rounding has left out of each state
	owed         int // width: what Integrals must take off, in the variable's unit times s
	inputs       int // m x perLocalInput
	moving       int // m: inputs that are not constant
	mode         int // per guard
	margin       int
	row          int
	tree         int
	first        int // width+1: of each variable, where the guards that read it begin in
	guard        int // these
	weight       int // and their weights, magnitudes
	size         int

	guards, readings int // capacities
}

// What the head of a Segment's State holds.
const (
	cellLength  = iota // s: sigma = tau/length
	cellHorizon        // s
	cellMoving         // how many inputs are not constant
	cellRelist         // 1 where that may have changed
	cellGuards         // how many guards are known, -1 for none yet or too many
	cellStale          // 1 where nothing is known of when they are crossed
	cellLeaves         // leaves of the tree
	headLen
)

// newLocal lays the system out for a plan.
func newLocal(d *dynamics, plan plan) *local {
	d = d.sorted()
	p := &local{plan: plan, n: d.n, m: d.m, width: d.n + d.m, kept: d.kept}
	p.a, p.b = compress(d.a), compress(d.b)
	for i, mass := range d.mass {
		p.a.scale(i, p.step/mass)
		p.b.scale(i, p.step/mass)
	}
	p.runs = p.a.runs()
	p.flows, p.drain = differences(d, p.step)
	p.drives = p.b.transposed(d.m)
	p.states = compress(d.states.joined(d.n))
	p.rows = compress(d.rows.joined(d.n))
	p.plain = plainRows(p.rows, p.n)
	p.answer = newResponses(p)
	p.choose = binomials(p.order)
	p.lay()
	return p
}

// sorted is the same system with its states in the order of how many others they
// have to do with.
func (d *dynamics) sorted() *dynamics {
	order, place := make([]int, d.n), make([]int, d.n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(len(d.a[j]), len(d.a[i])) })
	for p, i := range order {
		place[i] = p
	}
	moved := func(row vector) vector {
		row = slices.Clone(row)
		for k := range row {
			row[k].Index = place[row[k].Index]
		}
		slices.SortFunc(row, func(a, b Term) int { return cmp.Compare(a.Index, b.Index) })
		return row
	}
	all := func(rows []vector) []vector {
		list := make([]vector, len(rows))
		for i, row := range rows {
			list[i] = moved(row)
		}
		return list
	}
	s := &dynamics{n: d.n, m: d.m, states: readings{all(d.states.x), d.states.u}, rows: readings{all(d.rows.x), d.rows.u}}
	for _, i := range order {
		s.mass, s.kept = append(s.mass, d.mass[i]), append(s.kept, d.kept[i])
		s.a, s.b = append(s.a, moved(d.a[i])), append(s.b, d.b[i])
	}
	return s
}

// joined is readings over the variables.
func (r readings) joined(n int) []vector {
	list := make([]vector, len(r.x))
	for i, x := range r.x {
		list[i] = slices.Clone(x)
		for _, t := range r.u[i] {
			list[i] = append(list[i], Term{Index: n + t.Index, Weight: t.Weight})
		}
	}
	return list
}

// binomials is the binomial coefficients up to an order, of l over k at
// l(l+1)/2 + k.
func binomials(order int) []float64 {
	var c []float64
	for l := range order + 1 {
		v := 1.0
		for k := range l + 1 {
			c = append(c, v)
			v = v * float64(l-k) / float64(k+1)
		}
	}
	return c
}

// lay places the parts of State.
func (p *local) lay() {
	p.at.guards = guardCapacity(p.rows.count())
	p.at.readings = 2*len(p.rows.index) + leastGuards
	leaves := leavesFor(p.at.guards)
	end := headLen
	take := func(n int) int {
		end += n
		return end - n
	}
	p.at.coefficients = take((p.order + 1) * p.width)
	p.at.carry = take(p.n)
	p.at.owed = take(p.width)
	p.at.inputs = take(perLocalInput * p.m)
	p.at.moving = take(p.m)
	p.at.mode, p.at.margin, p.at.row = take(p.at.guards), take(p.at.guards), take(p.at.guards)
	p.at.tree = take(2 * leaves)
	p.at.first = take(p.width + 1)
	p.at.guard, p.at.weight = take(p.at.readings), take(p.at.readings)
	p.at.size = end
}

func (p *local) Method() string { return "local" }
func (p *local) Size() int      { return p.at.size }

// Work: a sweep over the states.
func (p *local) Work() int { return p.n }

func (p *local) coefficients(s Segment) []float64 {
	return s.State[p.at.coefficients:p.at.carry]
}

func (p *local) owed(s Segment) []float64 { return s.State[p.at.owed:p.at.inputs] }

// Horizon is the end of the macro-step.
func (p *local) Horizon(s Segment) float64 { return s.State[cellHorizon] }

// sigma is an instant in lengths of the macro-step.
func (p *local) sigma(s Segment, tau float64) float64 { return tau / s.State[cellLength] }

// Start sets the states; inputs are zero.
func (p *local) Start(s Segment, x []float64) {
	clear(s.State)
	c := p.coefficients(s)
	for i, k := range p.kept {
		c[i] = x[k]
	}
	s.State[cellGuards] = -1
	p.begin(s)
}

// Force takes new inputs from the segment's beginning on.
func (p *local) Force(s Segment, u []Input) {
	for j := range p.m {
		p.putInput(s, j, u[j].plain(), 0)
	}
	p.begin(s)
}

// Shift moves the beginning of the segment on by tau.
func (p *local) Shift(s Segment, tau float64) {
	p.advance(s, tau)
	p.begin(s)
}

// advance makes the states and inputs at tau those at the segment's beginning.
func (p *local) advance(s Segment, tau float64) {
	p.sweepOn(s, p.sigma(s, tau))
	count := int(s.State[cellMoving])
	if s.State[cellRelist] != 0 {
		count = p.listMoving(s)
	}
	for _, j := range s.State[p.at.moving : p.at.moving+count] {
		p.passInput(s, int(j), tau)
	}
}

// begin expands all variables from the values they have at the segment's
// beginning.
func (p *local) begin(s Segment) {
	count := int(s.State[cellMoving])
	if s.State[cellRelist] != 0 {
		count = p.listMoving(s)
	}
	moving := s.State[p.at.moving : p.at.moving+count]
	fastest := 0.0
	for _, j := range moving {
		fastest = math.Max(fastest, math.Abs(p.input(s, int(j)).Omega))
	}
	length := p.step
	if fastest*length > p.within {
		length = p.within / fastest
	}
	s.State[cellLength], s.State[cellHorizon], s.State[cellStale] = length, length, 1
	for _, j := range moving {
		p.expandInput(s, int(j))
	}
	clear(p.owed(s))
	p.expand(s, moving)
}

// expand computes the coefficients of the states, order by order. The first
// comes from differences between states, in which what all of them have in common
// is not rounded: it would be so alike in each macro-step.
func (p *local) expand(s Segment, moving []float64) {
	c, w, short := p.coefficients(s), p.width, s.State[cellLength]/p.step
	now, next := c[:w], c[w:w+p.n]
	p.flows.applyDifferences(short, p.drain, now[:p.n], next)
	p.b.add(short, now[p.n:], next)
	for k := 1; k < p.order; k++ {
		now, next = c[k*w:(k+1)*w], c[(k+1)*w:(k+1)*w+p.n]
		f := short / float64(k+1)
		p.a.apply(p.runs, f, now[:p.n], next)
		for _, j := range moving {
			if force := f * now[p.n+int(j)]; force != 0 {
				p.drives.addRow(int(j), force, next)
			}
		}
	}
}

// differences splits the matrix, times step/mass, in what flows between states and
// the sum of each row: row i of a x is drain x_i + sum of flows_ij (x_j - x_i).
func differences(d *dynamics, step float64) (flows *compressed, drain []float64) {
	others := make([]vector, d.n)
	drain = make([]float64, d.n)
	for i, row := range d.a {
		var sum twofold
		for _, t := range row {
			sum = sum.plus(twofold{hi: t.Weight})
			if t.Index != i {
				others[i] = append(others[i], t)
			}
		}
		drain[i] = (sum.hi + sum.lo) * (step / d.mass[i])
	}
	flows = compress(others)
	for i, mass := range d.mass {
		flows.scale(i, step/mass)
	}
	return flows, drain
}

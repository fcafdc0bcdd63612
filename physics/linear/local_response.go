package linear

import (
	"cmp"
	"math"
	"slices"
)

// responses is what a unit of force on one state, from sigma = 0 on, does to the
// states around it: the polynomials
//
//	r(sigma) = sum of r_l sigma^l from l = 1 to P,  with r_1 = 1 of that state itself,
//
// as a step response has none of order 0. States whose whole response stays under
// the cut-off are left out, and of the others the orders at both ends that do.
type responses struct {
	first []int32 // per state: its answers are answers[first[i]:first[i+1]]
	list  []answer
	terms []float64

	burden []float64 // per input: multiplications of a change; +Inf where it is always global
	reach  [][]int32 // per input: outputs that a local change alters
	limit  float64   // burden from which a change is made globally
}

// answer is the response of one state.
type answer struct {
	state    int32
	low, top int16   // orders that are not left out
	at       int32   // in terms: those orders
	most     float64 // bound of the response within a macro-step
}

// cutOff is what is left out of a response, relative to what the force would do
// to its own state in a step. A change so leaves out a few times that in each
// state around, once, as the next macro-step is expanded from the inputs as they are;
// superposed over many changes back and forth it stays of that size.
const cutOff = 1e-13

// newResponses computes the responses of the states that inputs act on.
func newResponses(p *local) *responses {
	r := &responses{
		burden: make([]float64, p.m), reach: make([][]int32, p.m),
		limit: globalBurden(p.order, p.n, len(p.a.index)),
	}
	answers := make([][]answer, p.n)
	burdens := make([]float64, p.n)
	for i := range burdens {
		burdens[i] = -1
	}
	sp := newSpreader(p.a.transposed(p.n))
	readers := p.rows.transposed(p.width)
	for j := range p.m {
		driven, _ := p.drives.row(j)
		for _, i := range driven {
			if r.burden[j] > r.limit {
				break
			}
			if burdens[i] < 0 {
				burdens[i] = sp.spread(int(i), p.order, 1, r.limit)
				if burdens[i] <= r.limit {
					answers[i] = r.take(sp, p.order)
				}
			}
			r.burden[j] += burdens[i]
		}
		if r.burden[j] > r.limit {
			r.burden[j] = math.Inf(1)
			continue
		}
		r.reach[j] = reachOf(j, p, answers, driven, readers)
	}
	r.pack(answers)
	return r
}

// globalBurden is what a change may cost until expanding all of n states from so
// many rates is cheaper: the multiplications of that, and something for all that
// begins anew.
func globalBurden(order, n, rates int) float64 {
	const anew = 1000
	return anew + 2*float64(order*(rates+3*n))
}

// reachOf lists the outputs that read an input or a state that answers it.
func reachOf(j int, p *local, answers [][]answer, driven []int32, readers *compressed) []int32 {
	direct, _ := readers.row(p.n + j)
	list := append(make([]int32, 0, len(direct)), direct...)
	for _, i := range driven {
		for _, a := range answers[i] {
			rows, _ := readers.row(int(a.state))
			list = append(list, rows...)
		}
	}
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

// take keeps what was spread last.
func (r *responses) take(sp *spreader, order int) []answer {
	list := make([]answer, 0, len(sp.states))
	for k, i := range sp.states {
		c := sp.terms[k*(order+1) : (k+1)*(order+1)]
		a := answer{state: i, low: -1}
		for l, v := range c {
			if v != 0 {
				a.most += math.Abs(v)
				a.top = int16(l)
				if a.low < 0 {
					a.low = int16(l)
				}
			}
		}
		if a.low < 0 {
			continue
		}
		a.at = int32(len(r.terms))
		r.terms = append(r.terms, c[a.low:a.top+1]...)
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b answer) int { return cmp.Compare(a.state, b.state) })
	return list
}

// pack lays the answers of all states one after the other.
func (r *responses) pack(answers [][]answer) {
	r.first = make([]int32, 1, len(answers)+1)
	for _, list := range answers {
		r.list = append(r.list, list...)
		r.first = append(r.first, int32(len(r.list)))
	}
}

// spreader follows what a force on one state does to others.
type spreader struct {
	columns *compressed
	place   []int32 // of a state in states, or -1
	states  []int32
	terms   []float64 // per state of states: order+1
}

func newSpreader(columns *compressed) *spreader {
	sp := &spreader{columns: columns, place: make([]int32, columns.count())}
	for i := range sp.place {
		sp.place[i] = -1
	}
	return sp
}

// spread computes the response to a unit of force on a state in steps of the
// given length, in the unit of the columns' rates, and what it costs to add: the
// number of its multiplications, or more than limit. A term below the cut-off
// is dropped with all that follows from it, which is less than it by the factor
// length |a| / order.
func (sp *spreader) spread(source, order int, length, limit float64) (burden float64) {
	for _, i := range sp.states {
		sp.place[i] = -1
	}
	sp.states, sp.terms = sp.states[:0], sp.terms[:0]
	w := order + 1
	sp.terms[sp.add(source, w)*w+1] = 1
	for k := 1; k <= order; k++ {
		f := length / float64(k+1)
		for q := 0; q < len(sp.states); q++ {
			v := sp.terms[q*w+k]
			if math.Abs(v) < cutOff {
				sp.terms[q*w+k] = 0
				continue
			}
			burden += float64(k + 1)
			if k == order {
				continue
			}
			index, weight := sp.columns.row(int(sp.states[q]))
			for t, i := range index {
				at := int(sp.place[i])
				if at < 0 {
					at = sp.add(int(i), w)
				}
				sp.terms[at*w+k+1] += f * weight[t] * v
			}
		}
		if burden > limit {
			return math.Inf(1)
		}
	}
	return burden
}

// add takes a state in.
func (sp *spreader) add(i, w int) int {
	at := len(sp.states)
	sp.place[i] = int32(at)
	sp.states = append(sp.states, int32(i))
	for range w {
		sp.terms = append(sp.terms, 0)
	}
	return at
}

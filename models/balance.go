package models

import (
	"math"

	"whatif/engine"
	"whatif/physics/linear"
)

// Balance is the energy balance of one block of physics over a run.
type Balance struct {
	Path   string  // of its first twin
	Stored float64 // change of the stored energy, J
	Net    float64 // integral of the flows over its boundary, inward, J
	Gross  float64 // integral of their magnitudes, J
}

// Error is what the balance fails to close by, relative to the energy that
// went over the boundary: |Stored - Net| / Gross. A block over whose boundary
// nothing went has the error 0 if it stored nothing.
func (b Balance) Error() float64 {
	miss := math.Abs(b.Stored - b.Net)
	if miss == 0 {
		return 0
	}
	return miss / b.Gross
}

// Audit makes r account for its energy; it is called before the run begins, on
// a model made by BuildAudited. The function that it returns gives the balance
// of each block, once the run has come to its end. The flows are integrated by
// a quadrature of their own on the trajectory, not taken from the states.
func (m *Model) Audit(r *engine.Run) func() []Balance {
	if m.audit == nil {
		return func() []Balance { return nil }
	}
	accounts := make([]*account, len(m.audit.Blocks))
	for i, block := range m.audit.Blocks {
		accounts[i] = &account{
			balance: Balance{Path: block.Path}, mark: block.Mark,
			flows: make([]int32, block.Flows), net: make([]float64, block.Flows), gross: make([]float64, block.Flows),
		}
	}
	found := map[int][]*account{}
	r.OnSegment = func(island int, p linear.Propagator, s linear.Segment, tau float64) {
		here, ok := found[island]
		if !ok {
			here = locate(accounts, p, s)
			found[island] = here
		}
		for _, a := range here {
			a.balance.Stored += p.Value(s, a.stored, tau) - p.Value(s, a.stored, 0)
			linear.Quadrature(p, s, a.flows, tau, a.net, a.gross)
		}
	}
	return func() []Balance {
		var list []Balance
		for _, a := range accounts {
			b := a.balance
			for i := range a.flows {
				b.Net += a.net[i]
				b.Gross += a.gross[i]
			}
			list = append(list, b)
		}
		return list
	}
}

// account is the balance of a block while its run goes on.
type account struct {
	balance    Balance
	mark       float64
	stored     int     // its output in the island
	flows      []int32 // as well
	net, gross []float64
}

// locate finds the accounts whose marks are among the outputs of an island, and
// where.
func locate(accounts []*account, p linear.Propagator, s linear.Segment) []*account {
	counted, ok := p.(interface{ Outputs() int })
	if !ok {
		return nil
	}
	values := make([]float64, counted.Outputs())
	p.Values(s, 0, values)
	var here []*account
	for row, v := range values {
		for _, a := range accounts {
			if v != a.mark {
				continue
			}
			a.stored = row + 1
			for k := range a.flows {
				a.flows[k] = int32(row + 2 + k)
			}
			here = append(here, a)
		}
	}
	return here
}

// ticker changes a signal at the end of the run, which closes the segment that
// every block is in.
type ticker struct {
	tick  engine.Signal
	until engine.Time
}

func addTicker(b *engine.Builder, tick engine.Signal, until engine.Time) {
	engine.Add[struct{}](b, "audit.tick", ticker{tick, until}, engine.Wiring{})
}

// Start waits for the end.
func (l ticker) Start(*engine.Run, *struct{}) (engine.Time, error) { return l.until, nil }

// Fire ticks.
func (l ticker) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	r.Set(l.tick, 2)
	return engine.Never, nil
}

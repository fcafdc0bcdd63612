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
	byIsland := map[int][]*account{}
	for i, block := range m.audit.Blocks {
		a := &account{balance: Balance{Path: block.Path}}
		var island int
		island, a.stored = m.Engine.Output(block.Stored)
		for _, f := range block.Flows {
			_, row := m.Engine.Output(f)
			a.flows = append(a.flows, int32(row))
		}
		a.net, a.gross = make([]float64, len(a.flows)), make([]float64, len(a.flows))
		accounts[i] = a
		byIsland[island] = append(byIsland[island], a)
	}
	r.OnSegment = func(island int, p linear.Propagator, s linear.Segment, tau float64) {
		for _, a := range byIsland[island] {
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
	stored     int     // output row in the island
	flows      []int32 // as well
	net, gross []float64
}

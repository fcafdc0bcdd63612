package thermal

import (
	"fmt"
	"math"

	"whatif/engine"
	"whatif/models/twin"
)

// source is the actor of a heater or heat pump: heat follows demand at once.
type source struct {
	capacity, demand, available engine.Signal
	cop                         engine.Signal // NoSignal for a heater
	heat                        engine.Signal
	electric                    engine.Signal // NoSignal for a heater
	performance                 engine.Signal // NoSignal for a heater
}

// addSource adds the actor and shares its heat among the twins it serves.
func addSource(w *twin.Wiring, law source, serves twin.Spots, shares twin.Weights) {
	if !serve(w, law.heat, law.demand, serves, shares) {
		return
	}
	reads := []engine.Signal{law.capacity, law.demand, law.available}
	if law.cop != engine.NoSignal {
		reads = append(reads, law.cop)
	}
	engine.Add[struct{}](w.Builder, "twin."+w.Name, law, engine.Wiring{Reads: reads})
}

// serve shares heat among the twins served.
func serve(w *twin.Wiring, heat, demand engine.Signal, serves twin.Spots, shares twin.Weights) bool {
	if len(serves) == 0 {
		w.Wrong("serves", "there is no twin that gets the heat", `name at least one: serves = ["twin.north"]`)
		return false
	}
	if w.Builder.ClassOf(demand) == engine.Dense {
		w.Wrong("demand", w.Builder.PathOf(demand)+" changes continuously with the temperatures", "drive the demand by a control.thermostat")
		return false
	}
	if shares != nil && !checkShares(w, shares, len(serves)) {
		return false
	}
	a := assemblyOf(w)
	for i, place := range serves {
		share := 1 / float64(len(serves))
		if shares != nil {
			share = shares[i]
		}
		a.gains = append(a.gains, gain{w.Path("serves"), string(place), heat, share})
	}
	return true
}

func checkShares(w *twin.Wiring, shares twin.Weights, serves int) bool {
	if len(shares) != serves {
		w.Wrong("shares", fmt.Sprintf("%d shares for %d twins served", len(shares), serves), "give one share for each twin in serves")
		return false
	}
	sum := 0.0
	for _, x := range shares {
		if !(x >= 0) {
			w.Wrong("shares", fmt.Sprintf("a share of %g", x), "shares are not negative and add up to 1")
			return false
		}
		sum += x
	}
	if math.Abs(sum-1) > 1e-9 {
		w.Wrong("shares", fmt.Sprintf("the shares add up to %g", sum), "shares add up to 1")
		return false
	}
	return true
}

// Start sets the heat for the first time.
func (l source) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire passes on the demand, whatever its form, as heat and electric power.
func (l source) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	form := r.Form(l.demand)
	factor := r.Value(l.capacity) * r.Value(l.available)
	r.SetForm(l.heat, form.Scaled(factor))
	if l.electric != engine.NoSignal {
		r.SetForm(l.electric, form.Scaled(factor/r.Value(l.cop)))
		r.Set(l.performance, r.Value(l.cop))
	}
	return engine.Never, nil
}

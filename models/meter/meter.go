// Package meter holds the kind of twin that adds up power to energy, cost and
// emissions.
package meter

import (
	"math"
	"slices"
	"strconv"

	"whatif/engine"
	"whatif/models/signal"
	"whatif/models/twin"
	"whatif/physics/linear"
)

type meterParams struct {
	Sums     twin.Total    `par:"sums,required" unit:"W" doc:"The powers that it meters; several add up. Power below 0 flows the other way, into the grid."`
	Minus    twin.Total    `par:"minus" unit:"W" doc:"Powers that are taken off, such as what one generates oneself."`
	Price    twin.Feed     `par:"price,changeable" unit:"EUR/kWh" doc:"Price of energy; a tariff that changes is an input. Its currency is that of all sums of money of the meter."`
	FeedIn   twin.Feed     `par:"feed_in,changeable" unit:"EUR/kWh" doc:"What is paid for energy while the power is below 0; the price where absent. Needs price."`
	Standing twin.Quantity `par:"standing,changeable" unit:"EUR/d" doc:"Standing charge per time. Needs price."`
	CO2      twin.Feed     `par:"co2,changeable" unit:"g/kWh" doc:"Emissions per energy; energy that flows the other way saves as much."`
}

// Meter is the kind meter.
func Meter() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "meter",
		Doc: "An electricity or heat meter: it adds up powers and counts energy, cost and emissions from the start of the span on; nothing of the warm-up counts. " +
			"Alerts and conditions may wait for its counts. They are exact for powers that are held, linear or sines of one frequency at a price that is held between its changes; " +
			"the rest is followed in straight pieces within 1e-5 of it.",
		Equation: "power = sum of sums - sum of minus; cost_rate = price power + standing, with feed_in in place of price while power < 0; emission_rate = co2 power; " +
			"energy, cost and emissions are their integrals",
		Source: "definition",
		Variables: []twin.Variable{
			{Name: "power", Doc: "Power now.", Unit: "W", Flow: true, Follows: "sums minus"},
			{Name: "energy", Doc: "Energy since the start.", Unit: "J", Class: engine.Dense},
			{Name: "cost_rate", Doc: "Cost per time now, in the currency of price.", Unit: "EUR/s", Flow: true, Needs: "price", Follows: "sums minus price feed_in"},
			{Name: "cost", Doc: "Cost since the start, in the currency of price.", Unit: "EUR", Needs: "price", Class: engine.Dense},
			{Name: "emission_rate", Doc: "Emissions per time now.", Unit: "kg/s", Flow: true, Needs: "co2", Follows: "sums minus co2"},
			{Name: "emissions", Doc: "Emissions since the start.", Unit: "kg", Needs: "co2", Class: engine.Dense},
		},
	}, wireMeter)
}

func wireMeter(w *twin.Wiring, p *meterParams) {
	if !sound(w, p) {
		return
	}
	power := w.Own("power")
	path := "twin." + w.Name
	addSum(w.Builder, path+".power", p.Sums, p.Minus, power)
	r := register{gate: w.Builder.Held(path+".counts", 0)}
	block := engine.Block{Path: path, Lowest: -math.MaxFloat64, Highest: math.MaxFloat64, Shaping: []engine.Signal{r.gate}}
	count := func(rate engine.Signal, name string) {
		block.States = append(block.States, w.Path(name))
		block.Inputs = append(block.Inputs, rate)
		block.Outputs = append(block.Outputs, w.Own(name))
	}
	count(power, "energy")
	if p.Price.Signal != engine.NoSignal {
		law := tariff{feedIn: p.FeedIn.Signal != engine.NoSignal, standing: p.Standing.Given()}
		of := []engine.Signal{power, p.Price.Signal}
		if law.feedIn {
			of = append(of, p.FeedIn.Signal)
		}
		if law.standing {
			of = append(of, p.Standing.Signal)
		}
		rate := w.Own("cost_rate")
		rated{signal.Blend{Path: w.Path("cost_rate"), Of: of, Law: law, Out: rate}, law}.add(w.Builder, path+".cost_rate")
		count(rate, "cost")
	}
	if p.CO2.Signal != engine.NoSignal {
		rate := w.Own("emission_rate")
		rated{signal.Blend{Path: w.Path("emission_rate"), Of: []engine.Signal{power, p.CO2.Signal}, Law: tariff{}, Out: rate}, tariff{}}.
			add(w.Builder, path+".emission_rate")
		count(rate, "emissions")
	}
	r.counts = len(block.States)
	block.Law = r
	w.Builder.Block(block)
	engine.Add[struct{}](w.Builder, path, opening(r), engine.Wiring{Source: true})
}

// sound notes what cannot be metered.
func sound(w *twin.Wiring, p *meterParams) bool {
	before := len(w.Faults)
	for name, signals := range map[string][]engine.Signal{
		"sums": p.Sums, "minus": p.Minus, "price": {p.Price.Signal}, "feed_in": {p.FeedIn.Signal}, "co2": {p.CO2.Signal},
	} {
		for _, s := range signals {
			switch {
			case s == engine.NoSignal:
			case w.Builder.ClassOf(s) == engine.Dense:
				w.Wrong(name, w.Builder.PathOf(s)+" changes continuously with the state of the physics, and cannot be metered",
					`measure it by an indicator, such as { integral = "`+w.Builder.PathOf(s)+`", unit = "kWh" }`)
			case slices.Contains([]engine.Signal{w.Own("power"), w.Own("cost_rate"), w.Own("emission_rate")}, s):
				w.Wrong(name, "the meter would meter itself", "name the powers of other twins")
			}
		}
	}
	if p.Price.Signal == engine.NoSignal {
		if p.FeedIn.Signal != engine.NoSignal {
			w.Wrong("feed_in", "feed_in is given, but not price", `give price too, such as "30 ct/kWh"`)
		}
		if p.Standing.Given() {
			w.Wrong("standing", "standing is given, but not price", `give price too: "0 ct/kWh" where only the standing charge counts`)
		}
	}
	return len(w.Faults) == before
}

// atOnce is how many powers one actor adds up, so that a change of one of many
// does not add up all of them anew.
const atOnce = 16

// addSum adds the actors that show the sum of signals, less others, as out.
func addSum(b *engine.Builder, path string, plus, minus []engine.Signal, out engine.Signal) {
	plus, minus = gathered(b, path, plus), gathered(b, path+".minus", minus)
	newSummed(path, append(slices.Clone(plus), minus...), len(plus), out).add(b, path)
}

// gathered adds up signals in groups until there are few.
func gathered(b *engine.Builder, path string, signals []engine.Signal) []engine.Signal {
	for level := 1; len(signals) > atOnce; level++ {
		var sums []engine.Signal
		for group := range slices.Chunk(signals, atOnce) {
			name := path + "." + strconv.Itoa(level) + "." + strconv.Itoa(len(sums))
			declare := b.Held
			if slices.ContainsFunc(group, func(s engine.Signal) bool { return b.ClassOf(s) == engine.Formed }) {
				declare = b.Formed
			}
			sum := declare(name, 0)
			newSummed(name, group, len(group), sum).add(b, name)
			sums = append(sums, sum)
		}
		signals = sums
	}
	return signals
}

// register counts: its states are the integrals of its inputs while the gate
// is 1.
type register struct {
	gate   engine.Signal
	counts int
}

// System returns x' = gate u for each count x.
func (l register) System(value func(engine.Signal) float64) linear.System {
	n := l.counts
	s := linear.System{N: n, M: n, E: make([]float64, n)}
	for i := range n {
		s.E[i] = 1
		s.B = append(s.B, linear.Entry{Row: i, Column: i, Value: value(l.gate)})
		s.Rows = append(s.Rows, linear.Row{X: []linear.Term{{Index: i, Weight: 1}}})
	}
	return s
}

// Start begins at zero.
func (l register) Start(_ func(engine.Signal) float64, x []float64) { clear(x) }

// opening opens the gate when the span begins.
type opening register

// Start opens the gate at once where there is no warm-up.
func (l opening) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire opens the gate.
func (l opening) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	if r.Now() < 0 {
		return 0, nil
	}
	r.Set(l.gate, 1)
	return engine.Never, nil
}

package thermal

import (
	"math"

	"whatif/engine"
	"whatif/models/signal"
	"whatif/models/twin"
	"whatif/physics/linear"
)

// Places of what a heat pump's law reads.
const (
	demandAt = iota
	availableAt
	capacityAt
	copAt
	fractionAt
	supplyAt
	sourceAt
	liftAt
	partLoadAt
	standbyAt
	readings
)

// state is what the law of a heat pump reads, each reading at its place; 0 where it
// is not there.
type state [readings]float64

func everything() []int {
	var all []int
	for i := range readings {
		all = append(all, i)
	}
	return all
}

// pump is the law of a heat pump whose performance follows temperatures or
// load. It is complete once the pump is wired and never changes then.
type pump struct {
	points   *curve // nil where the capacity is a number
	carnot   bool
	degrades bool
	standby  bool

	of    []engine.Signal // what is there of the readings
	place [readings]int   // of a reading in of, or -1
}

// blend plays one variable as a function of some readings.
func (p *pump) blend(w *twin.Wiring, variable string, value func(x state) float64, reads []int) signal.Blend {
	var of []engine.Signal
	var kinds []int // of reading, per argument
	for _, kind := range reads {
		if p.place[kind] >= 0 {
			of, kinds = append(of, p.of[p.place[kind]]), append(kinds, kind)
		}
	}
	spread := func(x []float64) (all state) {
		for i, kind := range kinds {
			all[kind] = x[i]
		}
		return all
	}
	law := signal.Mix{
		Value: func(x []float64) float64 { return value(spread(x)) },
		Affine: func(x []float64, i int, in linear.Input) bool {
			return p.affine(variable, kinds[i], in, spread(x))
		},
	}
	return signal.Blend{Path: w.Path(variable), Of: of, Law: law, Out: w.Own(variable)}
}

// point is where on the points of the data sheet the pump works.
func (p *pump) point(x *state) place {
	if p.points == nil {
		return place{}
	}
	return p.points.place(x[sourceAt])
}

// capacity is the heat at full demand, in W.
func (p *pump) capacity(x *state, at place) float64 {
	if p.points != nil {
		return at.on(p.points.capacity)
	}
	return x[capacityAt]
}

func (p *pump) heat(x state) float64 {
	return x[demandAt] * (p.capacity(&x, p.point(&x)) * x[availableAt])
}

// performance is the coefficient of performance at full demand.
func (p *pump) performance(x state) float64 { return 1 / p.effort(&x, p.point(&x)) }

// effort is the electric power per heat at full demand: of the Carnot process
// it is linear in the temperature of the source.
func (p *pump) effort(x *state, at place) float64 {
	switch {
	case p.carnot:
		return max(x[supplyAt]-x[sourceAt], x[liftAt]) / (x[fractionAt] * x[supplyAt])
	case p.points.performs():
		return 1 / at.on(p.points.cop)
	}
	return 1 / x[copAt]
}

// electric is the electric power. With the part load d the coefficient of
// performance of EN 14825 is cop d/(Cc d + 1 - Cc), so that the power is that
// at full demand times Cc d + 1 - Cc.
func (p *pump) electric(x state) float64 {
	d := x[demandAt]
	if d == 0 {
		if p.standby {
			return x[standbyAt] * x[availableAt]
		}
		return 0
	}
	if p.degrades {
		d = x[partLoadAt]*d + 1 - x[partLoadAt]
	}
	at := p.point(&x)
	return d * (p.capacity(&x, at) * x[availableAt]) * p.effort(&x, at)
}

// affine tells in what a variable is a straight line of a reading that goes on
// as in; x are all readings as they are.
func (p *pump) affine(variable string, reading int, in linear.Input, x state) bool {
	switch reading {
	case demandAt:
		return variable == "heat"
	case sourceAt:
		if p.points != nil || in.Slope != 0 || !p.carnot {
			return false
		}
		return variable == "electric_power" && x[supplyAt]-(in.Level+math.Abs(in.Amplitude)) >= x[liftAt]
	}
	return false
}

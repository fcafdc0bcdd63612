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
func (p *pump) blend(w *twin.Wiring, variable string, value func(x []float64) float64, reads []int) signal.Blend {
	var of []engine.Signal
	var place [readings]int
	kind := map[int]int{}
	for i := range place {
		place[i] = -1
	}
	for _, r := range reads {
		if p.place[r] >= 0 {
			place[r] = len(of)
			kind[len(of)] = r
			of = append(of, p.of[p.place[r]])
		}
	}
	spread := func(x []float64) (all [readings]float64) {
		for r, k := range place {
			if k >= 0 {
				all[r] = x[k]
			}
		}
		return all
	}
	law := signal.Mix{
		Value: func(x []float64) float64 { all := spread(x); return value(all[:]) },
		Affine: func(args []linear.Input, i int) bool {
			var x []float64
			for k := range args {
				x = append(x, args[k].Level)
			}
			all := spread(x)
			return p.affine(variable, kind[i], args[i], all[:])
		},
	}
	return signal.Blend{Path: w.Path(variable), Of: of, Law: law, Out: w.Own(variable)}
}

// capacity is the heat at full demand, in W.
func (p *pump) capacity(x []float64) float64 {
	if p.points != nil {
		return p.points.at(x[sourceAt], p.points.capacity)
	}
	return x[capacityAt]
}

func (p *pump) heat(x []float64) float64 {
	return x[demandAt] * (p.capacity(x) * x[availableAt])
}

// performance is the coefficient of performance at full demand.
func (p *pump) performance(x []float64) float64 { return 1 / p.effort(x) }

// effort is the electric power per heat at full demand: of the Carnot process
// it is linear in the temperature of the source.
func (p *pump) effort(x []float64) float64 {
	switch {
	case p.carnot:
		return math.Max(x[supplyAt]-x[sourceAt], x[liftAt]) / (x[fractionAt] * x[supplyAt])
	case p.points.performs():
		return 1 / p.points.at(x[sourceAt], p.points.cop)
	}
	return 1 / x[copAt]
}

// electric is the electric power. With the part load d the coefficient of
// performance of EN 14825 is cop d/(Cc d + 1 - Cc), so that the power is that
// at full demand times Cc d + 1 - Cc.
func (p *pump) electric(x []float64) float64 {
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
	return d * (p.capacity(x) * x[availableAt]) * p.effort(x)
}

// affine tells in what a variable is a straight line of a reading that goes on
// as in; x are all readings as they are.
func (p *pump) affine(variable string, reading int, in linear.Input, x []float64) bool {
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

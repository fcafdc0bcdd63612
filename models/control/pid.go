package control

import (
	"fmt"
	"math"

	"whatif/engine"
	"whatif/models/twin"
)

type pidParams struct {
	Senses       twin.Sensor   `par:"senses,required" unit:"degC" doc:"The temperature that it samples."`
	Drives       twin.Outlets  `par:"drives,required" unit:"1" doc:"The demand that it sets; several make a list."`
	Setpoint     twin.Feed     `par:"setpoint,required,port,changeable" unit:"degC" doc:"The temperature asked for: a quantity, an input, or driven by a control.schedule."`
	Gain         twin.Quantity `par:"gain,required,changeable" unit:"1/K" min:"0" doc:"Output per kelvin of error."`
	IntegralTime twin.Quantity `par:"integral_time,changeable" unit:"s" default:"0 s" min:"0" doc:"Time in which a lasting error adds as much again as gain alone; 0 for no integral part."`
	Derivative   twin.Quantity `par:"derivative_time,changeable" unit:"s" default:"0 s" min:"0" doc:"How far ahead it looks along the slope of the temperature; 0 for no derivative part."`
	Filter       twin.Quantity `par:"derivative_filter,changeable" unit:"1" default:"10" above:"0" doc:"The derivative is smoothed over derivative_time divided by this."`
	Every        twin.Quantity `par:"every" unit:"s" default:"1 min" min:"1e-3" doc:"Sampling period, counted from the scenario's start."`
	Bias         twin.Quantity `par:"bias,changeable" unit:"1" default:"0" doc:"Output where there is no error."`
	Least        twin.Quantity `par:"min_output,changeable" unit:"1" default:"0" min:"0" max:"1" doc:"Least output."`
	Most         twin.Quantity `par:"max_output,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Greatest output."`
	Mode         twin.Option   `par:"mode" default:"heat" choices:"heat|cool" doc:"Whether what it drives heats or cools."`
}

// PID is the kind control.pid.
func PID() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "control.pid",
		Doc: "A sampled PID controller: it reads the temperature at every multiple of its period, once all else that happens at that " +
			"instant is done, and holds its output in between. The derivative acts on the temperature alone, so that a step of the set-point " +
			"does not kick. Against wind-up the integral stands still while the output is at a limit and the error pushes it further.",
		Equation: "heat: e = setpoint - T, y = T; cool: e = T - setpoint, y = -T; output = bias + gain e + I + D, kept from min_output to max_output; " +
			"at each sample I grows by gain every/integral_time e; D = (Td D - gain Td N (y - y_before)) / (Td + N every)",
		Source: "K. J. Astrom, T. Hagglund, Advanced PID Control, ISA 2006: conditional integration against wind-up, backward differences for the derivative, forward for the integral",
		Variables: []twin.Variable{
			{Name: "output", Doc: "What it asks for.", Unit: "1"},
			{Name: "error", Doc: "Error at the last sample: above 0 where more is needed.", Unit: "K"},
		},
		Check: checkPID,
	}, wirePID)
}

// checkPID notes limits of the output that leave nothing between them.
func checkPID(t *twin.Twin) []twin.Fault {
	if least, most := t.Settings["min_output"].Number, t.Settings["max_output"].Number; least > most {
		return []twin.Fault{{Path: "min_output", Summary: fmt.Sprintf("min_output, %g, is above max_output, %g", least, most), Hint: "swap the two"}}
	}
	return nil
}

func wirePID(w *twin.Wiring, p *pidParams) {
	if p.Senses.Signal == engine.NoSignal || len(p.Drives) == 0 {
		return // noted already, or nothing to do
	}
	law := pid{
		senses: p.Senses.Signal, setpoint: p.Setpoint.Signal, gain: p.Gain.Signal,
		integral: p.IntegralTime.Signal, derivative: p.Derivative.Signal, filter: p.Filter.Signal, every: p.Every.Signal,
		bias: p.Bias.Signal, least: p.Least.Signal, most: p.Most.Signal,
		output: w.Own("output"), error: w.Own("error"), drives: p.Drives, sign: 1,
	}
	if p.Mode == "cool" {
		law.sign = -1
	}
	engine.Add[pidState](w.Builder, "twin."+w.Name, law, engine.Wiring{Observer: sampled})
}

// sampled is the rank of controllers that act at instants of their own: once
// all others are at rest, so that what they read does not hang on the order in
// which things happen there.
const sampled = 1

type pid struct {
	senses, setpoint, gain              engine.Signal
	integral, derivative, filter, every engine.Signal
	bias, least, most                   engine.Signal
	output, error                       engine.Signal
	drives                              []engine.Signal
	sign                                float64 // -1 where it cools
}

// pidState is what is kept from sample to sample: both parts, and y before.
type pidState struct{ Integral, Derivative, Before float64 }

// Start samples at once, wherever between two multiples of the period the run
// begins; there is no slope yet.
func (l pid) Start(r *engine.Run, s *pidState) (engine.Time, error) {
	s.Before = l.sign * r.Value(l.senses)
	return l.Fire(r, s)
}

// Fire samples.
func (l pid) Fire(r *engine.Run, s *pidState) (engine.Time, error) {
	every := max(engine.Seconds(r.Value(l.every)), 1)
	h := every.Seconds()
	y := l.sign * r.Value(l.senses)
	e := l.sign*r.Value(l.setpoint) - y
	gain := r.Value(l.gain)
	if td := r.Value(l.derivative); td > 0 {
		n := r.Value(l.filter)
		s.Derivative = (td*s.Derivative - gain*td*n*(y-s.Before)) / (td + n*h)
	} else {
		s.Derivative = 0
	}
	s.Before = y
	least := r.Value(l.least)
	most := math.Max(least, r.Value(l.most))
	wanted := r.Value(l.bias) + gain*e + s.Integral + s.Derivative
	output := math.Min(math.Max(wanted, least), most)
	if ti := r.Value(l.integral); ti > 0 {
		if !(wanted > most && e > 0) && !(wanted < least && e < 0) {
			s.Integral += gain * h / ti * e
		}
	} else {
		s.Integral = 0
	}
	r.Set(l.output, output)
	r.Set(l.error, e)
	for _, port := range l.drives {
		r.Set(port, output)
	}
	k := r.Now() / every
	if k*every > r.Now() {
		k-- // division rounds towards zero, the grid goes on below it
	}
	return (k + 1) * every, nil
}

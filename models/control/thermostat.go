// Package control holds the kinds of twin that decide.
package control

import (
	"whatif/engine"
	"whatif/models/twin"
)

type thermostatParams struct {
	Senses   twin.Sensor   `par:"senses,required" unit:"degC" doc:"The temperature that it watches."`
	Drives   twin.Outlets  `par:"drives,required" unit:"1" doc:"The demand that it switches between 0 and 1; several make a list."`
	Setpoint twin.Feed     `par:"setpoint,required,port,changeable" unit:"degC" doc:"The temperature asked for: a quantity, an input, or driven by a control.schedule."`
	Band     twin.Quantity `par:"band,required,changeable" unit:"K" above:"0" doc:"Full width of the hysteresis: heating goes on half of it below the set-point and off half of it above."`
	Mode     twin.Option   `par:"mode" default:"heat" choices:"heat|cool" doc:"Whether what it drives heats or cools."`
	MinOn    twin.Quantity `par:"min_on,changeable" unit:"s" default:"0 s" min:"0" doc:"Shortest time on: switching off waits for its end."`
	MinOff   twin.Quantity `par:"min_off,changeable" unit:"s" default:"0 s" min:"0" doc:"Shortest time off: switching on waits for its end."`
	StartOn  twin.Toggle   `par:"start_on" default:"false" doc:"Whether it is on at the beginning of the run."`
}

// Thermostat is the kind control.thermostat.
func Thermostat() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "control.thermostat",
		Doc: "An on-off controller with hysteresis. What it calls for follows the temperature; the switch follows the call, " +
			"but not before min_on or min_off is over since it switched last, and only if the call still stands then. At the start nothing is locked.",
		Equation: "heat: call on when T falls to setpoint - band/2, off when T rises to setpoint + band/2; cool: the other way round",
		Source:   "EN 60730-2-9, two-point control",
		Variables: []twin.Variable{
			{Name: "on", Doc: "Whether it is on.", Unit: "1", Flag: true},
		},
	}, wireThermostat)
}

func wireThermostat(w *twin.Wiring, p *thermostatParams) {
	if p.Senses.Signal == engine.NoSignal || len(p.Drives) == 0 {
		return // noted already, or nothing to do
	}
	law := thermostat{
		name: w.Name, signal: w.Path("on"),
		senses: p.Senses.Signal, band: p.Band.Signal, minOn: p.MinOn.Signal, minOff: p.MinOff.Signal, startOn: p.StartOn.Signal,
		on: w.Own("on"), drives: p.Drives, cool: p.Mode == "cool",
	}
	law.error = w.Builder.Watch(engine.Term{Signal: p.Senses.Signal, Weight: 1}, engine.Term{Signal: p.Setpoint.Signal, Weight: -1})
	engine.Add[thermostatState](w.Builder, "twin."+w.Name, law, engine.Wiring{
		Reads:   []engine.Signal{law.band, law.minOn, law.minOff},
		Watches: []engine.Watch{law.error},
	})
}

// thermostat is the law of the actor. Whether the call changes is told by the
// watch on the control error, senses - setpoint, and never found by comparing
// numbers, so that a jump of the set-point beyond a level counts at once.
type thermostat struct {
	name, signal                 string
	senses                       engine.Signal
	error                        engine.Watch
	band, minOn, minOff, startOn engine.Signal
	on                           engine.Signal
	drives                       []engine.Signal
	cool                         bool
}

type thermostatState struct {
	call, on bool
	switched bool        // at least once: before that nothing is locked
	at       engine.Time // of the last switch
	band     float64     // for which the watch is armed
}

// Start begins with the call and the switch as start_on says.
func (l thermostat) Start(r *engine.Run, s *thermostatState) (engine.Time, error) {
	s.on = r.Value(l.startOn) != 0
	s.call = s.on
	l.write(r, s.on)
	l.arm(r, s)
	return engine.Never, nil
}

// Fire follows the call, and lets the switch follow it when it may.
func (l thermostat) Fire(r *engine.Run, s *thermostatState) (engine.Time, error) {
	if r.Crossed(l.error) {
		s.call = !s.call
		l.arm(r, s)
	} else if r.Value(l.band) != s.band {
		l.arm(r, s)
	}
	if s.call == s.on {
		return engine.Never, nil
	}
	if free := l.free(r, s); free > r.Now() {
		return free, nil
	}
	s.on, s.switched, s.at = s.call, true, r.Now()
	l.write(r, s.on)
	kind := "switch_off"
	if s.on {
		kind = "switch_on"
	}
	r.Emit(engine.Event{
		Twin: l.name, Kind: kind, Signal: l.signal,
		Value: r.Value(l.senses) - celsius, Unit: "degC",
	})
	return engine.Never, nil
}

// celsius is 0 degC in K.
const celsius = 273.15

// free is when the switch may move next.
func (l thermostat) free(r *engine.Run, s *thermostatState) engine.Time {
	if !s.switched {
		return r.Now()
	}
	dwell := l.minOff
	if s.on {
		dwell = l.minOn
	}
	wait := engine.Seconds(r.Value(dwell))
	if wait > engine.Never-max(s.at, 0) {
		return engine.Never
	}
	return s.at + wait
}

// arm waits for the control error to reach the level at which the call would
// change: for heating on at -band/2 falling, off at +band/2 rising; for cooling
// on at +band/2 rising, off at -band/2 falling.
func (l thermostat) arm(r *engine.Run, s *thermostatState) {
	s.band = r.Value(l.band)
	direction := 1
	if s.call == l.cool {
		direction = -1
	}
	r.Arm(l.error, float64(direction)*s.band/2, direction)
}

func (l thermostat) write(r *engine.Run, on bool) {
	v := 0.0
	if on {
		v = 1
	}
	r.Set(l.on, v)
	for _, s := range l.drives {
		r.Set(s, v)
	}
}

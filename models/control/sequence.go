package control

import (
	"fmt"

	"whatif/engine"
	"whatif/models/twin"
)

type sequenceParams struct {
	Senses     twin.Sensor   `par:"senses,required" unit:"degC" doc:"The temperature that it watches."`
	Drives     twin.Outlets  `par:"drives,required" unit:"1" doc:"The demands that it switches between 0 and 1, a stage each, in the order in which they come on."`
	Setpoint   twin.Feed     `par:"setpoint,required,port,changeable" unit:"degC" doc:"The temperature asked for: a quantity, an input, or driven by a control.schedule."`
	StageBand  twin.Quantity `par:"stage_band,required,changeable" unit:"K" above:"0" doc:"By how much more the temperature has to be off for each further stage."`
	StageDelay twin.Quantity `par:"stage_delay,changeable" unit:"s" default:"0 s" min:"0" doc:"Where above 0: a further stage also comes on when the temperature has been off by stage_band for so long, and stages stay on until the set-point is reached."`
	Mode       twin.Option   `par:"mode" default:"heat" choices:"heat|cool" doc:"Whether what it drives heats or cools."`
	MinOn      twin.Quantity `par:"min_on,changeable" unit:"s" default:"0 s" min:"0" doc:"Shortest time on of a stage: switching off waits for its end."`
	MinOff     twin.Quantity `par:"min_off,changeable" unit:"s" default:"0 s" min:"0" doc:"Shortest time off of a stage: switching on waits for its end."`
	Rotation   twin.Toggle   `par:"rotation" default:"false" doc:"Whether stages take turns, so that their hours become equal: on comes the one with the fewest hours, off goes the one with the most."`
}

// Sequence is the kind control.sequence.
func Sequence() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "control.sequence",
		Doc: "A controller of several devices in stages: the further the temperature is off, the more of them are on, and the last that came " +
			"on goes off first. A device switches when its min_on or min_off is over; at the start nothing is locked, and all are off.",
		Equation: "e = setpoint - T (cool: T - setpoint); stage k is called when e rises to k stage_band and no longer when e falls to (k-1) stage_band. " +
			"With stage_delay: also called when e has been at stage_band or above for stage_delay since the stage before; when e falls to 0 one stage goes off, and another after each stage_delay at or below 0",
		Source: "definition",
		Variables: []twin.Variable{
			{Name: "stages", Doc: "How many stages are on.", Unit: "1"},
		},
	}, wireSequence)
}

// mostStages is how many devices one sequence may drive.
const mostStages = 16

func wireSequence(w *twin.Wiring, p *sequenceParams) {
	if p.Senses.Signal == engine.NoSignal || len(p.Drives) == 0 {
		return // noted already, or nothing to do
	}
	if len(p.Drives) > mostStages {
		w.Wrong("drives", fmt.Sprintf("a sequence has at most %d stages", mostStages), "drive groups of devices by several sequences")
		return
	}
	sign := 1.0 // of the sum setpoint - senses
	if p.Mode == "cool" {
		sign = -1
	}
	off := func() engine.Watch {
		return w.Builder.Watch(engine.Term{Signal: p.Setpoint.Signal, Weight: sign}, engine.Term{Signal: p.Senses.Signal, Weight: -sign})
	}
	law := sequence{
		name: w.Name, signal: w.Path("stages"), senses: p.Senses.Signal,
		band: p.StageBand.Signal, delay: p.StageDelay.Signal, minOn: p.MinOn.Signal, minOff: p.MinOff.Signal, rotation: p.Rotation.Signal,
		stages: w.Own("stages"), drives: p.Drives, more: off(), fewer: off(), cold: off(),
	}
	for _, s := range p.Drives {
		law.ports = append(law.ports, w.Builder.PathOf(s))
	}
	engine.Add[sequenceState](w.Builder, "twin."+w.Name, law, engine.Wiring{
		Reads:   []engine.Signal{law.band, law.delay, law.minOn, law.minOff},
		Watches: []engine.Watch{law.more, law.fewer, law.cold},
	})
}

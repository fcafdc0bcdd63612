package mechanical

import (
	"whatif/models/twin"
	physics "whatif/physics/mechanical"
)

type stopParams struct {
	Between     twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two masses, of which the first must not run into the second, ahead of it."`
	On          twin.Spot     `par:"on" place:"speed" doc:"The mass that meets the ground, in place of between."`
	Clearance   twin.Quantity `par:"clearance" unit:"m" doc:"Of between: the gap where both positions are the same; below 0 for bodies with a length. 0 where absent."`
	At          twin.Quantity `par:"at" unit:"m" doc:"Of on: the position at which it meets the ground; 0 where absent."`
	Side        twin.Option   `par:"side" choices:"below|above" default:"below" doc:"Of on: whether the ground is below or above that position."`
	Restitution twin.Quantity `par:"restitution,changeable" unit:"1" default:"0" min:"0" max:"1" doc:"Speed after an impact over that before: 0 stays, 1 loses nothing."`
	RestSpeed   twin.Quantity `par:"rest_speed,changeable" unit:"m/s" default:"1 mm/s" above:"0" doc:"What would part more slowly than this after an impact stays in contact."`
}

// Stop is the kind mechanical.stop.
func Stop() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.stop",
		Doc: "A rigid stop: two masses that cannot pass through each other, or one and the ground. They meet in an impact, bounce, come to rest on each other, " +
			"and part where they would have to pull. Between shafts it is a mechanical.shaft_stop.",
		Equation: "gap = clearance - (position_first - position_second), not below 0; after an impact they part at restitution times the speed at which they met",
		Source:   "Newton's law of impact; Signorini's condition",
		Variables: []twin.Variable{
			dense("gap", "Distance between the two.", "m"),
			dense("force", "Force between the two while they touch.", "N"),
		},
		Events: stopEvents("m/s", "N"),
		Check:  checkStop,
	}, func(w *twin.Wiring, p *stopParams) { wireStop(w, p, false, "mechanical.shaft_stop") })
}

// stopEvents are what a stop tells: an impact with the speed of approach, rest with the
// force.
func stopEvents(speed, force string) []twin.Event {
	return []twin.Event{{Kind: "impact", Unit: speed}, {Kind: "rest", Unit: force}, {Kind: "release", Unit: ""}}
}

func checkStop(t *twin.Twin) []twin.Fault {
	faults := checkEnds(t)
	if t.Given("on") && t.Given("clearance") {
		faults = append(faults, twin.Fault{Path: "clearance", Summary: "a clearance lies between two twins", Hint: "give the position of the ground: at"})
	}
	if t.Given("between") && t.Given("at") {
		faults = append(faults, twin.Fault{Path: "at", Summary: "between two twins there is no ground", Hint: "give their clearance"})
	}
	return faults
}

func wireStop(w *twin.Wiring, p *stopParams, turns bool, other string) {
	a := assemblyOf(w)
	s := physics.Absent[physics.Stop]()
	s.Restitution, s.RestSpeed, s.Mode = a.number(p.Restitution), a.number(p.RestSpeed), a.mode(w)
	s.Gap, s.Force = a.shows(w, "gap"), a.shows(w, forceName(turns))
	speed, force := "m/s", "N"
	if turns {
		speed, force = "rad/s", "N m"
	}
	s.Strikes, s.Leaves = a.event(w, "impact", "", speed), a.event(w, "release", "", "")
	s.Rests = a.event(w, "rest", forceName(turns), force)
	a.later(func() {
		first, second, ok := a.ends(w, p.Between, p.On, turns, other)
		if !ok {
			return
		}
		by := w.Path("between")
		s.Clearance = a.number(p.Clearance)
		if second == nil {
			by = w.Path("on")
			s.Place = a.number(p.At)
			if p.Side == "below" {
				first, second = nil, first
			}
		}
		a.loose = append(a.loose, &loose{twin: "twin." + w.Name, by: by, first: first, second: second, stop: &s})
	})
}

package mechanical

import (
	"whatif/models/twin"
	physics "whatif/physics/mechanical"
)

type driveParams struct {
	Speed twin.Feed `par:"speed,required,port,changeable" unit:"rad/s" doc:"Speed: a number, an input, or driven by a controller; it may jump."`
	On    twin.Spot `par:"on" place:"speed" doc:"The shaft that it turns. Others may tie themselves to the drive as well, by its own name."`
}

// Drive is the kind mechanical.drive.
func Drive() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.drive",
		Doc:      "A shaft that turns at a given speed, whatever that takes: a large machine, a controlled servo, the crank of an engine. A jump of the speed is an impact for what it is tied to rigidly.",
		Equation: "speed is given; torque = that which keeps it; power = torque speed",
		Source:   "definition of a prescribed motion",
		Variables: append(machineVariables(),
			dense("torque", "Torque that it gives to all that it turns.", "N m"),
			flowing("power", "Power that it gives.")),
	}, wireDrive)
}

func wireDrive(w *twin.Wiring, p *driveParams) {
	a := assemblyOf(w)
	m := a.bringGiven(w, p.Speed, true)
	if m == nil {
		return
	}
	a.effort(w, m, "torque")
	if p.On != "" {
		a.later(func() { a.mount(w, m, p.On) })
	}
}

// mount ties the shaft of a machine one to one to the shaft that it turns.
func (a *assembly) mount(w *twin.Wiring, m *motion, on twin.Spot) {
	shaft := a.shaftAt(w, "on", on)
	if shaft == m {
		w.Wrong("on", m.twin+" cannot turn itself", "name another shaft, or leave out on: others tie themselves to it by its name")
	} else if shaft != nil {
		whole := physics.Absent[physics.Joint]()
		a.rigid = append(a.rigid, &rigid{twin: m.twin, by: w.Path("on"), first: m, second: shaft, joint: whole})
	}
}

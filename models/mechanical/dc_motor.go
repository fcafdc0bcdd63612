package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type dcMotorParams struct {
	Voltage     twin.Feed     `par:"voltage,required,port,changeable" unit:"V" doc:"Voltage at its terminals: a number, an input, or driven by a controller."`
	Resistance  twin.Quantity `par:"resistance,required,changeable" unit:"ohm" above:"0" doc:"Resistance of the winding, at reference_temperature."`
	Inductance  twin.Quantity `par:"inductance,changeable" unit:"H" above:"0" doc:"Inductance of the winding; the current follows at once where absent."`
	Constant    twin.Quantity `par:"torque_constant,required,changeable" unit:"N m/A" doc:"Torque per current, the same as the voltage per speed."`
	Inertia     twin.Quantity `par:"inertia" unit:"kg m2" above:"0" doc:"Moment of inertia of the rotor; required where it turns nothing else that has one."`
	StartSpeed  twin.Quantity `par:"start_speed" unit:"rad/s" doc:"Speed at the beginning of the run; where absent as what it is tied to rigidly has it, otherwise 0."`
	On          twin.Spot     `par:"on" place:"speed" doc:"The shaft that it turns as one with its rotor. Without one the rotor is a shaft that others name by the motor."`
	Heats       twin.Spot     `par:"heats" unit:"degC" doc:"The twin that the heat of its winding warms, and whose temperature the winding has."`
	Coefficient twin.Quantity `par:"temperature_coefficient,changeable" unit:"1/K" doc:"How the resistance rises with the temperature: 0.00393 1/K for copper; needs heats. It does not where absent."`
	Reference   twin.Quantity `par:"reference_temperature,changeable" unit:"degC" default:"20 degC" doc:"Temperature at which the resistance is as given."`
}

// DCMotor is the kind mechanical.dc_motor.
func DCMotor() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.dc_motor",
		Doc:  "A direct-current motor with permanent magnets, also as a generator. It brings a shaft: its rotor.",
		Equation: "inductance dcurrent/dt = voltage - R current - torque_constant speed; torque = torque_constant current; heat = R current^2; " +
			"R = resistance (1 + temperature_coefficient (T - reference_temperature))",
		Source: "textbook, such as A. Hughes, B. Drury, Electric Motors and Drives, chapter 3",
		Variables: append(machineVariables(),
			dense("current", "Current in the winding.", "A"),
			dense("torque", "Torque on its shaft.", "N m"),
			flowing("power", "Mechanical power that it gives to its shaft."),
			flowing("electric_power", "Power that it takes from its supply; below 0 as a generator."),
			flowing("heat", "Heat of the winding."),
		),
		Check: checkDCMotor,
	}, wireDCMotor)
}

func checkDCMotor(t *twin.Twin) []twin.Fault {
	faults := checkStart(t)
	if t.Given("temperature_coefficient") && !t.Given("heats") {
		faults = append(faults, twin.Fault{Path: "temperature_coefficient", Summary: "nothing says how warm the winding is", Hint: `give heats the thermal.node or thermal.room whose temperature it has`})
	}
	return faults
}

// checkStart notes a machine that neither has an inertia nor turns a shaft.
func checkStart(t *twin.Twin) []twin.Fault {
	if !t.Given("inertia") && !t.Given("on") {
		return []twin.Fault{{Path: "inertia", Summary: "neither inertia nor on is given", Hint: `give the inertia of its rotor, such as inertia = "0.01 kg m2", or the shaft that it turns: on = "twin.shaft"`}}
	}
	return nil
}

func wireDCMotor(w *twin.Wiring, p *dcMotorParams) {
	a := assemblyOf(w)
	name := "twin." + w.Name
	m := a.machine(w, p.Inertia, p.StartSpeed, p.On)
	current, rate := hybrid.None, hybrid.None
	spec := hybrid.StateSpec{Path: w.Path("current")}
	if p.Inductance.Given() {
		current, rate = a.Law.State(spec)
	} else {
		current, rate = a.Law.Algebraic(spec)
	}
	a.Law.Same(current, a.Slot(w.Own("current")))
	d := physics.Absent[physics.DCMotor]()
	d.Voltage, d.Velocity = a.feed(p.Voltage), m.speed()
	d.Current, d.Rate = hybrid.Read(current), hybrid.Add(rate)
	d.Inductance, d.Resistance, d.Constant = a.number(p.Inductance), a.number(p.Resistance), a.number(p.Constant)
	if p.Coefficient.Given() {
		d.Temperature = hybrid.Read(a.Node(p.Heats, w.Path("heats")).Temperature)
		d.Reference, d.Coefficient = a.number(p.Reference), a.number(p.Coefficient)
	}
	d.OnShaft, d.Torque, d.Electrical = m.pull(), a.shows(w, "torque"), a.shows(w, "electric_power")
	d.Heat, d.Warms = a.shows(w, "heat"), a.warms(w, p.Heats)
	a.Law.Add(name, &d)
	a.Law.Add(name, &product{One: hybrid.Read(d.Torque), Other: m.speed(), Is: a.shows(w, "power")})
}

// machine brings the rotor of a machine, as one with the shaft that it turns where it
// names one.
func (a *assembly) machine(w *twin.Wiring, inertia, startSpeed twin.Quantity, on twin.Spot) *motion {
	m := a.bring(w, true)
	m.inertia, m.startSpeed = inertia, startSpeed
	if on != "" {
		a.later(func() { a.mount(w, m, on) })
	}
	return m
}

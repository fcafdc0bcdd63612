package mechanical

import (
	"fmt"
	"math"

	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type inductionMotorParams struct {
	Power      twin.Quantity `par:"rated_power,required,changeable" unit:"kW" above:"0" doc:"Mechanical power at rated speed."`
	Speed      twin.Quantity `par:"rated_speed,required,changeable" unit:"rpm" above:"0" doc:"Speed at rated power, a little below the synchronous one."`
	PolePairs  twin.Quantity `par:"pole_pairs" unit:"1" default:"2" min:"1" doc:"Number of pole pairs: 2 for 1500 rpm at 50 Hz."`
	Rated      twin.Quantity `par:"rated_frequency,changeable" unit:"Hz" default:"50 Hz" above:"0" doc:"Frequency of the supply that the rated data are for."`
	Breakdown  twin.Quantity `par:"breakdown_ratio,changeable" unit:"1" default:"2.5" min:"1" doc:"Greatest torque over rated torque."`
	Frequency  twin.Feed     `par:"frequency,port,changeable" unit:"Hz" min:"0" doc:"Frequency of the supply: a number, an input, or driven by a controller; the rated one where absent. The voltage stays as supply has it: frequency alone raises the flux and the torque; a converter gives supply = frequency over the rated one."`
	Supply     twin.Feed     `par:"supply,port,changeable" unit:"1" default:"1" min:"0" doc:"Voltage over the rated one: 0 is off. Below the rated frequency a converter lowers it in proportion."`
	IdleLoss   twin.Quantity `par:"idle_loss,changeable" unit:"W" default:"0 W" min:"0" doc:"Loss in iron and stator at rated supply, with the square of the voltage."`
	Inertia    twin.Quantity `par:"inertia" unit:"kg m2" above:"0" doc:"Moment of inertia of the rotor; required where it turns nothing else that has one."`
	StartSpeed twin.Quantity `par:"start_speed" unit:"rad/s" doc:"Speed at the beginning of the run; where absent as what it is tied to rigidly has it, otherwise 0."`
	On         twin.Spot     `par:"on" place:"speed" doc:"The shaft that it turns as one with its rotor. Without one the rotor is a shaft that others name by the motor."`
	Heats      twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its losses warm."`
}

// InductionMotor is the kind mechanical.induction_motor.
func InductionMotor() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.induction_motor",
		Doc: "A three-phase induction motor by its rated data, also braking and as a generator. Its currents follow at once: it is the curve of torque against speed. " +
			"It brings a shaft: its rotor.",
		Equation: "torque = 2 breakdown torque flux^2 d db/(d^2 + db^2), d = 2 pi frequency/pole_pairs - speed, flux = supply rated_frequency/frequency; " +
			"breakdown torque = breakdown_ratio rated_power/rated_speed; db = rated slip speed (breakdown_ratio + sqrt(breakdown_ratio^2 - 1)); heat = torque d + idle_loss supply^2",
		Source: "formula of M. Kloss, Archiv fuer Elektrotechnik 5, 1916",
		Variables: append(machineVariables(),
			dense("torque", "Torque on its shaft.", "N m"),
			dense("slip", "How much slower than the field it turns, as a part of that; 1 at rest.", "1"),
			flowing("power", "Mechanical power that it gives to its shaft."),
			flowing("electric_power", "Power that it takes from its supply; below 0 as a generator."),
			flowing("heat", "Losses."),
		),
		Check: checkInductionMotor,
	}, wireInductionMotor)
}

func checkInductionMotor(t *twin.Twin) []twin.Fault {
	faults := checkStart(t)
	synchronous := 2 * math.Pi * t.Settings["rated_frequency"].Number / t.Settings["pole_pairs"].Number
	if rated := t.Settings["rated_speed"].Number; rated >= synchronous {
		const rpm = 2 * math.Pi / 60
		faults = append(faults, twin.Fault{Path: "rated_speed",
			Summary: fmt.Sprintf("rated_speed, %.4g rpm, is not below the synchronous speed, %.4g rpm", rated/rpm, synchronous/rpm),
			Hint:    "it turns a few per cent slower than the field; look at pole_pairs and rated_frequency"})
	}
	return faults
}

func wireInductionMotor(w *twin.Wiring, p *inductionMotorParams) {
	a := assemblyOf(w)
	name := "twin." + w.Name
	m := a.machine(w, p.Inertia, p.StartSpeed, p.On)
	plate := ratingPlate{
		Power: a.number(p.Power), Speed: a.number(p.Speed), Ratio: a.number(p.Breakdown),
		PolePairs: a.number(p.PolePairs), Frequency: a.number(p.Rated),
		Torque: a.inner(w, "breakdown torque"), Slip: a.inner(w, "breakdown slip"),
	}
	a.Law.Add(name, &plate)
	i := physics.Absent[physics.InductionMotor]()
	i.Velocity, i.Frequency, i.RatedFrequency, i.PolePairs = m.speed(), plate.Frequency, plate.Frequency, plate.PolePairs
	if converter := a.feed(p.Frequency); converter != none {
		i.Frequency = converter
	}
	i.Voltage, i.RatedVoltage = a.feed(p.Supply), hybrid.Read(a.Law.Constant(1))
	i.Breakdown, i.BreakdownSlip, i.IdleLoss = hybrid.Read(plate.Torque), hybrid.Read(plate.Slip), a.number(p.IdleLoss)
	i.OnShaft, i.Torque = m.pull(), a.shows(w, "torque")
	i.Slip, i.Electrical = a.shows(w, "slip"), a.shows(w, "electric_power")
	i.Heat, i.Warms = a.shows(w, "heat"), a.warms(w, p.Heats)
	a.Law.Add(name, &i)
	a.Law.Add(name, &product{One: hybrid.Read(i.Torque), Other: m.speed(), Is: a.shows(w, "power")})
}

// ratingPlate is what follows from rated data for Kloss's formula: with s the rated
// slip and k the ratio of breakdown to rated torque, the formula at the rated point,
// 1/k = 2/(s/sb + sb/s), is solved for the breakdown slip sb = s (k + sqrt(k^2 - 1)).
type ratingPlate struct {
	Power, Speed, PolePairs, Frequency, Ratio hybrid.Read
	Torque, Slip                              hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *ratingPlate) Evaluate(w []float64) {
	synchronous := 2 * math.Pi * w[p.Frequency] / w[p.PolePairs]
	slip, k := 1-w[p.Speed]/synchronous, w[p.Ratio]
	w[p.Torque] = k * w[p.Power] / w[p.Speed]
	w[p.Slip] = slip * (k + math.Sqrt(k*k-1))
}

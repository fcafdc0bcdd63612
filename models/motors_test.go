package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

func dcMotor(t *testing.T, more settings) twin.Twin {
	all := settings{"voltage": "24 V", "resistance": "0.5 ohm", "torque_constant": "0.1 N m/A", "inertia": "0.002 kg m2"}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "motor", "mechanical.dc_motor", all)
}

// A motor runs up by an exponential, or two with an inductance.
func TestDCMotorRunsUp(t *testing.T) {
	run := func(more settings) *recording {
		_, _, rec := play(t, &Study{
			Span: second, Accuracy: 1e-10, Twins: []twin.Twin{dcMotor(t, more)},
			Record: record(second/20, "twin.motor.speed", "twin.motor.current", "twin.motor.electric_power", "twin.motor.heat", "twin.motor.power"),
		})
		return rec
	}
	const v, r, k, j, l = 24., 0.5, 0.1, 0.002, 0.01
	for i, s := range run(nil).samples {
		tau := float64(i) / 20
		current := v / r * math.Exp(-tau*k*k/(r*j))
		speed := (v - r*current) / k
		assert.InDeltaSlice(t, []float64{speed, current, v * current, r * current * current, k * current * speed}, s, 2e-6)
	}
	// l j w'' + r j w' + k k w = k v
	root := math.Sqrt(r*r*j*j - 4*l*j*k*k)
	slow, fast := (-r*j+root)/(2*l*j), (-r*j-root)/(2*l*j)
	for i, s := range run(settings{"inductance": "10 mH"}).samples {
		tau := float64(i) / 20
		speed := v / k * (1 + (fast*math.Exp(slow*tau)-slow*math.Exp(fast*tau))/(slow-fast))
		assert.InDelta(t, speed, s[0], 1e-6)
	}
}

// The winding's resistance rises with its temperature, and a stalled motor warms up
// less for it: C dT/dt = V^2/(R (1 + a (T - T0))).
func TestWindingWarms(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 600 * second, Accuracy: 1e-10,
		Twins: []twin.Twin{
			dcMotor(t, settings{"voltage": "2 V", "heats": "twin.winding", "temperature_coefficient": "0.00393 1/K"}),
			newTwin(t, "lock", "mechanical.brake", settings{"on": "twin.motor", "capacity": "100 N m"}),
			newTwin(t, "winding", "thermal.node", settings{"capacity": "200 J/K", "start": "20 degC"}),
		},
		Record: record(60*second, "twin.winding.temperature", "twin.motor.heat", "twin.motor.speed"),
	})
	const c, a = 200., 0.00393
	for i, s := range rec.samples {
		energy := 2 * 2 / 0.5 * 60 * float64(i)
		x := (math.Sqrt(1+2*a*energy/c) - 1) / a
		assert.InDelta(t, 293.15+x, s[0], 1e-6)
		assert.InDelta(t, 8/(1+a*x), s[1], 1e-6)
		assert.Zero(t, s[2])
	}
}

// An induction motor has its rated torque at its rated speed, and drives a fan there.
func TestInductionMotorAtItsRating(t *testing.T) {
	const rated, power = 1440 * 2 * math.Pi / 60, 7500.
	motor := settings{"rated_power": "7.5 kW", "rated_speed": "1440 rpm", "inertia": "0.03 kg m2", "idle_loss": "300 W"}
	_, _, rec := play(t, &Study{
		Span: 30 * second, Inputs: []Input{steps("supply", "1", 0, 0, 1, 1, 20, 0)},
		Twins: []twin.Twin{
			newTwin(t, "motor", "mechanical.induction_motor", merged(motor, settings{"supply": "input.supply"})),
			newTwin(t, "fan", "mechanical.load", settings{"on": "twin.motor", "quadratic": quantityOf(power/rated/rated/rated, "N m s2/rad2")}),
		},
		Record: record(second, "twin.motor.speed", "twin.motor.torque", "twin.motor.slip", "twin.motor.power", "twin.motor.electric_power", "twin.fan.power"),
	})
	heat := power*(0.04/0.96) + 300
	assert.InDeltaSlice(t, []float64{rated, power / rated, 0.04, power, power + heat, power}, rec.samples[15], 1e-4)
	assert.Zero(t, rec.samples[1][0])
	assert.Less(t, rec.samples[30][0], rated)
	assert.Zero(t, rec.samples[30][1])
}

// A pump gives its rated flow and head where the pipes ask for that.
func TestPumpAtItsRating(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 10 * second, Inputs: []Input{{Name: "speed", Unit: showIn("1/s"), Ramp: &Ramp{To: 2900 * 2 * math.Pi / 60, Begins: 0, Ends: 8}}},
		Twins: []twin.Twin{
			newTwin(t, "drive", "mechanical.drive", settings{"speed": "input.speed", "on": "twin.shaft"}),
			newTwin(t, "shaft", "mechanical.inertia", settings{"inertia": "0.02 kg m2"}),
			newTwin(t, "pump", "mechanical.pump", settings{"on": "twin.shaft", "rated_speed": "2900 rpm", "shutoff_head": "40 m", "rated_head": "30 m",
				"rated_flow": "36 m3/h", "efficiency": 0.75, "lift": "10 m", "pipe_loss": "20 m"}),
		},
		Record: record(second, "twin.pump.flow", "twin.pump.head", "twin.pump.eta", "twin.pump.power", "twin.pump.hydraulic_power", "twin.drive.power"),
	})
	hydraulic := 1000 * 9.80665 * 0.01 * 30
	assert.InDeltaSlice(t, []float64{0.01, 30, 0.75, hydraulic / 0.75, hydraulic, hydraulic / 0.75}, rec.samples[9], 1e-6)
	lifts := rec.of("lift")
	require.Len(t, lifts, 1)
	assert.InDelta(t, 4, at(lifts[0]), 1e-6) // the head is that of the lift at half the speed
	assert.Zero(t, rec.samples[3][0])
}

// A shaft in a bearing runs down; its oil thins as it warms.
func TestBearingHoldsAndWarms(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 20 * second,
		Twins: []twin.Twin{
			newTwin(t, "rotor", "mechanical.inertia", settings{"inertia": "0.1 kg m2", "start_speed": "100 rad/s"}),
			newTwin(t, "bearing", "mechanical.bearing", settings{"on": "twin.rotor", "load": "5 kN", "bore": "40 mm", "coefficient": 0.01}),
		},
		Record: record(second, "twin.rotor.speed", "twin.bearing.torque", "twin.bearing.heat"),
	})
	for i, s := range rec.samples {
		v := math.Max(100-10*float64(i), 0)
		torque := 0.
		if v > 0 {
			torque = 1
		}
		if i != 10 {
			assert.InDeltaSlice(t, []float64{v, torque, torque * v}, s, 1e-7, "%d", i)
		}
	}
}

// train is a motor that drives a wheel over a gear with losses and a bearing, all in one
// housing, whose losses warm it and go to the air.
func train(t *testing.T) []twin.Twin {
	return []twin.Twin{
		dcMotor(t, settings{"voltage": "input.supply", "inductance": "2 mH", "heats": "twin.housing", "temperature_coefficient": "0.00393 1/K"}),
		newTwin(t, "wheel", "mechanical.inertia", settings{"inertia": "0.4 kg m2"}),
		newTwin(t, "gear", "mechanical.gear", settings{"between": []string{"twin.motor", "twin.wheel"}, "ratio": 12.0, "efficiency": 0.85, "heats": "twin.housing"}),
		newTwin(t, "bearing", "mechanical.bearing", settings{"on": "twin.wheel", "load": "2 kN", "bore": "30 mm", "drag": "0.05 N m s/rad", "thinning": "0.03 1/K", "heats": "twin.housing"}),
		newTwin(t, "saw", "mechanical.load", settings{"on": "twin.wheel", "linear": "0.4 N m s/rad", "profile": "input.wood"}),
		newTwin(t, "housing", "thermal.node", settings{"capacity": "500 J/K", "start": "20 degC"}),
		newTwin(t, "skin", "thermal.conductance", settings{"between": []string{"twin.housing", "input.air"}, "conductance": "2 W/K"}),
	}
}

// Electrical energy is what the rotors gain, the winding stores, the load takes and the
// housing gets; and what the housing gets, it stores or gives to the air.
func TestTrainKeepsItsEnergy(t *testing.T) {
	s := &Study{
		Span:   60 * second,
		Inputs: []Input{constant("air", 293.15, "K"), steps("supply", "V", 0, 24, 20, 12, 40, 30), steps("wood", "N m", 0, 0, 10, 3, 14, 0, 30, 8, 36, 0)},
		Twins:  train(t),
		Record: record(10*second, "twin.wheel.energy", "twin.motor.speed", "twin.motor.current", "twin.housing.temperature"),
	}
	for _, path := range []string{"twin.motor.electric_power", "twin.saw.power", "twin.motor.heat", "twin.gear.heat", "twin.bearing.heat", "twin.skin.heat_flow"} {
		s.Indicators = append(s.Indicators, Indicator{Name: path, Measure: Integral, Signal: path, Unit: showIn("J")})
	}
	m, r, rec := play(t, s)
	require.Len(t, m.Engine.Islands(), 1)
	e := m.Indicators(r)
	last := rec.samples[len(rec.samples)-1]
	stored := last[0] + 0.002*last[1]*last[1]/2 + 0.002*last[2]*last[2]/2
	losses := e[2] + e[3] + e[4]
	assert.Greater(t, e[0], 1e3)
	assert.InEpsilon(t, e[0], stored+e[1]+losses, 1e-6)
	assert.InEpsilon(t, losses, 500*(last[3]-293.15)+e[5], 1e-6)
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
	physics "whatif/physics/thermal"
)

// plate is a node of 10 kJ/K at 20 degC.
func plate(t *testing.T) twin.Twin {
	return newTwin(t, "plate", "thermal.node", settings{"capacity": "10 kJ/K", "start": "20 degC"})
}

func radiates(t *testing.T, name string, more settings) twin.Twin {
	all := settings{"between": []string{"twin.plate", "input.space"}, "area": "1 m2", "emissivity": 0.9}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, name, "thermal.radiation", all)
}

// A plate that radiates to nothing at 0 K: dT/dt = -k T^4 has the solution
// T^-3 = T0^-3 + 3 k t.
func TestPlateInSpace(t *testing.T) {
	s := &Study{
		Span: 48 * hour, Inputs: []Input{constant("space", 0, "K")}, Twins: []twin.Twin{plate(t), radiates(t, "out", nil)},
		Record: record(hour, "twin.plate.temperature", "twin.out.heat_flow", "twin.out.heat_flow!"),
	}
	_, _, rec := play(t, s)
	const k = physics.StefanBoltzmann * 0.9 / 1e4
	at := func(seconds float64) float64 { return math.Pow(math.Pow(293.15, -3)+3*k*seconds, -1./3) }
	for i, now := range rec.times {
		x := at(now.Seconds())
		assert.InEpsilon(t, x, rec.samples[i][0], 1e-7)
		assert.InEpsilon(t, 1e4*k*x*x*x*x, rec.samples[i][1], 1e-6)
		if i > 0 {
			assert.InEpsilon(t, 1e4*(at(now.Seconds()-3600)-x)/3600, rec.samples[i][2], 1e-5)
		}
	}
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-6)
	}
}

// At rest the flow between two surfaces is that of the handbooks: two large plates,
// and a pipe within another.
func TestTwoGreySurfaces(t *testing.T) {
	flow := func(more settings) float64 {
		more["between"] = []string{"twin.plate", "input.shell"}
		_, _, rec := play(t, &Study{
			Span: hour, Inputs: []Input{constant("shell", 350, "K")},
			Twins:  []twin.Twin{plate(t), radiates(t, "out", more)},
			Record: record(hour, "twin.out.heat_flow"),
		})
		return rec.samples[0][0]
	}
	black := physics.StefanBoltzmann * (math.Pow(293.15, 4) - math.Pow(350, 4))
	assert.InEpsilon(t, black*0.9, flow(settings{}), 1e-12)
	assert.InEpsilon(t, black*0.9*0.25, flow(settings{"view_factor": 0.25}), 1e-12)
	assert.InEpsilon(t, black/(1/0.9+1/0.05-1), flow(settings{"second_emissivity": 0.05}), 1e-12)
	assert.InEpsilon(t, 2*black/(1/0.9+2./3*(1/0.05-1)), flow(settings{"area": "2 m2", "second_emissivity": 0.05, "second_area": "3 m2"}), 1e-12)
}

// A light skin between a cabin and space: a node without capacity whose temperature is
// the root of a polynomial. Insulation of three shields, each massless, lets a quarter
// of the heat through.
func TestMasslessShields(t *testing.T) {
	shield := func(name string) twin.Twin { return newTwin(t, name, "thermal.node", nil) }
	gap := func(name, from, to string) twin.Twin {
		return radiates(t, name, settings{"between": []string{from, to}, "emissivity": 1.0})
	}
	_, _, rec := play(t, &Study{
		Span: 24 * hour, Inputs: []Input{constant("space", 100, "K")},
		Twins: []twin.Twin{
			plate(t), shield("one"), shield("two"), shield("three"),
			gap("a", "twin.plate", "twin.one"), gap("b", "twin.one", "twin.two"), gap("c", "twin.two", "twin.three"), gap("d", "twin.three", "input.space"),
		},
		Record: record(hour, "twin.plate.temperature", "twin.one.temperature", "twin.three.temperature", "twin.d.heat_flow"),
	})
	for _, s := range rec.samples {
		inside, outside := math.Pow(s[0], 4), math.Pow(100, 4)
		assert.InEpsilon(t, math.Pow(inside+(outside-inside)/4, 0.25), s[1], 1e-7)
		assert.InEpsilon(t, math.Pow(inside+(outside-inside)*3/4, 0.25), s[2], 1e-7)
		assert.InEpsilon(t, physics.StefanBoltzmann*(inside-outside)/4, s[3], 1e-6)
	}
	assert.Less(t, rec.samples[24][0], 250.)
}

// A network with everything in it keeps its energy: radiation, natural convection, a
// thermostat, a room with heavy parts, sun that is switched, a coating that changes.
func TestCurvedNetworkKeepsItsEnergy(t *testing.T) {
	s := &Study{
		Span: 72 * hour, Warmup: 6 * hour,
		Inputs: []Input{
			{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin, Amplitude: 5, Period: 86400}},
			{Name: "sky", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin - 15, Amplitude: 5, Period: 86400}},
			steps("sun", "W", 0, 0, 40000, 800, 60000, 0),
			{Name: "gusts", Unit: showIn("W"), Noise: &Noise{SD: 80, Timescale: 1200, Every: 10 * minute}},
		},
		Twins: []twin.Twin{
			room(t, "north", settings{
				"outdoor": []string{"input.outdoor", "1 K"}, "gains": "input.gusts",
				"mass_capacity": "20 MJ/K", "mass_coupling": "200 W/K", "mass_loss": "10 W/K",
			}),
			room(t, "shed", settings{"outdoor": "input.outdoor"}),
			newTwin(t, "roof", "thermal.node", settings{"gains": "input.sun"}),
			newTwin(t, "ceiling", "thermal.node", settings{"capacity": "500 kJ/K", "start": "15 degC"}),
			newTwin(t, "rafters", "thermal.conductance", settings{"between": []string{"twin.ceiling", "twin.roof"}, "conductance": "45 W/K"}),
			newTwin(t, "air", "thermal.convection", settings{"between": []string{"twin.ceiling", "twin.north"}, "area": "20 m2", "surface": choice("ceiling")}),
			radiates(t, "night", settings{"between": []string{"twin.roof", "input.sky"}, "area": "20 m2"}),
			newTwin(t, "heater", "thermal.heater", settings{"power": "3 kW", "serves": []string{"twin.north", "twin.ceiling"}}),
			newTwin(t, "thermostat", "control.thermostat", settings{
				"senses": "twin.north.temperature", "drives": "twin.heater.demand", "setpoint": "21 degC", "band": "1 K",
			}),
		},
		Interventions: []Intervention{{Name: "frost", From: 10 * hour, Until: 12 * hour, Set: []Assignment{{Path: "twin.night.emissivity", Value: 0.3}}}},
	}
	list := audited(t, s)
	require.Len(t, list, 2)
	for _, b := range list {
		assert.Greater(t, b.Gross, 1e7, b.Path)
		assert.Less(t, b.Error(), 1e-6, b.Path)
	}
	assert.Equal(t, "twin.ceiling", list[0].Path)
	assert.Equal(t, "twin.shed", list[1].Path)
	assert.Less(t, list[1].Error(), 1e-9)
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

// Two masses on a spring swing about their centre of mass.
func TestMassesSwing(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 10 * second, Accuracy: 1e-11,
		Twins: []twin.Twin{
			newTwin(t, "a", "mechanical.mass", settings{"mass": "1 kg"}),
			newTwin(t, "b", "mechanical.mass", settings{"mass": "3 kg", "start_position": "0.5 m"}),
			newTwin(t, "s", "mechanical.spring", settings{"between": []string{"twin.a", "twin.b"}, "stiffness": "12 N/m", "rest": "-0.3 m"}),
		},
		Record: record(second/2, "twin.a.position", "twin.b.position", "twin.s.force", "twin.s.energy"),
	})
	rate := math.Sqrt(12 / 0.75)
	for i, s := range rec.samples {
		x := -0.2 * math.Cos(rate*float64(i)/2) // q_a - q_b - rest
		assert.InDelta(t, 1.5, s[0]+3*s[1], 1e-8)
		assert.InDeltaSlice(t, []float64{x - 0.3, 12 * x, 6 * x * x}, []float64{s[0] - s[1], s[2], s[3]}, 1e-7)
	}
}

// A shaft on a torsion spring with damping rings down; what it loses is heat.
func TestShaftRingsDown(t *testing.T) {
	m, r, rec := play(t, &Study{
		Span: 10 * second, Accuracy: 1e-11,
		Twins: []twin.Twin{
			newTwin(t, "wheel", "mechanical.inertia", settings{"inertia": "2 kg m2", "start_angle": "0.1 rad"}),
			newTwin(t, "rod", "mechanical.torsion_spring", settings{"on": "twin.wheel", "stiffness": "50 N m/rad", "damping": "1 N m s/rad"}),
			newTwin(t, "oil", "mechanical.torsion_damper", settings{"on": "twin.wheel", "damping": "1 N m s/rad", "heats": "twin.pot"}),
			newTwin(t, "pot", "thermal.node", settings{"capacity": "1 J/K", "start": "0 degC"}),
		},
		Record:     record(second, "twin.wheel.angle", "twin.wheel.energy", "twin.rod.energy", "twin.pot.temperature"),
		Indicators: []Indicator{{Name: "rod", Measure: Integral, Signal: "twin.rod.heat", Unit: showIn("J")}},
	})
	const slow = 2. / (2 * 2)
	fast := math.Sqrt(25 - slow*slow)
	for i, s := range rec.samples {
		tau := float64(i)
		assert.InDelta(t, 0.1*math.Exp(-slow*tau)*(math.Cos(fast*tau)+slow/fast*math.Sin(fast*tau)), s[0], 1e-8)
	}
	last := rec.samples[10]
	assert.InDelta(t, 50*0.01/2, last[1]+last[2]+2*(last[3]-kelvin), 1e-8)
	assert.InDelta(t, last[3]-kelvin, m.Indicators(r)[0], 1e-8)
}

// An elastic belt and an elastic gear come to pass torque as their radii and ratios do.
func TestElasticTransmissions(t *testing.T) {
	for name, tie := range map[string]twin.Twin{
		"belt": newTwin(t, "tie", "mechanical.belt", settings{"between": []string{"twin.a", "twin.b"}, "first_radius": "0.1 m", "second_radius": "0.4 m", "stiffness": "1 MN/m", "damping": "2 kN s/m"}),
		"gear": newTwin(t, "tie", "mechanical.gear", settings{"between": []string{"twin.a", "twin.b"}, "ratio": 4.0, "stiffness": "160 kN m/rad", "damping": "320 N m s/rad"}),
	} {
		_, _, rec := play(t, &Study{
			Span: 10 * second,
			Twins: []twin.Twin{
				newTwin(t, "a", "mechanical.inertia", settings{"inertia": "0.1 kg m2", "torque": "10 N m"}),
				newTwin(t, "b", "mechanical.inertia", settings{"inertia": "1 kg m2"}),
				newTwin(t, "load", "mechanical.load", settings{"on": "twin.b", "linear": "2 N m s/rad"}),
				tie,
			},
			Record: record(second, "twin.a.speed", "twin.b.speed"),
		})
		last := rec.samples[10]
		tau := (1 + 16*0.1) / 2
		v := 40. / 2 * (1 - math.Exp(-10/tau))
		assert.InDelta(t, v, last[1], 1e-4, name)
		assert.InDelta(t, 4*last[1], last[0], 1e-5, name)
	}
}

// Two bodies on a track collide, and exchange their speeds where nothing is lost.
func TestBodiesCollide(t *testing.T) {
	run := func(restitution float64) *recording {
		_, _, rec := play(t, &Study{
			Span: 2 * second,
			Twins: []twin.Twin{
				newTwin(t, "a", "mechanical.mass", settings{"mass": "1 kg", "start_speed": "3 m/s"}),
				newTwin(t, "b", "mechanical.mass", settings{"mass": "1 kg", "start_position": "2 m"}),
				newTwin(t, "bumper", "mechanical.stop", settings{"between": []string{"twin.a", "twin.b"}, "clearance": "-0.5 m", "restitution": restitution}),
			},
			Record: record(second, "twin.a.speed", "twin.b.speed", "twin.bumper.gap"),
		})
		return rec
	}
	rec := run(1)
	assert.InDeltaSlice(t, []float64{0, 3, 4.5}, rec.samples[2], 1e-9)
	require.Len(t, rec.of("impact"), 1)
	assert.InDelta(t, 0.5, at(rec.of("impact")[0]), 2e-9)
	assert.InDeltaSlice(t, []float64{1.5, 1.5, 0}, run(0).samples[2], 1e-9)
}

// A shaft between two stops turns to and fro within its play.
func TestShaftBetweenStops(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 10 * second,
		Twins: []twin.Twin{
			newTwin(t, "flap", "mechanical.inertia", settings{"inertia": "1 kg m2", "start_speed": "1 rad/s"}),
			newTwin(t, "open", "mechanical.shaft_stop", settings{"on": "twin.flap", "at": "1 rad", "side": choice("above"), "restitution": 1.0}),
			newTwin(t, "shut", "mechanical.shaft_stop", settings{"on": "twin.flap", "at": "-1 rad", "restitution": 1.0}),
		},
		Record: record(second, "twin.flap.angle"),
	})
	for i, want := range []float64{0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0} {
		assert.InDelta(t, want, rec.samples[i][0], 1e-8)
	}
	assert.Len(t, rec.of("impact"), 5)
}

// A carriage that speeds up carries a block along as far as its friction goes.
func TestCarriageCarries(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 4 * second, Inputs: []Input{{Name: "speed", Unit: showIn("m/s"), Ramp: &Ramp{To: 4, Begins: 0, Ends: 4}}},
		Twins: []twin.Twin{
			newTwin(t, "table", "mechanical.carriage", settings{"speed": "input.speed"}),
			newTwin(t, "block", "mechanical.mass", settings{"mass": "2 kg"}),
			newTwin(t, "feather", "mechanical.mass", settings{"mass": "2 kg"}),
			newTwin(t, "grip", "mechanical.friction", settings{"between": []string{"twin.table", "twin.block"}, "normal": "20 N", "static_coefficient": 0.2}),
			newTwin(t, "slide", "mechanical.friction", settings{"between": []string{"twin.feather", "twin.table"}, "static": "1 N"}),
		},
		Record: record(second, "twin.table.position", "twin.block.speed", "twin.feather.speed", "twin.table.force"),
	})
	for i, s := range rec.samples[:4] {
		tau := float64(i)
		assert.InDeltaSlice(t, []float64{tau * tau / 2, tau, tau / 2, 3}, s, 1e-8)
	}
}

// Goods on a conveyor that starts at once slip until they have its speed.
func TestConveyorCarriesGoods(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 2 * second,
		Twins: []twin.Twin{
			newTwin(t, "drive", "mechanical.drive", settings{"speed": "10 rad/s"}),
			newTwin(t, "belt", "mechanical.conveyor", settings{"pulley": "twin.drive", "radius": "0.2 m", "mass": "50 kg"}),
			newTwin(t, "box", "mechanical.mass", settings{"mass": "5 kg"}),
			newTwin(t, "grip", "mechanical.friction", settings{"between": []string{"twin.belt", "twin.box"}, "static": "10 N"}),
		},
		Record: record(second/2, "twin.belt.speed", "twin.box.speed", "twin.belt.force", "twin.drive.torque", "twin.drive.power"),
	})
	assert.InDeltaSlice(t, []float64{2, 1, 10, 2, 20}, rec.samples[1], 1e-8)
	assert.InDeltaSlice(t, []float64{2, 2, 0, 0, 0}, rec.samples[3], 1e-8)
	require.Len(t, rec.of("stick"), 1)
	assert.InDelta(t, 1, at(rec.of("stick")[0]), 1e-8)
}

// A body falls through the air at its terminal speed.
func TestTerminalSpeed(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 60 * second,
		Twins: []twin.Twin{
			newTwin(t, "body", "mechanical.mass", settings{"mass": "80 kg", "incline": "90 deg", "start_position": "4 km"}),
			newTwin(t, "air", "mechanical.drag", settings{"on": "twin.body", "quadratic": "0.25 N s2/m2"}),
		},
		Record: record(10*second, "twin.body.speed", "twin.air.power"),
	})
	terminal := math.Sqrt(80 * 9.80665 / 0.25)
	for i, s := range rec.samples {
		v := -terminal * math.Tanh(9.80665*10*float64(i)/terminal)
		assert.InDelta(t, v, s[0], 1e-6)
		assert.InDelta(t, 0.25*math.Abs(v*v*v), s[1], 1e-3)
	}
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

// Shafts that are joined turn as one: their inertias add up, and each shows its speed.
func TestJoinedShaftsAreOne(t *testing.T) {
	m, _, rec := play(t, &Study{
		Span: 4 * second,
		Twins: []twin.Twin{
			newTwin(t, "a", "mechanical.inertia", settings{"inertia": "1 kg m2", "torque": "6 N m"}),
			newTwin(t, "b", "mechanical.inertia", settings{"inertia": "2 kg m2", "start_speed": "1 rad/s"}),
			newTwin(t, "c", "mechanical.inertia", settings{"inertia": "3 kg m2", "start_angle": "0.5 rad"}),
			newTwin(t, "ab", "mechanical.joint", settings{"between": []string{"twin.a", "twin.b"}}),
			newTwin(t, "bc", "mechanical.joint", settings{"between": []string{"twin.c", "twin.b"}}),
		},
		Record: record(second, "twin.a.speed", "twin.b.angle", "twin.c.acceleration", "twin.c.energy"),
	})
	for i, s := range rec.samples {
		tau := float64(i)
		assert.InDeltaSlice(t, []float64{1 + tau, 0.5 + tau + tau*tau/2, 1, 1.5 * (1 + tau) * (1 + tau)}, s, 1e-9)
	}
	islands := m.Engine.Islands()
	require.Len(t, islands, 1)
	assert.Equal(t, []string{"twin.a.angle", "twin.a.speed"}, islands[0].States)
}

// A drum hoists a mass: torque and weight balance at the drum's radius.
func TestHoist(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 2 * second,
		Twins: []twin.Twin{
			newTwin(t, "drum", "mechanical.inertia", settings{"inertia": "0.5 kg m2", "torque": "25 N m"}),
			newTwin(t, "cage", "mechanical.mass", settings{"mass": "10 kg", "incline": "90 deg", "gravity": "10 m/s2"}),
			newTwin(t, "rope", "mechanical.joint", settings{"between": []string{"twin.drum", "twin.cage"}, "radius": "0.2 m"}),
		},
		Record: record(second, "twin.drum.speed", "twin.cage.position"),
	})
	const rate = (25 - 10*10*0.2) / (0.5 + 10*0.04)
	assert.InDelta(t, 2*rate, rec.samples[2][0], 1e-9)
	assert.InDelta(t, 0.2*2*rate, rec.samples[2][1], 1e-9)
}

// A gear with losses takes more going up than it gives coming down.
func TestGearLoses(t *testing.T) {
	speeds := func(torque string) (float64, float64) {
		_, _, rec := play(t, &Study{
			Span: second,
			Twins: []twin.Twin{
				newTwin(t, "motor", "mechanical.inertia", settings{"inertia": "0.01 kg m2", "torque": torque}),
				newTwin(t, "wheel", "mechanical.inertia", settings{"inertia": "1 kg m2"}),
				newTwin(t, "gear", "mechanical.gear", settings{"between": []string{"twin.motor", "twin.wheel"}, "ratio": 10.0, "efficiency": 0.8}),
			},
			Record: record(second, "twin.wheel.speed", "twin.gear.heat"),
		})
		return rec.samples[1][0], rec.samples[1][1]
	}
	// motor: J a = M - F; wheel: 1 a/10 = 0.8 10 F
	const forward = 1 / (0.01 + 1/(100*0.8))
	v, heat := speeds("1 N m")
	assert.InDelta(t, forward/10, v, 1e-9)
	taken := 1 - 0.01*forward
	assert.InDelta(t, 0.2*taken*forward, heat, 1e-9)
	back, _ := speeds("-1 N m")
	assert.InDelta(t, -v, back, 1e-9)
}

// A drive keeps its speed, in steps and along a ramp, and shows what that takes.
func TestDriveGivesASpeed(t *testing.T) {
	flywheel := newTwin(t, "wheel", "mechanical.inertia", settings{"inertia": "2 kg m2"})
	drag := newTwin(t, "resistance", "mechanical.load", settings{"on": "twin.wheel", "linear": "3 N m s/rad"})
	drive := newTwin(t, "drive", "mechanical.drive", settings{"on": "twin.wheel", "speed": "input.speed"})
	_, _, rec := play(t, &Study{
		Span: 4 * second, Inputs: []Input{{Name: "speed", Unit: showIn("1/s"), Ramp: &Ramp{From: 1, To: 5, Begins: 1, Ends: 3}}},
		Twins: []twin.Twin{flywheel, drag, drive}, Record: record(second/2, "twin.wheel.speed", "twin.drive.torque", "twin.drive.power", "twin.wheel.angle"),
	})
	for i, s := range rec.samples {
		tau := float64(i) / 2
		v, torque := 1+2*math.Min(math.Max(tau-1, 0), 2), 0.
		if tau >= 1 && tau < 3 {
			torque = 2 * 2
		}
		torque += 3 * v
		assert.InDeltaSlice(t, []float64{v, torque, torque * v}, s[:3], 1e-9, "%g", tau)
	}
	assert.InDelta(t, 1+2*3+5, rec.samples[8][3], 1e-9)
	_, _, rec = play(t, &Study{
		Span: 3 * second, Inputs: []Input{steps("speed", "1/s", 0, 0, 1, 7, 2, -1)},
		Twins: []twin.Twin{flywheel, drag, drive}, Record: record(second/2, "twin.wheel.speed", "twin.drive.torque"),
	})
	for i, v := range []float64{0, 0, 7, 7, -1, -1, -1} {
		assert.InDeltaSlice(t, []float64{v, 3 * v}, rec.samples[i], 1e-9, "%d", i)
	}
}

// Two discs on a clutch: they slip, engage, and turn at one speed, with the heat of the
// textbook. The clutch opens, and the brake stops one of them.
func TestClutchAndBrake(t *testing.T) {
	m, r, rec := play(t, &Study{
		Span: 10 * second, Inputs: []Input{steps("pedal", "1", 0, 0.5, 5, 0), steps("brake", "1", 0, 0, 6, 1)},
		Twins: []twin.Twin{
			newTwin(t, "engine", "mechanical.inertia", settings{"inertia": "1 kg m2", "start_speed": "90 rad/s"}),
			newTwin(t, "wheel", "mechanical.inertia", settings{"inertia": "2 kg m2"}),
			newTwin(t, "clutch", "mechanical.clutch", settings{"between": []string{"twin.engine", "twin.wheel"}, "capacity": "80 N m", "engagement": "input.pedal"}),
			newTwin(t, "brake", "mechanical.brake", settings{"on": "twin.wheel", "capacity": "30 N m", "engagement": "input.brake"}),
		},
		Record:     record(second, "twin.engine.speed", "twin.wheel.speed", "twin.clutch.torque", "twin.clutch.sticking", "twin.brake.torque"),
		Indicators: []Indicator{{Name: "heat", Measure: Integral, Signal: "twin.clutch.heat", Unit: showIn("J")}},
	})
	assert.InDelta(t, 90*90/2.*2/3, m.Indicators(r)[0], 1e-5)
	assert.InDeltaSlice(t, []float64{50, 20, 40, 0, 0}, rec.samples[1], 1e-6)
	assert.InDeltaSlice(t, []float64{30, 30, 0, 1, 0}, rec.samples[4], 1e-6)
	assert.InDeltaSlice(t, []float64{30, 15, 0, 0, 30}, rec.samples[7][:5], 1e-6)
	assert.InDeltaSlice(t, []float64{30, 0, 0, 0, 0}, rec.samples[10][:5], 1e-6)
	engaged := rec.of("engage")
	require.Len(t, engaged, 1)
	assert.InDelta(t, 1.5, at(engaged[0]), 1e-8)
	held := rec.of("hold")
	require.Len(t, held, 1)
	assert.InDelta(t, 8, at(held[0]), 1e-8)
}

// A gear on a drive, whichever way round, passes speed down and torque back; so does a
// spring whose far end moves.
func TestTiesToADrive(t *testing.T) {
	for _, between := range [][]string{{"twin.drive", "twin.wheel"}, {"twin.wheel", "twin.drive"}} {
		ratio := 5.0
		if between[0] == "twin.wheel" {
			ratio = 0.2
		}
		_, _, rec := play(t, &Study{
			Span: 2 * second, Inputs: []Input{steps("speed", "1/s", 0, 50, 1, 100)},
			Twins: []twin.Twin{
				newTwin(t, "drive", "mechanical.drive", settings{"speed": "input.speed"}),
				newTwin(t, "wheel", "mechanical.inertia", settings{"inertia": "2 kg m2"}),
				newTwin(t, "load", "mechanical.load", settings{"on": "twin.wheel", "linear": "3 N m s/rad"}),
				newTwin(t, "gear", "mechanical.gear", settings{"between": between, "ratio": ratio}),
			},
			Record: record(second/2, "twin.wheel.speed", "twin.drive.torque", "twin.drive.power"),
		})
		assert.InDeltaSlice(t, []float64{10, 6, 300}, rec.samples[1], 1e-9, between)
		assert.InDeltaSlice(t, []float64{20, 12, 1200}, rec.samples[3], 1e-9, between)
	}
	_, _, rec := play(t, &Study{
		Span: 20 * second, Inputs: []Input{constant("speed", 2, "m/s")},
		Twins: []twin.Twin{
			newTwin(t, "hand", "mechanical.carriage", settings{"speed": "input.speed"}),
			newTwin(t, "block", "mechanical.mass", settings{"mass": "1 kg"}),
			newTwin(t, "cord", "mechanical.spring", settings{"between": []string{"twin.hand", "twin.block"}, "stiffness": "100 N/m", "damping": "20 N s/m"}),
			newTwin(t, "floor", "mechanical.damper", settings{"on": "twin.block", "damping": "5 N s/m"}),
		},
		Record: record(second, "twin.block.speed", "twin.cord.force", "twin.hand.force", "twin.hand.power"),
	})
	assert.InDeltaSlice(t, []float64{2, 10, 10, 20}, rec.samples[20], 1e-8)
}

package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

func tank(t *testing.T, more settings) twin.Twin {
	all := settings{"volume": "300 l", "density": "1000 kg/m3", "specific_heat": "4200 J/(kg K)", "start": "60 degC"}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "tank", "thermal.storage", all)
}

const tankC = 0.3 * 1000 * 4200

// A tank at rest, then drawn from, then at rest again: three exponentials.
func TestStorageDrawnFrom(t *testing.T) {
	s := &Study{
		Span:   6 * hour,
		Inputs: []Input{steps("draw", "l/min", 0, 0, 2*3600, 6e-3/60, 3*3600, 0)},
		Twins:  []twin.Twin{tank(t, settings{"heat_loss": "2 W/K", "ambient": "18 degC", "tap": "input.draw", "cold": []string{"12 degC", "-2 K"}})},
		Record: record(30*minute, "twin.tank.temperature", "twin.tank.energy", "twin.tank.standing_loss", "twin.tank.tap_heat", "twin.tank.tap_heat!"),
	}
	_, _, rec := play(t, s)
	const draw = 1000 * 4200 * 6e-3 / 60 // 420 W/K
	level, since := 60.0, 0.0
	for i, at := range rec.times {
		now := at.Seconds()
		tap := 0.0
		if now > 2*3600 && now <= 3*3600 {
			tap = draw
		}
		end := (2*18 + tap*10) / (2 + tap)
		before := level
		level = decay(level, end, now-since, tankC/(2+tap))
		assert.InDelta(t, level+kelvin, rec.samples[i][0], 1e-9)
		assert.InDelta(t, tankC*(level-10), rec.samples[i][1], 1e-3)
		assert.InDelta(t, 2*(level-18), rec.samples[i][2], 1e-8)
		if now > 2*3600 && now < 3*3600 {
			assert.InDelta(t, draw*(level-10), rec.samples[i][3], 1e-6)
		}
		if tap > 0 {
			mean := end + (before-level)*tankC/(2+tap)/(now-since)
			assert.InDelta(t, draw*(mean-10), rec.samples[i][4], 1e-6)
		}
		since = now
	}
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-9)
	}
}

// The tank stands in a room, which gets what it loses, and a heat pump serves
// it.
func TestStorageInARoom(t *testing.T) {
	s := &Study{
		Span: 48 * hour,
		Twins: []twin.Twin{
			room(t, "north", nil), tank(t, settings{"heat_loss": "3 W/K", "ambient": "twin.north", "gains": "50 W"}),
			newTwin(t, "pump", "thermal.heat_pump", settings{"heating_capacity": "3 kW", "cop": 3.0, "serves": "twin.tank"}),
			newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.tank", "drives": "twin.pump.demand", "setpoint": "60 degC", "band": "6 K"}),
		},
		Record: record(10*minute, "twin.tank.temperature", "twin.pump.cop"),
	}
	_, _, rec := play(t, s)
	require.NotEmpty(t, rec.of("switch"))
	for _, x := range rec.samples {
		assert.InDelta(t, 60+kelvin, x[0], 3.01)
		assert.Equal(t, 3.0, x[1])
	}
	list := audited(t, s)
	require.Len(t, list, 1)
	assert.Less(t, list[0].Error(), 1e-9)
}

func TestStorageProblems(t *testing.T) {
	ramp := steps("draw", "l/min", 0, 0, 3600, 1e-4)
	ramp.Table.Linear = true
	for _, c := range []struct {
		more settings
		want string
	}{
		{settings{"capacity": "1 MJ/K"}, "twin.tank.capacity: volume and capacity are both given"},
		{settings{"heat_loss": "2 W/K"}, "twin.tank.heat_loss: heat_loss is given, but not ambient"},
		{settings{"ambient": "18 degC"}, "twin.tank.ambient: ambient is given, but not heat_loss"},
		{settings{"tap": "1 l/min"}, "twin.tank.tap: tap is given, but not cold"},
		{settings{"cold": "10 degC"}, "twin.tank.cold: cold is given, but not tap"},
		{settings{"tap": "input.draw", "cold": "10 degC"}, "twin.tank.tap: input.draw changes continuously, but tap changes in steps"},
	} {
		_, problems := Build(&Study{Span: hour, Inputs: []Input{ramp}, Twins: []twin.Twin{tank(t, c.more)}, Record: record(hour)})
		require.Len(t, problems, 1, c.want)
		assert.Equal(t, c.want, problems[0].Path+": "+problems[0].Summary)
	}
	bare := tank(t, nil)
	delete(bare.Settings, "volume")
	_, problems := Build(&Study{Span: hour, Twins: []twin.Twin{bare}, Record: record(hour)})
	require.Len(t, problems, 1)
	assert.Equal(t, "neither volume nor capacity is given", problems[0].Summary)
}

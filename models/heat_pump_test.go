package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

func carnot(t *testing.T, more settings) twin.Twin {
	all := settings{"heating_capacity": "6 kW", "carnot_fraction": 0.45, "supply_temperature": "45 degC", "source": "input.outdoor", "serves": "twin.north"}
	for k, v := range more {
		all[k] = v
		if v == nil {
			delete(all, k)
		}
	}
	return newTwin(t, "pump", "thermal.heat_pump", all)
}

func dayAndNight(amplitude float64) Input {
	return Input{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin, Amplitude: amplitude, Period: 86400}}
}

// Of a Carnot process the electric power is linear in the source, so that a
// sine stays one: value and mean are exact, in few events.
func TestCarnotFollowsASineExactly(t *testing.T) {
	s := &Study{
		Span: 24 * hour, Inputs: []Input{dayAndNight(8)}, Twins: []twin.Twin{room(t, "north", nil), carnot(t, nil)},
		Record: record(hour, "twin.pump.heat", "twin.pump.electric_power", "twin.pump.electric_power!", "twin.pump.cop"),
	}
	_, r, rec := play(t, s)
	supply := kelvin + 45
	for i, at := range rec.times {
		source := kelvin + 8*math.Sin(2*math.Pi*at.Seconds()/86400)
		power := 6000 * (supply - source) / (0.45 * supply)
		assert.Equal(t, 6000., rec.samples[i][0])
		assert.InDelta(t, power, rec.samples[i][1], 1e-9)
		assert.InEpsilon(t, 0.45*supply/(supply-source), rec.samples[i][3], 2e-5)
		if i > 0 {
			h := 2 * math.Pi / 24
			mean := 8 * (math.Cos(h*float64(i-1)) - math.Cos(h*float64(i))) / h
			assert.InDelta(t, 6000*(supply-kelvin-mean)/(0.45*supply), rec.samples[i][2], 1e-9)
		}
	}
	assert.Zero(t, r.Events())
}

// Below the least lift the coefficient of performance rises no more.
func TestLeastLift(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 24 * hour, Inputs: []Input{dayAndNight(20)},
		Twins:  []twin.Twin{room(t, "north", nil), carnot(t, settings{"supply_temperature": "25 degC", "least_lift": "15 K"})},
		Record: record(15*minute, "twin.pump.electric_power", "twin.pump.cop"),
	})
	supply := kelvin + 25
	for i, at := range rec.times {
		source := kelvin + 20*math.Sin(2*math.Pi*at.Seconds()/86400)
		cop := 0.45 * supply / math.Max(supply-source, 15)
		assert.InEpsilon(t, cop, rec.samples[i][1], 3e-5)
		assert.InEpsilon(t, 6000/cop, rec.samples[i][0], 3e-5)
	}
}

func TestCapacityPoints(t *testing.T) {
	sheet := []row{
		{"source": "7 degC", "capacity": "8 kW", "cop": "4"},
		{"source": "-7 degC", "capacity": "5 kW", "cop": "2.5"},
		{"source": "2 degC", "capacity": "6.5 kW", "cop": "3.25"},
	}
	_, _, rec := play(t, &Study{
		Span: 24 * hour, Inputs: []Input{dayAndNight(12)},
		Twins: []twin.Twin{room(t, "north", nil), carnot(t, settings{
			"capacity_points": sheet, "heating_capacity": nil, "carnot_fraction": nil, "supply_temperature": nil, "demand": 0.5})},
		Record: record(20*minute, "twin.pump.heat", "twin.pump.electric_power", "twin.pump.cop"),
	})
	at := func(x, x0, x1, y0, y1 float64) float64 { return y0 + (y1-y0)*(x-x0)/(x1-x0) }
	for i, now := range rec.times {
		source := 12 * math.Sin(2*math.Pi*now.Seconds()/86400)
		capacity, cop := 5000., 2.5
		switch {
		case source >= 7:
			capacity, cop = 8000, 4
		case source >= 2:
			capacity, cop = at(source, 2, 7, 6500, 8000), at(source, 2, 7, 3.25, 4)
		case source > -7:
			capacity, cop = at(source, -7, 2, 5000, 6500), at(source, -7, 2, 2.5, 3.25)
		}
		assert.InEpsilon(t, capacity/2, rec.samples[i][0], 3e-5)
		assert.InEpsilon(t, capacity/2/cop, rec.samples[i][1], 3e-5)
		assert.InEpsilon(t, cop, rec.samples[i][2], 3e-5)
	}
}

// Part load by EN 14825, and standby where there is no demand.
func TestPartLoad(t *testing.T) {
	s := &Study{
		Span:   4 * hour,
		Inputs: []Input{steps("demand", "1", 0, 1, 3600, 0.5, 2*3600, 0)},
		Twins: []twin.Twin{room(t, "north", nil), newTwin(t, "pump", "thermal.heat_pump", settings{
			"heating_capacity": "6 kW", "cop": 3.0, "part_load": 0.9, "standby_power": "20 W", "demand": "input.demand", "serves": "twin.north"})},
		Interventions: []Intervention{{Name: "outage", From: 3 * hour, Until: 1 << 62, Set: []Assignment{{Path: "twin.pump.available", Value: 0}}}},
		Record:        record(hour, "twin.pump.heat", "twin.pump.electric_power", "twin.pump.cop"),
	}
	_, _, rec := play(t, s)
	cop := 3 * 0.5 / (0.9*0.5 + 1 - 0.9)
	for i, want := range [][]float64{{6000, 2000, 3}, {3000, 3000 / cop, 3}, {0, 20, 3}, {0, 0, 3}, {0, 0, 3}} {
		assert.InDeltaSlice(t, want, rec.samples[i], 1e-9, "%d", i)
	}
}

// A source that is a twin is read every so often and held in between: the
// ground cools, the power rises in steps.
func TestSourceIsATwin(t *testing.T) {
	s := &Study{
		Span: 6 * hour,
		Twins: []twin.Twin{room(t, "north", nil), room(t, "ground", settings{"start": "10 degC"}),
			carnot(t, settings{"source": "twin.ground", "every": "30 min"})},
		Record: record(10*minute, "twin.pump.electric_power", "twin.pump.electric_power!"),
	}
	_, _, rec := play(t, s)
	supply := kelvin + 45
	for i, at := range rec.times {
		read := math.Floor(at.Seconds()/1800) * 1800
		source := decay(10, 0, read, roomTau) + kelvin
		assert.InDelta(t, 6000*(supply-source)/(0.45*supply), rec.samples[i][0], 1e-8)
	}
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-9)
	}
}

func TestHeatPumpProblems(t *testing.T) {
	points := []row{{"source": "-7 degC", "capacity": "5 kW"}, {"source": "7 degC", "capacity": "8 kW"}}
	some := []row{{"source": "-7 degC", "capacity": "5 kW", "cop": "2"}, {"source": "7 degC", "capacity": "8 kW"}}
	twice := []row{{"source": "7 degC", "capacity": "5 kW"}, {"source": "7 degC", "capacity": "8 kW"}}
	for _, c := range []struct {
		more settings
		want []string
	}{
		{settings{"heating_capacity": nil}, []string{"heating_capacity: neither heating_capacity nor capacity_points is given"}},
		{settings{"capacity_points": points}, []string{"capacity_points: heating_capacity and capacity_points are both given"}},
		{settings{"cop": 3.0}, []string{"cop: the coefficient of performance is given more than once"}},
		{settings{"carnot_fraction": nil, "supply_temperature": nil, "source": nil}, []string{"cop: nothing says how much electric power the heat takes"}},
		{settings{"carnot_fraction": nil, "cop": 3.0}, []string{
			"source: source is given, but neither carnot_fraction nor capacity_points",
			"supply_temperature: supply_temperature is given, but not carnot_fraction"}},
		{settings{"supply_temperature": nil, "source": nil}, []string{
			"carnot_fraction: carnot_fraction is given, but not supply_temperature", "source: nothing says how warm the source is"}},
		{settings{"capacity_points": some, "heating_capacity": nil}, []string{
			"capacity_points: some points have a cop and some have none", "carnot_fraction: the coefficient of performance is given more than once"}},
		{settings{"capacity_points": twice, "heating_capacity": nil}, []string{"capacity_points.2: two points have the same source"}},
	} {
		_, problems := Build(&Study{Span: hour, Inputs: []Input{dayAndNight(5)}, Twins: []twin.Twin{room(t, "north", nil), carnot(t, c.more)}, Record: record(hour)})
		var got []string
		for _, p := range problems {
			got = append(got, p.Path[len("twin.pump."):]+": "+p.Summary)
			assert.NotEmpty(t, p.Hint)
		}
		require.Equal(t, c.want, got)
	}
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

func TestAlertDwell(t *testing.T) {
	dip := steps("dip", "W", 0, 0, 3600, 10, 3600+1500, 0, 2*3600, 10, 4*3600, 0)
	_, _, rec := play(t, &Study{
		Span: 8 * hour, Inputs: []Input{dip},
		Twins: []twin.Twin{room(t, "north", nil)},
		Alerts: []Alert{
			{Name: "cold", When: is("twin.north.temperature", Less, 18+kelvin), For: 30 * minute},
			{Name: "dip", When: is("input.dip", Greater, 5), For: 30 * minute},
			{Name: "warm", When: is("twin.north.temperature", Greater, 19+kelvin)},
			{Name: "both", When: Condition{Op: And, Args: []Condition{
				{Op: FlagSet, Left: Operand{Path: "alert.cold"}},
				{Op: Not, Args: []Condition{{Op: FlagSet, Left: Operand{Path: "alert.dip"}}}},
			}}},
		},
	})
	type brief struct {
		at   float64
		kind string
		what string
	}
	var got []brief
	for _, e := range rec.events {
		got = append(got, brief{math.Round(e.Time.Seconds()*1e6) / 1e6, e.Kind, e.Signal})
		assert.True(t, math.IsNaN(e.Value))
	}
	micro := func(s float64) float64 { return math.Round(s*1e6) / 1e6 }
	cold := reach(20, 0, 18, roomTau) + 1800
	require.Less(t, cold, 7200.0)
	assert.Equal(t, []brief{
		{0, "alert_on", "alert.warm"},
		{micro(reach(20, 0, 19, roomTau)), "alert_off", "alert.warm"},
		{micro(cold), "alert_on", "alert.cold"},
		{micro(cold), "alert_on", "alert.both"},
		{9000, "alert_on", "alert.dip"},
		{9000, "alert_off", "alert.both"},
		{14400, "alert_off", "alert.dip"},
		{14400, "alert_on", "alert.both"},
	}, got)
	assert.Equal(t, "north", rec.events[0].Twin)
	assert.Equal(t, "twin.north.temperature > 19 degC", rec.events[0].Detail)
	assert.Equal(t, "", rec.events[4].Twin)
	assert.Equal(t, "input.dip > 5 W", rec.events[4].Detail)
	assert.Equal(t, "alert.cold and not alert.dip", rec.events[3].Detail)
}

// Nothing of the warm-up counts: the dwell begins at 0.
func TestAlertAfterWarmup(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 2 * hour, Warmup: 10 * hour, Twins: []twin.Twin{room(t, "north", nil)},
		Alerts:     []Alert{{Name: "cold", When: is("twin.north.temperature", Less, 18+kelvin), For: hour}},
		Indicators: []Indicator{{Name: "n", Measure: Count, When: &Condition{Op: FlagSet, Left: Operand{Path: "alert.cold"}}, Unit: unit.Must("1")}},
	})
	require.Len(t, rec.events, 1)
	assert.Equal(t, hour, rec.events[0].Time)
}

// At one instant the input ends and the heat with it: no alert that both hold.
func TestAlertIgnoresWhatHoldsForNoTime(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 2 * hour, Inputs: []Input{steps("demand", "1", 0, 0, 3600, 1)},
		Twins: []twin.Twin{
			room(t, "north", nil),
			newTwin(t, "heater", "thermal.heater", settings{"power": "1 kW", "demand": "input.demand", "serves": []string{"twin.north"}}),
		},
		Alerts: []Alert{
			{Name: "stuck", When: Condition{Op: And, Args: []Condition{is("input.demand", Greater, 0.5), is("twin.heater.heat", Less, 1)}}},
			{Name: "idle", When: Condition{Op: And, Args: []Condition{is("input.demand", Less, 0.5), is("twin.heater.heat", Greater, 1)}}},
		},
	})
	assert.Empty(t, rec.events)
}

func indicators(t *testing.T, m *Model, r *engine.Run, s *Study) map[string]float64 {
	t.Helper()
	numbers := m.Indicators(r)
	require.Len(t, numbers, len(s.Indicators))
	byName := map[string]float64{}
	for i, n := range numbers {
		byName[s.Indicators[i].Name] = n
	}
	return byName
}

func TestIndicators(t *testing.T) {
	temperature := "twin.north.temperature"
	celsius, kWh, h, one := unit.Must("degC"), unit.Must("kWh"), unit.Must("h"), unit.Must("1")
	warm := is(temperature, GreaterEqual, 13+kelvin)
	people := is("input.people", Greater, 0)
	never := is("input.people", Greater, 1e6)
	s := &Study{
		Span: 6 * hour, Warmup: 2 * hour,
		Inputs: []Input{
			steps("people", "W", -7200, 0, 3600, 100, 2*3600, 0, 3*3600, 300, 4*3600, 0),
			{Name: "measured", Unit: celsius.SI(), Table: &Table{
				Times: []engine.Time{-2 * hour}, Values: []float64{kelvin},
				Stamps:      []engine.Time{-hour, 0, 3 * hour, 6 * hour},
				StampValues: []float64{kelvin, kelvin + 10, kelvin + 10, kelvin + 10},
			}},
		},
		Twins: []twin.Twin{room(t, "north", settings{"start": "25 degC"})},
		Alerts: []Alert{{Name: "cool", When: is(temperature, Less, 24+kelvin)},
			{Name: "busy", When: people}},
		Indicators: []Indicator{
			{Name: "mean", Measure: Mean, Signal: temperature, Unit: celsius},
			{Name: "meanwarm", Measure: Mean, Signal: temperature, During: &warm, Unit: celsius},
			{Name: "min", Measure: Min, Signal: temperature, Unit: celsius},
			{Name: "max", Measure: Max, Signal: temperature, Unit: celsius},
			{Name: "minwarm", Measure: Min, Signal: temperature, During: &warm, Unit: celsius},
			{Name: "maxpeople", Measure: Max, Signal: temperature, During: &people, Unit: celsius},
			{Name: "minpeople", Measure: Min, Signal: "input.people", During: &people, Unit: unit.Must("W")},
			{Name: "final", Measure: Final, Signal: temperature, Unit: celsius},
			{Name: "energy", Measure: Integral, Signal: "input.people", Unit: kWh},
			{Name: "energywarm", Measure: Integral, Signal: "input.people", During: &warm, Unit: kWh},
			{Name: "warm", Measure: TimeWhile, When: &warm, Unit: h},
			{Name: "warmpeople", Measure: TimeWhile, When: &warm, During: &people, Unit: h},
			{Name: "count", Measure: Count, When: &people, Unit: one},
			{Name: "countwarm", Measure: Count, When: &people, During: &warm, Unit: one},
			{Name: "starts", Measure: Count, When: &Condition{Op: FlagSet, Left: Operand{Path: "alert.cool"}}, Unit: one},
			{Name: "busy", Measure: Count, When: &Condition{Op: FlagSet, Left: Operand{Path: "alert.busy"}}, Unit: one},
			{Name: "rmse", Measure: RMSE, Signal: temperature, Against: "input.measured", Unit: unit.Must("K")},
			{Name: "none", Measure: Mean, Signal: temperature, During: &never, Unit: celsius},
			{Name: "nomin", Measure: Min, Signal: temperature, During: &never, Unit: celsius},
			{Name: "nocount", Measure: Count, When: &warm, During: &never, Unit: one},
			{Name: "notime", Measure: TimeWhile, When: &never, Unit: h},
		},
	}
	m, r, _ := play(t, s)
	got := indicators(t, m, r, s)

	start := decay(25, 0, 7200, roomTau)
	at := func(seconds float64) float64 { return decay(start, 0, seconds, roomTau) }
	area := func(seconds float64) float64 { return roomTau * (start - at(seconds)) }
	limit := reach(start, 0, 13, roomTau)
	require.Greater(t, limit, 3600.0)
	require.Less(t, limit, 7200.0)
	var squares float64
	for _, s := range []float64{0, 3, 6} {
		squares += (at(s*3600) - 10) * (at(s*3600) - 10)
	}
	want := map[string]float64{
		"mean": area(6*3600) / (6 * 3600), "meanwarm": area(limit) / limit,
		"min": at(6 * 3600), "max": start, "minwarm": 13, "maxpeople": at(3600), "minpeople": 100, "final": at(6 * 3600),
		"energy": 0.4, "energywarm": 0.1 * (limit - 3600) / 3600,
		"warm": limit / 3600, "warmpeople": (limit - 3600) / 3600,
		"count": 2, "countwarm": 1, "starts": 1, "busy": 2, "rmse": math.Sqrt(squares / 3),
		"nocount": 0, "notime": 0,
	}
	for name, x := range want {
		assert.InDelta(t, x, got[name], 1e-9, name)
	}
	assert.True(t, math.IsNaN(got["none"]))
	assert.True(t, math.IsNaN(got["nomin"]))
}

// Indicators and alerts change nothing of a run but what they tell.
func TestObserversDisturbNothing(t *testing.T) {
	study := func() *Study {
		return &Study{Span: 24 * hour, Twins: heated(t, nil), Record: record(hour, "twin.north.temperature", "twin.heater.heat!")}
	}
	watched := study()
	cold := is("twin.north.temperature", Less, 20+kelvin)
	watched.Indicators = []Indicator{
		{Name: "cold", Measure: TimeWhile, When: &cold, Unit: unit.Must("h")},
		{Name: "energy", Measure: Integral, Signal: "twin.heater.heat", During: &cold, Unit: unit.Must("kWh")},
		{Name: "lows", Measure: Count, When: &cold, Unit: unit.Must("1")},
	}
	_, _, plain := play(t, study())
	m, r, rec := play(t, watched)
	require.Len(t, rec.samples, len(plain.samples))
	for i := range plain.samples {
		assert.InDelta(t, plain.samples[i][0], rec.samples[i][0], 1e-9)
	}
	require.Len(t, rec.events, len(plain.events))
	for i, e := range plain.events {
		assert.Equal(t, e.Kind, rec.events[i].Kind)
		assert.InDelta(t, int64(e.Time), int64(rec.events[i].Time), 100) // ns: each crossing rounds up to one
	}

	// Each cycle: cold from the fall through 20 to the rise through 20.
	got := indicators(t, m, r, watched)
	events := plain.of("switch_on")
	assert.InDelta(t, float64(len(events)), got["lows"], 1)
}

func TestConditionOnFormedInputAndParameter(t *testing.T) {
	sine := Input{Name: "tide", Unit: unit.Must("W"), Sine: &Sine{Mean: 0, Amplitude: 10, Period: 3600}}
	s := &Study{
		Span: 8 * hour, Inputs: []Input{sine},
		Twins: heated(t, settings{"setpoint": "5 degC"}),
		Indicators: []Indicator{
			{Name: "high", Measure: TimeWhile, When: &Condition{Op: Greater, Left: Operand{Path: "input.tide"}, Right: Operand{Number: 5}}, Unit: unit.Must("s")},
			{Name: "above", Measure: TimeWhile, When: &Condition{Op: Greater, Left: Operand{Path: "twin.north.temperature"}, Right: Operand{Path: "twin.control.setpoint"}}, Unit: unit.Must("s")},
			{Name: "peak", Measure: Max, Signal: "input.tide", Unit: unit.Must("W")},
			{Name: "times", Measure: Count, When: &Condition{Op: Greater, Left: Operand{Path: "input.tide"}, Right: Operand{Number: 5}}, Unit: unit.Must("1")},
			{Name: "setpoint", Measure: Final, Signal: "twin.control.setpoint", Unit: unit.Must("degC")},
		},
	}
	m, r, _ := play(t, s)
	got := indicators(t, m, r, s)
	assert.InDelta(t, 8*1200, got["high"], 1e-7)
	assert.InDelta(t, reach(20, 0, 5, roomTau), got["above"], 1e-7)
	assert.InDelta(t, 10, got["peak"], 1e-12)
	assert.Equal(t, 8.0, got["times"])
	assert.InDelta(t, 5, got["setpoint"], 1e-12)
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// Indicators of a part of the span, by its end, against closed forms on a room
// that cools from 25 degC to 0.
func TestIndicatorsOfAPeriod(t *testing.T) {
	temperature := "twin.north.temperature"
	celsius, one := unit.Must("degC"), unit.Must("1")
	warm := is(temperature, Greater, 15+kelvin)
	people := is("input.people", Greater, 0)
	from, until := 2*hour, 4*hour
	s := &Study{
		Span: 6 * hour,
		Inputs: []Input{steps("people", "W", 0, 0, 3600, 100, 2*3600, 0, 3*3600, 300, 4*3600, 0),
			{Name: "measured", Unit: celsius.SI(), Table: &Table{
				Times: []engine.Time{0}, Values: []float64{kelvin},
				Stamps: []engine.Time{0, 2 * hour, 3 * hour, 4 * hour, 6 * hour}, StampValues: []float64{kelvin, kelvin + 9, kelvin + 9, kelvin + 9, kelvin + 9},
			}}},
		Twins: []twin.Twin{room(t, "north", settings{"start": "25 degC"})},
		Indicators: []Indicator{
			{Name: "mean", Measure: Mean, Signal: temperature, From: from, Until: until, Unit: celsius},
			{Name: "mean late", Measure: Mean, Signal: temperature, From: until, Unit: celsius},
			{Name: "mean early", Measure: Mean, Signal: temperature, Until: from, Unit: celsius},
			{Name: "mean warm", Measure: Mean, Signal: temperature, From: hour, During: &warm, Unit: celsius},
			{Name: "max", Measure: Max, Signal: temperature, From: from, Until: until, Unit: celsius},
			{Name: "min", Measure: Min, Signal: temperature, From: from, Until: until, Unit: celsius},
			{Name: "energy", Measure: Integral, Signal: "input.people", From: 90 * minute, Until: 200 * minute, Unit: unit.Must("J")},
			{Name: "warm", Measure: TimeWhile, When: &warm, From: hour, Until: until, Unit: unit.Must("s")},
			{Name: "count", Measure: Count, When: &people, From: hour, Until: 3 * hour, Unit: one},
			{Name: "count all", Measure: Count, When: &people, Until: 6 * hour, Unit: one},
			{Name: "train", Measure: Bias, Signal: temperature, Against: "input.measured", Until: 3 * hour, Unit: unit.Must("K")},
			{Name: "test", Measure: Bias, Signal: temperature, Against: "input.measured", From: 3 * hour, Unit: unit.Must("K")},
			{Name: "final", Measure: Final, Signal: temperature, Until: until, Unit: celsius},
			{Name: "final people", Measure: Final, Signal: "input.people", Until: 3 * hour, Unit: unit.Must("W")},
			{Name: "final all", Measure: Final, Signal: temperature, Until: 6 * hour, Unit: celsius},
			{Name: "window", Measure: Max, Signal: temperature, Window: hour, From: from, Until: until, Unit: celsius},
			{Name: "window min", Measure: Min, Signal: temperature, Window: hour, Unit: celsius},
			{Name: "wide", Measure: Max, Signal: temperature, Window: 3 * hour, From: from, Until: until, Unit: celsius},
		},
	}
	m, r, _ := play(t, s)
	got := indicators(t, m, r, s)
	at := func(h float64) float64 { return decay(25, 0, h*3600, roomTau) }
	mean := func(a, b float64) float64 { return roomTau * (at(a) - at(b)) / (3600 * (b - a)) }
	limit := reach(25, 0, 15, roomTau) / 3600
	for name, x := range map[string]float64{
		"mean": mean(2, 4), "mean late": mean(4, 6), "mean early": mean(0, 2), "mean warm": mean(1, limit),
		"max": at(2), "min": at(4), "energy": 100*1800 + 300*1200, "warm": (limit - 1) * 3600, "count": 1, "count all": 2,
		"train": (at(0) + at(2) - 9) / 2, "test": (at(3) + at(4) + at(6) - 27) / 3,
		"final": at(4), "final people": 300, "final all": at(6),
		"window": mean(2, 3), "window min": mean(5, 6),
	} {
		assert.InDelta(t, x, got[name], 1e-8*math.Max(1, math.Abs(x)), name)
	}
	assert.True(t, math.IsNaN(got["wide"]))
}

// A power of 1 kW, measured as 800 W or 1.3 kW: values and means.
func TestFit(t *testing.T) {
	W, one := unit.Must("W"), unit.Must("1")
	stamps := []engine.Time{hour, 2 * hour, 3 * hour, 4 * hour}
	begins := []engine.Time{0, hour, 2 * hour, 3 * hour}
	watts := []float64{800, 1300, 700, 1000}
	busy := is("input.busy", Greater, 0)
	s := &Study{
		Span: 4 * hour,
		Inputs: []Input{
			steps("load", "W", 0, 1000, 2.5*3600, 600), steps("busy", "W", 0, 1, 5000, 0, 5001, 1),
			{Name: "values", Unit: W, Table: &Table{Times: []engine.Time{0}, Values: []float64{0}, Stamps: stamps, StampValues: watts}},
			{Name: "means", Unit: W, Table: &Table{Times: []engine.Time{0}, Values: []float64{0}, Stamps: stamps, StampValues: watts, StampBegins: begins}},
			{Name: "holes", Unit: W, Table: &Table{Times: []engine.Time{0}, Values: []float64{0}, Stamps: []engine.Time{hour, 3 * hour},
				StampValues: []float64{500, 500}, StampBegins: []engine.Time{0, 150 * minute}}},
			{Name: "nothing", Unit: W, Table: &Table{Times: []engine.Time{0}, Values: []float64{0}, Stamps: stamps, StampValues: make([]float64, 4)}},
		},
	}
	of := func(name string, m Measure, against string, p int, during *Condition) {
		u := W
		if m == NMBE || m == CVRMSE {
			u = one
		}
		s.Indicators = append(s.Indicators, Indicator{Name: name, Measure: m, Signal: "input.load", Against: "input." + against, Parameters: p, During: during, Unit: u})
	}
	// Errors of the values 200, -300, -100, -400; of the means 200, -300, 100, -400.
	of("rmse", RMSE, "values", 0, nil)
	of("mae", MAE, "values", 0, nil)
	of("bias", Bias, "values", 0, nil)
	of("nmbe", NMBE, "values", 0, nil)
	of("nmbe1", NMBE, "values", 1, nil)
	of("cv", CVRMSE, "values", 0, nil)
	of("cv1", CVRMSE, "values", 1, nil)
	of("mean bias", Bias, "means", 0, nil)
	of("mean mae", MAE, "means", 0, nil)
	of("mean cv", CVRMSE, "means", 0, nil)
	of("busy", Bias, "means", 0, &busy) // not all of the second hour
	of("busy values", Bias, "values", 0, &busy)
	of("holes", Bias, "holes", 0, nil)
	of("no scale", CVRMSE, "nothing", 0, nil)
	of("all fitted", NMBE, "values", 4, nil)
	s.Indicators = append(s.Indicators,
		Indicator{Name: "late", Measure: Bias, Signal: "input.load", Against: "input.means", From: 90 * minute, Unit: W},
		Indicator{Name: "early", Measure: Bias, Signal: "input.load", Against: "input.means", Until: 3 * hour, Unit: W},
		Indicator{Name: "none", Measure: Bias, Signal: "input.load", Against: "input.means", Until: 30 * minute, Unit: W})
	m, r, _ := play(t, s)
	got := indicators(t, m, r, s)
	squares := 200.*200 + 300*300 + 100*100 + 400*400
	for name, x := range map[string]float64{
		"rmse": math.Sqrt(squares / 4), "mae": 250, "bias": -150, "nmbe": -600 / (4 * 950.), "nmbe1": -600 / (3 * 950.),
		"cv": math.Sqrt(squares/4) / 950, "cv1": math.Sqrt(squares/3) / 950,
		"mean bias": -100, "mean mae": 250, "mean cv": math.Sqrt(squares/4) / 950,
		"busy": -100. / 3, "busy values": -150, "holes": (500 + 100) / 2., "late": -150, "early": 0,
	} {
		assert.InDelta(t, x, got[name], 1e-9, name)
	}
	for _, name := range []string{"no scale", "all fitted", "none"} {
		assert.True(t, math.IsNaN(got[name]), name)
	}
}

// Degree hours below a number and a set-point, and above.
func TestShortfallAndExcess(t *testing.T) {
	temperature := "twin.north.temperature"
	Ks := unit.Must("K s")
	level := func(x float64) Operand { return Operand{Number: x + kelvin} }
	people := is("input.people", Greater, 0)
	s := &Study{
		Span:   6 * hour,
		Inputs: []Input{steps("target", "degK", 0, kelvin+30, 2*3600, kelvin+5), steps("people", "W", 0, 0, 3600, 1, 7200, 0)},
		Twins:  []twin.Twin{room(t, "north", settings{"start": "25 degC"})},
		Indicators: []Indicator{
			{Name: "short", Measure: Shortfall, Signal: temperature, Level: level(15), Unit: Ks},
			{Name: "short h", Measure: Shortfall, Signal: temperature, Level: level(15), Unit: unit.Must("K h")},
			{Name: "over", Measure: Excess, Signal: temperature, Level: level(15), Unit: Ks},
			{Name: "never", Measure: Shortfall, Signal: temperature, Level: level(-5), Unit: Ks},
			{Name: "always", Measure: Excess, Signal: temperature, Level: level(-5), Unit: Ks},
			{Name: "target", Measure: Shortfall, Signal: temperature, Level: Operand{Path: "input.target"}, Unit: Ks},
			{Name: "people", Measure: Shortfall, Signal: temperature, Level: level(30), During: &people, Unit: Ks},
			{Name: "late", Measure: Shortfall, Signal: temperature, Level: level(15), From: 5 * hour, Unit: Ks},
		},
	}
	m, r, _ := play(t, s)
	got := indicators(t, m, r, s)
	at := func(seconds float64) float64 { return decay(25, 0, seconds, roomTau) }
	area := func(a, b float64) float64 { return roomTau * (at(a) - at(b)) }
	limit, end := reach(25, 0, 15, roomTau), 21600.
	short := 15*(end-limit) - area(limit, end)
	low := reach(25, 0, 5, roomTau)
	for name, x := range map[string]float64{
		"short": short, "short h": short / 3600, "over": area(0, limit) - 15*limit, "never": 0, "always": area(0, end) + 5*end,
		"target": 30*7200 - area(0, 7200) + math.Max(0, 5*(end-low)-area(low, end)), "people": 30*3600 - area(3600, 7200), "late": 15*3600 - area(18000, end),
	} {
		if low > end && name == "target" {
			x = 30*7200 - area(0, 7200)
		}
		assert.InDelta(t, x, got[name], 1e-5, name)
	}
}

// A device that is on for 6 minutes of every 20: the greatest quarter of an hour.
func TestWindowOfADevice(t *testing.T) {
	var pairs []float64
	for k := range 30 {
		pairs = append(pairs, float64(1200*k), 3000, float64(1200*k+360), 0)
	}
	s := &Study{
		Span: 10 * hour, Inputs: []Input{steps("device", "W", pairs...)},
		Indicators: []Indicator{
			{Name: "max", Measure: Max, Signal: "input.device", Window: 15 * minute, Unit: unit.Must("kW")},
			{Name: "min", Measure: Min, Signal: "input.device", Window: 15 * minute, Unit: unit.Must("kW")},
			{Name: "cycle", Measure: Max, Signal: "input.device", Window: 20 * minute, Unit: unit.Must("kW")},
			{Name: "none", Measure: Max, Signal: "input.device", Unit: unit.Must("kW")},
		},
	}
	m, r, _ := play(t, s)
	got := indicators(t, m, r, s)
	assert.InDelta(t, 3*6./15, got["max"], 1e-12)
	assert.InDelta(t, 3*1./15, got["min"], 1e-12) // 14 of 15 minutes off
	assert.InDelta(t, 3*6./20, got["cycle"], 1e-12)
	assert.InDelta(t, 3, got["none"], 1e-12)
}

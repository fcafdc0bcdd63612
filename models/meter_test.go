package models

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

const (
	kWh = 3.6e6
	ct  = 0.01 / kWh // per kWh, in EUR/J
)

// finals are indicators of the last value of variables of a twin.
func finals(name string, variables ...string) []Indicator {
	var list []Indicator
	for _, v := range variables {
		list = append(list, Indicator{Name: v, Measure: Final, Signal: "twin." + name + "." + v, Unit: unit.Must("1")})
	}
	return list
}

func ramp(name, symbol string, from, slope float64, until engine.Time) Input {
	return Input{Name: name, Unit: unit.Must(symbol).SI(), Table: &Table{Linear: true,
		Times: []engine.Time{-until, until}, Values: []float64{from - slope*until.Seconds(), from + slope*until.Seconds()}}}
}

func TestMeterClosedForms(t *testing.T) {
	span := 8 * hour
	sine := Input{Name: "sine", Unit: unit.Must("W"), Sine: &Sine{Mean: 500, Amplitude: 300, Period: 3 * 3600, Phase: 1}}
	sun := Input{Name: "sun", Unit: unit.Must("W"), Sine: &Sine{Mean: 100, Amplitude: 50, Period: 5 * 3600}}
	area := func(s *Sine, seconds float64) float64 {
		w := 2 * math.Pi / s.Period
		return s.Mean*seconds + s.Amplitude/w*(math.Cos(s.Phase)-math.Cos(w*seconds+s.Phase))
	}
	inputs := []Input{
		steps("on", "W", -7200, 1000, 3600, 0, 2*3600, 2500, 3*3600, 1000),
		steps("price", "EUR/J", -7200, 20*ct, 2*3600, 40*ct, 4*3600, 30*ct),
		steps("back", "W", -7200, -600, 4*3600, 900),
		ramp("rise", "W", 100, 0.05, span), ramp("dearer", "EUR/J", 20*ct, 5*ct/(8*3600), span), ramp("fall", "W", 800, -0.1, span),
		sine, sun,
	}
	on := 1000*3600. + 2500*3600 + 1000*5*3600
	onCost := 1000*3600*20*ct + 2500*3600*40*ct + 1000*3600*40*ct + 1000*4*3600*30*ct
	tests := []struct {
		name  string
		given settings
		want  map[string]float64
	}{
		{"held power, held tariff", settings{"sums": "input.on", "price": "input.price", "co2": "380 g/kWh"},
			map[string]float64{"power": 1000, "energy": on, "cost": onCost, "cost_rate": 1000 * 30 * ct, "emissions": on * 0.38 / kWh, "emission_rate": 1000 * 0.38 / kWh}},
		{"standing charge", settings{"sums": "input.on", "price": "input.price", "standing": "0.6 EUR/d"},
			map[string]float64{"cost": onCost + 0.2}},
		{"a sum with a number", settings{"sums": []string{"input.on", "input.sine", "250 W"}, "minus": []string{"input.rise"}, "price": "30 ct/kWh"},
			map[string]float64{
				"energy": on + area(sine.Sine, 28800) + 250*28800 - 100*28800 - 0.025*28800*28800,
				"cost":   30 * ct * (on + area(sine.Sine, 28800) + 250*28800 - 100*28800 - 0.025*28800*28800)}},
		{"of one frequency", settings{"sums": []string{"input.sine", "input.sine"}}, map[string]float64{"energy": 2 * area(sine.Sine, 28800)}},
		{"sine at a held tariff", settings{"sums": "input.sine", "price": "input.price"}, map[string]float64{
			"cost": 20*ct*area(sine.Sine, 7200) + 40*ct*(area(sine.Sine, 14400)-area(sine.Sine, 7200)) + 30*ct*(area(sine.Sine, 28800)-area(sine.Sine, 14400))}},
		{"feeding in", settings{"sums": "input.back", "price": "30 ct/kWh", "feed_in": "8 ct/kWh"}, map[string]float64{
			"energy": -600*4*3600 + 900*4*3600, "cost": -600*4*3600*8*ct + 900*4*3600*30*ct}},
		{"net metering", settings{"sums": "input.back", "price": "30 ct/kWh"}, map[string]float64{"cost": 300 * 4 * 3600 * 30 * ct}},
	}
	for _, c := range tests {
		for _, warmup := range []engine.Time{0, 2 * hour} {
			t.Run(fmt.Sprint(c.name, " ", warmup), func(t *testing.T) {
				s := &Study{Span: span, Warmup: warmup, Inputs: inputs, Twins: []twin.Twin{newTwin(t, "grid", "meter", c.given)}}
				for name := range c.want {
					s.Indicators = append(s.Indicators, finals("grid", name)...)
				}
				m, r, _ := play(t, s)
				for name, x := range indicators(t, m, r, s) {
					assert.InEpsilon(t, c.want[name], x, 1e-11, name)
				}
			})
		}
	}
	t.Run("in pieces", func(t *testing.T) { // what no form tells
		s := &Study{Span: span, Inputs: inputs, Twins: []twin.Twin{
			newTwin(t, "a", "meter", settings{"sums": []string{"input.sine", "input.sun"}}),
			newTwin(t, "c", "meter", settings{"sums": "input.rise", "price": "input.dearer"}),
			newTwin(t, "b", "meter", settings{"sums": "input.fall", "price": "30 ct/kWh", "feed_in": "10 ct/kWh"}),
		}, Indicators: append(finals("a", "energy"), finals("b", "cost")...)}
		s.Indicators = append(s.Indicators, Indicator{Name: "both", Measure: Final, Signal: "twin.c.cost", Unit: unit.Must("EUR")})
		m, r, _ := play(t, s)
		got := indicators(t, m, r, s)
		assert.InEpsilon(t, area(sine.Sine, 28800)+area(sun.Sine, 28800), got["energy"], 1e-8)
		// The integral of (a + b t)(c + d t).
		assert.InEpsilon(t, 100*20*ct*28800+(100*5*ct/28800+0.05*20*ct)*28800*28800/2+0.05*5*ct/28800*math.Pow(28800, 3)/3, got["both"], 1e-7)
		assert.InEpsilon(t, 800*8000/2*30*ct-0.05*20800*20800*10*ct, got["cost"], 1e-8)
	})
}

// What a meter shows in the warm-up is zero, and an alert finds the instant at
// which its count comes to a level.
func TestMeterInTime(t *testing.T) {
	s := &Study{
		Span: 10 * hour, Warmup: 3 * hour,
		Inputs: []Input{steps("on", "W", -3*3600, 500, 0, 0, 3600, 2000), steps("price", "EUR/J", -3*3600, 20*ct, 2*3600, 50*ct)},
		Twins: []twin.Twin{
			newTwin(t, "grid", "meter", settings{"sums": "input.on", "price": "input.price"}),
			newTwin(t, "all", "meter", settings{"sums": []string{"twin.grid.power", "twin.grid.power"}}),
		},
		Alerts: []Alert{
			{Name: "warmup", When: is("twin.grid.energy", Less, 0)},
			{Name: "dear", When: is("twin.grid.cost", Greater, 1.4)},
			{Name: "much", When: is("twin.all.energy", GreaterEqual, 5*kWh)},
		},
		Record: record(hour, "twin.grid.energy", "twin.grid.cost", "twin.grid.power!"),
	}
	_, _, rec := play(t, s)
	require.Len(t, rec.events, 2)
	assert.Equal(t, "alert.much", rec.events[0].Signal)
	assert.Equal(t, hour+hour*5/4, rec.events[0].Time)
	assert.Equal(t, "alert.dear", rec.events[1].Signal)
	assert.Equal(t, 3*hour, rec.events[1].Time) // 2 kWh at 20 ct, then 2 kW at 50 ct
	assert.InDeltaSlice(t, []float64{0, 0, 2 * kWh, 4 * kWh}, rec.column(0)[:4], 1e-6)
	assert.InDeltaSlice(t, []float64{0, 0, 0.4, 1.4}, rec.column(1)[:4], 1e-13)
	assert.InDeltaSlice(t, []float64{0, 2000}, rec.column(2)[1:3], 1e-10)
}

// A count in the large still finds its level: a year of a town.
func TestMeterOfATown(t *testing.T) {
	year := 8766 * hour
	_, _, rec := play(t, &Study{
		Span: year, Inputs: []Input{steps("town", "W", 0, 2e8, 3600, 3e8)},
		Twins:  []twin.Twin{newTwin(t, "town", "meter", settings{"sums": "input.town", "price": "20 ct/kWh", "co2": "400 g/kWh"})},
		Alerts: []Alert{{Name: "half", When: is("twin.town.energy", Greater, 3e8*4383*3600)}, {Name: "cost", When: is("twin.town.cost", Greater, 1e8)}},
	})
	require.Len(t, rec.events, 2)
	assert.InDelta(t, (1e8/0.2*3.6e6-2e8*3600)/3e8+3600, rec.events[0].Time.Seconds(), 1e-6)
	assert.InDelta(t, 4383*3600+1200, rec.events[1].Time.Seconds(), 1e-6)
}

// Many powers are added in groups, with the same sum.
func TestMeterOfMany(t *testing.T) {
	const homes = 300
	s := &Study{Span: 24 * hour, Warmup: hour}
	var powers []string
	for i := range homes {
		name := fmt.Sprintf("home%03d", i)
		s.Inputs = append(s.Inputs, steps(name, "W", -3600, float64(i), float64(60*i), 1000+float64(i)))
		powers = append(powers, "input."+name)
	}
	s.Twins = []twin.Twin{newTwin(t, "grid", "meter", settings{"sums": powers, "minus": powers[:homes/2], "price": "30 ct/kWh"})}
	s.Indicators = finals("grid", "energy", "power", "cost")
	m, r, _ := play(t, s)
	energy := 0.0
	for i := homes / 2; i < homes; i++ {
		energy += float64(i)*86400 + 1000*float64(86400-60*i)
	}
	got := indicators(t, m, r, s)
	assert.InEpsilon(t, energy, got["energy"], 1e-12)
	assert.InEpsilon(t, energy*30*ct, got["cost"], 1e-12)
	assert.InDelta(t, 150*1000+(150+299)*150/2, got["power"], 1e-9)
}

func TestMeterRefuses(t *testing.T) {
	wall := newTwin(t, "wall", "thermal.conductance", settings{"between": []string{"twin.north", "input.out"}, "conductance": "5 W/K"})
	tests := []struct {
		name  string
		given settings
		want  string
	}{
		{"dense", settings{"sums": "twin.wall.heat_flow"}, "twin.grid.sums: twin.wall.heat_flow changes continuously with the state of the physics, and cannot be metered"},
		{"itself", settings{"sums": []string{"twin.grid.power"}}, "twin.grid.sums: the meter would meter itself"},
		{"feed_in alone", settings{"sums": "1 W", "feed_in": "8 ct/kWh"}, "twin.grid.feed_in: feed_in is given, but not price"},
		{"standing alone", settings{"sums": "1 W", "standing": "1 EUR/d"}, "twin.grid.standing: standing is given, but not price"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Build(&Study{Span: hour, Inputs: []Input{constant("out", 273, "degK")},
				Twins: []twin.Twin{room(t, "north", nil), wall, newTwin(t, "grid", "meter", c.given)}})
			require.Len(t, problems, 1)
			assert.Equal(t, c.want, problems[0].Path+": "+problems[0].Summary)
			assert.NotEmpty(t, problems[0].Hint)
		})
	}
}

// An event sets the price for a while.
func TestMeterPriceEvent(t *testing.T) {
	s := &Study{Span: 4 * hour, Twins: []twin.Twin{newTwin(t, "grid", "meter", settings{"sums": "1 kW", "price": "30 ct/kWh"})},
		Interventions: []Intervention{{Name: "peak", From: hour, Until: 2 * hour, Set: []Assignment{{Path: "twin.grid.price", Value: 100 * ct}}}},
		Indicators:    finals("grid", "cost")}
	m, r, _ := play(t, s)
	assert.InDelta(t, 3*0.3+1, indicators(t, m, r, s)["cost"], 1e-12)
}

// A snapshot of a run with a meter and a window is the run.
func TestMeterSnapshot(t *testing.T) {
	s := &Study{Span: 24 * hour, Warmup: hour, Twins: append(heated(t, nil),
		newTwin(t, "grid", "meter", settings{"sums": "twin.heater.heat", "price": "30 ct/kWh"})),
		Indicators: append(finals("grid", "cost"), Indicator{Name: "peak", Measure: Max, Signal: "twin.grid.power", Window: 15 * minute, Unit: unit.Must("W")})}
	m := mustBuild(t, s)
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, nil)
	require.NoError(t, r.Advance(7*hour))
	snapshot := r.Snapshot()
	require.NoError(t, r.Advance(s.Span))
	want := m.Indicators(r)
	r.Restore(snapshot)
	fork := r.Fork(nil)
	require.NoError(t, r.Advance(s.Span))
	require.NoError(t, fork.Advance(s.Span))
	assert.Equal(t, want, m.Indicators(r))
	assert.Equal(t, want, m.Indicators(fork))
}

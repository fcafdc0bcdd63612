package models

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// What happens at one and the same instant, or rests on a level.

// Strict and unstrict comparison differ where a signal rests on the level.
func TestConditionsRestOnLevel(t *testing.T) {
	people := steps("people", "W", 0, 0, 3600, 0, 7200, 100, 10800, 100, 14400, 0, 18000, 0)
	people.Table.Linear = true
	want := map[float64][4]float64{ // of <, <=, >, >=
		0:   {0, 10800, 10800, 21600},
		50:  {14400, 14400, 7200, 7200},
		100: {18000, 21600, 0, 3600},
	}
	for level, times := range want {
		s := &Study{Span: 6 * hour, Inputs: []Input{people}, Twins: []twin.Twin{room(t, "north", nil)}}
		for op := Less; op <= GreaterEqual; op++ {
			c := is("input.people", op, level)
			s.Indicators = append(s.Indicators, Indicator{Name: fmt.Sprint("n", int(op)), Measure: TimeWhile, When: &c, Unit: unit.Must("s")})
		}
		m, r, _ := play(t, s)
		assert.InDeltaSlice(t, times[:], m.Indicators(r), 1e-6, "%v", level)
	}
}

// Of two opposite conditions one holds at any instant, and never both.
func TestOppositeConditionsMeet(t *testing.T) {
	path := "twin.north.temperature"
	for k := range 50 {
		below, above := is(path, Less, kelvin+19.55+0.0187*float64(k)), is(path, GreaterEqual, kelvin+19.55+0.0187*float64(k))
		_, _, rec := play(t, &Study{Span: 24 * hour, Twins: heated(t, nil), Alerts: []Alert{
			{Name: "either", When: Condition{Op: Or, Args: []Condition{below, above}}},
			{Name: "both", When: Condition{Op: And, Args: []Condition{below, above}}},
		}})
		require.Len(t, rec.of("alert"), 1, "%d", k)
	}
}

// A room that a thermostat keeps at a level is never beyond it.
func TestAlertAtTheLevelOfAThermostat(t *testing.T) {
	_, _, rec := play(t, &Study{Span: 24 * hour, Twins: heated(t, nil), Alerts: []Alert{
		{Name: "cold", When: is("twin.north.temperature", Less, kelvin+19.5)},
		{Name: "hot", When: is("twin.north.temperature", Greater, kelvin+20.5)},
	}})
	require.NotEmpty(t, rec.of("switch"))
	require.Empty(t, rec.of("alert"))
}

// A band that becomes narrower than the error switches at that instant, not a
// nanosecond later.
func TestBandChangeSwitchesAtOnce(t *testing.T) {
	for k := range 50 {
		at := engine.Seconds(1000 + 7.3*float64(k))
		_, _, rec := play(t, &Study{Span: hour, Twins: heated(t, settings{"band": "10 K"}), Interventions: []Intervention{
			{Name: "narrow", From: at, Until: engine.Never, Set: []Assignment{{Path: "twin.control.band", Value: 0.02}}},
		}})
		require.Equal(t, at, rec.of("switch_on")[0].Time)
	}
}

// A set-point for a whole house calls hundreds of thermostats at one instant.
func TestManyThermostatsAtOneInstant(t *testing.T) {
	const n = 260
	s := &Study{Span: 2 * hour, Inputs: []Input{steps("setpoint", "degC", 0, 10+kelvin, 3600, 21+kelvin)}}
	for i := range n {
		name := fmt.Sprintf("r%03d", i)
		s.Twins = append(s.Twins, room(t, name, nil),
			newTwin(t, "heater-"+name, "thermal.heater", settings{"power": "2 kW", "serves": []string{"twin." + name}}),
			newTwin(t, "control-"+name, "control.thermostat", settings{
				"senses": "twin." + name + ".temperature", "drives": "twin.heater-" + name + ".demand", "setpoint": "input.setpoint", "band": "1 K",
			}))
		if i > 0 {
			s.Twins = append(s.Twins, newTwin(t, "wall-"+name, "thermal.conductance", settings{
				"between": []string{"twin." + name, fmt.Sprintf("twin.r%03d", i-1)}, "conductance": "10 W/K",
			}))
		}
	}
	_, _, rec := play(t, s)
	on := rec.of("switch_on")
	require.GreaterOrEqual(t, len(on), n)
	for _, e := range on[:n] {
		require.Equal(t, hour, e.Time)
	}
}

// Before the inputs that events set have their first values, nothing is judged.
func TestStartWithAnInputThatEventsSet(t *testing.T) {
	out := is("input.out", Less, 10+kelvin)
	_, _, rec := play(t, &Study{
		Span: 4 * hour, Inputs: []Input{steps("out", "degC", 0, 20+kelvin)},
		Twins: []twin.Twin{room(t, "north", nil), newTwin(t, "duct", "thermal.node", settings{"gains": "-100 W"}),
			newTwin(t, "pipe", "thermal.conductance", settings{"between": []string{"twin.duct", "input.out"}, "conductance": "10 W/K"})},
		Interventions: []Intervention{{Name: "frost", From: hour, Until: 2 * hour, Set: []Assignment{{Path: "input.out", Value: kelvin}}}},
		Alerts:        []Alert{{Name: "frost", When: out}},
	})
	alerts := rec.of("alert")
	require.Len(t, alerts, 2)
	require.Equal(t, hour, alerts[0].Time)
	require.Equal(t, 2*hour, alerts[1].Time)
}

package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

func TestProblems(t *testing.T) {
	north := func() twin.Twin { return room(t, "north", nil) }
	cases := map[string]struct {
		study Study
		want  []string
	}{
		"massless node tied to nothing": {
			Study{Twins: []twin.Twin{newTwin(t, "surface", "thermal.node", nil)}},
			[]string{"twin.surface: a node without capacity that is tied to nothing has no temperature"},
		},
		"massless nodes tied to each other": {
			Study{Twins: []twin.Twin{
				newTwin(t, "a", "thermal.node", nil), newTwin(t, "b", "thermal.node", nil),
				newTwin(t, "c", "thermal.conductance", settings{"between": []string{"twin.a", "twin.b"}, "conductance": "1 W/K"}),
			}},
			[]string{
				"twin.a: a node without capacity that is tied to nothing has no temperature",
				"twin.b: a node without capacity that is tied to nothing has no temperature",
			},
		},
		"node without start": {
			Study{Twins: []twin.Twin{newTwin(t, "a", "thermal.node", settings{"capacity": "1 MJ/K"})}},
			[]string{"twin.a.start: a node with a capacity needs a temperature to start from"},
		},
		"half a mass": {
			Study{Twins: []twin.Twin{room(t, "a", settings{"mass_capacity": "1 MJ/K"}), room(t, "b", settings{"mass_coupling": "1 W/K"})}},
			[]string{
				"twin.a.mass_coupling: mass_capacity is given, but not what couples it to the air",
				"twin.b.mass_coupling: mass_coupling is given, but not mass_capacity",
			},
		},
		"gain from continuous physics": {
			Study{Twins: []twin.Twin{
				north(), room(t, "south", settings{"gains": "twin.wall.heat_flow"}),
				newTwin(t, "wall", "thermal.conductance", settings{"between": []string{"twin.north", "twin.south"}, "conductance": "1 W/K"}),
			}},
			[]string{"twin.south.gains: twin.wall.heat_flow changes continuously with the temperatures"},
		},
		"place without temperature": {
			Study{Twins: []twin.Twin{north(), newTwin(t, "heater", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.heater", "twin.north.mass_temperature"}})}},
			[]string{
				"twin.heater.serves: twin.heater has no temperature of its own",
				"twin.heater.serves: twin.north.mass_temperature has no temperature of its own",
			},
		},
		"conductance to itself and between inputs": {
			Study{
				Inputs: []Input{constant("a", 280, "degC"), constant("b", 290, "degC")},
				Twins: []twin.Twin{
					north(),
					newTwin(t, "loop", "thermal.conductance", settings{"between": []string{"twin.north", "twin.north.temperature"}, "conductance": "1 W/K"}),
					newTwin(t, "void", "thermal.conductance", settings{"between": []string{"input.a", "input.b"}, "conductance": "1 W/K"}),
				},
			},
			[]string{
				"twin.loop.between: both ends are twin.north.temperature",
				"twin.void.between: both ends are given, so that there is nothing to heat",
			},
		},
		"shares": {
			Study{Twins: []twin.Twin{
				north(),
				newTwin(t, "a", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.north"}, "shares": []float64{0.5, 0.5}}),
				newTwin(t, "b", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.north"}, "shares": []float64{0.5}}),
				newTwin(t, "c", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.north"}, "shares": []float64{-1}}),
			}},
			[]string{"twin.a.shares: 2 shares for 1 twins served", "twin.b.shares: the shares add up to 0.5", "twin.c.shares: a share of -1"},
		},
		"a port driven twice, and one that is wired": {
			Study{
				Inputs: []Input{constant("demand", 1, "1")},
				Twins: append(heated(t, nil),
					newTwin(t, "second", "control.thermostat", settings{"senses": "twin.north.temperature", "drives": []string{"twin.heater.demand", "twin.wired.demand"}, "setpoint": "20 degC", "band": "1 K"}),
					newTwin(t, "wired", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.north"}, "demand": "input.demand"}),
				),
			},
			[]string{
				"twin.second.drives: twin.heater.demand is driven already, by twin.control.drives",
				"twin.second.drives: twin.wired.demand is wired to a signal, so that it cannot be driven",
			},
		},
		"interventions": {
			Study{
				Twins: []twin.Twin{north()},
				Interventions: []Intervention{{Name: "e", Until: engine.Never, Set: []Assignment{
					{Path: "twin.north.capacity"}, {Path: "twin.south.heat_loss"}, {Path: "twin.north.colour"}, {Path: "twin.north.mass_loss"},
				}}},
			},
			[]string{
				"event.e: twin.north.capacity cannot change during a run",
				"event.e: there is nothing to set at twin.south.heat_loss",
				"event.e: thermal.room has no parameter colour to set",
				"event.e: twin.north.mass_loss has no value that could be set and put back",
			},
		},
		"references that lead nowhere": {
			Study{
				Twins:      []twin.Twin{room(t, "north", settings{"gains": "input.people"}), {Name: "x", Kind: "thermal.sauna"}, {Name: "y", Kind: "thermal.node"}},
				Alerts:     []Alert{{Name: "a", When: is("twin.north.pressure", Less, 0)}},
				Indicators: []Indicator{{Name: "i", Measure: Mean, Signal: "twin.z.temperature", Unit: unit.Must("K")}},
			},
			[]string{"twin.north.gains: there is no signal input.people", "twin.x: there is no kind of twin named thermal.sauna"},
		},
		"what observes": {
			Study{
				Inputs: []Input{constant("c", 280, "degC"), constant("w", 1, "W")},
				Twins:  []twin.Twin{room(t, "north", settings{"gains": []string{"input.w", "3 W"}})},
				Alerts: []Alert{{Name: "a", When: is("twin.north.pressure", Less, 0)}},
				Indicators: []Indicator{
					{Name: "fit", Measure: RMSE, Signal: "twin.north.temperature", Against: "input.c", Unit: unit.Must("K")},
					{Name: "mean", Measure: Mean, Signal: "twin.z.temperature", Unit: unit.Must("K")},
					{Name: "sum", Measure: Mean, Signal: "twin.north.gains", Unit: unit.Must("W")},
					{Name: "time", Measure: TimeWhile, Unit: unit.Must("s")},
				},
				Record: record(hour, "twin.north.temperature", "twin.north.mass_temperature"),
			},
			[]string{
				"alert.a: there is no signal twin.north.pressure",
				"indicator.fit: input.c is no record, so that it has no stamps at which to compare",
				"indicator.mean: there is no signal twin.z.temperature",
				"indicator.sum: twin.north.gains is a sum of several signals",
				"indicator.time: there is no condition",
				"record.signals: there is no signal twin.north.mass_temperature",
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.study.Span = hour
			m, problems := Build(&c.study)
			assert.Nil(t, m)
			var got []string
			for _, p := range problems {
				got = append(got, p.Path+": "+p.Summary)
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// What looks odd but is fine.
func TestNoProblems(t *testing.T) {
	s := &Study{
		Span: hour,
		Twins: []twin.Twin{
			room(t, "sealed", settings{"heat_loss": "0 W/K"}),
			newTwin(t, "tank", "thermal.node", settings{"capacity": "1 MJ/K", "start": "60 degC"}),
		},
		Record: record(hour, "twin.sealed.temperature", "twin.tank.temperature"),
	}
	_, _, rec := play(t, s)
	require.Len(t, rec.samples, 2)
	assert.InDeltaSlice(t, []float64{20 + kelvin, 60 + kelvin}, rec.samples[1], 1e-12)

	_, _, rec = play(t, &Study{Span: hour})
	assert.Empty(t, rec.samples)
}

package models

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/models/twin"
)

// A house of all thermal kinds keeps its energy, whatever its walls are made
// of, and comes out the same when it is run again.
func TestHouseKeepsItsEnergy(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		number := func(name string, low, high float64) string {
			return fmt.Sprintf("%g", rapid.Float64Range(low, high).Draw(rt, name))
		}
		var layers []row
		for range rapid.IntRange(1, 3).Draw(rt, "layers") {
			if rapid.Bool().Draw(rt, "gap") {
				layers = append(layers, row{"resistance": number("resistance", 0.05, 1) + " m2 K/W"})
				continue
			}
			layers = append(layers, row{
				"thickness": number("thickness", 0.01, 0.4) + " m", "conductivity": number("conductivity", 0.03, 2) + " W/(m K)",
				"density": number("density", 20, 2500) + " kg/m3", "specific_heat": number("specific heat", 800, 2000) + " J/(kg K)",
			})
		}
		s := &Study{
			Span: 24 * hour, Warmup: 3 * hour,
			Inputs: []Input{
				dayAndNight(rapid.Float64Range(0, 15).Draw(rt, "amplitude")),
				steps("air", "m3/h", 0, 0.01, 30000, 0.05), steps("draw", "l/min", 0, 0, 40000, 1e-4, 41000, 0),
				{Name: "sun", Unit: showIn("W/m2"), Sine: &Sine{Mean: 300, Amplitude: 300, Period: 86400}},
			},
			Twins: []twin.Twin{
				room(t, "north", settings{"outdoor": "input.outdoor"}), facade(t, settings{"layers": layers}),
				fan(t, settings{"flow": "input.air", "heat_recovery": 0.6}), pane(t, settings{"u_value": "1.1 W/(m2 K)", "outdoor": "input.outdoor"}),
				tank(t, settings{"heat_loss": "2 W/K", "ambient": "twin.north", "tap": "input.draw", "cold": "10 degC"}),
				carnot(t, settings{"serves": "twin.tank", "supply_temperature": "twin.tank", "part_load": 0.9, "standby_power": "10 W"}),
				newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.tank", "drives": "twin.pump.demand", "setpoint": "55 degC", "band": "8 K"}),
			},
			Interventions: []Intervention{{Name: "blinds", From: 12 * hour, Until: 14 * hour, Set: []Assignment{{Path: "twin.window.shading", Value: 0.8}}}},
			Record:        record(hour, "twin.north.temperature"),
		}
		list := audited(t, s)
		require.Len(rt, list, 1)
		assert.Less(rt, list[0].Error(), 1e-8)
		m := mustBuild(t, s)
		once, again := m.Engine.NewRun(), m.Engine.NewRun()
		once.Reset(engine.Numbers{}, nil)
		require.NoError(rt, once.Advance(s.Span/2))
		again.Restore(once.Snapshot())
		require.NoError(rt, once.Advance(s.Span))
		require.NoError(rt, again.Advance(s.Span))
		assert.Equal(rt, once.Fingerprint(), again.Fingerprint())
	})
}

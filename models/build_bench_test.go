package models

import (
	"testing"

	"whatif/models/twin"
)

// BenchmarkBuild wires a room, its heater and its thermostat: what every structure
// of a study costs before its first run.
func BenchmarkBuild(b *testing.B) {
	number := func(x float64) twin.Setting { return twin.Setting{Number: x} }
	to := func(path string) twin.Setting { return twin.Setting{Refs: []string{path}, IsRef: true} }
	s := &Study{
		Span:   24 * hour,
		Inputs: []Input{dayAndNight(5)},
		Twins: []twin.Twin{
			{Name: "room", Kind: "thermal.room", Settings: map[string]twin.Setting{
				"capacity": number(2e6), "heat_loss": number(60), "outdoor": to("input.outdoor"),
				"mass_capacity": number(2e7), "mass_coupling": number(500)}},
			{Name: "heater", Kind: "thermal.heater", Settings: map[string]twin.Setting{"power": number(3000), "serves": to("twin.room")}},
			{Name: "control", Kind: "control.thermostat", Settings: map[string]twin.Setting{
				"senses": to("twin.room.temperature"), "drives": to("twin.heater.demand"), "setpoint": number(20 + kelvin), "band": number(1)}},
		},
		Record: Record{Every: 10 * minute, Channels: []Channel{{Path: "twin.room.temperature"}, {Path: "twin.heater.heat", Mean: true}}},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Build(s); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}

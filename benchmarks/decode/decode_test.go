// Package decode_test measures how long a scenario with thousands of twins
// takes from its text to a plan whose models are built.
package decode_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"whatif/scenarios"
)

const header = `[scenario]
name = "rooms"
span = "1 d"
[input.outdoor]
signal    = "sine"
mean      = "2 degC"
amplitude = "5 K"
period    = "1 d"
`

// written spells out n rooms, each with a heat pump and a thermostat.
func written(n int) string {
	var b strings.Builder
	b.WriteString(header)
	for i := range n {
		fmt.Fprintf(&b, `[twin.room-%04d]
model     = "thermal.room"
capacity  = "%.1f MJ/K"
heat_loss = "%d W/K"
outdoor   = "input.outdoor"
start     = "20 degC"
[twin.room-%04d-pump]
model  = "thermal.heat_pump"
heating_capacity = "3 kW"
cop    = 3.4
serves = ["twin.room-%04d"]
[twin.room-%04d-control]
model    = "control.thermostat"
senses   = "twin.room-%04d.temperature"
drives   = "twin.room-%04d-pump.demand"
setpoint = "20.5 degC"
band     = "1 K"
`, i, 2+float64(i%10)/10, 30+i%40, i, i, i, i, i)
	}
	return b.String()
}

// scenario writes a file into a folder of its own.
func scenario(tb testing.TB, files map[string]string) string {
	folder := tb.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return filepath.Join(folder, "scenario.toml")
}

func load(b *testing.B, path string) {
	b.ReportAllocs()
	for b.Loop() {
		plan, list, _ := scenarios.Load(path, scenarios.Options{Draws: -1})
		if plan == nil {
			b.Fatal(list)
		}
	}
}

func BenchmarkWritten(b *testing.B) {
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { load(b, scenario(b, map[string]string{"scenario.toml": written(n)})) })
	}
}

// fleet is the same n rooms as rows of a table.
func fleet(n int) map[string]string {
	var rows strings.Builder
	rows.WriteString("id,capacity,heat_loss\n")
	for i := range n {
		fmt.Fprintf(&rows, "room-%04d,%.1f,%d\n", i, 2+float64(i%10)/10, 30+i%40)
	}
	return map[string]string{"rooms.csv": rows.String(), "scenario.toml": header + `[fleet.rooms]
file = "rooms.csv"
[fleet.rooms.twin."{id}"]
model     = "thermal.room"
capacity  = "{capacity} MJ/K"
heat_loss = "{heat_loss} W/K"
outdoor   = "input.outdoor"
start     = "20 degC"
[fleet.rooms.twin."{id}-pump"]
model  = "thermal.heat_pump"
heating_capacity = "3 kW"
cop    = 3.4
serves = ["twin.{id}"]
[fleet.rooms.twin."{id}-control"]
model    = "control.thermostat"
senses   = "twin.{id}.temperature"
drives   = "twin.{id}-pump.demand"
setpoint = "20.5 degC"
band     = "1 K"
`}
}

func BenchmarkFleet(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { load(b, scenario(b, fleet(n))) })
	}
}

const variants = `
[variant.base]
[variant.warm]
twin.room-0001-control.setpoint = "22 degC"
[sweep]
"twin.room-0002-control.band" = [%s]
`

// BenchmarkSwept loads rooms of which one is swept over 100 values in two
// variants.
func BenchmarkSwept(b *testing.B) {
	var values []string
	for i := range 100 {
		values = append(values, fmt.Sprintf(`"%d mK"`, 500+10*i))
	}
	tail := fmt.Sprintf(variants, strings.Join(values, ", "))
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { load(b, scenario(b, map[string]string{"scenario.toml": written(n) + tail})) })
	}
}

// BenchmarkSweptFleet sweeps a value of the template, which is one of every
// room, over 100 values.
func BenchmarkSweptFleet(b *testing.B) {
	var values []string
	for i := range 100 {
		values = append(values, fmt.Sprintf(`"%d mK"`, 500+10*i))
	}
	for _, n := range []int{100, 1000} {
		files := fleet(n)
		files["scenario.toml"] += fmt.Sprintf("[sweep]\n'fleet.rooms.twin.\"{id}-control\".band' = [%s]\n", strings.Join(values, ", "))
		b.Run(fmt.Sprint(n), func(b *testing.B) { load(b, scenario(b, files)) })
	}
}

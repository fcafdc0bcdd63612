package office

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/scenarios"
)

// year is an office over a year: three rooms with a heater and a thermostat
// each, people at their desks on workdays, hourly weather, the temperatures
// recorded each hour.
const year = `[scenario]
name = "office-year"
start = 2026-01-01T00:00:00
timezone = "UTC"
span = "365 d"

[input.outdoor]
file = "weather.csv"
time = "hour"
column = "t_out"
unit = "degC"
interpolate = "linear"

[input.desks]
signal = "weekly"
periods = [{ days = "mon-fri", from = "08:00", to = "18:00", value = "600 W" }]
`

// room is one room of the year, with the wall to the next.
const room = `
[twin.%[1]s]
model = "thermal.room"
capacity = "%[3]g MJ/K"
heat_loss = "%[4]g W/K"
outdoor = "input.outdoor"
gains = ["input.desks"]
start = "20 degC"
mass_capacity = "12 MJ/K"
mass_coupling = "500 W/K"
mass_loss = "8 W/K"
mass_start = "20 degC"

[twin.wall_%[1]s]
model = "thermal.conductance"
between = ["twin.%[1]s", "twin.%[2]s"]
conductance = "30 W/K"

[twin.heater_%[1]s]
model = "thermal.heater"
power = "3 kW"
serves = ["twin.%[1]s"]

[twin.control_%[1]s]
model = "control.thermostat"
senses = "twin.%[1]s.temperature"
drives = "twin.heater_%[1]s.demand"
setpoint = "%[5]g degC"
band = "1 K"
min_on = "5 min"
min_off = "5 min"
`

const yearRecord = `
[record]
every = "1 h"
signals = ["twin.*.temperature"]
`

// writeYear writes the scenario and its weather, a sine over the year and one
// over the day with an offset for each hour, and returns its path.
func writeYear(tb testing.TB) string {
	dir := tb.TempDir()
	var weather strings.Builder
	weather.WriteString("hour,t_out\n")
	random := engine.NewStream(1, 0, engine.KeyOf("weather"), 0)
	for h := range 365*24 + 1 {
		t := float64(h) * 3600
		outdoor := 9 - 10*math.Cos(2*math.Pi*t/(365*86400)) - 4*math.Cos(2*math.Pi*t/86400) + 2*random.Normal(uint64(h))
		fmt.Fprintf(&weather, "%d,%.1f\n", h*3600, outdoor)
	}
	text := year +
		fmt.Sprintf(room, "north", "south", 2.0, 60.0, 21.0) +
		fmt.Sprintf(room, "south", "meeting", 2.0, 50.0, 21.5) +
		fmt.Sprintf(room, "meeting", "north", 1.0, 30.0, 20.5) + yearRecord
	path := filepath.Join(dir, "scenario.toml")
	require.NoError(tb, os.WriteFile(path, []byte(text), 0o644))
	require.NoError(tb, os.WriteFile(filepath.Join(dir, "weather.csv"), []byte(weather.String()), 0o644))
	return path
}

// BenchmarkYear is a year of three rooms: one run of a model that stands,
// nothing stored.
func BenchmarkYear(b *testing.B) {
	plan, list, _ := scenarios.Load(writeYear(b), scenarios.Options{Draws: -1})
	require.NotNil(b, plan, "%v", list)
	w := plan.Source().Worker()
	var o engine.Outcome
	w.Execute(0, nothing{}, nil, &o)
	require.NoError(b, o.Err)
	b.ReportAllocs()
	for b.Loop() {
		w.Execute(0, nothing{}, nil, &o)
		require.NoError(b, o.Err)
	}
	b.ReportMetric(float64(o.Events), "switchings")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/run")
}

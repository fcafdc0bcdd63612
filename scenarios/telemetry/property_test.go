package telemetry

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
)

// integral of a held table from from to until.
func integral(table *models.Table, from, until engine.Time) float64 {
	var sum float64
	for i, t := range table.Times {
		end := until
		if i+1 < len(table.Times) {
			end = min(end, table.Times[i+1])
		}
		if begin := max(from, t); end > begin {
			sum += table.Values[i] * (end - begin).Seconds()
		}
	}
	return sum
}

// TestEnergyIsKept: whatever the spacing of the rows, a table holds the energy
// that its file states.
func TestEnergyIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meter.csv")
	rapid.Check(t, func(t *rapid.T) {
		quantity := rapid.SampledFrom([]string{Mean, Total, Counter}).Draw(t, "quantity")
		stamp := rapid.SampledFrom([]string{"start", "end"}).Draw(t, "stamp")
		steps := rapid.SliceOfN(rapid.Int64Range(1, 100_000_000), 2, 40).Draw(t, "steps in ms")
		var stamps []engine.Time
		at := engine.Time(0)
		for _, step := range steps {
			stamps = append(stamps, at)
			at += engine.Time(step) * engine.Second / 1000
		}
		n := len(stamps)
		length := func(i int) engine.Time { // of the interval of row i
			if stamp == "end" {
				i--
			}
			i = max(0, min(i, n-2))
			return stamps[i+1] - stamps[i]
		}
		var want, reading float64
		var b strings.Builder
		b.WriteString("time,energy\n")
		for i, s := range stamps {
			value := rapid.Float64Range(0, 1000).Draw(t, "value")
			switch quantity {
			case Mean:
				want += value * length(i).Seconds()
			case Total:
				want += value * 3.6e6
			case Counter:
				if i > 0 {
					want += value * 3.6e6
				}
				reading += value
				value = reading
			}
			fmt.Fprintf(&b, "%.3f,%v\n", s.Seconds(), value)
		}
		require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o600))
		spec := Spec{File: path, Time: "time", Column: "energy", Unit: unit.Must("kWh"), Quantity: quantity, Stamp: stamp,
			From: stamps[0], Until: stamps[n-1] + length(n-1)}
		switch {
		case quantity == Counter:
			spec.Until = stamps[n-1]
		case stamp == "end":
			spec.From, spec.Until = stamps[0]-length(0), stamps[n-1]
		}
		if quantity == Counter {
			spec.Stamp = "" // a reading has no interval of its own
		}
		if quantity == Mean {
			spec.Unit = unit.Must("W")
		}
		table, _, problems := NewStore().Read(spec)
		require.Empty(t, problems)
		tolerance := 1e-12 * math.Max(want, 1)
		if quantity == Counter { // differences of readings are as exact as the readings
			tolerance = 1e-12 * math.Max(reading*3.6e6, 1)
		}
		assert.InDelta(t, want, integral(table, spec.From, spec.Until), tolerance)
		for i := 1; i < len(table.Times); i++ {
			require.Less(t, table.Times[i-1], table.Times[i])
		}
	})
}

// FuzzReadCSV: no text panics, every problem has its place inside the file, and
// a table that comes out is in order and covers what was asked for.
func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		hourly(7, nil), long, "time,t_out\n", "", "\xff\xfet\x00", "time;t_out\n0;1,5\n", "time,t_out\n0,1\n\"1,2\n3",
		"time,t_out\r\n2026-03-29 02:30,1\r\n2026-10-25 02:30,1\r\n", "\xef\xbb\xbftime\tt_out\n0\t\n9e9\t-\n", "time,t_out\n0,\x00",
	} {
		for i := range 6 {
			f.Add(seed, byte(i*37), false)
		}
		f.Add(seed, byte(0), true)
	}
	folder := f.TempDir()
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, content string, choice byte, isLong bool) {
		pick := func(n byte, words ...string) string { return words[int(choice/n)%len(words)] }
		spec := Spec{
			Shown: "f.csv", Time: "time", Column: "t_out", Unit: unit.Must(pick(3, "degC", "W")), Zone: zone, HasStart: choice < 200,
			Start:    time.Date(2026, 1, 12, 0, 0, 0, 0, zone),
			Quantity: pick(1, Instant, Mean, Total, Counter), Stamp: pick(4, "start", "end"), Interpolate: pick(8, "", "hold"),
			OnGap: pick(16, "fail", "hold", "linear"), MaxGap: engine.Time(choice%3) * hour, From: -hour, Until: 6 * hour,
		}
		if isLong {
			longSpec("roof", "temp")(&spec)
		}
		file, err := os.CreateTemp(folder, "*.csv")
		require.NoError(t, err)
		defer os.Remove(file.Name())
		_, err = file.WriteString(content)
		require.NoError(t, err)
		require.NoError(t, file.Close())
		spec.File = file.Name()
		table, _, problems := NewStore().Read(spec)
		checkPlaces(t, content, problems)
		if table == nil {
			require.NotEmpty(t, problems)
			return
		}
		require.Empty(t, problems)
		require.NotEmpty(t, table.Times)
		require.Len(t, table.Values, len(table.Times))
		require.LessOrEqual(t, table.Times[0], spec.From)
		for i, v := range table.Values {
			require.False(t, math.IsNaN(v) || math.IsInf(v, 0))
			require.True(t, i == 0 || table.Times[i-1] < table.Times[i])
		}
		if table.Linear {
			require.GreaterOrEqual(t, table.Times[len(table.Times)-1], spec.Until)
		}
	})
}

package telemetry

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/physics/unit"
)

func TestRepeatByLength(t *testing.T) {
	content := "time,t_out\n0,1\n3600,2\n7200,3\n"
	table, report := read(t, content, func(s *Spec) { s.Repeat, s.From, s.HasStart = true, -2*hour, false })
	assert.Equal(t, hours(-2, -1, 0, 1, 2, 3, 4, 5, 6), table.Times)
	assert.Equal(t, []float64{2, 3, 1, 2, 3, 1, 2, 3, 1}, table.Values)
	assert.Equal(t, 3, report.Rows)
	table, _ = read(t, content, func(s *Spec) { s.Repeat, s.Period, s.HasStart = true, 2*hour, false })
	assert.Equal(t, []float64{1, 2, 1, 2, 1, 2, 1}, table.Values)
	table, _ = read(t, content, func(s *Spec) { s.Repeat, s.Period, s.Quantity, s.Interpolate = true, 4*hour, Mean, "" })
	assert.Equal(t, hours(0, 1, 2, 4, 5, 6), table.Times)
	spec := daySpec(t)
	spec.File, spec.Repeat, spec.Period, spec.Until = write(t, "w.csv", content), true, 1, 10000*day
	_, _, problems := NewStore().Read(spec)
	require.Len(t, problems, 1)
	assert.Equal(t, "repeated every 1e-09 s, the record would have more than 20000000 rows", problems[0].Summary)
	spec.Quantity, spec.Unit = Counter, unit.Must("kWh")
	_, _, problems = NewStore().Read(spec)
	assert.Equal(t, "a counter cannot be repeated: it would fall where it begins anew", problems[0].Summary)
}

// TestRepeatYear: whatever year is repeated, in whatever zone, each hour has the
// values of the same day and hour in standard time.
func TestRepeatYear(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		first := rapid.IntRange(2013, 2021).Draw(rt, "year of the record")
		year := rapid.IntRange(2022, 2029).Draw(rt, "year of the scenario")
		stamp := rapid.SampledFrom([]string{"start", "end"}).Draw(rt, "stamp")
		local := rapid.Bool().Draw(rt, "the record has summer time")
		zone := berlin(t)
		standard := time.FixedZone("standard", 3600)
		begin := time.Date(first, 1, 1, 0, 0, 0, 0, standard)
		var b strings.Builder
		b.WriteString("time,t_out\n")
		value := func(t time.Time) int { return int(t.Month())*10000 + t.Day()*100 + t.Hour() }
		for h := begin; h.Year() == first; h = h.Add(time.Hour) {
			at := h
			if stamp == "end" {
				at = h.Add(time.Hour)
			}
			if local {
				fmt.Fprintf(&b, "%s,%d\n", at.In(zone).Format("2006-01-02 15:04"), value(h))
			} else {
				fmt.Fprintf(&b, "%s,%d\n", at.Format(time.RFC3339), value(h))
			}
		}
		start := time.Date(year, time.Month(rapid.IntRange(1, 12).Draw(rt, "month")), 1, 0, 0, 0, 0, zone)
		spec := Spec{File: write(t, "w.csv", b.String()), Time: "time", Column: "t_out", Unit: unit.Must("W"), Quantity: Mean, Stamp: stamp,
			Repeat: true, Zone: zone, Start: start, HasStart: true, From: -3 * day, Until: 400 * day}
		table, _, problems := NewStore().Read(spec)
		require.Empty(rt, problems, render(problems))
		k := 0
		for h := spec.From; h < spec.Until; h += hour {
			now := start.Add(time.Duration(h)).In(standard)
			if now.Month() == 2 && now.Day() == 29 && !leap(first) {
				now = now.AddDate(0, 0, -1)
			}
			for k+1 < len(table.Times) && table.Times[k+1] <= h {
				k++
			}
			require.Equal(rt, float64(value(now)), table.Values[k], "%s", now)
		}
	})
}

// TestClockWeeks: weeks with a change of the clocks have 167 and 169 hours, and
// a record in local time covers each of them once.
func TestClockWeeks(t *testing.T) {
	zone := berlin(t)
	for monday, want := range map[time.Time]int{
		time.Date(2026, 3, 23, 0, 0, 0, 0, zone): 167, time.Date(2026, 10, 19, 0, 0, 0, 0, zone): 169,
	} {
		var b strings.Builder
		b.WriteString("time,t_out\n")
		n := 0
		for h := monday; !h.After(monday.AddDate(0, 0, 7)); h = h.Add(time.Hour) {
			fmt.Fprintf(&b, "%s,%d\n", h.Format("2006-01-02 15:04"), n)
			n++
		}
		table, _ := read(t, b.String(), func(s *Spec) {
			s.Quantity, s.Unit, s.Start = Mean, unit.Must("W"), monday
			s.Until = engine.Time(monday.AddDate(0, 0, 7).Sub(monday))
		})
		assert.Equal(t, want+1, len(table.Times))
		for i, at := range table.Times {
			assert.Equal(t, engine.Time(i)*hour, at)
			assert.Equal(t, float64(i), table.Values[i])
		}
	}
}

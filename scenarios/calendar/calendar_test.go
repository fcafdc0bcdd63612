package calendar

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/models"
)

const hour = 3600 * engine.Second

func zone(t require.TestingT, name string) *time.Location {
	z, err := time.LoadLocation(name)
	require.NoError(t, err)
	return z
}

func TestParseDays(t *testing.T) {
	all := [7]bool{true, true, true, true, true, true, true}
	work := [7]bool{false, true, true, true, true, true, false}
	ends := [7]bool{true, false, false, false, false, false, true}
	for text, want := range map[string][7]bool{
		"mon-fri": work, "weekdays": work, "Monday - Friday": work, "mon,tue,wed,thu,fri": work, "fri-mon,tue-thu": all,
		"sat,sun": ends, "weekend": ends, " SAT-SUN ": ends, "daily": all, "mon-sun": all, "weekdays, weekend": all,
		"mon": {false, true}, "sun": {true}, "sun-sun": {true}, "sat-mon": {true, true, false, false, false, false, true},
	} {
		got, err := ParseDays(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"":         `no days are named; write them like "mon-fri", "sat,sun" or "daily"`,
		"mno-fri":  `"mno" is not a day; did you mean "mon"?`,
		"mon,Fry":  `"fry" is not a day; did you mean "fri"?`,
		"mon,":     `a day is missing; write days like "mon-fri", "sat,sun" or "daily"`,
		"mon-":     `a day is missing; write days like "mon-fri", "sat,sun" or "daily"`,
		"lundi":    `"lundi" is not a day; the days are mon, tue, wed, thu, fri, sat, sun, and daily, weekdays, weekend`,
		"mondayss": `"mondayss" is not a day; did you mean "mon"?`,
		"m":        `"m" is not a day; the days are mon, tue, wed, thu, fri, sat, sun, and daily, weekdays, weekend`,
	} {
		_, err := ParseDays(text)
		assert.EqualError(t, err, want, text)
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"08:00": 8 * time.Hour, "8:05": 8*time.Hour + 5*time.Minute, "00:00": 0, "24:00": 24 * time.Hour,
		"23:59:59": 24*time.Hour - time.Second, " 12:30 ": 12*time.Hour + 30*time.Minute,
	} {
		got, err := ParseClock(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "8", "8am", "08:60", "24:01", "25:00", "08:5", "-1:00", "08:00:00:00", "008:00", "８:00", "1e:00"} {
		_, err := ParseClock(text)
		assert.EqualError(t, err, `"`+text+`" is not a time of day; write it like "08:00", from "00:00" to "24:00"`)
	}
}

func TestResolve(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	utc := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339, s)
		require.NoError(t, err)
		return at
	}
	cases := []struct {
		zone, wall, first, second string
		n                         int
	}{
		{"Europe/Berlin", "2026-01-12T08:00:00Z", "2026-01-12T07:00:00Z", "", 1},
		{"Europe/Berlin", "2026-03-29T01:59:59Z", "2026-03-29T00:59:59Z", "", 1},
		{"Europe/Berlin", "2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z", "", 0},
		{"Europe/Berlin", "2026-03-29T02:30:00Z", "2026-03-29T01:00:00Z", "", 0},
		{"Europe/Berlin", "2026-03-29T03:00:00Z", "2026-03-29T01:00:00Z", "", 1},
		{"Europe/Berlin", "2026-10-25T01:59:59Z", "2026-10-24T23:59:59Z", "", 1},
		{"Europe/Berlin", "2026-10-25T02:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", 2},
		{"Europe/Berlin", "2026-10-25T02:59:59Z", "2026-10-25T00:59:59Z", "2026-10-25T01:59:59Z", 2},
		{"Europe/Berlin", "2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z", "", 1},
		{"Australia/Lord_Howe", "2026-10-04T02:15:00Z", "2026-10-03T15:30:00Z", "", 0},
		{"Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T10:00:00Z", "", 0},
		{"Asia/Kathmandu", "2026-06-01T00:00:00Z", "2026-05-31T18:15:00Z", "", 1},
	}
	for _, c := range cases {
		first, second, n := Resolve(utc(c.wall).In(berlin).UTC(), zone(t, c.zone))
		assert.Equal(t, c.n, n, c.wall)
		assert.Equal(t, c.first, first.UTC().Format(time.RFC3339), c.wall)
		if c.n == 2 {
			assert.Equal(t, c.second, second.UTC().Format(time.RFC3339), c.wall)
		}
	}
	// Every instant of a year is among the readings of its own wall clock.
	zones := []*time.Location{berlin, zone(t, "America/New_York"), zone(t, "Australia/Lord_Howe"), zone(t, "America/St_Johns"), time.UTC}
	rapid.Check(t, func(t *rapid.T) {
		z := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		at := time.Unix(1767225600+rapid.Int64Range(0, 365*86400).Draw(t, "second"), 0).In(z)
		wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
		first, second, n := Resolve(wall, z)
		require.True(t, n == 1 && first.Equal(at) || n == 2 && (first.Equal(at) || second.Equal(at)))
	})
}

// office is 1 from mon to fri, 08:00 to 18:00.
var office = []Period{{Days: "mon-fri", From: "08:00", To: "18:00", Value: 1}}

func hours(values ...float64) []engine.Time {
	out := make([]engine.Time, len(values))
	for i, v := range values {
		out[i] = engine.Seconds(v * 3600)
	}
	return out
}

// Weekly is the table of a schedule without holidays.
func Weekly(periods []Period, otherwise float64, start time.Time, zone *time.Location, from, until engine.Time) *models.Table {
	return Schedule{Periods: periods, Otherwise: otherwise}.Table(start, zone, from, until)
}

func TestWeekly(t *testing.T) {
	table := Weekly(office, 0, time.Time{}, nil, 0, 7*24*hour)
	assert.Equal(t, &models.Table{
		Times:  hours(0, 8, 18, 32, 42, 56, 66, 80, 90, 104, 114),
		Values: []float64{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0},
	}, table)

	cases := []struct {
		name      string
		periods   []Period
		from      float64
		until     float64
		otherwise float64
		times     []float64
		values    []float64
	}{
		{"none", nil, -5, 100, 3, []float64{-5}, []float64{3}},
		{"begins inside", office, 9, 20, 0, []float64{9, 18}, []float64{1, 0}},
		{"begins on an edge", office, 8, 18, 0, []float64{8, 18}, []float64{1, 0}},
		{"warm-up in the weekend", office, -60, 9, 2, []float64{-60, -54, 8}, []float64{1, 2, 1}},
		{"past midnight", []Period{{"mon", "22:00", "06:00", 1, ""}}, 0, 48, 0, []float64{0, 22, 30}, []float64{0, 1, 0}},
		{"past midnight into the span", []Period{{"sun", "22:00", "06:00", 1, ""}}, 0, 48, 0, []float64{0, 6}, []float64{1, 0}},
		{"whole days merge", []Period{{"daily", "00:00", "24:00", 1, ""}}, 0, 1000, 0, []float64{0}, []float64{1}},
		{"round the clock from eight", []Period{{"mon", "08:00", "08:00", 1, ""}}, 0, 100, 0, []float64{0, 8, 32}, []float64{0, 1, 0}},
		{"to midnight", []Period{{"mon", "20:00", "00:00", 1, ""}}, 0, 100, 0, []float64{0, 20, 24}, []float64{0, 1, 0}},
		{"later wins", []Period{{"daily", "06:00", "22:00", 1, ""}, {"daily", "12:00", "13:00", 2, ""}, {"daily", "12:30", "14:00", 3, ""}}, 0, 24, 0,
			[]float64{0, 6, 12, 12.5, 14, 22}, []float64{0, 1, 2, 3, 1, 0}},
		{"earlier hides behind later", []Period{{"daily", "12:00", "13:00", 2, ""}, {"daily", "06:00", "22:00", 1, ""}}, 0, 24, 0, []float64{0, 6, 22}, []float64{0, 1, 0}},
		{"neighbours", []Period{{"daily", "00:00", "12:00", 1, ""}, {"daily", "12:00", "24:00", 2, ""}}, 0, 30, 0, []float64{0, 12, 24}, []float64{1, 2, 1}},
		{"no duration", office, 9, 9, 0, []float64{9}, []float64{1}},
		{"refused periods are left out", []Period{{"mno", "08:00", "18:00", 1, ""}, {"mon", "8", "18:00", 1, ""}, {"mon", "08:00", "26:00", 1, ""}}, 0, 24, 0, []float64{0}, []float64{0}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table := Weekly(c.periods, c.otherwise, time.Time{}, nil, engine.Seconds(c.from*3600), engine.Seconds(c.until*3600))
			assert.Equal(t, hours(c.times...), table.Times)
			assert.Equal(t, c.values, table.Values)
			assert.False(t, table.Linear)
			assert.Nil(t, table.Stamps)
		})
	}
}

func TestWeeklyThroughDaylightSaving(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	edges := func(month time.Month, day int, periods ...Period) []string {
		start := time.Date(2026, month, day, 0, 0, 0, 0, berlin)
		table := Weekly(periods, 0, start, berlin, 0, 6*24*hour)
		var out []string
		for i, at := range table.Times {
			out = append(out, start.Add(time.Duration(at)).Format("Mon 15:04 MST ")+map[float64]string{0: "off", 1: "on"}[table.Values[i]])
		}
		return out
	}
	t.Run("spring, a day of 23 h", func(t *testing.T) {
		assert.Equal(t, []string{"Sat 00:00 CET off", "Sat 08:00 CET on", "Sat 18:00 CET off", "Sun 08:00 CEST on", "Sun 18:00 CEST off", "Mon 08:00 CEST on", "Mon 18:00 CEST off"},
			edges(time.March, 28, Period{"sat-mon", "08:00", "18:00", 1, ""}))
		start := time.Date(2026, 3, 29, 0, 0, 0, 0, berlin)
		assert.Equal(t, hours(0, 23), Weekly([]Period{{"sun", "00:00", "24:00", 1, ""}}, 0, start, berlin, 0, 48*hour).Times)
	})
	t.Run("autumn, a day of 25 h", func(t *testing.T) {
		assert.Equal(t, []string{"Sat 00:00 CEST off", "Sat 08:00 CEST on", "Sat 18:00 CEST off", "Sun 08:00 CET on", "Sun 18:00 CET off", "Mon 08:00 CET on", "Mon 18:00 CET off"},
			edges(time.October, 24, Period{"sat-mon", "08:00", "18:00", 1, ""}))
		start := time.Date(2026, 10, 25, 0, 0, 0, 0, berlin)
		assert.Equal(t, hours(0, 25), Weekly([]Period{{"sun", "00:00", "24:00", 1, ""}}, 0, start, berlin, 0, 48*hour).Times)
	})
	t.Run("edges in the hour that is left out", func(t *testing.T) {
		assert.Equal(t, []string{"Sun 00:00 CET off", "Sun 03:00 CEST on", "Sun 05:00 CEST off"}, edges(time.March, 29, Period{"sun", "02:30", "05:00", 1, ""}))
		assert.Equal(t, []string{"Sun 00:00 CET on", "Sun 03:00 CEST off"}, edges(time.March, 29, Period{"sun", "00:00", "02:30", 1, ""}))
		assert.Equal(t, []string{"Sun 00:00 CET off"}, edges(time.March, 29, Period{"sun", "02:15", "02:45", 1, ""}))
	})
	t.Run("edges in the hour that is repeated", func(t *testing.T) {
		assert.Equal(t, []string{"Sun 00:00 CEST off", "Sun 02:30 CEST on", "Sun 05:00 CET off"}, edges(time.October, 25, Period{"sun", "02:30", "05:00", 1, ""}))
		assert.Equal(t, []string{"Sun 00:00 CEST on", "Sun 02:30 CEST off"}, edges(time.October, 25, Period{"sun", "00:00", "02:30", 1, ""}))
	})
	t.Run("weeks before the start", func(t *testing.T) {
		start := time.Date(2026, 3, 30, 0, 0, 0, 0, berlin)
		assert.Equal(t, hours(-47, -39, -29, -16, -6), Weekly([]Period{{"sat,sun", "08:00", "18:00", 1, ""}}, 0, start, berlin, -47*hour, 0).Times)
	})
}

// TestWeeklyAgainstTheWall compares a table with what a look at the clock on
// the wall says, minute by minute, in weeks without a change of the clocks.
func TestWeeklyAgainstTheWall(t *testing.T) {
	names := []string{"mon-fri", "sat,sun", "daily", "tue", "fri-mon"}
	clocks := []string{"00:00", "06:30", "08:00", "12:00", "18:45", "24:00"}
	zones := []*time.Location{zone(t, "Europe/Berlin"), zone(t, "Asia/Kathmandu"), time.UTC}
	rapid.Check(t, func(t *rapid.T) {
		z := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		var periods []Period
		for i := range rapid.IntRange(0, 4).Draw(t, "periods") {
			periods = append(periods, Period{
				rapid.SampledFrom(names).Draw(t, "days"), rapid.SampledFrom(clocks[:5]).Draw(t, "from"), rapid.SampledFrom(clocks).Draw(t, "to"), float64(i%3 + 1), "",
			})
		}
		start := time.Date(2026, 6, 3, 7, 0, 0, 0, z)
		table := Weekly(periods, 0, start, z, -48*hour, 200*hour)
		step := 0
		for at := -48 * hour; at <= 200*hour; at += hour / 4 {
			for step+1 < len(table.Times) && table.Times[step+1] <= at {
				step++
			}
			require.Equal(t, onTheWall(periods, start.Add(time.Duration(at))), table.Values[step], "at %v", at)
		}
		for i := 1; i < len(table.Times); i++ {
			require.Less(t, table.Times[i-1], table.Times[i])
			require.NotEqual(t, table.Values[i-1], table.Values[i])
		}
	})
}

// onTheWall is the value of the last period in force at a local time.
func onTheWall(periods []Period, local time.Time) float64 {
	value := 0.0
	since := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	for _, p := range periods {
		days, _ := ParseDays(p.Days)
		from, _ := ParseClock(p.From)
		to, _ := ParseClock(p.To)
		today, yesterday := days[local.Weekday()], days[(local.Weekday()+6)%7]
		if from < to && today && since >= from && since < to || from >= to && (today && since >= from || yesterday && since < to) {
			value = p.Value
		}
	}
	return value
}

package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseDates(t *testing.T) {
	day := func(s string) time.Time {
		at, err := time.Parse(time.DateOnly, s)
		require.NoError(t, err)
		return at
	}
	for text, want := range map[string]Dates{
		"2026-12-25":                 {day("2026-12-25"), day("2026-12-25")},
		"2026-12-24..2027-01-01":     {day("2026-12-24"), day("2027-01-01")},
		" 2026-12-24 .. 2026-12-24 ": {day("2026-12-24"), day("2026-12-24")},
	} {
		got, err := ParseDates(text)
		require.NoError(t, err)
		assert.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"christmas":              `"christmas" is not a date; write dates like "2026-12-25" or "2026-12-24..2027-01-01"`,
		"2026-02-30":             `"2026-02-30" is not a date; write dates like "2026-12-25" or "2026-12-24..2027-01-01"`,
		"2026-12-24..":           `"" is not a date; write dates like "2026-12-25" or "2026-12-24..2027-01-01"`,
		"2026-12-24..2026-12-23": `"2026-12-24..2026-12-23" ends before it begins; write the earlier date first`,
	} {
		_, err := ParseDates(text)
		assert.EqualError(t, err, want)
	}
}

func TestParseMonths(t *testing.T) {
	in := func(months ...time.Month) (out [13]bool) {
		for _, m := range months {
			out[m] = true
		}
		return out
	}
	for text, want := range map[string][13]bool{
		"jan": in(1), "jun-aug": in(6, 7, 8), "nov-feb": in(11, 12, 1, 2), "March, sept": in(3, 9), "dec-dec": in(12), "may-apr": in(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
	} {
		got, err := ParseMonths(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for text, want := range map[string]string{
		"":      `a month is missing; write months like "jun-aug" or "nov,dec"`,
		"jun-":  `a month is missing; write months like "jun-aug" or "nov,dec"`,
		"jnu":   `"jnu" is not a month; did you mean "jun"?`,
		"lente": `"lente" is not a month; the months are jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec`,
	} {
		_, err := ParseMonths(text)
		assert.EqualError(t, err, want)
	}
}

func TestHolidays(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	start := time.Date(2026, 12, 21, 0, 0, 0, 0, berlin) // a Monday
	dates := func(texts ...string) (out []Dates) {
		for _, s := range texts {
			d, err := ParseDates(s)
			require.NoError(t, err)
			out = append(out, d)
		}
		return out
	}
	work := Period{"mon-fri", "08:00", "18:00", 1, ""}
	for _, c := range []struct {
		name     string
		schedule Schedule
		hours    []float64 // of the edges
	}{
		{"like sunday", Schedule{Periods: []Period{work}, Holidays: dates("2026-12-23..2026-12-25")}, []float64{0, 8, 18, 32, 42}},
		{"like saturday", Schedule{Periods: []Period{work, {"sat", "10:00", "12:00", 2, ""}}, Holidays: dates("2026-12-23"), Like: time.Saturday},
			[]float64{0, 8, 18, 32, 42, 58, 60, 80, 90, 104, 114}},
		{"of their own", Schedule{Periods: []Period{work, {"sun", "10:00", "12:00", 2, ""}, {"holiday", "14:00", "15:00", 3, ""}}, Holidays: dates("2026-12-22"), Apart: true},
			[]float64{0, 8, 18, 38, 39, 56, 66, 80, 90, 104, 114}},
		{"on weekdays and holidays", Schedule{Periods: []Period{{"fri,holidays", "08:00", "18:00", 1, ""}}, Holidays: dates("2026-12-22"), Apart: true}, []float64{0, 32, 42, 104, 114}},
		{"into a holiday", Schedule{Periods: []Period{{"mon-fri", "22:00", "06:00", 1, ""}}, Holidays: dates("2026-12-22..2026-12-30")}, []float64{0, 22, 30}},
		{"months", Schedule{Periods: []Period{{"daily", "00:00", "24:00", 1, "jan-nov"}}}, []float64{0}},
		{"months, over the year's end", Schedule{Periods: []Period{{"mon", "00:00", "24:00", 1, "dec-feb"}}}, []float64{0, 24}},
	} {
		assert.Equal(t, hours(c.hours...), c.schedule.Table(start, berlin, 0, 5*24*hour).Times, c.name)
	}
}

func TestParseDaysOrHoliday(t *testing.T) {
	days, holiday, err := ParseDaysOrHoliday("sat, Holiday")
	require.NoError(t, err)
	assert.True(t, holiday)
	assert.Equal(t, [7]bool{6: true}, days)
	days, holiday, err = ParseDaysOrHoliday("holidays")
	require.NoError(t, err)
	assert.True(t, holiday)
	assert.Equal(t, [7]bool{}, days)
	_, _, err = ParseDaysOrHoliday("")
	assert.ErrorContains(t, err, "no days are named")
}

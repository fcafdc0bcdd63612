package chart

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot"
)

// labels are the words of large ticks.
func labels(ticks []plot.Tick) []string {
	var list []string
	for _, t := range ticks {
		if !t.IsMinor() {
			list = append(list, t.Label)
		}
	}
	return list
}

func TestNumericTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		count     int
		unit      string
		want      []string
		heading   string
	}{
		{0, 1, 5, "", []string{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}, "heat"},
		{-3, 12, 4, "K", []string{"0", "5", "10"}, "heat [K]"},
		{0, 1.2e9, 6, "W", []string{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0", "1.2"}, "heat [10⁹ W]"},
		{0, 24000, 3, "W", []string{"0", "10\u202f000", "20\u202f000"}, "heat [W]"},
		{-2e-6, 4e-6, 3, "m", []string{"−2", "0", "2", "4"}, "heat [10⁻⁶ m]"},
		{101325, 101326, 2, "Pa", []string{"101.3250", "101.3255", "101.3260"}, "heat [10³ Pa]"},
		{0, 1, 2, "1", []string{"0.0", "0.5", "1.0"}, "heat"},
	} {
		a := scale{Axis: Axis{Label: "heat", Unit: c.unit}}
		a.numeric(extent{c.low, c.high}, c.count)
		require.Equal(t, c.want, labels(a.ticks), "%g to %g", c.low, c.high)
		require.Equal(t, c.heading, a.headed())
	}
}

func TestCalendarTicks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	day := 86400.0
	for _, c := range []struct {
		name       string
		from, span float64
		wide       float64
		want       []string
		heading    string
	}{
		{"minutes", monday + 6*3600 + 60, 1800, 300, []string{"06:05", "06:10", "06:15", "06:20", "06:25", "06:30"}, "Mon 11 Jan 2027"},
		{"a day", monday, day, 600, []string{"Mon 11 Jan", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "Tue 12 Jan"}, ""},
		{"a week", monday, 7 * day, 650, []string{"Mon 11 Jan", "Tue 12 Jan", "Wed 13 Jan", "Thu 14 Jan", "Fri 15 Jan", "Sat 16 Jan", "Sun 17 Jan", "Mon 18 Jan"}, ""},
		{"a month is Mondays", monday - 3*day, 31 * day, 500, []string{"Mon 11 Jan", "Mon 18 Jan", "Mon 25 Jan", "Mon 1 Feb", "Mon 8 Feb"}, ""},
		{"a year", monday - 10*day, 365 * day, 300, []string{"Jan 2027", "Apr", "Jul", "Oct", "Jan 2028"}, ""},
		{"thirty years", monday, 30 * 365 * day, 200, []string{"2030", "2040", "2050"}, ""},
		{"summer time begins", 1806184800, day, 400, []string{"Sun 28 Mar", "06:00", "12:00", "18:00", "Mon 29 Mar"}, ""},
		{"seconds", monday + 0.5, 2, 500, []string{"00:00:00.500", "00:00:01.000", "00:00:01.500", "00:00:02.000", "00:00:02.500"}, "Mon 11 Jan 2027"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := scale{}
			a.calendar(extent{c.from, c.from + c.span}, berlin, c.wide)
			got := labels(a.ticks)
			require.Equal(t, c.want, got)
			require.Equal(t, c.heading, a.headed())
			for _, tick := range a.ticks {
				require.True(t, tick.Value >= c.from-1e-6 && tick.Value <= c.from+c.span+1e-6)
			}
		})
	}
}

func TestElapsedTicks(t *testing.T) {
	for _, c := range []struct {
		span, wide float64
		want       []string
		heading    string
	}{
		{3600, 300, []string{"0", "15 min", "30 min", "45 min", "1 h"}, ""},
		{36 * 3600, 260, []string{"0", "12 h", "1 d", "1 d 12 h"}, ""},
		{10 * 86400, 400, []string{"0", "2 d", "4 d", "6 d", "8 d", "10 d"}, ""},
		{100, 400, []string{"0", "30 s", "1 min", "1 min 30 s"}, ""},
		{0.5, 300, []string{"0.0", "0.1", "0.2", "0.3", "0.4", "0.5"}, "[s]"},
		{86400 * 5e4, 300, []string{"0", "10\u202f000", "20\u202f000", "30\u202f000", "40\u202f000", "50\u202f000"}, "[d]"},
	} {
		a := scale{}
		a.elapsed(extent{0, c.span}, c.wide)
		require.Equal(t, c.want, labels(a.ticks), "%g s", c.span)
		require.Equal(t, c.heading, a.headed())
	}
}

func TestDecades(t *testing.T) {
	a := scale{}
	a.decades(extent{0, 2}, 10)
	require.Equal(t, []string{"1", "2", "5", "10", "20", "50", "100"}, labels(a.ticks))
	a.decades(extent{-200, 200}, 5)
	require.LessOrEqual(t, len(a.ticks), 7)
	require.Contains(t, labels(a.ticks), "1")
}

// What hovering reads lies where it is drawn: the first series' line is its
// numbers, through the mapping of the axes.
func TestMapping(t *testing.T) {
	x, y := []float64{0, 3600, 7200}, []float64{18, 21, 19.5}
	c, err := (&Fan{Frame: Frame{Name: "chart-map"}, Bands: []Band{{X: x, Mid: y}}}).Draw()
	require.NoError(t, err)
	line := pathOf(t, c.SVG, "line")
	require.Len(t, line, 3)
	for k, p := range line {
		require.InDelta(t, c.Data.X.Zero+c.Data.X.Scale*x[k], p.x, 0.051)
		require.InDelta(t, c.Data.Y.Zero+c.Data.Y.Scale*y[k], p.y, 0.051)
	}
	require.Negative(t, c.Data.Y.Scale, "y counts downwards")
	require.True(t, c.Data.X.Elapsed)

	d := &Lines{Frame: Frame{Name: "chart-log"}, LogX: true, Lines: []Band{{X: []float64{0, 1, 10, 1000}, Mid: []float64{9, 1, 2, 3}}}}
	c, err = d.Draw()
	require.NoError(t, err)
	require.InDeltaSlice(t, []float64{1, 10, 1000}, c.Data.Series[0].X, 1e-9, "0 has no logarithm")
	for k, p := range pathOf(t, c.SVG, "line") {
		require.InDelta(t, c.Data.X.Zero+c.Data.X.Scale*math.Log10(c.Data.Series[0].X[k]), p.x, 0.051)
	}
	require.Equal(t, []float64{0, 1, 10, 1000}, d.Lines[0].X, "the numbers given are left alone")
}

package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/results"
)

// golden compares a text with a file below testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

// wave is a line of a value every step seconds.
func wave(label string, n int, step float64, f func(day float64) float64) plotLine {
	l := plotLine{label: label, variant: label, draw: -1}
	for k := range n {
		at := float64(k) * step
		l.t, l.values = append(l.t, at), append(l.values, f(at/86400))
	}
	return l
}

// hills is a plot of three days with a gap, and a line above most of the other.
func hills(t *testing.T) *plot {
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	base := wave("base", 3*144+1, 600, func(day float64) float64 { return 20 + 2*math.Sin(2*math.Pi*day) })
	for k := 200; k < 230; k++ {
		base.values[k] = math.NaN()
	}
	return &plot{path: results.Path{Path: "twin.north.temperature", Unit: "degC"}, what: "median of 200 draws",
		start: time.Date(2026, 1, 12, 6, 0, 0, 0, zone),
		lines: []plotLine{base, wave("warmer", 3*144+1, 600, func(day float64) float64 { return 21 + 2*math.Sin(2*math.Pi*day) })}}
}

func TestPlotGolden(t *testing.T) {
	golden(t, "plot80.txt", hills(t).draw(80, false))
	golden(t, "plot40.txt", hills(t).draw(40, false))
	golden(t, "plotcolours.txt", hills(t).draw(80, true))
	unlike := hills(t)
	unlike.start, unlike.more = time.Time{}, 2
	unlike.lines = []plotLine{wave("a", 4, 10, func(float64) float64 { return -3.5 }),
		wave("with_a_name_that_is_rather_long", 3, 10, func(d float64) float64 { return 40 * d })}
	golden(t, "plotshort.txt", unlike.draw(60, false))
}

// TestPlotFits draws whatever may be in a table: no line is too wide, and every
// value has a row.
func TestPlotFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		odd := []float64{0, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64}
		value := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-40, 40), rapid.SampledFrom(odd))
		p := &plot{path: results.Path{Path: "twin.a.b", Unit: "W"}}
		if rapid.Bool().Draw(t, "with a start") {
			p.start = time.Date(2026, 3, 28, 22, 30, 0, 0, time.UTC)
		}
		for range rapid.IntRange(1, mostLines).Draw(t, "lines") {
			l := plotLine{label: rapid.StringMatching(`[a-z_]{1,60}`).Draw(t, "label")}
			step := rapid.SampledFrom([]float64{1e-3, 1, 600, 3600, 86400, 3e7}).Draw(t, "step")
			l.values = rapid.SliceOfN(value, 1, 200).Draw(t, "values")
			for k := range l.values {
				l.t = append(l.t, float64(k)*step)
			}
			p.lines = append(p.lines, l)
		}
		width := rapid.IntRange(40, 120).Draw(t, "width")
		text := p.draw(width, false)
		lines := strings.Split(text, "\n")
		require.Less(t, len(lines), 2*plotRows+mostLines+8)
		for _, line := range lines[1:] {
			require.LessOrEqual(t, uniseg.StringWidth(line), width, text)
		}
		require.NotContains(t, text, "NaN")
	})
}

func TestSampled(t *testing.T) {
	nan := math.NaN()
	l := plotLine{t: []float64{0, 1, 2, 3, 4, 5, 6, 7, 8}, values: []float64{1, 3, 5, 7, nan, nan, nan, 1, 2}}
	merged := 0.0
	// Around 0, 4 and 8: 0..1, 2..5, 6..8.
	require.Equal(t, []float64{2, 6, 1.5}, l.sampled(0, 8, 3, &merged))
	require.InDelta(t, 4, merged, 0)
	merged = 0
	got := l.sampled(0, 8, 17, &merged)
	require.Zero(t, merged, "no mean is taken")
	require.Equal(t, []float64{1, 2, 3, 4}, got[:4], "a straight line between samples")
	require.True(t, math.IsNaN(got[8]) && math.IsNaN(got[13]), "a gap stays a gap")
}

func TestValueAxis(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{17.2, 22.9, "17.0 17.5 23.0"}, {0, 2485, "0 250 2500"}, {-3.5, -3.5, "-3.54 -3.53 -3.46"},
		{0, 0, "-1.00e-06 -8.00e-07 1.00e-06"}, {1e7, 3e7, "1.00e+07 1.20e+07 3.00e+07"}, {-1, 1, "-1.0 -0.8 1.0"},
	} {
		a := newValueAxis([][]float64{{c.low, math.NaN(), c.high}})
		assert.Equal(t, c.want, strings.Join([]string{a.label(0), a.label(1), a.label(float64(a.rows))}, " "))
	}
	require.True(t, newValueAxis([][]float64{{math.NaN()}}).empty())
}

// TestTicks: round times where the scenario is, over a change of the clocks.
func TestTicks(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	for _, c := range []struct {
		start time.Time
		to    float64
		want  string
	}{
		{time.Date(2026, 3, 28, 18, 0, 0, 0, zone), 18 * 3600, "18:00 21:00 29 Mar 03:00 06:00 09:00 12:00"},
		{time.Date(2026, 1, 12, 6, 0, 0, 0, zone), 7 * 86400, "13 Jan 14 Jan 15 Jan 16 Jan 17 Jan 18 Jan 19 Jan"},
		{time.Date(2026, 1, 12, 6, 0, 0, 0, zone), 365 * 86400, "Mar 26 May 26 Jul 26 Sep 26 Nov 26 Jan 27"},
		{time.Date(2026, 1, 12, 6, 0, 0, 0, zone), 30 * 365.25 * 86400, "2031 2036 2041 2046 2051 2056"},
		{time.Time{}, 3600, "0 min 10 min 20 min 30 min 40 min 50 min 60 min"},
		{time.Time{}, 2000 * 86400, "0 d 250 d 500 d 750 d 1000 d 1250 d 1500 d 1750 d 2000 d"},
		{time.Time{}, 0, "0 s"},
	} {
		var got []string
		for _, k := range ticks(0, c.to, 8, c.start) {
			require.LessOrEqual(t, k.at, c.to)
			got = append(got, k.label)
		}
		assert.Equal(t, c.want, strings.Join(got, " "))
	}
}

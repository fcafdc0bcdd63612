package chart

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// pathOf are the corners of the first path of a class.
func pathOf(t *testing.T, svg, class string) []point {
	t.Helper()
	_, rest, found := strings.Cut(svg, `<path class="`+class+`"`)
	require.True(t, found, class)
	_, rest, found = strings.Cut(rest, ` d="`)
	require.True(t, found)
	d, _, _ := strings.Cut(rest, `"`)
	return corners(t, d)
}

func TestWrongCharts(t *testing.T) {
	frame := Frame{Name: "x"}
	for want, d := range map[string]drawer{
		`the name "a b" of the chart is no identifier`:            &Fan{Frame: Frame{Name: "a b"}},
		`the name "" of the chart is no identifier`:               &Bars{},
		`chart x: a size of 720 x 5 points: from 160 x 100`:       &Lines{Frame: Frame{Name: "x", Height: 5}},
		`chart x: a size of NaN x 280 points`:                     &Lines{Frame: Frame{Name: "x", Width: math.NaN()}},
		`chart x: time zone "Mars/Base"`:                          &Fan{Frame: Frame{Name: "x", Location: "Mars/Base"}},
		`series "b": 1 values for 2 x: as many are expected`:      &Fan{Frame: frame, Bands: []Band{{Name: "b", X: []float64{1, 2}, Mid: []float64{1}}}},
		`series "b": x falls from 2 to 1 at place 1`:              &Lines{Frame: frame, Lines: []Band{{Name: "b", X: []float64{2, 1}, Mid: []float64{1, 1}}}},
		`do not lie between the years 1 and 9999`:                 &Fan{Frame: frame, Times: true, Bands: []Band{{X: []float64{0, 1e13}, Mid: []float64{1, 2}}}},
		`1 lists of values for 2 names: as many are expected`:     &Distribution{Frame: frame, Names: []string{"a", "b"}, Values: [][]float64{{1}}},
		`0 high values for 1 names`:                               &Tornado{Frame: frame, Names: []string{"a"}, AtLow: []float64{1}},
		`2 notes for 1 names`:                                     &Tornado{Frame: frame, Names: []string{"a"}, AtLow: []float64{1}, AtHigh: []float64{1}, Notes: []string{"", ""}},
		`series "s": 2 values for 1 places: as many are expected`: &Bars{Frame: frame, Places: []string{"a"}, Stacks: []Stack{{Name: "s", Values: []float64{1, 2}}}},
		`range "r" has the series -1: 0 or more is expected`:      &Ranges{Frame: frame, Ranges: []Range{{Name: "r", Series: -1}}},
	} {
		c, err := d.Draw()
		require.ErrorContains(t, err, want)
		require.Nil(t, c)
	}
}

// A week at ten minutes, four bands: small enough for a page of twenty.
func TestSizeOfAWeek(t *testing.T) {
	c, err := weekFan("chart-week", 4, 7*144, 600).Draw()
	require.NoError(t, err)
	require.Less(t, len(c.SVG), 60_000)
	long, err := weekFan("chart-year", 4, 365*144, 600).Draw()
	require.NoError(t, err)
	require.Less(t, len(long.SVG), 75_000, "a year is hardly larger than a week")
}

// Each series is a group of its own, which a legend can switch off.
func TestGroups(t *testing.T) {
	c, err := sampleLines().Draw()
	require.NoError(t, err)
	for k := range 12 {
		require.Equal(t, 1, strings.Count(c.SVG, fmt.Sprintf(`<g class="s%d c%d `, k, k%Colours)))
	}
	require.Len(t, c.Data.Series, 12)
}

// A hole in the values is a hole in the line and in the bands; a value alone
// between holes is a dot.
func TestHoles(t *testing.T) {
	gone := math.NaN()
	y := []float64{1, 2, gone, 3, math.Inf(1), 4, 5}
	c, err := (&Fan{Frame: Frame{Name: "chart-hole"}, Bands: []Band{{X: []float64{0, 1, 2, 3, 4, 5, 6}, Mid: y, Q05: y, Q95: y}}}).Draw()
	require.NoError(t, err)
	_, rest, _ := strings.Cut(c.SVG, `<path class="line"`)
	line, _, _ := strings.Cut(rest, "/>")
	require.Equal(t, 3, strings.Count(line, "M"))
	require.Contains(t, line, "h0", "the value alone")
	require.Equal(t, []float64{1, 2, 3, 4, 5}, c.Data.Series[0].Y)
}

func TestMarksMerge(t *testing.T) {
	f := weekFan("chart-marks", 1, 7*144, 600)
	for k := range 2000 {
		at := monday + 300000 + float64(k)*10
		f.Marks = append(f.Marks, Mark{Name: "cold", Class: "alert", From: at, To: at})
	}
	f.Marks = append(f.Marks, Mark{Name: "outside", Class: "event", From: 0, To: 1})
	c, err := f.Draw()
	require.NoError(t, err)
	checked(t, c)
	require.LessOrEqual(t, strings.Count(c.SVG, `class="alert"`), 3)
	require.Contains(t, c.SVG, "times: ")
	require.NotContains(t, c.SVG, "outside")
	require.Contains(t, c.SVG, ">night off</text>")
}

func TestWordsAreEscaped(t *testing.T) {
	bad := "<script>alert(1)</script>\x00&\"'"
	c, err := (&Ranges{Frame: Frame{Name: "chart-x", Title: bad, XLabel: bad}, Ranges: []Range{{Name: bad, Mid: 1, Note: bad}}}).Draw()
	require.NoError(t, err)
	checked(t, c)
	require.NotContains(t, c.SVG, "<script")
}

func TestData(t *testing.T) {
	d := DataSerie{Name: "a\"b", X: []float64{1799622000.0005, 0.1234567891234}, Y: []float64{21.23456, math.NaN()}, Low: []float64{101325.4, -0.000012345}, High: []float64{math.Inf(1), 1.23456e12}}
	b, err := json.Marshal(d)
	require.NoError(t, err)
	require.JSONEq(t, `{"name":"a\"b","x":[1799622000.001,0.123456789],"y":[21.23,null],"low":[101325,-1.234e-05],"high":[null,1235000000000]}`, string(b))
}

func TestDensity(t *testing.T) {
	var values []float64
	for k := range 2001 {
		values = append(values, -1+float64(k)/1000)
	}
	x, y := density(values)
	require.Len(t, x, densityPoints)
	require.InDelta(t, 1, y[densityPoints/2], 0.01, "even values are evenly dense")
	require.InDelta(t, 0.5, y[0], 0.02, "half of the kernel is beyond the end")
	x, _ = density([]float64{3, 3, 3})
	require.Nil(t, x)
}

// Lines stand out from their ground by 3 : 1, text by 4.5 : 1 (WCAG 2.2, 1.4.11
// and 1.4.3).
func TestContrast(t *testing.T) {
	for k := range Colours {
		require.GreaterOrEqual(t, contrast(t, onLight[k], "#ffffff"), 3.0, "s%d on light", k)
		require.GreaterOrEqual(t, contrast(t, onDark[k], "#14181f"), 3.0, "s%d on dark", k)
	}
	require.GreaterOrEqual(t, contrast(t, "#566072", "#ffffff"), 4.5)
	require.GreaterOrEqual(t, contrast(t, "#a3adbd", "#14181f"), 4.5)
	seen := map[string]bool{}
	for k := range Colours * Colours {
		_, look, _ := strings.Cut(series(k), " ")
		require.False(t, seen[look], "series %d looks like one before", k)
		seen[look] = true
	}
}

// contrast is the ratio of two colours (WCAG 2.2, relative luminance).
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	one, two := luminance(t, a), luminance(t, b)
	return (max(one, two) + 0.05) / (min(one, two) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for k, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*k:3+2*k], 16, 8)
		require.NoError(t, err)
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

// Alternative texts tell the numbers.
func TestAlt(t *testing.T) {
	c, err := (&Fan{Frame: Frame{Name: "x", YLabel: "air", YUnit: "°C"}, Bands: []Band{
		{Name: "base", X: []float64{0, 1, 2}, Mid: []float64{16.9, 20, 22.3}, Q05: []float64{16, 19, 21}, Q95: []float64{17, 21, 23}},
		{Name: "off", X: []float64{0}, Mid: []float64{math.NaN()}}}}).Draw()
	require.NoError(t, err)
	require.Equal(t, "air [°C]: base runs between 16.9 and 22.3 °C, half of the time below 20 °C, its band from 16 to 23 °C; off: no values.", c.Alt)
	require.Contains(t, c.SVG, "<desc id=\"x-desc\">"+c.Alt+"</desc>")
	require.NoError(t, xml.Unmarshal([]byte(c.SVG), new(struct{})))
}

// One point, wherever it is, has an axis with a few ticks.
func TestOnePoint(t *testing.T) {
	for _, at := range []float64{0, 1, -1e17, 1e17, 1e300, 1e-300} {
		for _, d := range []drawer{
			&Fan{Frame: Frame{Name: "chart-one"}, Bands: []Band{{X: []float64{at}, Mid: []float64{at}}}},
			&Lines{Frame: Frame{Name: "chart-one"}, Lines: []Band{{X: []float64{at}, Mid: []float64{at}}}},
		} {
			c, err := d.Draw()
			require.NoError(t, err)
			checked(t, c)
			require.Contains(t, c.SVG, `class="line"`)
			require.Less(t, strings.Count(c.SVG, "<text"), 40)
		}
	}
}

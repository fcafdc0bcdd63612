package chart

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Names that do not fit stay apart wherever they differ.
func TestCutApart(t *testing.T) {
	for _, c := range []struct{ names, want []string }{
		{[]string{"base", "insulated"}, []string{"base", "insulated"}},
		{[]string{"a rather long name", "quite another name"}, []string{"a rather lon…", "quite anoth…"}},
		{[]string{"control setpoint 18", "control setpoint 19"}, []string{"contro…nt 18", "contro…nt 19"}},
		{[]string{"", ""}, []string{"–", "–"}},
	} {
		require.Equal(t, c.want, cutApart(c.names, textSize, 80))
	}
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOf(rapid.StringN(0, 60, -1)).Draw(t, "names")
		widest := rapid.Float64Range(20, 300).Draw(t, "widest")
		labels := cutApart(names, textSize, widest)
		require.Len(t, labels, len(names))
		for k, l := range labels {
			require.LessOrEqual(t, width(l, textSize), widest)
			if width(named(names[k]), textSize) <= widest {
				require.Equal(t, named(names[k]), l)
			}
		}
	})
}

// What differs by rounding alone is one value, with ticks that can be read.
func TestConstant(t *testing.T) {
	values := []float64{20 - 4e-9, 20, 20 + 4e-9}
	c, err := (&Distribution{Frame: Frame{Name: "chart-same"}, Names: []string{"base"}, Values: [][]float64{values}}).Draw()
	require.NoError(t, err)
	require.Contains(t, c.SVG, ">20<")
	require.NotContains(t, c.SVG, ">19.99")
	require.Equal(t, extent{19, 21}, extent{19, 21}.level())
	require.True(t, newExtent().level().empty())
}

// Colours of rows are those that are asked for.
func TestRowColours(t *testing.T) {
	d := &Distribution{Frame: Frame{Name: "chart-arms"}, Names: []string{"a", "b"}, Values: [][]float64{{1, 2}, {2, 3}}, Series: []int{1, 1}}
	c, err := d.Draw()
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(c.SVG, `class="s1 c1 d1"`))
	for _, bad := range [][]int{{1}, {0, -1}} {
		d.Series = bad
		_, err = d.Draw()
		require.Error(t, err)
	}
}

// What may be chance is paler than what is told.
func TestPale(t *testing.T) {
	d := sampleTornado()
	c, err := d.Draw()
	require.NoError(t, err)
	require.NotContains(t, c.SVG, "pale")
	d.Notes = []string{"rho 0.81", "", "rho −0.2 (" + Untold + ")", ""}
	c, err = d.Draw()
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(c.SVG, `class="bar pale"`))
	require.Equal(t, 4, strings.Count(c.SVG, `class="bar"`), "two of the key and two of the rows")
}

// A state that is on or off changes at once; a share or a temperature does not.
func TestStates(t *testing.T) {
	x := []float64{0, 600, 1200, 1800}
	for name, c := range map[string]struct {
		unit   string
		mid    []float64
		states bool
	}{
		"on and off":  {"", []float64{0, 1, 1, 0}, true},
		"at odds":     {"1", []float64{0, 0.5, math.NaN(), 1}, true},
		"a share":     {"", []float64{0, 0.3, 1, 0}, false},
		"in a unit":   {"K", []float64{0, 1, 1, 0}, false},
		"always off":  {"", []float64{0, 0, 0, 0}, false},
		"larger ones": {"", []float64{0, 2, 1, 0}, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := &Fan{Frame: Frame{Name: "chart-state", YUnit: c.unit}, Bands: []Band{{Name: "on", X: x, Mid: c.mid}}}
			require.Equal(t, c.states, f.held()[0].holds)
		})
	}
	f := &Fan{Frame: Frame{Name: "chart-state"}, Bands: []Band{{Name: "on", X: x, Mid: []float64{0, 1, 1, 0}}}}
	chart, err := f.Draw()
	require.NoError(t, err)
	require.Regexp(t, `class="line" fill="none" d="M[^l"]*"`, chart.SVG, "level and upright strokes alone")
	require.False(t, f.Bands[0].holds, "the bands given are left alone")
}

// The label at the right end has room.
func TestLastLabel(t *testing.T) {
	l := &Lines{Frame: Frame{Name: "chart-end"}, LogX: true, Lines: []Band{{X: []float64{2, 10, 200}, Mid: []float64{9, 5, 1}}}}
	c, err := l.Draw()
	require.NoError(t, err)
	end := c.Data.X.Zero + c.Data.X.Scale*math.Log10(200)
	require.LessOrEqual(t, end+width("200", textSize)/2, 720.0)
}

// A long name of an event is cut only where others stand beside it.
func TestEventLabels(t *testing.T) {
	x := []float64{0, 3600, 7200, 10800}
	name := "quiet hours (as_flown, all_off, platform and one more)"
	f := &Fan{Frame: Frame{Name: "chart-events"}, Bands: []Band{{X: x, Mid: x}}, Marks: []Mark{{Name: name, Class: "event", From: 3600, To: 4000}}}
	c, err := f.Draw()
	require.NoError(t, err)
	require.Contains(t, c.SVG, ">"+name+"<")
	for k := range 3 {
		f.Marks = append(f.Marks, Mark{Name: string(rune('a'+k)) + strings.Repeat(" long", 30), Class: "event", From: 5000 + 2500*float64(k), To: 5000 + 2500*float64(k)})
	}
	c, err = f.Draw()
	require.NoError(t, err)
	ends := map[string]float64{}
	for _, m := range regexp.MustCompile(`<text class="mark" x="([0-9.]+)" y="([0-9.]+)" text-anchor="middle">([^<]*)<`).FindAllStringSubmatch(c.SVG, -1) {
		middle, half := numberOf(t, m[1]), width(m[3], labelSize)/2
		require.GreaterOrEqual(t, middle-half, ends[m[2]]-1, m[3])
		require.LessOrEqual(t, middle+half, 720.0)
		ends[m[2]] = middle + half
	}
	require.NotEmpty(t, ends)
}

func numberOf(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return v
}

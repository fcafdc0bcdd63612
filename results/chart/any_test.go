package chart

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyNumber draws usual numbers, and those that break things.
func anyNumber() *rapid.Generator[float64] {
	return rapid.OneOf(rapid.Float64Range(-100, 100), rapid.Float64(),
		rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 5e-324, 1e300, 1e15, 1e15 + 1}))
}

func anyNumbers(t *rapid.T, n int, what string) []float64 {
	return rapid.SliceOfN(anyNumber(), n, n).Draw(t, what)
}

// anyWords draws names with letters that XML cannot have.
func anyWords() *rapid.Generator[string] {
	return rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", " ", "<b>&\"'", "a\x00b\x1f\n", "\xff\xfe", "]]>", "\ufffe\uffff", "long long long long long long long long long long"}))
}

func anyFrame(t *rapid.T) Frame {
	word := anyWords()
	return Frame{Name: "chart-x", Title: word.Draw(t, "title"), XLabel: word.Draw(t, "x label"), YLabel: word.Draw(t, "y label"), XUnit: word.Draw(t, "x unit"), YUnit: word.Draw(t, "y unit"),
		Width: rapid.SampledFrom([]float64{0, 160, 333, 2000}).Draw(t, "width"), Height: rapid.SampledFrom([]float64{0, 100, 150, 2000}).Draw(t, "height"),
		Location: rapid.SampledFrom([]string{"", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"}).Draw(t, "zone")}
}

// anyX draws rising places within the usual, with holes, or of any size.
func anyX(t *rapid.T, times bool) []float64 {
	n := rapid.IntRange(0, 40).Draw(t, "points")
	if rapid.Bool().Draw(t, "long") {
		n *= 30
	}
	first := rapid.Float64Range(-1e9, 4e9).Draw(t, "first")
	every := rapid.SampledFrom([]float64{0, 0.001, 1, 60, 600, 3600, 86400, 1e7}).Draw(t, "every")
	x := make([]float64, n)
	for i := range x {
		x[i] = first + float64(i)*every
	}
	if !times && rapid.Bool().Draw(t, "any x") {
		x = anyNumbers(t, min(n, 40), "x")
		slices.Sort(x)
	}
	return x
}

func anyBand(t *rapid.T, x []float64) Band {
	b := Band{Name: anyWords().Draw(t, "name"), X: x, Steps: rapid.Bool().Draw(t, "steps")}
	cycle := anyNumbers(t, 7, "values")
	values := func(shift int) []float64 {
		list := make([]float64, len(x))
		for i := range list {
			list[i] = cycle[(i*i+shift)%7]
		}
		return list
	}
	b.Mid = values(0)
	if rapid.Bool().Draw(t, "banded") {
		b.Q05, b.Q25, b.Q75, b.Q95 = values(1), values(2), values(3), values(4)
	}
	return b
}

func drawChecked(t *rapid.T, d drawer) {
	c, err := d.Draw()
	require.NoError(t, err)
	checked(t, c)
}

// Whatever the numbers and the words: the fan is drawn, within its picture.
func TestAnyFan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := &Fan{Frame: anyFrame(t), Times: rapid.Bool().Draw(t, "times")}
		x := anyX(t, f.Times)
		for range rapid.IntRange(0, 10).Draw(t, "bands") {
			f.Bands = append(f.Bands, anyBand(t, x))
		}
		if rapid.Bool().Draw(t, "measured") {
			b := anyBand(t, x)
			f.Points = &b
		}
		for range rapid.IntRange(0, 5).Draw(t, "marks") {
			at := anyNumber()
			if f.Times {
				at = rapid.Float64Range(-1e9, 5e9)
			}
			f.Marks = append(f.Marks, Mark{anyWords().Draw(t, "mark"), rapid.SampledFrom([]string{"event", "alert"}).Draw(t, "class"), at.Draw(t, "from"), at.Draw(t, "to"), rapid.IntRange(0, 9).Draw(t, "owner")})
		}
		drawChecked(t, f)
	})
}

func TestAnyLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &Lines{Frame: anyFrame(t), LogX: rapid.Bool().Draw(t, "log")}
		for range rapid.IntRange(0, 12).Draw(t, "lines") {
			l.Lines = append(l.Lines, anyBand(t, anyX(t, false)))
		}
		drawChecked(t, l)
	})
}

func TestAnyRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "rows")
		words := func(what string) []string { return rapid.SliceOfN(anyWords(), n, n).Draw(t, what) }
		d := &Distribution{Frame: anyFrame(t), Names: words("arms")}
		r := &Ranges{Frame: anyFrame(t), Zero: anyNumber().Draw(t, "zero")}
		for _, name := range d.Names {
			d.Values = append(d.Values, rapid.SliceOfN(anyNumber(), 0, 40).Draw(t, "values"))
			v := anyNumbers(t, 5, "range")
			r.Ranges = append(r.Ranges, Range{name, v[0], v[1], v[2], v[3], v[4], rapid.IntRange(0, 20).Draw(t, "series"), name})
		}
		drawChecked(t, d)
		drawChecked(t, r)
		drawChecked(t, &Tornado{Frame: anyFrame(t), Names: d.Names, AtLow: anyNumbers(t, n, "low"), AtHigh: anyNumbers(t, n, "high"), Notes: words("notes"), Middle: anyNumber().Draw(t, "middle")})
		b := &Bars{Frame: anyFrame(t), Places: d.Names}
		for range rapid.IntRange(0, 9).Draw(t, "stacks") {
			b.Stacks = append(b.Stacks, Stack{anyWords().Draw(t, "stack"), anyNumbers(t, n, "bars"), rapid.IntRange(0, 9).Draw(t, "colour")})
		}
		drawChecked(t, b)
	})
}

// However long a series: its least and its greatest value are drawn, in order.
func TestThinKeepsPeaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3000).Draw(t, "n")
		peak, dip := rapid.IntRange(0, n-1).Draw(t, "peak"), rapid.IntRange(0, n-1).Draw(t, "dip")
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = float64(i), math.Sin(float64(i*i))
		}
		y[peak], y[dip] = 7, -7
		e := newExtent()
		e.add(x...)
		thin := newThinner(x, e.wide())
		runs := thin.runs(x, func(i int) bool { return true })
		require.Len(t, runs, 1)
		kept := thin.extremes(runs[0], x, y)
		require.True(t, slices.IsSorted(kept))
		require.LessOrEqual(t, len(kept), 2*buckets+4)
		require.Contains(t, kept, dip)
		require.Contains(t, kept, 0)
		require.Contains(t, kept, n-1)
		if peak != dip {
			require.Contains(t, kept, peak)
		}
	})
}

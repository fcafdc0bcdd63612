package formula

import (
	"fmt"
	"math"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/linear"
	"whatif/physics/unit"
)

// drawn is a random formula of a, b and c.
func drawn(t *rapid.T, depth int) string {
	if depth == 0 || rapid.IntRange(0, 5).Draw(t, "leaf") == 0 {
		return rapid.SampledFrom([]string{"a", "b", "c", "2", "0.5", "-1", "0"}).Draw(t, "value")
	}
	part := func() string { return drawn(t, depth-1) }
	shapes := []string{"(%s + %s)", "(%s - %s)", "(%s * %s)", "(%s / %s)", "min(%s, %s)", "max(%s, %s)", "mean(%s, %s)", "sum(%s, %s)"}
	switch rapid.IntRange(0, 3).Draw(t, "shape") {
	case 0:
		return fmt.Sprintf(rapid.SampledFrom([]string{"abs(%s)", "(-%s)", "sign(%s)", "exp(%s)", "sin(%s)", "sqrt(%s)", "floor(%s)", "(%s)^2"}).Draw(t, "one"), part())
	case 1:
		return fmt.Sprintf(rapid.SampledFrom([]string{"if(%s > %s, %s, %s)", "if(%s <= %s and a < 1, %s, %s)", "if(not (%s < %s) or b > 0, %s, %s)"}).Draw(t, "if"), part(), part(), part(), part())
	case 2:
		return fmt.Sprintf("clamp(%s, -1, 1)", part())
	}
	return fmt.Sprintf(rapid.SampledFrom(shapes).Draw(t, "two"), part(), part())
}

func drawnForm(t *rapid.T, omega float64) linear.Input {
	whole := rapid.IntRange(-3, 3)
	in := linear.Input{Level: float64(whole.Draw(t, "level"))}
	if rapid.Bool().Draw(t, "slopes") {
		in.Slope = float64(whole.Draw(t, "slope")) / 8
	}
	if rapid.Bool().Draw(t, "swings") {
		in.Amplitude, in.Omega, in.Phase = float64(whole.Draw(t, "amplitude")), omega, rapid.Float64Range(0, 6).Draw(t, "phase")
	}
	return in
}

// What an outlook tells is the value at every moment until it ends.
func TestOutlookAgreesWithAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, 3)
		f, wrong := Parse(text)
		if wrong != nil {
			t.Fatal(text, wrong)
		}
		p := f.Bind([]string{"a", "b", "c"})
		forms := []linear.Input{drawnForm(t, 1), drawnForm(t, 1), drawnForm(t, 0.7)}
		out, until, ok := p.Outlook(forms)
		if !ok {
			return
		}
		if math.IsNaN(out.Level) {
			return
		}
		end := math.Min(until, 20)
		for k := range 41 {
			tau := end * (float64(k)*0.0245 + 0.01)
			off := func(tau float64) bool {
				got := p.At([]float64{forms[0].At(tau), forms[1].At(tau), forms[2].At(tau)})
				return !(math.Abs(got-out.At(tau)) <= 1e-7*(1+math.Abs(got)))
			}
			// A comparison that is touched for no time is not told.
			if got := p.At([]float64{forms[0].At(tau), forms[1].At(tau), forms[2].At(tau)}); off(tau) && (off(tau+1e-4*end) || off(tau-1e-4*end)) {
				t.Fatalf("%s of %+v at %v of %v: %v, not %v", text, forms, tau, until, out.At(tau), got)
			}
		}
		if _, whole := p.Form(forms); whole != math.IsInf(until, 1) {
			t.Fatalf("%s: Form and Outlook differ", text)
		}
	})
}

// Values lie in the range.
func TestRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, 3)
		f, _ := Parse(text)
		p := f.Bind([]string{"a", "b", "c"})
		var ranges []Interval
		var args []float64
		for range 3 {
			low := rapid.Float64Range(-4, 4).Draw(t, "low")
			width := rapid.Float64Range(0, 4).Draw(t, "width")
			ranges = append(ranges, Interval{low, low + width})
			args = append(args, low+width*rapid.Float64Range(0, 1).Draw(t, "part"))
		}
		x, r := p.At(args), p.Range(ranges)
		if slack := 1e-9 * (1 + math.Abs(x)); !math.IsNaN(x) && (x < r.Low-slack || x > r.High+slack) {
			t.Fatalf("%s at %v is %v, outside %v", text, args, x, r)
		}
	})
}

// FuzzParse reads any text: nothing panics, and what is wrong lies in the text.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"input.sun * 0.7 * '12 m2' - input.loss", "if(a > 'x', 1, 2)", `input["a-b"].c`, "a.b?.c(1)[2:3]", "let x = 1; x", "{a: 1}", "1..2", "a | b(c)",
		"filter(a, # > 1)", "not a in b", "'\\'", "\"\\u00e4\" + ä", "((((", "1e999", "0x10", "a ? b : c", "`raw`", "b'ab'", "// c", "/* c */ a", "x.all(y, .z)", "$env", "a ?? b", "::a(b)",
	} {
		f.Add(seed)
	}
	known := func(name string) (unit.Unit, bool) { return unit.Must("1"), len(name) < 9 }
	f.Fuzz(func(t *testing.T, text string) {
		inside := func(e *Error) {
			if n := utf8.RuneCountInString(text); e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > n || e.Summary == "" {
				t.Fatalf("%q: %+v is outside %d runes", text, e, n)
			}
		}
		f, wrong := Parse(text)
		if wrong != nil {
			inside(wrong)
			return
		}
		if _, wrong := f.Check(known); wrong != nil {
			inside(wrong)
			return
		}
		names := f.Names()
		p := f.Bind(names)
		args, forms, ranges := make([]float64, len(names)), make([]linear.Input, len(names)), make([]Interval, len(names))
		for i := range forms {
			args[i] = 0.5
			forms[i].Level = 0.5
			ranges[i] = Interval{0, 1}
		}
		x := p.At(args)
		out, _, ok := p.Outlook(forms)
		if ok && !math.IsNaN(x) && out.Level != x {
			t.Fatalf("%q: %v, not %v", text, out.Level, x)
		}
		p.Range(ranges)
	})
}

func TestFormOfRecordAndStep(t *testing.T) {
	f, wrong := Parse("a * b + c")
	require.Nil(t, wrong)
	p := f.Bind([]string{"a", "b", "c"})
	out, ok := p.Form([]linear.Input{{Level: 2}, {Level: 1, Slope: 3}, {Amplitude: 4, Omega: 5, Phase: 6}})
	require.True(t, ok)
	require.Equal(t, linear.Input{Level: 2, Slope: 6, Amplitude: 4, Omega: 5, Phase: 6}, out)
	_, ok = p.Form([]linear.Input{{Slope: 2}, {Level: 1, Slope: 3}, {}})
	require.False(t, ok)
}

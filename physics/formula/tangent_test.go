package formula

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/unit"
)

// A rate is what differences approach, wherever those of both sides agree.
func TestRateAgreesWithDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, 3)
		f, wrong := Parse(text)
		if wrong != nil {
			t.Fatal(text, wrong)
		}
		p := f.Bind([]string{"a", "b", "c"})
		at, rates := make([]float64, 3), make([]float64, 3)
		for i := range at {
			// Far from where two arguments are the same, or whole, and a value jumps.
			at[i] = 0.137*float64(rapid.IntRange(-14, 14).Draw(t, "at")) + [3]float64{0.0113, 0.0271, 0.0419}[i]
			rates[i] = float64(rapid.IntRange(-2, 2).Draw(t, "rate"))
		}
		value := func(h float64) float64 {
			moved := make([]float64, 3)
			for i := range moved {
				moved[i] = at[i] + h*rates[i]
			}
			return p.At(moved)
		}
		const h = 1e-6
		ahead, behind := (value(h)-value(0))/h, (value(0)-value(-h))/h
		if !(math.Abs(ahead-behind) <= 1e-4*(1+math.Abs(ahead))) {
			return // a corner, a pole, or no value
		}
		if got := p.Rate(at, rates); !(math.Abs(got-ahead) <= 1e-3*(1+math.Abs(ahead)+math.Abs(value(0)))) {
			t.Fatalf("%s at %v by %v: %v, not %v", text, at, rates, got, ahead)
		}
	})
}

func TestRatesOfFunctions(t *testing.T) {
	for text, want := range map[string]float64{
		"a^3": 3 * 0.25, "2^a": math.Ln2 * math.Sqrt2, "a^a": math.Sqrt(0.5) * (1 + math.Log(0.5)), "sqrt(a)": 1 / (2 * math.Sqrt(0.5)),
		"log(a)": 2, "exp(a)": math.Exp(0.5), "tan(a)": 1 / math.Pow(math.Cos(0.5), 2), "atan(a)": 0.8, "tanh(a)": 1 - math.Pow(math.Tanh(0.5), 2),
		"1 / a": -4, "clamp(a, 0, 1)": 1, "clamp(a, 1, 2)": 0, "max(a, 2 * a)": 2, "abs(-a)": 1, "if(a < 1, 3 * a, a)": 3, "floor(a)": 0, "mean(a, 3)": 0.5,
	} {
		f, wrong := Parse(text)
		require.Nil(t, wrong)
		p := f.Bind([]string{"a"})
		assert.InDelta(t, want, p.Rate([]float64{0.5}, []float64{1}), 1e-12, text)
	}
}

// The places of arguments may be anywhere, and whole powers are what they were.
func TestThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, 4)
		f, wrong := Parse(text)
		if wrong != nil {
			t.Fatal(text, wrong)
		}
		p := f.Bind([]string{"a", "b", "c"})
		x := rapid.SliceOfN(rapid.Float64Range(-3, 3), 5, 5).Draw(t, "x")
		got, want := Through(&p, x, []int32{4, 0, 2}), p.At([]float64{x[4], x[0], x[2]})
		if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Fatal(text, got, want)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "x")
		for text, power := range map[string]float64{"a^2": 2, "a^3": 3} {
			f, _ := Parse(text)
			p := f.Bind([]string{"a"})
			want := finite(math.Pow(x, power))
			if got := p.At([]float64{x}); got != want && !(math.IsNaN(got) && math.IsNaN(want)) && math.Abs(want) > 0x1p-1000 {
				t.Fatal(text, x, got, want)
			}
		}
	})
}

func TestJudge(t *testing.T) {
	known := func(name string) (Meaning, bool) {
		switch name {
		case "on":
			return Meaning{Condition: true}, true
		case "level":
			return Meaning{Unit: unit.Must("m")}, true
		}
		return Meaning{}, false
	}
	for text, want := range map[string]string{
		"if(on, level, '0 m')": "a length (m)", "on and level > '1 m'": "condition", "not on": "condition",
		"on * 2":           "on is true or false, not a value; write if(on, then, otherwise)",
		"if(level, 1, 2)":  "level is a value, not a condition; compare it with something: < <= > >=",
		"on > 1":           "on is true or false, not a value; write if(on, then, otherwise)",
		"(level > 1) + 1":  "this compares: 1 is a pure number, but level is a length (m); write it with its unit in quotes: '1 m'",
		"clamp(level, 1)":  "clamp has 2 arguments; write it as clamp(x, least, most)",
		"tanh(level)":      "tanh is of pure numbers, but level is a length (m); divide by a quantity of its unit",
		"level / 0 + gone": "there is no gone",
	} {
		f, wrong := Parse(text)
		m := Meaning{}
		if wrong == nil {
			m, wrong = f.Judge(known)
		}
		switch {
		case wrong != nil:
			assert.Equal(t, want, wrong.Error(), text)
		case m.Condition:
			assert.Equal(t, want, "condition", text)
		default:
			assert.Equal(t, want, m.Unit.Describe(), text)
		}
	}
}

func TestComparison(t *testing.T) {
	f, wrong := Parse("a + b >= 2 * c")
	require.Nil(t, wrong)
	left, right, greater, ok := f.Comparison()
	require.True(t, ok && greater)
	assert.Equal(t, []string{"a", "b"}, left.Names())
	assert.Equal(t, []string{"c"}, right.Names())
	p, q := left.Bind([]string{"c", "b", "a"}), right.Bind([]string{"c", "b", "a"})
	assert.Equal(t, []float64{7, 2}, []float64{p.At([]float64{1, 3, 4}), q.At([]float64{1, 3, 4})})
	for _, text := range []string{"a", "a < 1 and b < 1", "not (a < 1)"} {
		f, wrong := Parse(text)
		require.Nil(t, wrong)
		_, _, _, ok := f.Comparison()
		assert.False(t, ok, text)
	}
	assert.True(t, Reserved("max") && Reserved("and") && !Reserved("level"))
	one, two := Number(3), Argument()
	assert.Equal(t, 3.0, one.At(nil))
	assert.Equal(t, 4.0, two.At([]float64{4}))
}

func TestTurns(t *testing.T) {
	f, wrong := Parse("if(a > b and not (c <= 0), sign(a - c), 2) + min(a, b)")
	require.Nil(t, wrong)
	texts, names := []string{}, map[string]string{}
	for _, turn := range f.Turns() {
		texts = append(texts, turn.Text)
		names[turn.Text] = "?" + turn.Text
	}
	assert.Equal(t, []string{"a > b", "c <= 0", "sign(a - c)"}, texts)
	turn := f.Turns()[1]
	assert.Equal(t, []string{"c"}, turn.Names())
	assert.Equal(t, []float64{1, 1, 0}, []float64{turn.Of(-1), turn.Of(0), turn.Of(1)})
	assert.False(t, turn.Above())
	named := f.Naming(names)
	assert.Equal(t, []string{"?a > b", "?c <= 0", "?sign(a - c)", "a", "b"}, named.Names())
	p := named.Bind(named.Names())
	assert.Equal(t, 8.0, p.At([]float64{1, 0, 5, 3, 4}))
	assert.Equal(t, 5.0, p.At([]float64{1, 1, 5, 3, 4}))
	assert.Same(t, f, f.Naming(nil))
}

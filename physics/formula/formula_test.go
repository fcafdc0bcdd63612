package formula

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/unit"
)

func must(t testing.TB, text string) *Formula {
	t.Helper()
	f, wrong := Parse(text)
	if wrong != nil {
		require.NoError(t, wrong, text)
	}
	return f
}

func TestAt(t *testing.T) {
	args := map[string]float64{"a": 3, "b": -2, "input.c": 0.5, "input.d-e": 7, "z": 0}
	nan := math.NaN()
	for text, want := range map[string]float64{
		"1 + 2 * 3": 7, "(1 + 2) * 3": 9, "-a ^ 2": -9, "2 ** 3 ^ 2": 512, "a - b - 1": 4, "a / b / 2": -0.75, "+a": 3, "--a": 3,
		"'3 kW' + '200 W'": 3200, "'20 degC'": 293.15, "'1 d 2 h'": 26 * 3600, "'50 %' * a": 1.5,
		"min(a, b)": -2, "max(a, b, 4)": 4, "sum(a, b, 1)": 2, "mean(a, b)": 0.5, "abs(b)": 2, "sign(b)": -1, "sign(z)": 0, "sign(input.c)": 1,
		"sqrt(a + 1)": 2, "pow(a, 2)": 9, "exp(z)": 1, "log(exp(2))": 2, "sin('90 deg')": 1, "cos(z)": 1, "floor(b - 0.5)": -3,
		"clamp(a, 0, 1)": 1, "clamp(b, 0, 1)": 0, "clamp(input.c, 0, 1)": 0.5, "clamp(a, 1, 0)": nan,
		"if(a > 2, 1, 2)": 1, "if(a < 2 or b < 0 and not (a > 5), 1, 2)": 1, "if(a >= 3 and b <= -2, 1, 2)": 1, "if(1 < a and a < 2, 1, 2)": 2,
		"a > 2 ? 5 : 6": 5, "if(1 < a < 4, 1, 2)": 1, "if(1 < a < 2, 1, 2)": 2, `input["d-e"] + input.c`: 7.5,
		"1 / z": nan, "sqrt(b)": nan, "log(z)": nan, "log(b)": nan, "min(a, 1 / z)": nan, "if(1 / z > 0, 1, 2)": nan, "if(z > 0, 1 / z, 2)": 2,
		"exp(1000)": nan, "0 ^ (-1)": nan, "b ^ 0.5": nan, "1e300 * 1e300": nan, "a ^ 0": 1,
	} {
		f := must(t, text)
		names := f.Names()
		var values []float64
		for _, n := range names {
			x, ok := args[n]
			require.True(t, ok, "%s names %s", text, n)
			values = append(values, x)
		}
		p := f.Bind(names)
		got := p.At(values)
		if math.IsNaN(want) {
			assert.True(t, math.IsNaN(got), "%s is %v", text, got)
			continue
		}
		assert.InDelta(t, want, got, 1e-12, text)
	}
}

// Neither the values of a formula nor its outlook cost memory.
func TestAtAllocatesNothing(t *testing.T) {
	f := must(t, "if(a > b, max(a, b) * 2, clamp(a, b, 1) + '3 W')")
	p := f.Bind([]string{"a", "b"})
	args := []float64{1, 2}
	assert.Zero(t, testing.AllocsPerRun(100, func() { p.At(args) }))
}

func TestNames(t *testing.T) {
	f := must(t, `input.b + input.a * input.b - input["x-y"]`)
	assert.Equal(t, []string{"input.b", "input.a", "input.x-y"}, f.Names())
	assert.Equal(t, []Use{{"input.b", 0, 7}, {"input.a", 10, 7}, {"input.b", 20, 7}, {"input.x-y", 30, 12}}, f.Uses())
	assert.Equal(t, `input.b + input.a * input.b - input["x-y"]`, f.String())
}

func units(name string) (unit.Unit, bool) {
	symbol, ok := map[string]string{"T": "degC", "U": "degC", "dT": "K", "P": "kW", "A": "m2", "G": "W/m2", "x": "1", "t": "h", "v": "m/s", "m": "kg"}[name]
	if !ok {
		return unit.Unit{}, false
	}
	return unit.Must(symbol), true
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		"P": "W", "P + '3 W'": "W", "G * A": "W", "P / A": "W/m2", "P * t": "J", "T": "degK", "T - U": "K", "T + dT": "degK", "dT + T": "degK",
		"T - dT": "degK", "sum(T, dT, '1 K')": "degK", "mean(T, U)": "degK", "max(T, U, '20 degC')": "degK", "min(P, '3 kW')": "W",
		"T - '20 degC'": "K", "x ^ 0.3": "1", "x ^ x": "1", "v ^ 2": "J/kg", "sqrt(A)": "m", "m * v ^ 2": "J", "pow(A, 0.5)": "m", "A ^ (1/2)": "m", "A ^ -1": "1/m2",
		"exp(dT / '10 K')": "1", "if(T > '20 degC', P, '0 W')": "W", "clamp(P, '0 W', '1 kW')": "W", "abs(T - U)": "K", "-P": "W", "sign(P)": "1", "floor(x)": "1",
		"if(T > U and not (P < '1 W'), T, U)": "degK", "sin(x * '30 deg')": "1", "T + (U - T) / 2": "degK", "v ^ 0": "1",
	} {
		u, wrong := must(t, text).Check(units)
		if wrong != nil {
			assert.NoError(t, wrong, text)
			continue
		}
		assert.Equal(t, want, u.Symbol, text)
		assert.Equal(t, want == "degK", u.Absolute, text)
	}
}

// under marks where an error is.
func under(text string, e *Error) string {
	return strings.Repeat(" ", e.Offset) + strings.Repeat("^", max(e.Length, 1))
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ text, at, want string }{
		{"", "^", "a formula is missing; write it as in input.sun * 0.7 * '12 m2'"},
		{"P +", "   ^", "something is missing at the end"},
		{"(P + P", "      ^", "a bracket is never closed"},
		{"P + 3 kW", "      ^^", `"kW" follows a number; write a quantity in quotes, such as '3 kW'`},
		{"P * 0,7", "     ^", "this comma separates nothing; numbers have a decimal point"},
		{"P = P", "  ^", "there is no equality; compare with < <= > >="},
		{"if(P == P, 1, 2)", "     ^^", "there is no == in a formula; values that change are hardly ever equal: compare with < <= > >="},
		{"P % 2", "  ^", "there is no % in a formula; there are + - * / ^, and in conditions < <= > >= and or not"},
		{"P + '3 kw'", "       ^^", `unknown unit "kw"; did you mean kW?`},
		{"P + '3 kW", "    ^^^^^", "a quotation mark is never closed"},
		{"mx(P, P)", "^^", `there is no function "mx"; there are abs(x), atan(x), clamp(x, least, most), cos(angle), exp(x), floor(x), if(condition, then, otherwise), log(x), max(a, b, ...), mean(a, b, ...), min(a, b, ...), pow(x, y), sign(x), sin(angle), sqrt(x), sum(a, b, ...), tan(angle), tanh(x)`},
		{"clamp(P)", "^^^^^^^^", "clamp has 1 arguments; write it as clamp(x, least, most)"},
		{"count(P)", "^^^^^", `there is no function "count"; there are abs(x), atan(x), clamp(x, least, most), cos(angle), exp(x), floor(x), if(condition, then, otherwise), log(x), max(a, b, ...), mean(a, b, ...), min(a, b, ...), pow(x, y), sign(x), sin(angle), sqrt(x), sum(a, b, ...), tan(angle), tanh(x)`},
		{"[P]", "^", "this does not belong in a formula; a formula is made of numbers, quantities in quotes ('3 kW'), names (input.outdoor), + - * / ^, functions and brackets"},
		{"P; P", "^", ""},
		{"nope + P", "^^^^", "there is no nope"},
		// dimensions
		{"P + A", "    ^", "this adds: A is an area (m2), but P is a power (W)"},
		{"P + 3", "    ^", "this adds: 3 is a pure number, but P is a power (W); write it with its unit in quotes: '3 W'"},
		{"max(P, 0)", "       ^", "max compares: 0 is a pure number, but P is a power (W); write it with its unit in quotes: '0 W'"},
		{"P - T", "    ^", "this subtracts: T is a temperature (degC), but P is a power (W)"},
		{"T + U", "    ^", "T and U are two temperatures, which cannot be added; add a difference (K), or take their mean(a, b)"},
		{"dT - T", "     ^", "T is a temperature, which cannot be taken from the difference dT"},
		{"2 * T", "    ^", "T is a temperature, which cannot be multiplied or divided; take a difference first, such as (T - '20 degC')"},
		{"-T", " ^", "T is a temperature, which cannot be turned round; take a difference first, such as (T - '20 degC')"},
		{"if(T > dT, 1, 2)", "       ^^", "this compares: dT is a temperature difference (K), but T is a temperature (degC)"},
		{"if(P, 1, 2)", "   ^", "P is a value, not a condition; compare it with something: < <= > >="},
		{"P > '1 W'", "^^^^^^^^^", "this is a condition, not a value; write if(condition, then, otherwise)"},
		{"1 + (P > '1 W')", "     ^^^^^^^^^", "P > '1 W' is a condition, not a value; write if(condition, then, otherwise)"},
		{"exp(P)", "    ^", "exp is of pure numbers, but P is a power (W); divide by a quantity of its unit"},
		{"v ^ x", "    ^", "the power of a speed (m/s) must be a number"},
		{"v ^ 0.5", "^^^^^^^", "a speed (m/s) to the power of 0.5 has no unit"},
		{"sqrt(v)", "     ^", "the square root of a speed (m/s) has no unit"},
		{"x ^ P", "    ^", "a power is of pure numbers, but P is a power (W); divide by a quantity of its unit"},
		{"A ^ 50", "^^^^^^", "an area (m2) to the power of 50 has no unit"},
		{"ä + P", "^", "there is no ä"},
		{"x + ä * 2", "    ^", "there is no ä"},
	} {
		f, wrong := Parse(c.text)
		if wrong == nil {
			_, wrong = f.Check(units)
		}
		require.NotNil(t, wrong, c.text)
		assert.Equal(t, c.at, under(c.text, wrong), c.text)
		if c.want != "" {
			assert.Equal(t, c.want, wrong.Error(), c.text)
		}
	}
}

func TestLimits(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("x", mostRunes+1): "the formula is longer than 20000 characters",
		strings.Repeat("x+", 3000) + "x": "the formula has more than 2000 parts",
		strings.Repeat("-", 500) + "x":   "the formula is nested too deeply",
	} {
		_, wrong := Parse(text)
		require.NotNil(t, wrong)
		assert.Equal(t, want, wrong.Summary)
	}
	must(t, strings.Repeat("x + ", 300)+"x")
	must(t, strings.Repeat("(", 5000)+"x"+strings.Repeat(")", 5000))
}

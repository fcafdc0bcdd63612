package report

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/results/compare"
)

// plain undoes what makes numbers good to read.
func plain(text string) string {
	return strings.NewReplacer(thin, "", minus, "-", "+", "").Replace(text)
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{
		{0, "0"}, {math.NaN(), absent}, {math.Inf(-1), "−∞"}, {3.14159, "3.142"}, {-0.012345, "−0.01235"}, {1234.5,
			"1234"}, {123456, "123 456"},
		{1.5e12, "1.500e+12"}, {2e-7, "2.000e−07"}, {-1e6, "−1 000 000"},
	} {
		assert.Equal(t, c.want, strings.ReplaceAll(number(c.x, 4), thin, " "))
	}
	assert.Equal(t, "0.00", fixed(-0.001, 2), "no minus before a zero")
	assert.Equal(t, "0.00", signed(0.001, 2), "no plus before a zero")
	assert.Equal(t, "+2.50", signed(2.5, 2))
}

// A number that is shown is within half a digit of what it shows.
func TestNumberIsNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-1e12, 1e12).Draw(t, "x")
		shown, err := strconv.ParseFloat(plain(number(x, 4)), 64)
		require.NoError(t, err)
		assert.InDelta(t, x, shown, math.Abs(x)*0.501e-3)
	})
}

// An interval keeps two digits of its half-width.
func TestDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, width := rapid.Float64Range(-1e3, 1e3).Draw(t, "x"), rapid.Float64Range(1e-5, 1e3).Draw(t, "width")
		shown, err := strconv.ParseFloat(plain(fixed(x, decimals(x, width))), 64)
		require.NoError(t, err)
		assert.LessOrEqual(t, math.Abs(shown-x), max(0.0501*width, 0.5), "%v ± %v", x, width)
	})
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0: "0 %", 1: "100 %", 0.999: "over 99 %", 0.001: "under 1 %",
		0.425: "42 %"} {
		assert.Equal(t, want, strings.ReplaceAll(percent(share), thin, " "))
	}
	assert.Equal(t, absent, percent(math.NaN()))
}

func TestChange(t *testing.T) {
	d := &compare.Difference{Mean: -12.34, Low: -13, High: -11.7, Relative: -0.18}
	assert.Equal(t, "−12.34 kWh (−18 %)", strings.ReplaceAll(change(d, "kWh"), thin, " "))
	assert.Equal(t, "−12.34 K", strings.ReplaceAll(change(d, "degC"), thin, " "),
		"a share of a temperature in degC says nothing")
	assert.Equal(t, "−18 %", strings.ReplaceAll(short(d, "kWh"), thin, " "))
	assert.Equal(t, "−12.34 points", strings.ReplaceAll(change(d, "%"), thin, " "))
	d.Relative = -3
	assert.Equal(t, "−12 kWh", strings.ReplaceAll(short(d, "kWh"), thin, " "))
}

func TestDuration(t *testing.T) {
	for seconds, want := range map[float64]string{604800: "7 d", 86400: "1 d", 5400: "90 min", 3600: "1 h",
		839 * 3600: "34 d 23 h", 45: "45.00 s", 90: "90.00 s"} {
		assert.Equal(t, want, strings.ReplaceAll(duration(seconds), thin, " "))
	}
}

func TestLists(t *testing.T) {
	assert.Equal(t, "a, b and c", list([]string{"a", "b", "c"}))
	assert.Equal(t, "a, b and 2 more", some([]string{"a", "b", "c", "d"}, 2))
	assert.Equal(t, "'it'\\''s'", quoted("it's"))
	assert.Equal(t, "--seed=7", override("--seed=7"))
	assert.Equal(t, "--set 'twin.a.b=3 W/K'", override("twin.a.b=3 W/K"))
}

func TestNames(t *testing.T) {
	n := names{}
	seen := map[string]bool{}
	for _, words := range []string{"a b", "a_b", "A.B", "", "7", "ä", "a b-2"} {
		id := n.take(words)
		assert.False(t, seen[id], id)
		assert.Regexp(t, `^[a-z][a-z0-9-]*$`, id)
		seen[id] = true
	}
}

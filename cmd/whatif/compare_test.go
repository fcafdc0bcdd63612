package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/results/compare"
)

func TestCompare(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	require.Zero(t, s.run("compare", "a"), s.err.String())
	shown := s.out.String()
	for _, want := range []string{"differences to base in 5 draws", "energy [kWh]", "higher 100 %", "mean_temperature", "goes with room_heat_loss", "draws: "} {
		assert.Contains(t, shown, want)
	}
	for _, line := range strings.Split(shown, "\n") {
		assert.LessOrEqual(t, uniseg.StringWidth(line), screen, line)
	}
	assert.Less(t, strings.Index(shown, "mean_temperature"), strings.Index(shown, "energy"), "what differs most comes first")

	require.Zero(t, s.run("compare", "a", "--json", "--arrow", "compared.arrow"), s.err.String())
	var found struct {
		Arms       []struct{ Label string }
		Indicators []struct {
			Name        string
			Differences []struct {
				Mean    *float64
				Verdict string
				Share   *float64 `json:"better_share"`
			}
		}
	}
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &found))
	require.Len(t, found.Indicators, 2)
	assert.Equal(t, "higher", found.Indicators[0].Differences[0].Verdict)
	assert.Greater(t, *found.Indicators[0].Differences[0].Mean, 1.0)
	assert.FileExists(t, "compared.arrow")

	require.Zero(t, s.run("run", "office.toml", "-o", "b", "-q", "--set", "twin.room.capacity=4 MJ/K"), s.err.String())
	require.Zero(t, s.run("compare", "a", "b", "--indicator", "energy"), s.err.String())
	assert.Contains(t, s.out.String(), "B: warmer")
	assert.NotContains(t, s.out.String(), "mean_temperature")
}

func TestCompareRefusals(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	for _, c := range []struct{ args, said string }{
		{"compare", "the result is missing"},
		{"compare a a a", "two results at most"},
		{"compare nowhere", "nowhere"},
		{"compare a --base wormer", "did you mean warmer?"},
		{"compare a --indicator enrgy", "did you mean energy?"},
		{"compare a --confidence 95", "between 0 and 1"},
		{"compare a a --base base", "of two results, the first is the base"},
		{"compare a --arrow no/such/folder.arrow", "no/such/folder.arrow: there is no such file or folder"},
		{"compare a --arrow a", "a: it is a folder"},
	} {
		assert.Equal(t, exitWrong, s.run(strings.Fields(c.args)...), c.args)
		assert.Contains(t, s.err.String(), c.said, c.args)
	}
}

// What no draw tells apart is plain 0, without the digits of rounding, and a design
// of one replicate has no intervals, and says so.
func TestCompareWhatIsTheSame(t *testing.T) {
	s := newShell(t)
	text, err := os.ReadFile("office.toml")
	require.NoError(t, err)
	text = append(text, "\n[variant.alike]\n"...)
	require.NoError(t, os.WriteFile("alike.toml", text, 0o600))
	require.Zero(t, s.run("run", "alike.toml", "-o", "a", "-q"), s.err.String())
	require.Zero(t, s.run("compare", "a", "--indicator", "energy"), s.err.String())
	assert.Regexp(t, `alike( +[\d.]+){3}( +0){4} +same\n`, s.out.String())

	designed := strings.Replace(string(text), "draws = 5", "draws = 5\ndesign = \"lhs\"", 1)
	require.NotEqual(t, string(text), designed)
	require.NoError(t, os.WriteFile("lhs.toml", []byte(designed), 0o600))
	require.Zero(t, s.run("run", "lhs.toml", "-o", "b", "-q"), s.err.String())
	require.Zero(t, s.run("compare", "b"), s.err.String())
	assert.Contains(t, s.out.String(), "one replicate")
	assert.Contains(t, s.out.String(), "unknown")
}

// A table that has no room for values and differences side by side is two.
func TestCompareFitsTheScreen(t *testing.T) {
	arms := []compare.Arm{{Label: "base", N: 9}, {Label: "a_variant_with_a_very_long_name", N: 9}}
	found := &compare.Comparison{Names: []string{"study"}, Confidence: 0.95, Arms: arms}
	for _, size := range []float64{1e-9, 1e-5, 0.01, 1, 1234567, 1e12} {
		spread := compare.Spread{N: 9, Mean: size, Median: -1.2345 * size, Q05: -size, Q95: 1.111 * size}
		found.Indicators = []compare.Indicator{{Name: "energy", Unit: "kWh", Spreads: []compare.Spread{spread, spread},
			Differences: []compare.Difference{{Arm: 1, Pairs: 9, Mean: -size, Low: -size * 1.000012, High: -size * 0.99998, Q05: -size * 1.00003,
				Q95: -size * 0.99997, BetterShare: 0.999, Verdict: compare.Unclear}}}}
		var out bytes.Buffer
		require.NoError(t, (&console{out: &out}).comparison(found, false))
		for line := range strings.SplitSeq(out.String(), "\n") {
			assert.LessOrEqual(t, uniseg.StringWidth(line), screen, line)
		}
	}
}

func TestNumbersOfComparisons(t *testing.T) {
	for _, c := range []struct {
		x, half float64
		want    string
	}{
		{12.3456, 0.021, "+12.346"}, {-0.5, 0.3, "-0.50"}, {1234.5, 120, "+1234"}, {-3.6e-8, 7e-8, "-3.6e-08"},
		{0, 7e-8, "0"}, {2.5, math.NaN(), "+2.500"}, {2.5, 0, "+2.500"}, {math.NaN(), 1, "-"},
	} {
		assert.Equal(t, c.want, signed(c.x, decimals(c.half)), "%g +- %g", c.x, c.half)
	}
	assert.Equal(t, 1300, needed(&compare.Converged{Draws: []int{50}, Relative: 0.25}))
	assert.Zero(t, needed(&compare.Converged{Draws: []int{50}, Relative: 1e4}))
}

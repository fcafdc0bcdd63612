package unit

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseUnits(t *testing.T) {
	cases := []struct {
		text, symbol string
		dimension    string
		scale        float64
	}{
		{"", "1", "pure number (1)", 1},
		{" 1 ", "1", "pure number (1)", 1},
		{"%", "%", "pure number (1)", 0.01},
		{"ppm", "ppm", "pure number (1)", 1e-6},
		{"rad", "rad", "pure number (1)", 1},
		{"deg", "deg", "pure number (1)", math.Pi / 180},
		{"W", "W", "power (W)", 1},
		{"kW", "kW", "power (W)", 1e3},
		{"TW", "TW", "power (W)", 1e12},
		{"pW", "pW", "power (W)", 1e-12},
		{"W/K", "W/K", "thermal conductance (W/K)", 1},
		{"K/W", "K/W", "thermal resistance (K/W)", 1},
		{"MJ/K", "MJ/K", "heat capacity (J/K)", 1e6},
		{"W h/K", "W h/K", "heat capacity (J/K)", 3600},
		{"Wh/K", "Wh/K", "heat capacity (J/K)", 3600},
		{"W*h / K", "W h/K", "heat capacity (J/K)", 3600},
		{"W·h/K", "W h/K", "heat capacity (J/K)", 3600},
		{"kWh", "kWh", "energy (J)", 3.6e6},
		{"Wh", "Wh", "energy (J)", 3600},
		{"MWh", "MWh", "energy (J)", 3.6e9},
		{"Nm", "Nm", "energy (J)", 1},
		{"nm", "nm", "length (m)", 1e-9},
		{"W/(m2 K)", "W/(m2 K)", "heat transfer coefficient (W/(m2 K))", 1},
		{"W/m²/K", "W/m2/K", "heat transfer coefficient (W/(m2 K))", 1},
		{"W m^-2 K⁻¹", "W m-2 K-1", "heat transfer coefficient (W/(m2 K))", 1},
		{"W/(K)", "W/K", "thermal conductance (W/K)", 1},
		{"(W h)/(K)", "(W h)/K", "heat capacity (J/K)", 3600},
		{"kg m^2/s2", "kg m2/s2", "energy (J)", 1},
		{"m3/h", "m3/h", "volume flow (m3/s)", 1. / 3600},
		{"l/s", "l/s", "volume flow (m3/s)", 1e-3},
		{"L/min", "L/min", "volume flow (m3/s)", 1. / 60000},
		{"cm2", "cm2", "area (m2)", 1e-4},
		{"km/h", "km/h", "speed (m/s)", 1. / 3.6},
		{"g", "g", "mass (kg)", 1e-3},
		{"mg", "mg", "mass (kg)", 1e-6},
		{"t", "t", "mass (kg)", 1e3},
		{"bar", "bar", "pressure (Pa)", 1e5},
		{"mbar", "mbar", "pressure (Pa)", 100},
		{"hPa", "hPa", "pressure (Pa)", 100},
		{"N/m", "N/m", "stiffness (N/m)", 1},
		{"rpm", "rpm", "rate (1/s)", 2 * math.Pi / 60},
		{"Hz", "Hz", "rate (1/s)", 1},
		{"1/h", "1/h", "rate (1/s)", 1. / 3600},
		{"V", "V", "voltage (V)", 1},
		{"mA", "mA", "electric current (A)", 1e-3},
		{"kΩ", "kohm", "electric resistance (ohm)", 1e3},
		{"µs", "us", "time (s)", 1e-6},
		{"min", "min", "time (s)", 60},
		{"h", "h", "time (s)", 3600},
		{"d", "d", "time (s)", 86400},
		{"wk", "wk", "time (s)", 604800},
		{"a", "a", "time (s)", 31557600},
		{"yr", "yr", "time (s)", 31557600},
		{"cd", "cd", "luminous intensity (cd)", 1},
		{"EUR", "EUR", "sum of money (EUR)", 1},
		{"ct/kWh", "ct/kWh", "energy price (EUR/J)", 1. / 3.6e8},
		{"USD/kWh", "USD/kWh", "energy price (USD/J)", 1. / 3.6e6},
		{"K h", "K h", "temperature difference over time (K s)", 3600},
		{"kg/kWh", "kg/kWh", "mass per energy (kg/J)", 1. / 3.6e6},
		{"kg2 m/(K s)", "kg2 m/(K s)", "kg2 m/(K s)", 1},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			u, err := Parse(c.text)
			require.NoError(t, err)
			assert.Equal(t, c.symbol, u.Symbol)
			assert.Equal(t, c.dimension, u.Dimension.String())
			assert.InEpsilon(t, c.scale, u.Scale, 2e-16)
			assert.Zero(t, u.Offset)
			assert.False(t, u.Absolute)
			again, err := Parse(u.Symbol)
			require.NoError(t, err)
			assert.Equal(t, u, again)
			assert.Equal(t, 1.0, u.SI().Scale)
			assert.True(t, u.Fits(u.SI()))
		})
	}
}

func TestTemperatures(t *testing.T) {
	for text, want := range map[string]struct {
		symbol   string
		at, inSI float64
	}{
		"degC": {"degC", 20, 293.15},
		"°C":   {"degC", -273.15, 0},
		"degF": {"degF", 32, 273.15},
		"°F":   {"degF", 212, 373.15},
		"degK": {"degK", 300, 300},
	} {
		u, err := Parse(text)
		require.NoError(t, err)
		assert.Equal(t, want.symbol, u.Symbol)
		assert.True(t, u.Absolute)
		assert.InDelta(t, want.inSI, u.ToSI(want.at), 1e-12, text)
		assert.InDelta(t, want.at, u.FromSI(want.inSI), 1e-12, text)
		assert.Equal(t, Must("degK"), u.SI())
		assert.Equal(t, Must("K"), u.Difference())
		assert.False(t, u.Fits(Must("K")))
		assert.True(t, u.Fits(Must("degC")))
	}
	assert.Equal(t, 293.15, Must("degC").ToSI(20))
}

// Every named dimension's symbol is a coherent SI unit of that dimension.
func TestNamesAreCoherent(t *testing.T) {
	for d, n := range names {
		u, err := Parse(n.symbol)
		require.NoError(t, err, n.symbol)
		assert.Equal(t, d, u.Dimension, n.symbol)
		assert.Equal(t, 1.0, u.Scale, n.symbol)
		assert.Equal(t, n.symbol, u.Symbol)
	}
}

// No symbol can be read in two ways but by the rule that whole symbols win.
func TestSymbolsAreUnambiguous(t *testing.T) {
	whole := map[string]bool{}
	for _, s := range symbols {
		assert.False(t, whole[s.text], s.text)
		whole[s.text] = true
	}
	prefixed := map[string]bool{}
	for _, s := range symbols {
		for _, p := range prefixes {
			if s.prefixes >= p.set {
				text := p.text + s.text
				assert.False(t, prefixed[text], text)
				prefixed[text] = true
			}
		}
	}
	var both []string
	for text := range prefixed {
		if whole[text] {
			both = append(both, text)
		}
	}
	assert.Empty(t, both)
}

func TestDescribe(t *testing.T) {
	for text, want := range map[string]string{
		"degC": "a temperature (degC)",
		"K":    "a temperature difference (K)",
		"W":    "a power (W)",
		"kWh":  "an energy (kWh)",
		"mA":   "an electric current (mA)",
		"m2":   "an area (m2)",
		"1":    "a pure number",
		"%":    "a pure number (%)",
		"W2/K": "a quantity in W2/K",
	} {
		assert.Equal(t, want, Must(text).Describe())
	}
}

func TestMoneyDoesNotConvert(t *testing.T) {
	assert.False(t, Must("EUR").Fits(Must("USD")))
	assert.True(t, Must("EUR").Fits(Must("ct")))
	assert.Equal(t, "EUR/K", Must("ct/K").Dimension.SI())
}

func TestDifferenceLeavesOthers(t *testing.T) {
	assert.Equal(t, Must("kW"), Must("kW").Difference())
	assert.Equal(t, "1", Must("%").SI().Symbol)
	assert.Equal(t, "W", Must("kW").SI().Symbol)
}

func TestMustPanicsWithTheReason(t *testing.T) {
	assert.PanicsWithValue(t, `unit.Must(kwh): unknown unit "kwh"; did you mean kWh?`, func() { Must("kwh") })
}

// Turns and angles are of one dimension, and not of one sort; 1/s is of either.
func TestTurnsAreNotAngles(t *testing.T) {
	for _, c := range []struct {
		a, b string
		fits bool
	}{
		{"Hz", "kHz", true}, {"Hz", "1/s", true}, {"rpm", "1/s", true}, {"rpm", "rad/s", true}, {"deg/s", "rpm", true},
		{"Hz", "rad/s", false}, {"rpm", "Hz", false}, {"kHz", "deg/min", false}, {"1/min", "rpm", true}, {"Hz", "W", false},
	} {
		assert.Equal(t, c.fits, Must(c.a).Fits(Must(c.b)), "%s and %s", c.a, c.b)
		assert.Equal(t, c.fits, Must(c.b).Fits(Must(c.a)), "%s and %s", c.b, c.a)
	}
}

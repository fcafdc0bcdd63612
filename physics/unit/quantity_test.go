package unit

import (
	"math"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseQuantity(t *testing.T) {
	cases := []struct {
		text   string
		value  float64
		symbol string
	}{
		{"2.4 MJ/K", 2.4e6, "MJ/K"},
		{"-5 degC", 268.15, "degC"},
		{"20.5°C", 293.65, "degC"},
		{"1e3 W", 1000, "W"},
		{"1.5E-3W", 0.0015, "W"},
		{"+.5 K", 0.5, "K"},
		{"30 min", 1800, "min"},
		{"0.5", 0.5, "1"},
		{"57 %", 0.57, "%"},
		{"57%", 0.57, "%"},
		{"55 W/K ", 55, "W/K"},
		{"55\u00a0W/K", 55, "W/K"},
		{"3 W / K", 3, "W/K"},
		{"0.31 EUR/kWh", 0.31 / 3.6e6, "EUR/kWh"},
		{"5 1/h", 5. / 3600, "1/h"},
		{"2 d 3 h", 2*86400 + 3*3600, "h"},
		{"1 h 30 min", 5400, "min"},
		{"1h 30min 5s", 5405, "s"},
		{"-1.5 h", -5400, "h"},
		{"1e-400 W", 0, "W"},
		{"-0 W", 0, "W"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			q, err := ParseQuantity(c.text)
			require.NoError(t, err)
			assert.InDelta(t, c.value, q.Value, 1e-15*math.Abs(c.value))
			assert.Equal(t, c.symbol, q.Unit.Symbol)
		})
	}
}

func TestAbout(t *testing.T) {
	assert.Equal(t, "-0.1", About(0.5-0.6, Must("1")))
	assert.Equal(t, "-5.86246 W/K", About(-5.862456860609852, Must("W/K")))
	assert.Equal(t, "20.3333 degC", About(273.15+61./3, Must("degC")))
	assert.Equal(t, "2.4 MJ/K", About(2.4e6, Must("MJ/K")))
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		x          float64
		unit, want string
	}{
		{2.4e6, "MJ/K", "2.4 MJ/K"},
		{293.65, "degC", "20.5 degC"},
		{273.15, "degC", "0 degC"},
		{0.57, "%", "57 %"},
		{0.5, "1", "0.5"},
		{0, "W", "0 W"},
		{5400, "h", "1.5 h"},
		{5400, "min", "90 min"},
		{1e20, "W", "1e+20 W"},
		{1e-7, "W", "1e-07 W"},
		{math.Pi, "rad", "3.141592653589793 rad"},
		{math.Inf(1), "W", "+Inf W"},
	} {
		assert.Equal(t, c.want, Format(c.x, Must(c.unit)))
	}
	assert.Equal(t, "2.4 MJ/K", Quantity{2.4e6, Must("MJ/K")}.String())
}

// anyUnit draws a unit: a prefixed symbol, or a compound of a few.
func anyUnit(t *rapid.T) Unit {
	var texts []string
	for _, s := range symbols {
		texts = append(texts, s.text)
		for _, p := range prefixes {
			if s.prefixes >= p.set && !s.absolute {
				texts = append(texts, p.text+s.text)
			}
		}
	}
	text := rapid.SampledFrom(texts).Draw(t, "symbol")
	other := Must(rapid.SampledFrom(texts).Draw(t, "other"))
	if Must(text).Absolute || other.Absolute {
		return Must(text)
	}
	return Must(text + rapid.SampledFrom([]string{"", " " + other.Symbol, "/" + other.Symbol, "2/(s " + other.Symbol + ")"}).Draw(t, "compound"))
}

// What was written reads back to the same SI value, to the last bit.
func TestFormatRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := anyUnit(t)
		x := u.ToSI(rapid.Float64Range(-1e12, 1e12).Draw(t, "number"))
		text := Format(x, u)
		q, err := ParseQuantity(text)
		require.NoError(t, err, text)
		assert.Equal(t, x, q.Value, text)
		assert.Equal(t, u, q.Unit)
	})
}

// Few digits stay few digits.
func TestFormatIsShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := anyUnit(t)
		number := float64(rapid.IntRange(-9999, 9999).Draw(t, "number")) / 100
		text := Format(u.ToSI(number), u)
		assert.LessOrEqual(t, utf8.RuneCountInString(text), len("-99.99 ")+len(u.Symbol), text)
	})
}

func TestConversionsInvert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := anyUnit(t)
		x := rapid.Float64Range(-1e6, 1e6).Draw(t, "number")
		assert.InDelta(t, x, u.FromSI(u.ToSI(x)), 1e-9*math.Max(1, math.Abs(x)))
	})
}

// The SI symbol of any product of powers reads back as that dimension.
func TestDimensionSymbolParses(t *testing.T) {
	exponent := rapid.IntRange(-3, 3)
	rapid.Check(t, func(t *rapid.T) {
		var d Dimension
		for _, s := range []string{"m", "kg", "s", "A", "K", "mol", "cd", "EUR", "USD"} {
			if rapid.Bool().Draw(t, "uses "+s) {
				d, _ = d.times(Must(s).Dimension, exponent.Draw(t, s))
			}
		}
		u, err := Parse(d.SI())
		require.NoError(t, err)
		assert.Equal(t, d, u.Dimension)
		assert.Equal(t, 1.0, u.Scale)
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "W/K", "W/(m2 K)", "kg m^2/s2", "°C", "1/h", "J/degC", "m⁻²", "kwh/(", "((W)", "%%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := Parse(s)
		if err != nil {
			caret(t, s, err)
			return
		}
		require.True(t, u.Scale > 0 && !math.IsInf(u.Scale, 0))
		again, err := Parse(u.Symbol)
		require.NoError(t, err)
		require.Equal(t, u.Symbol, again.Symbol)
		require.Equal(t, u.Dimension, again.Dimension)
		require.Equal(t, u.Scale, again.Scale)
	})
}

func FuzzParseQuantity(f *testing.F) {
	for _, s := range []string{"", "2.4 MJ/K", "-5 degC", "1 h 30 min", "1,000.5 W", "1 000 W", "−5 K", "5 1/h", "1e400", "- 3 d", "0x1p4 W"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuantity(s)
		if err != nil {
			caret(t, s, err)
			return
		}
		require.False(t, math.IsNaN(q.Value) || math.IsInf(q.Value, 0))
		text := Format(q.Value, q.Unit)
		again, err := ParseQuantity(text)
		require.NoError(t, err, text)
		require.InDelta(t, q.Value, again.Value, 1e-12*math.Abs(q.Value)+1e-300, text)
		require.Equal(t, q.Unit, again.Unit)
		require.Equal(t, text, Format(again.Value, again.Unit))
	})
}

package unit

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// caret shows where err points to: the text with the place marked by [ ].
func caret(t *testing.T, text string, err error) string {
	t.Helper()
	var e *Error
	require.True(t, errors.As(err, &e))
	runes := []rune(text)
	require.LessOrEqual(t, e.Offset+e.Length, len(runes))
	return string(runes[:e.Offset]) + "[" + string(runes[e.Offset:e.Offset+e.Length]) + "]" + string(runes[e.Offset+e.Length:])
}

func TestParseErrors(t *testing.T) {
	cases := []struct{ text, place, message string }{
		{"kwh", "[kwh]", `unknown unit "kwh"; did you mean kWh?`},
		{"KW", "[KW]", `unknown unit "KW"; did you mean kW?`},
		{"mwh", "[mwh]", `unknown unit "mwh"; did you mean MWh?`},
		{"MJ/k", "MJ/[k]", `unknown unit "k"; did you mean MJ/K?`},
		{"mj / k", "[mj] / k", `unknown unit "mj"; did you mean MJ/K?`},
		{"hours", "[hours]", `unknown unit "hours"; did you mean h?`},
		{"kWhh", "[kWhh]", `unknown unit "kWhh"; did you mean kWh?`},
		{"€/kWh", "[€]/kWh", `unknown unit "€"; did you mean EUR/kWh?`},
		{"celsius", "[celsius]", `unknown unit "celsius"; did you mean degC?`},
		{"kmh", "[kmh]", `unknown unit "kmh"; did you mean km/h?`},
		{"furlong", "[furlong]", `unknown unit "furlong"`},
		{"C", "[C]", "C alone is the coulomb, not a temperature; write degC for a temperature, K for a difference, A s for a charge"},
		{"F", "[F]", "F alone is the farad, not a temperature; write degF for a temperature, A s/V for a capacitance"},
		{"J/degC", "J/[degC]", "degC is an absolute temperature and cannot be part of another unit; write J/K"},
		{"W/(m2 °C)", "W/(m2 [°C])", "degC is an absolute temperature and cannot be part of another unit; write W/(m2 K)"},
		{"degC2", "[degC]2", "degC is an absolute temperature and cannot be part of another unit; write K2"},
		{"1/degF", "1/[degF]", "degF is an absolute temperature and cannot be part of another unit; write 1/K, with the number converted: a difference of 1 degF is 5/9 K"},
		{"W/m2 K", "W/m2 [K]", "it is unclear whether this stands above or below the slash; write W/(m2 K) or W K/m2"},
		{"W/m2*K", "W/m2[*K]", "it is unclear whether this stands above or below the slash; write W/(m2 K) or W K/m2"},
		{"W/m2K", "W/m2[K]", "it is unclear whether this stands above or below the slash; write W/(m2 K)"},
		{"J/kgK", "J/[kgK]", `unknown unit "kgK"; did you mean J/(kg K)?`},
		{"J/(kgK)", "J/([kgK])", `unknown unit "kgK"; did you mean J/(kg K)?`},
		{"Kh", "[Kh]", `unknown unit "Kh"; did you mean K h?`},
		{"kWh/Kd", "kWh/[Kd]", `unknown unit "Kd"; did you mean kWh/(K d)?`},
		{"W/m/s K", "W/m/s [K]", "it is unclear whether this stands above or below the slash; put what is below the slash in brackets, as in W/(m2 K)"},
		{"W/", "W/[]", "a unit is missing at the end"},
		{"W *", "W *[]", "a unit is missing at the end"},
		{"/h", "[/]h", "a unit is missing before this slash; write 1 above the slash, as in 1/h"},
		{"W//K", "W/[/]K", "two slashes follow each other; write one, as in W/K"},
		{"W/(m2 K", "W/[(]m2 K", "this bracket is not closed"},
		{"W/m2 K)", "W/m2 [K)]", "it is unclear whether this stands above or below the slash; put what is below the slash in brackets, as in W/(m2 K)"},
		{"W)", "W[)]", "this bracket closes nothing"},
		{"W/()", "W/[(])", "a unit is missing after this bracket"},
		{")", "[)]", "this bracket closes nothing"},
		{"(m/s)2", "(m/s)[2]", "a bracket cannot be raised to a power; write the power at each unit, as in m2/s2"},
		{"m^", "m[^]", "a power must be a whole number; write it as in m2 or m-2"},
		{"m0.5", "m[0].5", "a power must be a whole number; write it as in m2 or m-2"},
		{"m0", "m[0]", "a power must be between 1 and 9, or -1 and -9"},
		{"m99", "m[99]", "a power must be between 1 and 9, or -1 and -9"},
		{"m9 m9 m9", "m9 m9 [m9]", "the powers of this unit add up to more than any quantity has"},
		{"Tm9/pm9 Tm9", "Tm9/pm9 [Tm9]", "it is unclear whether this stands above or below the slash; write Tm9/(pm9 Tm9) or Tm9 Tm9/pm9"},
		{"Tm9/pm9", "[Tm9/pm9]", "this unit is too large or too small to count in"},
		{"5 W", "[5] W", "a number cannot stand here in a unit; only 1 may, above a slash, as in 1/h"},
		{"W.h", "W[.]h", "'.' cannot stand here in a unit; multiply with a space, as in W h"},
		{"W,", "W[,]", "',' cannot stand here in a unit"},
		{strings.Repeat("(", 20), strings.Repeat("(", 8) + "[(]" + strings.Repeat("(", 11), "brackets are nested too deeply"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			_, err := Parse(c.text)
			require.Error(t, err)
			assert.Equal(t, c.message, err.Error())
			assert.Equal(t, c.place, caret(t, c.text, err))
		})
	}
}

func TestParseQuantityErrors(t *testing.T) {
	cases := []struct{ text, place, message string }{
		{"", "[]", "a quantity is missing; write a number and a unit, such as 55 W/K"},
		{"  ", "[  ]", "a quantity is missing; write a number and a unit, such as 55 W/K"},
		{"W", "[W]", "a number is missing before the unit; write it as in 55 W/K"},
		{"warm", "[warm]", "a quantity begins with a number; write it as in 55 W/K"},
		{"2.4 MJ/k", "2.4 MJ/[k]", `unknown unit "k"; did you mean MJ/K?`},
		{"20 C", "20 [C]", "C alone is the coulomb, not a temperature; write degC for a temperature, K for a difference, A s for a charge"},
		{"2,4 MJ/K", "[2,4] MJ/K", "a number has a decimal point, not a comma; write 2.4 MJ/K"},
		{"-0,125 W", "[-0,125] W", "a number has a decimal point, not a comma; write -0.125 W"},
		{"1,5e3 W", "[1,5]e3 W", "a number has a decimal point, not a comma; write 1.5e3 W"},
		{"1,000 W", "[1,000] W", "this comma may mean thousands or a decimal; write 1000 W or 1.000 W"},
		{"1,000,000 W", "[1,000,000] W", "a number has no thousands separators; write 1000000 W"},
		{"1,000.5 W", "[1,000.5] W", "a number has no thousands separators; write 1000.5 W"},
		{"1.000,5 W", "[1.000,5] W", "a number has a decimal point, and no thousands separators; write 1000.5 W"},
		{"1.000.000 W", "[1.000.000] W", "a number has no thousands separators; write 1000000 W"},
		{"1'000 W", "[1'000] W", "a number has no thousands separators; write 1000 W"},
		{"1_000 W", "[1_000] W", "a number has no thousands separators; write 1000 W"},
		{"1 000 W", "[1 000] W", "a number has no spaces in it; write 1000 W"},
		{"1 000 000 W", "[1 000] 000 W", "a number has no spaces in it; write 1000000 W"},
		{"1.2.3 W", "[1.2.3] W", "a number has one decimal point at most"},
		{"5, W", "5[,] W", "this sign cannot stand in a number"},
		{"−5 degC", "[−]5 degC", "this sign is not the minus of the keyboard; write -5 degC"},
		{"–5 degC", "[–]5 degC", "this sign is not the minus of the keyboard; write -5 degC"},
		{"- 5 degC", "[-] 5 degC", "the minus belongs right before the number; write -5 degC"},
		{"--5 degC", "[-]-5 degC", "a number has one sign"},
		{"- W", "[-] W", "a number is missing after the minus"},
		{"+ 5 K", "[+] 5 K", "a number is missing right after the plus"},
		{"NaN W", "[NaN] W", "NaN is not a number that can be computed with; write a finite number"},
		{"-inf W", "[-inf] W", "-inf is not a number that can be computed with; write a finite number"},
		{"Inf", "[Inf]", "Inf is not a number that can be computed with; write a finite number"},
		{"1e400 W", "[1e400] W", "this number is too large"},
		{"1e308 GW", "[1e308 GW]", "this quantity is too large"},
		{"5 6 W", "5 [6] W", "two numbers follow each other without a unit; write one number and a unit, such as 55 W/K"},
		{"2 d 3", "2 d [3]", `"3" cannot be a part of a duration; only times are written in parts, such as 2 d 3 h; write any other quantity as one number with one unit`},
		{"2 kW 3 W", "[2 kW] 3 W", `"2 kW" cannot be a part of a duration; only times are written in parts, such as 2 d 3 h; write any other quantity as one number with one unit`},
		{"3 h 2 d", "3 h 2 [d]", "the parts of a duration go from large to small, each unit once; write it as in 2 d 3 h 30 min"},
		{"3 h 2 h", "3 h 2 [h]", "the parts of a duration go from large to small, each unit once; write it as in 2 d 3 h 30 min"},
		{"-2 d 3 h", "[-]2 d 3 h", "a duration in parts has no sign; write a negative one as one number, such as -1.5 h"},
		{"2 d -3 h", "2 d [-]3 h", "a duration in parts has no sign; write a negative one as one number, such as -1.5 h"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			_, err := ParseQuantity(c.text)
			require.Error(t, err)
			assert.Equal(t, c.message, err.Error())
			assert.Equal(t, c.place, caret(t, c.text, err))
		})
	}
}

func TestSuggest(t *testing.T) {
	for text, want := range map[string]string{
		"MJ/K": "MJ/K", "kwh": "kWh", "Kw": "kW", "k": "K", "pa": "Pa", "kpa": "kPa", "hz": "Hz", "mj/k": "MJ/K",
		"days": "d", "Minutes": "min", "j/celsius": "J/K", "kWhr": "kWh", "eur/mwh": "EUR/MWh", "m³/hr": "m3/h",
		"degc": "degC", "deg C": "degC", "percent": "%", "zorkmid": "", "w/(M2 k)": "W/(m2 K)",
	} {
		assert.Equal(t, want, Suggest(text), text)
	}
}

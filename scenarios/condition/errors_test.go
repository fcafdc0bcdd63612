package condition

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseErrors(t *testing.T) {
	const equal = "; compare with < <= > >=; two real numbers are never exactly equal"
	const signal = "; expected twin.NAME.VARIABLE, input.NAME, alert.NAME or event.NAME"
	const operand = "; expected a signal or a quantity"
	const joined = "; expected and, or, or the end"
	cases := []struct{ place, message string }{
		{"[]", "the condition is empty; expected a comparison, such as twin.north.temperature < 18 degC"},
		{"twin.a.t [==] 5 W", "== cannot compare two quantities" + equal},
		{"twin.a.t [=] 5 W", "= cannot compare two quantities" + equal},
		{"twin.a.t [!=] 5 W", "!= cannot compare two quantities" + equal},
		{"twin.a.t [≠] 5 W", "≠ cannot compare two quantities" + equal},
		{"twin.a.on [==] true", "a flag is not compared; write twin.a.on"},
		{"twin.a.on [!=] true", "a flag is not compared; write not twin.a.on"},
		{"twin.a.on [=] off", "a flag is not compared; write not twin.a.on"},
		{"twin.a.t [≤] 5 W", "≤ is not known here; expected < <= > >=; write <="},
		{"twin.a.t [=>] 5 W", "=> is not known here; expected < <= > >=; write >="},
		{"twin.a.t [<<] 5 W", "<< is not known here; expected < <= > >="},
		{"alert.a [&&] alert.b", "&& is not known here; write and"},
		{"twin.a.t > 5 W [||] alert.b", "|| is not known here; write or"},
		{"alert.a [&] alert.b", "& is not known here; write and"},
		{"[!]alert.a", "! is not known here; write not"},
		{"alert.a [AND] alert.b", "AND is written in small letters; write and"},
		{"twin.a.t > 5 W [Or] alert.b", "Or is written in small letters; write or"},
		{"[NOT] alert.b", "NOT is written in small letters; write not"},
		{"18 degC < twin.a.t [<] 20 degC", "comparisons cannot be chained; write twin.a.t > 18 degC and twin.a.t < 20 degC"},
		{"twin.a.t < 20 degC [<] twin.b.t", "comparisons cannot be chained; write twin.a.t < 20 degC and twin.b.t > 20 degC"},
		{"18 degC < twin.a.t [<]", "comparisons cannot be chained; write x > 18 degC and x < 20 degC"},
		{"[18 degC < 20 degC]", "two numbers are compared, so this never changes; expected a signal on one side: twin.NAME.VARIABLE, input.NAME, alert.NAME or event.NAME"},
		{"[18 degC]", "a number alone is not a condition; expected a comparison with a signal"},
		{"alert.a and [5]", "a number alone is not a condition; expected a comparison with a signal"},
		{"[(]alert.a", "this bracket is not closed"},
		{"alert.a[)]", "this bracket closes nothing"},
		{"twin.a.t > 5 W [)]", "this bracket closes nothing"},
		{"([)]", "something is missing before this bracket" + operand},
		{"(alert.a and [)]", "something is missing before this bracket" + operand},
		{"twin.a.t > 5 W [(]alert.a and alert.b)", "two conditions follow each other" + joined + "; join them with and or or"},
		{"[(twin.a.t)] < 5 W", "brackets cannot stand around one side of a comparison; write twin.a.t without them"},
		{"[(18 degC)] < twin.a.t", "brackets cannot stand around one side of a comparison; write 18 degC without them"},
		{"twin.a.t < [(]18 degC)", "brackets cannot stand around one side of a comparison" + operand},
		{"(alert.a and alert.b) [<] 5", "a condition cannot be compared" + joined},
		{"twin.a.t <[]", "the condition ends too early" + operand},
		{"alert.a and[]", "the condition ends too early" + operand},
		{"not[]", "the condition ends too early" + operand},
		{"[<] 5 W", "a side of this comparison is missing" + operand},
		{"[and] alert.a", "and needs a condition on both sides" + operand},
		{"alert.a and [or] alert.b", "or needs a condition on both sides" + operand},
		{"twin.a.t < [not] alert.b", "not stands before a whole condition, not inside a comparison" + operand},
		{"alert.a [alert.b]", "two conditions follow each other" + joined + "; join them with and or or"},
		{"alert.a[,] alert.b", "conditions are not listed with ," + joined + "; join them with and or or"},
		{"alert.a [xor] alert.b", `"xor" cannot stand here` + joined},
		{"twin.a.t [18] degC", "a comparison is missing between the signal and the quantity; expected < <= > >="},
		{"twin.a.t [below] 18 degC", `"below" cannot follow a signal; expected < <= > >=; write <`},
		{"twin.a.t [is] 18 degC", `"is" cannot follow a signal; expected < <= > >=; compare with < <= > >=; a flag stands alone: twin.a.t`},
		{"twin.a.t [-] twin.b.t > 2 K", "a condition compares signals and does not calculate with them; expected < <= > >="},
		{"twin.a.t [*] 2 > 2 K", "a condition compares signals and does not calculate with them; expected < <= > >="},
		{"alert.a [>] 0.5", "an alert is on or off and cannot be compared; write alert.NAME or not alert.NAME alone"},
		{"[true]", "true is not a signal; expected a signal or a quantity; a flag stands alone: twin.control.on, or not twin.control.on"},
		{"[north.temperature] < 5 W", "north.temperature is not a signal" + signal + "; did you mean twin.north.temperature?"},
		{"[Twin.a.t] < 5 W", "Twin.a.t is not a signal" + signal + "; did you mean twin.a.t?"},
		{"[inputs.people] > 5 W", "inputs.people is not a signal" + signal + "; did you mean input.people?"},
		{"[x] < 5 W", "x is not a signal" + signal},
		{"[twin.north] < 5 W", "the variable of twin.north is missing" + signal + "; write it as in twin.north.temperature"},
		{"[twin] < 5 W", "the name of the twin and its variable are missing" + signal},
		{"[twin.a.b.c] < 5 W", "twin.a.b.c has more names than twin.NAME.VARIABLE" + signal + "; quote a name that has a dot in it"},
		{"[input] > 5 W", "the name of the input is missing" + signal},
		{"[alert.a.b]", "alert.a.b has more names than alert.NAME" + signal + "; quote a name that has a dot in it"},
		{"twin.[*].temperature < 5 W", "a condition is about one signal, not a pattern; write the name of one, and join several with and or or"},
		{"twin.[.]t", "a name is missing after the dot"},
		{"twin.a.[]", "a name is missing after the dot"},
		{"twin.[küche].t > 5 W", `the name küche must be quoted; write "küche"`},
		{`twin.["my room.t]`, "this quote is not closed"},
		{`twin.[""].t`, "a name is empty"},
		{`twin."a[\q]".t`, `this escape is not known; expected \" \\ \t \n \r \uXXXX or \UXXXXXXXX`},
		{"twin.a.t > 5 [kwh] and alert.a", `unknown unit "kwh"; did you mean kWh?`},
		{"twin.a.t > [2,4] MJ/K", "a number has a decimal point, not a comma; write 2.4 MJ/K"},
		{"twin.a.t > [−]5 degC", "this sign is not the minus of the keyboard; write -5 degC"},
		{"twin.a.t > 20 [C]", "C alone is the coulomb, not a temperature; write degC for a temperature, K for a difference, A s for a charge"},
		{"twin.a.t > [degC]", "degC is not a signal" + signal + "; write a number before the unit"},
		{"[#]", "'#' cannot stand here" + operand},
		{strings.Repeat("(", 33) + "[(]" + strings.Repeat("(", 5), "the condition is nested too deeply; name parts of it as alerts, and use alert.NAME"},
		{strings.Repeat("not ", 33) + "[a]lert.b", "the condition is nested too deeply; name parts of it as alerts, and use alert.NAME"},
	}
	for _, c := range cases {
		text := c.place
		if open := strings.LastIndex(text, "["); open >= 0 {
			text = text[:open] + text[open+1:]
			end := open + strings.Index(text[open:], "]")
			text = text[:end] + text[end+1:]
		}
		t.Run(text, func(t *testing.T) {
			_, err := Parse(text)
			require.NotNil(t, err)
			assert.Equal(t, c.message, err.Error())
			assert.Equal(t, c.place, mark(t, text, err))
		})
	}
}

// Depth is bounded whatever the length of the text.
func TestDeepNesting(t *testing.T) {
	for _, text := range []string{strings.Repeat("(", 1e6), strings.Repeat("not ", 1e6), "twin.a.t > 5 W/" + strings.Repeat("(", 1e5)} {
		_, err := Parse(text)
		assert.NotNil(t, err)
	}
	for _, text := range []string{
		strings.Repeat("not (", 32) + "alert.a" + strings.Repeat(")", 32),
		strings.Repeat("not ", 32) + "twin.a.t < 5 K",
	} {
		e, err := Parse(text)
		require.Nil(t, err)
		_, err = Parse(e.String())
		assert.Nil(t, err)
	}
}

func TestLongChainsAreFlat(t *testing.T) {
	e, err := Parse(strings.Repeat("alert.a and ", 1e4) + "alert.b")
	require.Nil(t, err)
	assert.Len(t, e.Args, 1e4+1)
}

package condition

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/models"
)

// tree writes e with every bracket and operator shown.
func tree(e *Expr) string {
	switch e.Op {
	case models.And, models.Or, models.Not:
		var args []string
		for _, arg := range e.Args {
			args = append(args, tree(arg))
		}
		return symbol(e.Op) + "(" + strings.Join(args, ", ") + ")"
	}
	return "[" + e.String() + "]"
}

func TestParse(t *testing.T) {
	cases := []struct{ text, tree, canonical string }{
		{"twin.north.temperature < 18 degC", "[twin.north.temperature < 18 degC]", ""},
		{"twin.a.t<=-5 degC", "[twin.a.t <= -5 degC]", "twin.a.t <= -5 degC"},
		{"input.people > 0 W", "[input.people > 0 W]", ""},
		{"twin.a.t >= twin.b.t", "[twin.a.t >= twin.b.t]", ""},
		{"twin.control.on", "[twin.control.on]", ""},
		{"not alert.cold", "not([alert.cold])", ""},
		{"not(alert.cold)", "not([alert.cold])", "not alert.cold"},
		{"not not alert.cold", "not(not([alert.cold]))", ""},
		{"not twin.a.t < 5 K", "not([twin.a.t < 5 K])", "not (twin.a.t < 5 K)"},
		{"18 degC < twin.a.t", "[twin.a.t > 18 degC]", "twin.a.t > 18 degC"},
		{"18 degC >= twin.a.t", "[twin.a.t <= 18 degC]", "twin.a.t <= 18 degC"},
		{"twin.a.level > 0.5", "[twin.a.level > 0.5]", ""},
		{"twin.a.u > 5 W/(m2 K) and twin.a.on", "and([twin.a.u > 5 W/(m2 K)], [twin.a.on])", ""},
		{"(twin.a.u > 5 W/(m2 K)) and twin.a.on", "and([twin.a.u > 5 W/(m2 K)], [twin.a.on])", "twin.a.u > 5 W/(m2 K) and twin.a.on"},
		{"twin.a.c > 5 W h/K or twin.a.on", "or([twin.a.c > 5 W h/K], [twin.a.on])", ""},
		{"input.age > 2 d 3 h and twin.a.on", "and([input.age > 51 h], [twin.a.on])", "input.age > 51 h and twin.a.on"},
		{"twin.and.or and twin.not.and", "and([twin.and.or], [twin.not.and])", ""},
		{"input.band and input.or-not", "and([input.band], [input.or-not])", ""},
		{`twin."my room".temperature > 20 degC`, `[twin."my room".temperature > 20 degC]`, ""},
		{`twin.'my room'.t > 20 degC`, `[twin."my room".t > 20 degC]`, `twin."my room".t > 20 degC`},
		{`twin."north".t > 20 degC`, `[twin.north.t > 20 degC]`, `twin.north.t > 20 degC`},
		{`twin."a\"b\u0041".on`, `[twin."a\"bA".on]`, `twin."a\"bA".on`},
		{"alert.a and alert.b or alert.c and alert.d", "or(and([alert.a], [alert.b]), and([alert.c], [alert.d]))", ""},
		{"alert.a and (alert.b or alert.c)", "and([alert.a], or([alert.b], [alert.c]))", ""},
		{"alert.a and (alert.b and alert.c)", "and([alert.a], [alert.b], [alert.c])", "alert.a and alert.b and alert.c"},
		{"not (alert.a or alert.b) and alert.c", "and(not(or([alert.a], [alert.b])), [alert.c])", ""},
		{"not alert.a and alert.b", "and(not([alert.a]), [alert.b])", ""},
		{"\n ( ( alert.a ) ) \t", "[alert.a]", "alert.a"},
		{"twin.a.t > 20°C", "[twin.a.t > 20 degC]", "twin.a.t > 20 degC"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			e, err := Parse(c.text)
			require.Nil(t, err)
			assert.Equal(t, c.tree, tree(e))
			if c.canonical == "" {
				c.canonical = c.text
			}
			assert.Equal(t, c.canonical, e.String())
		})
	}
}

func TestValuesAreSI(t *testing.T) {
	e, err := Parse("20 degC < twin.north.temperature")
	require.Nil(t, err)
	assert.Equal(t, models.Greater, e.Op)
	assert.Equal(t, []string{"twin", "north", "temperature"}, e.Left.Parts)
	assert.Equal(t, 293.15, e.Right.Quantity.Value)
	assert.True(t, e.Right.Quantity.Unit.Absolute)
	assert.False(t, e.Right.IsPath)

	e, err = Parse(`twin."my.room".on`)
	require.Nil(t, err)
	assert.Equal(t, []string{"twin", "my.room", "on"}, e.Left.Parts)
	assert.Equal(t, `twin."my.room".on`, e.Left.Path)
}

// Every node knows its place, in runes.
func TestPlaces(t *testing.T) {
	text := `alert.ü or not ( 18 degC < twin."kü".t and alert.b )`
	text = strings.Replace(text, "alert.ü", `alert."ü"`, 1)
	e, err := Parse(text)
	require.Nil(t, err)
	at := func(offset, length int) string { return string([]rune(text)[offset : offset+length]) }
	var places []string
	var walk func(e *Expr)
	walk = func(e *Expr) {
		places = append(places, at(e.Offset, e.Length))
		for _, arg := range e.Args {
			walk(arg)
		}
		for _, o := range []Operand{e.Left, e.Right} {
			if o.Length > 0 {
				places = append(places, "  "+at(o.Offset, o.Length))
			}
		}
	}
	walk(e)
	assert.Equal(t, []string{
		text,
		`alert."ü"`,
		`  alert."ü"`,
		`not ( 18 degC < twin."kü".t and alert.b )`,
		`18 degC < twin."kü".t and alert.b`,
		`18 degC < twin."kü".t`,
		`  twin."kü".t`,
		`  18 degC`,
		`alert.b`,
		`  alert.b`,
	}, places)
}

// mark shows the place of err in text by [ ].
func mark(t *testing.T, text string, err *Error) string {
	t.Helper()
	r := []rune(text)
	require.GreaterOrEqual(t, err.Offset, 0)
	require.GreaterOrEqual(t, err.Length, 0)
	require.LessOrEqual(t, err.Offset+err.Length, len(r))
	return fmt.Sprintf("%s[%s]%s", string(r[:err.Offset]), string(r[err.Offset:err.Offset+err.Length]), string(r[err.Offset+err.Length:]))
}

// anyCondition draws the text of a condition.
func anyCondition(t *rapid.T, depth int) string {
	draw := func(texts ...string) string { return rapid.SampledFrom(texts).Draw(t, "text") }
	if depth == 0 {
		path := draw("twin.north.temperature", `twin."my room".on`, "input.people", "twin.and.or", "twin.a-1.t_2")
		op := draw("<", "<=", ">", ">=")
		value := draw("18 degC", "-5 degC", "0.5", "5 W/(m2 K)", "2 d 3 h", "1e3 W", "twin.b.t", "57 %")
		return draw("alert.cold", "twin.pump.on", path+" "+op+" "+value, path+op+value, value+" "+op+" "+path)
	}
	a, b := anyCondition(t, depth-1), anyCondition(t, rapid.IntRange(0, depth-1).Draw(t, "depth"))
	return draw(a+" and "+b, a+" or "+b, "("+a+") and ("+b+")", "not "+a, "not ( "+a+" )", "("+a+" or "+b+")and "+b)
}

func TestStringRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyCondition(t, rapid.IntRange(0, 4).Draw(t, "depth"))
		e, err := Parse(text)
		require.Nil(t, err, text)
		again, err := Parse(e.String())
		require.Nil(t, err, e.String())
		require.Equal(t, e.String(), again.String())
		require.Equal(t, tree(e), tree(again))
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "twin.north.temperature < 18 degC", "18 < x < 20", "not (alert.a or alert.b) and 5 W/(m2 K) >= input.c",
		`twin."my \u0041 room".t > 2 d 3 h`, "a == b", "twin.a.t > 5 (and", "((((", "not not", "twin.a.t − 5", "alert.x && !alert.y", "'", `"\`,
		strings.Repeat("not ", 33),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := Parse(s)
		if err != nil {
			require.NotEmpty(t, err.Summary)
			mark(t, s, err)
			return
		}
		again, err := Parse(e.String())
		require.Nil(t, err, e.String())
		require.Equal(t, e.String(), again.String())
	})
}

// TestParsePattern: a * stands in the second name alone, and only where it is asked
// for.
func TestParsePattern(t *testing.T) {
	for _, text := range []string{"twin.h*.temperature < 18 degC", "not alert.*-cold", `twin."h*".on and twin.*.on`} {
		e, err := ParsePattern(text)
		require.Nil(t, err, text)
		again, err := ParsePattern(e.String())
		require.Nil(t, err, e.String())
		require.Equal(t, e.String(), again.String())
	}
	for _, text := range []string{"twin.h*.temperature < 18 degC", "alert.*"} {
		_, err := Parse(text)
		require.NotNil(t, err, text)
		assert.Equal(t, noPattern, err.Summary)
	}
	for _, text := range []string{"twin.h.temp* < 18 degC", "tw*.h.on", "*.h.on"} {
		_, err := ParsePattern(text)
		require.NotNil(t, err, text)
	}
}

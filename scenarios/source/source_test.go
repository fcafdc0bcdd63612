package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/scenarios/diagnose"
)

func parse(t *testing.T, text string) *File {
	t.Helper()
	f, wrong := Parse("s.toml", []byte(text))
	require.Nil(t, wrong)
	return f
}

func TestPlaces(t *testing.T) {
	f := parse(t, "[twin.\"my pump\"] # é\r\n\tcop = 3.4\r\nlist = [ 1,\r\n  'ü', { a.b = true } ]\r\nat = 2026-01-14 03:00:00 # x\r\n")
	at := func(line, column, length int) diagnose.Position {
		return diagnose.Position{File: "s.toml", Line: line, Column: column, Length: length}
	}
	cop := f.Root.Lookup(`twin."my pump".cop`)
	assert.Equal(t, at(2, 2, 3), cop.Key)
	assert.Equal(t, at(2, 8, 3), cop.At)
	assert.Equal(t, 3.4, cop.Value)
	assert.Equal(t, at(1, 2, 4), f.Root.Lookup("twin").Key)
	assert.Equal(t, at(1, 7, 9), f.Root.Find("twin", "my pump").Key)
	list := f.Root.Find("twin", "my pump", "list")
	assert.Equal(t, at(3, 8, 4), list.At)
	elements := list.Value.([]*Node)
	assert.Equal(t, at(4, 3, 3), elements[1].At)
	assert.Equal(t, "ü", elements[1].Value)
	assert.Equal(t, at(4, 12, 1), elements[2].Table().Lookup("a.b").Key)
	assert.IsType(t, LocalDateTime{}, f.Root.Find("twin", "my pump", "at").Value)
}

func TestMergeKeepsPlaces(t *testing.T) {
	f := parse(t, "a = { x = 1, y = 2 }\nb = { x = 3, z = { q = 1 } }")
	a, b := f.Root.Get("a").Table(), f.Root.Get("b").Table()
	m := Merge(a, b)
	assert.Equal(t, []string{"x", "y", "z"}, m.Names())
	assert.Equal(t, int64(3), m.Get("x").Value)
	assert.Equal(t, 2, m.Get("x").Key.Line)
	assert.Equal(t, int64(1), a.Get("x").Value, "the base is untouched")

}

func TestQuotedPathsExpand(t *testing.T) {
	f := parse(t, `"twin.control.band" = "1 K"`+"\n"+`twin.control.setpoint = "22 degC"`+"\n"+`twin.pump = { cop = 2 }`+"\n"+`"twin.pump.cop" = 3`)
	e, twice := Expand(f.Root)
	assert.Equal(t, "1 K", e.Lookup("twin.control.band").Value)
	assert.Equal(t, "22 degC", e.Lookup("twin.control.setpoint").Value)
	require.Len(t, twice, 1)
	assert.Equal(t, 4, twice[0].Key.Line)
}

func TestSplitPath(t *testing.T) {
	for path, want := range map[string][]string{
		"a":            {"a"},
		"a.b-c.d_1":    {"a", "b-c", "d_1"},
		`a."b.c".d`:    {"a", "b.c", "d"},
		` a . 'b' . c`: {"a", "b", "c"},
		"":             nil, "a.": nil, ".a": nil, `a."b`: nil, `"a"b`: nil, "a..b": nil,
	} {
		got, err := SplitPath(path)
		if want == nil {
			assert.Error(t, err, path)
			continue
		}
		require.NoError(t, err, path)
		assert.Equal(t, want, got)
	}
}

func TestParseValue(t *testing.T) {
	for text, want := range map[string]any{
		"22 degC": "22 degC", `"22 degC"`: "22 degC", "3": int64(3), "3.5": 3.5, "true": true, "": "",
		"twin.north": "twin.north", "1\nx = 2": "1\nx = 2", "2 d 3 h": "2 d 3 h",
	} {
		n, wrong := ParseValue("--set p", 4, text)
		require.Nil(t, wrong)
		assert.Equal(t, want, n.Value, text)
	}
	n, wrong := ParseValue("--set", 14, "[0.5, 1]")
	require.Nil(t, wrong)
	assert.Equal(t, 15, n.Value.([]*Node)[0].At.Column)
	_, wrong = ParseValue("--set", 14, "[0.5, ")
	require.NotNil(t, wrong)
	assert.GreaterOrEqual(t, wrong.At.Column, 14)
}

func TestSyntax(t *testing.T) {
	for _, c := range []struct {
		text         string
		line, column int
		summary      string
	}{
		{"span = 7 d", 1, 10, "something follows the value"},
		{"a = 1\nspan = days", 2, 8, "this is not a value"},
		{"a = 1\nspan =", 2, 6, "a value is missing after ="},
		{"a = \"x\nb = 1", 1, 5, "a text is not closed on its line"},
		{"a = \"x", 1, 5, "a text is not closed"},
		{"[a\nb = 1", 1, 3, "the name of a table is not closed"},
		{"a = 1\n\na = 2", 3, 1, "a is set twice"},
		{"[t]\nx = 1\n[t]", 3, 2, "t is set twice"},
		{"a = [1 2]", 1, 8, "the elements of a list are not set apart, or the list is not closed"},
		{"a b = 1", 1, 3, "a key is followed by something else than ="},
		{"a = \"\\q\"", 1, 6, "a backslash begins an escape that does not exist"},
		{"a = .5", 1, 5, "a number begins with a dot"},
		{"a = 2026-13-01", 1, 5, "this is not a date and time"},
		{"a = 1\nb = \"\xff\"", 2, 6, "the byte 0xff is not valid UTF-8"},
		{"\xff\xfea\x00", 0, 0, "the file is in UTF-16, and TOML is UTF-8"},
		{"a = " + strings.Repeat("[", 600), 1, 505, "lists and tables are nested more than 500 deep"},
	} {
		f, wrong := Parse("s.toml", []byte(c.text))
		require.Nil(t, f, c.text)
		require.NotNil(t, wrong, c.text)
		assert.Equal(t, c.summary, wrong.Summary, c.text)
		assert.Equal(t, [2]int{c.line, c.column}, [2]int{wrong.At.Line, wrong.At.Column}, c.text)
	}
}

func TestSetTwiceNamesTheFirst(t *testing.T) {
	_, wrong := Parse("s.toml", []byte("[t]\nx = 1\nx = 2"))
	require.NotNil(t, wrong)
	require.Len(t, wrong.Related, 1)
	assert.Equal(t, 2, wrong.Related[0].At.Line)
}

func TestByteOrderMarkAndEmpty(t *testing.T) {
	f := parse(t, "\xef\xbb\xbfa = 1")
	assert.Equal(t, 1, f.Root.Get("a").Key.Column)
	assert.Empty(t, parse(t, "").Root.Names())
}

// TestKeysAgreeWithTheParser holds the scanner's tree against the keys that
// the parser found in the same text.
func TestKeysAgreeWithTheParser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := document(t)
		var decoded map[string]any
		md, err := toml.Decode(text, &decoded)
		f, wrong := Parse("s.toml", []byte(text))
		if err != nil || wrong != nil && strings.HasSuffix(wrong.Summary, "is set twice") {
			require.NotNil(t, wrong, text)
			return
		}
		require.Nil(t, wrong, text)
		for _, key := range md.Keys() {
			if !md.IsDefined(key...) {
				continue // inside a list of tables
			}
			n := f.Root.Find(key...)
			require.NotNil(t, n, "%v in %s", key, text)
			line := []rune(f.Lines[n.Key.Line-1])
			written := string(line[n.Key.Column-1 : n.Key.Column-1+n.Key.Length])
			got, err := unquote(written)
			if written[0] != '"' {
				got, err = strings.Trim(written, "'"), nil
			}
			require.NoError(t, err)
			require.Equal(t, key[len(key)-1], got)
		}
	})
}

func document(t *rapid.T) string {
	key := rapid.SampledFrom([]string{"a", "b", "c", `"d e"`, "'f'", `"\u00e9"`, "a.b", `x . "y.z"`, "q.w.e"})
	value := rapid.SampledFrom([]string{"1", "true", `"te#xt]"`, `'l,it'`, `"""multi
"line" ]"""`, "'''x''''", "[1, 2 ,3]", "[ # no\n 'a',\n]", "{ a = 1, b.c = [ {} ] }", "1979-05-27 07:32:00Z", "0x1F", "{}", "[]", `"é\"x"`})
	var b strings.Builder
	for range rapid.IntRange(0, 8).Draw(t, "lines") {
		switch rapid.IntRange(0, 4).Draw(t, "what") {
		case 0:
			b.WriteString("[" + key.Draw(t, "key") + "] # c\n")
		case 1:
			b.WriteString("[[" + key.Draw(t, "key") + "]]\n")
		default:
			b.WriteString("\t" + key.Draw(t, "key") + "= " + value.Draw(t, "value") + " \r\n")
		}
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("[a.b]\nc = [1, {d = 'e'}]\n"))
	f.Add([]byte("a = \"\"\"x\"\"\"\"\n[[b]]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, wrong := Parse("f", text)
		if wrong != nil {
			assert.NotContains(t, wrong.Hint, "fault of the program")
			assert.LessOrEqual(t, wrong.At.Line, len(Lines(text)))
			return
		}
		_, _ = Expand(file.Root)
	})
}

// Places on one line are the same in whatever order they are asked for.
func TestPlacesOnALongLine(t *testing.T) {
	text := `x = ["ä", "b", "ö", "d"]` + "\n" + `y = ["ü", "f"]`
	f, wrong := Parse("s.toml", []byte(text))
	require.Nil(t, wrong)
	var columns []int
	for _, name := range []string{"x", "y"} {
		elements, _ := f.Root.Get(name).Value.([]*Node)
		for _, e := range elements {
			columns = append(columns, e.At.Column)
		}
	}
	assert.Equal(t, []int{6, 11, 16, 21, 6, 11}, columns)
	for _, at := range []int{12, 5, 20, 5} {
		assert.Equal(t, utf8.RuneCountInString(text[:at])+1, f.position(at, at+1).Column)
	}
}

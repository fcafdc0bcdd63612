package language_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models"
	"whatif/scenarios"
	"whatif/scenarios/language"
)

// compiled is the schema, ready to judge.
func compiled(t *testing.T) *jsonschema.Schema {
	text, err := language.Schema(models.Kinds())
	require.NoError(t, err)
	again, err := language.Schema(models.Kinds())
	require.NoError(t, err)
	require.Equal(t, text, again, "the same each time")
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(language.SchemaFile, parsed))
	s, err := c.Compile(language.SchemaFile)
	require.NoError(t, err)
	return s
}

// asJSON is a scenario as an editor gives it to the schema.
func asJSON(t *testing.T, text string) any {
	var tree map[string]any
	_, err := toml.Decode(text, &tree)
	require.NoError(t, err)
	return plain(tree)
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, below := range v {
			out[key] = plain(below)
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, plain(e))
		}
		return out
	case []map[string]any:
		out := []any{}
		for _, e := range v {
			out = append(out, plain(e))
		}
		return out
	case time.Time:
		return v.Format(time.RFC3339)
	case int64:
		return float64(v)
	}
	return v
}

// TestSoundScenarios gives the schema every scenario of the examples, the tests
// and the reference that loads.
func TestSoundScenarios(t *testing.T) {
	schema, judged := compiled(t), 0
	var files []string
	for _, pattern := range []string{"../../examples/*/*.toml", "../testdata/*/*.toml", "../../scenarios/starter/templates/*/*.toml"} {
		more, err := filepath.Glob(pattern)
		require.NoError(t, err)
		files = append(files, more...)
	}
	for _, file := range files {
		if plan, _, _ := scenarios.Load(file, scenarios.Options{Draws: -1}); plan == nil {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.NoError(t, schema.Validate(asJSON(t, string(text))), file)
		judged++
	}
	page, err := os.ReadFile("../../docs/scenario.md")
	require.NoError(t, err)
	for i, block := range regexp.MustCompile("(?ms)^```toml\n(.*?)^```").FindAllStringSubmatch(string(page), -1) {
		assert.NoError(t, schema.Validate(asJSON(t, block[1])), "block %d of docs/scenario.md", i+1)
		judged++
	}
	assert.Greater(t, judged, 10)
}

const sound = `[scenario]
name = "x"
span = "1 d"
[twin.room]
model = "thermal.room"
capacity = "2 MJ/K"
heat_loss = "60 W/K"
outdoor = "-5 degC"
[twin.heater]
model = "thermal.heater"
power = "3 kW"
serves = ["twin.room"]
[input.sun]
signal = "constant"
value = "3 W"
`

// TestBrokenScenarios breaks a sound scenario in one way each.
func TestBrokenScenarios(t *testing.T) {
	schema := compiled(t)
	require.NoError(t, schema.Validate(asJSON(t, sound)))
	for _, c := range []struct{ old, new string }{
		{`name = "x"`, ``},
		{`name = "x"`, `name = "x y"`},
		{`span = "1 d"`, `span = 1`},
		{`span = "1 d"`, "span = \"1 d\"\nspam = 1"},
		{`heat_loss`, `heat_los`},
		{`capacity = "2 MJ/K"`, ``},
		{`capacity = "2 MJ/K"`, `capacity = 2000000`},
		{`capacity = "2 MJ/K"`, `capacity = true`},
		{`"thermal.room"`, `"thermal.rom"`},
		{`model = "thermal.heater"`, ``},
		{`["twin.room"]`, `[1]`},
		{`["twin.room"]`, `{ twin = "room" }`},
		{`"constant"`, `"constantly"`},
		{`value = "3 W"`, ``},
		{`value = "3 W"`, "value = \"3 W\"\nmean = \"3 W\""},
		{`[input.sun]`, `[inputs.sun]`},
		{`[twin.heater]`, `[twin."a heater"]`},
		{``, "[event.e]\nat = 3\nset = {}\n"},
		{``, "[alert.a]\nfor = \"1 h\"\n"},
		{``, "[indicator]\ne = { integrall = \"twin.room\" }\n"},
		{``, "[record]\nsignals = \"twin.*.*\"\n"},
		{``, "[sample]\ndraws = \"ten\"\n"},
		{``, "[sample]\ndraws = 1\n[sample.vary]\ntwin.room.heat_loss = { norm = { mean = 1 } }\n"},
		{``, "[sample]\ndraws = 1\n[sample.vary]\n\"twin.room.heat_loss\" = { normal = { mean = \"1 W/K\" } }\n"},
		{``, "[sweep]\n\"twin.room.heat_loss\" = { from = \"1 W/K\", to = \"2 W/K\" }\n"},
		{``, "[sweep]\n\"twin.room.heat_loss\" = []\n"},
		{``, "[variant.a]\nscenario.span = \"2 d\"\n"},
		{``, "[variant.a]\ntwin.room.heat_los = \"2 W/K\"\n"},
	} {
		text := sound + c.new
		if c.old != "" {
			require.Contains(t, sound, c.old)
			text = strings.Replace(sound, c.old, c.new, 1)
		}
		assert.Error(t, schema.Validate(asJSON(t, text)), fmt.Sprintf("%q for %q", c.new, c.old))
	}
}

// Laws of one's own take any names, and what stands below their keys is checked.
func TestLawsOfOnesOwn(t *testing.T) {
	schema := compiled(t)
	law := sound + `[twin.tank]
model = "equation"
area = "1 m2"
open = true
start.level = "1 m"
der.level = "flow / area"
output.flow = { formula = "'-1 l/s'", unit = "l/s" }
[twin.tank.guard.low]
when = "level < '10 cm'"
set = { level = "1 m" }
[variant.a]
twin.tank.area = "2 m2"
`
	require.NoError(t, schema.Validate(asJSON(t, law)))
	for _, c := range []struct{ old, new string }{
		{`when = `, `whn = `},
		{`set = {`, `set = 3 # {`},
		{`unit = "l/s"`, `units = "l/s"`},
		{`"flow / area"`, `true`},
		{`"1 m2"`, `[1]`},
	} {
		require.Contains(t, law, c.old)
		assert.Error(t, schema.Validate(asJSON(t, strings.Replace(law, c.old, c.new, 1))), c.new)
	}
}

// A variant may bring what a twin still lacks.
func TestWholeWithAVariant(t *testing.T) {
	text := strings.Replace(sound, `capacity = "2 MJ/K"`, "", 1) + "[variant.a]\ntwin.room.capacity = \"2 MJ/K\"\n"
	assert.NoError(t, compiled(t).Validate(asJSON(t, text)))
}

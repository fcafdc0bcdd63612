package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/scenarios/diagnose"
)

const rooms = `[scenario]
name = "rooms"
span = "1 h"
[twin.prototype]
model     = "thermal.room"
capacity  = "5 MJ/K"
heat_loss = "100 W/K"
outdoor   = "1 degC"
[fleet.homes]
file = "homes.csv"
[fleet.homes.twin."{id}"]
like      = "twin.prototype"
heat_loss = "{loss} W/K"
[fleet.homes.twin."{id}-heater"]
model     = "thermal.heater"
power     = "{power}"
available = "{on}"
serves    = ["twin.{id}"]
`

const homes = "id,loss,after,power,on\nh1,11,5,1 kW,true\nh2,12,6,2 kW,false\nh3,13,7,3 kW,true\n"

// fleetOf loads a scenario beside the files of its fleets.
func fleetOf(t testing.TB, text string, o Options, files map[string]string) (*Plan, diagnose.List, func(string) []string) {
	folder := t.TempDir()
	for name, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644))
	}
	path := filepath.Join(folder, "s.toml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return Load(path, o)
}

// soundFleet is the plan of a scenario without mistakes.
func soundFleet(t testing.TB, text string, o Options) *Plan {
	t.Helper()
	plan, list, _ := fleetOf(t, text, o, map[string]string{"homes.csv": homes, "two.csv": "id,loss,after,power,on\nn1,21,9,1 kW,true\nh1,22,9,1 kW,true\n"})
	require.NotNil(t, plan, "%v", list)
	return plan
}

// TestWhoWinsInFleets: the file's template < the variant's template < that of
// the sweep < that of --set < the variant's member < that of the sweep < that of
// --set.
func TestWhoWinsInFleets(t *testing.T) {
	text := rooms + `
[variant.a]
fleet.homes.twin."{id}".heat_loss = "{after} W/K"
twin.h2.heat_loss = "50 W/K"
[variant.b]
fleet.homes.file = "two.csv"
twin.n1.heat_loss = "51 W/K"
twin.copy = { like = "twin.h3" }
[variant.base]
`
	p := soundFleet(t, text, plain())
	assert.Equal(t, 5.0, setting1(t, p, 0, 0, "h1", "heat_loss"))
	assert.Equal(t, 50.0, setting1(t, p, 0, 0, "h2", "heat_loss"))
	assert.Equal(t, 7.0, setting1(t, p, 0, 0, "h3", "heat_loss"))
	assert.Equal(t, 51.0, setting1(t, p, 1, 0, "n1", "heat_loss"))
	assert.Equal(t, 22.0, setting1(t, p, 1, 0, "h1", "heat_loss"))
	assert.Equal(t, 13.0, setting1(t, p, 1, 0, "copy", "heat_loss"), "like copies the file, with the twins that its fleets make")
	assert.Equal(t, 11.0, setting1(t, p, 2, 0, "h1", "heat_loss"))
	assert.Equal(t, 5e6, setting1(t, p, 2, 0, "h1", "capacity"), "a template may be like a twin")
	assert.Equal(t, 1.0, setting1(t, p, 2, 0, "h1-heater", "available"))
	assert.Equal(t, 0.0, setting1(t, p, 2, 0, "h2-heater", "available"))
	assert.Equal(t, 3e3, setting1(t, p, 2, 0, "h3-heater", "power"))

	text += "[sweep]\n'fleet.homes.twin.\"{id}\".heat_loss' = [\"70 W/K\", \"{loss}0 W/K\"]\ntwin.h1.heat_loss = [\"80 W/K\", \"81 W/K\"]\n"
	p = soundFleet(t, text, plain())
	require.Equal(t, int64(12), p.Runs())
	assert.Equal(t, 81.0, setting1(t, p, 0, 1, "h1", "heat_loss"))
	assert.Equal(t, 50.0, setting1(t, p, 0, 1, "h2", "heat_loss"), "what names a member wins over its template")
	assert.Equal(t, 70.0, setting1(t, p, 0, 1, "h3", "heat_loss"))
	assert.Equal(t, 130.0, setting1(t, p, 0, 2, "h3", "heat_loss"))
	assert.Equal(t, 80.0, setting1(t, p, 1, 2, "h1", "heat_loss"))

	o := plain()
	o.Set = []string{`fleet.homes.twin."{id}".heat_loss=90 W/K`, "twin.h2.heat_loss=91 W/K"}
	p = soundFleet(t, text, o)
	assert.Equal(t, 80.0, setting1(t, p, 0, 0, "h1", "heat_loss"))
	assert.Equal(t, 91.0, setting1(t, p, 0, 0, "h2", "heat_loss"))
	assert.Equal(t, 90.0, setting1(t, p, 0, 0, "h3", "heat_loss"))
	o.Set = []string{"fleet.homes.file=two.csv"}
	_, err := soundFleet(t, rooms, o).Study(0, 0)
	require.NoError(t, err)
}

// TestFleetsBelongToThePlan: draws, events and records name members, and the
// file's sum is kept.
func TestFleetsBelongToThePlan(t *testing.T) {
	p := soundFleet(t, rooms+`
[event.off]
at  = "10 min"
set = { "twin.h1-heater.available" = false }
[sample]
draws = 3
[sample.vary]
twin.h2.heat_loss = { scale = { uniform = { min = 0.5, max = 0.9 } } }
[indicator]
warm = { mean = "twin.h1.temperature" }
[record]
signals = ["twin.h*.temperature"]
`, plain())
	assert.Len(t, p.Layout(0, 0).Rows, 3)
	sum := sha256.Sum256([]byte(homes))
	assert.Equal(t, map[string]string{"homes.csv": hex.EncodeToString(sum[:])}, p.Info().Files)
	assert.Contains(t, p.Schema().Twins, "h2-heater")
	assert.Equal(t, "twin.h2.heat_loss", p.Schema().Parameters[0].Path)
}

// TestFleetMistakes spoils the rooms in one way each.
func TestFleetMistakes(t *testing.T) {
	for _, c := range []struct{ old, text, csv, want string }{
		{"", "[sample]\ndraws = 1\n[sample.vary]\n'fleet.homes.twin.\"{id}\".heat_loss' = { uniform = { min = \"1 W/K\", max = \"2 W/K\" } }\n", "",
			"a draw varies the numbers of twins, not the template that makes them"},
		{"", "[variant.a]\nfleet.homes.twin.\"{id}\".heat_loss = \"{after} W/K\"\n[sample]\ndraws = 1\n[sample.vary]\ntwin.h1.heat_loss = { uniform = { min = \"1 W/K\", max = \"2 W/K\" } }\n", "",
			"the draw of twin.h1.heat_loss would erase what [variant.a] sets"},
		{"\"{loss} W/K\"", "\"{loss} K\"", "", "heat_loss is a temperature difference (K), not a thermal conductance (W/K)"},
		{`file = "homes.csv"`, `file = "gone.csv"`, "", `[fleet.homes]: there is no file "gone.csv"`},
		{`file = "homes.csv"`, `file = "."`, "", `[fleet.homes]: "." is a folder, not a file`},
		{`file = "homes.csv"`, ``, "", "[fleet.homes] has no file"},
		{"{loss}", "{}", "", `the fleet's file has no column ""`},
		{"", "", "id,loss,power,on\nprototype,1,1 kW,true\n", `there is a twin "prototype" already`},
		{"{id}-heater", "{power}", "id,loss,power,on\nh1,1,same,true\nh2,2,same,true\n", `there is a twin "same" already`},
		{"", "", "id,loss,power,on\nh1,1,3,true\n", "power has no unit"},
		{"", "", "id,loss,power,on\nh1,1,3 kW,yes\n", "available is a text, not true or false"},
		{"", "", "id,loss,power,on\n,1,3 kW,true\n", "a row has no id"},
		{`file = "homes.csv"`, "file = \"homes.csv\"\nwhere = 3", "", "where is a whole number, not a table"},
		{`file = "homes.csv"`, "file = \"homes.csv\"\nwhere = { on = [1] }", "", "where.on is a list, not a text"},
		{"", "[fleet.more]\nfile = \"homes.csv\"\n", "", "[fleet.more] makes no twins"},
		{"", "[fleet.more]\nfile = \"homes.csv\"\ntwin = 3\n", "", "[fleet.more.twin] is a whole number, not a table"},
		{"", "[fleet.more]\nfile = \"homes.csv\"\ntwin.\"{id}x\" = 3\n", "", `[fleet.more.twin."{id}x"] is a whole number, not a table`},
		{"", "[fleet.\"a b\"]\nfile = \"homes.csv\"\n", "", `"a b" cannot be a name`},
		{"", "[variant.a]\nfleet.homes.twin.\"{x}\".heat_loss = \"1 W/K\"\n", "", `fleet.homes has no twin "{x}" to change`},
		{"", "[twin.x]\nlike = \"twin.h9\"\n", "", `like: there is no twin "twin.h9" in the file`},
		{"like      = \"twin.prototype\"", "like = \"twin.{id}\"", "", "twins are like each other in a circle: h1, h1"},
	} {
		text := rooms + c.text
		if c.old != "" {
			require.Contains(t, rooms, c.old)
			text = strings.Replace(rooms, c.old, c.text, 1)
		}
		csv := c.csv
		if csv == "" {
			csv = homes
		}
		plan, list, lines := fleetOf(t, text, plain(), map[string]string{"homes.csv": csv})
		assert.Nil(t, plan, c.want)
		var said []string
		for _, d := range list {
			said = append(said, d.Summary)
			isInside(t, d.At, lines)
			for _, r := range d.Related {
				isInside(t, r.At, lines)
			}
		}
		assert.Contains(t, said, c.want)
		assert.NotContains(t, said, "the scenario has no twin", "why there is none is said")
	}
}

// TestSameMistakeInManyRows: three are shown, with their places in the file of
// the fleet, and the others counted.
func TestSameMistakeInManyRows(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("id,loss,power,on\n")
	for i := range 500 {
		fmt.Fprintf(&csv, "h%d,abc,1 kW,true\n", i)
	}
	text := rooms + "[variant.a]\n[variant.b]\ntwin.h7.capacity = \"6 MJ/K\"\n" // seen once, not once for each variant
	_, list, _ := fleetOf(t, text, plain(), map[string]string{"homes.csv": csv.String()})
	require.Len(t, list, 4)
	for i, d := range list[:3] {
		require.Len(t, d.Related, 1)
		assert.Equal(t, [2]int{i + 2, len("h0,") + 1}, [2]int{d.Related[0].At.Line, d.Related[0].At.Column})
		assert.Equal(t, 13, d.At.Line)
	}
	assert.Equal(t, "the same in 497 more rows of the fleet's file", list[3].Summary)
}

// TestPatternsInReferences: a * in a list of references stands for all that
// match, in order, but not twice and not for the twin itself.
func TestPatternsInReferences(t *testing.T) {
	refs := func(text, param string) []string {
		p := soundFleet(t, rooms+text, plain())
		s, err := p.Study(0, 0)
		require.NoError(t, err)
		for _, w := range s.Twins {
			if w.Name == "x" {
				return w.Settings[param].Refs
			}
		}
		return nil
	}
	heater := "[twin.x]\nmodel = \"thermal.heater\"\npower = \"1 kW\"\n"
	assert.Equal(t, []string{"twin.prototype.temperature", "twin.h1.temperature", "twin.h2.temperature", "twin.h3.temperature"},
		refs(heater+"serves = [\"twin.prototype\", \"twin.h*\", \"twin.*2\"]\n", "serves"))
	assert.Equal(t, []string{"twin.h1.temperature", "twin.h2.temperature", "twin.h3.temperature"}, refs(heater+"serves = \"twin.h*.temperature\"\n", "serves"))
	room := "[twin.x]\nlike = \"twin.prototype\"\n"
	assert.Equal(t, []string{"twin.h1-heater.heat", "twin.h2-heater.heat", "twin.h3-heater.heat"}, refs(room+"gains = [\"twin.*-heater.heat\", \"30 W\"]\n", "gains"))
	control := "[twin.x]\nmodel = \"control.thermostat\"\nsenses = \"twin.h1\"\nsetpoint = \"20 degC\"\nband = \"1 K\"\n"
	assert.Equal(t, []string{"twin.h1-heater.demand", "twin.h2-heater.demand", "twin.h3-heater.demand"}, refs(control+"drives = \"twin.*.demand\"\n", "drives"))

	for _, c := range []struct{ text, want, hint string }{
		{room + "gains = [\"twin.*-heatr.heat\"]\n", `gains: nothing matches "twin.*-heatr.heat"`, `did you mean "twin.h1-heater.heat"?`},
		{room + "gains = [\"twin.*.temperature\"]\n", "gains: twin.h1.temperature is a temperature (degC)", ""},
		{strings.Replace(control, "twin.h1", "twin.h*", 1) + "drives = \"twin.h1-heater.demand\"\n", `senses: "twin.h*" is a pattern, and one thing is named here`, "patterns stand in lists, such as sums and serves"},
		{"[indicator]\nx = { mean = \"twin.*.temperature\" }\n", "", ""},
	} {
		plan, list, _ := fleetOf(t, rooms+c.text, plain(), map[string]string{"homes.csv": homes})
		assert.Nil(t, plan)
		require.NotEmpty(t, list)
		if c.want != "" {
			i := slices.IndexFunc(list, func(d diagnose.Diagnostic) bool { return d.Summary == c.want })
			require.GreaterOrEqual(t, i, 0, "%v", list)
			assert.Equal(t, c.hint, list[i].Hint)
		}
	}
}

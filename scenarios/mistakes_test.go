package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/scenarios/diagnose"
)

// office is a sound scenario that the tests below spoil.
const office = `[scenario]
name = "office"
start = 2026-01-12T00:00:00
timezone = "Europe/Berlin"
span = "2 d"
warmup = "1 d"
[input.outdoor]
signal = "sine"
mean = "0 degC"
amplitude = "5 K"
period = "1 d"
peak_at = "15:00"
[input.people]
signal = "constant"
value = "300 W"
[input.measured]
file = "m.csv"
time = "time"
column = "t"
unit = "degC"
[twin.north]
model = "thermal.room"
capacity = "2.4 MJ/K"
heat_loss = "38 W/K"
outdoor = "input.outdoor"
gains = ["input.people"]
[twin.south]
like = "twin.north"
[twin.pump]
model = "thermal.heat_pump"
heating_capacity = "6 kW"
cop = 3.4
serves = ["twin.north", "twin.south"]
[twin.control]
model = "control.thermostat"
senses = "twin.north.temperature"
drives = "twin.pump.demand"
setpoint = "20 degC"
band = "1 K"
[alert.cold]
when = "twin.north.temperature < 18 degC"
[indicator]
energy = { integral = "twin.pump.electric_power", unit = "kWh" }
[record]
every = "1 h"
`

// diagnosed loads a text; the diagnostics are without the folder's name.
func diagnosed(t testing.TB, text string, o Options) (*Plan, diagnose.List) {
	folder := t.TempDir()
	path := filepath.Join(folder, "s.toml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "m.csv"), []byte("time,t\n-86400,19\n0,20\n86400,20\n172800,21\n"), 0o644))
	plan, list, _ := Load(path, o)
	for i := range list {
		list[i].At.File = strings.TrimPrefix(list[i].At.File, folder+string(filepath.Separator))
	}
	return plan, list
}

// tell loads a text and returns what Concise shows, without the file's name.
func tell(t testing.TB, text string, o Options) (*Plan, string) {
	plan, list := diagnosed(t, text, o)
	var b strings.Builder
	require.NoError(t, diagnose.Render(&b, diagnose.Concise, list, nil, false))
	return plan, b.String()
}

func plain() Options { return Options{Draws: -1} }

func TestOfficeIsSound(t *testing.T) {
	plan, said := tell(t, office, plain())
	assert.Empty(t, said)
	require.NotNil(t, plan)
}

// TestMistakes spoils the office in one way each: old is replaced by text, or
// text added at the end, and what the user reads is compared.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ old, text, want string }{
		// names, keys and types
		{"", "[twinn.x]\n", `46:2: error[unknown-key]: a scenario has no key "twinn"`},
		{`name = "office"`, `name = "of/fice"`, `2:8: error[bad-name]: "of/fice" cannot be a name`},
		{"[twin.control]", `[twin."con trol"]`, `34:7: error[bad-name]: "con trol" cannot be a name`},
		{`cop = 3.4`, `cop = "fast"`, `32:8: error[unit]: cop: a quantity begins with a number`},
		{`band = "1 K"`, `band = true`, `39:8: error[wrong-type]: band is true or false, not a quantity, such as "1 K"`},
		{`model = "thermal.heat_pump"`, `model = "thermal.heatpump"`, `30:9: error[unknown-model]: there is no model "thermal.heatpump"`},
		{"cop = 3.4\n", "", `29:7: error[missing]: twin.pump: nothing says how much electric power the heat takes`},
		{`cop = 3.4`, `cops = 3.4`, `29:7: error[missing]: twin.pump: nothing says how much electric power the heat takes` + "\n" + `32:1: error[unknown-key]: [twin.pump], a thermal.heat_pump, has no key "cops"`},
		// quantities
		{`"6 kW"`, `"6 kv"`, `31:23: error[unit]: heating_capacity: unknown unit "kv"`},
		{`"6 kW"`, `6000`, `31:20: error[no-unit]: heating_capacity has no unit`},
		{`"6 kW"`, `"6"`, `31:20: error[no-unit]: heating_capacity has no unit`},
		{`"6 kW"`, `"6 kWh"`, `31:20: error[wrong-dimension]: heating_capacity is an energy (kWh), not a power (W)`},
		{`"6 kW"`, `"-6 kW"`, `31:20: error[out-of-bounds]: heating_capacity is -6000 W, below 0 W`},
		{`cop = 3.4`, "cop = 3.4\ndemand = 0.5", `33:10: warning[unused]: demand has no effect: twin.control drives it`},
		{"", "[twin.pid]\nmodel = \"control.pid\"\nsenses = \"twin.north\"\ndrives = \"twin.extra.demand\"\nsetpoint = \"20 degC\"\ngain = \"1 1/K\"\nmin_output = 0.8\nmax_output = 0.2\n" +
			"[twin.extra]\nmodel = \"thermal.heater\"\npower = \"1 kW\"\nserves = \"twin.north\"\n", `52:14: error[conflict]: twin.pid: min_output, 0.8, is above max_output, 0.2`},
		{`"20 degC"`, `"-300 degC"`, `38:12: error[out-of-bounds]: setpoint is below absolute zero, -273.15 degC`},
		{"", "[twin.d]\nmodel = \"mechanical.drive\"\nspeed = \"10 Hz\"\n", `48:9: error[wrong-dimension]: speed is an angular speed (rad/s), and Hz is for turns in a second, or other events`},
		{"", "[input.n]\nsignal = \"noise\"\nsd = \"1 W\"\ntimescale = \"1 h\"\nevery = \"1 ns\"\n", `50:9: error[too-many]: the noise changes`},
		{`cop = 3.4`, `cop = 0`, `32:7: error[out-of-bounds]: cop is 0, not above 0`},
		{`cop = 3.4`, `cop = nan`, `32:7: error[out-of-bounds]: cop is not a finite number`},
		{`"1 K"`, `"1 degC"`, `39:8: error[temperature-or-difference]: band is a difference, and degC is for temperatures`},
		{`"20 degC"`, `"20 K"`, `38:12: error[temperature-or-difference]: setpoint is a temperature, and K is for differences`},
		// sums
		{`outdoor = "input.outdoor"`, `outdoor = ["input.outdoor", "3 degC"]`, `25:29: error[temperature-or-difference]: outdoor adds two temperatures`},
		{`outdoor = "input.outdoor"`, `outdoor = ["1 K", "2 K"]`, `25:11: error[temperature-or-difference]: outdoor has no temperature, only differences`},
		{`outdoor = "input.outdoor"`, `outdoor = "input.people"`, `25:11: error[wrong-dimension]: outdoor: input.people is a power (W)`},
		// references
		{`["input.people"]`, `["input.poeple"]`, `26:10: error[bad-reference]: gains: there is no input "poeple"`},
		{`["input.people"]`, `["people"]`, `26:10: error[bad-reference]: gains: "people" is no path`},
		{`["twin.north", "twin.south"]`, `["twin.north", "twin.sout"]`, `33:25: error[bad-reference]: serves: there is no twin "sout"`},
		{`["twin.north", "twin.south"]`, `["twin.north", "twin.control"]`, `33:25: error[bad-reference]: serves: twin.control is a control.thermostat, which has no temperature`},
		{`["twin.north", "twin.south"]`, `["twin.north", "input.outdoor"]`, `33:25: error[bad-reference]: serves: input.outdoor is an input, not a twin`},
		{`["twin.north", "twin.south"]`, `["twin.north", "twin.north"]`, `33:25: error[conflict]: serves names twin.north.temperature twice`},
		{`"twin.north.temperature"` + "\ndrives", `"twin.north.mass_temperature"` + "\ndrives", `36:10: error[bad-reference]: senses: twin.north has no mass_temperature, since its mass_capacity is not given`},
		{`"twin.north.temperature"` + "\ndrives", `"twin.north.heat_loss"` + "\ndrives", `36:10: error[bad-reference]: senses: heat_loss is a parameter of twin.north, not a variable`},
		{`"twin.north.temperature"` + "\ndrives", `"twin.pump.heat"` + "\ndrives", `36:10: error[wrong-dimension]: senses: twin.pump.heat is a power (W)`},
		{`"twin.pump.demand"`, `"twin.pump.cop"`, `37:10: error[bad-reference]: drives: cop of twin.pump cannot be driven`},
		{`"twin.pump.demand"`, `"twin.pump.heat"`, `37:10: error[bad-reference]: drives: heat is a variable of twin.pump, not a port`},
		{"", "[twin.other]\nmodel = \"control.thermostat\"\nsenses = \"twin.south\"\ndrives = \"twin.pump.demand\"\nsetpoint = \"20 degC\"\nband = \"1 K\"\n", `49:10: error[driven-twice]: twin.pump.demand is driven twice, by twin.control and twin.other`},
		{`serves = [`, "shares = [0.5, 0.6]\nserves = [", `33:10: error[out-of-bounds]: shares add up to 1.1, not 1`},
		{`serves = [`, "shares = [1]\nserves = [", `33:10: error[conflict]: shares lists 1, but serves lists 2`},
		{`like = "twin.north"`, `like = "twin.south"`, `28:8: error[like]: twins are like each other in a circle: south, south`},
		// events
		{"", "[event.e]\nat = \"1 d\"\nset = { \"twin.north.capacity\" = \"1 MJ/K\" }\n", `48:9: error[not-settable]: twin.north.capacity cannot change during a run`},
		{"", "[event.e]\nat = \"13:00\"\nset = { \"twin.pump.available\" = false }\n", `47:6: error[time]: at is a time of day without a date`},
		{"", "[event.e]\nat = 13:00:00\nset = { \"twin.pump.available\" = false }\n", `47:6: error[time]: at is a time of day without a date`},
		{"", "[event.e]\nat = \"3 d\"\nset = { \"twin.pump.available\" = false }\n", `47:6: error[time]: the event begins at 2026-01-15 00:00:00, when the span is over`},
		{"", "[event.e]\nat = \"2026-01-10T12:00\"\nset = { \"twin.pump.available\" = false }\n", `47:6: error[time]: the event begins at 2026-01-10 12:00:00, before the simulation does`},
		{"", "[event.e]\nat = \"1 d\"\nfor = \"2 d\"\nset = { twin.pump.cop = 3 }\n", `48:7: warning[time]: the event ends at 2026-01-15 00:00:00, after the span`},
		{"", "[event.e]\nat = \"1 d\"\nset = { twin.pump.cop = 0 }\n", `48:25: error[out-of-bounds]: twin.pump.cop is 0, not above 0`},
		{"", "[event.e]\nat = \"1 d\"\nset = { input.outdoor = \"3 W\" }\n", `48:25: error[wrong-dimension]: input.outdoor is a power (W), not a temperature (degC)`},
		{"", "[event.e]\nat = 2026-01-13\nset = { twin.north.mass_loss = \"1 W/K\" }\n", `48:20: error[not-settable]: twin.north.mass_loss is not given, so that it cannot change`},
		{"start = 2026-01-12T00:00:00\n", "", ""},
		{"start = 2026-01-12T00:00:00", "start = 2026-03-29T02:30:00", `3:9: error[time]: 2026-03-29 02:30 does not exist in Europe/Berlin: clocks go forward over it`},
		{"start = 2026-01-12T00:00:00", "start = 2026-10-25T02:30:00", `3:9: warning[time]: 2026-10-25 02:30 happens twice in Europe/Berlin: clocks go back over it; the first is taken`},
		// variants, sweeps and draws
		{"", "[variant.a]\ntwin.pmp.cop = 3\n", `47:6: error[unknown-name]: there is no twin "pmp" to change`},
		{"", "[variant.a]\ntwin.pump.copp = 3\n[variant.b]\n", `47:11: error[unknown-key]: [twin.pump], a thermal.heat_pump, has no key "copp"`},
		{"", "[variant.a]\ntwin.pump.cop = -1\n[variant.b]\n", `47:17: error[out-of-bounds]: cop is -1, not above 0`},
		{"", "[variant.a]\ntwin.pump.cop = 3\n\"twin.pump.cop\" = 4\n", `48:1: error[conflict]: [variant.a] sets cop twice`},
		{"", "[variant.a]\nrecord.every = \"1 h\"\n", `47:1: error[unknown-key]: [variant.a] cannot change "record"`},
		{"", "[sweep]\ntwin.pump.cop = 3\n", `47:17: error[wrong-type]: twin.pump.cop is a whole number, not a list of values`},
		{"", "[sweep]\ntwin.pump.cop = [3, 0]\n", `47:21: error[out-of-bounds]: cop is 0, not above 0`},
		{"", "[sweep]\n\"twin.pump.cpo\" = [3]\n", `47:1: error[unknown-name]: [sweep]: twin.pump, a thermal.heat_pump, has no parameter "cpo"`},
		{"", "[sweep]\nscenario.span = [\"1 d\"]\n", `47:10: error[unknown-name]: [sweep] cannot change scenario.span`},
		{"", "[sample]\n", `46:2: error[missing]: [sample] has no draws`},
		{"", "[sample]\ndraws = 9\ndesign = \"lhc\"\n", `48:10: error[unknown-choice]: design cannot be "lhc"`},
		{"", "[sample]\ndraws = 1000000000\n", `47:9: error[too-many]: draws is 1000000000`},
		{"", vary(`twin.pump.cop = { normal = { mean = 3, sd = -1 } }`), `49:45: error[distribution]: normal.sd is negative`},
		{"", vary(`twin.pump.cop = { normal = { mean = 3 } }`), `49:19: error[missing]: normal has no sd`},
		{"", vary(`twin.pump.cop = { gamma = { mean = 3 } }`), `49:11: error[distribution]: the draw of twin.pump.cop has no distribution` + "\n" + `49:19: error[unknown-key]: the draw of twin.pump.cop has no key "gamma"`},
		{"", vary(`twin.pump.cop = { scale = { } }`), `49:19: error[distribution]: scale has no distribution`},
		{"", vary(`twin.pump.cop = { uniform = { min = 3, max = 2 } }`), `49:46: error[distribution]: max is 2, not above min, 3`},
		{"", vary(`twin.pump.cop = { normal = { mean = 3, sd = 1 }, min = 4, max = 3 }`), `49:65: error[distribution]: max is not above min`},
		{"", vary(`twin.pump.cop = { normal = { mean = 3, sd = 0.1 }, min = 9 }`), `49:11: error[distribution]: fewer than 1 draw in 100 of twin.pump.cop falls between min and max`},
		{"", vary(`twin.pump.demand = { uniform = { min = 0, max = 1 } }`), `49:11: error[not-a-number]: twin.pump.demand is driven by twin.control, so that a draw of it has no effect`},
		{"", vary(`twin.pump.cop = { normal = { mean = 1, sd = 2 } }`), `49:11: error[out-of-bounds]: of the draws, twin.pump.cop is drawn as`},
		{"", vary(`twin.control.setpoint = { scale = { normal = { mean = 1, sd = 0.1 } } }`), `49:27: error[distribution]: twin.control.setpoint is a temperature, which cannot be scaled`},
		{"", vary(`twin.control.setpoint = { add = { normal = { mean = "0 degC", sd = "1 K" } } }`), `49:53: error[temperature-or-difference]: normal.mean is a difference, and degC is for temperatures`},
		{"", vary(`twin.north.outdoor = { add = { normal = { mean = "0 K", sd = "1 K" } } }`), `49:12: error[not-a-number]: twin.north.outdoor is input.outdoor, which is no number that could vary`},
		{"", vary(`input.people.value = { lognormal = { mean = "0 W", sd = "1 W" } }`), `49:45: error[distribution]: the mean of a lognormal distribution is not above zero`},
		{"", "[variant.v]\ntwin.pump.cop = 2\n" + vary(`twin.pump.cop = { normal = { mean = 3, sd = 0.1 } }`), `51:11: error[conflict]: the draw of twin.pump.cop would erase what [variant.v] sets`},
		{"", "[sweep]\ntwin.pump.cop = [2]\n" + vary(`twin.pump.cop = { normal = { mean = 3, sd = 0.1 } }`), `51:11: error[conflict]: the draw of twin.pump.cop would erase what [sweep] sets`},
		// conditions, indicators, record
		{`"twin.north.temperature < 18 degC"`, `"twin.north.temperature < 18 K"`, `41:34: error[temperature-or-difference]: when: twin.north.temperature is a temperature, and K is for differences`},
		{`"twin.north.temperature < 18 degC"`, `"twin.north.temperature < 18"`, `41:34: error[no-unit]: when: twin.north.temperature is compared with a number without a unit`},
		{`"twin.north.temperature < 18 degC"`, `"twin.north.temperature < input.people"`, `41:34: error[wrong-dimension]: when compares a temperature (degC) with a power (W)`},
		{`"twin.north.temperature < 18 degC"`, `"twin.control.on > 0.5"`, `41:9: error[condition]: when: twin.control.on is true or false and cannot be compared`},
		{`"twin.north.temperature < 18 degC"`, `"alert.colder"`, `41:9: error[bad-reference]: when: there is no alert "alert.colder"`},
		{`{ integral = "twin.pump.electric_power", unit = "kWh" }`, `{ integral = "twin.pump.electric_power", unit = "kW" }`, `43:58: error[wrong-dimension]: energy cannot be shown in kW: it is an energy (J)`},
		{`{ integral = "twin.pump.electric_power", unit = "kWh" }`, `{ integral = "twin.north.temperature" }`, `43:23: error[indicator]: twin.north.temperature is a temperature, whose integral means nothing`},
		{`{ integral = "twin.pump.electric_power", unit = "kWh" }`, `{ count = "twin.control.on", unit = "h" }`, `43:46: error[wrong-dimension]: energy cannot be shown in h: it is a pure number`},
		{`{ integral = "twin.pump.electric_power", unit = "kWh" }`, `{ mean = "alert.cold" }`, `43:19: error[bad-reference]: mean: alert.cold is on or off, and no signal`},
		{`{ integral = "twin.pump.electric_power", unit = "kWh" }`, `{ rmse = "twin.north.temperature" }`, `43:1: error[indicator]: rmse compares with nothing`},
		{`{ integral = "twin.pump.electric_power", unit = "kWh" }`, `{ rmse = "twin.pump.heat", against = "input.measured" }`, `43:47: error[wrong-dimension]: against: input.measured is a temperature (degC)`},
		{`every = "1 h"`, `every = "3 d"`, `45:9: error[out-of-bounds]: every is longer than the span`},
		{`every = "1 h"`, `every = "1 us"`, `45:9: error[too-many]: a run would have 172800000000 samples`},
		{`every = "1 h"`, `signals = ["twin.nroth.*"]`, `45:12: error[record]: signals: "twin.nroth.*" matches no signal`},
		// inputs
		{`unit = "degC"
[twin.north]`, `unit = "degC"
stamp = "end"
[twin.north]`, `21:9: error[telemetry]: input.measured: stamp says which end of an interval is marked`},
		{`file = "m.csv"`, `file = ""`, `17:8: error[telemetry-file]: "" is no kind of file that can be read`},
		{`column = "t"`, `column = "u"`, `19:10: error[telemetry-column]: input.measured: `},
		{`file = "m.csv"`, `file = "n.csv"`, `17:8: error[telemetry-file]: input.measured: there is no file "n.csv"`},
		{`file = "m.csv"`, `file = "m.xlsx"`, `17:8: error[telemetry-file]: "m.xlsx" is no kind of file that can be read`},
		{`span = "2 d"`, `span = "4 d"`, `17:8: error[telemetry-coverage]: input.measured: `},
		{"value = \"300 W\"\n", "", `13:8: error[missing]: [input.people], a constant, has no value`},
		{`signal = "constant"`, `signal = "saw"`, `14:10: error[unknown-choice]: signal cannot be "saw"`},
	} {
		text := office + c.text
		if c.old != "" {
			require.Contains(t, office, c.old)
			text = strings.Replace(office, c.old, c.text, 1)
		}
		plan, said := tell(t, text, plain())
		lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
		wants := strings.Split(c.want, "\n")
		if c.want == "" {
			assert.Empty(t, said, c.text)
			continue
		}
		if assert.Len(t, lines, len(wants), "%s\n%s", c.text, said) {
			for i := range wants {
				assert.Truef(t, strings.HasPrefix(lines[i], "s.toml:"+wants[i]), "%s\nwant %s\ngot  %s", c.text, wants[i], lines[i])
			}
		}
		assert.Equal(t, strings.Contains(c.want, "error["), plan == nil, c.text)
	}
}

func vary(line string) string { return "[sample]\ndraws = 500\n[sample.vary]\n" + line + "\n" }

func TestOptionMistakes(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Draws: -1, Set: []string{"twin.pump.cop"}}, `--set:1:1: error[set]: "twin.pump.cop" sets nothing`},
		{Options{Draws: -1, Set: []string{"twin.pump.cop=3", "twin.pump.cop=0"}}, `--set:2:15: error[out-of-bounds]: cop is 0, not above 0`},
		{Options{Draws: -1, Set: []string{"twin.pmp.cop=3"}}, `--set:1:1: error[unknown-name]: --set: there is no twin "pmp"`},
		{Options{Draws: -1, Set: []string{"twin.pump.cop = [1,"}}, `--set:1:`},
		{Options{Draws: -1, Set: []string{"twin.control.setpoint= 22 degG"}}, `--set:1:27: error[unit]: setpoint: unknown unit "degG"`},
		{Options{Draws: -1, Set: []string{`twin."pump.cop=3`}}, `--set:1:1: error[set]: the quote in twin."pump.cop is not closed`},
		{Options{Draws: -1, Set: []string{"twin..cop=3"}}, `--set:1:1: error[set]: a name is missing in the path "twin..cop"`},
		{Options{Draws: -1, Set: []string{"=3"}}, `--set:1:1: error[set]: a name is missing in the path ""`},
		{Options{Draws: -1, Set: []string{"twin.pump.cop="}}, `--set:1:`},
		{Options{Draws: -1, Set: []string{"twin.pump.coop=3"}}, `--set:1:1: error[unknown-name]: --set: twin.pump, a thermal.heat_pump, has no parameter "coop"`},
		{Options{Draws: -1, Set: []string{"input.people.valeu=3 W"}}, `--set:1:1: error[unknown-key]: [input.people], a constant, has no key "valeu"`},
		{Options{Draws: -1, Set: []string{"twin.pump=3"}}, `--set:1:1: error[unknown-name]: --set: twin.pump is not one value`},
		{Options{Draws: -1, Set: []string{"scenario.spam=3 d"}}, `--set:1:1: error[unknown-key]: [scenario] has no key "spam"`},
		{Options{Draws: -1, Set: []string{"twin.control.setpoint=20 K"}}, `--set:1:23: error[temperature-or-difference]`},
		{Options{Draws: -1, Set: []string{"variant.x=3"}}, `--set:1:1: error[unknown-name]: --set cannot change variant.x`},
		{Options{Draws: -1, Variants: []string{"bse"}}, `--variant:1:1: error[unknown-name]: there is no variant "bse"`},
		{Options{Draws: 200_000_000}, `--draws: error[out-of-bounds]: draws is 200000000`},
	} {
		plan, said := tell(t, office, c.o)
		assert.Nil(t, plan)
		assert.Truef(t, strings.HasPrefix(said, c.want) && strings.Count(said, "\n") == 1, "want %s\ngot  %s", c.want, said)
	}
}

// TestReportedOnce has three variants see the same mistake of the file.
func TestReportedOnce(t *testing.T) {
	_, said := tell(t, strings.Replace(office, "cop = 3.4", "cop = 0", 1)+"[variant.a]\n[variant.b]\n[variant.c]\ntwin.pump.heating_capacity = \"5 kW\"\n", plain())
	assert.Equal(t, 1, strings.Count(said, "\n"), said)
}

// TestNoKnockOn has a mistake break what other parts of the file rely on: it is
// told alone.
func TestNoKnockOn(t *testing.T) {
	drawn := vary(`twin.pump.cop = { scale = { normal = { mean = 1.0, sd = 0.1 } } }`)
	dated := "[event.x]\nat = 2026-01-12T03:00:00\nset = { \"twin.pump.available\" = false }\n"
	for _, c := range []struct{ old, text, more, want string }{
		{`"thermal.heat_pump"`, `"thermal.heatpump"`, drawn, `30:9: error[unknown-model]`},
		{`cop = 3.4`, `cop = "3,4"`, drawn, `32:8: error[unit]: cop: a number has a decimal point`},
		{`[twin.pump]`, `[[twin.pump]]`, "", `29:8: error[wrong-type]: [twin.pump] is a list, not a table`},
		{`2026-01-12T00:00:00`, `"yesterday"`, dated, `3:9: error[time]: start is "yesterday"`},
	} {
		require.Contains(t, office, c.old)
		_, said := tell(t, strings.Replace(office, c.old, c.text, 1)+c.more, plain())
		assert.Truef(t, strings.HasPrefix(said, "s.toml:"+c.want) && strings.Count(said, "\n") == 1, "want %s\ngot  %s", c.want, said)
	}
	_, said := tell(t, office+"[sweep]\ntwin.control.band = [\"1 K\"]\n[variant.base]\n", Options{Draws: -1, Variants: []string{"bse"}})
	assert.Equal(t, 1, strings.Count(said, "\n"), said)
}

// TestHints spoils the office and compares what was expected and how to mend
// it.
func TestHints(t *testing.T) {
	for _, c := range []struct{ old, text, want string }{
		{`heating_capacity = "6 kW"`, `heating_capacity = 1`, `write it with its unit, such as "1 W"`},
		{`heating_capacity = "6 kW"`, `heating_capacity = 0.1`, `write it with its unit, such as "0.1 W"`},
		{`heating_capacity = "6 kW"`, `heating_capacity = "21"`, `add the unit, such as "21 W"`},
		{`heating_capacity = "6 kW"`, `heating_capacity = "6 horses"`, `a power (W)`},
		{`[twin.pump]`, `[[twin.pump]]`, `a header such as [twin.north] stands in single brackets`},
		{`every = "1 h"`, `signals = ["twin.[.temperature"]`, `twin.control.on, twin.north.temperature`},
		{`every = "1 h"`, `signals = ["inputs.*"]`, `did you mean "input"?`},
	} {
		require.Contains(t, office, c.old)
		_, list := diagnosed(t, strings.Replace(office, c.old, c.text, 1), plain())
		hints := ""
		for _, d := range list {
			hints += d.Expected + "\n" + d.Hint + "\n"
		}
		assert.Contains(t, hints, c.want, c.text)
	}
}

// TestTelemetryToldOnce has several lines of one file be wrong in two variants.
func TestTelemetryToldOnce(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "m.csv"), []byte("time,t\n-86400,a\n0,b\n86400,c\n172800,d\n"), 0o644))
	path := filepath.Join(folder, "s.toml")
	require.NoError(t, os.WriteFile(path, []byte(office+"[variant.a]\n[variant.b]\n"), 0o644))
	_, list, _ := Load(path, plain())
	require.Len(t, list, 4)
	assert.Contains(t, list[0].Summary, `"a" is not a number`)
	assert.Contains(t, list[3].Summary, "1 more")
}

// TestScenarioWithoutEnd reads a device that never ends.
func TestScenarioWithoutEnd(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no /dev/zero here")
	}
	plan, list, _ := Load("/dev/zero", plain())
	assert.Nil(t, plan)
	require.Len(t, list, 1)
	assert.Contains(t, list[0].Summary, "is no scenario")
}

// A value that the sweep always lays another over is checked all the same.
func TestSweptValuesAreChecked(t *testing.T) {
	text := strings.Replace(office, "band = \"1 K\"", "band = \"1 degC\"", 1) + "[sweep]\n\"twin.control.band\" = [\"1 K\", \"2 K\"]\n"
	plan, list := diagnosed(t, text, Options{Draws: -1})
	require.Nil(t, plan)
	require.Len(t, list, 1)
	require.Equal(t, "band is a difference, and degC is for temperatures", list[0].Summary)
}

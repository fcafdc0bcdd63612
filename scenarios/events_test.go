package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios/diagnose"
)

// site is a sound scenario to which the tests below add events.
const site = `[scenario]
name = "site"
start = 2026-03-27T00:00:00
timezone = "Europe/Berlin"
span = "5 d"
warmup = "1 d"
[input.outdoor]
signal = "constant"
value = "0 degC"
[input.clock]
signal = "weekly"
periods = [{ days = "daily", from = "06:00", to = "22:00", value = "21 degC" }]
otherwise = "16 degC"
[twin.north]
model = "thermal.room"
capacity = "2.4 MJ/K"
heat_loss = "38 W/K"
outdoor = "input.outdoor"
[twin.pump]
model = "thermal.heat_pump"
heating_capacity = "6 kW"
cop = 3.4
serves = "twin.north"
[twin.control]
model = "control.thermostat"
senses = "twin.north"
drives = "twin.pump.demand"
setpoint = "20 degC"
band = "1 K"
[alert.cold]
when = "twin.north.temperature < 18 degC"
`

func loadSite(t *testing.T, text string) (*Plan, []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.toml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	plan, list, lines := Load(path, Options{Draws: -1})
	var b strings.Builder
	require.NoError(t, diagnose.Render(&b, diagnose.Concise, list, lines, false))
	var out []string
	for line := range strings.Lines(b.String()) {
		_, line, _ = strings.Cut(strings.TrimSpace(line), "s.toml:")
		out = append(out, line)
	}
	return plan, out
}

func firstEvent(t *testing.T, event string) models.Intervention {
	t.Helper()
	plan, list := loadSite(t, site+event)
	require.Empty(t, list)
	study, err := plan.Study(0, 0)
	require.NoError(t, err)
	require.NotEmpty(t, study.Interventions)
	return study.Interventions[0]
}

const (
	hour   = 3600 * engine.Second
	effect = "\nset = { \"twin.pump.available\" = false }\n"
)

func TestEventTimes(t *testing.T) {
	e := firstEvent(t, "[event.e]\nat = [\"3 d\", 2026-03-28T12:00:00]\nfor = \"2 h\""+effect)
	assert.Equal(t, []models.Spell{{From: 36 * hour, Until: engine.Never}, {From: 72 * hour, Until: engine.Never}}, e.Spells)
	assert.Equal(t, 2*hour, e.For)

	e = firstEvent(t, "[event.e]\nevery = \"1 d\"\nfor = \"2 h\"\ntimes = 3\nuntil = \"3 d\""+effect)
	assert.Equal(t, [3]engine.Time{24 * hour, 26 * hour, 24 * hour}, [3]engine.Time{e.From, e.Until, e.Every})
	assert.Equal(t, int64(3), e.Times)
	assert.Equal(t, 72*hour, *e.NotAfter)

	e = firstEvent(t, "[event.e]\nevery = \"6 h\"\nat = \"-20 h\"\nfor = \"2 h\""+effect)
	assert.Equal(t, -20*hour, e.From)
}

// The clocks go forward on Sunday, 29 March: that night has 7 hours.
func TestEventFollowsTheClock(t *testing.T) {
	e := firstEvent(t, "[event.e]\nfrom = \"22:00\"\nto = \"06:00\""+effect)
	var lengths []engine.Time
	for _, s := range e.Spells {
		lengths = append(lengths, (s.Until-s.From)/hour)
	}
	assert.Equal(t, -26*hour, e.Spells[0].From, "in force as the warm-up begins")
	assert.Equal(t, []engine.Time{8, 8, 8, 7, 8, 8, 8}, lengths)
	e = firstEvent(t, "[event.e]\nfrom = \"02:30\"\ndays = \"sat-mon\"\nfor = \"1 h\""+effect)
	var begins []float64
	for _, s := range e.Spells {
		begins = append(begins, s.From.Seconds()/3600)
	}
	assert.Equal(t, []float64{26.5, 50, 73.5}, begins, "02:30 on Sunday is left out: the jump at 02:00")
}

func TestEventTriggers(t *testing.T) {
	e := firstEvent(t, "[event.e]\nwhen = \"twin.north.temperature < 15 degC or alert.cold\"\nhold = \"10 min\"\nfor = \"2 h\""+effect)
	assert.Equal(t, models.Or, e.When.Op)
	assert.Equal(t, [2]engine.Time{hour / 6, 2 * hour}, [2]engine.Time{e.Hold, e.For})
	e = firstEvent(t, "[event.e]\nwhen = \"not event.f\"\nfor = \"while\""+effect+"[event.f]\nafter = \"event.g\"\ndelay = \"1 h\""+effect+"[event.g]\nat = \"1 d\""+effect)
	assert.True(t, e.While)
	assert.Equal(t, "event.f", e.When.Args[0].Left.Path)
}

func TestEventEffects(t *testing.T) {
	e := firstEvent(t, "[event.e]\nat = \"1 d\"\nset = { twin.pump.available = true }\nscale = { \"twin.pump.cop\" = 0.5, \"twin.north.heat_loss\" = \"80 %\" }\nadd = { \"twin.control.setpoint\" = \"-2 K\", input.outdoor = \"3 K\" }\n")
	assert.Equal(t, []models.Assignment{
		{Path: "twin.pump.available", Value: 1, Text: "true"},
		{Path: "twin.pump.cop", Effect: models.Multiply, Value: 0.5, Text: "0.5"},
		{Path: "twin.north.heat_loss", Effect: models.Multiply, Value: 0.8, Text: "80 %"},
		{Path: "twin.control.setpoint", Effect: models.Increase, Value: -2, Text: "-2 K"},
		{Path: "input.outdoor", Effect: models.Increase, Value: 3, Text: "3 K"},
	}, e.Set)
}

// Numbers of events are swept, and a variant may add any sort of event.
func TestEventOverlays(t *testing.T) {
	plan, list := loadSite(t, site+"[event.e]\nat = \"1 d\"\nfor = \"2 h\"\nscale = { \"twin.pump.cop\" = 0.9 }\n"+
		"[variant.a]\n[variant.b]\nevent.e.for = \"3 h\"\nevent.x = { when = \"event.e\", for = \"while\", add = { \"twin.control.setpoint\" = \"1 K\" } }\n"+
		"[variant.c]\nevent.y = { after = \"event.e\", set = { \"twin.pump.available\" = false } }\n"+
		"[sweep]\n\"event.e.at\" = [\"1 d\", \"2 d\"]\n\"event.e.scale\" = [{ \"twin.pump.cop\" = 0.8 }, { \"twin.pump.cop\" = 0.7 }]\n")
	require.Empty(t, list)
	require.Equal(t, int64(12), plan.Runs())
	study, err := plan.Study(1, 3)
	require.NoError(t, err)
	require.Len(t, study.Interventions, 2)
	e := study.Interventions[0]
	assert.Equal(t, [2]engine.Time{48 * hour, 51 * hour}, [2]engine.Time{e.From, e.Until})
	assert.Equal(t, 0.7, e.Set[0].Value)
}

// A path may be quoted in the file and dotted in what is laid over it.
func TestEventPathsMeet(t *testing.T) {
	for _, c := range []string{
		"set = { \"twin.pump.cop\" = 3 }\n[sweep]\n\"event.e.set.twin.pump.cop\" = [0.5]\n",
		"set = { \"twin.pump.cop\" = 3 }\n[sweep]\n\"event.e.set\" = [{ \"twin.pump.cop\" = 0.5 }]\n",
		"set = { twin.pump.cop = 3 }\n[sweep]\n\"event.e.set\" = [{ \"twin.pump.cop\" = 0.5 }]\n",
		"set = { \"twin.pump.cop\" = 3 }\n[variant.a]\nevent.e.set = { \"twin.pump.cop\" = 0.5 }\n",
		"set = { twin.pump.cop = 3 }\n[variant.a]\nevent.e = { set = { \"twin.pump.cop\" = 0.5 } }\n",
	} {
		e := firstEvent(t, "[event.e]\nat = \"1 d\"\n"+c)
		require.Len(t, e.Set, 1, c)
		assert.Equal(t, 0.5, e.Set[0].Value, c)
	}
}

func TestEventMistakes(t *testing.T) {
	at := "[event.e]\nat = \"1 d\"\n"
	for _, c := range []struct{ event, want string }{
		{"[event.e]" + effect, `32:8: error[missing]: [event.e] has no at`},
		{"[event.e]\nat = \"25:00\"" + effect, `33:6: error[time]: at is "25:00", which is no time`},
		{"[event.e]\nevery = \"2 h\"\nfor = \"1 h\"\nuntil = \"1 h\"" + effect, `35:9: warning[time]: the event never begins: until is before it would begin first`},
		{"[event.e]\nat = []\nfor = \"1 h\"" + effect, `33:6: error[missing]: at is empty`},
		{"[event.e]\nat = [\"1 d\", \"24 h\"]\nfor = \"1 h\"" + effect, `33:14: error[conflict]: at lists 2026-03-28 00:00:00 twice`},
		{"[event.e]\nat = [\"1 d\", \"2 d\"]" + effect, `33:14: error[conflict]: the event is for good already when it begins again`},
		{"[event.e]\nat = [\"25 h\", \"1 d\"]\nfor = \"2 h\"" + effect, `33:7: error[conflict]: the event begins again at 2026-03-28 01:00:00, before it has ended`},
		{"[event.e]\nevery = \"1 h\"\nfor = \"2 h\"" + effect, `34:7: error[conflict]: the event would begin again before it has ended`},
		{"[event.e]\nevery = \"1 h\"" + effect, `32:8: error[missing]: [event.e] has no for, and begins again and again`},
		{"[event.e]\nevery = \"1 ms\"\nfor = \"1 us\"" + effect, `33:9: error[out-of-bounds]: the event would begin more than 10000000 times`},
		{"[event.e]\nevery = \"9 d\"\nfor = \"1 h\"" + effect, `33:9: warning[time]: the event never begins: every is as long as the span`},
		{"[event.e]\nevery = \"1 d\"\nwhen = \"alert.cold\"\nfor = \"1 h\"" + effect, `34:1: error[conflict]: [event.e] has both every and when`},
		{at + "hold = \"1 h\"" + effect, `34:1: error[conflict]: [event.e]: hold does not go with at`},
		{at + "for = \"while\"" + effect, `34:7: error[conflict]: for = "while" needs a condition`},
		{at + "times = 2" + effect, `34:1: error[conflict]: [event.e]: times does not go with at`},
		{"[event.e]\nevery = \"1 d\"\nfor = \"1 h\"\ntimes = 0" + effect, `35:9: error[out-of-bounds]: times is 0`},
		{"[event.e]\nfrom = \"22:00\"" + effect, `32:8: error[missing]: [event.e] has no to`},
		{"[event.e]\nfrom = \"22 h\"\nto = \"06:00\"" + effect, `33:8: error[time]: from: "22 h" is not a time of day`},
		{"[event.e]\nfrom = \"22:00\"\nto = \"06:00\"\ndays = \"mun\"" + effect, `35:8: error[time]: days: "mun" is not a day`},
		{"[event.e]\nfrom = \"22:00\"\nto = \"06:00\"\nfor = \"1 h\"" + effect, `35:1: error[conflict]: [event.e] has both to and for`},
		{"[event.e]\nfrom = \"22:00\"\nfor = \"25 h\"" + effect, `34:7: error[conflict]: the event would begin again before it has ended`},
		{"[event.e]\nwhen = \"event.e\"\nfor = \"1 h\"" + effect, `33:8: error[condition]: when: the event waits for itself`},
		{"[event.e]\nwhen = \"event.f\"\nfor = \"1 h\"" + effect, `33:9: error[bad-reference]: when: there is no event "event.f"`},
		{"[event.e]\nwhen = \"event.e > 1\"\nfor = \"1 h\"" + effect, `33:17: error[condition]: when: an event is on or off and cannot be compared`},
		{"[event.e]\nat = \"18:00\"" + effect, `33:6: error[time]: at is a time of day without a date`},
		{"[event.e]\nat = [18:00:00]\nfor = \"1 h\"" + effect, `33:7: error[time]: at is a time of day without a date`},
		{"[event.e]\nat = \"28.03.2026 18:00\"" + effect, `33:6: error[time]: at is "28.03.2026 18:00", which is no date and time`},
		{"[event.e]\nwhen = \"alert.cold\"\nends_when = \"not event.e\"" + effect, `34:13: error[condition]: ends_when: the event waits for itself`},
		{"[event.e]\nwhen = \"alert.cold\"\nends_when = \"not alert.cold\"\nfor = \"1 h\"" + effect, `35:1: error[conflict]: [event.e] has both ends_when and for`},
		{"[event.e]\nwhen = \"alert.cold\"\nfor = \"while\"\nagain = true" + effect, `35:1: error[conflict]: [event.e]: again needs a duration`},
		{at + "again = true" + effect, `34:1: error[conflict]: [event.e]: again does not go with at`},
		{at + "ends_when = \"alert.cold\"" + effect, `34:1: error[conflict]: [event.e]: ends_when does not go with at`},
		{at + "enabled = \"no\"" + effect, `34:11: error[wrong-type]: enabled`},
		{"[event.e]\nafter = \"event.f\"" + effect, `33:9: error[bad-reference]: after: there is no event "event.f"`},
		{"[event.e]\nafter = \"event.f\"" + effect + "[event.f]\nafter = \"event.e\"" + effect, `33:9: error[conflict]: after: the events come after each other in a circle`},
		{"[event.e]\nafter = \"event.e\"\ndelay = \"1 h\"" + effect, `33:9: error[conflict]: after: the events come after each other in a circle`},
		{at, `32:8: error[missing]: [event.e] has no set`},
		{at + "scale = { twin.pump.available = 2 }\n", `34:21: error[not-settable]: twin.pump.available is true or false: there is nothing to scale`},
		{at + "scale = { twin.control.setpoint = 2 }\n", `34:24: error[temperature-or-difference]: twin.control.setpoint is a temperature, which cannot be scaled`},
		{at + "scale = { twin.pump.cop = \"2 W\" }\n", `34:27: error[wrong-dimension]: twin.pump.cop is`},
		{at + "scale = { twin.pump.cop = 0 }\n", `34:27: error[out-of-bounds]: twin.pump.cop would become 0, not above 0`},
		{at + "add = { twin.control.setpoint = \"2 degC\" }\n", `34:33: error[temperature-or-difference]: twin.control.setpoint is a difference`},
		{at + "add = {}\n", `34:7: error[missing]: add is empty`},
		{at + "add = 3\n", `34:7: error[wrong-type]: add is a whole number`},
		{at + "set = { twin.pump.cop = 3 }\nadd = { twin.pump.cop = 1 }\n", `35:19: error[conflict]: twin.pump.cop is in both set and add by the same event`},
		{at + "repeat = true" + effect, `34:1: error[unknown-key]: [event.e] has no key "repeat"`},
		{"[twin.two]\nlike = \"twin.control\"\ndrives = \"twin.control.setpoint\"\n", `34:10: error[wrong-dimension]: drives: twin.control.setpoint is a temperature (degC), but a control.thermostat drives what is a pure number`},
		{"[twin.clock]\nmodel = \"control.schedule\"\nfollows = \"input.clock\"\ndrives = \"twin.pump.demand\"\n", `35:10: error[wrong-dimension]: drives: twin.pump.demand is a pure number, but input.clock is a temperature (degC)`},
	} {
		_, list := loadSite(t, site+c.event)
		if assert.Len(t, list, 1, "%s\n%s", c.event, strings.Join(list, "\n")) {
			assert.True(t, strings.HasPrefix(list[0], c.want), "%s\nwant %s\ngot  %s", c.event, c.want, list[0])
		}
	}
}

// rowKinds counts the rows of the table of events by signal and kind.
type rowKinds map[string]int

func (r rowKinds) Sample(engine.Time, []float64) error { return nil }
func (r rowKinds) Event(e engine.Event) error {
	r[e.Signal+" "+e.Kind]++
	return nil
}

// The examples of the reference run, and what they speak of happens.
func TestEventExamples(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "docs", "scenario.md"))
	require.NoError(t, err)
	want := map[string][]string{
		"events": {"event.night event_on", "event.fouling event_on", "event.defrost event_off", "event.outages event_off",
			"event.emergency event_on", "event.cold_snap event_off", "alert.outage_felt alert_on"},
		"controllers": {"twin.stages.stages switch_on", "twin.stages.stages switch_off"},
	}
	for _, b := range blocks(t, string(content)) {
		for name, kinds := range want {
			if b.language != "toml" || !strings.HasPrefix(b.text, "[scenario]\nname     = \""+name+"\"") {
				continue
			}
			delete(want, name)
			plan, list := loadSite(t, b.text)
			require.Empty(t, list)
			rows := rowKinds{}
			var o engine.Outcome
			plan.Source().Worker().Execute(0, rows, nil, &o)
			require.NoError(t, o.Err)
			for _, kind := range kinds {
				assert.Positive(t, rows[kind], kind)
			}
			if name == "events" {
				assert.Equal(t, 20, rows["event.defrost event_on"])
				assert.Equal(t, 7, rows["event.night event_on"], "six nights, the first of them in force at the start")
			}
		}
	}
	assert.Empty(t, want)
}

// TestPatternsOfEvents: a pattern acts on every twin that has such a parameter;
// a path that is written out wins, whatever the effect.
func TestPatternsOfEvents(t *testing.T) {
	const more = "[twin.north-heater]\nmodel = \"thermal.heater\"\npower = \"2 kW\"\nserves = \"twin.north\"\n[twin.south-heater]\nlike = \"twin.north-heater\"\n"
	paths := func(effects string) (out []string) {
		for _, a := range firstEvent(t, more+"[event.x]\nat = \"1 d\"\n"+effects).Set {
			out = append(out, a.Path)
		}
		return out
	}
	assert.Equal(t, []string{"twin.north-heater.available", "twin.south-heater.available"}, paths(`set = { "twin.*-heater.available" = false }`))
	assert.Equal(t, []string{"twin.north-heater.available", "twin.pump.available", "twin.south-heater.available"}, paths(`set = { twin."*".available = false }`))
	assert.Equal(t, []string{"twin.south-heater.demand", "twin.north-heater.demand"}, paths("set = { \"twin.*-heater.demand\" = 0 }\nscale = { \"twin.south-heater.demand\" = 0.5 }\n")[:2])
	assert.Equal(t, []string{"input.outdoor"}, paths(`add = { "input.out*" = "-5 K" }`))

	for _, c := range []struct{ effects, want string }{
		{`set = { "twin.*-boiler.available" = false }`, `error[unknown-name]: set: nothing matches twin.*-boiler.available`},
		{`set = { "twin.*-heater.serves" = "twin.north" }`, `error[unknown-name]: set: nothing matches twin.*-heater.serves`},
		{`set = { "twin.*-heater.available" = false, "twin.north-*.available" = true }`, `error[conflict]: twin.*-heater.available and twin.north-*.available both match twin.north-heater.available`},
		{`set = { "twin.*-heater.demand" = "2 K" }`, `error[wrong-dimension]: twin.north-heater.demand`},
	} {
		plan, said := loadSite(t, site+more+"[event.x]\nat = \"1 d\"\n"+c.effects+"\n")
		assert.Nil(t, plan)
		require.Len(t, said, 1, "%s: %v", c.effects, said)
		assert.Contains(t, said[0], c.want)
	}
}

// TestSwitchingBetweenInputs: an event takes no signal, and what the message says
// instead works.
func TestSwitchingBetweenInputs(t *testing.T) {
	plan, said := loadSite(t, site+"[event.x]\nat = \"1 d\"\nset = { \"twin.north.outdoor\" = \"input.clock\" }\n")
	assert.Nil(t, plan)
	require.Len(t, said, 1)
	assert.Contains(t, said[0], `error[not-settable]: twin.north.outdoor: an event takes a quantity, not the signal input.clock`)

	text := strings.Replace(site, `outdoor = "input.outdoor"`, `outdoor = "input.either"`, 1) + `
[input.switch]
signal = "constant"
value = 0
[input.either]
expression = "if(input.switch > 0.5, input.clock, input.outdoor)"
[event.x]
at = "1 d"
for = "6 h"
set = { "input.switch" = 1 }
[indicator]
before = { max = "input.either", until = "1 d" }
during = { min = "input.either", from = "1 d", until = "1 d 6 h" }
after  = { max = "input.either", from = "1 d 6 h" }
`
	plan, said = loadSite(t, text)
	require.NotNil(t, plan, said)
	got := outcome(t, plan, 0, nil)
	assert.InDelta(t, 0, got["before"], 1e-9)
	assert.InDelta(t, 16, got["during"], 1e-9)
	assert.InDelta(t, 0, got["after"], 1e-9)
}

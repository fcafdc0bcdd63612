package scenarios

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// happened notes the events of a run.
type happened struct{ list []engine.Event }

func (h *happened) Sample(engine.Time, []float64) error { return nil }
func (h *happened) Event(e engine.Event) error {
	h.list = append(h.list, e)
	return nil
}

// at lists when events of a kind happened, in s.
func (h *happened) at(kind string) []float64 {
	var list []float64
	for _, e := range h.list {
		if e.Kind == kind {
			list = append(list, e.Time.Seconds())
		}
	}
	return list
}

// ownLaws is a scenario of laws, carried out.
func ownLaws(t *testing.T, span, text string) (map[string]float64, *happened) {
	p := sound(t, "[scenario]\nname = \"own\"\nspan = \""+span+"\"\n"+text, plain())
	h := &happened{}
	return outcome(t, p, 0, h), h
}

const tank = `
[twin.tank]
model   = "equation"
area    = "1 m2"
outlet  = "20 cm2"
start.level = "1 m"
der.level   = "-outflow / area"
output.outflow = "outlet * sqrt(2 * '9.81 m/s2' * max(level, '0 m'))"
`

// A tank that leaks empties as Torricelli has it: the root of its level falls evenly.
func TestTankLeaks(t *testing.T) {
	got, _ := ownLaws(t, "100 s", tank+`
[indicator]
level = { final = "twin.tank.level" }
lost  = { integral = "twin.tank.outflow" }
`)
	root := 1 - 20e-4/2*math.Sqrt(2*9.81)*100
	assert.InDelta(t, root*root, got["level"], 1e-9)
	assert.InDelta(t, 1-root*root, got["lost"], 1e-8)
}

const bouncing = `
[twin.ball]
model   = "equation"
gravity = "9.81 m/s2"
restitution = 0.7
start.height = "1 m"
start.speed  = "0 m/s"
mode.resting = false
der.height = "speed"
der.speed  = "if(resting, '0 m/s2', -gravity)"
[twin.ball.guard.bounce]
when = "height < '0 m'"
set  = { height = "0 m", speed = "if(speed > '-1 cm/s', '0 m/s', -restitution * speed)", resting = "speed > '-1 cm/s'" }
`

func TestBallBouncesAndRests(t *testing.T) {
	got, h := ownLaws(t, "5 s", bouncing+`
[indicator]
height  = { max = "twin.ball.height", from = "3 s" }
rested  = { time_while = "twin.ball.resting" }
bounces = { count = "twin.ball.speed > 0 m/s" }
`)
	at := h.at("bounce")
	first := math.Sqrt(2 / 9.81)
	require.Len(t, at, 19) // the 19th is slower than 1 cm/s
	for k, when := range at {
		assert.InDelta(t, first*(1+2*0.7*(1-math.Pow(0.7, float64(k)))/0.3), when, 2e-9, "bounce %d", k+1)
	}
	assert.InDelta(t, 0.45152364099, at[0], 1e-9)
	assert.InDelta(t, 2.49911331422, at[10], 1e-9)
	assert.InDelta(t, 0, got["height"], 1e-12)
	assert.InDelta(t, 5-at[18], got["rested"], 2e-9)
	assert.Equal(t, 18.0, got["bounces"])
	assert.Equal(t, engine.Event{Time: h.list[0].Time, Twin: "ball", Kind: "bounce", Signal: "twin.ball.height", Unit: "m", Value: h.list[0].Value}, h.list[0])
}

// A ball of which the law does not say where it is after a bounce does the same.
func TestBallWithoutAPlace(t *testing.T) {
	text := strings.Replace(bouncing, `height = "0 m", speed = "if(speed > '-1 cm/s', '0 m/s', -restitution * speed)", resting = "speed > '-1 cm/s'"`, `speed = "-restitution * speed"`, 1)
	_, h := ownLaws(t, "2.5 s", text)
	at := h.at("bounce")
	require.Len(t, at, 11)
	assert.InDelta(t, 2.49911331422, at[10], 2e-9)
}

// What foxes and rabbits keep all their lives.
func TestPredatorAndPrey(t *testing.T) {
	got, _ := ownLaws(t, "40 s", `
[twin.field]
model = "equation"
birth = "1 1/s"
hunt  = "1 1/s"
start.rabbits = 2
start.foxes   = 1
der.rabbits = "birth * rabbits - hunt * rabbits * foxes"
der.foxes   = "hunt * rabbits * foxes - birth * foxes"
output.kept = "rabbits - log(rabbits) + foxes - log(foxes)"
[indicator]
least = { min = "twin.field.kept" }
most  = { max = "twin.field.kept" }
`)
	assert.InDelta(t, 3-math.Log(2), got["least"], 1e-7)
	assert.InDelta(t, 3-math.Log(2), got["most"], 1e-7)
}

const relay = `
[twin.well]
model = "equation"
low = "1 m"
high = "2 m"
rise = "2 mm/s"
fall = "1 mm/s"
start.level = "1.5 m"
mode.on = false
der.level = "if(on, rise, 0 * rise) - fall"
guard.on  = { when = "level < low", set = { on = true } }
guard.off = { when = "level > high", set = { on = false } }
`

// A relay keeps a level between two others; the time of a switch is known in closed form.
func TestRelay(t *testing.T) {
	got, h := ownLaws(t, "1 h", relay+`
[indicator]
share    = { mean = "twin.well.on" }
switches = { count = "twin.well.on" }
`)
	assert.InDeltaSlice(t, []float64{500, 2500}, h.at("on"), 1e-8)
	assert.InDeltaSlice(t, []float64{1500, 3500}, h.at("off"), 1e-8)
	assert.InDelta(t, 2000./3600, got["share"], 1e-8)
	assert.Equal(t, 2.0, got["switches"])
}

// A tank runs over: it stays full until more flows out than in.
func TestTankRunsOver(t *testing.T) {
	got, h := ownLaws(t, "1 h", `
[input.feed]
signal = "step"
at     = "20 min"
before = "2 l/s"
after  = "0 l/s"
[twin.tank]
model  = "equation"
area   = "1 m2"
top    = "2 m"
drain  = "1 l/s"
feed   = "input.feed"
start.level = "1.5 m"
mode.full   = false
output.net  = "feed - drain"
output.over = "if(full, net, '0 m3/s')"
der.level   = "(net - over) / area"
guard.full  = { when = "level > top", set = { full = true, level = "top" } }
guard.falls = { when = "net < '0 m3/s'", set = { full = false } }
[indicator]
over  = { integral = "twin.tank.over" }
level = { final = "twin.tank.level" }
`)
	assert.InDeltaSlice(t, []float64{500}, h.at("full"), 1e-8)
	assert.InDeltaSlice(t, []float64{1200}, h.at("falls"), 1e-9)
	assert.InDelta(t, 0.7, got["over"], 1e-9)
	assert.InDelta(t, 2-0.001*2400+0, got["level"]+0, 1e-9)
}

// A guard that holds at the beginning happens at once, and once; one that counts does so
// each time anew.
func TestGuardsAtTheBeginning(t *testing.T) {
	got, h := ownLaws(t, "10 s", `
[twin.wheel]
model = "equation"
speed = "1 1/s"
start.angle = 0
der.angle   = "speed * 2 * 3.141592653589793"
mode.turns  = 0
output.height = "sin(angle)"
guard.begins = { when = "time < '1 h'" }
guard.turn   = { when = "height > 0.5", set = { turns = "turns + 1" } }
guard.late   = { when = "time > '7.5 s'" }
[indicator]
turns = { final = "twin.wheel.turns" }
`)
	assert.Equal(t, []float64{0}, h.at("begins"))
	assert.InDeltaSlice(t, []float64{7.5}, h.at("late"), 1e-9)
	assert.Equal(t, 10.0, got["turns"])
	for k, when := range h.at("turn") {
		assert.InDelta(t, float64(k)+1./12, when, 1e-8)
	}
}

// Laws that lead to each other are solved together, with those of the catalogue.
func TestLawsHangTogether(t *testing.T) {
	got, _ := ownLaws(t, "1 h", `
[twin.spring]
model = "equation"
speed = "twin.mass.speed"
stiffness = "4 N/m"
start.length = "1 m"
der.length   = "speed"
output.force = "-stiffness * length"
[twin.mass]
model = "equation"
force = "twin.spring.force"
mass  = "1 kg"
start.speed = "0 m/s"
der.speed   = "force / mass"
[twin.stove]
model = "equation"
room  = "twin.room.temperature"
full  = "2 kW"
output.heat = { formula = "full * clamp((target - room) / '2 K', 0, 1)", unit = "W", doc = "What it gives." }
target = "21 degC"
[twin.room]
model = "thermal.room"
capacity = "1 MJ/K"
heat_loss = "100 W/K"
outdoor = "1 degC"
start = "1 degC"
gains = ["twin.stove.heat"]
[indicator]
length = { final = "twin.spring.length", until = "10 s" }
speed  = { min = "twin.mass.speed", until = "10 s" }
room   = { final = "twin.room.temperature" }
heat   = { integral = "twin.stove.heat", unit = "J" }
`)
	assert.InDelta(t, math.Cos(20), got["length"], 1e-7)
	assert.InDelta(t, -2, got["speed"], 1e-7)
	// Full power until 19 degC, then 1000 W/K (21 degC - room).
	until := 1e6 / 100. * math.Log(20./2)
	require.Greater(t, until, 3600.)
	assert.InDelta(t, 21-20*math.Exp(-0.36), got["room"], 1e-6)
	assert.InDelta(t, 7.2e6, got["heat"], 1e-2)
}

// Conditions turn round at exact instants; what they leave aside may have no value.
func TestConditionsTurnRound(t *testing.T) {
	for law, want := range map[string]float64{
		"if(time > '5 s', '-1 1/s', '1 1/s')":                                     0,
		"if(sin(time / '1 s') > 0.5, '1 1/s', '0 1/s')":                           4 * math.Pi / 3,
		"if(x >= 0 and x < 2 or time > '4 s', '1 1/s', '0 1/s')":                  8,
		"if(x > 0, '1 1/s', '0 1/s')":                                             0,
		"if(x < 3, sqrt(3 - x), 0) * '1 1/s'":                                     3,
		"sign(time / '1 s' - 4) * '1 1/s'":                                        2,
		"if(not (time < '2 s') and time <= '3 s', 1, 0) * '1 1/s'":                1,
		"if(time < '2 s', '3 1/s', '0 1/s') + if(time < '2 s', '1 1/s', '0 1/s')": 8,
	} {
		got, _ := ownLaws(t, "10 s", `
[twin.t]
model = "equation"
start.x = 0
der.x = "`+law+`"
[indicator]
x = { final = "twin.t.x" }
`)
		assert.InDelta(t, want, got["x"], 2e-8, law)
	}
}

func TestOwnLawFails(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 0\nder.x = \"'1 1/s' / x\"\n",
			"twin.a: twin.a.x (rate) is no number: a division by zero"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s'\"\noutput.y = \"sqrt(x)\"\n",
			"twin.a: twin.a.y is no number"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s' * sqrt(x)\"\noutput.y = \"sqrt(x)\"\n",
			"twin.a"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s'\"\nguard.g = { when = \"x < 0.5\", set = { x = \"log(x - 1)\" } }\n",
			"twin.a: its guard g sets a value that is no number"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s'\"\nguard.g = { when = \"x < 0.5\", set = { x = 0.5 } }\n",
			"twin.a, which meets its guard g"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 0\nder.x = \"if(x > 0.5, '-1 1/s', '1 1/s')\"\n",
			"chattering: more than 1000 events at one instant, the last of them at twin.a, which goes to and fro across x > 0.5"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s'\"\noutput.y = \"1 / x\"\n",
			"twin.a: twin.a.y grows beyond all bounds: a division by zero in 1 / x"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s'\"\noutput.y = \"(2 * x * abs(x)) ^ -2\"\n",
			"a division by zero in (2 * x * abs(x)) ^ -2"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 1\nder.x = \"'-1 1/s'\"\noutput.z = \"x - 0.5\"\noutput.y = \"1 / sqrt(abs(z))\"\n",
			"a division by zero in 1 / sqrt(abs(z))"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 0\nder.x = \"'1 1/s'\"\noutput.y = \"tan(x)\"\n",
			"a division by zero in tan(x)"},
		{"[twin.a]\nmodel = \"equation\"\nstart.h = \"1 m\"\nstart.v = \"0 m/s\"\nder.h = \"v\"\nder.v = \"'-9.81 m/s2'\"\n" +
			"guard.floor = { when = \"h < '0 m'\", set = { v = \"-0.7 * v\" } }\n",
			"twin.a: its guard floor happens ever faster, without end"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 0\nmode.on = true\nder.x = \"if(on, '0.3 1/s', '-0.7 1/s')\"\n" +
			"guard.up = { when = \"x > 25\", set = { on = false } }\nguard.down = { when = \"x < 25\", set = { on = true } }\n",
			"chattering: more than 1000 events at one instant"},
		{"[twin.a]\nmodel = \"equation\"\nstart.x = 0\nmode.n = 0\nmode.m = 0\nder.x = \"'1 1/s'\"\n" +
			"guard.t = { when = \"x > 1\", set = { n = 1 } }\nguard.u = { when = \"n > 0.5\", set = { n = 0, m = 1 } }\n" +
			"guard.v = { when = \"m > 0.5\", set = { n = 1, m = 0 } }\n",
			"the modes of twin.a do not come to rest"},
	} {
		p := sound(t, "[scenario]\nname = \"own\"\nspan = \"1 h\"\n"+c.text, plain())
		var o engine.Outcome
		p.Source().Worker().Execute(0, nil, nil, &o)
		assert.ErrorContains(t, o.Err, c.want)
	}
}

// What lies between two kinks is not left out by a step that goes over both: a beam of
// light of 20 m is met once in an hour, by who goes on evenly. Nor does a jump make more
// of a maximum than there is.
func TestNothingIsSteppedOver(t *testing.T) {
	got, _ := ownLaws(t, "1 h", `
[twin.cart]
model = "equation"
start.position = "0 m"
der.position = "'1 m/s'"
output.near = "max('0 m', min(position - '990 m', '1010 m' - position))"
output.far = "clamp(abs(position - '2 km'), '0 m', '5 m')"
output.on = "if(time < '50.3 s', 1, 0)"
[indicator]
greatest = { max = "twin.cart.near" }
area     = { integral = "twin.cart.near" }
above    = { time_while = "twin.cart.near > 9 m" }
least    = { min = "twin.cart.far" }
missing  = { integral = "twin.cart.far" }
on       = { max = "twin.cart.on" }
off      = { min = "twin.cart.on" }
`)
	assert.InDelta(t, 10, got["greatest"], 1e-8)
	assert.InDelta(t, 100, got["area"], 1e-6)
	assert.InDelta(t, 2, got["above"], 1e-8)
	assert.InDelta(t, 0, got["least"], 1e-8)
	assert.InDelta(t, 5*3600-25, got["missing"], 1e-6)
	assert.Equal(t, []float64{1, 0}, []float64{got["on"], got["off"]})
}

// A divisor may pass zero where the value does not grow beyond bounds.
func TestDivisorsThatPassZero(t *testing.T) {
	for law, want := range map[string]float64{
		"sin(x - 0.5) / (x - 0.5)":            math.Sin(-1.5) / -1.5,
		"if(abs(x) > 1e-3, 0.1 / x, x * 1e5)": -0.1,
		"x / abs(x)":                          -1,
		"(x - 0.5) * (x + 3) / (x - 0.5)":     2,
		"if(x > 0.5, 1 / (x - 0.4), x - 1)":   -2,
		"1 / (x * x + 1e-3)":                  1 / (1 + 1e-3),
		"1 / (2 + sin(1000 * x))":             1 / (2 + math.Sin(-1000)),
	} {
		got, _ := ownLaws(t, "2 s", `
[twin.a]
model = "equation"
start.x = 1
der.x = "'-1 1/s'"
output.y = "`+law+`"
[indicator]
y = { final = "twin.a.y" }
`)
		assert.InDelta(t, want, got["y"], 1e-6, law)
	}
}

// ran carries out one run of a plan.
func ran(t *testing.T, p *Plan, n int64) []float64 {
	require.NotNil(t, p)
	return play(t, p, n)
}

const decays = `[scenario]
name = "own"
span = "1 s"
[twin.a]
model = "equation"
rate  = "1 1/s"
goes  = true
start.x = 1
der.x   = "if(goes, -rate * x, 0 * rate)"
[twin.b]
like = "twin.a"
start.x = 2
[indicator]
x = { final = "twin.a.x" }
y = { final = "twin.b.x" }
`

func TestOwnLawIsVaried(t *testing.T) {
	e := math.Exp(-1)
	p := sound(t, decays, plain())
	assert.InDeltaSlice(t, []float64{e, 2 * e}, ran(t, p, 0), 1e-8)

	p = sound(t, decays+`
[variant.base]
[variant.other]
twin.a.der.x = "-2 * rate * x"
twin.a.start.x = 3
[variant.wide]
"twin.*.rate" = "2 1/s"
[sweep]
"twin.b.start.x" = [4, 5]
twin.a.rate = ["1 1/s"]
[event.stop]
at = "500 ms"
set = { "twin.b.goes" = false }
`, plain())
	h := math.Exp(-0.5)
	assert.InDeltaSlice(t, []float64{e, 4 * h}, ran(t, p, 0), 1e-8)
	assert.InDeltaSlice(t, []float64{e, 5 * h}, ran(t, p, 1), 1e-8)
	assert.InDeltaSlice(t, []float64{3 * e * e, 4 * h}, ran(t, p, 2), 1e-8)
	assert.InDeltaSlice(t, []float64{e, 4 * e}, ran(t, p, 4), 1e-8)

	o := plain()
	o.Set = []string{"twin.a.start.x=7", "twin.*.rate=0 1/s"}
	assert.InDeltaSlice(t, []float64{7, 2}, ran(t, sound(t, decays, o), 0), 1e-12)
}

func TestOwnLawIsDrawn(t *testing.T) {
	for _, vary := range []string{
		`"twin.a.start.x" = { uniform = { min = 5, max = 5.000001 } }`,
		`twin.a.start.x = { uniform = { min = 5, max = 5.000001 } }`,
		`twin.a.start = { x = { uniform = { min = 5, max = 5.000001 } } }`,
		`twin.a.rate = { add = { uniform = { min = "-1.609438 1/s", max = "-1.6094379 1/s" } } }`, // by log 5
	} {
		p := sound(t, decays+"[sample]\ndraws = 2\n[sample.vary]\n"+vary+"\n", plain())
		assert.InDelta(t, 5*math.Exp(-1), ran(t, p, 1)[0], 1e-5, vary)
	}
}

func TestOwnLawsOfAFleet(t *testing.T) {
	p := soundFleet(t, `[scenario]
name = "own"
span = "1 s"
[fleet.homes]
file = "homes.csv"
[fleet.homes.twin."{id}"]
model = "equation"
loss  = "{loss} 1/s"
start.x = 1
der.x   = "-loss * x"
[indicator]
sum = { final = "twin.*.x", over = "sum" }
`, plain())
	assert.Greater(t, ran(t, p, 0)[0], 0.0)
}

// A controller drives a port of a law and senses what it shows.
func TestOwnLawIsControlled(t *testing.T) {
	got, h := ownLaws(t, "1 h", `
[twin.kiln]
model  = "equation"
demand = 0
full   = "10 kW"
loss   = "20 W/K"
mass   = "50 kJ/K"
around = "20 degC"
ports  = ["demand"]
start.temperature = "20 degC"
der.temperature   = "(demand * full - loss * (temperature - around)) / mass"
output.heat       = "demand * full"
[twin.control]
model    = "control.thermostat"
senses   = "twin.kiln"
drives   = "twin.kiln.demand"
setpoint = "300 degC"
band     = "20 K"
[alert.hot]
when = "twin.kiln.temperature > 309 degC"
[indicator]
most  = { max = "twin.kiln.temperature" }
least = { min = "twin.kiln.temperature", from = "40 min" }
heat  = { integral = "twin.kiln.heat", unit = "kWh" }
`)
	assert.InDelta(t, 310, got["most"], 1e-6)
	assert.InDelta(t, 290, got["least"], 1e-6)
	assert.NotEmpty(t, h.at("alert_on"))
	assert.Greater(t, len(h.at("switch_on")), 3)
}

// A variant may make another kind of twin of a law, and a law of another kind.
func TestOwnLawIsReplaced(t *testing.T) {
	p := sound(t, `[scenario]
name = "own"
span = "1 h"
[twin.a]
model = "equation"
start.temperature = "30 degC"
der.temperature = "('20 degC' - temperature) / '1 h'"
[twin.b]
model = "thermal.node"
capacity = "1 MJ/K"
start = "10 degC"
[indicator]
a = { final = "twin.a.temperature" }
b = { final = "twin.b" }
[variant.base]
[variant.turned]
twin.a = { model = "thermal.node", capacity = "1 MJ/K", start = "15 degC" }
twin.b = { model = "equation", start.temperature = "40 degC", der.temperature = 0 }
`, plain())
	assert.InDeltaSlice(t, []float64{20 + 10*math.Exp(-1), 10}, ran(t, p, 0), 1e-6)
	assert.InDeltaSlice(t, []float64{15, 40}, ran(t, p, 1), 1e-6)
}

// Units with powers that none has are an error wherever they come about.
func TestOwnLawBeyondUnits(t *testing.T) {
	for _, law := range []string{
		`start.x = "a^6 * a^6"` + "\n" + `der.x = 0`, `output.y = "a^6 * a^6"`, `start.x = "1 m9 m9"` + "\n" + `der.x = 0`,
		`output.y = 1` + "\n" + `mode.m = "1 m9 m9"`, `output.y = "b / b"` + "\n" + `b = "1 m9 m9"`, `output.y = "a^30"`,
	} {
		_, said := tell(t, "[scenario]\nname = \"x\"\nspan = \"1 h\"\n[twin.t]\nmodel = \"equation\"\na = \"2 m\"\n"+law+"\n", plain())
		assert.Contains(t, said, "error[wrong-dimension]", law)
	}
}

// No swing of what hangs on an angle that grows evenly is left out, be the angle one's own
// or another twin's.
func TestSwingsAreSeen(t *testing.T) {
	got, h := ownLaws(t, "200 s", `
[twin.axle]
model = "mechanical.inertia"
inertia = "1 kg m2"
start_speed = "6.283185307179586 rad/s"
[twin.crank]
model  = "equation"
angle  = "twin.axle.angle"
mode.n = 0
output.up = "if(sin(angle) > 0.5, 1, 0)"
guard.left = { when = "cos(angle) < 0", set = { n = "n + 1" } }
[twin.wheel]
model = "equation"
start.angle = 0
der.angle   = "'6.283185307179586 1/s'"
output.height = "sin(angle)"
guard.top = { when = "height > 0.5" }
[indicator]
up    = { integral = "twin.crank.up" }
n     = { final = "twin.crank.n" }
count = { count = "twin.wheel.height > 0.5" }
`)
	assert.InDelta(t, 200./3, got["up"], 1e-6)
	assert.Equal(t, 200.0, got["n"])
	assert.Equal(t, 200.0, got["count"])
	assert.Len(t, h.at("top"), 200)
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

// regulated is a room with a 2 kW heater (to 40 degC) and a PID.
func regulated(t *testing.T, more settings) []twin.Twin {
	control := settings{"senses": "twin.north.temperature", "drives": "twin.heater.demand", "setpoint": "20 degC", "gain": "0.4 1/K"}
	for k, v := range more {
		control[k] = v
	}
	return []twin.Twin{
		room(t, "north", settings{"start": "15 degC"}),
		newTwin(t, "heater", "thermal.heater", settings{"power": "2 kW", "serves": []string{"twin.north"}}),
		newTwin(t, "control", "control.pid", control),
	}
}

// loop is the discrete closed loop, computed on its own: the controller at
// every sample, the room exactly in between.
type loop struct {
	gain, ti, td, n, bias, least, most, h float64
	temperature                           float64
	integral, derivative, before          float64
	started                               bool
}

// step samples, and goes on for one period; it returns the output.
func (l *loop) step(setpoint float64) float64 {
	y := l.temperature
	if !l.started {
		l.before, l.started = y, true
	}
	e := setpoint - y
	if l.td > 0 {
		a := l.td / (l.td + l.n*l.h)
		l.derivative = a*l.derivative - a*l.gain*l.n*(y-l.before)
	}
	l.before = y
	v := l.bias + l.gain*e + l.integral + l.derivative
	u := math.Min(math.Max(v, l.least), l.most)
	if l.ti > 0 && !(v > l.most && e > 0) && !(v < l.least && e < 0) {
		l.integral += l.gain * l.h / l.ti * e
	}
	l.temperature = decay(y, 40*u, l.h, roomTau)
	return u
}

func TestPIDClosedLoop(t *testing.T) {
	for name, c := range map[string]struct {
		more settings
		loop loop
	}{
		"P":        {nil, loop{gain: 0.4, most: 1, h: 60}},
		"P, bias":  {settings{"bias": 0.5, "every": "5 min"}, loop{gain: 0.4, most: 1, bias: 0.5, h: 300}},
		"PI":       {settings{"integral_time": "20 min"}, loop{gain: 0.4, ti: 1200, most: 1, h: 60}},
		"PI tight": {settings{"integral_time": "20 min", "min_output": 0.2, "max_output": 0.6}, loop{gain: 0.4, ti: 1200, least: 0.2, most: 0.6, h: 60}},
		"PID": {settings{"integral_time": "20 min", "derivative_time": "4 min", "derivative_filter": 8.0, "every": "2 min"},
			loop{gain: 0.4, ti: 1200, td: 240, n: 8, most: 1, h: 120}},
	} {
		t.Run(name, func(t *testing.T) {
			every := engine.Seconds(c.loop.h)
			_, _, rec := play(t, &Study{Span: 12 * hour, Twins: regulated(t, c.more), Record: record(every, "twin.north.temperature", "twin.control.output", "twin.control.error")})
			l := c.loop
			l.temperature = 15
			for i := range rec.samples {
				setpoint, before := 20.0, l.temperature
				output := l.step(setpoint)
				require.InDelta(t, before+kelvin, rec.samples[i][0], 1e-8, "%d", i)
				require.InDelta(t, output, rec.samples[i][1], 1e-8, "%d", i)
				require.InDelta(t, setpoint-before, rec.samples[i][2], 1e-8, "%d", i)
			}
			if c.loop.ti > 0 && c.loop.most == 1 {
				assert.InDelta(t, 20, l.temperature, 0.01, "no error remains")
			}
		})
	}
}

// Hours at the limit leave nothing in the integral that would have to be
// unwound: once the set-point comes into reach, the output leaves its limit
// within a sample of the error's change of sign.
func TestPIDDoesNotWindUp(t *testing.T) {
	setpoint := steps("setpoint", "degC", 0, kelvin+60, 86400, kelvin+20)
	_, _, rec := play(t, &Study{
		Span: 48 * hour, Inputs: []Input{setpoint}, Twins: regulated(t, settings{"setpoint": "input.setpoint", "integral_time": "10 min"}),
		Record: record(minute, "twin.north.temperature", "twin.control.output"),
	})
	assert.Equal(t, 1.0, rec.samples[24*60-1][1], "60 degC is out of reach")
	assert.Equal(t, 0.0, rec.samples[24*60][1], "it turns down at once, at the very instant of the step")
	lowest := 100.0
	for _, s := range rec.samples[24*60:] {
		lowest = math.Min(lowest, s[0]-kelvin)
	}
	assert.Greater(t, lowest, 19.0)
	assert.InDelta(t, 20, rec.samples[len(rec.samples)-1][0]-kelvin, 0.01)
}

func TestPIDCools(t *testing.T) {
	twins := regulated(t, settings{"mode": "cool", "setpoint": "22 degC", "integral_time": "20 min"})
	twins[0] = room(t, "north", settings{"outdoor": "30 degC", "start": "30 degC"})
	twins[1] = newTwin(t, "heater", "thermal.heater", settings{"power": "-1 kW", "serves": []string{"twin.north"}})
	_, _, rec := play(t, &Study{Span: 24 * hour, Twins: twins, Record: record(hour, "twin.north.temperature", "twin.control.output")})
	assert.Equal(t, 1.0, rec.samples[0][1])
	assert.InDelta(t, 22, rec.samples[24][0]-kelvin, 1e-3)
	assert.InDelta(t, 0.4, rec.samples[24][1], 1e-3)
}

// The first sample is where the run begins; then come the multiples of the
// period, in the warm-up too.
func TestPIDGrid(t *testing.T) {
	m := mustBuild(t, &Study{Span: 10 * minute, Warmup: 7*minute + 30*second, Twins: regulated(t, settings{"every": "5 min", "gain": "0.1 1/K"}), Record: record(minute, "twin.control.output")})
	r, rec := m.Engine.NewRun(), &recording{}
	r.Reset(engine.Numbers{}, rec)
	require.NoError(t, r.Advance(10*minute))
	column := rec.column(0)
	for i := 1; i < len(column); i++ {
		assert.Equal(t, i%5 == 0, column[i] != column[i-1], "%d min", i)
	}
}

func TestScheduleLeads(t *testing.T) {
	input := steps("setpoint", "degC", 0, kelvin+16, 6*3600, kelvin+21, 12*3600, kelvin+18, 13*3600, kelvin+21, 18*3600, kelvin+16)
	twins := heated(t, nil)
	schedule := func(more settings) twin.Twin {
		all := settings{"follows": "input.setpoint", "drives": []string{"twin.control.setpoint"}}
		for k, v := range more {
			all[k] = v
		}
		return newTwin(t, "clock", "control.schedule", all)
	}
	at := Indicator{Name: "set", Measure: Final, Signal: "twin.control.setpoint", Unit: celsius()}
	for name, c := range map[string]struct {
		more   settings
		events []Intervention
		want   map[float64]float64 // at this hour: degC
	}{
		"plain":   {nil, nil, map[float64]float64{5.9: 16, 6: 21, 12: 18, 13: 21, 18: 16}},
		"lead":    {settings{"lead": "90 min"}, nil, map[float64]float64{4.4: 16, 4.5: 21, 12.5: 21, 17.9: 21, 18: 16}},
		"cooling": {settings{"lead": "90 min", "mode": "cool"}, nil, map[float64]float64{5.9: 16, 6: 21, 10.4: 21, 10.5: 18, 12.9: 18, 13: 21, 16.5: 16}},
		"an event on the input": {settings{"lead": "90 min"}, []Intervention{{Name: "away", From: 4 * hour, Until: 10 * hour, Set: set("input.setpoint", kelvin+10, "10 degC")}},
			map[float64]float64{3.9: 16, 4.5: 10, 9.9: 10, 10: 21, 18: 16}},
		"stuck": {nil, []Intervention{{Name: "stuck", From: 4 * hour, Until: 10 * hour, Set: set("twin.clock.available", 0, "false")}},
			map[float64]float64{4: 16, 9.9: 16, 10: 21}},
	} {
		t.Run(name, func(t *testing.T) {
			for h, want := range c.want {
				s := &Study{Span: engine.Seconds(h * 3600), Inputs: []Input{input}, Twins: append(twins[:3:3], schedule(c.more)), Indicators: []Indicator{at}, Interventions: c.events}
				m, r, _ := play(t, s)
				assert.InDelta(t, want, m.Indicators(r)[0], 1e-9, "%g h", h)
			}
		})
	}
}

func TestScheduleProblems(t *testing.T) {
	linear := steps("setpoint", "degC", 0, kelvin+16, 6*3600, kelvin+21)
	linear.Table.Linear = true
	_, problems := Build(&Study{Span: hour, Inputs: []Input{linear}, Twins: append(heated(t, nil),
		newTwin(t, "clock", "control.schedule", settings{"follows": "input.setpoint", "drives": []string{"twin.control.setpoint"}}))})
	require.Len(t, problems, 1)
	assert.Equal(t, "twin.clock.follows", problems[0].Path)
}

// staged is a room with three heaters of 600 W, to 12 degC more each.
func staged(t *testing.T, more settings) []twin.Twin {
	control := settings{"senses": "twin.north.temperature", "drives": []string{"twin.h1.demand", "twin.h2.demand", "twin.h3.demand"}, "setpoint": "20 degC", "stage_band": "1 K"}
	for k, v := range more {
		control[k] = v
	}
	twins := []twin.Twin{room(t, "north", nil), newTwin(t, "control", "control.sequence", control)}
	for _, name := range []string{"h1", "h2", "h3"} {
		twins = append(twins, newTwin(t, name, "thermal.heater", settings{"power": "600 W", "serves": []string{"twin.north"}}))
	}
	return twins
}

// stagesAt lists the switchings: time in s, and the heater, negative for off.
func stagesAt(rec *recording) (at []float64, which []int) {
	for _, e := range rec.of("switch") {
		at = append(at, e.Time.Seconds())
		n := int(e.Detail[len("twin.h")] - '0')
		if e.Kind == "switch_off" {
			n = -n
		}
		which = append(which, n)
	}
	return at, which
}

func TestSequenceStages(t *testing.T) {
	_, _, rec := play(t, &Study{Span: 24 * hour, Twins: staged(t, nil), Record: record(hour, "twin.control.stages")})
	// One stage can hold 12 degC, two 24 degC: on at 19, at 18; then the second
	// goes off at 19 and comes back at 18.
	at, which := stagesAt(rec)
	t1 := reach(20, 0, 19, roomTau)
	t2 := t1 + reach(19, 12, 18, roomTau)
	t3 := t2 + reach(18, 24, 19, roomTau)
	t4 := t3 + reach(19, 12, 18, roomTau)
	require.Equal(t, []int{1, 2, -2, 2, -2}, which[:5])
	assert.InDeltaSlice(t, []float64{t1, t2, t3, t4}, at[:4], 3e-9)
}

// A jump of the set-point calls for all stages at once, and drops them in
// reverse; min_off keeps one waiting.
func TestSequenceJump(t *testing.T) {
	setpoint := steps("setpoint", "degC", 0, kelvin+5, 3600, kelvin+30, 7200, kelvin+5, 7500, kelvin+30)
	_, _, rec := play(t, &Study{Span: 3 * hour, Inputs: []Input{setpoint}, Twins: staged(t, settings{"setpoint": "input.setpoint", "min_off": "10 min"})})
	at, which := stagesAt(rec)
	assert.Equal(t, []float64{3600, 3600, 3600, 7200, 7200, 7200, 7800, 7800, 7800}, at)
	assert.ElementsMatch(t, []int{1, 2, 3}, which[:3])
	assert.ElementsMatch(t, []int{-1, -2, -3}, which[3:6])
}

func TestSequenceDelay(t *testing.T) {
	strong := func() []twin.Twin { // to 18 degC more each
		twins := staged(t, settings{"stage_delay": "10 min"})
		for i := range 3 {
			twins[2+i] = newTwin(t, twins[2+i].Name, "thermal.heater", settings{"power": "900 W", "serves": []string{"twin.north"}})
		}
		return twins
	}
	_, _, rec := play(t, &Study{Span: 12 * hour, Twins: strong()})
	at, which := stagesAt(rec)
	// The first at 19 degC; it is too weak, so that the second follows after the
	// delay; both go on to 20 degC, where the second goes off, and comes back
	// when it has been below 19 degC for the delay.
	t1 := reach(20, 0, 19, roomTau)
	low := decay(19, 18, 600, roomTau)
	t3 := t1 + 600 + reach(low, 36, 20, roomTau)
	require.GreaterOrEqual(t, len(which), 4)
	assert.Equal(t, []int{1, 2, -2, 2}, which[:4])
	t4 := t3 + reach(20, 18, 19, roomTau) + 600
	assert.InDeltaSlice(t, []float64{t1, t1 + 600, t3, t4}, at[:4], 3e-9)
	// Where it stays above 20 degC, all go off, one after the other.
	twins := strong()
	twins[0] = room(t, "north", settings{"outdoor": "input.outdoor"})
	_, _, rec = play(t, &Study{Span: 12 * hour, Inputs: []Input{steps("outdoor", "degC", 0, kelvin, 2000, kelvin+50)}, Twins: twins})
	at, which = stagesAt(rec)
	require.Len(t, which, 4)
	assert.Equal(t, []int{1, 2, -2, -1}, which)
	assert.InDelta(t, 600, at[3]-at[2], 1e-8)
}

func TestSequenceRotates(t *testing.T) {
	twins := staged(t, settings{"rotation": true})
	for i := range 3 {
		twins[2+i] = newTwin(t, twins[2+i].Name, "thermal.heater", settings{"power": "2 kW", "serves": []string{"twin.north"}})
	}
	_, _, rec := play(t, &Study{Span: 24 * hour, Twins: twins})
	_, which := stagesAt(rec)
	require.GreaterOrEqual(t, len(which), 8)
	assert.Equal(t, []int{1, -1, 2, -2, 3, -3, 1, -1}, which[:8])
}

func TestSequenceCools(t *testing.T) {
	twins := staged(t, settings{"mode": "cool", "setpoint": "24 degC"})
	twins[0] = room(t, "north", settings{"outdoor": "40 degC"})
	for i := range 3 {
		twins[2+i] = newTwin(t, twins[2+i].Name, "thermal.heater", settings{"power": "-600 W", "serves": []string{"twin.north"}})
	}
	_, _, rec := play(t, &Study{Span: 6 * hour, Twins: twins})
	at, which := stagesAt(rec)
	t1 := reach(20, 40, 25, roomTau)
	require.Equal(t, []int{1, 2, -2}, which[:3])
	assert.InDeltaSlice(t, []float64{t1, t1 + reach(25, 28, 26, roomTau)}, at[:2], 3e-9)
}

func TestTooManyStages(t *testing.T) {
	twins := []twin.Twin{room(t, "north", nil)}
	var ports []string
	for i := range 17 {
		name := "h" + string(rune('a'+i))
		twins = append(twins, newTwin(t, name, "thermal.heater", settings{"power": "600 W", "serves": []string{"twin.north"}}))
		ports = append(ports, "twin."+name+".demand")
	}
	twins = append(twins, newTwin(t, "control", "control.sequence", settings{"senses": "twin.north.temperature", "drives": ports, "setpoint": "20 degC", "stage_band": "1 K"}))
	_, problems := Build(&Study{Span: hour, Twins: twins})
	require.Len(t, problems, 1)
	assert.Equal(t, "a sequence has at most 16 stages", problems[0].Summary)
}

package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

const power = "twin.heater.power"

// warmed is a room at 20 degC, 0 degC outside, with a heater of 0 W.
func warmed(t *testing.T) []twin.Twin {
	return []twin.Twin{
		room(t, "north", nil),
		newTwin(t, "heater", "thermal.heater", settings{"power": "0 W", "serves": []string{"twin.north"}}),
	}
}

func assign(effect Effect, path string, value float64) Assignment {
	return Assignment{Path: path, Effect: effect, Value: value}
}

// eventTimes lists the times of event_on and event_off rows, in s.
func eventTimes(rec *recording) (on, off []float64) {
	for _, e := range rec.events {
		switch e.Kind {
		case "event_on":
			on = append(on, e.Time.Seconds())
		case "event_off":
			off = append(off, e.Time.Seconds())
		}
	}
	return on, off
}

func TestEventEvery(t *testing.T) {
	last := 12 * hour
	for name, c := range map[string]struct {
		event Intervention
		want  []float64 // heat, each hour
	}{
		"every 4 h": {Intervention{From: 2 * hour, Until: 3 * hour, Every: 4 * hour}, []float64{0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}},
		"at most 2": {Intervention{From: 2 * hour, Until: 3 * hour, Every: 4 * hour, Times: 2}, []float64{0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}},
		"until":     {Intervention{From: 2 * hour, Until: 4 * hour, Every: 5 * hour, NotAfter: &last}, []float64{0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0}},
		"in force":  {Intervention{From: -9 * hour, Until: -7 * hour, Every: 4 * hour}, []float64{1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0}},
		"at start":  {Intervention{From: -9 * hour, Until: -7*hour + 30*minute, Every: 4 * hour}, []float64{1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0}},
		"spells": {Intervention{For: 2 * hour, Spells: []Spell{{-hour, hour}, {3 * hour, engine.Never}, {5 * hour, 6 * hour}}},
			[]float64{1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			c.event.Name, c.event.Set = "e", set(power, 1, "1 W")
			_, _, rec := play(t, &Study{Span: 14 * hour, Twins: warmed(t), Interventions: []Intervention{c.event}, Record: record(hour, "twin.heater.heat")})
			assert.Equal(t, c.want, rec.column(0))
		})
	}
}

// Occurrences that follow each other without a pause end and begin anew.
func TestEventBackToBack(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 3 * hour, Twins: warmed(t),
		Interventions: []Intervention{{Name: "e", From: 0, Until: hour, Every: hour, Set: set(power, 1, "1 W")}},
	})
	on, off := eventTimes(rec)
	assert.Equal(t, []float64{0, 3600, 7200, 10800}, on)
	assert.Equal(t, []float64{3600, 7200, 10800}, off)
}

func TestEventWhen(t *testing.T) {
	cold := is("twin.north.temperature", Less, kelvin+15)
	begins := reach(20, 0, 15, roomTau)
	warm := decay(15, 40, 3600, roomTau)
	period := 3600 + reach(warm, 0, 15, roomTau)
	heat := set(power, 2000, "2 kW")
	t.Run("for", func(t *testing.T) {
		_, _, rec := play(t, &Study{
			Span: 24 * hour, Twins: warmed(t),
			Interventions: []Intervention{{Name: "boost", When: &cold, For: hour, Times: 2, Set: heat}},
		})
		on, off := eventTimes(rec)
		require.Len(t, on, 2)
		assert.InDeltaSlice(t, []float64{begins, begins + period}, on, 3e-9)
		assert.InDeltaSlice(t, []float64{begins + 3600, begins + period + 3600}, off, 3e-9)
		assert.Equal(t, "event.boost", rec.events[0].Signal)
		assert.Equal(t, "twin.heater.power = 2 kW", rec.events[0].Detail)
	})
	t.Run("hold, once for good", func(t *testing.T) {
		_, _, rec := play(t, &Study{
			Span: 24 * hour, Twins: warmed(t),
			Interventions: []Intervention{{Name: "boost", When: &cold, Hold: 10 * minute, For: engine.Never, Set: heat}},
		})
		on, off := eventTimes(rec)
		assert.InDeltaSlice(t, []float64{begins + 600}, on, 3e-9)
		assert.Empty(t, off)
	})
	t.Run("a condition that does not hold for long", func(t *testing.T) {
		_, _, rec := play(t, &Study{
			Span: 10 * hour, Inputs: []Input{steps("x", "W", 0, 0, 3600, 9, 3900, 0, 7200, 9, 9000, 0)}, Twins: warmed(t),
			Interventions: []Intervention{{Name: "boost", When: &Condition{Op: Greater, Left: Operand{Path: "input.x"}, Right: Operand{Number: 5}}, Hold: 10 * minute, While: true, For: engine.Never, Set: heat}},
		})
		on, off := eventTimes(rec)
		assert.Equal(t, []float64{7800}, on)
		assert.Equal(t, []float64{9000}, off)
	})
	t.Run("true at the start, which is after the warm-up", func(t *testing.T) {
		warm := is("twin.north.temperature", Greater, kelvin+1)
		_, _, rec := play(t, &Study{
			Span: 2 * hour, Warmup: hour, Twins: warmed(t),
			Interventions: []Intervention{{Name: "boost", When: &warm, For: hour, Set: heat}},
			Record:        record(hour, "twin.north.temperature"),
		})
		on, off := eventTimes(rec)
		assert.Equal(t, []float64{0}, on)
		assert.Equal(t, []float64{3600}, off, "it is true still, and not anew")
		assert.InDelta(t, decay(20, 0, 3600, roomTau)+kelvin, rec.samples[0][0], 1e-9)
	})
	t.Run("no earlier than it may", func(t *testing.T) {
		last := engine.Seconds(begins) - second
		_, _, rec := play(t, &Study{
			Span: 24 * hour, Twins: warmed(t),
			Interventions: []Intervention{{Name: "boost", When: &cold, For: hour, NotAfter: &last, Set: heat}},
		})
		assert.Empty(t, rec.events)
	})
}

// A condition is judged once everything else in the instant is at rest.
func TestEventIgnoresWhatHeldForNoTime(t *testing.T) {
	both := Condition{Op: And, Args: []Condition{is("input.a", Greater, 5), is("input.b", Greater, 5)}}
	x := Condition{Op: And, Args: []Condition{is("input.a", Greater, 5), {Op: Not, Args: []Condition{{Op: FlagSet, Left: Operand{Path: "event.mend"}}}}}}
	when := is("input.a", Greater, 5)
	_, _, rec := play(t, &Study{
		Span: 5 * hour, Twins: warmed(t),
		Inputs: []Input{steps("a", "W", 0, 0, 3600, 9, 7200, 0), steps("b", "W", 0, 9, 3600, 0, 7200, 9)},
		Interventions: []Intervention{
			{Name: "never", When: &both, For: hour, Set: set(power, 2000, "2 kW")},
			{Name: "mend", When: &when, While: true, For: engine.Never, Set: set(power, 1000, "1 kW")},
		},
		Alerts: []Alert{{Name: "mended", When: x}},
	})
	on, off := eventTimes(rec)
	assert.Equal(t, []float64{3600}, on)
	assert.Equal(t, []float64{7200}, off)
	assert.Empty(t, rec.of("alert"))
}

func TestEventWhenAlert(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 10 * hour, Twins: warmed(t),
		Alerts: []Alert{{Name: "cold", When: is("twin.north.temperature", Less, kelvin+15), For: hour}},
		Interventions: []Intervention{
			{Name: "boost", When: &Condition{Op: FlagSet, Left: Operand{Path: "alert.cold"}}, For: engine.Never, Set: set(power, 2000, "2 kW")},
		},
	})
	on, _ := eventTimes(rec)
	assert.InDeltaSlice(t, []float64{reach(20, 0, 15, roomTau) + 3600}, on, 3e-9)
}

func TestEventAfter(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 24 * hour, Twins: warmed(t),
		Interventions: []Intervention{
			{Name: "a", From: hour, Until: 2 * hour, Every: 8 * hour, Set: set(power, 1, "1 W")},
			{Name: "b", After: "a", Delay: 2 * hour, For: hour, Set: set(power, 2, "2 W")},
			{Name: "c", After: "b", For: hour, Times: 2, Set: set(power, 3, "3 W")},
			{Name: "d", After: "e", Delay: hour, For: engine.Never, Set: set("twin.heater.demand", 0.5, "0.5")},
			{Name: "e", From: 20 * hour, Until: engine.Never, Set: set("twin.heater.available", 1, "true")},
		},
		Record: record(hour, "twin.heater.heat"),
	})
	assert.Equal(t, []float64{0, 1, 0, 0, 2, 3, 0, 0, 0, 1, 0, 0, 2, 3, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0}, rec.column(0))
	var d []engine.Event
	for _, e := range rec.events {
		if e.Signal == "event.d" {
			d = append(d, e)
		}
	}
	require.Len(t, d, 1)
	assert.Equal(t, 21*hour, d[0].Time)
}

// Effects lie on each other in the order in which their events began.
func TestEventLayers(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 9 * hour,
		Twins: []twin.Twin{
			room(t, "north", nil),
			newTwin(t, "heater", "thermal.heater", settings{"power": "100 W", "serves": []string{"twin.north"}}),
		},
		Interventions: []Intervention{
			{Name: "scale", From: 1 * hour, Until: 6 * hour, Set: []Assignment{assign(Multiply, power, 3)}},
			{Name: "add", From: 2 * hour, Until: 7 * hour, Set: []Assignment{assign(Increase, power, 50)}},
			{Name: "set", From: 3 * hour, Until: 5 * hour, Set: []Assignment{assign(Replace, power, 1000)}},
			{Name: "half", From: 4 * hour, Until: 8 * hour, Set: []Assignment{assign(Multiply, power, 0.5)}},
		},
		Record: record(hour, "twin.heater.heat"),
	})
	assert.Equal(t, []float64{100, 300, 350, 1000, 500, 175, 75, 50, 100, 100}, rec.column(0))
	var details []string
	for _, e := range rec.events {
		details = append(details, e.Detail)
	}
	assert.Equal(t, []string{
		power + " * 3", power + " + 50 W", power + " = 1000 W", power + " * 0.5",
		power + " = 175 W", power + " = 75 W", power + " = 50 W", power + " = 100 W",
	}, details)
}

// An event adds to a set-point that is a moving input, and scales a demand that
// a controller drives, which stays at most 1.
func TestEventOnMovingValues(t *testing.T) {
	twins := heated(t, settings{"setpoint": "input.setpoint"})
	s := &Study{
		Span: 10 * hour, Twins: twins,
		Inputs: []Input{{Name: "setpoint", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin - 30, Amplitude: 1, Period: 86400}}},
		Interventions: []Intervention{
			{Name: "party", From: hour, Until: 2 * hour, Set: []Assignment{assign(Increase, "twin.control.setpoint", 60)}},
			{Name: "strong", From: 90 * minute, Until: 3 * hour, Set: []Assignment{assign(Multiply, "twin.heater.demand", 2)}},
			{Name: "weak", From: 105 * minute, Until: 3 * hour, Set: []Assignment{assign(Multiply, "twin.heater.demand", 0.3)}},
		},
		Record: record(15*minute, "twin.heater.heat"),
	}
	_, _, rec := play(t, s)
	assert.Equal(t, []float64{0, 0, 0, 0, 2000, 2000, 2000, 1200, 0, 0}, rec.column(0)[:10])
}

func TestEventBeyondTheBounds(t *testing.T) {
	m := mustBuild(t, &Study{
		Span:  10 * hour,
		Twins: heated(t, nil),
		Interventions: []Intervention{
			{Name: "narrow", From: hour, Until: engine.Never, Set: []Assignment{assign(Increase, "twin.control.band", -0.5)}},
			{Name: "narrower", From: 2 * hour, Until: engine.Never, Set: []Assignment{assign(Increase, "twin.control.band", -0.75)}},
		},
	})
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, nil)
	assert.EqualError(t, r.Advance(10*hour), "event:twin.control.band at 2h0m0s: twin.control.band would become -0.25 K, but has to be above 0 K")
}

func TestEventChatters(t *testing.T) {
	hot := is("twin.heater.heat", Less, 500)
	m := mustBuild(t, &Study{
		Span: 10 * hour, Twins: warmed(t),
		Interventions: []Intervention{{Name: "boost", When: &hot, While: true, For: engine.Never, Set: set(power, 2000, "2 kW")}},
	})
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, nil)
	err := r.Advance(10 * hour)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "event.boost at 0s: the event begins and ends without rest")
	// A temperature takes time to answer: the same, in the course of time.
	cold := is("twin.north.temperature", Less, kelvin+15)
	m = mustBuild(t, &Study{
		Span: 10 * hour, Twins: warmed(t),
		Interventions: []Intervention{{Name: "boost", When: &cold, While: true, For: engine.Never, Set: set(power, 2000, "2 kW")}},
	})
	r = m.Engine.NewRun()
	r.Reset(engine.Numbers{}, nil)
	err = r.Advance(10 * hour)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "event.boost")
}

func TestEventProblems(t *testing.T) {
	circle := []Intervention{
		{Name: "a", After: "b", For: hour, Set: set(power, 1, "1 W")},
		{Name: "b", After: "a", For: hour, Set: set(power, 1, "1 W")},
	}
	_, problems := Build(&Study{Span: hour, Twins: warmed(t), Interventions: circle})
	require.Len(t, problems, 2)
	assert.Equal(t, "it waits for itself, so that it never begins", problems[0].Summary)
	_, problems = Build(&Study{
		Span: hour, Twins: warmed(t),
		Alerts:        []Alert{{Name: "a", When: Condition{Op: FlagSet, Left: Operand{Path: "event.e"}}}},
		Interventions: []Intervention{{Name: "e", When: &Condition{Op: FlagSet, Left: Operand{Path: "alert.a"}}, For: hour, Set: set(power, 1, "1 W")}},
	})
	require.Len(t, problems, 1)
	assert.Contains(t, problems[0].Summary, "in a circle")
	demand := Input{Name: "demand", Unit: showIn("1"), Sine: &Sine{Mean: 0.5, Amplitude: 0.25, Period: 3600}}
	twins := warmed(t)
	twins[1] = newTwin(t, "heater", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.north"}, "demand": "input.demand"})
	_, problems = Build(&Study{Span: hour, Inputs: []Input{demand}, Twins: twins,
		Interventions: []Intervention{{Name: "e", Until: engine.Never, Set: []Assignment{assign(Multiply, "twin.heater.demand", 2)}}}})
	require.Len(t, problems, 1)
	assert.Equal(t, "twin.heater.demand would go from 0.5 to 1.5, beyond what it may be", problems[0].Summary)
}

// A draw reaches the times and the numbers of an event.
func TestEventDraws(t *testing.T) {
	s := &Study{
		Span: 10 * hour, Twins: warmed(t),
		Interventions: []Intervention{{Name: "e", From: hour, Until: 2 * hour, Set: set(power, 100, "100 W")}},
		Record:        record(hour, "twin.heater.heat"),
	}
	m := mustBuild(t, s)
	var numbers []engine.Number
	for path, x := range map[string]float64{"event.e.at": 4 * 3600, "event.e.for": 3 * 3600, "event.e.set." + power: 7} {
		slot, ok := m.Slot(path)
		require.True(t, ok, path)
		numbers = append(numbers, engine.Number{Signal: slot, Value: x})
	}
	_, _, rec := playWith(t, s, engine.Numbers{Set: numbers})
	assert.Equal(t, []float64{0, 0, 0, 0, 7, 7, 7, 0, 0, 0, 0}, rec.column(0))
	assert.Equal(t, power+" = 7 W", rec.events[0].Detail)
}

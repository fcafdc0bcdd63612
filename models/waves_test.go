package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// integralOf is the integral of input.x over the span of a study of it.
func integralOf(t require.TestingT, span, warmup engine.Time, inputs ...Input) float64 {
	w := unit.Must("W")
	for i := range inputs {
		inputs[i].Unit = w
	}
	m, problems := Build(&Study{Span: span, Warmup: warmup, Inputs: inputs,
		Indicators: []Indicator{{Name: "sum", Measure: Integral, Signal: "input.x", Unit: unit.Must("J")}}, Record: Record{Every: span}})
	require.Empty(t, problems)
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{Seed: 1}, nil)
	require.NoError(t, r.Advance(span))
	return m.Indicators(r)[0]
}

func TestWavesIntegrate(t *testing.T) {
	const h = 3600.0
	for name, c := range map[string]struct {
		in   Input
		want float64
	}{
		"square":                   {Input{Square: &Square{Low: 1, High: 5, Period: 4 * h, Duty: 0.25}}, 6 * (5 + 3) * h},
		"square late":              {Input{Square: &Square{Low: 1, High: 5, Period: 4 * h, Duty: 0.5, RisesAt: 23 * h, HasRise: true}}, 12*h*1 + 12*h*5},
		"square always":            {Input{Square: &Square{Low: 1, High: 5, Period: 4 * h, Duty: 1}}, 24 * h * 5},
		"square never":             {Input{Square: &Square{Low: 1, High: 5, Period: 4 * h}}, 24 * h},
		"square centred":           {Input{Square: &Square{Low: 10, High: 4, Period: 24 * h, Duty: 0.75, Centred: true}}, 18*h*14 + 6*h*6},
		"square phase":             {Input{Square: &Square{High: 1, Period: 24 * h, Duty: 0.5, Phase: -math.Pi}}, 12 * h},
		"step":                     {Input{Step: &Step{At: 6 * h, Before: 2, After: 3}}, 6*h*2 + 18*h*3},
		"step before":              {Input{Step: &Step{At: -6 * h, Before: 2, After: 3}}, 24 * h * 3},
		"step after":               {Input{Step: &Step{At: 600 * h, Before: 2, After: 3}}, 24 * h * 2},
		"ramp":                     {Input{Ramp: &Ramp{From: 1, To: 5, Begins: 6 * h, Ends: 12 * h}}, 6*h*1 + 6*h*3 + 12*h*5},
		"ramp from the warm-up on": {Input{Ramp: &Ramp{From: 0, To: 4, Begins: -12 * h, Ends: 12 * h}}, 12*h*3 + 12*h*4},
		"ramp to beyond":           {Input{Ramp: &Ramp{From: 0, To: 4, Begins: 12 * h, Ends: 36 * h}}, 12 * h * 1},
		"ramp beyond the clock":    {Input{Ramp: &Ramp{To: 3, Begins: -9.2e9, Ends: 9.2e9}}, 24 * h * 3 * (0.5 + 12*h/18.4e9)},
		"ramp at once":             {Input{Ramp: &Ramp{From: 1, To: 4, Begins: 12 * h, Ends: 12 * h}}, 12*h*1 + 12*h*4},
		"pulse":                    {Input{Pulse: &Pulse{Value: 7, Otherwise: 1, At: 2 * h, For: 3 * h}}, 21*h + 21*h},
		"pulse cut":                {Input{Pulse: &Pulse{Value: 7, Otherwise: 1, At: -2 * h, For: 3 * h}}, 7*h + 23*h},
		"pulses":                   {Input{Pulse: &Pulse{Value: 7, At: -5 * h, For: 1 * h, Every: 6 * h}}, 4 * 7 * h},
		"pulses from later on":     {Input{Pulse: &Pulse{Value: 7, At: 13 * h, For: 1 * h, Every: 6 * h}}, 2 * 7 * h},
		"bursts":                   {Input{Bursts: &Bursts{Value: 5, Otherwise: 1, For: 2 * h, At: hoursAt(-3, -1, 5, 6, 23)}}, 1*h*5 + 3*h*5 + 1*h*5 + 19*h},
		"bursts that add":          {Input{Bursts: &Bursts{Value: 5, Otherwise: 1, For: 2 * h, At: hoursAt(-3, -1, 5, 6, 23), Adds: true}}, 24*h + 4*(1+2+2+1)*h},
		"bursts at one time":       {Input{Bursts: &Bursts{Value: 5, For: 2 * h, At: hoursAt(5, 5, 5), Adds: true}}, 3 * 2 * 5 * h},
		"no bursts":                {Input{Bursts: &Bursts{Value: 5, Otherwise: 1, For: h, Poisson: true}}, 24 * h},
	} {
		c.in.Name = "x"
		assert.InEpsilon(t, c.want, integralOf(t, 24*hour, 10*hour, c.in), 1e-12, name)
		assert.InEpsilon(t, c.want, integralOf(t, 24*hour, 0, c.in), 1e-12, name+" without a warm-up")
	}
}

func hoursAt(hours ...float64) []engine.Time {
	var out []engine.Time
	for _, h := range hours {
		out = append(out, engine.Seconds(h*3600))
	}
	return out
}

// The edges lie exactly at their times, however far away the first one is.
func TestEdgesAreExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		period := engine.Time(rapid.Int64Range(1e9, 1e12).Draw(rt, "period"))
		at := engine.Time(rapid.Int64Range(-5e14, 5e14).Draw(rt, "at"))
		duty := rapid.Float64Range(0, 1).Draw(rt, "duty")
		up := engine.Seconds(duty * period.Seconds())
		s := &Study{
			Span: 2 * period, Warmup: engine.Time(rapid.Int64Range(0, 1e11).Draw(rt, "warmup")), Record: record(max(1, period/9), "input.x"),
			Inputs: []Input{{Name: "x", Unit: unit.Must("1"), Square: &Square{High: 1, Period: period.Seconds(), Duty: duty, RisesAt: at.Seconds(), HasRise: true}}},
		}
		m, problems := Build(s)
		require.Empty(rt, problems)
		r, rec := m.Engine.NewRun(), &recording{}
		r.Reset(engine.Numbers{}, rec)
		require.NoError(rt, r.Advance(s.Span))
		for i, now := range rec.times {
			want, since := 0.0, (now-at)%period
			if since < 0 {
				since += period
			}
			if since < up {
				want = 1
			}
			require.Equal(rt, want, rec.samples[i][0], "at %d of period %d, up %d, from %d", now, period, up, at)
		}
	})
}

func bursts(rate float64) Input {
	return Input{Name: "x", Unit: unit.Must("W"), Bursts: &Bursts{Value: 1, For: 600, Rate: rate, Poisson: true, Adds: true}}
}

// arrivals counts how many bursts begin in the span, by the integral of those
// that add.
func arrivals(t *testing.T, in Input, n engine.Numbers, span, warmup engine.Time) float64 {
	t.Helper()
	s := &Study{Span: span, Warmup: warmup, Inputs: []Input{in}, Record: record(span),
		Indicators: []Indicator{{Name: "sum", Measure: Integral, Signal: "input.x", Unit: unit.Must("J")}}}
	m, r, _ := playWith(t, s, n)
	return m.Indicators(r)[0] / in.Bursts.For
}

// The time that bursts last is that of a Poisson process, in mean and variance.
func TestBurstsArePoisson(t *testing.T) {
	const draws, perDay, days = 400, 24.0, 3
	rate := perDay / 86400
	var sum, squares float64
	for draw := range draws {
		n := arrivals(t, bursts(rate), engine.Numbers{Seed: 3, Draw: draw}, days*24*hour, 0)
		sum += n
		squares += n * n
	}
	mean := sum / draws
	variance := squares/draws - mean*mean
	want := perDay * days
	assert.InDelta(t, want, mean, 4*math.Sqrt(want/draws))
	assert.InDelta(t, want, variance, 4*want*math.Sqrt(2.0/draws)+1)
}

// The warm-up, other inputs and the rate of opening do not change which bursts
// come; the seed and the draw do.
func TestBurstsAreKeyed(t *testing.T) {
	path := func(warmup engine.Time, n engine.Numbers, more ...Input) []float64 {
		_, _, rec := playWith(t, &Study{Span: 48 * hour, Warmup: warmup, Inputs: append(more, bursts(1.0/3600)), Record: record(5*minute, "input.x")}, n)
		return rec.column(0)
	}
	n := engine.Numbers{Seed: 7, Draw: 2}
	want := path(0, n)
	assert.Equal(t, want, path(13*hour, n))
	assert.Equal(t, want, path(10*24*hour+7*minute, n, gusts("aaa"), constant("z", 1, "W")))
	assert.NotEqual(t, want, path(0, engine.Numbers{Seed: 7, Draw: 3}))
	assert.NotEqual(t, want, path(0, engine.Numbers{Seed: 8, Draw: 2}))
}

// Bursts begin in opening hours only, and the same ones as without these.
func TestBurstsInOpeningHours(t *testing.T) {
	in := bursts(1.0 / 900)
	open := &Table{}
	for day := range 4 {
		open.Times = append(open.Times, engine.Time(24*day)*hour, engine.Time(24*day+8)*hour, engine.Time(24*day+18)*hour)
		open.Values = append(open.Values, 0, 1, 0)
	}
	shut := in
	b := *in.Bursts
	b.Open = open
	shut.Bursts, shut.Name = &b, "x"
	all, some := pathOf(t, in), pathOf(t, shut)
	for i := range all {
		switch sinceMidnight := (engine.Time(i) * minute) % (24 * hour); {
		case sinceMidnight >= 8*hour+10*minute && sinceMidnight < 18*hour:
			assert.Equal(t, all[i], some[i], i)
		case sinceMidnight >= 18*hour+10*minute || sinceMidnight < 8*hour:
			assert.Equal(t, 0.0, some[i], i)
		}
	}
}

func pathOf(t *testing.T, in Input) []float64 {
	_, _, rec := playWith(t, &Study{Span: 72 * hour, Inputs: []Input{in}, Record: record(minute, "input.x")}, engine.Numbers{Seed: 7})
	return rec.column(0)
}

// The numbers of waves may be drawn.
func TestWavesMayBeDrawn(t *testing.T) {
	for path, in := range map[string]Input{
		"input.x.high": {Square: &Square{High: 1, Period: 3600, Duty: 0.5}}, "input.x.amplitude": {Square: &Square{High: 1, Period: 3600, Duty: 0.5, Centred: true}},
		"input.x.period": {Square: &Square{High: 1, Period: 3600, Duty: 0.5}}, "input.x.phase": {Square: &Square{High: 1, Period: 3600, Duty: 0.5}},
		"input.x.rises_at": {Square: &Square{High: 1, Period: 3600, HasRise: true}}, "input.x.duty": {Square: &Square{High: 1, Period: 3600, Duty: 0.5}},
		"input.x.at": {Step: &Step{}}, "input.x.after": {Step: &Step{}}, "input.x.to": {Ramp: &Ramp{}}, "input.x.ends": {Ramp: &Ramp{}},
		"input.x.for": {Pulse: &Pulse{}}, "input.x.every": {Pulse: &Pulse{Every: 5}}, "input.x.rate": bursts(1), "input.x.otherwise": bursts(1),
	} {
		in.Name, in.Unit = "x", unit.Must("W")
		_, ok := mustBuild(t, &Study{Span: hour, Inputs: []Input{in}, Record: record(hour)}).Slot(path)
		assert.True(t, ok, path)
	}
}

// A run that goes on from a snapshot is the run.
func TestWavesGoOnFromASnapshot(t *testing.T) {
	s := &Study{Span: 48 * hour, Warmup: 5 * hour, Record: record(7*minute, "input.x", "input.sum", "input.ramp", "input.square", "input.pulse"), Inputs: []Input{
		bursts(1.0 / 1800),
		{Name: "square", Unit: unit.Must("W"), Square: &Square{High: 3, Period: 5000, Duty: 0.3}},
		{Name: "ramp", Unit: unit.Must("W"), Ramp: &Ramp{To: 3, Begins: 3600, Ends: 160000}},
		{Name: "swing", Unit: unit.Must("W"), Sine: &Sine{Mean: 1, Amplitude: 3, Period: 30000}},
		{Name: "pulse", Unit: unit.Must("W"), Pulse: &Pulse{Value: 3, At: 100, For: 2000, Every: 9000}},
		derivedOf(t, "sum", "input.x * input.ramp + max(input.swing * input.ramp, input.square) + input.pulse"),
	}}
	m := mustBuild(t, s)
	whole, rec := m.Engine.NewRun(), &recording{}
	whole.Reset(engine.Numbers{Seed: 3}, rec)
	require.NoError(t, whole.Advance(20*hour))
	saved := whole.Snapshot()
	require.NoError(t, whole.Advance(s.Span))
	again, rest := m.Engine.NewRun(), &recording{}
	again.Reset(engine.Numbers{Seed: 99}, rest)
	again.Restore(saved)
	require.NoError(t, again.Advance(s.Span))
	assert.True(t, again.Snapshot().Matches(whole.Snapshot()))
	assert.Equal(t, rec.samples[len(rec.samples)-len(rest.samples):], rest.samples)
}

func TestRampThatEndsBeforeItBegins(t *testing.T) {
	m := mustBuild(t, &Study{Span: hour, Inputs: []Input{{Name: "x", Unit: unit.Must("W"), Ramp: &Ramp{Begins: 60, Ends: 30}}}, Record: record(hour)})
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{}, nil)
	assert.ErrorContains(t, r.Advance(hour), "input.x ends at 30s, before it begins at 1m0s")
}

// A wave that a bounded parameter follows has to stay in its bounds.
func TestWavesStayInBounds(t *testing.T) {
	pure := unit.Must("1")
	for want, in := range map[string]Input{
		"": {Square: &Square{High: 1, Period: 9, Duty: 0.5}},
		"input.load goes from 0 to 2, but demand is from 0 to 1":                   {Step: &Step{After: 2}},
		"input.load goes from -1 to 0, but demand is from 0 to 1":                  {Ramp: &Ramp{From: -1}},
		"input.load goes from 0 to 3, but demand is from 0 to 1":                   {Pulse: &Pulse{Value: 3}},
		"input.load may go as far as its bursts add up, but demand is from 0 to 1": bursts(1),
		"input.load goes from 0.5 to 1.5, but demand is from 0 to 1":               {Square: &Square{Low: 1, High: 0.5, Period: 9, Centred: true}},
		"input.load may go from 0 to 2, but demand is from 0 to 1":                 derivedOf(t, "load", "2 * input.half"),
		"input.load may go anywhere, but demand is from 0 to 1":                    derivedOf(t, "load", "1 / input.noise"),
		"input.load may go as low as it likes, but demand is from 0 to 1":          derivedOf(t, "load", "min(input.noise, 1)"),
		"input.load may go as high as it likes, but demand is from 0 to 1":         derivedOf(t, "load", "abs(input.noise)"),
		"input.load goes from 0.2 to 1.5, but demand is from 0 to 1":               {Table: &Table{Times: []engine.Time{0, 9}, Values: []float64{0.2, 1.5}}},
	} {
		in.Name, in.Unit = "load", pure
		s := &Study{Span: hour, Record: record(hour), Inputs: []Input{in,
			{Name: "half", Unit: pure, Square: &Square{High: 1, Period: 9, Duty: 0.5}},
			{Name: "noise", Unit: pure, Noise: &Noise{Mean: 0.5, SD: 0.1, Timescale: 60, Every: second}}},
			Twins: []twin.Twin{room(t, "north", nil), newTwin(t, "heater", "thermal.heater", settings{"power": "1 kW", "serves": []string{"twin.north"}, "demand": "input.load"})}}
		_, problems := Build(s)
		if want == "" {
			assert.Empty(t, problems)
			continue
		}
		require.Len(t, problems, 1, want)
		assert.Equal(t, want, problems[0].Summary)
		if in.Derived != nil {
			assert.Equal(t, "bound it in an expression: max(..., 0), min(..., 1) or clamp(..., 0, 1)", problems[0].Hint)
		}
	}
}

package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/physics/unit"
)

// derivedOf is an input that is computed by a formula.
func derivedOf(t testing.TB, name, text string) Input {
	t.Helper()
	f, wrong := formula.Parse(text)
	if wrong != nil {
		require.NoError(t, wrong)
	}
	return Input{Name: name, Unit: unit.Must("W"), Derived: &Derived{Formula: f.Bind(f.Names()), Of: f.Names()}}
}

func sine(name string, mean, amplitude, period float64) Input {
	return Input{Name: name, Unit: unit.Must("W"), Sine: &Sine{Mean: mean, Amplitude: amplitude, Period: period}}
}

// The integral of what is computed is that of its closed form, and so are its
// values, to within the tolerance of the pieces.
func TestDerivedAgainstClosedForms(t *testing.T) {
	const day = 86400.0
	omega := 2 * math.Pi / day
	line := Input{Name: "line", Unit: unit.Must("W"), Ramp: &Ramp{From: 0, To: 10, Begins: 0, Ends: 10 * day}}
	for _, c := range []struct {
		text  string
		value func(t float64) float64
		sum   float64 // the integral over 10 days
		exact bool
	}{
		{"input.swing + 2 * input.line - '3 W'", func(t float64) float64 { return 4*math.Sin(omega*t) + 2*t/day - 3 }, 2*50*day - 30*day, true},
		{"max(input.swing, '0 W')", func(t float64) float64 { return math.Max(0, 4*math.Sin(omega*t)) }, 10 * 4 * day / math.Pi, true},
		{"abs(input.swing)", func(t float64) float64 { return math.Abs(4 * math.Sin(omega*t)) }, 20 * 4 * day / math.Pi, true},
		{"clamp(input.line, '2 W', '4 W')", func(t float64) float64 { return math.Min(4, math.Max(2, t/day)) }, (2*2 + 3*2 + 6*4) * day, true},
		{"if(input.swing > '2 W', 1, 0)", func(t float64) float64 {
			if math.Sin(omega*t) > 0.5 {
				return 1
			}
			return 0
		}, 10 * day / 3, true},
		{"input.line * input.line", func(t float64) float64 { return t / day * t / day }, 1000 * day / 3, false},
		{"input.swing ^ 2", func(t float64) float64 { return 16 * math.Sin(omega*t) * math.Sin(omega*t) }, 10 * 8 * day, false},
		{"max(input.swing * input.line, '0 W')", func(t float64) float64 { return math.Max(0, 4*math.Sin(omega*t)*t/day) }, math.NaN(), false},
		{"exp(input.line / '10 W')", func(t float64) float64 { return math.Exp(t / day / 10) }, 10 * day * (math.E - 1), false},
		{"input.swing * input.fast", func(t float64) float64 { return 4 * math.Sin(omega*t) * math.Sin(4*omega*t) }, 0, false},
	} {
		in := derivedOf(t, "x", c.text)
		s := &Study{Span: 240 * hour, Inputs: []Input{in, sine("swing", 0, 4, day), sine("fast", 0, 1, day/4), line}, Record: record(37*minute, "input.x"),
			Indicators: []Indicator{{Name: "sum", Measure: Integral, Signal: "input.x", Unit: unit.Must("J")}}}
		m, r, rec := play(t, s)
		tolerance := 1e-9
		if !c.exact {
			tolerance = 2e-5
		}
		greatest := 0.0
		for _, at := range rec.times {
			greatest = math.Max(greatest, math.Abs(c.value(at.Seconds())))
		}
		for i, at := range rec.times {
			if c.text == "if(input.swing > '2 W', 1, 0)" && math.Abs(math.Sin(omega*at.Seconds())-0.5) < 1e-6 {
				continue
			}
			assert.InDelta(t, c.value(at.Seconds()), rec.samples[i][0], tolerance*greatest, "%s at %v", c.text, at)
		}
		if !math.IsNaN(c.sum) {
			assert.InDelta(t, c.sum, m.Indicators(r)[0], 1e-7*greatest*10*day, c.text)
		}
		assert.Less(t, r.Firings(), int64(60_000), c.text)
	}
}

// A table of hourly means times a step is held, so that its energy is exact.
func TestDerivedOfMeansIsHeld(t *testing.T) {
	hourly := Input{Name: "hourly", Unit: unit.Must("W"), Table: &Table{}}
	want := 0.0
	for h := range 48 {
		x := float64(h%7) + 0.1
		hourly.Table.Times = append(hourly.Table.Times, engine.Time(h)*hour)
		hourly.Table.Values = append(hourly.Table.Values, x)
		switch {
		case h < 10:
			want += x * 2 * 3600
		case h == 10:
			want += x * (2*900 + 3*2700)
		default:
			want += x * 3 * 3600
		}
	}
	step := Input{Name: "step", Unit: unit.Must("1"), Step: &Step{At: 10*3600 + 900, Before: 2, After: 3}}
	s := &Study{Span: 48 * hour, Inputs: []Input{derivedOf(t, "x", "input.hourly * input.step"), hourly, step}, Record: record(hour, "input.x!"),
		Indicators: []Indicator{{Name: "sum", Measure: Integral, Signal: "input.x", Unit: unit.Must("J")}}}
	m, r, rec := play(t, s)
	assert.InEpsilon(t, want, m.Indicators(r)[0], 1e-14)
	assert.Less(t, r.Firings(), int64(120)) // nothing happens between the hours
	sum := 0.0
	for _, x := range rec.column(0)[1:] {
		sum += x * 3600
	}
	assert.InEpsilon(t, want, sum, 1e-13)
}

// What is computed of what is computed is right at every instant, whatever the
// names: arguments come first.
func TestDerivedOfDerived(t *testing.T) {
	s := &Study{Span: 3 * hour, Record: record(hour, "input.a"), Inputs: []Input{
		derivedOf(t, "a", "input.z / input.m"), derivedOf(t, "m", "input.z - '1 W'"), derivedOf(t, "z", "input.step * 2"),
		{Name: "step", Unit: unit.Must("W"), Step: &Step{At: 3600, Before: 2, After: 3}},
	}}
	_, _, rec := play(t, s)
	assert.Equal(t, []float64{4.0 / 3, 6.0 / 5, 6.0 / 5, 6.0 / 5}, rec.column(0))

	// On the way from 1 to 2, z / (z - y) divides by zero for no time.
	s.Inputs = []Input{derivedOf(t, "a", "input.z / (input.z - input.y)"), derivedOf(t, "y", "input.z / 2"), derivedOf(t, "z", "input.step"),
		{Name: "step", Unit: unit.Must("W"), Step: &Step{At: 3600, Before: 2, After: 1}}}
	_, _, rec = play(t, s)
	assert.Equal(t, []float64{2, 2, 2, 2}, rec.column(0))
}

// An event sets what is computed, and those that are computed of it follow.
func TestDerivedMayBeSet(t *testing.T) {
	_, _, rec := play(t, &Study{Span: 4 * hour, Record: record(hour, "input.a", "input.m"), Inputs: []Input{
		derivedOf(t, "a", "input.m * 10"), derivedOf(t, "m", "input.x + '1 W'"), constant("x", 1, "W")},
		Interventions: []Intervention{{Name: "e", From: hour, Until: 2 * hour, Set: set("input.m", 7, "7 W")}, {Name: "f", From: 3 * hour, Until: engine.Never, Set: set("input.x", 4, "4 W")}}})
	assert.Equal(t, [][]float64{{20, 2}, {70, 7}, {20, 2}, {50, 5}, {50, 5}}, rec.samples)
}

// A room follows what is computed as it would follow the input itself.
func TestRoomFollowsDerived(t *testing.T) {
	outdoor := Input{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin + 5, Amplitude: 8, Period: 86400}}
	shifted := derivedOf(t, "shifted", "input.outdoor + 3")
	shifted.Unit = celsius().SI()
	run := func(ref string, in ...Input) []float64 {
		_, _, rec := play(t, &Study{Span: 48 * hour, Inputs: in, Twins: []twin.Twin{room(t, "north", settings{"outdoor": ref})}, Record: record(hour, "twin.north.temperature")})
		return rec.column(0)
	}
	warmer := outdoor
	warmer.Sine = &Sine{Mean: kelvin + 8, Amplitude: 8, Period: 86400}
	assert.InDeltaSlice(t, run("input.outdoor", warmer), run("input.shifted", outdoor, shifted), 1e-9)
}

func TestDerivedWithoutAValue(t *testing.T) {
	for text, at := range map[string]string{
		"'1 W' / input.step": "at 1h0m0s", "sqrt(input.line - 1)": "at 0s", "1 / input.zero": "at 0s", "1 / (input.line - 5)": "at 59m59.999",
	} {
		s := &Study{Span: 4 * hour, Record: record(hour, "input.x"), Inputs: []Input{derivedOf(t, "x", text),
			{Name: "step", Unit: unit.Must("1"), Step: &Step{At: 3600, Before: 1}}, constant("zero", 0, "1"),
			{Name: "line", Unit: unit.Must("1"), Ramp: &Ramp{To: 10, Begins: 0, Ends: 7200}}}}
		r := mustBuild(t, s).Engine.NewRun()
		r.Reset(engine.Numbers{}, nil)
		err := r.Advance(s.Span)
		require.Error(t, err, text)
		assert.Contains(t, err.Error(), "input.x has no value "+at, text)
		assert.Contains(t, err.Error(), "a division by zero, the root or logarithm of a negative number", text)
	}
}

func TestDerivedProblems(t *testing.T) {
	_, problems := Build(&Study{Span: hour, Record: record(hour), Inputs: []Input{derivedOf(t, "a", "input.b"), derivedOf(t, "b", "input.a"), derivedOf(t, "c", "input.none")}})
	require.NotEmpty(t, problems)
	assert.Contains(t, problems, Problem{Path: "input.b", Summary: "it is computed of itself, by way of input.a"})
	assert.Contains(t, problems, Problem{Path: "input.c", Summary: "there is no signal input.none"})
}

// Drawing a number of an argument reaches what is computed of it.
func TestDerivedFollowsDraws(t *testing.T) {
	s := &Study{Span: hour, Record: record(hour, "input.x"), Inputs: []Input{derivedOf(t, "x", "input.c * 3"), constant("c", 2, "W")}}
	slot, ok := mustBuild(t, s).Slot("input.c.value")
	require.True(t, ok)
	_, _, rec := playWith(t, s, engine.Numbers{Set: []engine.Number{{Signal: slot, Value: 5}}})
	assert.Equal(t, []float64{15, 15}, rec.column(0))
}

// A formula that jumps where no form tells when never goes beyond its values.
func TestDerivedJumpsStayInBounds(t *testing.T) {
	const day = 86400.0
	s := &Study{Span: 240 * hour, Inputs: []Input{sine("slow", 0, 2, day), sine("fast", 0.2, 1, 17*3600), derivedOf(t, "x", "if(input.slow * input.fast > '0.5 W', '3 W', '1 W')")},
		Record: record(24 * hour)}
	for name, m := range map[string]Measure{"least": Min, "most": Max, "sum": Integral} {
		s.Indicators = append(s.Indicators, Indicator{Name: name, Measure: m, Signal: "input.x", Unit: unit.Must("W")})
	}
	sum := 0.0
	for i := range 10 * 86400 {
		at := float64(i) + 0.5
		if 2*math.Sin(2*math.Pi*at/day)*(0.2+math.Sin(2*math.Pi*at/17/3600)) > 0.5 {
			sum += 2
		}
		sum++
	}
	m, r, _ := play(t, s)
	for i, x := range m.Indicators(r) {
		want := map[string]float64{"least": 1, "most": 3, "sum": sum}[s.Indicators[i].Name]
		assert.InEpsilon(t, want, x, 1e-5, s.Indicators[i].Name)
	}
}

// What swings too fast to be followed ends the run instead of never ending.
func TestDerivedTooFastToFollow(t *testing.T) {
	s := &Study{Span: 24 * hour, Inputs: []Input{derivedOf(t, "x", "sin(input.swing * 1e9 / '1 W') * '1 W'"), sine("swing", 0, 4, 86400)}}
	m, problems := Build(s)
	require.Empty(t, problems)
	run := m.Engine.NewRun()
	run.Reset(engine.Numbers{}, nil)
	require.ErrorContains(t, run.Advance(24*hour), "input.x changes too fast to be followed")
}

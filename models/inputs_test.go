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

func gusts(name string) Input {
	return Input{Name: name, Unit: unit.Must("W"), Noise: &Noise{Mean: 100, SD: 80, Timescale: 1200, Every: 2 * minute}}
}

func noisePath(t *testing.T, n engine.Numbers, warmup engine.Time, points int, more ...Input) []float64 {
	t.Helper()
	_, _, rec := playWith(t, &Study{
		Span: engine.Time(points) * 2 * minute, Warmup: warmup, Inputs: append(more, gusts("gusts")),
		Record: record(2*minute, "input.gusts"),
	}, n)
	return rec.column(0)
}

func TestNoiseIsKeyedByPath(t *testing.T) {
	path := noisePath(t, engine.Numbers{Seed: 7, Draw: 3}, 0, 500)
	assert.Equal(t, path, noisePath(t, engine.Numbers{Seed: 7, Draw: 3}, 0, 500, gusts("aaa"), gusts("zzz"), constant("x", 1, "W")))
	assert.NotEqual(t, path, noisePath(t, engine.Numbers{Seed: 7, Draw: 4}, 0, 500))
	assert.NotEqual(t, path, noisePath(t, engine.Numbers{Seed: 8, Draw: 3}, 0, 500))

	_, _, rec := playWith(t, &Study{
		Span: 1000 * minute, Inputs: []Input{gusts("gusts"), gusts("other")}, Record: record(2*minute, "input.gusts", "input.other"),
	}, engine.Numbers{Seed: 7, Draw: 3})
	assert.NotEqual(t, rec.column(0), rec.column(1))
}

// The warm-up only begins the process earlier: it forgets its beginning.
func TestNoiseInTheWarmup(t *testing.T) {
	short := noisePath(t, engine.Numbers{Seed: 7}, 24*hour, 100)
	long := noisePath(t, engine.Numbers{Seed: 7}, 48*hour+31*second, 100)
	for i := range short {
		assert.InDelta(t, short[i], long[i], 1e-9)
	}
}

func TestNoiseStatistics(t *testing.T) {
	const n = 200_000
	x := noisePath(t, engine.Numbers{Seed: 42}, 0, n)
	var sum, squares, lag float64
	for i := range x {
		d := x[i] - 100
		sum += d
		squares += d * d
		if i > 0 {
			lag += d * (x[i-1] - 100)
		}
	}
	rho := math.Exp(-120.0 / 1200)
	// Standard errors of mean, variance and autocorrelation of an AR(1).
	long := (1 + rho) / (1 - rho)
	assert.InDelta(t, 0, sum/n, 4*80*math.Sqrt(long/n))
	assert.InDelta(t, 1, squares/n/6400, 4*math.Sqrt(2*(1+rho*rho)/(1-rho*rho)/n))
	assert.InDelta(t, rho, lag/squares, 4*math.Sqrt((1-rho*rho)/n))
}

// Each draw begins stationary.
func TestNoiseBeginsStationary(t *testing.T) {
	s := &Study{Span: 2 * minute, Inputs: []Input{gusts("gusts")}, Record: record(2*minute, "input.gusts")}
	m := mustBuild(t, s)
	r := m.Engine.NewRun()
	const n = 4000
	var squares float64
	for draw := range n {
		rec := &recording{}
		r.Reset(engine.Numbers{Seed: 1, Draw: draw}, rec)
		require.NoError(t, r.Advance(s.Span))
		d := rec.samples[0][0] - 100
		squares += d * d
	}
	assert.InDelta(t, 1, squares/n/6400, 4*math.Sqrt(2.0/n))
}

func TestNoiseNumbersMayBeDrawn(t *testing.T) {
	s := &Study{Span: hour, Inputs: []Input{gusts("gusts")}, Record: record(2*minute, "input.gusts")}
	sd, ok := mustBuild(t, s).Slot("input.gusts.sd")
	require.True(t, ok)
	_, _, plain := play(t, s)
	_, _, rec := playWith(t, s, engine.Numbers{Seed: 1, Set: []engine.Number{{Signal: sd, Value: 160}}})
	for i := range plain.samples {
		assert.InDelta(t, 2*(plain.samples[i][0]-100), rec.samples[i][0]-100, 1e-9)
	}
}

// A sine outdoors: the room follows it, damped and late.
func TestSineIsExact(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 72 * hour, Warmup: 30 * 24 * hour,
		Inputs: []Input{{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin + 5, Amplitude: 8, Period: 86400, Phase: 0.3}}},
		Twins:  []twin.Twin{room(t, "north", settings{"outdoor": "input.outdoor"})},
		Record: record(hour, "twin.north.temperature", "input.outdoor"),
	})
	omega := 2 * math.Pi / 86400
	gain := 1 / math.Hypot(1, omega*roomTau)
	for i, at := range rec.times {
		angle := omega*at.Seconds() + 0.3
		assert.InDelta(t, kelvin+5+8*math.Sin(angle), rec.samples[i][1], 1e-9)
		assert.InDelta(t, kelvin+5+8*gain*math.Sin(angle-math.Atan(omega*roomTau)), rec.samples[i][0], 1e-9)
	}
}

// Whatever the table, the samples are its interpolation, and runs of equal
// values cost nothing.
func TestTables(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(rt, "n")
		linear := rapid.Bool().Draw(rt, "linear")
		table := &Table{Linear: linear}
		at := engine.Time(rapid.IntRange(-20, 0).Draw(rt, "begin")) * minute
		for range n {
			table.Times = append(table.Times, at)
			table.Values = append(table.Values, float64(rapid.IntRange(0, 2).Draw(rt, "value")))
			at += engine.Time(rapid.IntRange(1, 15).Draw(rt, "step")) * minute
		}
		warmup := engine.Time(rapid.IntRange(0, 10).Draw(rt, "warmup")) * minute
		_, _, rec := play(t, &Study{
			Span: hour, Warmup: warmup, Inputs: []Input{{Name: "x", Unit: unit.Must("W"), Table: table}},
			Record: record(minute, "input.x", "input.x!"),
		})
		value := func(at engine.Time) float64 {
			k := -1
			for k+1 < n && table.Times[k+1] <= at {
				k++
			}
			switch {
			case k < 0:
				return table.Values[0]
			case k == n-1 || !linear:
				return table.Values[k]
			}
			part := (at - table.Times[k]).Seconds() / (table.Times[k+1] - table.Times[k]).Seconds()
			return table.Values[k] + part*(table.Values[k+1]-table.Values[k])
		}
		for i, at := range rec.times {
			if math.Abs(rec.samples[i][0]-value(at)) > 1e-9 {
				rt.Fatalf("at %s: %g, not %g", at, rec.samples[i][0], value(at))
			}
			if mean := value(at - 30*second); i > 0 && math.Abs(rec.samples[i][1]-mean) > 1e-9 {
				rt.Fatalf("mean before %s: %g, not %g", at, rec.samples[i][1], mean)
			}
		}
	})
}

// Two breakpoints at one time are a jump.
func TestLinearTableJumps(t *testing.T) {
	in := steps("x", "W", 0, 0, 600, 10, 600, 100, 1200, 40)
	in.Table.Linear = true
	_, _, rec := play(t, &Study{Span: 20 * minute, Inputs: []Input{in}, Record: record(5*minute, "input.x")})
	assert.InDeltaSlice(t, []float64{0, 5, 100, 70, 40}, rec.column(0), 1e-9)
}

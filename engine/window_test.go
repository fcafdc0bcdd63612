package engine

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/linear"
)

// player plays forms, each from its time on.
type player struct {
	out   Signal
	times []Time
	forms []linear.Input
}

type playerState struct{ next int64 }

func (p player) Start(r *Run, s *playerState) (Time, error) { return p.Fire(r, s) }
func (p player) Fire(r *Run, s *playerState) (Time, error) {
	for ; s.next < int64(len(p.times)) && p.times[s.next] <= r.Now(); s.next++ {
		r.SetForm(p.out, p.forms[s.next])
	}
	if s.next < int64(len(p.times)) {
		return p.times[s.next], nil
	}
	return Never, nil
}

// looker lets a window look from one time to another, and keeps what it saw.
type looker struct {
	w           Window
	from, until Time
	lo, hi      Signal
}

func (l looker) Start(*Run, *struct{}) (Time, error) { return l.from, nil }
func (l looker) Fire(r *Run, _ *struct{}) (Time, error) {
	if r.Now() == l.from {
		r.BeginWindow(l.w)
		return l.until, nil
	}
	lo, hi := r.EndWindow(l.w)
	r.Set(l.lo, lo)
	r.Set(l.hi, hi)
	return Never, nil
}

// slid is the least and greatest mean, over a window that lies within [0, until],
// of a signal that is played. It is read twice on the way, and once from a fork.
func slid(t require.TestingT, width, until Time, times []Time, forms []linear.Input) (lo, hi float64) {
	b := NewBuilder()
	out := b.Formed("out", 0)
	Add(b, "player", player{out, times, forms}, Wiring{Source: true})
	return slidOver(t, b, out, width, until)
}

func slidOver(t require.TestingT, b *Builder, s Signal, width, until Time) (lo, hi float64) {
	w := b.Window(s, width)
	Add(b, "looker", looker{w, 0, Never, b.Held("lo", 0), b.Held("hi", 0)}, Wiring{Observer: 1})
	m, err := b.Build(0, until)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(until/3))
	r.Windows(w)
	saved := r.Snapshot()
	require.NoError(t, r.Advance(until/2))
	fork := r.Fork(nil)
	require.NoError(t, r.Advance(until))
	lo, hi = r.Windows(w)
	require.NoError(t, fork.Advance(until))
	again, andAgain := fork.Windows(w)
	require.Equal(t, []float64{lo, hi}, []float64{again, andAgain})
	require.True(t, fork.Snapshot().Matches(r.Snapshot()))
	r.Restore(saved)
	require.NoError(t, r.Advance(until))
	again, andAgain = r.Windows(w)
	require.Equal(t, []float64{lo, hi}, []float64{again, andAgain})
	return lo, hi
}

func level(x float64) linear.Input { return linear.Input{Level: x} }

func TestWindowClosedForms(t *testing.T) {
	const minute = 60 * Second
	turn := 2 * math.Pi
	tests := []struct {
		name         string
		width, until Time
		times        []Time
		forms        []linear.Input
		lo, hi       float64
	}{
		{"constant", 15 * minute, 60 * minute, []Time{0}, []linear.Input{level(5)}, 5, 5},
		{"of the whole span", 60 * minute, 60 * minute, []Time{0, 30 * minute}, []linear.Input{level(4), level(8)}, 6, 6},
		{"on for less than a window", 15 * minute, 60 * minute, []Time{0, 20 * minute, 26 * minute}, []linear.Input{level(0), level(3000), level(0)}, 0, 1200},
		{"on for more than a window", 15 * minute, 60 * minute, []Time{0, 20 * minute, 40 * minute}, []linear.Input{level(0), level(3000), level(0)}, 0, 3000},
		{"two pulses", 10 * minute, 60 * minute, []Time{0, 20 * minute, 24 * minute, 28 * minute, 33 * minute},
			[]linear.Input{level(1), level(5), level(1), level(5), level(1)}, 1, 3.4},
		{"on at both ends, of which no window lies beyond", 10 * minute, 30 * minute, []Time{0, 5 * minute, 25 * minute}, []linear.Input{level(6), level(0), level(6)}, 0, 3},
		{"ramp", 10 * minute, 60 * minute, []Time{0}, []linear.Input{{Level: 7, Slope: 0.01}}, 7 + 0.01*300, 7 + 0.01*3300},
		{"roof", 20 * minute, 60 * minute, []Time{0, 30 * minute}, []linear.Input{{Slope: 1. / 1800}, {Level: 1, Slope: -1. / 1800}}, 1. / 3, 1 - 1./6},
		{"lopsided roof", 12 * minute, 60 * minute, []Time{0, 20 * minute}, []linear.Input{{Slope: 2}, {Level: 2400, Slope: -1}}, 360, 2400 * (1 - 0.5*720/3600)},
		{"sine", 15 * minute, 240 * minute, []Time{0}, []linear.Input{{Level: 3, Amplitude: 2, Omega: turn / 3600}},
			3 - 2*math.Sin(turn/8)/(turn/8), 3 + 2*math.Sin(turn/8)/(turn/8)},
		{"window of a period", 60 * minute, 240 * minute, []Time{0}, []linear.Input{{Level: 3, Amplitude: 2, Omega: turn / 3600}}, 3, 3},
		{"fast sine", 60 * minute, 240 * minute, []Time{0}, []linear.Input{{Level: 3, Amplitude: 2, Omega: 40.5 * turn / 3600}},
			3 - 2/(turn/2*40.5), 3 + 2/(turn/2*40.5)},
		{"a moment in a year", Second, 8766 * 60 * minute, []Time{0}, []linear.Input{{Amplitude: 2, Omega: turn / 86400}}, -2, 2},
		{"as many swings as pieces", 30 * Second, mostPieces * minute, []Time{0}, []linear.Input{{Amplitude: 2, Omega: turn / 60}}, -4 / math.Pi, 4 / math.Pi},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			lo, hi := slid(t, c.width, c.until, c.times, c.forms)
			require.InDelta(t, c.lo, lo, 1e-9*math.Max(1, math.Abs(c.hi)), "least")
			require.InDelta(t, c.hi, hi, 1e-9*math.Max(1, math.Abs(c.hi)), "greatest")
		})
	}
}

// The window never fits.
func TestWindowWiderThanTheSpan(t *testing.T) {
	lo, hi := slid(t, 61*Second, 60*Second, []Time{0}, []linear.Input{level(1)})
	require.Equal(t, math.Inf(1), lo)
	require.Equal(t, math.Inf(-1), hi)
}

// Random steps against every window that begins or ends at one.
func TestWindowOverSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "steps")
		width := Time(rapid.Int64Range(1, 400).Draw(t, "width")) * Second
		until := 1000 * Second
		times, forms := []Time{0}, []linear.Input{level(0)}
		for range n {
			at := times[len(times)-1] + Time(rapid.Int64Range(1, 60_000).Draw(t, "step"))*Second/1000
			if at >= until {
				break
			}
			times = append(times, at)
			forms = append(forms, level(float64(rapid.IntRange(-9, 9).Draw(t, "level"))))
		}
		area := func(at Time) float64 {
			sum := 0.0
			for i, from := range times {
				to := until
				if i+1 < len(times) {
					to = times[i+1]
				}
				sum += forms[i].Level * max(0, (min(to, at)-from).Seconds())
			}
			return sum
		}
		least, most := math.Inf(1), math.Inf(-1)
		for _, at := range append(slices.Clone(times), 0, until-width) {
			for _, begin := range []Time{at, at - width} {
				if begin >= 0 && begin+width <= until {
					mean := (area(begin+width) - area(begin)) / width.Seconds()
					least, most = math.Min(least, mean), math.Max(most, mean)
				}
			}
		}
		lo, hi := slid(t, width, until, times, forms)
		require.InDelta(t, least, lo, 1e-9)
		require.InDelta(t, most, hi, 1e-9)
	})
}

// The temperature of a room that is heated for an hour: of an exponential up and
// one down the greatest mean is where both ends of the window are equally warm.
func TestWindowOverPhysics(t *testing.T) {
	const tau, heat = 2000.0, 3000.0 // s; s of heating
	const width = 1200.0
	b := NewBuilder()
	u := b.Held("heat", 0)
	Add(b, "player", player{u, []Time{0, 3000 * Second}, []linear.Input{level(2000), level(0)}}, Wiring{Source: true})
	out, g, outdoor := b.Dense("room.temperature"), b.Held("loss", 50), b.Held("outdoor", 0)
	b.Block(Block{Path: "room", States: []string{"room.temperature"}, Lowest: -1, Highest: 1000, Inputs: []Signal{outdoor, u},
		Shaping: []Signal{g}, Outputs: []Signal{out}, Law: room{capacity: b.Held("capacity", 50*tau), loss: g, outdoor: outdoor}})
	lo, hi := slidOver(t, b, out, 1200*Second, 3*3600*Second)

	final := 2000.0 / 50
	area := func(t float64) float64 {
		if t <= heat {
			return final * (t - tau*(1-math.Exp(-t/tau)))
		}
		top := final * (1 - math.Exp(-heat/tau))
		return final*(heat-tau*(1-math.Exp(-heat/tau))) + top*tau*(1-math.Exp(-(t-heat)/tau))
	}
	value := func(t float64) float64 {
		if t <= heat {
			return final * (1 - math.Exp(-t/tau))
		}
		return final * (1 - math.Exp(-heat/tau)) * math.Exp(-(t-heat)/tau)
	}
	left, right := heat, heat+width // of the window's end
	for range 200 {
		if mid := (left + right) / 2; value(mid) > value(mid-width) {
			left = mid
		} else {
			right = mid
		}
	}
	require.InDelta(t, (area(left)-area(left-width))/width, hi, 1e-9)
	require.InDelta(t, math.Min(area(width), area(10800)-area(10800-width))/width, lo, 1e-9)
}

// A window counts only what lies within the time for which it looks.
func TestWindowLooksForAWhile(t *testing.T) {
	b := NewBuilder()
	out, lo, hi := b.Formed("out", 0), b.Held("lo", 0), b.Held("hi", 0)
	Add(b, "player", player{out, []Time{0, 100 * Second, 200 * Second}, []linear.Input{level(9), level(1), level(9)}}, Wiring{Source: true})
	Add(b, "looker", looker{b.Window(out, 50*Second), 75 * Second, 210 * Second, lo, hi}, Wiring{Observer: 1})
	m, err := b.Build(0, 300*Second)
	require.NoError(t, err)
	r := m.NewRun()
	for range 2 { // a run that is reset forgets
		r.Reset(Numbers{}, nil)
		require.NoError(t, r.Advance(300*Second))
		require.InDelta(t, 1, r.Value(lo), 1e-12)
		require.InDelta(t, 5, r.Value(hi), 1e-12)
	}
}

// What was done with is dropped: the memory is that of one window.
func TestWindowForgets(t *testing.T) {
	b := NewBuilder()
	out := b.Held("out", 0)
	Add(b, "counter", counter{out, Second}, Wiring{})
	w := b.Window(out, 100*Second)
	Add(b, "looker", looker{w, 0, Never, b.Held("lo", 0), b.Held("hi", 0)}, Wiring{Observer: 1})
	m, err := b.Build(0, 100_000*Second)
	require.NoError(t, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(t, r.Advance(100_000*Second))
	require.Less(t, len(r.pieces[w]), 300)
	_, hi := r.Windows(w)
	require.InDelta(t, 100_000-50.5, hi, 1e-6)
}

// A channel less another, as values and as means.
func TestSampledResidual(t *testing.T) {
	b := NewBuilder()
	x, y := b.Formed("x", 0), b.Held("y", 0)
	Add(b, "x", player{x, []Time{0}, []linear.Input{{Level: 10, Slope: 1}}}, Wiring{Source: true})
	Add(b, "y", player{y, []Time{0, 15 * Second}, []linear.Input{level(4), level(8)}}, Wiring{Source: true})
	warm := cooling(b, "twin.a", 300, 3600)
	b.Sample(10*Second, []SampledSignal{{Signal: x, Residual: true, Against: y}, {Signal: x, Mean: true, Residual: true, Against: y},
		{Signal: x, Residual: true, Against: warm}, {Signal: warm, Mean: true, Residual: true, Against: x}, {Signal: warm}, {Signal: warm, Mean: true}})
	m, err := b.Build(0, 20*Second)
	require.NoError(t, err)
	r, rec := m.NewRun(), &tape{}
	r.Reset(Numbers{}, rec)
	require.NoError(t, r.Advance(20*Second))
	require.Equal(t, []float64{6, 16, 22}, []float64{rec.samples[0][0], rec.samples[1][0], rec.samples[2][0]})
	require.True(t, math.IsNaN(rec.samples[0][1]))
	require.InDelta(t, 15-4, rec.samples[1][1], 1e-12)
	require.InDelta(t, 25-6, rec.samples[2][1], 1e-12)
	for k, s := range rec.samples {
		require.InDelta(t, 10+float64(10*k)-s[4], s[2], 1e-12)
		if k > 0 {
			require.InDelta(t, s[5]-(5+float64(10*k)), s[3], 1e-10)
		}
	}
}

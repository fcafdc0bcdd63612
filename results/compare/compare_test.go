package compare

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/results"
)

// study is a small batch: indicators and the drawn loss are functions of variant,
// sweep point and draw.
type study struct {
	variants     []string
	sweeps       int
	seed         int64
	draws        int
	units        [2]string
	energy, cold func(variant, sweep, draw int) float64
	loss         func(variant, draw int) float64
	fails        func(variant, draw int) bool
	points       []map[string]string // 5 W/K, 55 W/K and so on, unless given
	energyIs     string
	parts        int // committed; 0 for all
}

func standard() study {
	return study{
		variants: []string{"base", "insulated", "same"}, sweeps: 1, seed: 7, draws: 20, units: [2]string{"kWh", "h"},
		energy: func(v, s, d int) float64 {
			return 100 + 10*float64(s) + float64(d*d%17) - []float64{0, 30 + float64(d%3), 0}[v]
		},
		cold:  func(_, _, d int) float64 { return float64(d % 5) },
		loss:  func(_, d int) float64 { return float64(d * d % 17) },
		fails: func(int, int) bool { return false },
	}
}

// run writes the batch and opens it.
func (s study) run(t *testing.T) *results.Result {
	schema := &engine.Schema{
		Variants: s.variants, Kinds: []string{"alert_on"}, Units: []string{"1"},
		Parameters: []engine.Column{{Name: "loss", Path: "twin.room.heat_loss", Unit: "W/K"}},
		Indicators: []engine.Column{{Name: "energy", Unit: s.units[0], Better: "lower", Description: s.energyIs}, {Name: "cold", Unit: s.units[1]}},
	}
	runs := len(s.variants) * s.sweeps * s.draws
	info := results.Info{Name: "study", Seed: s.seed, Draws: s.draws, Sweeps: s.sweeps, Runs: int64(runs), RunsPerPart: int64(s.draws), Span: engine.Second}
	info.SweepPoints = s.points
	for k := len(s.points); k < s.sweeps; k++ {
		info.SweepPoints = append(info.SweepPoints, map[string]string{"twin.room.heat_loss": strings.Repeat("5", k+1) + " W/K"})
	}
	w, err := results.Create(filepath.Join(t.TempDir(), "study"), info, schema, false)
	require.NoError(t, err)
	defer w.Close()
	for k := range w.Parts() {
		if s.parts > 0 && k == s.parts {
			break
		}
		first, last := w.PartRuns(k)
		p, err := w.Part(k, first, last)
		require.NoError(t, err)
		for n := first; n < last; n++ {
			d, group := int(n)%s.draws, int(n)/s.draws
			v, sweep := group/s.sweeps, group%s.sweeps
			id := engine.RunID{Number: n, Variant: v, Sweep: sweep, Draw: d, Seed: s.seed}
			require.NoError(t, p.Begin(id, nil))
			o := &engine.Outcome{ID: id, Parameters: []float64{s.loss(v, d)}, Indicators: []float64{s.energy(v, sweep, d), s.cold(v, sweep, d)}}
			if s.fails(v, d) {
				o.Err, o.Indicators = errors.New("too hot"), nil
			}
			require.NoError(t, p.End(o))
		}
		require.NoError(t, p.Commit())
	}
	if s.parts == 0 {
		_, err = w.Finish(context.Background())
		require.NoError(t, err)
	}
	r, err := results.Open(w.Dir())
	require.NoError(t, err)
	return r
}

func TestWithin(t *testing.T) {
	s := standard()
	s.fails = func(v, d int) bool { return v == 1 && d < 3 || v == 0 && d == 19 }
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	require.Len(t, c.Arms, 3)
	assert.Equal(t, []int{19, 17, 20}, []int{c.Arms[0].N, c.Arms[1].N, c.Arms[2].N})
	assert.Equal(t, []int{1, 3, 0}, []int{c.Arms[0].Failed, c.Arms[1].Failed, c.Arms[2].Failed})
	energy := c.Indicators[0]
	insulated, same := energy.Differences[0], energy.Differences[1]
	assert.Equal(t, 16, insulated.Pairs)
	assert.Equal(t, 4, insulated.Lost)
	assert.InDelta(t, -31, insulated.Mean, 0.2)
	assert.Equal(t, Better, insulated.Verdict)
	assert.Equal(t, 1.0, insulated.BetterShare)
	assert.Equal(t, Same, same.Verdict)
	assert.Equal(t, Same, c.Indicators[1].Differences[0].Verdict)
	assert.NotEmpty(t, c.Notes, "failed runs are told of")
	require.NotEmpty(t, energy.Drivers)
	assert.InDelta(t, 1, energy.Drivers[0].Rho, 1e-12, "without insulation energy follows the loss")
	assert.Greater(t, energy.Drivers[0].AtHigh, energy.Drivers[0].AtLow)
	last := energy.Converged[2]
	assert.Equal(t, 20, last.Draws[len(last.Draws)-1])
	assert.InDelta(t, energy.Spreads[2].HalfWidth, last.HalfWidth[len(last.HalfWidth)-1], 1e-12)
}

func TestAnotherBase(t *testing.T) {
	r := standard().run(t)
	c, err := Within(r, Options{Base: "insulated", Indicators: []string{"energy"}})
	require.NoError(t, err)
	assert.Equal(t, "insulated", c.Arms[0].Label)
	require.Len(t, c.Indicators, 1)
	for _, d := range c.Indicators[0].Differences {
		assert.Equal(t, Worse, d.Verdict)
		assert.InDelta(t, 31, d.Mean, 0.2)
	}
	for _, wrong := range []Options{{Base: "insolated"}, {Indicators: []string{"cost"}}, {Confidence: 95}} {
		_, err := Within(r, wrong)
		assert.Error(t, err)
	}
}

// One arm beside all others: without a sweep as by its variant, with one across the
// points of the sweep, too.
func TestAgainst(t *testing.T) {
	r := standard().run(t)
	by, err := Within(r, Options{Base: "insulated"})
	require.NoError(t, err)
	c, err := Against(r, "insulated", 0, Options{})
	require.NoError(t, err)
	assert.Equal(t, by.Arms, c.Arms)
	for k := range c.Indicators {
		assert.Equal(t, by.Indicators[k].Differences, c.Indicators[k].Differences)
		assert.Empty(t, c.Indicators[k].Drivers)
	}
	s := standard()
	s.sweeps = 2
	c, err = Against(s.run(t), "base", 1, Options{})
	require.NoError(t, err)
	require.Len(t, c.Arms, 6)
	assert.Equal(t, 1, c.Arms[0].Sweep)
	assert.Equal(t, "base", c.Arms[0].Variant)
	require.Len(t, c.Indicators[0].Differences, 5, "the other point of the base among them")
	for _, d := range c.Indicators[0].Differences {
		assert.Zero(t, d.Base)
		assert.True(t, d.Paired)
	}
	_, err = Against(r, "insulated", 7, Options{})
	assert.ErrorContains(t, err, "no runs")
}

func TestSweeps(t *testing.T) {
	s := standard()
	s.sweeps = 2
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	require.Len(t, c.Arms, 6)
	require.Len(t, c.Indicators[0].Differences, 4)
	for _, d := range c.Indicators[0].Differences {
		assert.Equal(t, c.Arms[d.Arm].Sweep, c.Arms[d.Base].Sweep, "a point is compared with the same point")
	}
	assert.Equal(t, "base loss=55 W/K", c.Arms[1].Label)

	s.variants = s.variants[:1]
	c, err = Within(s.run(t), Options{})
	require.NoError(t, err)
	require.Len(t, c.Indicators[0].Differences, 1)
	assert.InDelta(t, 10, c.Indicators[0].Differences[0].Mean, 1e-12)
}

// A swept parameter has the runs of all sweep points to tell by, a drawn one those of
// a single one: the same draws once more tell nothing new.
func TestDriversOfSweeps(t *testing.T) {
	s := standard()
	s.sweeps = 3
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	assert.Equal(t, 60, c.Indicators[0].Drivers[0].N, "swept")
	s.points = []map[string]string{{"twin.pump.cop": "2"}, {"twin.pump.cop": "3"}, {"twin.pump.cop": "4"}}
	c, err = Within(s.run(t), Options{})
	require.NoError(t, err)
	assert.Equal(t, 20, c.Indicators[0].Drivers[0].N, "drawn")
}

// Rounding has an order, too, which says nothing.
func TestNoDriversOfRounding(t *testing.T) {
	s := standard()
	s.energy = func(_, _, d int) float64 { return 32 + 1e-14*float64(d) }
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	assert.Empty(t, c.Indicators[0].Drivers)
}

// Runs without a value are told of, and are in no number.
func TestRunsWithoutValue(t *testing.T) {
	s := standard()
	cold := s.cold
	s.cold = func(v, sweep, d int) float64 {
		if v == 1 && d < 4 {
			return math.NaN()
		}
		return cold(v, sweep, d)
	}
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	assert.Equal(t, 16, c.Indicators[1].Spreads[1].N)
	assert.Equal(t, 4, c.Indicators[1].Differences[0].Lost)
	assert.Contains(t, c.Notes, "cold has no value in 4 of 20 runs of insulated; its numbers are of the others")
}

// What an arm lost and the other did not is told as what it is.
func TestLossesThatDiffer(t *testing.T) {
	s := standard()
	s.fails = func(v, d int) bool { return v == 1 && d < 3 || v == 2 && d == 7 || v == 0 && d == 7 }
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	require.Len(t, c.Notes, 2)
	assert.Contains(t, c.Notes[0], "3 of 20 runs of insulated failed, but 1 of 20 of base")
	assert.Contains(t, c.Notes[0], "biased")
	assert.NotContains(t, c.Notes[1], "biased")
}

func TestUnfinished(t *testing.T) {
	s := standard()
	s.parts = 2
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	assert.Len(t, c.Arms, 2)
	assert.Contains(t, strings.Join(c.Notes, "\n"), "20 of 60 runs are missing")
}

func TestSingleDraws(t *testing.T) {
	s := standard()
	s.draws = 1
	c, err := Within(s.run(t), Options{})
	require.NoError(t, err)
	d := c.Indicators[0].Differences[0]
	assert.InDelta(t, -30, d.Mean, 1e-12)
	assert.Equal(t, Unknown, d.Verdict)
	assert.True(t, math.IsNaN(d.Low))
}

package compare

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
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
		Indicators: []engine.Column{{Name: "energy", Unit: s.units[0], Better: "lower"}, {Name: "cold", Unit: s.units[1]}},
	}
	runs := len(s.variants) * s.sweeps * s.draws
	info := results.Info{Name: "study", Seed: s.seed, Draws: s.draws, Sweeps: s.sweeps, Runs: int64(runs), RunsPerPart: int64(s.draws), Span: engine.Second}
	for k := range s.sweeps {
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

func TestBetween(t *testing.T) {
	before, after := standard(), standard()
	after.energy = func(v, s, d int) float64 { return before.energy(v, s, d) - 5 - float64(d%2) }
	after.loss = func(v, d int) float64 { return 0.8 * before.loss(v, d) } // what the change is
	c, err := Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	require.Len(t, c.Arms, 6)
	require.Len(t, c.Indicators[0].Differences, 3)
	for _, d := range c.Indicators[0].Differences {
		assert.True(t, d.Paired)
		assert.InDelta(t, -5.5, d.Mean, 1e-9)
		assert.Equal(t, Better, d.Verdict)
	}

	after.seed = 8
	c, err = Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	assert.False(t, c.Indicators[0].Differences[0].Paired)
	assert.Contains(t, strings.Join(c.Notes, "\n"), "seeds are 7 and 8")
	assert.Greater(t, c.Indicators[0].Differences[0].High-c.Indicators[0].Differences[0].Low, 1.0, "less sure than draw by draw")

	after.seed, after.loss = 7, func(_, d int) float64 { return float64(-d) }
	c, err = Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	assert.Contains(t, strings.Join(c.Notes, "\n"), "twin.room.heat_loss is drawn otherwise")

	after.units[0], after.variants = "MJ", []string{"base", "other", "same"}
	c, err = Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	notes := strings.Join(c.Notes, "\n")
	assert.Contains(t, notes, "energy is in kWh")
	assert.Contains(t, notes, "other has no like")
	require.Len(t, c.Indicators, 1)
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

func TestArrow(t *testing.T) {
	c, err := Within(standard().run(t), Options{})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "compared.arrow")
	require.NoError(t, c.WriteArrow(path))
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	r, err := ipc.NewFileReader(f)
	require.NoError(t, err)
	rec, err := r.Record(0)
	require.NoError(t, err)
	assert.EqualValues(t, 6, rec.NumRows(), "two indicators in three arms")
	at := func(name string) int { return rec.Schema().FieldIndices(name)[0] }
	base := rec.Column(at("base")).(*array.String)
	assert.True(t, base.IsNull(0))
	assert.Equal(t, "base", base.Value(1))
	assert.InDelta(t, c.Indicators[0].Differences[0].Mean, rec.Column(at("difference")).(*array.Float64).Value(1), 0)
	assert.Equal(t, "better", rec.Column(at("verdict")).(*array.String).Value(1))
	list, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, list, 1, "nothing temporary is left")
	assert.Error(t, c.WriteArrow(filepath.Join(path, "in", "a", "file")))
}

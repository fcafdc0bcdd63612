package scenarios

import (
	"context"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"whatif/engine"
	"whatif/models"
)

func sound(t *testing.T, text string, o Options) *Plan {
	t.Helper()
	plan, said := tell(t, text, o)
	require.NotNil(t, plan, said)
	return plan
}

func setting1(t *testing.T, p *Plan, variant, sweep int, twin, param string) float64 {
	t.Helper()
	s, err := p.Study(variant, sweep)
	require.NoError(t, err)
	for _, w := range s.Twins {
		if w.Name == twin {
			return w.Settings[param].Number
		}
	}
	t.Fatalf("no twin %s", twin)
	return 0
}

// TestWhoWins: file < variant < sweep < --set.
func TestWhoWins(t *testing.T) {
	text := office + "[variant.a]\ntwin.pump.cop = 3\ntwin.control.band = \"2 K\"\n[variant.b]\n[sweep]\n\"twin.control.band\" = [\"0.5 K\", \"3 K\"]\n"
	p := sound(t, text, plain())
	assert.Equal(t, int64(4), p.Runs())
	assert.Equal(t, 3.0, setting1(t, p, 0, 0, "pump", "cop"))
	assert.Equal(t, 3.4, setting1(t, p, 1, 0, "pump", "cop"))
	assert.Equal(t, 0.5, setting1(t, p, 0, 0, "control", "band"), "a sweep goes over a variant")
	assert.Equal(t, 3.0, setting1(t, p, 1, 1, "control", "band"))

	o := plain()
	o.Set = []string{"twin.control.band=4 K", "twin.control.setpoint=22 degC"}
	p = sound(t, text, o)
	assert.Equal(t, 4.0, setting1(t, p, 0, 1, "control", "band"), "--set goes over all")
	assert.Equal(t, 295.15, setting1(t, p, 0, 1, "control", "setpoint"))
}

func TestOverlaysDoNotReachCopies(t *testing.T) {
	o := plain()
	o.Set = []string{"twin.north.capacity=1 MJ/K"}
	p := sound(t, office+"[variant.a]\ntwin.north.heat_loss = \"20 W/K\"\n", o)
	assert.Equal(t, 20.0, setting1(t, p, 0, 0, "north", "heat_loss"))
	assert.Equal(t, 38.0, setting1(t, p, 0, 0, "south", "heat_loss"))
	assert.Equal(t, 1e6, setting1(t, p, 0, 0, "north", "capacity"))
	assert.Equal(t, 2.4e6, setting1(t, p, 0, 0, "south", "capacity"))

	p = sound(t, office+"[variant.a]\ntwin.east = { like = \"twin.south\", capacity = \"3 MJ/K\" }\n", plain())
	assert.Equal(t, 38.0, setting1(t, p, 0, 0, "east", "heat_loss"), "a variant may add a twin that is like one of the file")
}

func TestNumberingIsVariantThenSweepThenDraw(t *testing.T) {
	p := sound(t, office+"[variant.a]\n[variant.b]\n[sweep]\ntwin.pump.cop = [3, 4]\ntwin.control.band = [\"1 K\", \"2 K\", \"3 K\"]\n"+strings.ReplaceAll(vary(`twin.north.heat_loss = { scale = { normal = { mean = 1, sd = 0.1 } } }`), "500", "5"), plain())
	require.Equal(t, int64(2*6*5), p.Runs())
	n := int64(0)
	for v := range 2 {
		for s := range 6 {
			for d := range 5 {
				id := p.ID(n)
				assert.Equal(t, engine.RunID{Number: n, Variant: v, Sweep: s, Draw: d, Seed: defaultSeed}, id)
				n++
			}
		}
	}
	assert.Equal(t, 4.0, setting1(t, p, 1, 3, "pump", "cop"))
	assert.Equal(t, 2.0, setting1(t, p, 1, 4, "control", "band"))
}

func TestSumsOfTemperatures(t *testing.T) {
	p := sound(t, strings.Replace(office, `outdoor = "input.outdoor"`, `outdoor = ["5 degC", "2 K", "-1 K"]`, 1), plain())
	assert.InDelta(t, 279.15, setting1(t, p, 0, 0, "north", "outdoor"), 1e-12)
	s, err := sound(t, strings.Replace(office, `outdoor = "input.outdoor"`, `outdoor = ["input.outdoor", "2 K"]`, 1), plain()).Study(0, 0)
	require.NoError(t, err)
	assert.Equal(t, 2.0, s.Twins[0].Settings["outdoor"].Number)
	assert.Equal(t, []string{"input.outdoor"}, s.Twins[0].Settings["outdoor"].Refs)
}

func TestPeakOfASine(t *testing.T) {
	for _, peak := range []string{`"15:00"`, `15:00:00`, `"15 h"`, `2026-01-12T15:00:00`, `"2026-01-13 15:00"`} {
		s, err := sound(t, strings.Replace(office, `"15:00"`, peak, 1), plain()).Study(0, 0)
		require.NoError(t, err)
		sine := s.Inputs[0].Sine
		assert.InDelta(t, 5, sine.Amplitude*math.Sin(2*math.Pi*15*3600/sine.Period+sine.Phase), 1e-9, peak)
	}
}

// TestDrawsDoNotDependOnThePlan: what is drawn for a path is the same whatever
// else the file varies, and for every variant.
func TestDrawsDoNotDependOnThePlan(t *testing.T) {
	loss := `twin.north.heat_loss = { scale = { normal = { mean = 1, sd = 0.1 } } }`
	one := sound(t, office+vary(loss), plain())
	two := sound(t, office+"[variant.a]\n[variant.b]\ntwin.x = { like = \"twin.north\" }\n"+vary("twin.pump.cop = { scale = { uniform = { min = 0.9, max = 1.1 } } }\n"+loss), plain())
	for draw := range 20 {
		a, err := one.Draw(draw)
		require.NoError(t, err)
		b, err := two.Draw(draw)
		require.NoError(t, err)
		assert.Equal(t, a["twin.north.heat_loss"], b["twin.north.heat_loss"])
	}
}

// TestDistributions compares the moments of 500 draws with those asked for,
// within four standard errors, and checks that truncation redraws.
func TestDistributions(t *testing.T) {
	for _, c := range []struct {
		draw     string
		path     string
		mean, sd float64
		low      float64
	}{
		{`twin.pump.cop = { normal = { mean = 3.4, sd = 0.2 }, min = 1.0 }`, "twin.pump.cop", 3.4, 0.2, 1},
		{`twin.pump.cop = { uniform = { min = 3, max = 4 } }`, "twin.pump.cop", 3.5, 1 / math.Sqrt(12), 3},
		{`twin.north.heat_loss = { lognormal = { mean = "40 W/K", sd = "10 W/K" } }`, "twin.north.heat_loss", 40, 10, 0},
		{`twin.north.heat_loss = { scale = { normal = { mean = 1, sd = 0.1 }, min = 0.5 } }`, "twin.north.heat_loss", 1, 0.1, 0.5},
		{`twin.control.setpoint = { add = { normal = { mean = "1 K", sd = "0.5 K" } } }`, "twin.control.setpoint", 1, 0.5, -9},
		{`twin.pump.cop = { normal = { mean = 3, sd = 0 } }`, "twin.pump.cop", 3, 0, 3},
		// Half of a normal distribution: mean sd sqrt(2/pi), variance sd^2 (1 - 2/pi).
		{`twin.control.setpoint = { add = { normal = { mean = "0 K", sd = "1 K" } }, min = "0 K" }`, "twin.control.setpoint", math.Sqrt(2 / math.Pi), math.Sqrt(1 - 2/math.Pi), 0},
	} {
		p := sound(t, office+vary(c.draw), plain())
		var xs []float64
		for draw := range 500 {
			factors, err := p.Draw(draw)
			require.NoError(t, err)
			xs = append(xs, factors[c.path])
			assert.GreaterOrEqual(t, factors[c.path], c.low)
		}
		mean, sd := stat.MeanStdDev(xs, nil)
		assert.InDelta(t, c.mean, mean, 4*c.sd/math.Sqrt(500)+1e-12, c.draw)
		assert.InDelta(t, c.sd, sd, 0.2*c.sd+1e-12, c.draw)
	}
}

// store keeps the outcomes and the number of samples of a batch.
type store struct {
	mu      sync.Mutex
	said    map[int64]string
	samples map[int64]int
}

type part struct {
	*store
	id engine.RunID
}

func (s *store) Part(int, int64, int64) (engine.PartWriter, error) { return &part{store: s}, nil }
func (p *part) Begin(id engine.RunID, _ *engine.Layout) error      { p.id = id; return nil }
func (p *part) Sample(engine.Time, []float64) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.samples[p.id.Number]++
	return nil
}
func (p *part) Event(engine.Event) error { return nil }
func (p *part) End(o *engine.Outcome) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said[o.ID.Number] = fmt.Sprintf("%+v", *o)
	return nil
}
func (p *part) Commit() error { return nil }
func (p *part) Abort() error  { return nil }

// TestBatch runs a plan with one worker and with three: the outcomes are the
// same, whatever order the runs came in.
func TestBatch(t *testing.T) {
	text := office + "[variant.a]\n[variant.b]\ntwin.control.setpoint = \"22 degC\"\n[sweep]\ntwin.pump.cop = [3, 4]\n" +
		strings.ReplaceAll(vary(`twin.north.heat_loss = { scale = { normal = { mean = 1, sd = 0.1 } } }`), "500", "4")
	run := func(workers int) *store {
		p := sound(t, text, plain())
		s := &store{said: map[int64]string{}, samples: map[int64]int{}}
		require.NoError(t, engine.Batch{Workers: workers, RunsPerPart: 3}.Run(context.Background(), p.Source(), s))
		require.Len(t, s.said, int(p.Runs()))
		for n := range p.Runs() {
			assert.Equal(t, int(p.Samples()), s.samples[n])
		}
		return s
	}
	assert.Equal(t, run(1).said, run(3).said)
}

func TestParameterColumns(t *testing.T) {
	p := sound(t, office+"[sweep]\ntwin.pump.available = [true, false]\ntwin.control.mode = [\"heat\", \"cool\"]\n"+vary(`twin.control.setpoint = { add = { normal = { mean = "0 K", sd = "1 K" } } }`), plain())
	var o engine.Outcome
	p.Source().Worker().Execute(p.Runs()-1, nil, nil, &o)
	require.NoError(t, o.Err)
	factors, err := p.Draw(499)
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 1}, o.Parameters[:2], "a flag is 0 or 1, a choice its place in the list")
	assert.InDelta(t, 20+factors["twin.control.setpoint"], o.Parameters[2], 1e-9, "temperatures are in degC")
	assert.Equal(t, "control_setpoint", p.Schema().Parameters[2].Name)
}

func TestIndicatorMeasuresAreThoseOfTheModels(t *testing.T) {
	for _, m := range []models.Measure{models.Integral, models.Mean, models.Min, models.Max, models.Final, models.TimeWhile, models.Count, models.RMSE,
		models.MAE, models.Bias, models.NMBE, models.CVRMSE, models.Shortfall, models.Excess} {
		assert.Contains(t, measures(), string(m))
	}
}

package scenarios

import (
	"cmp"
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/scenarios/design"
)

// study is office with a [sample] whose keys are head.
func study(head, vary string) string {
	return office + "[sample]\n" + head + "\n[sample.vary]\n" + vary + "\n"
}

const (
	loss1 = `twin.north.heat_loss = { normal = { mean = "38 W/K", sd = "4 W/K" }, min = "1 W/K" }` + "\n"
	loss2 = `twin.south.heat_loss = { lognormal = { mean = "38 W/K", sd = "8 W/K" } }` + "\n"
	loss3 = `twin.pump.cop = { uniform = { min = 3, max = 4 } }` + "\n"
)

// drawn are the factors of a path in all draws.
func drawn(t testing.TB, p *Plan, path string) []float64 {
	xs := make([]float64, p.sampling.draws)
	for draw := range xs {
		factors, err := p.Draw(draw)
		require.NoError(t, err)
		x, ok := factors[path]
		require.True(t, ok, "%s is not drawn", path)
		xs[draw] = x
	}
	return xs
}

func TestZip(t *testing.T) {
	p := sound(t, office+"[variant.a]\n[variant.b]\n[sweep]\nmode = \"zip\"\ntwin.pump.cop = [3, 4, 5]\ntwin.control.band = [\"1 K\", \"2 K\", \"3 K\"]\ntwin.pump.available = [true, false, true]\n", plain())
	require.Equal(t, int64(6), p.Runs())
	for point := range 3 {
		assert.Equal(t, float64(3+point), setting1(t, p, 1, point, "pump", "cop"))
		assert.Equal(t, float64(1+point), setting1(t, p, 0, point, "control", "band"))
	}
	assert.Equal(t, map[string]string{"twin.pump.cop": "4", "twin.control.band": "2 K", "twin.pump.available": "false"}, p.Info().SweepPoints[1])
	assert.Equal(t, 0.0, p.position(1, 1))
	assert.Equal(t, 1.0, p.position(2, 1))
}

func TestWildcards(t *testing.T) {
	t.Run("sweep", func(t *testing.T) {
		p := sound(t, office+"[variant.a]\n[variant.b]\ntwin.east = { like = \"twin.north\" }\n[sweep]\n\"twin.*.heat_loss\" = [\"30 W/K\", \"50 W/K\"]\ntwin.south.heat_loss = [\"7 W/K\"]\n", plain())
		assert.Equal(t, 50.0, setting1(t, p, 0, 1, "north", "heat_loss"))
		assert.Equal(t, 7.0, setting1(t, p, 0, 1, "south", "heat_loss"), "what is written out wins")
		assert.Equal(t, 50.0, setting1(t, p, 1, 1, "east", "heat_loss"), "a twin of one variant matches there")
		assert.Equal(t, "any_heat_loss", p.Schema().Parameters[0].Name)
		w := p.Source().Worker().(*worker)
		require.NoError(t, w.enter(key{1, 1}))
		assert.Equal(t, 50.0, w.shown[0].value)
	})
	t.Run("set", func(t *testing.T) {
		o := plain()
		o.Set = []string{"twin.*th.heat_loss=9 W/K"}
		p := sound(t, office, o)
		assert.Equal(t, 9.0, setting1(t, p, 0, 0, "north", "heat_loss"))
		assert.Equal(t, 9.0, setting1(t, p, 0, 0, "south", "heat_loss"))
	})
	t.Run("draws", func(t *testing.T) {
		each := `"twin.*.heat_loss" = { scale = { normal = { mean = 1, sd = 0.1 } } }` + "\n"
		p := sound(t, study("draws = 5", each), plain())
		alone := sound(t, study("draws = 5", `twin.south.heat_loss = { scale = { normal = { mean = 1, sd = 0.1 } } }`), plain())
		assert.Equal(t, drawn(t, alone, "twin.south.heat_loss"), drawn(t, p, "twin.south.heat_loss"), "the luck of a path is its own")
		assert.NotEqual(t, drawn(t, p, "twin.north.heat_loss"), drawn(t, p, "twin.south.heat_loss"))

		p = sound(t, study("draws = 5", `"twin.*.heat_loss" = { common = true, scale = { normal = { mean = 1, sd = 0.1 } } }`), plain())
		assert.Equal(t, drawn(t, p, "twin.north.heat_loss"), drawn(t, p, "twin.south.heat_loss"))

		p = sound(t, study("draws = 5", each+`twin.south.heat_loss = { normal = { mean = "5 W/K", sd = "0 W/K" } }`), plain())
		assert.Equal(t, 5.0, drawn(t, p, "twin.south.heat_loss")[0], "what is written out wins")
		require.Len(t, p.variations, 2)
	})
}

// TestDesignsKeepTheirLuck: what a path draws in a Latin hypercube does not
// change with other paths or variants, and a run of independent draws is as it
// was before there were designs.
func TestDesignsKeepTheirLuck(t *testing.T) {
	one := sound(t, study("draws = 64\ndesign = \"lhs\"", loss1), plain())
	two := sound(t, office+"[variant.a]\n[variant.b]\ntwin.x = { like = \"twin.north\" }\n[sample]\ndraws = 64\ndesign = \"lhs\"\n[sample.vary]\n"+loss2+loss1+loss3, plain())
	assert.Equal(t, drawn(t, one, "twin.north.heat_loss"), drawn(t, two, "twin.north.heat_loss"))

	p := sound(t, study("draws = 3\nseed = 7", loss1+loss3), plain())
	assert.Equal(t, []float64{36.94401769688052, 38.50710464691668, 31.216524376072513}, drawn(t, p, "twin.north.heat_loss"))
	assert.Equal(t, []float64{3.12502076313643, 3.1230448850917543, 3.364198304868702}, drawn(t, p, "twin.pump.cop"))
	p = sound(t, study("draws = 3\nseed = 7\ncorrelation = [{ between = [\"twin.north.heat_loss\", \"twin.south.heat_loss\"], value = 0.5 }]", loss1+loss2+loss3), plain())
	assert.Equal(t, []float64{3.12502076313643, 3.1230448850917543, 3.364198304868702}, drawn(t, p, "twin.pump.cop"), "what is not correlated stays")
}

// TestStrata: in every replicate one draw lies in each stratum of the
// distribution, truncated and correlated or not.
func TestStrata(t *testing.T) {
	for _, c := range []struct{ name, head string }{
		{"lhs", `design = "lhs"`},
		{"sobol", `design = "sobol"`},
		{"lhs correlated", "design = \"lhs\"\ncorrelation = [{ between = [\"twin.*.heat_loss\", \"twin.pump.cop\"], value = 0.7 }]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sound(t, study("draws = 256\nreplicates = 4\n"+c.head, loss1+loss2+`twin.pump.cop = { normal = { mean = 3.4, sd = 0.4 }, min = 3, max = 3.6 }`), plain())
			n := distuv.Normal{Mu: 3.4, Sigma: 0.4}
			low, high := n.CDF(3), n.CDF(3.6)
			cop := drawn(t, p, "twin.pump.cop")
			for r := range 4 {
				seen := map[int]bool{}
				for _, x := range cop[64*r : 64*r+64] {
					seen[int(64*(n.CDF(x)-low)/(high-low))] = true
				}
				assert.Len(t, seen, 64)
			}
			assert.NotEqual(t, cop[:64], cop[64:128], "replicates are scrambled each for itself")
		})
	}
}

// TestCorrelation compares the rank correlation of the draws with what was
// asked for, and checks that pairs that are not tied stay independent.
func TestCorrelation(t *testing.T) {
	for _, c := range []struct {
		name, head string
		within     float64
	}{
		{"iid", `design = "iid"`, 0.05},
		{"lhs", `design = "lhs"`, 0.04},
		{"sobol", `design = "sobol"`, 0.02},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sound(t, study("draws = 2048\n"+c.head+"\ncorrelation = [{ between = [\"twin.north.heat_loss\", \"twin.south.heat_loss\"], value = 0.8 }, { between = [\"twin.south.heat_loss\", \"twin.pump.cop\"], value = -0.3 }]",
				loss1+loss2+loss3), plain())
			a, b, cop := ranks(drawn(t, p, "twin.north.heat_loss")), ranks(drawn(t, p, "twin.south.heat_loss")), ranks(drawn(t, p, "twin.pump.cop"))
			assert.InDelta(t, 0.8, stat.Correlation(a, b, nil), c.within)
			assert.InDelta(t, -0.3, stat.Correlation(b, cop, nil), c.within)
			assert.InDelta(t, 0, stat.Correlation(a, cop, nil), c.within)
			mean, sd := stat.MeanStdDev(drawn(t, p, "twin.south.heat_loss"), nil)
			assert.InDelta(t, 38, mean, 0.8, "the distribution of each stays")
			assert.InDelta(t, 8, sd, 0.8)
		})
	}
}

func ranks(xs []float64) []float64 {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(xs[a], xs[b]) })
	out := make([]float64, len(xs))
	for rank, i := range order {
		out[i] = float64(rank)
	}
	return out
}

// TestLaws compares moments of Latin hypercubes, whose means are nearly exact,
// with closed forms.
func TestLaws(t *testing.T) {
	gamma := func(k float64) float64 { return math.Gamma(1 + 1/k) }
	for _, c := range []struct {
		draw, path string
		mean, sd   float64
	}{
		{`twin.pump.cop = { triangular = { min = 2, mode = 3, max = 6 } }`, "twin.pump.cop", 11.0 / 3, math.Sqrt((4 + 9 + 36 - 6 - 12 - 18.0) / 18)},
		{`twin.pump.cop = { weibull = { scale = 3, shape = 2 }, min = 0.001 }`, "twin.pump.cop", 3 * gamma(2), 3 * math.Sqrt(1-math.Pi/4)},
		{`twin.north.start = { weibull = { scale = "3 K", shape = 2, location = "10 degC" } }`, "twin.north.start", 283.15 + 3*gamma(2), 3 * math.Sqrt(1-math.Pi/4)},
		{`twin.north.start = { add = { exponential = { mean = "2 K" } } }`, "twin.north.start", 2, 2},
		{`twin.pump.cop = { beta = { alpha = 2, beta = 3, min = 1, max = 6 } }`, "twin.pump.cop", 3, 5 * math.Sqrt(6.0/(25*6))},
		{`twin.pump.cop = { discrete = { values = [5, 2, 3] } }`, "twin.pump.cop", 10.0 / 3, math.Sqrt(38.0/3 - 100.0/9)},
		{`twin.north.heat_loss = { discrete = { values = ["10 W/K", "40 W/K"], weights = [3, 1] } }`, "twin.north.heat_loss", 17.5, 30 * math.Sqrt(3.0/16)},
		{`twin.pump.cop = { discrete = { values = [2, 3, 4, 5] }, min = 3, max = 4 }`, "twin.pump.cop", 3.5, 0.5},
		{`twin.pump.cop = { table = { file = "cops.csv", column = "cop" } }`, "twin.pump.cop", 3, math.Sqrt(2)},
		{`twin.pump.cop = { table = { file = "cops.csv", column = "cop", smooth = true } }`, "twin.pump.cop", 3, math.Sqrt(4.0 / 3)},
		{`twin.north.start = { table = { file = "cops.csv", column = "t", unit = "degC" } }`, "twin.north.start", 273.15 + 20, math.Sqrt(2.0 / 3)},
		{`twin.north.start = { add = { table = { file = "cops.csv", column = "cop", unit = "K" } }, max = "3 K" }`, "twin.north.start", 2, math.Sqrt(2.0 / 3)},
	} {
		p := soundBeside(t, study("draws = 1500\ndesign = \"lhs\"\nreplicates = 1", c.draw), "cops.csv", "cop;t\n4;19\n1;\n2;20\n-;21\n5;NA\n3;\n")
		xs := drawn(t, p, c.path)
		mean, sd := stat.MeanStdDev(xs, nil)
		assert.InDelta(t, c.mean, mean, 0.002*c.sd+1e-12, c.draw)
		assert.InDelta(t, c.sd, sd, 0.01*c.sd, c.draw)

		v := p.variations[0]
		v.key = "another"
		p.variations[0].min = max(v.min, -1e9)
		for i := range 200 { // redrawn, it stays between its bounds as well
			x, err := v.redraw(1, i)
			require.NoError(t, err)
			assert.True(t, x >= v.min && x <= v.max)
		}
	}
}

// soundBeside loads a scenario that has a file beside it.
func soundBeside(t *testing.T, text, name, content string) *Plan {
	t.Helper()
	plan, said := tellBeside(t, text, name, content)
	require.NotNil(t, plan, said)
	return plan
}

func tellBeside(t *testing.T, text, name, content string) (*Plan, string) {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	return tell(t, replaceFile(text, name, path), plain())
}

// TestQuantilesInvert: of every law, the CDF of a quantile is the probability,
// or beyond it where the law has steps.
func TestQuantilesInvert(t *testing.T) {
	for _, l := range []law{newDiscrete([]float64{3, 1, 1, 2}, []float64{1, 1, 0.5, 0}), smoothed{1, 2, 2, 5}, certain(3), stretched{distuv.Weibull{K: 1.5, Lambda: 2}, -1, 3}} {
		rapid.Check(t, func(t *rapid.T) {
			p := rapid.Float64Range(0.001, 0.999).Draw(t, "p")
			x := l.Quantile(p)
			assert.GreaterOrEqual(t, l.CDF(x), p-1e-12)
			assert.LessOrEqual(t, below(l, x), p+1e-12)
		})
	}
}

// replaceFile puts the path of a file in place of its name.
func replaceFile(text, name, path string) string {
	return strings.ReplaceAll(text, `"`+name+`"`, strconv.Quote(path))
}

func TestStudyMistakes(t *testing.T) {
	const corr = "correlation = [{ between = [\"twin.north.heat_loss\", \"twin.south.heat_loss\"], value = 0.9 }"
	for _, c := range []struct{ text, want string }{
		{office + "[sweep]\nmode = \"zip\"\ntwin.pump.cop = [3, 4]\ntwin.control.band = [\"1 K\"]\n", `49:21: error[sweep]: zip pairs lists of the same length: twin.pump.cop has 2, twin.control.band has 1`},
		{office + "[sweep]\n\"twin.*.hat_loss\" = [\"3 W/K\"]\n", `47:1: error[unknown-name]: [sweep]: nothing matches twin.*.hat_loss`},
		{office + "[sweep]\n\"twin.*.heat_loss\" = [\"3 W/K\"]\n\"twin.n*.heat_loss\" = [\"4 W/K\"]\n", `48:1: error[conflict]: twin.n*.heat_loss and twin.*.heat_loss both match twin.north.heat_loss`},
		{office + "[sweep]\n\"*.north.heat_loss\" = [\"3 W/K\"]\n", `47:1: error[unknown-name]: [sweep] cannot change *.north.heat_loss`},
		{office + "[sweep]\n\"twin.*\" = [3]\n", `47:1: error[unknown-name]: [sweep]: twin.* does not match single values`},
		{study("draws = 9", `"twin.x*.cop" = { normal = { mean = 1, sd = 1 } }`), `49:1: error[unknown-name]: [sample.vary]: nothing matches twin.x*.cop`},
		{study("draws = 9", `"twin.*.cop" = { normal = { mean = 3, sd = 0.1 } }`+"\n"+`"twin.p*.cop" = { normal = { mean = 3, sd = 0.1 } }`), `50:1: error[conflict]: twin.*.cop and twin.p*.cop both match twin.pump.cop`},
		{study("draws = 9\ndesign = \"grid\"", loss1), `48:10: error[unknown-choice]: design cannot be "grid"`},
		{study("draws = 100\nreplicates = 8", loss1), `48:1: error[conflict]: independent draws have no replicates`},
		{study("draws = 100\ndesign = \"lhs\"\nreplicates = 8", loss1), `49:14: error[sample]: 100 draws do not fall in 8 replicates of the same size`},
		{study("draws = 100\ndesign = \"lhs\"\nreplicates = 0", loss1), `49:14: error[out-of-bounds]: replicates is 0`},
		{study("draws = 100\ndesign = \"lhs\"", loss1), `48:10: warning[sample]: the 100 draws are one replicate: no interval of a mean can be given`},
		{study("draws = 96\ndesign = \"sobol\"", loss1), `48:10: warning[sample]: a replicate has 12 points; Sobol points are even in powers of two`},
		{study("draws = 9\n"+corr+"]", loss1), `48:53: error[unknown-name]: between: twin.south.heat_loss is not drawn`},
		{study("draws = 9\n"+corr+", { between = [\"twin.*.heat_loss\"], value = 0.1 }]", loss1+loss2), `error[conflict]: the correlation of twin.north.heat_loss and twin.south.heat_loss is given twice`},
		{study("draws = 9\ncorrelation = [{ between = [\"twin.pump.cop\"], value = 0.1 }]", loss3), `48:28: error[sample]: a correlation is between at least two drawn paths`},
		{study("draws = 9\ncorrelation = [{ between = [\"twin.*.heat_loss\"], value = 1 }]", loss1+loss2), `48:58: error[out-of-bounds]: the correlation is 1`},
		{study("draws = 9\ncorrelation = [{ between = [\"twin.*.heat_loss\", \"twin.pump.cop\"], value = -0.9 }]", loss1+loss2+loss3), `48:16: error[sample]: no numbers can be correlated like this all at once: twin.north.heat_loss and twin.south.heat_loss -0.9, `},
		{study("draws = 8000000\ndesign = \"lhs\"\n"+corr+"]", loss1+loss2), `49:16: error[too-many]: 8000000 draws of 2 correlated paths are too many for a Latin hypercube`},
		{study("draws = 9", `twin.pump.cop = { triangular = { min = 1, mode = 5, max = 4 } }`), `49:50: error[distribution]: mode is 5, not between min and max`},
		{study("draws = 9", `twin.north.start = { exponential = { mean = "3 K" } }`), `49:22: error[distribution]: a temperature has no zero to begin at`},
		{study("draws = 9", `twin.pump.cop = { weibull = { scale = 0, shape = 2 } }`), `49:39: error[out-of-bounds]: weibull.scale is 0, not above 0`},
		{study("draws = 9", `twin.pump.cop = { discrete = { values = [] } }`), `49:19: error[distribution]: discrete has no values`},
		{study("draws = 9", `twin.pump.cop = { discrete = { values = [3, 4], weights = [1] } }`), `49:59: error[distribution]: discrete has 2 values and 1 weights`},
		{study("draws = 9", `twin.pump.cop = { discrete = { values = [3, 4], weights = [0, 0] } }`), `49:59: error[distribution]: the weights of discrete do not add up`},
		{study("draws = 9", `twin.pump.cop = { discrete = { values = ["3 W"] } }`), `49:42: error[wrong-dimension]: discrete.values is a power (W)`},
		{study("draws = 9", `twin.north.heat_loss = { table = { file = "cops.csv", column = "cop" } }`), `49:26: error[missing]: table has no unit`},
		{study("draws = 9", `twin.pump.cop = { table = { file = "cops.csv", column = "cups" } }`), `cops.csv has no column "cups"`},
		{study("draws = 9", `twin.pump.cop = { table = { file = "cops.csv", column = "cop" } }`), `error[distribution]: table: "good" in column cop is not a number`},
		{study("draws = 9", `twin.pump.cop = { table = { file = "none.csv", column = "cop" } }`), `49:36: error[distribution]: table: there is no file "none.csv"`},
		{study("draws = 9\nstop = { indicator = \"energie\", relative = 0.1 }", loss1), `48:22: error[unknown-name]: there is no indicator "energie"`},
		{study("draws = 9\nstop = { indicator = \"energy\" }", loss1), `48:1: error[missing]: stop does not say how narrow the interval is to be`},
		{study("draws = 9\nstop = { indicator = \"energy\", half_width = \"3 K\" }", loss1), `48:45: error[wrong-dimension]: half_width is a temperature difference`},
		{study("draws = 64\ndesign = \"sobol\"\nstop = { indicator = \"energy\", relative = 0.1 }", loss1), `49:1: error[sample]: stop needs independent draws, and the design is sobol`},
		{study("draws = 9\nstop = { indicator = \"energy\", relative = 0.1, of = \"difference\" }", loss1), `48:53: error[sample]: a difference is between two variants, and one is run`},
		{study("draws = 9\nstop = { indicator = \"energy\", relative = 0.1, min = 1 }", loss1), `48:54: error[out-of-bounds]: min is 1`},
	} {
		_, said := tellBeside(t, c.text, "cops.csv", "cop\n3\ngood\n")
		assert.Contains(t, said, c.want, c.text[len(office):])
	}
}

// TestSettle runs a plan with a stopping rule: it stops at a look, for any
// number of workers at the same one, and the runs that follow are the first of
// what they would have been.
func TestSettle(t *testing.T) {
	text := office + "[variant.a]\n[variant.b]\ntwin.control.setpoint = \"22 degC\"\n[sweep]\ntwin.pump.cop = [3, 4]\n[sample]\ndraws = 60\nstop = { indicator = \"energy\", RULE, min = 10, every = 6 }\n[sample.vary]\n" + loss1
	settle := func(rule string, workers int) (*Plan, *Settled) {
		p := sound(t, strings.Replace(text, "RULE", rule, 1), plain())
		require.True(t, p.Stops())
		s, err := p.Settle(context.Background(), workers, nil, nil)
		require.NoError(t, err)
		return p, s
	}
	p, one := settle("relative = 0.07", 1)
	_, three := settle("relative = 0.07", 3)
	assert.Equal(t, one, three)
	assert.True(t, one.Enough)
	assert.Zero(t, one.Draws%6)
	assert.Greater(t, one.Draws, 10)
	assert.Less(t, one.Draws, 60)
	assert.Equal(t, int64(4*one.Draws), p.Runs())
	assert.LessOrEqual(t, one.HalfWidth, 0.07)

	// The interval is that of the runs: narrow enough now, not at the look before.
	energy := make([]float64, one.Draws)
	for i := range energy {
		var o engine.Outcome
		p.Source().Worker().Execute(int64(i), nil, nil, &o)
		require.NoError(t, o.Err)
		energy[i] = o.Indicators[0]
	}
	assert.LessOrEqual(t, p.stop.width(energy), 0.07)

	_, paired := settle(`half_width = "0.5 kWh", of = "difference"`, 2)
	assert.True(t, paired.Enough)
	assert.Equal(t, 12, paired.Draws)
	assert.Contains(t, paired.Reason(), "the mean difference of energy")

	_, short := settle("relative = 1e-9", 2)
	assert.False(t, short.Enough)
	assert.Equal(t, 60, short.Draws)
	assert.Contains(t, short.Reason(), "no more draws are allowed")
}

// TestMostDimensions: the Sobol sequence has so many dimensions and no more.
func TestMostDimensions(t *testing.T) {
	variations := make([]variation, design.Dimensions+1)
	for i := range variations {
		variations[i].key = strconv.Itoa(i)
	}
	s := sampling{draws: 8, replicates: 1, design: sobol}
	l := &loader{report: &report{}}
	l.sampler(s, variations[1:])
	require.Empty(t, l.list)
	l.sampler(s, variations)
	require.Len(t, l.list, 1)
	assert.Equal(t, "1025 paths are drawn, and the Sobol sequence has 1024 dimensions", l.list[0].Summary)
}

// TestFixedOfAPattern: what --set fixes of a pattern that is drawn is told once.
func TestFixedOfAPattern(t *testing.T) {
	text := office + "[sample]\ndraws = 3\n[sample.vary]\n\"twin.*.heat_loss\" = { scale = { uniform = { min = 0.9, max = 1.1 } } }\n"
	p, said := tell(t, text, Options{Set: []string{"twin.north.heat_loss=30 W/K"}})
	require.NotNil(t, p, said)
	assert.Equal(t, 3, p.Info().Draws, "0 draws are as many as the file says")
	assert.Contains(t, said, "warning[unused]: twin.north.heat_loss is not drawn by twin.*.heat_loss, since --set fixes it")
	assert.Equal(t, 1, strings.Count(said, "warning"))
}

// TestPatternsOfVariants: a pattern changes what matches, and a path that is
// written out wins, in whatever order they stand.
func TestPatternsOfVariants(t *testing.T) {
	p := sound(t, office+"[variant.a]\n\"twin.*.heat_loss\" = \"20 W/K\"\n[variant.b]\ntwin.south.heat_loss = \"30 W/K\"\ntwin.\"*\".heat_loss = \"20 W/K\"\n"+
		"[variant.c]\ntwin.\"*th\" = { heat_loss = \"20 W/K\", capacity = \"3 MJ/K\" }\ndescription = \"both\"\n[variant.d]\n", plain())
	for variant, want := range [][2]float64{{20, 20}, {20, 30}, {20, 20}, {38, 38}} {
		assert.Equal(t, want[0], setting1(t, p, variant, 0, "north", "heat_loss"))
		assert.Equal(t, want[1], setting1(t, p, variant, 0, "south", "heat_loss"))
	}
	assert.Equal(t, 3e6, setting1(t, p, 2, 0, "south", "capacity"))
	assert.Equal(t, "both", p.Info().Descriptions[2])

	for _, c := range []struct{ lines, want string }{
		{`"twin.*.heat_lost" = "20 W/K"`, `error[unknown-name]: [variant.a]: nothing matches twin.*.heat_lost`},
		{`"twin.*rt*.heat_loss" = "20 W/K"` + "\n" + `"twin.*.heat_loss" = "30 W/K"`, `error[conflict]: twin.*rt*.heat_loss and twin.*.heat_loss both match twin.north.heat_loss`},
		{`"twin.*.heat_loss" = "20 W"`, `error[wrong-dimension]: heat_loss is a power (W)`},
		{`twin."*" = 3`, `error[unknown-name]: [variant.a]: twin.* does not match single values`},
	} {
		_, said := tell(t, office+"[variant.a]\n"+c.lines+"\n", plain())
		assert.Contains(t, said, c.want)
	}
}

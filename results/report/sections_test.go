package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/results"
	"whatif/results/compare"
)

// told is a comparison of three variants by one indicator, made by hand.
func told(better string, verdicts ...compare.Verdict) *material {
	m := &material{o: Options{}.filled(), ids: names{}, rivals: map[int]*compare.Comparison{}}
	m.r = &results.Result{Info: results.Info{Name: "made", Draws: 50, Sweeps: 1},
		Schema: &engine.Schema{Indicators: []engine.Column{{Name: "energy"}}}}
	m.c = &compare.Comparison{Confidence: 0.95}
	i := compare.Indicator{Name: "energy", Unit: "kWh", Better: better}
	for k, name := range []string{"base", "insulated", "warmer"}[:1+len(verdicts)] {
		m.r.Schema.Variants = append(m.r.Schema.Variants, name)
		m.r.Runs.Number, m.r.Runs.Failed, m.r.Runs.Variant = append(m.r.Runs.Number, int64(k)),
			append(m.r.Runs.Failed, false), append(m.r.Runs.Variant, int32(k))
		m.c.Arms = append(m.c.Arms, compare.Arm{Label: name, Variant: name, N: 50})
		i.Spreads = append(i.Spreads, compare.Spread{N: 50, Mean: 100 - 10*float64(k%2) + float64(k), HalfWidth: 1,
			Q05: 80, Median: 100, Q95: 120, Values: []float64{80, 100, 120}})
		i.Converged = append(i.Converged, compare.Converged{Draws: []int{10, 20, 50}, Mean: []float64{99, 100,
			100}, HalfWidth: []float64{4, 2, 1.2}, Relative: 0.012, Needed: 72})
	}
	for k, v := range verdicts {
		i.Differences = append(i.Differences, compare.Difference{Arm: k + 1, Paired: true, Pairs: 50, Mean: -9 +
			10*float64(k), Low: -10 + 10*float64(k), High: -8 + 10*float64(k), SD: 2,
			Relative: -0.09 + 0.1*float64(k), Effect: 3, BetterShare: 0.9, WorseShare: 0.1, BetterLow: 0.8, BetterHigh: 0.95,
			Adjusted: 0.00001, Verdict: v})
	}
	m.c.Indicators = []compare.Indicator{i}
	m.base = "base"
	m.rivals[0] = m.c
	return m
}

// text is all that blocks say.
func text(blocks []block) string { return fmt.Sprintf("%+v", blocks) }

// shown is a table in words.
func shown(t *table) string { return fmt.Sprintf("%+v", *t) }

// TestVerdicts says each of them as it is, in the table and in a sentence.
func TestVerdicts(t *testing.T) {
	for verdict, want := range map[compare.Verdict][2]string{
		compare.Better:  {"✓ −9.0", "better in 90 % of draws"},
		compare.Worse:   {"✗ −9.0", "worse in 10 % of draws"},
		compare.Lower:   {"↓ −9.0", "lower in 90 % of draws"},
		compare.Higher:  {"↑ −9.0", "higher in 10 % of draws"},
		compare.Unclear: {"? −9.0", "the draws do not tell"},
		compare.Same:    {"= the same", "in every draw"},
		compare.Unknown: {"−9.0", "too few draws"},
	} {
		m := told("lower", verdict)
		words := strings.ReplaceAll(shown(m.glance()), thin, " ")
		assert.Contains(t, words, want[0], verdict)
		assert.Contains(t, words, want[1], verdict)
		assert.Contains(t, m.sentence(1), "energy")
	}
}

// TestBest names the best of all, and says when it is not sure of that.
func TestBest(t *testing.T) {
	for _, c := range []struct {
		other compare.Verdict
		says  string
	}{
		{compare.Worse, "insulated is best, with a mean of 91.0 kWh, −9.0 kWh (−9.0 %) beside base. That is sure: all others are worse"},
		{compare.Unclear, "the draws do not tell which is best. insulated has the best mean, 91.0 kWh, −9.0 kWh (−9.0 %) beside base; it cannot be told from warmer."},
		{compare.Same, "In every draw it is the same with warmer. That is sure"},
		{compare.Unknown, "too few draws"},
	} {
		m := told("lower", compare.Better, compare.Worse)
		rival := told("lower", compare.Worse, c.other).c
		rival.Arms = []compare.Arm{m.c.Arms[1], m.c.Arms[0], m.c.Arms[2]}
		m.rivals[1] = rival
		bests := m.bests()
		require.Len(t, bests, 1)
		assert.Contains(t, strings.ReplaceAll(bests[0].Text, thin, " "), c.says)
	}
	assert.Contains(t, told("lower", compare.Same, compare.Same).bests()[0].Text, "the same in all")
	assert.Empty(t, told("", compare.Lower).bests(), "nobody said which is better")
	assert.Contains(t, told("higher", compare.Worse).bests()[0].Text, "base is best")
}

// TestDraws says whether they suffice.
func TestDraws(t *testing.T) {
	for _, c := range []struct {
		verdict compare.Verdict
		says    string
	}{
		{compare.Better, "Yes, for the verdicts: the draws tell the one difference"},
		{compare.Unclear, "Not for all: 0 of 1 differences can be told. The draws do not tell energy of insulated."},
	} {
		m := told("lower", c.verdict)
		blocks, err := m.draws()
		require.NoError(t, err)
		assert.Contains(t, text(blocks), c.says)
		assert.Contains(t, strings.ReplaceAll(shown(blocks[len(blocks)-1].Table), thin, " "), "1.2 % (72)")
	}
}

// TestDrivers shows a tornado, and no more parameters than can be read.
func TestDrivers(t *testing.T) {
	m := told("lower", compare.Better)
	blocks, err := m.drivers()
	require.NoError(t, err)
	assert.Empty(t, blocks, "nothing is drawn")
	for k := range 40 {
		m.c.Indicators[0].Drivers = append(m.c.Indicators[0].Drivers,
			compare.Driver{Parameter: fmt.Sprintf("loss_%d", k), Path: fmt.Sprintf("twin.r%d.heat_loss", k),
				Unit: "W/K",
				N:    50, Rho: 0.9 - 0.02*float64(k), Low: 0.8, High: 0.95, Adjusted: 0.001 * float64(k), AtLow: 90,
				AtHigh: 110, LowValue: 40, HighValue: 60})
	}
	blocks, err = m.drivers()
	require.NoError(t, err)
	f := blocks[len(blocks)-1].Figure
	require.NotNil(t, f)
	assert.Len(t, f.Table.Rows, mostListed)
	assert.Contains(t, f.Table.Caption, "the strongest 30 of 40")
	assert.Equal(t, "0.90", f.Table.Rows[0].Cells[0].Text)
}

// TestBalances shows the bars and the closure, and nothing where none is asked for.
func TestBalances(t *testing.T) {
	m := told("lower", compare.Better)
	blocks, err := m.balances()
	require.NoError(t, err)
	assert.Empty(t, blocks)
	nan := math.NaN()
	term := func(name, role string, total float64) results.Term {
		return results.Term{Name: name, Role: role, Total: total, Low: total - 1, High: total + 1,
			ByMonth: []float64{total / 2, total / 2}}
	}
	m.zones = []results.Zone{{Zone: "north", N: 50, Months: []string{"2026-01", "2026-02"}, Closure: 1e-9,
		Relative: 1e-12, UnmetHeating: 3.5, UnmetCooling: nan,
		UnmetHeatingDegrees: nan, UnmetCoolingDegrees: nan, HeatingDegrees: nan, CoolingDegrees: nan,
		Terms: []results.Term{term("twin.heater", results.Gain, 120), term("outdoor", results.Loss, -118),
			term("twin.north", results.Storage, -2)}}}
	blocks, err = m.balances()
	require.NoError(t, err)
	assert.Contains(t, shown(blocks[2].Table), "unmet hours of heating")
	assert.NotContains(t, shown(blocks[2].Table), "unmet hours of cooling")
	assert.Contains(t, strings.ReplaceAll(shown(blocks[2].Table), thin, " "), "1.0e−09 kWh")
	figures := 0
	for _, b := range blocks {
		if b.Figure != nil {
			figures++
			assert.Len(t, b.Figure.Legend, 3)
			assert.Contains(t, b.Figure.Title, "north, base: gains and losses by ")
		}
	}
	assert.Equal(t, 2, figures, "by month and by hour")
}

// TestStacks makes one of the smallest terms, and loses no heat.
func TestStacks(t *testing.T) {
	z := &results.Zone{}
	sum := 0.0
	for k := range 12 {
		z.Terms = append(z.Terms, results.Term{Name: fmt.Sprint(k), ByMonth: []float64{float64(k%5) - 2, float64(k)}})
		sum += float64(k)
	}
	list := stacks(z, func(t *results.Term) []float64 { return t.ByMonth })
	assert.Len(t, list, mostStacks)
	assert.Equal(t, "others", list[mostStacks-1].Name)
	for _, s := range list {
		sum -= s.Values[1]
	}
	assert.InDelta(t, 0, sum, 1e-12)
}

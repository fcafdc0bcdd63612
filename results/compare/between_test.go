package compare

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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

// What B fixes, such as by --set, was drawn in A; the luck of the rest is the same.
func TestBetweenWithWhatIsFixed(t *testing.T) {
	before, after := standard(), standard()
	after.loss = func(int, int) float64 { return 5 }
	c, err := Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	assert.True(t, c.Indicators[0].Differences[0].Paired)
	assert.Empty(t, c.Notes)
	after.loss = func(int, int) float64 { return math.NaN() } // as where a variant has no such twin
	c, err = Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	assert.True(t, c.Indicators[0].Differences[0].Paired)
}

// Draws that one of two has more than the other are not lost to failures.
func TestBetweenWithMoreDraws(t *testing.T) {
	before, after := standard(), standard()
	after.draws = 30
	after.energyIs = "integral of something else"
	c, err := Between(before.run(t), after.run(t), Options{Indicators: []string{"energy"}})
	require.NoError(t, err)
	d := c.Indicators[0].Differences[0]
	assert.Equal(t, 20, d.Pairs)
	assert.Zero(t, d.Lost)
	assert.Equal(t, Same, d.Verdict)
	notes := strings.Join(c.Notes, "\n")
	assert.Contains(t, notes, "A has 20 draws and B 30")
	assert.Contains(t, notes, "what differs may be the definition")
	assert.NotContains(t, notes, "lost")
}

// A sweep point meets the one of the same values, wherever it stands.
func TestBetweenSweeps(t *testing.T) {
	at := func(cop string) map[string]string { return map[string]string{"twin.pump.cop": cop} }
	before, after := standard(), standard()
	before.sweeps, before.points = 2, []map[string]string{at("2"), at("3")}
	after.sweeps, after.points = 3, []map[string]string{at("1"), at("2"), at("3")}
	after.energy = func(v, s, d int) float64 { return before.energy(v, s-1, d) - 1 }
	c, err := Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	require.Len(t, c.Indicators[0].Differences, 6)
	for _, d := range c.Indicators[0].Differences {
		assert.InDelta(t, -1, d.Mean, 1e-12)
	}
	assert.Contains(t, strings.Join(c.Notes, "\n"), "B: base has no like in A")
}

// Two results in two sizes of effect: unpaired, too, what differs most comes first.
func TestUnpairedEffects(t *testing.T) {
	before, after := standard(), standard()
	after.seed = 8
	after.energy = func(v, s, d int) float64 { return before.energy(v, s, d) - 50 }
	c, err := Between(before.run(t), after.run(t), Options{})
	require.NoError(t, err)
	assert.Less(t, c.Indicators[0].Differences[0].Effect, -3.0)
	assert.Zero(t, c.Indicators[1].Differences[0].Effect)
}

package signal

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/engine"
	"whatif/physics/linear"
)

func TestMixIsExactInOneArgument(t *testing.T) {
	m := Product()
	flat := linear.Input{Level: 3}
	x := make([]float64, 2)
	moving := linear.Input{Level: 2, Slope: 0.5, Amplitude: 0.25, Omega: 2, Phase: 1}
	out, ok := m.Form([]linear.Input{flat, {Level: 4}}, x)
	assert.True(t, ok)
	assert.Equal(t, linear.Input{Level: 12}, out)
	out, ok = m.Form([]linear.Input{flat, moving}, x)
	assert.True(t, ok)
	for _, tau := range []float64{0, 0.3, 7} {
		assert.InDelta(t, m.At(0, []float64{3, moving.At(tau)}), out.At(tau), 1e-12)
	}
	_, ok = m.Form([]linear.Input{moving, moving}, x)
	assert.False(t, ok)
	_, ok = Mix{Value: m.Value}.Form([]linear.Input{flat, moving}, x)
	assert.False(t, ok, "nothing is known of the function")
	_, ok = Mix{Value: m.Value}.Form([]linear.Input{flat, flat}, x)
	assert.True(t, ok)
}

func TestGrid(t *testing.T) {
	for _, c := range []struct{ now, every, want engine.Time }{
		{0, 10, 10}, {9, 10, 10}, {10, 10, 20}, {-1, 10, 0}, {-10, 10, 0}, {-11, 10, -10}, {5, 0, 6},
	} {
		assert.Equal(t, c.want, After(c.now, c.every))
	}
}

package unit

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMisread(t *testing.T) {
	conductivity := Must("W/(m K)")
	assert.Equal(t, "mK is the millikelvin; for metre and kelvin write W/(m K)", Misread(Must("W/mK"), conductivity))
	assert.Equal(t, "mK is the millikelvin; for metre and kelvin write W/(m K)", Misread(Must("W/(mK)"), conductivity))
	assert.Equal(t, "mK is the millikelvin; for metre and kelvin write m K/W", Misread(Must("mK/W"), Must("m K/W")))
	assert.Empty(t, Misread(Must("W/mK"), Must("W")))
	assert.Empty(t, Misread(Must("W/K"), conductivity))
	assert.Empty(t, Misread(Must("mK mK"), conductivity))
}

func TestReciprocal(t *testing.T) {
	assert.True(t, Reciprocal(Must("K/W"), Must("W/K")))
	assert.True(t, Reciprocal(Must("s"), Must("Hz")))
	assert.False(t, Reciprocal(Must("W/K"), Must("W/K")))
	assert.False(t, Reciprocal(Must("%"), Must("1")))
}

func TestDegreeSign(t *testing.T) {
	u, err := Parse("°")
	assert.NoError(t, err)
	assert.Equal(t, "deg", u.Symbol)
	assert.Equal(t, "an angle (deg)", u.Describe())
	u, err = Parse("°/h")
	assert.NoError(t, err)
	assert.Equal(t, "deg/h", u.Symbol)
}

// What turns has units whose dimensions are those of something else.
func TestTurningUnits(t *testing.T) {
	for text, want := range map[string]string{
		"N m": "a torque (N m)", "J": "an energy (J)", "rpm": "an angular speed (rpm)", "rad/s": "an angular speed (rad/s)", "1/s": "a rate (1/s)",
		"N m/rad": "a torsional stiffness (N m/rad)", "N m/A": "a torque constant (N m/A)", "mH": "an inductance (mH)",
	} {
		assert.Equal(t, want, Must(text).Describe())
	}
	assert.True(t, Must("H").Fits(Must("V s/A")))
	assert.Equal(t, 1e-3, Must("mH").Scale)
}

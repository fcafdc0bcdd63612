package scenarios

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const slab = `[scenario]
name = "block"
span = "2 h"
[twin.block]
model = "thermal.node"
capacity = "360 kJ/K"
start = "80 degC"
[indicator]
end = { final = "twin.block.temperature" }
`

// A temperature may stand where a twin or input does: at one of two ends.
func TestPlacesThatAreTemperatures(t *testing.T) {
	plan, said := loadSite(t, slab+"[twin.tie]\nmodel = \"thermal.conductance\"\nconductance = \"50 W/K\"\nbetween = [\"twin.block\", \"20 degC\"]\n"+
		"[variant.base]\n[variant.cold]\ntwin.tie.between = [\"-10 degC\", \"twin.block\"]\n")
	require.NotNil(t, plan, said)
	require.Empty(t, said)
	assert.InDelta(t, 20+60*math.Exp(-1), outcome(t, plan, 0, nil)["end"], 1e-9)
	assert.InDelta(t, -10+90*math.Exp(-1), outcome(t, plan, 1, nil)["end"], 1e-9)

	for _, more := range []string{
		"[twin.tie]\nmodel = \"thermal.ventilation\"\nflow = \"100 m3/h\"\nbetween = [\"twin.block\", \"20 degC\"]\n",
		"[twin.tie]\nmodel = \"thermal.wall\"\narea = \"10 m2\"\nlayers = [{ thickness = \"12 cm\", conductivity = \"0.8 W/(m K)\", density = \"1800 kg/m3\", specific_heat = \"1 kJ/(kg K)\" }]\nbetween = [\"twin.block\", \"20 degC\"]\n",
	} {
		plan, said := loadSite(t, slab+more)
		require.NotNil(t, plan, said)
		got := outcome(t, plan, 0, nil)["end"]
		assert.Less(t, got, 80.0)
		assert.Greater(t, got, 20.0)
	}

	for between, want := range map[string]string{
		`["20 degC", "10 degC"]`:                  `error[conflict]: between has two given temperatures`,
		`["twin.block", "20 K"]`:                  `error[temperature-or-difference]: between is a temperature, and K is for differences`,
		`["twin.block"]`:                          `error[out-of-bounds]: between names 1, not 2`,
		`["twin.block", "20 degC", "twin.block"]`: `error[out-of-bounds]: between names 3, not 2`,
		`["twin.block", "35 °"]`:                  `error[wrong-dimension]: between is an angle (deg), not a temperature (degC)`,
	} {
		_, said := loadSite(t, slab+"[twin.tie]\nmodel = \"thermal.conductance\"\nconductance = \"50 W/K\"\nbetween = "+between+"\n")
		if assert.Len(t, said, 1, "%s %v", between, said) {
			assert.Contains(t, said[0], want)
		}
	}
}

// What textbooks write gets a hint at what is meant.
func TestQuantitiesOfTextbooks(t *testing.T) {
	const tie = "[twin.tie]\nmodel = \"thermal.conductance\"\nbetween = [\"twin.block\", \"20 degC\"]\nconductance = "
	const wall = "[twin.tie]\nmodel = \"thermal.wall\"\narea = \"10 m2\"\nbetween = [\"twin.block\", \"20 degC\"]\n" +
		"layers = [{ thickness = \"12 cm\", density = \"1800 kg/m3\", "
	for text, want := range map[string]string{
		tie + `"10 K/W"`: `1/(10 K/W) = 0.1 W/K`,
		tie + `"much"`:   `write it as in 1 W/K`,
		wall + `conductivity = "0.8 W/mK", specific_heat = "1 kJ/(kg K)" }]`:  `mK is the millikelvin; for metre and kelvin write W/(m K)`,
		wall + `conductivity = "0.8 W/(m K)", specific_heat = "840 J/kgK" }]`: `did you mean J/(kg K)?`,
		"[input.x]\nsignal = \"constant\"\nvalue = \"1 degC\"\n[twin.r]\nmodel = \"thermal.room\"\ncapacity = \"1 MJ/K\"\nheat_loss = \"1 W/K\"\noutdoor = \"input.x\"\nstart = \"35 °\"": `deg (°) is for angles; for a temperature write "35 degC"`,
	} {
		_, list := diagnosed(t, slab+text+"\n", plain())
		if assert.Len(t, list, 1, text) {
			assert.Equal(t, want, list[0].Hint)
		}
	}
}

package scenarios

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What machines lose warms the node that they heat, to the last joule.
func TestLossesWarmTheirNode(t *testing.T) {
	const shaft = "[twin.shaft]\nmodel = \"mechanical.inertia\"\ninertia = \"0.2 kg m2\"\nstart_speed = \"1000 rpm\"\n"
	for name, machine := range map[string]string{
		"dc motor": shaft + "[twin.m]\nmodel = \"mechanical.dc_motor\"\non = \"twin.shaft\"\nvoltage = \"24 V\"\nresistance = \"0.5 ohm\"\n" +
			"torque_constant = \"0.1 N m/A\"\ninductance = \"1 mH\"\n",
		"induction motor": shaft + "[twin.m]\nmodel = \"mechanical.induction_motor\"\non = \"twin.shaft\"\nrated_power = \"1 kW\"\nrated_speed = \"1400 rpm\"\nidle_loss = \"80 W\"\n",
		"pump": shaft + "[twin.m]\nmodel = \"mechanical.pump\"\non = \"twin.shaft\"\nrated_speed = \"1000 rpm\"\nshutoff_head = \"40 m\"\nrated_head = \"30 m\"\n" +
			"rated_flow = \"5 m3/h\"\npipe_loss = \"25 m\"\n",
		"bearing": shaft + "[twin.m]\nmodel = \"mechanical.bearing\"\non = \"twin.shaft\"\nbore = \"20 mm\"\nload = \"300 N\"\ncoefficient = 0.002\n",
		"gear": shaft + "[twin.other]\nmodel = \"mechanical.inertia\"\ninertia = \"1 kg m2\"\ntorque = \"-3 N m\"\n" +
			"[twin.m]\nmodel = \"mechanical.gear\"\nbetween = [\"twin.shaft\", \"twin.other\"]\nratio = 3\nefficiency = 0.9\n",
	} {
		got, _ := ownLaws(t, "2 s", machine+`heats = "twin.pot"
[twin.pot]
model = "thermal.node"
capacity = "1 kJ/K"
start = "20 degC"
[indicator]
lost = { integral = "twin.m.heat", unit = "J" }
warm = { final = "twin.pot.temperature", unit = "degC" }
`)
		assert.Greater(t, got["lost"], 1e-3, name)
		assert.InEpsilon(t, got["lost"], 1000*(got["warm"]-20), 1e-6, name)
	}
}

// The force of what slips at a given speed: Coulomb's, Stribeck's fall and the viscous part.
func TestFrictionAtASpeed(t *testing.T) {
	for law, want := range map[string]func(v float64) float64{
		"stribeck_speed = \"0.5 m/s\"": func(v float64) float64 { return 1 + math.Exp(-v*v/0.25) },
		"weakening = \"2 s/m\"":        func(v float64) float64 { return 1 + 1/(1+2*v) },
		"":                             func(float64) float64 { return 1 },
	} {
		for _, v := range []float64{0.1, 0.4, 1.5} {
			got, _ := ownLaws(t, "1 s", fmt.Sprintf(`
[twin.sledge]
model = "mechanical.mass"
mass = "1 kg"
[twin.pull]
model = "mechanical.carriage"
speed = "%g m/s"
[twin.tow]
model = "mechanical.joint"
between = ["twin.pull", "twin.sledge"]
[twin.rub]
model = "mechanical.friction"
on = "twin.sledge"
static = "2 N"
kinetic = "1 N"
viscous = "0.3 N s/m"
%s
[indicator]
force = { final = "twin.rub.force" }
heat = { mean = "twin.rub.heat", unit = "W" }
`, v, law))
			force := want(v) + 0.3*v
			assert.InEpsilon(t, force, math.Abs(got["force"]), 1e-9, "%s at %g", law, v)
			assert.InEpsilon(t, force*v, got["heat"], 1e-9, "%s at %g", law, v)
		}
	}
}

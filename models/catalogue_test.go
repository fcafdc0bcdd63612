package models

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
	"whatif/physics/unit"
)

func TestCatalogue(t *testing.T) {
	var names []string
	for _, k := range Kinds() {
		names = append(names, k.Name)
		assert.NotEmpty(t, k.Doc, k.Name)
		assert.NotEmpty(t, k.Equation, k.Name)
		assert.NotEmpty(t, k.Source, k.Name)
		for _, p := range k.Params {
			at := k.Name + "." + p.Name
			if p.Unit != "" {
				_, err := unit.Parse(p.Unit)
				assert.NoError(t, err, at)
			}
			for _, c := range p.Columns {
				_, err := unit.Parse(c.Unit)
				assert.NoError(t, err, at+"."+c.Name)
			}
			if p.Default != "" {
				assert.False(t, p.Required, at)
				_, err := p.DefaultSetting()
				assert.NoError(t, err, at)
			}
			assert.Equal(t, p.Shape == twin.Choice, len(p.Choices) > 0, at)
			if p.Shape == twin.Choice && p.Default != "" {
				assert.Contains(t, p.Choices, p.Default, at)
			}
		}
		for _, v := range k.Variables {
			u, err := unit.Parse(v.Unit)
			require.NoError(t, err)
			if !u.Absolute && v.Unit != "deg" {
				assert.Equal(t, 1.0, u.Scale, "%s.%s", k.Name, v.Name)
			}
			for _, name := range append(strings.Fields(v.Follows), v.Needs) {
				assert.True(t, name == "" || k.Param(name) != nil, "%s.%s", k.Name, v.Name)
			}
		}
	}
	assert.Equal(t, []string{
		"control.pid", "control.schedule", "control.sequence", "control.thermostat", "equation",
		"mechanical.bearing", "mechanical.belt", "mechanical.brake", "mechanical.carriage", "mechanical.clutch",
		"mechanical.conveyor", "mechanical.damper", "mechanical.dc_motor", "mechanical.drag", "mechanical.drive",
		"mechanical.friction", "mechanical.gear", "mechanical.induction_motor", "mechanical.inertia", "mechanical.joint",
		"mechanical.load", "mechanical.mass", "mechanical.pump", "mechanical.shaft_friction", "mechanical.shaft_stop",
		"mechanical.spring", "mechanical.stop", "mechanical.torsion_damper", "mechanical.torsion_spring",
		"meter", "solar.plane", "thermal.conductance", "thermal.convection", "thermal.heat_pump", "thermal.heater", "thermal.node", "thermal.radiation",
		"thermal.room", "thermal.storage", "thermal.tank", "thermal.ventilation", "thermal.wall", "thermal.window",
	}, names)
	assert.Nil(t, Find("thermal.sauna"))
}

func TestChangeableParameters(t *testing.T) {
	want := map[string][]string{
		"control.pid":         {"setpoint", "gain", "integral_time", "derivative_time", "derivative_filter", "bias", "min_output", "max_output"},
		"control.schedule":    {"lead", "available"},
		"control.sequence":    {"setpoint", "stage_band", "stage_delay", "min_on", "min_off"},
		"control.thermostat":  {"setpoint", "band", "min_on", "min_off"},
		"mechanical.bearing":  {"load", "coefficient", "bore", "drag", "thinning", "reference_temperature"},
		"mechanical.belt":     {"stiffness", "damping"},
		"mechanical.brake":    {"capacity", "engagement", "breakaway"},
		"mechanical.carriage": {"speed"},
		"mechanical.clutch":   {"capacity", "engagement", "breakaway"},
		"mechanical.damper":   {"damping"},
		"mechanical.dc_motor": {"voltage", "resistance", "inductance",
			"torque_constant", "temperature_coefficient", "reference_temperature"},
		"mechanical.drag":  {"constant", "linear", "quadratic", "profile"},
		"mechanical.drive": {"speed"},
		"mechanical.friction": {"static", "kinetic", "normal", "static_coefficient",
			"kinetic_coefficient", "stribeck_speed", "weakening", "viscous"},
		"mechanical.gear": {"efficiency", "stiffness", "damping"},
		"mechanical.induction_motor": {"rated_power", "rated_speed", "rated_frequency", "breakdown_ratio",
			"frequency", "supply", "idle_loss"},
		"mechanical.inertia": {"torque"},
		"mechanical.load":    {"constant", "linear", "quadratic", "profile"},
		"mechanical.mass":    {"force", "incline", "gravity"},
		"mechanical.pump": {"rated_speed", "shutoff_head", "rated_flow", "rated_head",
			"efficiency", "lift", "pipe_loss", "density"},
		"mechanical.shaft_friction": {"static", "kinetic", "stribeck_speed", "weakening", "viscous"},
		"mechanical.shaft_stop":     {"restitution", "rest_speed"},
		"mechanical.spring":         {"stiffness", "rest", "damping"},
		"mechanical.stop":           {"restitution", "rest_speed"},
		"mechanical.torsion_damper": {"damping"},
		"mechanical.torsion_spring": {"stiffness", "rest", "damping"},
		"meter":                     {"price", "feed_in", "standing", "co2"},
		"thermal.conductance":       {"conductance"},
		"thermal.convection":        {"area", "coefficient", "exponent"},
		"thermal.radiation":         {"area", "emissivity", "second_emissivity", "second_area", "view_factor"},
		"thermal.tank":              {"conductivity", "heat_loss", "tap", "cold", "charge", "charge_temperature"},
		"solar.plane":               {"direct_normal", "diffuse_horizontal", "global_horizontal", "albedo"},
		"thermal.heat_pump": {"heating_capacity", "cop", "carnot_fraction", "supply_temperature", "source", "least_lift", "part_load",
			"standby_power", "demand", "available"},
		"thermal.heater":      {"power", "demand", "available"},
		"thermal.node":        {"gains"},
		"thermal.room":        {"heat_loss", "heat_loss_slope", "heat_loss_reference", "outdoor", "gains", "mass_coupling", "mass_loss"},
		"thermal.storage":     {"heat_loss", "gains", "tap", "cold"},
		"thermal.ventilation": {"flow", "demand", "heat_recovery", "density", "specific_heat"},
		"thermal.wall":        {"area", "first_gains", "second_gains"},
		"thermal.window":      {"area", "g_value", "frame", "irradiance", "shading", "u_value", "outdoor"},
	}
	for _, k := range Kinds() {
		var got []string
		for _, p := range k.Params {
			if p.Changeable {
				got = append(got, p.Name)
			}
		}
		assert.Equal(t, want[k.Name], got, k.Name)
		assert.True(t, slices.IsSortedFunc(Kinds(), func(a, b *twin.Kind) int { return slices.Compare([]byte(a.Name), []byte(b.Name)) }))
	}
}

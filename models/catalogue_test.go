package models

import (
	"slices"
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
			if !u.Absolute {
				assert.Equal(t, u.SI().Symbol, v.Unit, "%s.%s", k.Name, v.Name)
			}
			for _, name := range []string{v.Needs, v.Follows} {
				assert.True(t, name == "" || k.Param(name) != nil, "%s.%s", k.Name, v.Name)
			}
		}
	}
	assert.Equal(t, []string{
		"control.thermostat", "thermal.conductance", "thermal.heat_pump", "thermal.heater", "thermal.node", "thermal.room",
	}, names)
	assert.Nil(t, Find("thermal.sauna"))
}

func TestChangeableParameters(t *testing.T) {
	want := map[string][]string{
		"control.thermostat":  {"setpoint", "band", "min_on", "min_off"},
		"thermal.conductance": {"conductance"},
		"thermal.heat_pump":   {"heating_capacity", "cop", "demand", "available"},
		"thermal.heater":      {"power", "demand", "available"},
		"thermal.node":        {"gains"},
		"thermal.room":        {"heat_loss", "outdoor", "gains", "mass_coupling", "mass_loss"},
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

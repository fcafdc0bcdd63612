package models

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/models/twin"
)

// Whatever lies between shafts, the work that is done on them is what they gain, store
// and lose, and what they lose warms what it is to warm.
func TestChainsOfShaftsKeepTheirEnergy(t *testing.T) {
	ties := []struct {
		kind string
		with settings
	}{
		{"mechanical.joint", settings{"ratio": -2.0}},
		{"mechanical.gear", settings{"ratio": 3.0, "efficiency": 0.9, "heats": "twin.pot"}},
		{"mechanical.gear", settings{"ratio": 0.5, "stiffness": "300 N m/rad", "damping": "0.2 N m s/rad", "heats": "twin.pot"}},
		{"mechanical.gear", settings{"ratio": -2.0, "stiffness": "200 N m/rad", "damping": "0.3 N m s/rad", "backlash": "0.05 rad", "heats": "twin.pot"}},
		{"mechanical.torsion_spring", settings{"stiffness": "50 N m/rad", "damping": "0.1 N m s/rad", "heats": "twin.pot"}},
		{"mechanical.torsion_damper", settings{"damping": "0.5 N m s/rad", "heats": "twin.pot"}},
		{"mechanical.belt", settings{"first_radius": "0.1 m", "second_radius": "0.2 m", "stiffness": "9 kN/m", "heats": "twin.pot"}},
		{"mechanical.clutch", settings{"capacity": "2 N m", "engagement": "input.wave", "heats": "twin.pot"}},
		{"mechanical.shaft_friction", settings{"static": "1.5 N m", "kinetic": "1 N m", "stribeck_speed": "0.3 rad/s", "heats": "twin.pot"}},
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := &Study{
			Span:   5 * second,
			Inputs: []Input{{Name: "wave", Unit: showIn("1"), Sine: &Sine{Mean: 0.6, Amplitude: 0.4, Period: 1.7}}},
			Twins: []twin.Twin{
				newTwin(t, "pot", "thermal.node", settings{"capacity": "1 J/K", "start": "0 degC"}),
				newTwin(t, "shaft0", "mechanical.inertia", settings{"inertia": "0.3 kg m2", "torque": "3 N m"}),
				newTwin(t, "brake", "mechanical.shaft_friction", settings{"on": "twin.shaft0", "static": "0.5 N m", "viscous": "0.05 N m s/rad", "heats": "twin.pot"}),
			},
			Record: record(5*second, "twin.pot.temperature", "twin.shaft0.angle", "twin.shaft0.energy"),
		}
		for i, k := range rapid.SliceOfN(rapid.IntRange(0, len(ties)-1), 1, 4).Draw(rt, "ties") {
			shaft, name := fmt.Sprintf("shaft%d", i+1), fmt.Sprintf("tie%d", i)
			inertia := math.Pow(10, rapid.Float64Range(-2, 0).Draw(rt, "inertia"))
			between := settings{"between": []string{fmt.Sprintf("twin.shaft%d", i), "twin." + shaft}}
			s.Twins = append(s.Twins, newTwin(t, shaft, "mechanical.inertia", settings{"inertia": quantityOf(inertia, "kg m2")}),
				newTwin(t, name, ties[k].kind, merged(between, ties[k].with)))
			for _, owner := range []string{shaft, name} {
				kind := Find(s.Twins[len(s.Twins)-1].Kind)
				if owner == shaft || kind.Variable("energy") != nil && (kind.Variable("energy").Needs == "" || ties[k].with["stiffness"] != nil) {
					s.Record.Channels = append(s.Record.Channels, Channel{Path: "twin." + owner + ".energy"})
				}
			}
		}
		_, _, rec := play(t, s)
		last := rec.samples[1]
		work, sum := 3*last[1], last[0]-kelvin
		for _, x := range last[2:] {
			sum += x
		}
		require.InDelta(rt, work, sum, 1e-6*(1+math.Abs(work)), strings.Join(kindsOf(s), " "))
	})
}

func kindsOf(s *Study) []string {
	var list []string
	for i := range s.Twins {
		list = append(list, s.Twins[i].Kind)
	}
	return list
}

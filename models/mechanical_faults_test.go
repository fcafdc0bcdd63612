package models

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/models/twin"
)

// faultsOf are what is wrong with twins, as "path: summary".
func faultsOf(t *testing.T, twins ...twin.Twin) []string {
	t.Helper()
	_, problems := Build(&Study{Span: second, Twins: twins, Inputs: []Input{constant("speed", 1, "1/s")}})
	var list []string
	for _, p := range problems {
		assert.NotEmpty(t, p.Hint, p.Summary)
		list = append(list, p.Path+": "+p.Summary)
	}
	return list
}

func TestMechanicalFaults(t *testing.T) {
	inertia := func(name string, more settings) twin.Twin {
		return newTwin(t, name, "mechanical.inertia", merged(settings{"inertia": "1 kg m2"}, more))
	}
	mass := func(name string) twin.Twin { return newTwin(t, name, "mechanical.mass", settings{"mass": "1 kg"}) }
	between := func(name, kind, x, y string, more settings) twin.Twin {
		return newTwin(t, name, kind, merged(settings{"between": []string{x, y}}, more))
	}
	drive := func(name, on string) twin.Twin {
		return newTwin(t, name, "mechanical.drive", settings{"speed": "input.speed", "on": on})
	}
	gear := settings{"ratio": 5.0}
	spring := settings{"stiffness": "1 N/m"}
	for _, c := range []struct {
		name  string
		twins []twin.Twin
		want  []string
	}{
		{"no inertia", []twin.Twin{dcMotor(t, settings{"on": "twin.other"}), newTwin(t, "other", "mechanical.induction_motor",
			settings{"rated_power": "1 kW", "rated_speed": "1400 rpm"})},
			[]string{"twin.other.inertia: neither inertia nor on is given"}},
		{"no inertia on a shaft", []twin.Twin{
			newTwin(t, "one", "mechanical.induction_motor", settings{"rated_power": "1 kW", "rated_speed": "1400 rpm", "on": "twin.two"}),
			newTwin(t, "two", "mechanical.induction_motor", settings{"rated_power": "1 kW", "rated_speed": "1400 rpm", "on": "twin.one"})},
			[]string{"twin.two.on: twin.one and twin.two tie rigidly what is tied already: they go round in a circle"}},
		{"two drives", []twin.Twin{inertia("a", nil), drive("x", "twin.a"), drive("y", "twin.a")},
			[]string{"twin.y.on: twin.x and twin.y give the speed of one shaft"}},
		{"two drives over a gear", []twin.Twin{inertia("a", nil), inertia("b", nil), drive("x", "twin.a"), drive("y", "twin.b"), between("gear", "mechanical.gear", "twin.a", "twin.b", gear)},
			[]string{"twin.y.on: twin.x and twin.y give the speed of one shaft, tied by twin.gear"}},
		{"a circle", []twin.Twin{inertia("a", nil), inertia("b", nil), inertia("c", nil), between("ab", "mechanical.joint", "twin.a", "twin.b", nil),
			between("bc", "mechanical.gear", "twin.b", "twin.c", gear), between("ca", "mechanical.gear", "twin.c", "twin.a", gear)},
			[]string{"twin.ca.between: twin.ab, twin.bc and twin.ca tie rigidly what is tied already: they go round in a circle"}},
		{"speeds across a gear", []twin.Twin{inertia("a", settings{"start_speed": "10 rad/s"}), inertia("b", settings{"start_speed": "10 rad/s"}),
			between("gear", "mechanical.gear", "twin.a", "twin.b", gear)},
			[]string{"twin.b.start_speed: start_speed of twin.a and of twin.b contradict each other: twin.gear ties them, and makes 2 of it, not 10"}},
		{"speeds that agree", []twin.Twin{inertia("a", settings{"start_speed": "10 rad/s"}), inertia("b", settings{"start_speed": "2 rad/s"}),
			between("gear", "mechanical.gear", "twin.a", "twin.b", gear)}, nil},
		{"kinetic above static", []twin.Twin{mass("a"), newTwin(t, "rub", "mechanical.friction", settings{"on": "twin.a", "static": "1 N", "kinetic": "2 N"})},
			[]string{"twin.rub.kinetic: kinetic, 2, is above static, 1"}},
		{"a pump against nothing", []twin.Twin{inertia("a", nil), newTwin(t, "pump", "mechanical.pump",
			settings{"on": "twin.a", "rated_speed": "2900 rpm", "shutoff_head": "40 m", "rated_head": "30 m", "rated_flow": "50 m3/h"})},
			[]string{"twin.pump.pipe_loss: neither pipe_loss nor lift is given: the pump works against nothing, at no point of its curve"}},
		{"no motion", []twin.Twin{inertia("a", nil), between("gear", "mechanical.gear", "twin.a", "twin.a.angle", gear)},
			[]string{"twin.gear.between: twin.a.angle is no motion"}},
		{"itself", []twin.Twin{mass("a"), between("s", "mechanical.spring", "twin.a", "twin.a.speed", spring)},
			[]string{"twin.s.between: both ends are twin.a"}},
		{"sorts", []twin.Twin{inertia("a", nil), mass("m"), between("joint", "mechanical.joint", "twin.a", "twin.m", nil)},
			[]string{"twin.joint.between: twin.a turns and twin.m moves along a line"}},
		{"no need of a radius", []twin.Twin{mass("a"), mass("m"), between("joint", "mechanical.joint", "twin.a", "twin.m", settings{"radius": "1 m"})},
			[]string{"twin.joint.radius: a radius ties a shaft to a mass, and twin.a and twin.m are of one sort"}},
		{"a spring of shafts", []twin.Twin{inertia("a", nil), mass("m"), between("s", "mechanical.spring", "twin.m", "twin.a", spring)},
			[]string{"twin.s.between: twin.a turns, but a mass is expected"}},
		{"a load on a mass", []twin.Twin{mass("m"), newTwin(t, "l", "mechanical.load", settings{"on": "twin.m", "linear": "1 N m s/rad"})},
			[]string{"twin.l.on: twin.m moves along a line, but a shaft is expected"}},
		{"ends", []twin.Twin{mass("m"), newTwin(t, "s", "mechanical.spring", spring)},
			[]string{"twin.s.between: neither between nor on is given"}},
		{"too stiff", []twin.Twin{inertia("a", nil), inertia("b", settings{"inertia": "1e-9 kg m2"}), between("s", "mechanical.torsion_spring", "twin.a", "twin.b", settings{"stiffness": "1e12 N m/rad"})},
			[]string{"twin.s.stiffness: so stiff beside the inertias at its ends, this swings within 2e-10 s"}},
		{"backlash", []twin.Twin{inertia("a", nil), inertia("b", nil), between("g", "mechanical.gear", "twin.a", "twin.b", merged(gear, settings{"backlash": "0.01 rad"}))},
			[]string{"twin.g.backlash: backlash is given, but not stiffness"}},
		{"ratio", []twin.Twin{inertia("a", nil), inertia("b", nil), between("g", "mechanical.gear", "twin.a", "twin.b", settings{"ratio": 0.0, "stiffness": "1 N m/rad", "efficiency": 0.9})},
			[]string{"twin.g.efficiency: an elastic gear loses by its damping", "twin.g.ratio: a ratio of 0 ties nothing"}},
		{"starts", []twin.Twin{inertia("a", settings{"start_speed": "1 rad/s"}), inertia("b", settings{"start_speed": "1 rad/s"}), between("j", "mechanical.joint", "twin.a", "twin.b", nil)},
			[]string{"twin.b.start_speed: start_speed is given by twin.a and twin.b, which move as one"}},
		{"nothing to act on", []twin.Twin{drive("x", "twin.x"), newTwin(t, "f", "mechanical.shaft_friction", settings{"on": "twin.x", "static": "1 N m"})},
			[]string{"twin.x.on: twin.x cannot turn itself"}},
		{"given ends", []twin.Twin{newTwin(t, "x", "mechanical.drive", settings{"speed": "input.speed"}), newTwin(t, "f", "mechanical.shaft_friction", settings{"on": "twin.x", "static": "1 N m"})},
			[]string{"twin.f.on: both ends move as they are told, so that there is nothing to act on"}},
		{"joined ends", []twin.Twin{inertia("a", nil), inertia("b", nil), between("j", "mechanical.joint", "twin.a", "twin.b", nil), between("f", "mechanical.clutch", "twin.a", "twin.b", settings{"capacity": "1 N m"})},
			[]string{"twin.f.between: twin.a and twin.b are joined rigidly: nothing moves between them"}},
		{"a speed of other physics", []twin.Twin{inertia("a", nil), inertia("b", nil), newTwin(t, "x", "mechanical.drive", settings{"speed": "twin.a.speed", "on": "twin.b"})},
			[]string{"twin.x.speed: twin.a.speed changes continuously with other physics"}},
		{"frictions", []twin.Twin{mass("m"), newTwin(t, "f", "mechanical.friction", settings{"on": "twin.m", "normal": "1 N", "kinetic": "1 N", "stribeck_speed": "1 m/s", "weakening": "1 s/m"})},
			[]string{"twin.f.kinetic: kinetic is a force, and with normal coefficients count", "twin.f.normal: normal is given, but not static_coefficient",
				"twin.f.weakening: stribeck_speed and weakening are both given"}},
		{"too fast a motor", []twin.Twin{newTwin(t, "m", "mechanical.induction_motor", settings{"inertia": "1 kg m2", "rated_power": "1 kW", "rated_speed": "2900 rpm"})},
			[]string{"twin.m.rated_speed: rated_speed, 2900 rpm, is not below the synchronous speed, 1500 rpm"}},
		{"warms nothing", []twin.Twin{mass("m"), newTwin(t, "d", "mechanical.damper", settings{"on": "twin.m", "damping": "1 N s/m", "heats": "twin.m"})},
			[]string{"twin.d.heats: twin.m has no temperature of its own"}},
	} {
		assert.Equal(t, c.want, faultsOf(t, c.twins...), c.name)
	}
}

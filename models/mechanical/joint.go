package mechanical

import (
	"fmt"

	"whatif/models/twin"
	physics "whatif/physics/mechanical"
)

type jointParams struct {
	Between twin.Spots    `par:"between,required" place:"speed" length:"2" doc:"The two that are joined: twins that move."`
	Ratio   twin.Quantity `par:"ratio" unit:"1" doc:"Speed of the first over that of the second; below 0 where they move against each other. Without one they move as one."`
	Radius  twin.Quantity `par:"radius" unit:"m" above:"0" doc:"Between a shaft and a mass: how far the mass moves per radian. The radius of a wheel, drum or pinion."`
}

// Joint is the kind mechanical.joint.
func Joint() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.joint",
		Doc: "Joins two motions rigidly: two shafts or two masses, which then move as one, or in a ratio, or a shaft and a mass: " +
			"a wheel on a rail, a drum and its rope, rack and pinion. It loses nothing; a mechanical.gear may.",
		Equation: "speed_first = speed_second, or ratio speed_second; speed_mass = radius speed_shaft; powers are equal",
		Source:   "definition of a rigid joint",
		Check:    checkJoint,
	}, wireJoint)
}

func checkJoint(t *twin.Twin) []twin.Fault {
	switch {
	case t.Given("ratio") && t.Given("radius"):
		return []twin.Fault{{Path: "radius", Summary: "ratio and radius are both given", Hint: "keep ratio between two shafts or two masses, radius between a shaft and a mass"}}
	case t.Given("ratio"):
		return checkRatio(t)
	}
	return nil
}

// checkRatio notes a ratio of nothing.
func checkRatio(t *twin.Twin) []twin.Fault {
	if t.Settings["ratio"].Number == 0 && !t.Settings["ratio"].IsRef {
		return []twin.Fault{{Path: "ratio", Summary: "a ratio of 0 ties nothing", Hint: "give the speed of the first over that of the second, such as ratio = 5"}}
	}
	return nil
}

func wireJoint(w *twin.Wiring, p *jointParams) {
	a := assemblyOf(w)
	a.later(func() {
		by := w.Path("between")
		if len(p.Between) != 2 {
			a.fault(by, "a joint joins two", `write between = ["twin.a", "twin.b"]`)
			return
		}
		first, second := a.motionAt(p.Between[0], by), a.motionAt(p.Between[1], by)
		if first == nil || second == nil {
			return
		}
		t := &rigid{twin: "twin." + w.Name, by: by, first: first, second: second, joint: physics.Absent[physics.Joint]()}
		switch mixed := first.turns != second.turns; {
		case mixed && !p.Radius.Given():
			shaft, mass := first, second
			if second.turns {
				shaft, mass = second, first
			}
			a.fault(by, fmt.Sprintf("%s turns and %s moves along a line", shaft.twin, mass.twin), `give the joint a radius, such as radius = "0.1 m"`)
			return
		case !mixed && p.Radius.Given():
			a.fault(w.Path("radius"), fmt.Sprintf("a radius ties a shaft to a mass, and %s and %s are of one sort", first.twin, second.twin), "give a ratio, or neither")
			return
		case mixed:
			if first.turns { // the mass is the first, so that the radius is the ratio
				t.first, t.second = second, first
			}
			t.joint.Ratio, t.ratio = a.number(p.Radius), p.Radius
		default:
			t.joint.Ratio, t.ratio = a.number(p.Ratio), p.Ratio
		}
		a.rigid = append(a.rigid, t)
	})
}

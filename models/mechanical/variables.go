package mechanical

import (
	"whatif/engine"
	"whatif/models/twin"
)

// machineVariables are those of a twin that brings a shaft.
func machineVariables() []twin.Variable {
	return []twin.Variable{
		dense("angle", "Angle of the shaft.", "rad"),
		dense("speed", "Speed of the shaft.", "rad/s"),
	}
}

// motionVariables are those of an inertia or a mass.
func motionVariables(turns bool) []twin.Variable {
	if turns {
		return append(machineVariables(),
			dense("acceleration", "Angular acceleration.", "rad/s2"))
	}
	return []twin.Variable{
		dense("position", "Position along its line.", "m"),
		dense("speed", "Speed along its line.", "m/s"),
		dense("acceleration", "Acceleration along its line.", "m/s2"),
	}
}

// flowing is a variable that is recorded as a mean: a power or a heat.
func flowing(name, doc string) twin.Variable {
	return twin.Variable{Name: name, Doc: doc, Unit: "W", Flow: true, Class: engine.Dense}
}

// dense is a variable that is recorded as it is.
func dense(name, doc, unit string) twin.Variable {
	return twin.Variable{Name: name, Doc: doc, Unit: unit, Class: engine.Dense}
}

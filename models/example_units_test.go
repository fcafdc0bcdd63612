package models_test

import "whatif/physics/unit"

var (
	kWh  = unit.Must("kWh")
	degC = unit.Must("degC")
)

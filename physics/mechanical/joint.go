package mechanical

import "whatif/physics/hybrid"

// Joint ties two motions rigidly: v1 = ratio v2. Where the first is Given it drives
// the second at speed/ratio.
//
// With an efficiency, what is lost goes with the power that passes: where power flows
// from the first to the second, force2 = efficiency ratio force1; where it flows back,
// force1 = efficiency force2/ratio. At rest the loss holds the joint as friction does.
// Where others hold it, too, what each of them takes is not determined; the loss then
// takes its share by the size of the forces from outside.
type Joint struct {
	Pair
	Ratio      hybrid.Read // optional, 1
	Efficiency hybrid.Read // above 0 and at most 1; optional, 1
	// Mode is a memory that starts at 0; None where there is no Efficiency.
	Mode  hybrid.Change
	Force hybrid.Write // that the joint takes from the first; optional
	Heat  hybrid.Write // W; optional
	Warms hybrid.Add   // optional
}

// Modes of a joint with an efficiency. The sign of the first two is that of v1.
const (
	jointUndecided = 0.0
	jointDrives    = 1.0 // power flows from the first to the second
	jointIsDriven  = 2.0 // and back
	jointHeld      = 3.0
	jointMeets     = 4.0 // v1 has come to zero, to be decided
)

package thermal

import "whatif/engine"

// fitting is what a twin adds to nodes of its own by laws that are not linear, beyond
// what lies between two places: it makes their part of the network a curved one.
type fitting struct {
	nodes []string
	given []reading       // temperatures that it takes from elsewhere
	shown []engine.Signal // variables that it computes
	add   func(n *bent)
}

// reading is a parameter of a twin and the signals that add up to it.
type reading struct {
	path    string
	signals []engine.Signal
}

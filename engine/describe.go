package engine

import "slices"

// IslandInfo describes an island of continuous physics, for people.
type IslandInfo struct {
	Path    string   // of its actor
	States  []string // a path for each state
	Inputs  []string // paths of the signals that act on it
	Outputs []string // paths of the signals that it shows
	Watches int      // how many wait for something in it
	Method  string   // how it is solved for the model's own numbers, see linear.Propagator; "" where these have no solution
}

// Islands describes the islands of the model, in the order of their paths. It
// compiles each, so that it takes about as long as the beginning of a run.
func (m *Model) Islands() []IslandInfo {
	list := make([]IslandInfo, 0, len(m.islands))
	initial := func(s Signal) float64 { return m.signals[s].initial }
	for i := range m.islands {
		isl := &m.islands[i]
		info := IslandInfo{Path: isl.path, Watches: len(isl.watches)}
		for _, b := range isl.blocks {
			info.States = append(info.States, b.States...)
		}
		for _, s := range isl.inputs {
			info.Inputs = append(info.Inputs, m.signals[s].path)
		}
		for _, s := range isl.outputs {
			info.Outputs = append(info.Outputs, m.signals[s].path)
		}
		if p, err := isl.propagator(m, initial); err == nil {
			info.Method = p.Method()
		}
		list = append(list, info)
	}
	slices.SortFunc(list, func(a, b IslandInfo) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
	return list
}

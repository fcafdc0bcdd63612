package linear

import "whatif/physics/connect"

// components lists the nodes of each connected part of an undirected graph;
// linked tells for i < j whether an edge joins them.
func components(n int, linked func(i, j int) bool) [][]int {
	net := connect.New(n)
	for i := range n {
		for j := i + 1; j < n; j++ {
			if linked(i, j) {
				net.Join(i, j)
			}
		}
	}
	return net.Parts()
}

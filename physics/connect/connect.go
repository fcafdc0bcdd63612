// Package connect finds what hangs together: the parts of a network that are
// joined by its ties.
package connect

// Network is a set of nodes, numbered from 0, some of them joined.
type Network struct{ parent []int }

// New returns a network of n nodes without a tie.
func New(n int) *Network {
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	return &Network{parent}
}

// Join ties two nodes.
func (n *Network) Join(a, b int) {
	a, b = n.First(a), n.First(b)
	n.parent[max(a, b)] = min(a, b)
}

// First is the lowest node of the part that node i is in. It depends on the
// ties alone, not on their order.
func (n *Network) First(i int) int {
	for n.parent[i] != i {
		n.parent[i] = n.parent[n.parent[i]]
		i = n.parent[i]
	}
	return i
}

// Parts lists the nodes of each part, ascending, the parts in the order of
// their lowest node.
func (n *Network) Parts() [][]int {
	var parts [][]int
	place := make([]int, len(n.parent))
	for i := range n.parent {
		first := n.First(i)
		if first == i {
			place[i] = len(parts)
			parts = append(parts, nil)
		}
		parts[place[first]] = append(parts[place[first]], i)
	}
	return parts
}

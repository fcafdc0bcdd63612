package linear

// components labels the nodes of an undirected graph by connected component.
// linked tells for i < j whether an edge joins them. Labels count up from 0 in
// the order of each component's lowest node, so that they do not depend on
// anything but the graph.
func components(n int, linked func(i, j int) bool) (label []int, count int) {
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			if !linked(i, j) {
				continue
			}
			a, b := root(i), root(j)
			if a < b {
				parent[b] = a
			} else {
				parent[a] = b
			}
		}
	}
	label = make([]int, n)
	for i := range label {
		if root(i) == i {
			label[i] = count
			count++
		} else {
			label[i] = label[root(i)]
		}
	}
	return label, count
}

// groups lists the members of each component, ascending.
func groups(label []int, count int) [][]int {
	members := make([][]int, count)
	for i, c := range label {
		members[c] = append(members[c], i)
	}
	return members
}

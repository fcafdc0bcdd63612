package source

import (
	"fmt"
	"strings"
)

// SplitPath cuts a dotted path such as twin.pump.cop or twin."my pump".cop
// into its names. Quotes keep the dots within them.
func SplitPath(path string) ([]string, error) {
	var parts []string
	rest := path
	for {
		rest = strings.TrimLeft(rest, " \t")
		name := ""
		if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
			end := strings.IndexByte(rest[1:], rest[0])
			if end < 0 {
				return nil, fmt.Errorf("the quote in %s is not closed", path)
			}
			name, rest = rest[1:1+end], rest[2+end:]
		} else {
			end := strings.IndexByte(rest, '.')
			if end < 0 {
				end = len(rest)
			}
			name, rest = strings.TrimRight(rest[:end], " \t"), rest[end:]
		}
		if name == "" {
			return nil, fmt.Errorf("a name is missing in the path %q", path)
		}
		parts = append(parts, name)
		rest = strings.TrimLeft(rest, " \t")
		if rest == "" {
			return parts, nil
		}
		if rest[0] != '.' {
			return nil, fmt.Errorf("a dot is missing in the path %q", path)
		}
		rest = rest[1:]
	}
}

// Lookup is the node at a path such as twin.pump.cop, or nil.
func (t *Table) Lookup(path string) *Node {
	parts, err := SplitPath(path)
	if err != nil {
		return nil
	}
	return t.Find(parts...)
}

// Find is the node that the names lead to, or nil.
func (t *Table) Find(parts ...string) *Node {
	var n *Node
	for _, p := range parts {
		n = t.Get(p)
		if n == nil {
			return nil
		}
		t = n.Table()
	}
	return n
}

// Leaf is a value with the path that leads to it.
type Leaf struct {
	Path []string
	Node *Node
	Err  error // the key is no path
}

// Leaves lists what is written below t by path, whether the keys are quoted
// paths or dotted tables. It goes down into tables as long as a path has fewer
// than depth names.
func Leaves(t *Table, depth int) []Leaf {
	return LeavesBy(t, func([]string) int { return depth })
}

// LeavesBy is Leaves where the depth hangs on how a path begins.
func LeavesBy(t *Table, depth func(path []string) int) []Leaf {
	return leaves(nil, nil, t, depth)
}

func leaves(out []Leaf, above []string, t *Table, depth func([]string) int) []Leaf {
	for _, n := range t.Nodes() {
		parts, err := SplitPath(n.Name)
		if err != nil {
			out = append(out, Leaf{Path: append(above[:len(above):len(above)], n.Name), Node: n, Err: err})
			continue
		}
		path := append(above[:len(above):len(above)], parts...)
		if below := n.Table(); below != nil && len(path) < depth(path) && len(below.Nodes()) > 0 {
			out = leaves(out, path, below, depth)
			continue
		}
		out = append(out, Leaf{Path: path, Node: n})
	}
	return out
}

// Nest is the table in which value stands at the path. The tables on the way
// carry the place of value's key.
func Nest(path []string, value *Node) *Table {
	inner := *value
	inner.Name = path[len(path)-1]
	node := &inner
	for i := len(path) - 2; i >= 0; i-- {
		t := NewTable()
		t.Put(node)
		node = &Node{Name: path[i], Key: value.Key, At: value.Key, Value: t}
	}
	t := NewTable()
	t.Put(node)
	return t
}

// Expand is t with quoted paths as keys turned into the tables they mean, and
// the nodes whose paths were written twice.
func Expand(t *Table) (expanded *Table, twice []*Node) {
	expanded = NewTable()
	for _, n := range t.Nodes() {
		value := *n
		if below := n.Table(); below != nil {
			inner, again := Expand(below)
			twice = append(twice, again...)
			value.Value = inner
		}
		parts, err := SplitPath(n.Name)
		if err != nil {
			parts = []string{n.Name}
		}
		nested := Nest(parts, &value)
		twice = append(twice, clashes(expanded, nested)...)
		expanded = Merge(expanded, nested)
	}
	return expanded, twice
}

// clashes lists the nodes of over that would replace one of under.
func clashes(under, over *Table) []*Node {
	var out []*Node
	for _, n := range over.Nodes() {
		before := under.Get(n.Name)
		switch {
		case before == nil:
		case before.Table() != nil && n.Table() != nil:
			out = append(out, clashes(before.Table(), n.Table())...)
		default:
			out = append(out, n)
		}
	}
	return out
}

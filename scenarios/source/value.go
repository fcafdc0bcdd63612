package source

import (
	"strings"

	"whatif/scenarios/diagnose"
)

// ParseValue reads the VALUE of PATH=VALUE as it stands on a command line: in
// TOML's syntax, or, where that is no TOML, as text, so that 22 degC needs no
// quotes. file and column say where the value begins, for diagnostics.
func ParseValue(file string, column int, value string) (*Node, *diagnose.Diagnostic) {
	value = strings.TrimSpace(value)
	const key = "v = "
	f, wrong := Parse(file, []byte(key+value))
	if wrong != nil || len(f.Root.nodes) != 1 {
		if wrong != nil && value != "" && strings.ContainsRune(`"'[{`, rune(value[0])) {
			shift(&wrong.At, column-1-len(key))
			return nil, wrong
		}
		at := diagnose.Position{File: file, Line: 1, Column: column, Length: max(len([]rune(value)), 1)}
		return &Node{Key: at, At: at, Value: value}, nil
	}
	n := f.Root.nodes[0]
	n.Name = ""
	n.Key = n.At
	Walk(n, func(p *diagnose.Position) { shift(p, column-1-len(key)) })
	return n, nil
}

// Walk calls visit with the places of a node and of all below it, which visit
// may change.
func Walk(n *Node, visit func(*diagnose.Position)) {
	visit(&n.Key)
	visit(&n.At)
	switch v := n.Value.(type) {
	case []*Node:
		for _, e := range v {
			Walk(e, visit)
		}
	case *Table:
		for _, e := range v.nodes {
			Walk(e, visit)
		}
	}
}

func shift(p *diagnose.Position, by int) {
	if p.Line == 1 {
		p.Column = max(p.Column+by, 1)
	}
}

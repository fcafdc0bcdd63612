package scenarios

import (
	"slices"

	"whatif/models/equation"
	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/scenarios/source"
)

// article is the name of a kind with its article.
func article(k *twin.Kind) string {
	if k.Name == equation.Name {
		return "an " + k.Name
	}
	return "a " + k.Name
}

// reservedWord tells words that formulas have a meaning for.
func reservedWord(name string) bool { return formula.Reserved(name) }

// withNames is a kind; of an open one with the names that a twin's table gives.
func withNames(k *twin.Kind, t *source.Table) *twin.Kind {
	if k == nil || !k.Open {
		return k
	}
	return sketched(k, t)
}

// sketched is an open kind with what is written for a twin as its parameters, by name
// alone: its own, and below its law's tables start.NAME and so on.
func sketched(k *twin.Kind, t *source.Table) *twin.Kind {
	out := *k
	out.Params = nil
	if k.Param("start") == nil { // what it is like has names, too
		out.Params = slices.Clone(k.Params)
	}
	for _, n := range t.Nodes() {
		for _, name := range namesBelow(n) {
			if out.Param(name) == nil {
				out.Params = append(out.Params, twin.Param{Name: name})
			}
		}
	}
	return &out
}

// namesBelow are the parameters that a key of a twin with a law of its own is.
func namesBelow(n *source.Node) []string {
	switch n.Name {
	case "model", "like", "ports":
		return nil
	case "start", "der", "output", "mode":
		return prefixed(n.Name+".", n.Table().Names())
	case "guard":
		var names []string
		for _, g := range n.Table().Nodes() {
			for _, key := range g.Table().Nodes() {
				if key.Name == "set" {
					names = append(names, prefixed("guard."+g.Name+".set.", key.Table().Names())...)
				} else {
					names = append(names, "guard."+g.Name+"."+key.Name)
				}
			}
		}
		return names
	}
	return []string{n.Name}
}

// depthIn says how many names the path of a value has in a study's tables: those below
// the tables of a law have more.
func (l *loader) depthIn(tables []*source.Table) func(path []string) int {
	return func(path []string) int {
		if path[0] != "twin" || len(path) < depthOfPath {
			return depthOf(path)
		}
		extra := map[string]int{"start": 1, "der": 1, "output": 1, "mode": 1, "guard": 2}[path[2]]
		if extra == 0 {
			return depthOfPath
		}
		if len(path) > 4 && path[2] == "guard" && path[4] == "set" {
			extra++
		}
		for _, t := range tables {
			if k := l.kindOf(t.Get("twin").Table(), path[1], nil); k != nil && k.Open {
				return depthOfPath + extra
			}
		}
		return depthOfPath
	}
}

// Package graph draws a study: its twins and inputs, and what ties them.
package graph

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
)

// Graph is a study as nodes and edges, in an order that depends on names alone.
type Graph struct {
	Name    string
	Nodes   []Node // sorted by ID
	Edges   []Edge // sorted by From, To, Role
	Islands int    // how many there are of more than one twin; Node.Island counts them from 1
}

// Node is a twin or an input.
type Node struct {
	ID     string // twin.NAME or input.NAME
	Name   string
	Kind   string // the kind of twin, or of input
	Island int    // the island of continuous physics that it belongs to, 0 for none
}

// Edge leads from what acts to what is acted on.
type Edge struct {
	From, To string
	Role     string // the parameter that ties them, and what it drives
	Heat     bool   // it goes either way
}

// Of draws a study. islands are those of its model, or nil.
func Of(name string, s *models.Study, islands []engine.IslandInfo) *Graph {
	g := &Graph{Name: name}
	home := g.homes(islands)
	there := map[string]bool{}
	node := func(n Node) {
		there[n.ID] = true
		g.Nodes = append(g.Nodes, n)
	}
	for i := range s.Inputs {
		node(Node{ID: "input." + s.Inputs[i].Name, Name: s.Inputs[i].Name, Kind: kindOf(&s.Inputs[i])})
	}
	for _, t := range s.Twins {
		node(Node{ID: "twin." + t.Name, Name: t.Name, Kind: t.Kind, Island: home[t.Name]})
	}
	kinds := map[string]*twin.Kind{}
	for _, k := range models.Kinds() {
		kinds[k.Name] = k
	}
	for i := range s.Twins {
		k := kinds[s.Twins[i].Kind]
		if own := s.Twins[i].Own; own != nil {
			k = own
		}
		if k != nil {
			g.ties(&s.Twins[i], k)
		}
	}
	for i := range s.Inputs {
		if d := s.Inputs[i].Derived; d != nil {
			for _, of := range d.Of {
				g.Edges = append(g.Edges, Edge{From: "input." + strings.TrimPrefix(of, "input."), To: "input." + s.Inputs[i].Name, Role: "computes"})
			}
		}
	}
	g.Edges = slices.DeleteFunc(g.Edges, func(e Edge) bool { return !there[e.From] || !there[e.To] })
	slices.SortFunc(g.Nodes, func(a, b Node) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(g.Edges, func(a, b Edge) int {
		return strings.Compare(a.From+"\x00"+a.To+"\x00"+a.Role, b.From+"\x00"+b.To+"\x00"+b.Role)
	})
	g.Edges = slices.Compact(g.Edges)
	return g
}

// homes numbers the islands of more than one twin, and tells for each twin in
// which it is.
func (g *Graph) homes(islands []engine.IslandInfo) map[string]int {
	home := map[string]int{}
	for _, isl := range islands {
		var members []string
		for _, path := range append(slices.Clone(isl.States), isl.Outputs...) {
			parts := strings.Split(path, ".")
			if len(parts) > 1 && parts[0] == "twin" && home[parts[1]] == 0 && !slices.Contains(members, parts[1]) {
				members = append(members, parts[1])
			}
		}
		if len(members) < 2 {
			continue
		}
		g.Islands++
		for _, m := range members {
			home[m] = g.Islands
		}
	}
	return home
}

// ties adds the edges of a twin.
func (g *Graph) ties(t *twin.Twin, k *twin.Kind) {
	self := "twin." + t.Name
	for i := range k.Params {
		p := &k.Params[i]
		for _, ref := range t.Settings[p.Name].Refs {
			if ref == twin.Path(t.Name, p.Name) {
				continue // a temperature that is given here
			}
			other, rest := split(ref)
			e := Edge{From: other, To: self, Role: p.Name}
			switch p.Shape {
			case twin.Drive:
				e = Edge{From: self, To: other, Role: p.Name + " " + rest}
			case twin.Places:
				if p.Length == 0 {
					e = Edge{From: self, To: other, Role: p.Name}
				} else {
					e.Heat = true
				}
			case twin.Place:
				e.Heat = true
			}
			g.Edges = append(g.Edges, e)
		}
	}
}

// split cuts a path into what it belongs to, such as twin.north, and the rest.
func split(ref string) (owner, rest string) {
	parts := strings.SplitN(ref, ".", 3)
	if len(parts) < 2 {
		return ref, ""
	}
	if len(parts) == 3 {
		rest = parts[2]
	}
	return parts[0] + "." + parts[1], rest
}

// kindOf names the kind of an input.
func kindOf(in *models.Input) string {
	switch {
	case in.Table != nil && in.Table.Stamps != nil:
		return "record"
	case in.Table != nil:
		return "schedule"
	case in.Derived != nil:
		return "computed"
	case in.Constant != nil:
		return "constant"
	case in.Sine != nil:
		return "sine"
	case in.Noise != nil:
		return "noise"
	case in.Square != nil:
		return "square"
	case in.Step != nil:
		return "step"
	case in.Ramp != nil:
		return "ramp"
	case in.Pulse != nil:
		return "pulse"
	case in.Bursts != nil:
		return "events"
	}
	return "input"
}

// Only is the part of the graph whose names match a pattern (* stands for any
// part of a name), and what is tied to that. The error says that the pattern is
// none, or that it matches nothing.
func (g *Graph) Only(pattern string) (*Graph, error) {
	keep := map[string]bool{}
	for _, n := range g.Nodes {
		byName, err := path.Match(pattern, n.Name)
		if err != nil {
			return nil, fmt.Errorf("%q is no pattern: a [ is closed by ]", pattern)
		}
		if byPath, _ := path.Match(pattern, n.ID); byName || byPath { // the pattern is one, as was seen above
			keep[n.ID] = true
		}
	}
	if len(keep) == 0 {
		return nil, fmt.Errorf("%q matches no twin and no input", pattern)
	}
	near := map[string]bool{}
	for _, e := range g.Edges {
		if keep[e.From] || keep[e.To] {
			near[e.From], near[e.To] = true, true
		}
	}
	out := &Graph{Name: g.Name, Islands: g.Islands}
	for _, n := range g.Nodes {
		if keep[n.ID] || near[n.ID] {
			out.Nodes = append(out.Nodes, n)
		}
	}
	for _, e := range g.Edges {
		if keep[e.From] || keep[e.To] {
			out.Edges = append(out.Edges, e)
		}
	}
	return out, nil
}

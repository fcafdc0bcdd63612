package graph

import (
	"fmt"
	"strings"
)

// Formats lists the ways of writing a graph; the first is the default.
func Formats() []string { return []string{"mermaid", "dot"} }

// Write writes the graph in a format: mermaid, which Markdown pages and many
// editors show, or dot, which Graphviz draws. ok is false for any other.
func (g *Graph) Write(format string) (text string, ok bool) {
	switch format {
	case "mermaid":
		return g.Mermaid(), true
	case "dot":
		return g.DOT(), true
	}
	return "", false
}

// members are the nodes of an island.
func (g *Graph) members(island int) []int {
	var list []int
	for i := range g.Nodes {
		if g.Nodes[i].Island == island {
			list = append(list, i)
		}
	}
	return list
}

var mermaidText = strings.NewReplacer(`#`, "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "&", "#amp;", "`", "#96;", "\n", " ")

// Mermaid writes a flowchart. Nodes are numbered, so that no name can be taken
// for a word of the language.
func (g *Graph) Mermaid() string {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	id := map[string]string{}
	for i, n := range g.Nodes {
		id[n.ID] = fmt.Sprintf("n%d", i+1)
	}
	node := func(indent string, i int) {
		n := &g.Nodes[i]
		open, shut := "[", "]"
		if strings.HasPrefix(n.ID, "input.") {
			open, shut = "([", "])"
		}
		fmt.Fprintf(&b, "%s%s%s\"%s<br/>%s\"%s\n", indent, id[n.ID], open, mermaidText.Replace(n.Name), mermaidText.Replace(n.Kind), shut)
	}
	g.grouped(&b, node, "  subgraph island%d[\"island %d\"]\n", "  end\n")
	for _, e := range g.Edges {
		arrow := "-->"
		if e.Heat {
			arrow = "---"
		}
		fmt.Fprintf(&b, "  %s %s|\"%s\"| %s\n", id[e.From], arrow, mermaidText.Replace(e.Role), id[e.To])
	}
	return b.String()
}

// grouped writes the nodes: those of no island, and each island's between an
// opening, which has its number twice, and a closing.
func (g *Graph) grouped(b *strings.Builder, node func(indent string, i int), opening, closing string) {
	for _, i := range g.members(0) {
		node("  ", i)
	}
	for island := 1; island <= g.Islands; island++ {
		list := g.members(island)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(b, opening, island, island)
		for _, i := range list {
			node("    ", i)
		}
		b.WriteString(closing)
	}
}

var dotText = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ")

// DOT writes a graph for Graphviz.
func (g *Graph) DOT() string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph \"%s\" {\n  rankdir=LR;\n  node [shape=box];\n", dotText.Replace(g.Name))
	node := func(indent string, i int) {
		n := &g.Nodes[i]
		shape := ""
		if strings.HasPrefix(n.ID, "input.") {
			shape = ", shape=ellipse"
		}
		fmt.Fprintf(&b, "%s\"%s\" [label=\"%s\\n%s\"%s];\n", indent, dotText.Replace(n.ID), dotText.Replace(n.Name), dotText.Replace(n.Kind), shape)
	}
	g.grouped(&b, node, "  subgraph \"cluster_%d\" {\n    label=\"island %d\";\n", "  }\n")
	for _, e := range g.Edges {
		either := ""
		if e.Heat {
			either = ", dir=none"
		}
		fmt.Fprintf(&b, "  \"%s\" -> \"%s\" [label=\"%s\"%s];\n", dotText.Replace(e.From), dotText.Replace(e.To), dotText.Replace(e.Role), either)
	}
	b.WriteString("}\n")
	return b.String()
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// lacking gathers what indicators name and some variants do not have, so that
// it is said once which.
type lacking struct {
	places   []diagnose.Position // of all that indicators say
	found    map[lackingMistake]map[string]bool
	variants []string // that were decoded, in the order of the file
}

// lackingMistake is what is the same where several variants lack the same.
type lackingMistake struct {
	at      diagnose.Position
	summary string
}

func (k *lacking) visit(n *source.Node) {
	switch {
	case n == nil:
	case n.Table() != nil:
		for _, inner := range n.Table().Nodes() {
			k.visit(inner)
		}
	default:
		k.places = append(k.places, n.At)
		if list, ok := n.Value.([]*source.Node); ok {
			for _, inner := range list {
				k.visit(inner)
			}
		}
	}
}

// note notes which references of indicators lead nowhere, of what decoding a
// variant reported.
func (k *lacking) note(variant string, indicators *source.Node, said diagnose.List) {
	if k.places == nil {
		k.visit(indicators)
	}
	if !slices.Contains(k.variants, variant) {
		k.variants = append(k.variants, variant)
	}
	for _, d := range said {
		if d.Code != codeReference || !slices.ContainsFunc(k.places, func(at diagnose.Position) bool { return at.Holds(d.At) }) {
			continue
		}
		m := lackingMistake{d.At, d.Summary}
		if k.found[m] == nil {
			k.found[m] = map[string]bool{}
		}
		k.found[m][variant] = true
	}
}

// some reports whether some variants lack what a mistake names and others have
// it.
func (k *lacking) some(d diagnose.Diagnostic) (without []string, mixed bool) {
	in := k.found[lackingMistake{d.At, d.Summary}]
	for _, v := range k.variants {
		if in[v] {
			without = append(without, v)
		}
	}
	return without, len(without) > 0 && len(without) < len(k.variants)
}

// explained is a mistake with the variants that make it.
func (k *lacking) explained(d diagnose.Diagnostic) diagnose.Diagnostic {
	without, mixed := k.some(d)
	if !mixed {
		return d
	}
	in := "variant " + without[0]
	if len(without) > 1 {
		const most = 6
		more := ""
		if n := len(without); n > most {
			without, more = without[:most], fmt.Sprintf(" and %d more", n-most)
		}
		in = "variants " + strings.Join(without, ", ") + more
	}
	d.Summary += " in " + in
	d.Expected = "what all variants have, since all have the same indicators"
	d.Hint = "write it in the file, so that all variants have it, or measure something else"
	for _, section := range []string{"event", "alert"} {
		if _, name, ok := strings.Cut(d.Summary, "there is no "+section+" \""); ok {
			name, _, _ = strings.Cut(name, "\"")
			d.Hint = fmt.Sprintf("write [%s] in the file with enabled = false, and %s.enabled = true in the variants that have it", name, name)
		}
	}
	return d
}

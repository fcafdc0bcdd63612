package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/source"
)

// copies resolves like. A copy takes what the file says of the other twin;
// overlays on the other do not reach it, so base is the file as it stands.
type copies struct {
	*report
	base *source.Table // [twin.*] of the file
	own  *source.Table // those of the study, for twins that only its fleets have

	full     map[string]*source.Table // twins of the file that are resolved
	circular map[string]bool          // twins that are like each other in a circle
}

func newCopies(r *report, base, own *source.Table) *copies {
	return &copies{report: r, base: base, own: own, full: map[string]*source.Table{}, circular: map[string]bool{}}
}

// resolve returns the twins of a study with every like replaced by what it
// stands for.
func (c *copies) resolve() *source.Table {
	out := c.own.Copy()
	for _, n := range c.own.Nodes() {
		if n.Table().Get("like") == nil {
			continue
		}
		full := *n
		full.Value = c.expand(n, nil)
		out.Put(&full)
	}
	return out
}

// expand is the table of a twin laid over what it is like. above are the twins
// of the file on the way here. Where like leads to nothing, it is still there.
func (c *copies) expand(n *source.Node, above []string) *source.Table {
	own := n.Table()
	like := own.Get("like")
	if own == nil || like == nil {
		return own
	}
	ref, ok := c.text(like, "like")
	if !ok {
		return own
	}
	name, isTwin := strings.CutPrefix(ref, "twin.")
	other := c.base.Get(name)
	if other == nil {
		other = c.own.Get(name)
	}
	if !isTwin || other.Table() == nil {
		expected, hint := c.alternatives(ref, func() []string { return prefixed("twin.", c.base.Names()) })
		if c.base.Get(ref) != nil {
			hint = fmt.Sprintf("did you mean %q?", "twin."+ref)
		}
		c.fail(codeLike, like.At, fmt.Sprintf("like: there is no twin %q in the file", ref), expected, hint)
		return own
	}
	under := c.full[name]
	if under == nil && !c.circular[name] {
		if i := slices.Index(above, name); i >= 0 {
			c.circle(above[i:])
		} else {
			under = c.expand(other, append(above, name))
		}
	}
	if c.circular[name] {
		return own
	}
	c.full[name] = under
	changes := own.Copy()
	changes.Drop("like")
	return source.Merge(under, changes)
}

// circle reports twins that are like each other, the first by name in front.
func (c *copies) circle(names []string) {
	for _, n := range names {
		c.circular[n] = true
	}
	first := slices.Index(names, slices.Min(names))
	around := append(slices.Clone(names[first:]), names[:first]...)
	n := c.base.Get(around[0])
	if n == nil {
		n = c.own.Get(around[0])
	}
	const most = 12
	shown := append(around, around[0])
	if len(shown) > most {
		shown = append(slices.Clone(shown[:most]), "...", around[0])
	}
	c.fail(codeLike, n.Table().Get("like").At, "twins are like each other in a circle: "+strings.Join(shown, ", "), "", "give one of them a model of its own")
}

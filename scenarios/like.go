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
}

// resolve returns the twins of a study with every like replaced by what it
// stands for.
func (c copies) resolve(twins *source.Table) *source.Table {
	out := twins.Copy()
	for _, n := range twins.Nodes() {
		if n.Table().Get("like") == nil {
			continue
		}
		full := *n
		full.Value = c.expand(n, []string{n.Name})
		out.Put(&full)
	}
	return out
}

// expand is the table of a twin laid over what it is like. above are the names
// on the way here. Where like leads to nothing, it is still there.
func (c copies) expand(n *source.Node, above []string) *source.Table {
	own := n.Table()
	like := own.Get("like")
	if own == nil || like == nil {
		return own
	}
	changes := own.Copy()
	changes.Drop("like")
	ref, ok := c.text(like, "like")
	if !ok {
		return own
	}
	name, isTwin := strings.CutPrefix(ref, "twin.")
	known := c.base.Names()
	other := c.base.Get(name)
	if !isTwin || other.Table() == nil {
		hint := didYouMean(ref, prefixed("twin.", known))
		if c.base.Get(ref) != nil {
			hint = fmt.Sprintf("did you mean %q?", "twin."+ref)
		}
		c.fail(codeLike, like.At, fmt.Sprintf("like: there is no twin %q in the file", ref), oneOf(prefixed("twin.", known)), hint)
		return own
	}
	if i := slices.Index(above, name); i >= 0 {
		// Of a circle, the twin that comes first by name speaks for all.
		if circle := above[i:]; i == 0 && name == slices.Min(circle) {
			c.fail(codeLike, c.base.Get(name).Table().Get("like").At, "twins are like each other in a circle: "+strings.Join(append(slices.Clone(circle), name), ", "), "", "give one of them a model of its own")
		}
		return own
	}
	return source.Merge(c.expand(other, append(above[:len(above):len(above)], name)), changes)
}

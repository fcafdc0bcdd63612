package scenarios

import (
	"fmt"
	"slices"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// sampling is what [sample] says.
type sampling struct {
	draws      int
	seed       int64
	design     string
	replicates int // of which each has draws/replicates draws, in order
	vary       []source.Leaf
	fixed      []setting // what the command line sets, so that it is not drawn
	correlate  *source.Node
	stop       *source.Node
	node       *source.Node
}

// defaultSeed is the seed of a file that names none.
const defaultSeed = 1

// sample reads [sample], without what is varied.
func (l *loader) sample(root *source.Table, o Options, settings []setting) sampling {
	s := sampling{draws: 1, seed: defaultSeed, design: iid, replicates: 1, fixed: settings, node: root.Get("sample")}
	var f *fields
	if s.node != nil {
		f, _ = l.section(s.node, "[sample]")
		if name, ok := l.choice(f.get("design"), "design", []string{iid, lhs, sobol}); ok {
			s.design = name
		}
		f.get("replicates") // read below, when the draws are known
		s.correlate, s.stop = f.get("correlation"), f.get("stop")
		if n, ok := l.whole(f.get("seed"), "seed"); ok {
			s.seed = n
		}
		draws, vary := f.get("draws"), f.get("vary")
		if draws == nil && o.Draws <= 0 {
			f.need("draws", "100")
		}
		if n, ok := l.whole(draws, "draws"); ok {
			switch {
			case n < 1:
				l.fail(codeBounds, draws.At, fmt.Sprintf("draws is %d", n), "a whole number from 1", "")
			case n > mostDraws:
				l.fail(codeSize, draws.At, fmt.Sprintf("draws is %d", n), fmt.Sprintf("at most %d", mostDraws), "")
			default:
				s.draws = int(n)
			}
		}
		f.done()
		if v, ok := l.section(vary, "[sample.vary]"); ok {
			s.vary = l.varied(v.table, settings)
		}
	}
	if o.Draws > 0 {
		s.draws = o.Draws
		if o.Draws > mostDraws {
			l.fail(codeBounds, diagnose.Position{File: "--draws"}, fmt.Sprintf("draws is %d", o.Draws), fmt.Sprintf("a whole number from 1 to %d", mostDraws), "")
			s.draws = 1
		}
	}
	if o.Seed != nil {
		s.seed = *o.Seed
	}
	if f != nil {
		l.replicates(&s, f)
	}
	return s
}

// varied lists what is written below [sample.vary] by path, without what the
// command line fixes.
func (l *loader) varied(t *source.Table, settings []setting) []source.Leaf {
	var out []source.Leaf
	seen := map[string]bool{}
	for _, leaf := range source.LeavesBy(t, l.depthIn(l.roots)) {
		name := pathText(leaf.Path)
		if i := slices.IndexFunc(settings, func(s setting) bool { return s.fixes(name) }); i >= 0 {
			l.warn(codeUnused, settings[i].node.Key, fmt.Sprintf("%s is not drawn, since --set fixes it", name), "")
			continue
		}
		if seen[name] {
			l.fail(codeConflict, leaf.Node.Key, fmt.Sprintf("[sample.vary] has %s twice", name), "", "keep one of the two")
			continue
		}
		seen[name] = true
		out = append(out, leaf)
	}
	return out
}

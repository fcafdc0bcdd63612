package scenarios

import (
	"fmt"
	"slices"

	"whatif/scenarios/source"
)

// What a stopping rule watches.
const (
	ofMean       = "mean"       // the mean of an indicator, of every variant and sweep point
	ofDifference = "difference" // the mean difference to a variant, draw by draw
)

// Defaults of a stopping rule.
const (
	usualConfidence = 0.95
	usualLeast      = 50
	usualEvery      = 50
)

// stopping is the rule by which fewer draws than allowed are run: as soon as
// the interval of a mean is narrow enough everywhere.
type stopping struct {
	indicator  int // index into Schema.Indicators
	name, unit string
	of         string
	base       int     // variant from which differences are taken
	half       float64 // half-width aimed at, in the indicator's unit, or
	relative   float64 // as a share of the mean; 0 for none
	confidence float64
	least      int // draws before the first look
	every      int // draws between looks
}

// stopping reads the key stop of [sample]; nil where there is none or it is
// wrong.
func (l *loader) stopping(s sampling, p *Plan, all []*decoder) *stopping {
	if s.stop == nil {
		return nil
	}
	before := l.list.Errors()
	f, ok := l.section(s.stop, "stop")
	if !ok {
		return nil
	}
	if s.design != iid {
		l.fail(codeSample, s.stop.Key, fmt.Sprintf("stop needs independent draws, and the design is %s", s.design), "", `use design = "iid", or drop stop: the points of a replicate count only together`)
	}
	out := &stopping{of: ofMean, confidence: usualConfidence, least: usualLeast, every: usualEvery, indicator: -1}
	l.stopIndicator(f, out, all)
	if of, ok := l.choice(f.get("of"), "of", []string{ofMean, ofDifference}); ok {
		out.of = of
	}
	l.stopBase(f, out, p)
	if n := f.get("confidence"); n != nil {
		if x, ok := l.quantity(n, "confidence", pure); ok && !(x >= 0.5 && x < 1) {
			l.fail(codeBounds, n.At, fmt.Sprintf("confidence is %g", x), "from 0.5 to below 1", "")
		} else {
			out.confidence = x
		}
	}
	l.atLeast(f.get("min"), "min", 2, &out.least)
	l.atLeast(f.get("every"), "every", 1, &out.every)
	f.done()
	if l.list.Errors() > before {
		return nil
	}
	return out
}

// atLeast reads a whole number.
func (l *loader) atLeast(n *source.Node, name string, least int64, into *int) {
	if x, ok := l.whole(n, name); ok && (x < least || x > mostDraws) {
		l.fail(codeBounds, n.At, fmt.Sprintf("%s is %d", name, x), fmt.Sprintf("a whole number from %d to %d", least, mostDraws), "")
	} else if ok {
		*into = int(x)
	}
}

// stopIndicator reads which indicator is watched and how narrow its interval
// is to be.
func (l *loader) stopIndicator(f *fields, out *stopping, all []*decoder) {
	n := f.need("indicator", `"energy"`)
	half, relative := f.get("half_width"), f.get("relative")
	switch {
	case half != nil && relative != nil:
		l.fail(codeConflict, relative.Key, "stop has both half_width and relative", "", "keep one of the two")
	case half == nil && relative == nil:
		l.fail(codeMissing, f.at, "stop does not say how narrow the interval is to be", "", `add relative = 0.01, or half_width = "5 kWh"`)
	case relative != nil:
		if x, ok := l.quantity(relative, "relative", pure); ok && l.within(relative, "relative", x, positive, pure) {
			out.relative = x
		}
	}
	name, ok := l.text(n, "indicator")
	if !ok || len(all) == 0 {
		return
	}
	var known []string
	for i, in := range all[0].study.Indicators {
		known = append(known, in.Name)
		if in.Name != name {
			continue
		}
		out.indicator, out.name, out.unit = i, name, in.Unit.Difference().Symbol
		if u := in.Unit.Difference(); half != nil {
			if x, ok := l.quantity(half, "half_width", u); ok && l.within(half, "half_width", x, positive, u) {
				out.half = u.FromSI(x)
			}
		}
	}
	if written := all[0].root.Get("indicator").Table().Get(name); out.indicator < 0 && written == nil {
		l.fail(codeUnknownName, n.At, fmt.Sprintf("there is no indicator %q", name), nearby(name, known), didYouMean(name, known))
	}
}

// stopBase reads from which variant differences are taken: the first, if none
// is named.
func (l *loader) stopBase(f *fields, out *stopping, p *Plan) {
	n := f.get("base")
	switch {
	case out.of != ofDifference && n != nil:
		l.fail(codeConflict, n.Key, "base is of no use without differences", `of = "difference"`, "")
	case out.of != ofDifference:
	case len(p.variants) < 2:
		l.fail(codeSample, f.table.Get("of").At, "a difference is between two variants, and one is run", "", `use of = "mean"`)
	case n != nil:
		name, ok := l.text(n, "base")
		var known []string
		for _, v := range p.variants {
			known = append(known, v.name)
		}
		if out.base = slices.Index(known, name); ok && out.base < 0 {
			l.fail(codeUnknownName, n.At, fmt.Sprintf("there is no variant %q", name), nearby(name, known), didYouMean(name, known))
		}
	}
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// reductions are what over can be.
func reductions() []string {
	return []string{string(models.OverSum), string(models.OverMean), string(models.OverMax), string(models.OverMin), string(models.OverCount)}
}

// indicatorOver reads an indicator, which may measure all that a pattern stands
// for: each of them exactly, with the same keys, and over makes one number of
// theirs.
func (d *decoder) indicatorOver(f *fields, n *source.Node) (models.Indicator, bool) {
	over := f.get("over")
	places, ok := d.starred(f)
	switch {
	case !ok:
		return models.Indicator{}, false
	case over == nil && len(places) == 0:
		return d.indicator(f, n)
	case over == nil:
		d.fail(codeIndicator, places[0].at(), fmt.Sprintf("%s stands for many, and an indicator is one number", places[0].text()), oneOf(prefixed("over = ", quoted(reductions()))),
			`add how theirs become one, such as over = "mean"`)
		return models.Indicator{}, false
	case len(places) == 0:
		d.fail(codeIndicator, over.Key, "over makes one number of those of many, and nothing here is a pattern", "", `measure a pattern, such as "twin.*.temperature", or drop over`)
		return models.Indicator{}, false
	}
	by, ok := d.choice(over, "over", reductions())
	if !ok {
		return models.Indicator{}, false
	}
	return d.members(f, n, over, models.Over(by), places)
}

// members reads the indicator of each that the patterns mean.
func (d *decoder) members(f *fields, n, over *source.Node, by models.Over, places []starred) (out models.Indicator, ok bool) {
	names, ok := d.meant(places)
	if !ok {
		return out, false
	}
	before := d.list.Errors()
	shown := f.table.Get("unit")
	for i, name := range names {
		table := f.table.Copy()
		table.Drop("over")
		if by == models.OverCount {
			table.Drop("unit") // it counts twins, whatever they measure
		}
		for _, n := range spelledFor(places, name) {
			table.Put(n)
		}
		each, one := *f, *n
		each.table, one.Name = table, name
		in, sound := d.indicator(&each, &one)
		if !sound || d.list.Errors() > before {
			return out, false // what is wrong for one is wrong for most
		}
		if i == 0 {
			out = in
			out.Members = make([]models.Indicator, 0, len(names))
		} else if !in.Unit.Fits(out.Unit) {
			d.fail(codeIndicator, places[0].at(), fmt.Sprintf("%s is %s for %s and %s for %s", places[0].text(), out.Unit.Describe(), names[0], in.Unit.Describe(), name), "", "write a pattern of things that measure the same")
			return out, false
		}
		out.Members = append(out.Members, in)
	}
	out.Name, out.Over = n.Name, by
	if out.Unit.Absolute && !slices.Contains([]models.Over{models.OverMean, models.OverMin, models.OverMax}, by) {
		what := map[models.Over]string{models.OverSum: "temperatures do not add up", models.OverCount: "where a temperature is above 0 depends on where its scale begins"}[by]
		d.fail(codeIndicator, over.At, what, `"mean", "min" or "max"`, `or measure a time_while, or a shortfall, which may be summed and counted`)
		return out, false
	}
	if by == models.OverCount {
		out.Unit = pure
		if shown != nil {
			if u, read := d.unit(shown, "unit"); read {
				d.indicatorUnit(shown, &out, u, pure)
			}
		}
	}
	return out, d.list.Errors() == before
}

// meant are the names that the patterns of an indicator stand for, in the order
// of the alphabet: those for which each of them leads to something. Where all
// patterns are the same, that is a name as it is; otherwise it is what the * of
// each stands for.
func (d *decoder) meant(places []starred) ([]string, bool) {
	first := places[0]
	same := !slices.ContainsFunc(places, func(s starred) bool { return s.name() != first.name() })
	for _, s := range places {
		if !same && strings.Count(s.name(), "*") != 1 {
			d.fail(codeIndicator, s.at(), fmt.Sprintf("%s has more than one *, and %s is another pattern", s.text(), other(places, s).text()), "patterns with one * each, which stands for the same in all of them", "")
			return nil, false
		}
	}
	var out, known []string
	unknown := false
	for _, name := range d.namesIn(first.parts[0]) {
		leads, wrong := d.leads(first.with(name))
		unknown = unknown || wrong
		if leads {
			known = append(known, joined(first.with(name)))
		}
		if !leads || !matchName(first.name(), name) {
			continue
		}
		bound := name
		if !same {
			head, tail, _ := strings.Cut(first.name(), "*")
			bound = name[len(head) : len(name)-len(tail)]
		}
		if !slices.ContainsFunc(places[1:], func(s starred) bool {
			leads, wrong := d.leads(s.with(s.bound(bound, same)))
			unknown = unknown || wrong
			return !leads
		}) {
			out = append(out, bound)
		}
	}
	if len(out) == 0 && !unknown {
		texts := []string{}
		for _, s := range places {
			texts = append(texts, s.text())
		}
		texts = unique(texts)
		if len(texts) > 1 {
			d.fail(codeReference, first.at(), "nothing matches all of "+strings.Join(texts, ", "), "", "the * must stand for the same in each of them")
		} else {
			d.fail(codeReference, first.at(), "nothing matches "+first.text(), nearby(first.text(), known), didYouMean(first.text(), known))
		}
	}
	slices.Sort(out)
	return out, len(out) > 0
}

// other is a place with another pattern.
func other(places []starred, s starred) starred {
	return places[max(slices.IndexFunc(places, func(o starred) bool { return o.name() != s.name() }), 0)]
}

// namesIn are the names of a section that a * may stand for.
func (d *decoder) namesIn(section string) []string {
	switch section {
	case "twin":
		return d.twinNames()
	case "input":
		return d.inputNames
	}
	return d.root.Get(section).Table().Names()
}

// leads reports whether a path leads to something that can be measured; wrong
// is where that cannot be told since the thing itself is wrong.
func (d *decoder) leads(parts []string) (leads, wrong bool) {
	switch parts[0] {
	case "input":
		_, known := d.inputs[parts[1]]
		return known && len(parts) == 2, !known && slices.Contains(d.inputNames, parts[1])
	case "alert", "event":
		return len(parts) == 2 && validName(parts[1]) && d.root.Find(parts...) != nil, false
	}
	e := d.entity(parts[1])
	if e == nil || e.kind == nil {
		return false, e != nil
	}
	if parts[0] != "twin" || len(parts) > depthOfPath {
		return false, false
	}
	_, unresolved := d.resolveMeasured(joined(parts))
	return unresolved == nil, false
}

// at is where a pattern stands.
func (s starred) at() diagnose.Position {
	if s.whole {
		return s.node.At
	}
	return inside(s.node, s.offset, s.length)
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
	"whatif/scenarios/source"
)

// mostSamples bounds the recording grid of a run.
const mostSamples = 20_000_000

// inputKind is the kind of the table of recorded inputs, and the twin in it.
const inputKind = "input"

// recordedSignal is one recorded signal: where it goes and what it is.
type recordedSignal struct {
	kind, twin, column string
	path               string
	unit               string
	doc                string
	mean               bool
	absolute           bool
	scale              float64 // from SI to unit, where it is not 1; else 0
	against            string  // path of the signal that is taken off; "" for none
}

// patterns are those of [record] signals, and whether anything matched them in
// some study.
type patterns struct {
	nodes     []*source.Node // nil for the default
	texts     []string
	matched   []bool
	residuals []residual
	events    *recordedEvents // nil for all
}

// grid reads [record], which is the same for all studies.
func (l *loader) grid(root *source.Table) (every engine.Time, p *patterns) {
	every = 600 * engine.Second
	p = &patterns{texts: []string{"twin.*.*"}, matched: make([]bool, 1)}
	n := root.Get("record")
	if n == nil {
		return min(every, l.span), p
	}
	f, _ := l.section(n, "[record]")
	step := f.get("every")
	if step == nil {
		every = min(every, l.span)
	} else if t, ok := l.duration(step, "every", false); ok {
		every = t
		if l.headerSound && t > l.span {
			l.fail(codeBounds, step.At, "every is longer than the span", "at most "+clock{}.say(l.span), "")
		} else if l.headerSound && l.span/t > mostSamples {
			l.fail(codeSize, step.At, fmt.Sprintf("a run would have %d samples", l.span/t), fmt.Sprintf("at most %d samples", mostSamples), "raise every")
		}
	}
	if signals := f.get("signals"); signals != nil {
		list, _ := l.listOf(signals, "signals", false)
		p.nodes, p.texts = []*source.Node{}, nil
		for _, e := range list {
			if text, ok := l.text(e, "signals"); ok && l.pattern(e, text) {
				p.nodes = append(p.nodes, e)
				p.texts = append(p.texts, text)
			}
		}
		p.matched = make([]bool, len(p.texts))
	}
	p.residuals = l.residuals(f.get("residuals"))
	p.events = l.recordedEvents(f.get("events"))
	f.done()
	return every, p
}

// pattern checks that a text can match a signal at all.
func (l *loader) pattern(n *source.Node, text string) bool {
	parts := strings.Split(text, ".")
	fine := len(parts) == 2 && parts[0] == "input" || len(parts) == 3 && parts[0] == "twin"
	if fine {
		return true
	}
	hint := ""
	switch {
	case parts[0] != "twin" && parts[0] != "input":
		hint = didYouMean(parts[0], []string{"twin", "input"})
	case len(parts) == 2:
		hint = fmt.Sprintf("write %q for all of its variables", text+".*")
	}
	l.fail(codeRecord, n.At, fmt.Sprintf("signals: %q matches no signal", text), `a path such as "twin.north.temperature", or a pattern such as "twin.*.temperature" or "input.*"`, hint)
	return false
}

// decodeRecord picks the signals of a study that are recorded, in the order of
// kind, twin and variable.
func (d *decoder) decodeRecord() {
	d.study.Record.Every = d.every
	var all []recordedSignal
	for _, e := range d.twins {
		if e.kind == nil {
			continue
		}
		for i := range e.kind.Variables {
			if v := &e.kind.Variables[i]; e.has(v) {
				all = append(all, variableSignal(e, v))
			}
		}
	}
	for name, u := range d.inputs {
		all = append(all, recordedSignal{kind: inputKind, twin: inputKind, column: name, path: "input." + name,
			unit: shownUnit(u).Symbol, absolute: u.Absolute, doc: "input." + name, mean: u.Fits(watt)})
	}
	for _, s := range all {
		d.available = append(d.available, s.path)
		wanted := false
		for i, p := range d.record.texts {
			if matchPattern(p, s.path) {
				d.record.matched[i] = true
				wanted = true
			}
		}
		if wanted {
			d.recordedSignals = append(d.recordedSignals, s)
		}
	}
	d.decodeResiduals()
	d.matchEvents()
	slices.SortFunc(d.recordedSignals, d.compareRecorded)
	for _, s := range d.recordedSignals {
		d.study.Record.Channels = append(d.study.Record.Channels, models.Channel{Path: s.path, Mean: s.mean, Against: s.against})
	}
}

func variableSignal(e *entity, v *twin.Variable) recordedSignal {
	u := shownUnit(e.loader.unitOf(v.Unit))
	r := recordedSignal{kind: e.kind.Name, twin: e.name, column: v.Name, path: "twin." + e.name + "." + v.Name,
		unit: u.Symbol, absolute: u.Absolute, doc: v.Doc, mean: v.Flow}
	if u.Scale != 1 {
		r.scale = 1 / u.Scale
	}
	return r
}

// compareRecorded orders recorded signals by kind, twin and the kind's order
// of variables; inputs come last, by name.
func (l *loader) compareRecorded(a, b recordedSignal) int {
	if (a.kind == inputKind) != (b.kind == inputKind) {
		if a.kind == inputKind {
			return 1
		}
		return -1
	}
	if c := strings.Compare(a.kind, b.kind); c != 0 {
		return c
	}
	if c := strings.Compare(a.twin, b.twin); c != 0 {
		return c
	}
	return l.compareColumns(a.kind, a.column, b.column)
}

// compareColumns orders the columns of a table.
func (l *loader) compareColumns(kind, a, b string) int {
	if k := l.find(kind); k != nil {
		for i := range k.Variables {
			switch k.Variables[i].Name {
			case a:
				if a == b {
					return 0
				}
				return -1
			case b:
				return 1
			}
		}
	}
	return strings.Compare(a, b)
}

// unmatched reports the patterns that matched nothing in any study.
func (l *loader) unmatched(all []*decoder) {
	var signals []string
	for i, n := range l.record.nodes {
		if !l.record.matched[i] {
			if signals == nil {
				signals = available(all)
			}
			text := l.record.texts[i]
			l.fail(codeRecord, n.At, fmt.Sprintf("signals: %q matches no signal", text), nearby(text, signals), didYouMean(text, signals))
		}
	}
	l.unmatchedEvents(all)
	for _, r := range l.record.residuals {
		if !r.matched {
			if signals == nil {
				signals = available(all)
			}
			l.fail(codeRecord, r.node.Key, fmt.Sprintf("residuals: there is no signal %q", r.path), nearby(r.path, signals), didYouMean(r.path, signals))
		}
	}
}

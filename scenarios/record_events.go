package scenarios

import (
	"fmt"
	"strings"

	"whatif/engine"
	"whatif/scenarios/source"
)

// recordedEvents are the patterns of [record] events, and whether anything
// matched them in some study.
type recordedEvents struct {
	nodes   []*source.Node
	texts   []string
	matched []bool
}

// recordedEvents reads [record] events; nil where it is absent.
func (l *loader) recordedEvents(n *source.Node) *recordedEvents {
	if n == nil {
		return nil
	}
	const form = `a path such as "alert.cold", or a pattern such as "event.*" or "twin.*-control"`
	e := &recordedEvents{}
	list, _ := l.listOf(n, "events", false)
	for _, entry := range list {
		text, ok := l.text(entry, "events")
		if !ok {
			continue
		}
		section, name, _ := strings.Cut(text, ".")
		known := []string{"alert", "event", "twin"}
		if section != "alert" && section != "event" && section != "twin" {
			l.fail(codeRecord, entry.At, fmt.Sprintf("events: %q is no alert, event or twin", text), form, didYouMean(section, known))
			continue
		}
		if name == "" || strings.Contains(name, ".") {
			hint := ""
			if first, _, more := strings.Cut(name, "."); more {
				hint = fmt.Sprintf("write %q", section+"."+first)
			}
			l.fail(codeRecord, entry.At, fmt.Sprintf("events: %q is no alert, event or twin", text), form, hint)
			continue
		}
		e.nodes, e.texts = append(e.nodes, entry), append(e.texts, text)
	}
	e.matched = make([]bool, len(e.texts))
	return e
}

// matchEvents notes which patterns stand for something in the study.
func (d *decoder) matchEvents() {
	if d.record.events == nil {
		return
	}
	for _, path := range d.acting() {
		for i, p := range d.record.events.texts {
			if matchPattern(p, path) {
				d.record.events.matched[i] = true
			}
		}
	}
}

// acting lists the alerts, events and twins of a study.
func (d *decoder) acting() []string {
	var paths []string
	for _, section := range []string{"alert", "event", "twin"} {
		for _, name := range d.root.Get(section).Table().Names() {
			paths = append(paths, section+"."+name)
		}
	}
	return paths
}

// unmatchedEvents reports the patterns that stand for nothing in any study.
func (l *loader) unmatchedEvents(all []*decoder) {
	if l.record.events == nil {
		return
	}
	for i, n := range l.record.events.nodes {
		if l.record.events.matched[i] || strings.HasSuffix(l.record.events.texts[i], ".*") {
			continue // all of a sort, of which there may be none
		}
		var known []string
		for _, d := range all {
			known = append(known, d.acting()...)
		}
		known = unique(known)
		text := l.record.events.texts[i]
		l.fail(codeRecord, n.At, fmt.Sprintf("events: %q matches no alert, event or twin", text), nearby(text, known), didYouMean(text, known))
	}
}

// keeps reports whether an event is recorded. Those of alerts and events go by
// their names, all others by the twin that they happen to.
func (e *recordedEvents) keeps(of engine.Event) bool {
	if e == nil {
		return true
	}
	path := of.Signal
	if !strings.HasPrefix(path, "alert.") && !strings.HasPrefix(path, "event.") {
		path = "twin." + of.Twin
	}
	for _, p := range e.texts {
		if matchPattern(p, path) {
			return true
		}
	}
	return false
}

// filter is a recorder that is told only of what is recorded.
func (e *recordedEvents) filter(rec engine.Recorder) engine.Recorder {
	if e == nil || rec == nil {
		return rec
	}
	return selective{rec, e}
}

type selective struct {
	engine.Recorder
	of *recordedEvents
}

// Event passes on an event that is recorded.
func (s selective) Event(e engine.Event) error {
	if !s.of.keeps(e) {
		return nil
	}
	return s.Recorder.Event(e)
}

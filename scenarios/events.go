package scenarios

import (
	"fmt"
	"slices"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios/source"
)

// decodeEvents reads [event.*], the interventions.
func (d *decoder) decodeEvents() {
	nodes := d.named(d.root.Get("event"), "event")
	for _, n := range nodes {
		f, ok := d.section(n, "[event."+n.Name+"]")
		if !ok {
			continue
		}
		path := "event." + n.Name
		d.places[path] = n.Key
		e := &event{d: d, f: f, path: path}
		e.Name, e.Until, e.For = n.Name, engine.Never, engine.Never
		e.read()
		f.done()
		d.study.Interventions = append(d.study.Interventions, e.Intervention)
	}
	d.eventCircles(nodes)
}

// event is an intervention while it is read.
type event struct {
	models.Intervention
	d    *decoder
	f    *fields
	path string
}

// eventKeys are all keys of an event.
var eventKeys = []string{"at", "every", "from", "to", "days", "until", "times", "when", "hold", "after", "delay", "for", "again", "ends_when", "enabled", "set", "scale", "add"}

// need is the node of a key; its absence is reported with an example.
func (e *event) need(key, example string) *source.Node {
	n := e.f.table.Get(key)
	if n == nil {
		e.f.lack(key, e.f.what+" has no "+key, "", "add "+key+" = "+example)
	}
	return n
}

// belongs says with which of the keys that begin an event another key may
// stand.
var belongs = []struct {
	key  string
	with []string
}{
	{"at", []string{"at", "every"}},
	{"days", []string{"from"}},
	{"to", []string{"from"}},
	{"until", []string{"every", "from", "when", "after"}},
	{"times", []string{"every", "from", "when", "after"}},
	{"hold", []string{"when"}},
	{"again", []string{"when"}},
	{"ends_when", []string{"when"}},
	{"delay", []string{"after"}},
}

// read reads what begins the event, how long it lasts and what it does.
func (e *event) read() {
	d, f := e.d, e.f
	for _, key := range eventKeys {
		f.get(key)
	}
	trigger := e.trigger()
	for _, b := range belongs {
		n := f.table.Get(b.key)
		if n != nil && !slices.Contains(b.with, trigger) {
			d.fail(codeConflict, n.Key, fmt.Sprintf("%s: %s does not go with %s", f.what, b.key, trigger), "", b.key+" belongs to "+oneOf(b.with))
		}
	}
	switch trigger {
	case "every":
		e.readEvery()
	case "from":
		e.readWeekly()
	case "when":
		e.readWhen()
	case "after":
		e.readAfter()
	default:
		e.readAt()
	}
	if trigger != "at" {
		e.readBounds()
	}
	e.readEffects()
	e.Off = d.disabled(f.table.Get("enabled"))
}

// disabled reads whether an event or alert is switched off.
func (d *decoder) disabled(n *source.Node) bool {
	if n == nil {
		return false
	}
	on, ok := d.flag(n, "enabled")
	return ok && !on
}

// trigger is the key that begins the event; where several do, that is reported.
func (e *event) trigger() string {
	chosen := ""
	for _, key := range []string{"every", "from", "when", "after"} {
		n := e.f.table.Get(key)
		switch {
		case n == nil:
		case chosen != "":
			e.d.fail(codeConflict, n.Key, fmt.Sprintf("%s has both %s and %s", e.f.what, chosen, key), "one of at, every, from, when, after", "keep one of the two")
		default:
			chosen = key
		}
	}
	if chosen == "" {
		return "at"
	}
	return chosen
}

// readWhen reads a condition and how long it has to hold.
func (e *event) readWhen() {
	d, f := e.d, e.f
	when := f.table.Get("when")
	if c, ok := d.condition(when, "when"); ok {
		if e.When = &c; names(&c, e.path) {
			d.fail(codeCondition, when.At, "when: the event waits for itself", "", "name what begins it")
		}
	}
	if n := f.table.Get("hold"); n != nil {
		if t, ok := d.duration(n, "hold", true); ok {
			e.Hold = t
			d.note(e.path+".hold", number{value: t.Seconds(), unit: second, bounds: notNegative, at: n.At})
		}
	}
	e.readEnd()
}

// readEnd reads what ends an event that a condition began: a time, the end of
// the condition, or another condition.
func (e *event) readEnd() {
	d, f := e.d, e.f
	length, ends, again := f.table.Get("for"), f.table.Get("ends_when"), f.table.Get("again")
	while := length != nil && length.Value == "while"
	e.While = while
	if !while {
		e.For = e.readFor()
	}
	if ends != nil {
		if c, ok := d.condition(ends, "ends_when"); ok {
			if e.EndsWhen = &c; names(&c, e.path) {
				d.fail(codeCondition, ends.At, "ends_when: the event waits for itself", "", "name what ends it")
			}
		}
		if length != nil {
			d.fail(codeConflict, length.Key, f.what+" has both ends_when and for", "", "keep one of the two")
			return
		}
	}
	if again != nil {
		if on, ok := d.flag(again, "again"); ok && on && (length == nil || while) {
			d.fail(codeConflict, again.Key, f.what+": again needs a duration, for, after which the event goes on", "", `add for = "15 min", or drop again`)
		} else {
			e.Again = on
		}
	}
}

// readAfter reads the event that comes before.
func (e *event) readAfter() {
	d, f := e.d, e.f
	n := f.table.Get("after")
	known := prefixed("event.", d.root.Get("event").Table().Names())
	if ref, ok := d.text(n, "after"); ok {
		if !slices.Contains(known, ref) {
			d.fail(codeReference, n.At, fmt.Sprintf("after: there is no event %q", ref), nearby(ref, known), didYouMean(ref, known))
		} else {
			e.After = ref[len("event."):]
		}
	}
	if n := f.table.Get("delay"); n != nil {
		if t, ok := d.duration(n, "delay", true); ok {
			e.Delay = t
			d.note(e.path+".delay", number{value: t.Seconds(), unit: second, bounds: notNegative, at: n.At})
		}
	}
	e.For = e.readFor()
}

// readFor reads how long the event lasts; Never for good.
func (e *event) readFor() engine.Time {
	n := e.f.table.Get("for")
	if n == nil {
		return engine.Never
	}
	if n.Value == "while" {
		e.d.fail(codeConflict, n.At, `for = "while" needs a condition`, `a duration, such as "6 h"`, "give the event a when")
		return engine.Never
	}
	t, ok := e.d.duration(n, "for", false)
	if !ok {
		return engine.Never
	}
	e.d.note(e.path+".for", number{value: t.Seconds(), unit: second, bounds: positive, at: n.At})
	return t
}

// readBounds reads how often and until when the event may begin.
func (e *event) readBounds() {
	d := e.d
	if n := e.f.table.Get("times"); n != nil {
		x, ok := d.whole(n, "times")
		if ok && x < 1 {
			d.fail(codeBounds, n.At, fmt.Sprintf("times is %d", x), "a whole number from 1", "")
		}
		e.Times = max(x, 0)
	}
	if n := e.f.table.Get("until"); n != nil {
		t, ok := d.instant(n, "until", d.clock)
		if ok && d.headerSound && t < -d.warmup {
			d.fail(codeTime, n.At, fmt.Sprintf("until is %s, before the simulation begins", d.clock.say(t)), "a time from "+d.clock.say(-d.warmup), "")
		}
		if ok {
			e.NotAfter = &t
			if e.Every > 0 && t < e.From && t >= -d.warmup {
				d.warn(codeTime, n.At, fmt.Sprintf("the event never begins: until is before it would begin first, %s", d.clock.say(e.From)), "")
			}
		}
	}
}

// eventCircles reports events that come after each other in a circle: none of
// them ever begins.
func (d *decoder) eventCircles(nodes []*source.Node) {
	after := map[string]string{}
	for _, e := range d.study.Interventions {
		after[e.Name] = e.After
	}
	for _, n := range nodes {
		name := n.Name
		for range nodes {
			if name = after[name]; name == "" {
				break
			}
			if name == n.Name {
				d.fail(codeConflict, n.Table().Get("after").At, "after: the events come after each other in a circle, so that none ever begins", "", "let one of them begin at a time or when a condition holds")
				return
			}
		}
	}
}

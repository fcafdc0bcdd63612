package scenarios

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // the zones must not depend on the machine

	"whatif/engine"
	"whatif/scenarios/source"
)

// header is what [scenario] says.
type header struct {
	name         string
	clock        clock
	span, warmup engine.Time
	spanAt       *source.Node
	accuracy     float64 // of nonlinear physics; 0 for the standard
}

// longest is the longest span or warm-up: the clock runs for 292 years, and
// warm-up and span share it.
const longest = 140 * 31557600 * engine.Second

// finest and coarsest bound the accuracy of nonlinear physics.
const (
	finest   = 1e-12
	coarsest = 1e-3
)

// scenario reads [scenario]. What cannot be read is replaced by something
// harmless, so that the rest of the file can still be checked; ok is false
// then.
func (r *report) scenario(root *source.Table, file string) (h header, ok bool) {
	h = header{name: file, clock: clock{zone: time.UTC}, span: 86400 * engine.Second}
	n := root.Get("scenario")
	if n == nil {
		at := source.Node{}
		at.Key.File = file
		r.fail(codeMissing, at.Key, "the file has no [scenario]", "", "begin it with\n[scenario]\nname = \"my-scenario\"\nspan = \"7 d\"")
		return h, false
	}
	before := r.list.Errors()
	f, _ := r.section(n, "[scenario]")
	if s, ok := r.text(f.need("name", `"my-scenario"`), "name"); ok {
		if !validName(s) {
			r.fail(codeBadName, f.table.Get("name").At, fmt.Sprintf("%q cannot be a name", s), "letters, digits, _ and -", "")
		}
		h.name = s
	}
	if zone := f.get("timezone"); zone != nil {
		h.clock.zone = r.zone(zone)
	}
	if start := f.get("start"); start != nil {
		h.clock.start, h.clock.has = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), true
		if t, ok := r.calendarTime(start, "start", h.clock.zone); ok {
			h.clock.start = t
		}
	}
	h.spanAt = f.need("span", `"7 d"`)
	if t, ok := r.duration(h.spanAt, "span", false); ok && r.shortEnough(h.spanAt, "span", t) {
		h.span = t
	}
	warmup := f.get("warmup")
	if t, ok := r.duration(warmup, "warmup", true); ok && r.shortEnough(warmup, "warmup", t) {
		h.warmup = t
	}
	if n := f.get("accuracy"); n != nil {
		if x, ok := r.quantity(n, "accuracy", pure); ok && r.within(n, "accuracy", x, bounds{finest, coarsest, false}, pure) {
			h.accuracy = x
		}
	}
	f.done()
	return h, r.list.Errors() == before
}

func (r *report) shortEnough(n *source.Node, name string, t engine.Time) bool {
	if t <= longest {
		return true
	}
	r.fail(codeBounds, n.At, name+" is longer than 140 yr", "at most 140 yr", "")
	return false
}

// zone reads the name of a time zone; UTC where it is wrong.
func (r *report) zone(n *source.Node) *time.Location {
	name, ok := r.text(n, "timezone")
	if !ok {
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		hint := didYouMean(name, familiarZones())
		if hint == "" {
			hint = "the names are those of the IANA time zone data base"
		}
		r.fail(codeZone, n.At, fmt.Sprintf("there is no time zone %q", name), "a name such as Europe/Berlin, or UTC", hint)
		return time.UTC
	}
	return zone
}

// familiarZones are zones to suggest; any other of the data base is accepted.
func familiarZones() []string {
	return strings.Fields(`UTC Africa/Cairo Africa/Johannesburg Africa/Lagos Africa/Nairobi
		America/Anchorage America/Argentina/Buenos_Aires America/Bogota America/Chicago America/Denver
		America/Halifax America/Lima America/Los_Angeles America/Mexico_City America/New_York America/Phoenix
		America/Santiago America/Sao_Paulo America/Toronto America/Vancouver
		Asia/Bangkok Asia/Dhaka Asia/Dubai Asia/Hong_Kong Asia/Jakarta Asia/Jerusalem Asia/Karachi Asia/Kolkata
		Asia/Manila Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tehran Asia/Tokyo
		Atlantic/Reykjavik Australia/Adelaide Australia/Brisbane Australia/Melbourne Australia/Perth Australia/Sydney
		Europe/Amsterdam Europe/Athens Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Bucharest Europe/Budapest
		Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/Ljubljana
		Europe/London Europe/Luxembourg Europe/Madrid Europe/Moscow Europe/Oslo Europe/Paris Europe/Prague Europe/Riga
		Europe/Rome Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Vienna Europe/Vilnius Europe/Warsaw
		Europe/Zagreb Europe/Zurich Pacific/Auckland Pacific/Honolulu`)
}

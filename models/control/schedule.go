package control

import (
	"sort"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
)

type scheduleParams struct {
	Follows   twin.Sensor   `par:"follows,required,inputs" doc:"The input to pass on, weekly or recorded and held; of the dimension of the ports."`
	Drives    twin.Outlets  `par:"drives,required" doc:"The ports that it sets: set-points of controllers, demands of devices; several make a list."`
	Lead      twin.Quantity `par:"lead,changeable" unit:"s" default:"0 s" min:"0" doc:"How much earlier a rise takes effect (with mode cool: a fall), so that a room is warm when its period begins."`
	Mode      twin.Option   `par:"mode" default:"heat" choices:"heat|cool" doc:"Whether lead brings forward rises or falls."`
	Available twin.Toggle   `par:"available,changeable" default:"true" doc:"Whether it acts; while it does not, the ports stay as they are."`
}

// Schedule is the kind control.schedule.
func Schedule() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "control.schedule",
		Doc: "A time switch: it sets ports to what an input says, such as night set-back of set-points or the hours of devices. " +
			"An event on the input counts as it happens. Without lead, an input as the value of a parameter does the same.",
		Equation: "heat: port(t) = greatest value of follows from t to t + lead; cool: the least",
		Source:   "definition; optimum start with a fixed lead",
		Variables: []twin.Variable{
			{Name: "ahead", Doc: "Whether lead makes it differ from the input now.", Unit: "1", Flag: true},
		},
	}, wireSchedule)
}

func wireSchedule(w *twin.Wiring, p *scheduleParams) {
	if p.Follows.Signal == engine.NoSignal || len(p.Drives) == 0 {
		return // noted already, or nothing to do
	}
	input, _, _ := strings.Cut(w.Builder.PathOf(p.Follows.Signal), " for ") // events may stand between
	table, ok := w.Timetables[input]
	if !ok {
		w.Wrong("follows", input+" is no input whose values are known beforehand and held", "follow a weekly input, or a record that is held; wire the parameter itself to any other")
		return
	}
	law := schedule{
		follows: p.Follows.Signal, lead: p.Lead.Signal, available: p.Available.Signal, table: table,
		scale: engine.NoSignal, offset: engine.NoSignal, ahead: w.Own("ahead"), drives: p.Drives, cool: p.Mode == "cool",
	}
	reads := []engine.Signal{law.follows, law.lead, law.available}
	if s, adjusted := w.Slots[input+".scale"]; adjusted {
		law.scale, law.offset = s, w.Slots[input+".offset"]
		reads = append(reads, law.scale, law.offset)
	}
	engine.Add[struct{}](w.Builder, "twin."+w.Name, law, engine.Wiring{Reads: reads})
}

type schedule struct {
	follows, lead, available engine.Signal
	table                    twin.Timetable
	scale, offset            engine.Signal // what the table's values are adjusted by; NoSignal for nothing
	ahead                    engine.Signal
	drives                   []engine.Signal
	cool                     bool
}

// Start sets the ports.
func (l schedule) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire sets the ports to what the input says now, or will say within the lead.
func (l schedule) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	if r.Value(l.available) == 0 {
		return engine.Never, nil
	}
	now := r.Value(l.follows)
	value, next := now, engine.Never
	if lead := engine.Seconds(r.Value(l.lead)); lead > 0 {
		first, last := l.before(r.Now()), l.before(later(r.Now(), lead))
		held := now != l.at(r, first) // by an event, and nobody knows for how long
		for i := first + 1; i <= last && !held; i++ {
			if v := l.at(r, i); v != value && (v > value) != l.cool {
				value = v
			}
		}
		if first+1 < len(l.table.Times) {
			next = l.table.Times[first+1]
		}
		if last+1 < len(l.table.Times) {
			next = min(next, l.table.Times[last+1]-lead)
		}
	}
	early := 0.0
	if value != now {
		early = 1
	}
	r.Set(l.ahead, early)
	for _, port := range l.drives {
		r.Set(port, value)
	}
	return next, nil
}

// before is the last breakpoint that is not after t; -1 before the first.
func (l schedule) before(t engine.Time) int {
	return sort.Search(len(l.table.Times), func(i int) bool { return l.table.Times[i] > t }) - 1
}

// at is the value from breakpoint i on.
func (l schedule) at(r *engine.Run, i int) float64 {
	v := l.table.Values[max(i, 0)]
	if l.scale != engine.NoSignal {
		v = r.Value(l.scale)*v + r.Value(l.offset)
	}
	return v
}

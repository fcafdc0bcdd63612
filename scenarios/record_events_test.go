package scenarios

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

type heard struct{ kinds map[string]int }

func (h heard) Sample(engine.Time, []float64) error { return nil }
func (h heard) Event(e engine.Event) error          { h.kinds[e.Kind+" "+e.Signal]++; return nil }

// TestRecordEvents: what is not recorded happens all the same.
func TestRecordEvents(t *testing.T) {
	text := strings.Replace(office, `twin.north.temperature < 18 degC`, `twin.north.temperature < 19.7 degC`, 1)
	text = strings.Replace(text, "every = \"1 h\"\n", "every = \"1 h\"\nEVENTS\n", 1) + "[event.outage]\nat = \"1 d\"\nfor = \"3 h\"\nset = { \"twin.pump.available\" = false }\n"
	run := func(events string) (map[string]int, engine.Outcome, *Plan) {
		p := sound(t, strings.Replace(text, "EVENTS", events, 1), plain())
		h := heard{map[string]int{}}
		var o engine.Outcome
		p.Source().Worker().Execute(0, h, nil, &o)
		require.NoError(t, o.Err)
		return h.kinds, o, p
	}
	all, whole, _ := run("")
	require.Greater(t, len(all), 4)
	for _, c := range []struct {
		events string
		keeps  func(kind string) bool
	}{
		{`events = []`, func(string) bool { return false }},
		{`events = ["event.*", "twin.*", "alert.*"]`, func(string) bool { return true }},
		{`events = ["event.out*"]`, func(kind string) bool { return strings.HasPrefix(kind, "event_") }},
		{`events = ["alert.cold", "twin.control"]`, func(kind string) bool { return !strings.HasPrefix(kind, "event_") }},
		{`events = ["twin.pump"]`, func(string) bool { return false }},
	} {
		got, o, p := run(c.events)
		want := map[string]int{}
		for kind, n := range all {
			if c.keeps(kind) {
				want[kind] = n
			}
		}
		assert.Equal(t, want, got, c.events)
		assert.Equal(t, whole.Fingerprint, o.Fingerprint)
		assert.Equal(t, whole.Events, o.Events)
		assert.Equal(t, whole.Indicators, o.Indicators)
		assert.Equal(t, c.keeps("alert_on alert.cold"), assert.ObjectsAreEqual([]string{"alert.cold"}, alertsOf(p)), c.events)
	}
	sound(t, strings.Replace(office, "every = \"1 h\"\n", "events = [\"event.*\"]\n", 1), plain()) // it has no events
	for _, c := range []struct{ events, want string }{
		{`events = ["alert.*", "event.outages"]`, `error[record]: events: "event.outages" matches no alert, event or twin`},
		{`events = ["switch_on"]`, `error[record]: events: "switch_on" is no alert, event or twin`},
		{`events = ["twin.pump.available"]`, `error[record]: events: "twin.pump.available" is no alert, event or twin`},
		{`events = "alert.*"`, `error[wrong-type]: events is a text`},
	} {
		_, said := tell(t, strings.Replace(text, "EVENTS", c.events, 1), plain())
		assert.Contains(t, said, c.want)
		assert.Equal(t, 1, strings.Count(said, "error["), said)
	}
}

func alertsOf(p *Plan) []string {
	var out []string
	for _, s := range p.Schema().Signals {
		if strings.HasPrefix(s, "alert.") {
			out = append(out, s)
		}
	}
	return out
}

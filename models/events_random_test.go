package models

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
)

// Random events at known times do what a list of them, gone through at every
// minute, would do; and a run that is forked in the middle goes on alike.
func TestEventsAtRandom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(rt, "events")
		var events []Intervention
		for i := range n {
			from := engine.Time(rapid.IntRange(0, 40).Draw(rt, "from")) * minute
			length := engine.Time(rapid.IntRange(1, 20).Draw(rt, "length")) * minute
			every := engine.Time(0)
			if rapid.Bool().Draw(rt, "again") {
				every = length + engine.Time(rapid.IntRange(0, 20).Draw(rt, "pause"))*minute
			}
			effect := Effect(rapid.IntRange(0, 2).Draw(rt, "effect"))
			events = append(events, Intervention{
				Name: string(rune('a' + i)), From: from, Until: from + length, Every: every,
				Set: []Assignment{assign(effect, power, float64(rapid.IntRange(2, 4).Draw(rt, "value")))},
			})
		}
		s := &Study{Span: hour, Twins: warmed(t), Interventions: events, Record: record(minute, "twin.heater.heat")}
		s.Twins[1] = newTwin(t, "heater", "thermal.heater", settings{"power": "1 W", "serves": []string{"twin.north"}})
		m := mustBuild(t, s)
		r, rec := m.Engine.NewRun(), &recording{}
		r.Reset(engine.Numbers{}, rec)
		require.NoError(t, r.Advance(engine.Time(rapid.IntRange(0, 60).Draw(rt, "fork"))*minute))
		fork := r.Fork(&recording{})
		require.NoError(t, r.Advance(hour))
		require.NoError(t, fork.Advance(hour))
		require.True(t, r.Snapshot().Matches(fork.Snapshot()))
		assert.Equal(t, naive(events), rec.column(0))
	})
}

// naive is what the events make of 1 at every minute.
func naive(events []Intervention) []float64 {
	type running struct {
		since engine.Time
		order int
	}
	var out []float64
	for now := engine.Time(0); now <= hour; now += minute {
		var active []running
		for i, e := range events {
			for at := e.From; at <= now; at += max(e.Every, hour*2) {
				for k := at; e.Every > 0 && k <= now; k += e.Every {
					at = k
				}
				if now < at+e.Until-e.From {
					active = append(active, running{at, i})
				}
			}
		}
		slices.SortFunc(active, func(a, b running) int {
			if a.since != b.since {
				return int((a.since - b.since) / minute)
			}
			return a.order - b.order
		})
		x := 1.0
		for _, a := range active {
			switch v := events[a.order].Set[0]; v.Effect {
			case Replace:
				x = v.Value
			case Multiply:
				x *= v.Value
			case Increase:
				x += v.Value
			}
		}
		out = append(out, x)
	}
	return out
}

// A run with events of all sorts and controllers goes on alike from any moment.
func TestForksWithEventsAndControllers(t *testing.T) {
	cold := is("twin.north.temperature", Less, kelvin+19)
	s := &Study{
		Span: 10 * hour, Twins: append(regulated(t, settings{"integral_time": "20 min", "derivative_time": "5 min", "max_output": 0.45}),
			newTwin(t, "h1", "thermal.heater", settings{"power": "100 W", "serves": []string{"twin.north"}}),
			newTwin(t, "h2", "thermal.heater", settings{"power": "100 W", "serves": []string{"twin.north"}}),
			newTwin(t, "stages", "control.sequence", settings{"senses": "twin.north.temperature", "drives": []string{"twin.h1.demand", "twin.h2.demand"},
				"setpoint": "20 degC", "stage_band": "0.5 K", "stage_delay": "10 min", "min_on": "5 min", "rotation": true})),
		Interventions: []Intervention{
			{Name: "a", When: &cold, Hold: 5 * minute, For: 40 * minute, Set: []Assignment{assign(Increase, "twin.control.setpoint", 1)}},
			{Name: "b", After: "a", Delay: 15 * minute, For: 20 * minute, Set: []Assignment{assign(Multiply, power, 0.5)}},
			{Name: "c", From: hour, Until: 70 * minute, Every: hour, Set: []Assignment{assign(Replace, "twin.h1.available", 0)}},
		},
		Record: record(10*minute, "twin.north.temperature", "twin.control.output", "twin.stages.stages"),
	}
	m := mustBuild(t, s)
	rapid.Check(t, func(rt *rapid.T) {
		r, rec := m.Engine.NewRun(), &recording{}
		r.Reset(engine.Numbers{}, rec)
		require.NoError(t, r.Advance(engine.Time(rapid.Int64Range(0, int64(10*hour)).Draw(rt, "fork"))))
		begun, other := len(rec.samples), &recording{}
		fork := r.Fork(other)
		require.NoError(t, r.Advance(10*hour))
		require.NoError(t, fork.Advance(10*hour))
		require.True(t, r.Snapshot().Matches(fork.Snapshot()))
		require.Equal(t, append([][]float64{}, rec.samples[begun:]...), append([][]float64{}, other.samples...))
		require.Equal(t, r.Fingerprint(), fork.Fingerprint())
	})
}

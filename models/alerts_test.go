package models

import (
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/physics/unit"
)

// stepStudy has an input that goes from 0 to 10 W at one hour and back at two.
func stepStudy(alerts ...Alert) *Study {
	hour := 3600 * engine.Second
	return &Study{
		Span: 3 * hour,
		Inputs: []Input{{Name: "x", Unit: unit.Must("W"), Table: &Table{
			Times: []engine.Time{0, hour, 2 * hour}, Values: []float64{0, 10, 0}}}},
		Alerts: alerts,
	}
}

func alertFlag(name string) Condition {
	return Condition{Op: FlagSet, Left: Operand{Path: "alert." + name}}
}

type eventTape struct{ events []engine.Event }

func (t *eventTape) Sample(engine.Time, []float64) error { return nil }
func (t *eventTape) Event(e engine.Event) error {
	t.events = append(t.events, e)
	return nil
}

// Within an instant an alert sees what the alerts that it names have done: one
// that asks for a and not a never starts.
func TestAlertsInAChain(t *testing.T) {
	m, problems := Build(stepStudy(
		Alert{Name: "c", When: Condition{Op: Greater, Left: Operand{Path: "input.x"}, Right: Operand{Number: 5}}},
		Alert{Name: "b", When: Condition{Op: Not, Args: []Condition{alertFlag("c")}}},
		Alert{Name: "a", When: Condition{Op: And, Args: []Condition{alertFlag("c"), alertFlag("b")}}},
	))
	require.Empty(t, problems)
	r, rec := m.Engine.NewRun(), &eventTape{}
	r.Reset(engine.Numbers{}, rec)
	require.NoError(t, r.Advance(m.Engine.Until()))
	var seen []string
	for _, e := range rec.events {
		seen = append(seen, e.Time.String()+" "+e.Signal+" "+e.Kind)
	}
	require.Equal(t, []string{
		"0s alert.b alert_on",
		"1h0m0s alert.c alert_on", "1h0m0s alert.b alert_off",
		"2h0m0s alert.c alert_off", "2h0m0s alert.b alert_on",
	}, seen)
}

func TestAlertsInACircle(t *testing.T) {
	_, problems := Build(stepStudy(Alert{Name: "a", When: alertFlag("b")}, Alert{Name: "b", When: Condition{Op: Not, Args: []Condition{alertFlag("a")}}}))
	require.Equal(t, []Problem{{"alert.a", "the alerts look at each other in a circle", "let one of them look at twins and inputs only"}}, problems)
}

package equation

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/physics/unit"
)

func written(t *testing.T, text string) Value {
	f, wrong := formula.Parse(text)
	require.Nil(t, wrong)
	return Value{Formula: f}
}

func quantity(text string) Value {
	q, err := unit.ParseQuantity(text)
	return Value{Number: q.Value, Unit: q.Unit, Broken: err != nil}
}

// tank is a law without mistakes.
func tank(t *testing.T) *Law {
	return &Law{
		Twin: "tank", Way: &Way{},
		Given: func(name string) (formula.Meaning, bool) {
			return formula.Meaning{Unit: unit.Must(map[string]string{"area": "m2", "feed": "m3/s"}[name])}, true
		},
		Parameters: []Parameter{{Name: "area"}, {Name: "feed", Port: true}},
		States:     []State{{Name: "level", Start: quantity("20 cm"), Rate: written(t, "net / area")}},
		Outputs:    []Output{{Name: "net", Value: written(t, "if(full, 0 * feed, feed)"), Doc: "What stays."}},
		Modes:      []Mode{{Name: "full", Start: Value{Unit: unit.Must("1"), Flag: true}}},
		Guards: []Guard{{Name: "top", When: written(t, "level > '2 m'"), Set: []Reset{
			{Name: "full", To: Value{Number: 1, Unit: unit.Must("1"), Flag: true}}, {Name: "level", To: quantity("2 m")},
		}}},
	}
}

func TestKindOfALaw(t *testing.T) {
	l := tank(t)
	require.Empty(t, l.Check())
	k := l.Kind()
	var params, variables []string
	for _, p := range k.Params {
		params = append(params, p.Name+" in "+p.Unit)
	}
	for _, v := range k.Variables {
		variables = append(variables, v.Name+" in "+v.Unit+": "+v.Doc)
	}
	assert.Equal(t, []string{"area in m2", "feed in m3/s", "start.level in m", "mode.full in 1"}, params)
	assert.Equal(t, []string{"level in m: A state, with net / area for its rate.", "net in m3/s: What stays.", "full in 1: A mode, which guards set."}, variables)
	assert.True(t, k.Param("feed").Port && k.Param("feed").Changeable && k.Variable("full").Flag)
	assert.Equal(t, []twin.Event{{Kind: "top", Unit: "m"}}, k.Events)
	assert.Empty(t, l.Unused())
}

func TestMistakesInALaw(t *testing.T) {
	for want, spoil := range map[string]func(l *Law){
		"der.level: what level changes per second is a volume flow (m3/s), not a speed (m/s)": func(l *Law) {
			l.States[0].Rate = written(t, "net")
		},
		"output.net: twin.tank has no feeed": func(l *Law) { l.Outputs[0].Value = written(t, "feeed") },
		"output.net: an algebraic loop: each hangs at once on the next: twin.tank.net -> twin.tank.net": func(l *Law) {
			l.Outputs[0].Value = written(t, "net + feed")
		},
		"guard.top.when: when is no comparison of two values": func(l *Law) { l.Guards[0].When = written(t, "not full") },
		"guard.top.set.area: area is a parameter, which no guard sets": func(l *Law) {
			l.Guards[0].Set[0].Name = "area"
		},
		"guard.top.set.full: what is set for full is a length (m), not true or false": func(l *Law) {
			l.Guards[0].Set[0].To = quantity("1 m")
		},
		"start.level: level is not known before the law begins": func(l *Law) { l.States[0].Start = written(t, "2 * level") },
	} {
		l := tank(t)
		spoil(l)
		var said []string
		for _, m := range l.Check() {
			said = append(said, m.Where+": "+m.Summary)
		}
		assert.Equal(t, []string{want}, said)
	}
}

func TestUnusedParameters(t *testing.T) {
	l := tank(t)
	l.Parameters = append(l.Parameters, Parameter{Name: "spare"})
	assert.Equal(t, []string{"spare"}, l.Unused())
}

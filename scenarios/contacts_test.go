package scenarios

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// told keeps the events of a run by the twin that they happen to.
type told map[string][]engine.Event

func (told) Sample(engine.Time, []float64) error { return nil }
func (r told) Event(e engine.Event) error {
	r[e.Twin] = append(r[e.Twin], e)
	return nil
}

// A scenario as a planner writes it has the impacts of a bouncing ball where the closed
// form has them, and the events of a block on a belt where tight solvers have them.
func TestContactsHappenInTime(t *testing.T) {
	plan, list, _ := Load("testdata/contacts/scenario.toml", Options{Draws: -1})
	require.Empty(t, list)
	rec := told{}
	got := outcome(t, plan, 0, rec)

	floor := rec["floor"]
	require.Len(t, floor, 12)
	assert.Equal(t, "impact", floor[0].Kind)
	assert.InDelta(t, 0.45152364099, floor[0].Time.Seconds(), 2e-9)
	assert.InDelta(t, 2.49911331422, floor[10].Time.Seconds(), 3e-9)
	assert.Equal(t, "rest", floor[11].Kind)
	assert.InDelta(t, 1000-2.49911331422, got["rest"], 1e-8)

	grip := rec["grip"]
	require.Len(t, grip, 167)
	assert.InDelta(t, 993.521289542, grip[166].Time.Seconds(), 3e-8)
}

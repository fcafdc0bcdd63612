package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// blank keeps nothing of a run.
type blank struct{}

func (blank) Sample(engine.Time, []float64) error { return nil }
func (blank) Event(engine.Event) error            { return nil }

// allocations is how often a worker asks for memory in run 0 of a scenario, once it
// has carried that out before, and how many events the run has.
func allocations(t *testing.T, file string, set ...string) (count float64, events int64) {
	plan, list, _ := Load(file, Options{Set: set})
	require.NotNil(t, plan, "%v", list)
	w := plan.Source().Worker()
	var o engine.Outcome
	run := func() {
		o = engine.Outcome{}
		w.Execute(0, blank{}, nil, &o)
	}
	run()
	require.NoError(t, o.Err)
	return testing.AllocsPerRun(3, run), o.Events
}

// Nor does an event of a planner's own law.
func TestNoGuardCostsMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "relay.toml")
	require.NoError(t, os.WriteFile(file, []byte("[scenario]\nname = \"relay\"\nspan = \"1 h\"\n"+relay), 0o644))
	few, short := allocations(t, file, "scenario.span=1 h")
	many, long := allocations(t, file, "scenario.span=12 h")
	assert.Greater(t, long, short)
	assert.InDelta(t, few, many, 2)
}

// What a run costs in memory is known before it begins: no event, no piece of a
// curve and no step of an input adds to it.
func TestNoEventCostsMemory(t *testing.T) {
	for _, name := range []string{"office", "home", "bakery"} {
		t.Run(name, func(t *testing.T) {
			file := "../examples/" + name + "/scenario.toml"
			few, short := allocations(t, file, "scenario.span=2 d")
			many, long := allocations(t, file, "scenario.span=8 d")
			assert.Greater(t, long, short)
			assert.InDelta(t, few, many, 2)
		})
	}
}

//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

// The files hold every state of every member and its switchings.
func TestTrace(t *testing.T) {
	task, err := newTask("t2", 2, 3)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "trace")
	require.NoError(t, task.measure(1, file))
	states, err := os.Stat(file + ".states")
	require.NoError(t, err)
	require.EqualValues(t, 2*(3*60+1)*2*8, states.Size())

	tr := newTrace(0)
	for m, study := range task.members {
		tr.member = m
		_, err := follow(study(), tr)
		require.NoError(t, err)
	}
	require.Len(t, tr.states, 2*(3*60+1)*2)
	whose := map[float64]int{}
	for i := 0; i < len(tr.events); i += 2 {
		require.Positive(t, tr.events[i])
		whose[tr.events[i+1]]++
	}
	require.Len(t, whose, 2)
	events, err := os.Stat(file + ".events")
	require.NoError(t, err)
	require.EqualValues(t, len(tr.events)*8, events.Size())
}

func TestWrongWords(t *testing.T) {
	require.ErrorIs(t, carryOut(nil), errUsage)
	require.ErrorIs(t, carryOut([]string{"t1", "ten", "1", "-", "0", "1"}), errUsage)
	require.ErrorContains(t, carryOut([]string{"t9", "1", "1", "-", "0", "1"}), `no problem is called "t9"`)
}

// tape keeps the first channel.
type tape struct{ values []float64 }

func (r *tape) Sample(_ engine.Time, values []float64) error {
	r.values = append(r.values, values[0])
	return nil
}
func (r *tape) Event(engine.Event) error { return nil }

// The gusts handed to another program are those that the engine plays.
func TestGusts(t *testing.T) {
	plan, list, _ := scenarios.Load("../../../examples/office/scenario.toml", scenarios.Options{Draws: 4})
	require.NotNil(t, plan, "%v", list)
	study, err := plan.Study(0, 0)
	require.NoError(t, err)
	var out officeFile
	require.NoError(t, out.addGusts(study, plan.Info().Seed, 3))
	require.Equal(t, 120.0, out.GustStep)

	short := *study
	short.Span = 6 * 3600 * engine.Second
	short.Record = models.Record{Every: 120 * engine.Second, Channels: []models.Channel{{Path: "input.gusts"}}}
	m, problems := models.Build(&short)
	require.Empty(t, problems)
	r, rec := m.Engine.NewRun(), &tape{}
	r.Reset(engine.Numbers{Seed: plan.Info().Seed, Draw: 3}, rec)
	require.NoError(t, r.Advance(short.Span))
	before := int(study.Warmup / (120 * engine.Second))
	require.InDeltaSlice(t, out.Gusts[before:before+len(rec.values)], rec.values, 1e-9)
}

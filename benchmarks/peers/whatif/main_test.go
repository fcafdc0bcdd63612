//go:build unix

package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
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

// measured are the laws that the other programs solve too.
var measured = []string{"robertson", "hires", "vanderpol", "oregonator", "pleiades", "ball", "slip", "gear"}

// The programs in cpp/ and scipy_laws.py have the same absolute tolerances.
func TestScalesOfLaws(t *testing.T) {
	own := map[string][]float64{"robertson": {1e-4, 1e-10, 1}, "hires": slices.Repeat([]float64{1e-3}, 8)}
	for _, name := range measured {
		l, err := newLaw(name, "auto", "1e-6")
		require.NoError(t, err)
		require.Equal(t, own[name], l.problem.System.Shape().Scale, name)
	}
}

// Every sample of a law has all states; every event is kept.
func TestLaws(t *testing.T) {
	for _, name := range measured {
		l, err := newLaw(name, "auto", "1e-6")
		require.NoError(t, err)
		p := l.problem
		file := filepath.Join(t.TempDir(), "trace")
		require.NoError(t, l.measure(1, file))
		require.Len(t, l.states, (l.samples+1)*p.System.Shape().States, p.Name)
		require.Len(t, l.events, 2*p.Events, p.Name)
		for i := 2; i < len(l.events); i += 2 {
			require.Greater(t, l.events[i], l.events[i-2], p.Name)
		}
		if p.Events > 0 {
			require.InDelta(t, p.LastEvent, l.last(), 1e-2, p.Name)
		}
		for i, want := range p.Reference {
			got := l.states[len(l.states)-len(l.x)+i]
			require.InDelta(t, want, got, 1e-2*math.Abs(want)+1e-9, p.Name)
		}
		require.FileExists(t, file+".states")
	}
	_, err := newLaw("cube", "auto", "1e-6")
	require.ErrorContains(t, err, `no problem is called "cube"`)
	require.ErrorIs(t, carryOut([]string{"law", "ball", "auto", "tight", "1"}), errUsage)
}

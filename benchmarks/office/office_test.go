// Package office measures the office study of the examples.
package office

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/scenarios"
)

func load(tb testing.TB, draws int) *scenarios.Plan {
	plan, list, _ := scenarios.Load("../../examples/office/scenario.toml", scenarios.Options{Draws: draws})
	require.NotNil(tb, plan, "%v", list)
	return plan
}

// BenchmarkRun is one run of the study: ten days, three rooms, gusts every two
// minutes, eleven indicators, samples every ten minutes, nothing stored.
func BenchmarkRun(b *testing.B) {
	plan := load(b, 20)
	w := plan.Source().Worker()
	b.ReportAllocs()
	n := int64(0)
	for b.Loop() {
		var o engine.Outcome
		w.Execute(n%20, nothing{}, nil, &o)
		require.NoError(b, o.Err)
		n++
	}
}

// BenchmarkStudy is the study with 20 draws, nothing stored, on one worker and
// on two: the ratio is the parallel efficiency.
func BenchmarkStudy(b *testing.B) {
	plan := load(b, 20)
	var alone float64 // runs per second on one worker
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			for b.Loop() {
				batch := engine.Batch{Workers: workers, RunsPerPart: 2}
				require.NoError(b, batch.Run(context.Background(), plan.Source(), sink{}))
			}
			rate := float64(int64(b.N)*plan.Runs()) / b.Elapsed().Seconds()
			b.ReportMetric(rate, "runs/s")
			if workers == 1 {
				alone = rate
			} else {
				b.ReportMetric(rate/alone/float64(workers), "efficiency")
			}
		})
	}
}

// sink stores nothing.
type sink struct{}

func (sink) Part(int, int64, int64) (engine.PartWriter, error) { return part{}, nil }

type part struct{ nothing }

func (part) Begin(engine.RunID, *engine.Layout) error { return nil }
func (part) End(*engine.Outcome) error                { return nil }
func (part) Commit() error                            { return nil }
func (part) Abort() error                             { return nil }

type nothing struct{}

func (nothing) Sample(engine.Time, []float64) error { return nil }
func (nothing) Event(engine.Event) error            { return nil }

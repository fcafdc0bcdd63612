package rooms

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
)

// The counts and the last switchings of a Taylor solution of the same equations
// in 80-bit numbers (benchmarks/peers/cpp/reference.cpp).
func TestT4(t *testing.T) {
	for _, c := range []struct {
		cells, switchings int
		last              float64 // s
	}{
		{20, 1998, 604483.842955096},
		{100, 2008, 604559.779005821},
	} {
		t.Run(fmt.Sprint(c.cells), func(t *testing.T) {
			m, problems := models.Build(WallStudy(c.cells, 168))
			require.Empty(t, problems)
			rec := &tape{}
			run(t, m, rec)
			require.Len(t, rec.events, c.switchings)
			require.InDelta(t, c.last, rec.events[c.switchings-1].Time.Seconds(), 2e-6)
			require.Len(t, rec.samples, 7*1440+1)
		})
	}
}

// BenchmarkT4 is seven days of the wall of twenty cells.
func BenchmarkT4(b *testing.B) {
	m, problems := models.Build(WallStudy(20, 168))
	require.Empty(b, problems)
	r := m.Engine.NewRun()
	b.ReportAllocs()
	for b.Loop() {
		r.Reset(engine.Numbers{}, &counter{})
		require.NoError(b, r.Advance(m.Engine.Until()))
	}
	b.ReportMetric(float64(r.Events()), "switchings")
}

package engine

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// holdModel has n timers; each firing sets a new exponential delay.
func holdModel(tb testing.TB, n int) *Model {
	b := NewBuilder()
	for i := range n {
		path := fmt.Sprintf("timer.%07d", i)
		Add(b, path, hold{KeyOf(path)}, Wiring{})
	}
	m, err := b.Build(0, Never-1)
	require.NoError(tb, err)
	return m
}

// BenchmarkHold is the hold model through the whole engine: fingerprint,
// microsteps and caps on. One operation is one event.
func BenchmarkHold(b *testing.B) {
	for _, n := range []int{1, 1000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := holdModel(b, n).NewRun()
			r.Reset(Numbers{}, nil)
			require.NoError(b, r.Advance(2*Second))
			before := r.Firings()
			b.ReportAllocs()
			b.ResetTimer()
			for t := r.Now(); r.Firings()-before < int64(b.N); {
				t += Time(max(1, float64(min(b.N, 100_000))/float64(n))*1e9) / 4
				require.NoError(b, r.Advance(t))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(r.Firings()-before), "ns/event")
		})
	}
}

type beat struct{}

func (beat) Start(r *Run, _ *struct{}) (Time, error) { return r.Now() + Second, nil }
func (beat) Fire(r *Run, _ *struct{}) (Time, error)  { return r.Now() + Second, nil }

// BenchmarkLockstep has 1000 actors all due at every instant.
func BenchmarkLockstep(b *testing.B) {
	bd := NewBuilder()
	for i := range 1000 {
		Add(bd, fmt.Sprintf("beat.%04d", i), beat{}, Wiring{})
	}
	m, err := bd.Build(0, Never-1)
	require.NoError(b, err)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	b.ReportAllocs()
	b.ResetTimer()
	require.NoError(b, r.Advance(Time(b.N)*Second))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/actor")
}

// BenchmarkFork copies the state of a run of 100 000 actors.
func BenchmarkFork(b *testing.B) {
	m := holdModel(b, 100_000)
	r := m.NewRun()
	r.Reset(Numbers{}, nil)
	require.NoError(b, r.Advance(Second))
	s := r.Snapshot()
	b.ReportAllocs()
	b.ResetTimer()
	for range b.N {
		r.Restore(s)
	}
}

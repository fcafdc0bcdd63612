// Package kernel measures the event kernel through its public interface, with
// fingerprint, microsteps and caps on.
package kernel

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// hold is the hold model: each firing sets a new exponential delay.
type hold struct{ seed uint64 }

type holdState struct{ random uint64 }

func (h hold) Start(r *engine.Run, s *holdState) (engine.Time, error) {
	s.random = h.seed
	return h.Fire(r, s)
}

func (h hold) Fire(r *engine.Run, s *holdState) (engine.Time, error) {
	s.random += 0x9E3779B97F4A7C15 // splitmix64
	x := s.random
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB
	x ^= x >> 31
	return r.Now() + delays[x>>52] + engine.Time(x&0xFFFFF), nil
}

// delays are exponential with a mean of one second, at 4096 even quantiles, as
// the hold model's definition has them.
var delays = func() (table [4096]engine.Time) {
	for i := range table {
		table[i] = engine.Time(-math.Log((float64(i)+0.5)/4096) * 1e9)
	}
	return table
}()

func holdRun(tb testing.TB, n int) *engine.Run {
	b := engine.NewBuilder()
	for i := range n {
		engine.Add[holdState](b, fmt.Sprintf("timer.%07d", i), hold{uint64(i) * 0xD1342543DE82EF95}, engine.Wiring{})
	}
	m, err := b.Build(0, engine.Never-1)
	require.NoError(tb, err)
	r := m.NewRun()
	r.Reset(engine.Numbers{}, nil)
	require.NoError(tb, r.Advance(2*engine.Second))
	return r
}

// BenchmarkHold has n pending timers. One operation is one event.
func BenchmarkHold(b *testing.B) {
	for _, n := range []int{1, 1000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := holdRun(b, n)
			before := r.Firings()
			b.ReportAllocs()
			b.ResetTimer()
			// n events a second of simulated time, on average.
			for r.Firings()-before < int64(b.N) {
				missing := float64(int64(b.N) - (r.Firings() - before))
				require.NoError(b, r.Advance(r.Now()+engine.Seconds(math.Max(missing/float64(n), 1e-3))))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(r.Firings()-before), "ns/event")
		})
	}
}

// TestHoldAllocatesNothing holds the kernel to no allocation per event.
func TestHoldAllocatesNothing(t *testing.T) {
	r := holdRun(t, 1000)
	before := r.Firings()
	perSecond := testing.AllocsPerRun(3, func() { require.NoError(t, r.Advance(r.Now()+engine.Second)) })
	require.Greater(t, r.Firings()-before, int64(3000))
	require.Less(t, perSecond, 10.0)
}

type beat struct{}

func (beat) Start(r *engine.Run, _ *struct{}) (engine.Time, error) {
	return r.Now() + engine.Second, nil
}
func (beat) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	return r.Now() + engine.Second, nil
}

// BenchmarkLockstep has 1000 actors all due at every instant.
func BenchmarkLockstep(b *testing.B) {
	bd := engine.NewBuilder()
	for i := range 1000 {
		engine.Add[struct{}](bd, fmt.Sprintf("beat.%04d", i), beat{}, engine.Wiring{})
	}
	m, err := bd.Build(0, engine.Never-1)
	require.NoError(b, err)
	r := m.NewRun()
	r.Reset(engine.Numbers{}, nil)
	b.ReportAllocs()
	b.ResetTimer()
	require.NoError(b, r.Advance(engine.Time(b.N)*engine.Second))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/actor")
}

// BenchmarkFork makes a second run of 100 000 actors that goes on from the
// first; BenchmarkRestore takes a run back to a snapshot.
func BenchmarkFork(b *testing.B) {
	r := holdRun(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		r.Fork(nil)
	}
}

func BenchmarkRestore(b *testing.B) {
	r := holdRun(b, 100_000)
	s := r.Snapshot()
	b.ReportAllocs()
	for b.Loop() {
		r.Restore(s)
	}
}

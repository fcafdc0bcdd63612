package kernel

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// passer hands the token on: it writes the number it reads, plus one, to the
// signal that its neighbour reads. A pass is one microstep.
type passer struct{ in, out engine.Signal }

func (p passer) Start(*engine.Run, *struct{}) (engine.Time, error) { return engine.Never, nil }
func (p passer) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	r.Set(p.out, r.Value(p.in)+1)
	return engine.Never, nil
}

// keeper begins a lap each second; between laps it keeps the token.
type keeper struct{ in, out engine.Signal }

type keeperState struct{ token float64 }

func (k keeper) Start(r *engine.Run, _ *keeperState) (engine.Time, error) {
	return r.Now() + engine.Second, nil
}

func (k keeper) Fire(r *engine.Run, s *keeperState) (engine.Time, error) {
	if token := r.Value(k.in); token != s.token { // it has come round
		s.token = token
		return r.Now() + engine.Second, nil
	}
	r.Set(k.out, s.token+1)
	return engine.Never, nil
}

// ringRun is a ring of n actors, of which the first is the keeper; token is
// what the keeper reads: the number of passes so far.
func ringRun(tb testing.TB, n int) (r *engine.Run, token engine.Signal) {
	b := engine.NewBuilder()
	signals := make([]engine.Signal, n)
	for i := range signals {
		signals[i] = b.Held(fmt.Sprintf("token.%04d", i), 0)
	}
	token = signals[n-1]
	engine.Add[keeperState](b, "ring.0000", keeper{token, signals[0]}, engine.Wiring{Reads: []engine.Signal{token}})
	for i := 1; i < n; i++ {
		engine.Add[struct{}](b, fmt.Sprintf("ring.%04d", i), passer{signals[i-1], signals[i]},
			engine.Wiring{Reads: []engine.Signal{signals[i-1]}})
	}
	m, err := b.Build(0, engine.Never-1)
	require.NoError(tb, err)
	r = m.NewRun()
	r.Reset(engine.Numbers{}, nil)
	require.NoError(tb, r.Advance(2*engine.Second))
	return r, token
}

// BenchmarkRing has a token go round n actors, one lap a second. One operation
// is one pass: a write, its commit, the neighbour woken and fired.
func BenchmarkRing(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, token := ringRun(b, n)
			before := r.Value(token)
			laps := (b.N + n - 1) / n
			b.ReportAllocs()
			b.ResetTimer()
			require.NoError(b, r.Advance(r.Now()+engine.Time(laps)*engine.Second))
			passes := r.Value(token) - before
			require.EqualValues(b, laps*n, passes)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/passes, "ns/pass")
		})
	}
}

// TestRingAllocatesNothing holds passing to no allocation.
func TestRingAllocatesNothing(t *testing.T) {
	r, token := ringRun(t, 100)
	before := r.Value(token)
	perLap := testing.AllocsPerRun(9, func() { require.NoError(t, r.Advance(r.Now()+engine.Second)) })
	require.EqualValues(t, 1000, r.Value(token)-before)
	require.Less(t, perLap, 1.0)
}

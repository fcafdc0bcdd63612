// Package yardstick is the least that an event kernel on the engine's
// pending-event set can do: everybody due at an instant from the set, a call
// through an interface for each, and its next time back into the set. No
// fingerprint, no microsteps, no caps, no waking of readers. What the engine
// takes beyond it is what those cost.
package yardstick

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine/pending"
)

// actor tells its next time when it fires.
type actor interface{ fire(now int64) int64 }

// timer is an actor of the hold model.
type timer struct{ random uint64 }

func (a *timer) fire(now int64) int64 { return now + delay(&a.random) }

// beat fires each second.
type beat struct{}

func (*beat) fire(now int64) int64 { return now + 1e9 }

// delay is exponential with a mean of one second, in ns.
func delay(random *uint64) int64 {
	*random += 0x9E3779B97F4A7C15 // splitmix64
	x := *random
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB
	x ^= x >> 31
	return delays[x>>52] + int64(x&0xFFFFF)
}

var delays = func() (table [4096]int64) {
	for i := range table {
		table[i] = int64(-math.Log((float64(i)+0.5)/4096) * 1e9)
	}
	return table
}()

// kernel fires actors in order of time and, at one instant, of their numbers.
type kernel struct {
	times  *pending.Tree
	actors []actor
	now    int64
	turn   []uint32
}

func newKernel(actors []actor) *kernel {
	k := &kernel{times: pending.New(len(actors)), actors: actors}
	for i, a := range actors {
		k.times.Set(uint32(i), a.fire(0))
	}
	return k
}

// fire carries out so many events, and the rest of the last instant. Many due at
// once go back into the set together, which takes less than one by one.
func (k *kernel) fire(events int) {
	for events > 0 {
		k.now = k.times.Earliest()
		k.turn = k.times.Due(k.turn[:0])
		if len(k.turn) == 1 {
			i := k.turn[0]
			k.times.Set(i, k.actors[i].fire(k.now))
		} else {
			for _, i := range k.turn {
				k.times.Write(i, k.actors[i].fire(k.now))
			}
			k.times.Update(k.turn)
		}
		events -= len(k.turn)
	}
}

func timers(n int) []actor {
	actors := make([]actor, n)
	for i := range actors {
		actors[i] = &timer{uint64(i) * 0xD1342543DE82EF95}
	}
	return actors
}

// script fires at the times it is given and notes its number each time.
type script struct {
	number int
	times  []int64
	log    *[]string
}

func (s *script) fire(now int64) int64 {
	if now > 0 {
		*s.log = append(*s.log, fmt.Sprint(now, " ", s.number))
	}
	if len(s.times) == 0 {
		return pending.Never
	}
	next := s.times[0]
	s.times = s.times[1:]
	return next
}

// Actors fire in order of time and, at one instant, of their numbers, however
// many are due at once.
func TestOrder(t *testing.T) {
	var log []string
	k := newKernel([]actor{
		&script{0, []int64{5, 6}, &log}, &script{1, []int64{3, 9}, &log}, &script{2, []int64{3, 5, 7}, &log},
	})
	k.fire(7)
	require.Equal(t, []string{"3 1", "3 2", "5 0", "5 2", "6 0", "7 2", "9 1"}, log)
	require.Equal(t, pending.Never, k.times.Earliest())
}

// BenchmarkFire is the hold model. One operation is one event.
func BenchmarkFire(b *testing.B) {
	for _, n := range []int{1, 1000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			k := newKernel(timers(n))
			k.fire(2 * n)
			b.ResetTimer()
			k.fire(b.N)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/event")
		})
	}
}

// BenchmarkLockstep has 1000 actors all due at every instant. One operation is
// one instant.
func BenchmarkLockstep(b *testing.B) {
	actors := make([]actor, 1000)
	for i := range actors {
		actors[i] = &beat{}
	}
	k := newKernel(actors)
	b.ResetTimer()
	k.fire(1000 * b.N)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/actor")
}

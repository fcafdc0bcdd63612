package pending_test

import (
	"fmt"
	"math"
	"testing"

	"whatif/engine/pending"
)

// The hold model: n timers are pending; the first is taken and set again, an
// exponential delay with a mean of one second later. Delays come from a table of
// 4096 even quantiles and the low 20 bits of the same random number.
var delays = func() (table [4096]int64) {
	for i := range table {
		table[i] = int64(-math.Log((float64(i)+0.5)/4096) * 1e9)
	}
	return table
}()

// random is splitmix64.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9E3779B97F4A7C15
	x := uint64(*r)
	x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
	x = (x ^ (x >> 27)) * 0x94D049BB133111EB
	return x ^ (x >> 31)
}

func (r *random) delay() int64 {
	x := r.next()
	return delays[x>>52] + int64(x&0xFFFFF)
}

var sizes = []int{1000, 100_000, 1_000_000}

// warm returns a tree of n timers after so many events that they are mixed.
func warm(n int, r *random) (*pending.Tree, []uint32) {
	t := pending.New(n)
	for i := range n {
		t.Set(uint32(i), r.delay())
	}
	var due []uint32
	for range min(2*n, 2_000_000) {
		due = step(t, r, due)
	}
	return t, due
}

func step(t *pending.Tree, r *random, due []uint32) []uint32 {
	now := t.Earliest()
	due = t.Due(due[:0])
	for _, id := range due {
		t.Set(id, now+r.delay())
	}
	return due
}

// BenchmarkHold is the hold model alone: one operation is one event.
func BenchmarkHold(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := random(42)
			t, due := warm(n, &r)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				due = step(t, &r, due)
			}
			perEvent(b)
		})
	}
}

// BenchmarkReschedule is the hold model in which each event also gives three
// others, at random, new times.
func BenchmarkReschedule(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := random(42)
			t, due := warm(n, &r)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				now := t.Earliest()
				due = step(t, &r, due)
				for range 3 {
					id := uint32((r.next() >> 32) * uint64(n) >> 32)
					t.Set(id, now+r.delay())
				}
			}
			perEvent(b)
		})
	}
}

func perEvent(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/event")
}

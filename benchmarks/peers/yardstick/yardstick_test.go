// Package yardstick is the least that an event kernel of this kind can do: an
// 8-ary tree of minima over one next time per actor, all actors due at an
// instant collected in order, and a call through an interface for each. No
// fingerprint, no microsteps, no caps, no waking of readers. What the engine
// takes beyond it is what those cost.
package yardstick

import (
	"fmt"
	"math"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
)

// tree has the next times of the actors as its lowest level, padded with
// never; each level above holds the least of every eight below.
type tree [][]int64

const never = math.MaxInt64

func newTree(actors int) tree {
	var t tree
	for width := (actors + 7) / 8 * 8; ; width = (width/8 + 7) / 8 * 8 {
		level := make([]int64, width)
		for i := range level {
			level[i] = never
		}
		t = append(t, level)
		if width == 8 {
			return t
		}
	}
}

func least(q []int64) int64 {
	_ = q[7]
	return min(min(min(q[0], q[1]), min(q[2], q[3])), min(min(q[4], q[5]), min(q[6], q[7])))
}

// set gives an actor its next time and goes up for as long as something
// changes.
func (t tree) set(actor int, time int64) {
	t[0][actor] = time
	for level := 0; level+1 < len(t); level++ {
		actor /= 8
		m := least(t[level][actor*8:])
		if t[level+1][actor] == m {
			return
		}
		t[level+1][actor] = m
	}
}

// due appends all actors whose time is the earliest, in order.
func (t tree) due(actors []int32) ([]int32, int64) {
	time := least(t[len(t)-1])
	return t.below(actors, len(t)-1, 0, time), time
}

func (t tree) below(actors []int32, level, group int, time int64) []int32 {
	for {
		places := equal(t[level][group*8:], time)
		if level > 0 && places&(places-1) == 0 { // one way down
			group = group*8 + bits.TrailingZeros8(places)
			level--
			continue
		}
		for ; places != 0; places &= places - 1 {
			i := group*8 + bits.TrailingZeros8(places)
			if level == 0 {
				actors = append(actors, int32(i))
			} else {
				actors = t.below(actors, level-1, i, time)
			}
		}
		return actors
	}
}

// equal has a bit for each of eight times that is this one.
func equal(q []int64, time int64) (places uint8) {
	q = q[:8]
	for i := 7; i >= 0; i-- {
		bit := uint8(0)
		if q[i] == time {
			bit = 1
		}
		places = places<<1 | bit
	}
	return places
}

// actor tells its next time when it fires.
type actor interface{ fire(now int64) int64 }

// early and late are two kinds of actor, so that no call is known beforehand.
type early struct{ random uint64 }
type late struct{ random uint64 }

func (a *early) fire(now int64) int64 { return now + delay(&a.random) }
func (a *late) fire(now int64) int64  { return now + delay(&a.random) }

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

// kernel fires actors in order of time.
type kernel struct {
	tree   tree
	actors []actor
	now    int64
	turn   []int32
}

func newKernel(actors []actor) *kernel {
	k := &kernel{tree: newTree(len(actors)), actors: actors}
	for i, a := range actors {
		k.tree.set(i, a.fire(0))
	}
	return k
}

// fire carries out so many events, and the rest of the last instant.
func (k *kernel) fire(events int) {
	for events > 0 {
		k.turn, k.now = k.tree.due(k.turn[:0])
		for _, i := range k.turn {
			k.tree.set(int(i), k.actors[i].fire(k.now))
		}
		events -= len(k.turn)
	}
}

func timers(n int) []actor {
	actors := make([]actor, n)
	for i := range actors {
		if seed := uint64(i) * 0xD1342543DE82EF95; i%2 == 0 {
			actors[i] = &early{seed}
		} else {
			actors[i] = &late{seed}
		}
	}
	return actors
}

// Actors fire in order of time and, at one instant, of their numbers.
func TestOrder(t *testing.T) {
	times := []int64{5, 3, 9, 3, 7, 3, 1, 1, 8, 2, 3}
	tr := newTree(100)
	for i, x := range times {
		tr.set(i*9, x)
	}
	for _, want := range [][]int32{{54, 63}, {81}, {9, 27, 45, 90}, {0}, {36}, {72}, {18}} {
		due, _ := tr.due(nil)
		require.Equal(t, want, due)
		for _, i := range due {
			tr.set(int(i), never)
		}
	}
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

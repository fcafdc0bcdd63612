package pending_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine/pending"
)

// list is the set of pending times at its plainest.
type list []int64

func (l list) due() (ids []uint32) {
	first := slices.Min(l)
	for id, at := range l {
		if at == first && at != pending.Never {
			ids = append(ids, uint32(id))
		}
	}
	return ids
}

// The tree agrees with a plain list, whatever is set in whatever order, one by
// one or many at a time.
func TestTreeAgainstList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 700).Draw(t, "actors")
		tree := pending.New(n)
		times := make(list, n)
		for i := range times {
			times[i] = pending.Never
		}
		ids := rapid.Uint32Range(0, uint32(n-1))
		ats := rapid.OneOf(rapid.Int64Range(-5, 5), rapid.Just(pending.Never))
		agree := func() {
			require.Equal(t, slices.Min(times), tree.Earliest())
			require.Equal(t, times.due(), tree.Due(nil))
		}
		t.Repeat(map[string]func(*rapid.T){
			"": func(*rapid.T) { agree() },
			"set": func(t *rapid.T) {
				id, at := ids.Draw(t, "id"), ats.Draw(t, "at")
				tree.Set(id, at)
				times[id] = at
				require.Equal(t, at, tree.At(id))
			},
			"write many": func(t *rapid.T) {
				some := rapid.SliceOfDistinct(ids, rapid.ID).Draw(t, "ids")
				slices.Sort(some)
				for k, id := range some {
					times[id] = ats.Draw(t, "at")
					tree.Write(id, times[id])
					if k == len(some)/2 { // one set between, as where something else acts
						other := ids.Draw(t, "other")
						tree.Set(other, times[other])
					}
				}
				tree.Update(some)
			},
			"copy": func(t *rapid.T) {
				other := pending.New(n)
				other.CopyFrom(tree)
				require.True(t, tree.Equal(other))
				first := tree.At(0)
				other.Set(0, first^1)
				require.False(t, tree.Equal(other))
				require.Equal(t, first, tree.At(0))
				tree, times[0] = other, first^1
			},
			"clear": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "rarely") > 0 {
					t.Skip("rarely")
				}
				tree.Clear()
				for i := range times {
					times[i] = pending.Never
				}
			},
		})
	})
}

// Nothing is due where no time is set, however many leaves the tree has.
func TestNothingIsDueNever(t *testing.T) {
	for _, n := range []int{0, 1, 8, 9, 64, 65, 4097} {
		tree := pending.New(n)
		require.Equal(t, pending.Never, tree.Earliest())
		require.Empty(t, tree.Due(nil))
	}
}

// Setting and asking allocate nothing.
func TestTreeAllocatesNothing(t *testing.T) {
	tree := pending.New(5000)
	due := make([]uint32, 0, 5000)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		for id := range uint32(5000) {
			tree.Set(id, int64(id%7))
		}
		due = tree.Due(due[:0])
		for _, id := range due {
			tree.Write(id, 9)
		}
		tree.Update(due)
	}))
	require.Len(t, due, 715)
}

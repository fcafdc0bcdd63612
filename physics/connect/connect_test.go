package connect

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParts(t *testing.T) {
	n := New(6)
	n.Join(4, 1)
	n.Join(5, 4)
	n.Join(3, 0)
	require.Equal(t, [][]int{{0, 3}, {1, 4, 5}, {2}}, n.Parts())
	require.Equal(t, 1, n.First(5))
	require.Empty(t, New(0).Parts())
}

// The parts do not depend on the order of the ties.
func TestOrderOfTiesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 30).Draw(t, "nodes")
		ties := rapid.SliceOf(rapid.SliceOfN(rapid.IntRange(0, size-1), 2, 2)).Draw(t, "ties")
		forth, back := New(size), New(size)
		for i := range ties {
			forth.Join(ties[i][0], ties[i][1])
			last := ties[len(ties)-1-i]
			back.Join(last[1], last[0])
		}
		require.Equal(t, forth.Parts(), back.Parts())
		for _, tie := range ties {
			require.Equal(t, forth.First(tie[0]), forth.First(tie[1]))
		}
	})
}

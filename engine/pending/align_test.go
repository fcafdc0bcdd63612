package pending

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// A group is one cache line, in trees of all sizes.
func TestGroupsAreCacheLines(t *testing.T) {
	require.EqualValues(t, 64, unsafe.Sizeof(group{}))
	for n := 1; n < 1_000_000; n = n*3/2 + 1 {
		tree := New(n)
		require.Zero(t, uintptr(unsafe.Pointer(&tree.groups[0]))%64, "%d actors", n)
	}
}

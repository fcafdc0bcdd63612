package results

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// The blocks have every value once, follow each other in the file, and keep to
// the memory allowed, however many runs there are.
func TestBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runs := rapid.IntRange(1, 5_000_000).Draw(t, "runs")
		samples, cells := rapid.IntRange(1, 60).Draw(t, "samples"), rapid.IntRange(1, 60).Draw(t, "cells")
		bytes := rapid.SampledFrom([]int{1, 1000, 1 << 20, blockBytes}).Draw(t, "bytes")
		s := cut(runs, samples, cells, bytes)
		seen := make([]bool, samples*cells)
		var end int64
		last := -1
		for i := range s.blocks() {
			b := s.block(i)
			require.Equal(t, end, s.offset(b))
			end += int64(s.size(b))
			require.LessOrEqual(t, 8*s.size(b), max(bytes, 8*runs))
			for k := range b.samples {
				for j := range b.cells {
					at := (b.sample+k)*cells + b.cell + j
					require.Equal(t, last+1, at, "the order of the rows of the summary")
					last, seen[at] = at, true
				}
			}
		}
		assert.NotContains(t, seen, false)
	})
}

// A million draws of a hundred cells are cut by cells, a thousand long runs by
// time, and neither takes more than a block.
func TestBlocksOfManyRuns(t *testing.T) {
	short := cut(1_000_000, 3, 100, blockBytes)
	assert.Equal(t, 1, short.length)
	assert.Equal(t, 1, short.width)
	assert.Equal(t, 300, short.blocks())
	long := cut(1000, 50_000, 20, blockBytes)
	assert.Equal(t, 20, long.width)
	assert.LessOrEqual(t, 8*long.size(long.block(0)), blockBytes)
	assert.Greater(t, 8*long.size(long.block(0)), blockBytes*9/10)
}

// What comes run by run is found again in the blocks.
func TestCube(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, ".values.tmp")
	rapid.Check(t, func(t *rapid.T) {
		runs, samples := rapid.IntRange(1, 40).Draw(t, "runs"), rapid.IntRange(1, 12).Draw(t, "samples")
		cells, bytes := rapid.IntRange(1, 9).Draw(t, "cells"), rapid.IntRange(1, 20_000).Draw(t, "bytes")
		value := func(run, sample, cell int) float64 { return float64((run*100+sample)*100 + cell) }
		c, err := newCube(cut(runs, samples, cells, bytes), bytes, nil, path)
		require.NoError(t, err)
		defer func() { _ = os.Remove(path) }() // where a check fails
		require.LessOrEqual(t, 8*len(c.mem), max(bytes, 8*cells*c.length))
		for run := range runs {
			for at := 0; at < samples; at += c.span {
				room, err := c.room(run, at)
				require.NoError(t, err)
				require.Len(t, room, min(c.span, samples-at)*cells)
				for i := range room {
					room[i] = value(run, at+i/cells, i%cells)
				}
			}
		}
		require.NoError(t, c.flush())
		c.gathered()
		for i := range c.blocks() {
			b := c.block(i)
			loaded, err := c.load(b, nil)
			require.NoError(t, err)
			var pieces []float64
			piece := make([]float64, rapid.IntRange(1, 50).Draw(t, "piece"))
			require.NoError(t, c.pieces(b, piece, func(v []float64) { pieces = append(pieces, v...) }))
			require.Equal(t, loaded, pieces)
			for k, v := range loaded {
				run, rest := k/(b.samples*b.cells), k%(b.samples*b.cells)
				require.Equal(t, value(run, b.sample+rest/b.cells, b.cell+rest%b.cells), v)
			}
		}
		require.NoError(t, c.close())
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left)
	})
}

// Values that come in pieces are described as those that are in memory.
func TestSpreadOfPieces(t *testing.T) {
	special := rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64,
		math.SmallestNonzeroFloat64})
	number := rapid.OneOf(special, rapid.Float64Range(-1e3, 1e3), rapid.Map(rapid.IntRange(-3, 3), func(i int) float64 { return float64(i) }))
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(number, 0, 200).Draw(t, "values")
		length := rapid.IntRange(1, 50).Draw(t, "length")
		got, err := spreadOfPieces(func(use func([]float64)) error {
			for at := 0; at < len(values); at += length {
				use(values[at:min(at+length, len(values))])
			}
			return nil
		})
		require.NoError(t, err)
		var has []float64
		for _, v := range values {
			if v == v {
				has = append(has, v+0)
			}
		}
		want := spreadOf(has)
		require.Equal(t, want.n, got.n)
		require.Equal(t, bitsOf(want.mean, want.sd), bitsOf(got.mean, got.sd))
		require.Equal(t, bitsOf(want.quantiles[:]...), bitsOf(got.quantiles[:]...))
	})
	_, err := spreadOfPieces(func(func([]float64)) error { return os.ErrClosed })
	require.ErrorIs(t, err, os.ErrClosed)
}

// bitsOf makes numbers comparable, all NaN being the same.
func bitsOf(values ...float64) []uint64 {
	bits := make([]uint64, len(values))
	for i, v := range values {
		bits[i] = math.Float64bits(v)
		if v != v {
			bits[i] = math.Float64bits(math.NaN())
		}
	}
	return bits
}

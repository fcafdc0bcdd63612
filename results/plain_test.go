package results

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// openPlain opens the first part of the series of a batch that is not compressed.
func openPlain(t testing.TB) (*tableReader, *plainReader, *layout) {
	info := testInfo()
	info.Compression = None
	dir := writeBatch(t, info, 2)
	l, err := newLayout(&info, testSchema())
	require.NoError(t, err)
	file, err := openTable(partPath(dir, l.folders[0], 0), l.series[0])
	require.NoError(t, err)
	t.Cleanup(file.close)
	return file, newPlainReader(file, l, 0, &recycled{}), l
}

// What the plain reader gives is what Arrow's gives, column by column.
func TestPlainReaderIsArrows(t *testing.T) {
	file, plain, _ := openPlain(t)
	want, err := file.ipc.RecordAt(0)
	require.NoError(t, err)
	require.NotZero(t, want.NumRows())
	for _, unread := range [][]int{nil, {0}, {1, 2}, {int(want.NumCols()) - 1}} {
		plain.unread = unread
		got, err := plain.batch(0)
		require.NoError(t, err)
		require.Equal(t, want.NumRows(), got.NumRows())
		for i := range int(want.NumCols()) {
			if !slices.Contains(unread, i) {
				assert.True(t, array.ApproxEqual(want.Column(i), got.Column(i), array.WithNaNsEqual(true)), want.ColumnName(i))
			}
		}
		got.Release()
	}
}

// Of damage comes an error or a batch, and no column reaches into another.
func FuzzPlainReader(f *testing.F) {
	file, plain, l := openPlain(f)
	text, err := os.ReadFile(file.path)
	require.NoError(f, err)
	first, _ := file.footer.vector(file.footer.uint32(0), footerBatches)
	offset, meta := file.footer.int64(first), file.footer.uint32(first+8)
	head := text[offset : int(offset)+meta]
	f.Add(head)
	for i := 0; i < len(head); i += 7 {
		f.Add(append(append(slices.Clone(head[:i]), head[i]^0x40), head[i+1:]...))
	}
	f.Fuzz(func(t *testing.T, changed []byte) {
		whole := slices.Clone(text)
		copy(whole[offset:int(offset)+meta], changed)
		damaged := *plain
		damaged.f = bytes.NewReader(whole)
		_ = guard("damaged", func() error {
			rec, err := damaged.batch(0)
			if err == nil {
				_, err = l.seriesRows(rec)
			}
			return err
		})
	})
}

func TestWithin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 20).Draw(t, "n")
		codes := rapid.SliceOfN(rapid.Int32Range(0, int32(max(n, 1)-1)), 0, 40).Draw(t, "codes")
		inside := n > 0 || len(codes) == 0
		if len(codes) > 0 && rapid.Bool().Draw(t, "spoilt") {
			odd := rapid.OneOf(rapid.Int32Max(-1), rapid.Int32Min(int32(n))).Draw(t, "odd")
			codes[rapid.IntRange(0, len(codes)-1).Draw(t, "where")] = odd
			inside = false
		}
		if got := within(codes, n); got != inside && n > 0 {
			t.Fatalf("within(%v, %d) = %v", codes, n, got)
		}
	})
}

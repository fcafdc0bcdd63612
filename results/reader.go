package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// tableReader reads one file of a table, batch by batch. It serves one goroutine,
// as Arrow's looks up dictionaries in a memory that is not to be shared.
type tableReader struct {
	path   string
	f      *os.File
	footer flatbuffer
	ipc    *ipc.FileReader
}

// openTable opens the file at path, which must have the schema want.
func openTable(path string, want *arrow.Schema) (*tableReader, error) {
	return openTableIn(path, want, bounded{})
}

// openTableIn is openTable with the memory that is read into.
func openTableIn(path string, want *arrow.Schema, mem memory.Allocator) (*tableReader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &tableReader{path: path, f: f}
	err = guard(path, func() error {
		info, err := f.Stat()
		if err != nil {
			return err
		}
		if r.footer, err = checkFooter(f, info.Size(), want.NumFields()); err != nil {
			return err
		}
		if r.ipc, err = ipc.NewFileReader(f, ipc.WithAllocator(mem)); err != nil {
			return err
		}
		if got := r.ipc.Schema(); !got.Equal(want) {
			return errWrongColumns
		}
		if got, m := r.ipc.Schema().Metadata(), want.Metadata(); !got.Equal(m) {
			return errors.New("it belongs to another scenario or version than batch.json says")
		}
		return nil
	})
	if err != nil {
		_ = f.Close() // it was only read
		return nil, err
	}
	return r, nil
}

func (r *tableReader) close() { _ = r.f.Close() } // it was only read

// batches returns the number of batches.
func (r *tableReader) batches() (n int, err error) {
	err = guard(r.path, func() error { n = r.ipc.NumRecords(); return nil })
	return n, err
}

// batch reads batch i and calls use with it. The record is not valid after
// that; whatever goes wrong with the bytes inside use becomes an error.
func (r *tableReader) batch(i int, use func(arrow.Record) error) error {
	return guard(r.path, func() error {
		rec, err := r.ipc.RecordAt(i)
		if err != nil {
			return err
		}
		defer rec.Release()
		return use(rec)
	})
}

// each reads all batches of the file at path in order.
func each(path string, want *arrow.Schema, use func(arrow.Record) error) error {
	r, err := openTable(path, want)
	if err != nil {
		return err
	}
	defer r.close()
	n, err := r.batches()
	for i := 0; i < n && err == nil; i++ {
		err = r.batch(i, use)
	}
	return err
}

// guard runs what reads the file at path. Arrow's reader panics on bytes that
// it did not expect, which is made an error here.
func guard(path string, read func() error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case theirs:
			panic(p.value)
		default:
			err = corrupt(path, "%v", p)
		}
	}()
	err = read()
	if err == nil || errors.Is(err, ErrCorrupt) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, errStop) {
		return err
	}
	return corrupt(path, "%w", err)
}

// theirs is a panic in the body of somebody's loop over what is read: no damage.
type theirs struct{ value any }

// unguarded is a loop's body that is called while a file is being read.
func unguarded[T any](yield func(T, error) bool) func(T, error) bool {
	return func(v T, err error) bool {
		defer func() {
			if p := recover(); p != nil {
				panic(theirs{p})
			}
		}()
		return yield(v, err)
	}
}

// errStop ends the reading of a table early, without an error.
var errStop = errors.New("enough")

// maxBuffer is more than any buffer of our tables takes.
const maxBuffer = 1 << 30

// bounded allocates memory for reading; damaged files may ask for anything.
type bounded struct{}

func (bounded) Allocate(size int) []byte {
	if size < 0 || size > maxBuffer {
		panic(fmt.Sprintf("a buffer of %d bytes", size))
	}
	return make([]byte, size)
}

func (a bounded) Reallocate(size int, b []byte) []byte {
	if size <= cap(b) && size >= 0 {
		return b[:size]
	}
	grown := a.Allocate(size)
	copy(grown, b)
	return grown
}

func (bounded) Free([]byte) {}

var _ memory.Allocator = bounded{}

// The columns of a record that was checked to have the schema expected.

func int64Values(rec arrow.Record, col int) []int64 {
	switch a := rec.Column(col).(type) {
	case *array.Int64:
		return a.Int64Values()
	case *array.Timestamp:
		return arrow.Int64Traits.CastFromBytes(arrow.TimestampTraits.CastToBytes(a.TimestampValues()))
	}
	return nil
}

func int32Values(rec arrow.Record, col int) []int32 {
	return rec.Column(col).(*array.Int32).Int32Values()
}

func float64Array(rec arrow.Record, col int) *array.Float64 {
	return rec.Column(col).(*array.Float64)
}

// appendFloats appends a column to dst, NaN for null.
func appendFloats(dst []float64, a *array.Float64) []float64 {
	n := len(dst)
	dst = append(dst, a.Float64Values()...)
	markNulls(dst[n:], a)
	return dst
}

// markNulls puts NaN where a column is null. Nulls are few: eight rows at a time
// have none.
func markNulls(values []float64, a *array.Float64) {
	if a.NullN() == 0 {
		return
	}
	for k, valid := range a.NullBitmapBytes()[:(len(values)+7)/8] {
		if valid == 0xff {
			continue
		}
		for i := 8 * k; i < min(8*k+8, len(values)); i++ {
			if valid>>(i&7)&1 == 0 {
				values[i] = nan
			}
		}
	}
}

// codes returns the indices of a dictionary column, after checking that the
// dictionary is the one expected.
func codes(rec arrow.Record, col int, want *dictionary) ([]int32, error) {
	d := rec.Column(col).(*array.Dictionary)
	if !array.Equal(d.Dictionary(), want.array) {
		return nil, fmt.Errorf("the values of column %s are not those that batch.json says", rec.ColumnName(col))
	}
	v := d.Indices().(*array.Int32).Int32Values()
	if d.NullN() == 0 && within(v, len(want.values)) {
		return v, nil
	}
	for i, c := range v {
		if d.IsValid(i) && (c < 0 || int(c) >= len(want.values)) {
			return nil, fmt.Errorf("row %d of column %s is outside its dictionary", i, rec.ColumnName(col))
		}
	}
	return v, nil
}

// within says whether all codes are at least 0 and less than n. Large tables are
// read through it: no code is compared, as a sign tells for eight of them at once.
func within(codes []int32, n int) bool {
	last := int32(n - 1)
	out := last // negative once a code is, or last less a code
	for ; len(codes) >= 8; codes = codes[8:] {
		c := codes[:8:8]
		out |= c[0] | (last - c[0]) | c[1] | (last - c[1]) | c[2] | (last - c[2]) | c[3] | (last - c[3]) |
			c[4] | (last - c[4]) | c[5] | (last - c[5]) | c[6] | (last - c[6]) | c[7] | (last - c[7])
	}
	for _, c := range codes {
		out |= c | (last - c)
	}
	return out >= 0
}

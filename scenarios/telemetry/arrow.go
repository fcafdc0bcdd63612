package telemetry

import (
	"fmt"
	"io"
	"math"
	"os"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// mostMemory bounds what a damaged file can make a library ask for at once.
const mostMemory = 2 << 30

// largeError is a demand for more than mostMemory.
type largeError struct{ bytes int }

func (e *largeError) Error() string { return fmt.Sprintf("%d bytes were asked for", e.bytes) }

// bounded is an allocator that refuses more than mostMemory at once, by a panic
// that readTyped catches.
type bounded struct{ memory.Allocator }

func (b bounded) Allocate(size int) []byte {
	if size < 0 || size > mostMemory {
		panic(&largeError{size})
	}
	return b.Allocator.Allocate(size)
}

func (b bounded) Reallocate(size int, old []byte) []byte {
	if size < 0 || size > mostMemory {
		panic(&largeError{size})
	}
	return b.Allocator.Reallocate(size, old)
}

// arrowTable reads Arrow IPC, as a file or a stream.
type arrowTable struct {
	schema *arrow.Schema
	batch  func() (arrow.Record, error) // io.EOF after the last one
	record arrow.Record                 // at hand
	at     int                          // rows of it that were given
}

func openArrow(f *os.File, size int64) (typedTable, error) {
	alloc := ipc.WithAllocator(bounded{memory.NewGoAllocator()})
	magic := make([]byte, 6)
	if _, err := f.ReadAt(magic, 0); err != nil && err != io.EOF {
		return nil, err
	}
	if string(magic) == "ARROW1" {
		if err := checkArrowFile(f, size); err != nil {
			return nil, err
		}
		reader, err := ipc.NewFileReader(io.NewSectionReader(f, 0, size), alloc)
		if err != nil {
			return nil, err
		}
		next := 0
		return &arrowTable{schema: reader.Schema(), batch: func() (arrow.Record, error) {
			if next >= reader.NumRecords() {
				return nil, io.EOF
			}
			next++
			return reader.Record(next - 1)
		}}, nil
	}
	if err := checkArrowStream(f, size); err != nil {
		return nil, err
	}
	reader, err := ipc.NewReader(io.NewSectionReader(f, 0, size), alloc)
	if err != nil {
		return nil, err
	}
	return &arrowTable{schema: reader.Schema(), batch: func() (arrow.Record, error) {
		if !reader.Next() {
			if err := reader.Err(); err != nil {
				return nil, err
			}
			return nil, io.EOF
		}
		return reader.Record(), nil
	}}, nil
}

func (t *arrowTable) columns() []typedColumn {
	columns := make([]typedColumn, t.schema.NumFields())
	for i, field := range t.schema.Fields() {
		kind, what := arrowKind(field.Type)
		columns[i] = typedColumn{field.Name, what, kind}
	}
	return columns
}

func arrowKind(t arrow.DataType) (vectorKind, string) {
	switch t := t.(type) {
	case *arrow.TimestampType:
		if t.TimeZone == "" {
			return locals, "times"
		}
		return instants, "times"
	case *arrow.Date32Type, *arrow.Date64Type:
		return locals, "dates"
	case *arrow.DurationType:
		return elapsed, "lengths of time"
	case *arrow.BooleanType:
		return flags, "true and false"
	case *arrow.StringType, *arrow.LargeStringType:
		return texts, "text"
	case *arrow.DictionaryType:
		kind, what := arrowKind(t.ValueType)
		return kind, what
	case *arrow.NullType, *arrow.Float16Type, *arrow.Decimal128Type:
		return numbers, "numbers"
	}
	if arrow.IsInteger(t.ID()) || arrow.IsFloating(t.ID()) {
		return numbers, "numbers"
	}
	return foreigns, "values of the type " + t.String()
}

func (t *arrowTable) next(wanted []int, into []*vector) (int, error) {
	for t.record == nil || t.at == int(t.record.NumRows()) {
		batch, err := t.batch()
		if err == io.EOF {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		t.record, t.at = batch, 0
		if rows := batch.NumRows(); int(batch.NumCols()) != t.schema.NumFields() || rows < 0 || rows > mostValues {
			return 0, io.ErrUnexpectedEOF
		}
	}
	n := min(int(t.record.NumRows())-t.at, stretchRows)
	for k, column := range wanted {
		a := t.record.Column(column)
		if a.Len() != int(t.record.NumRows()) {
			return 0, io.ErrUnexpectedEOF
		}
		for i := range n {
			addArrow(into[k], a, t.at+i)
		}
	}
	t.at += n
	return n, nil
}

// addArrow adds one value of an array.
func addArrow(v *vector, a arrow.Array, i int) {
	null := a.IsNull(i)
	switch a := a.(type) {
	case *array.Dictionary:
		if null {
			v.addNull()
			return
		}
		addArrow(v, a.Dictionary(), a.GetValueIndex(i))
	case *array.String:
		v.addText(a.Value(i), null)
	case *array.LargeString:
		v.addText(a.Value(i), null)
	case *array.Timestamp:
		unit := a.DataType().(*arrow.TimestampType).Unit
		v.addTime(int64(a.Value(i)), perSecond(unit), null)
	case *array.Date32:
		v.addTime(int64(a.Value(i))*86400, 1, null)
	case *array.Date64:
		v.addTime(int64(a.Value(i)), 1000, null)
	default:
		if null {
			v.addNumber(math.NaN())
		} else {
			v.addNumber(arrowNumber(a, i))
		}
	}
}

// addNull adds a missing value of any kind.
func (v *vector) addNull() {
	switch v.kind {
	case texts:
		v.addText("", true)
	case instants, locals:
		v.addTime(0, 1, true)
	default:
		v.addNumber(math.NaN())
	}
}

func perSecond(u arrow.TimeUnit) int64 {
	switch u {
	case arrow.Second:
		return 1
	case arrow.Millisecond:
		return 1e3
	case arrow.Microsecond:
		return 1e6
	}
	return 1e9
}

func arrowNumber(a arrow.Array, i int) float64 {
	switch a := a.(type) {
	case *array.Float64:
		return a.Value(i)
	case *array.Float32:
		return float64(a.Value(i))
	case *array.Float16:
		return float64(a.Value(i).Float32())
	case *array.Int64:
		return float64(a.Value(i))
	case *array.Int32:
		return float64(a.Value(i))
	case *array.Int16:
		return float64(a.Value(i))
	case *array.Int8:
		return float64(a.Value(i))
	case *array.Uint64:
		return float64(a.Value(i))
	case *array.Uint32:
		return float64(a.Value(i))
	case *array.Uint16:
		return float64(a.Value(i))
	case *array.Uint8:
		return float64(a.Value(i))
	case *array.Decimal128:
		return a.Value(i).ToFloat64(a.DataType().(*arrow.Decimal128Type).Scale)
	case *array.Duration:
		return float64(a.Value(i)) / float64(perSecond(a.DataType().(*arrow.DurationType).Unit))
	case *array.Boolean:
		if a.Value(i) {
			return 1
		}
		return 0
	}
	return math.NaN()
}

package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"

	"whatif/results"
)

// columnsFile says of the columns of all tables what CSV has no place for.
const columnsFile = "columns.csv"

// columnsOf has a line for each column of all tables of a result, also of those
// that are not written now: so that tables can be exported one after the other.
func columnsOf(r *results.Result) (text []byte, count int64, err error) {
	tables := r.Tables()
	schemas, err := schemasOf(r, tables)
	if err != nil {
		return nil, 0, err
	}
	keys := []string{"unit", "path", "cell_methods", "better", "description"}
	rows := [][]string{append([]string{"table", "column", "type"}, keys...)}
	for k, schema := range schemas {
		for _, f := range schema.Fields() {
			row := []string{tables[k], f.Name, typeName(f.Type)}
			for _, key := range keys {
				row = append(row, valueOf(f.Metadata, key))
			}
			rows = append(rows, row)
		}
	}
	var b bytes.Buffer
	err = csv.NewWriter(&b).WriteAll(rows)
	return b.Bytes(), int64(len(rows) - 1), err
}

// typeName is the type of what stands in a column.
func typeName(t arrow.DataType) string {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		return "text"
	case *arrow.StringType:
		return "text"
	case *arrow.TimestampType:
		return "time"
	default:
		return t.Name()
	}
}

func valueOf(m arrow.Metadata, key string) string {
	if i := m.FindKey(key); i >= 0 {
		return m.Values()[i]
	}
	return ""
}

// csvSink writes records as CSV (RFC 4180): numbers with all their digits, times
// as RFC 3339 in UTC, nothing for null.
type csvSink struct {
	out *csv.Writer
	row []string
	err error
}

func newCSV(w io.Writer, schema *arrow.Schema) *csvSink {
	s := &csvSink{out: csv.NewWriter(w), row: make([]string, schema.NumFields())}
	for i, f := range schema.Fields() {
		s.row[i] = f.Name
	}
	s.err = s.out.Write(s.row)
	return s
}

func (s *csvSink) write(rec arrow.Record) error {
	cells := make([]func(int) string, rec.NumCols())
	for i := range cells {
		cells[i] = cell(rec.Column(i))
	}
	for k := range int(rec.NumRows()) {
		for i, text := range cells {
			s.row[i] = text(k)
		}
		if s.err == nil {
			s.err = s.out.Write(s.row)
		}
	}
	return s.err
}

func (s *csvSink) close() error {
	s.out.Flush()
	if s.err != nil {
		return s.err
	}
	return s.out.Error()
}

// cell gives the text of a column's rows.
func cell(a arrow.Array) func(row int) string {
	var text func(row int) string
	switch a := a.(type) {
	case *array.Float64:
		text = func(k int) string { return strconv.FormatFloat(a.Value(k), 'g', -1, 64) }
	case *array.Int64:
		text = func(k int) string { return strconv.FormatInt(a.Value(k), 10) }
	case *array.Int32:
		text = func(k int) string { return strconv.FormatInt(int64(a.Value(k)), 10) }
	case *array.Timestamp:
		text = func(k int) string {
			return time.UnixMicro(int64(a.Value(k))).UTC().Format("2006-01-02T15:04:05.999999Z")
		}
	case *array.Dictionary:
		names := a.Dictionary().(*array.String)
		text = func(k int) string { return names.Value(a.GetValueIndex(k)) }
	case *array.String:
		text = a.Value
	default:
		text = a.ValueStr
	}
	return func(k int) string {
		if a.IsNull(k) {
			return ""
		}
		return text(k)
	}
}

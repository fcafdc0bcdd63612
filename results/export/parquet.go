package export

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/parquet-go/parquet-go"
)

const (
	// groupRows is how many rows make a row group.
	groupRows = 1 << 18
	// chunkRows is how many rows are handed over at a time.
	chunkRows = 1 << 10
)

// parquetSink writes records as Parquet. Parquet has no place for the metadata of
// a column: it stands as JSON under whatif.columns, and in the Arrow schema, which
// pyarrow and others take the types of columns from.
type parquetSink struct {
	w    *parquet.GenericWriter[any]
	rows []parquet.Row
}

func newParquet(w io.Writer, schema *arrow.Schema) sink {
	options := []parquet.WriterOption{
		parquetSchema(schema), parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(groupRows),
		parquet.CreatedBy("whatif", "", ""),
	}
	metadata, err := keyValues(schema)
	if err != nil {
		return failed{err}
	}
	for _, m := range metadata {
		options = append(options, parquet.KeyValueMetadata(m[0], m[1]))
	}
	s := &parquetSink{w: parquet.NewGenericWriter[any](w, options...)}
	columns := schema.NumFields()
	values := make([]parquet.Value, chunkRows*columns)
	for k := range chunkRows {
		s.rows = append(s.rows, values[k*columns:][:columns:columns])
	}
	return s
}

// failed is a sink that could not be opened.
type failed struct{ err error }

func (f failed) write(arrow.Record) error { return f.err }
func (f failed) close() error             { return f.err }

// keyValues is the metadata of the file.
func keyValues(schema *arrow.Schema) ([][2]string, error) {
	var list [][2]string
	m := schema.Metadata()
	for i, key := range m.Keys() {
		list = append(list, [2]string{key, m.Values()[i]})
	}
	columns := map[string]map[string]string{}
	for _, f := range schema.Fields() {
		columns[f.Name] = f.Metadata.ToMap()
	}
	text, err := json.Marshal(columns)
	if err != nil {
		return nil, err
	}
	list = append(list, [2]string{"whatif.columns", string(text)})
	var message bytes.Buffer
	if err := ipc.NewWriter(&message, ipc.WithSchema(schema)).Close(); err != nil {
		return nil, err
	}
	return append(list, [2]string{"ARROW:schema", base64.StdEncoding.EncodeToString(message.Bytes())}), nil
}

// group is a table whose columns keep their order; that of the library sorts them.
type group struct {
	parquet.Group
	fields []parquet.Field
}

func (g group) Fields() []parquet.Field { return g.fields }

// named is a column of a group.
type named struct {
	parquet.Node
	name string
}

func (f named) Name() string                           { return f.name }
func (f named) Value(base reflect.Value) reflect.Value { return base.FieldByName(f.name) }

func parquetSchema(schema *arrow.Schema) *parquet.Schema {
	g := group{Group: parquet.Group{}}
	for _, f := range schema.Fields() {
		node := node(f.Type)
		if f.Nullable {
			node = parquet.Optional(node)
		}
		g.Group[f.Name] = node
		g.fields = append(g.fields, named{node, f.Name})
	}
	return parquet.NewSchema("schema", g)
}

// node is the type of a column: dictionaries are strings, stored by a dictionary.
func node(t arrow.DataType) parquet.Node {
	switch t.(type) {
	case *arrow.DictionaryType:
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	case *arrow.StringType:
		return parquet.String()
	case *arrow.TimestampType:
		return parquet.Timestamp(parquet.Microsecond)
	case *arrow.Int32Type:
		return parquet.Int(32)
	case *arrow.Int64Type:
		return parquet.Int(64)
	}
	return parquet.Leaf(parquet.DoubleType)
}

func (s *parquetSink) write(rec arrow.Record) error {
	total := int(rec.NumRows())
	for from := 0; from < total; from += chunkRows {
		n := min(chunkRows, total-from)
		for i := range int(rec.NumCols()) {
			if err := s.fill(rec, i, from, n); err != nil {
				return err
			}
		}
		if _, err := s.w.WriteRows(s.rows[:n]); err != nil {
			return err
		}
	}
	return nil
}

func (s *parquetSink) close() error { return s.w.Close() }

// fill puts n values of a column, from a row on, into the rows.
func (s *parquetSink) fill(rec arrow.Record, column, from, n int) error {
	a := rec.Column(column)
	var value func(row int) parquet.Value
	switch a := a.(type) {
	case *array.Float64:
		value = func(k int) parquet.Value { return parquet.DoubleValue(a.Value(k)) }
	case *array.Int64:
		value = func(k int) parquet.Value { return parquet.Int64Value(a.Value(k)) }
	case *array.Int32:
		value = func(k int) parquet.Value { return parquet.Int32Value(a.Value(k)) }
	case *array.Timestamp:
		value = func(k int) parquet.Value { return parquet.Int64Value(int64(a.Value(k))) }
	case *array.String:
		value = func(k int) parquet.Value { return parquet.ByteArrayValue([]byte(a.Value(k))) }
	case *array.Dictionary:
		names := a.Dictionary().(*array.String)
		texts := make([]parquet.Value, names.Len())
		for i := range texts {
			texts[i] = parquet.ByteArrayValue([]byte(names.Value(i)))
		}
		value = func(k int) parquet.Value { return texts[a.GetValueIndex(k)] }
	default:
		return fmt.Errorf("column %s: a %s cannot be written", rec.ColumnName(column), a.DataType())
	}
	defined := 0
	if rec.Schema().Field(column).Nullable {
		defined = 1
	}
	for k := range n {
		if row := from + k; a.IsNull(row) {
			s.rows[k][column] = parquet.NullValue().Level(0, 0, column)
		} else {
			s.rows[k][column] = value(row).Level(0, defined, column)
		}
	}
	return nil
}

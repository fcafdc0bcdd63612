package telemetry

import (
	"errors"
	"io"
	"math"
	"os"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	pf "github.com/parquet-go/parquet-go/format"
)

// parquetTable reads the flat columns of a Parquet file.
type parquetTable struct {
	leaves []parquetLeaf
	groups []parquet.RowGroup
	group  int   // the row group at hand
	left   int64 // rows of it that are to come
	open   []*parquetColumn
}

// parquetLeaf is one flat column.
type parquetLeaf struct {
	typedColumn
	index     int // among all leaves of the file
	perSecond int64
	unsigned  bool
	decimal   float64 // factor of decimal numbers
}

func openParquet(f *os.File, size int64) (typedTable, error) {
	file, err := parquet.OpenFile(io.NewSectionReader(f, 0, size), size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	t := &parquetTable{groups: file.RowGroups()}
	t.addLeaves(file.Root(), nil)
	return t, nil
}

// addLeaves lists the columns below a node; those in lists are not flat.
func (t *parquetTable) addLeaves(column *parquet.Column, path []string) {
	for _, child := range column.Columns() {
		names := append(path[:len(path):len(path)], child.Name())
		if !child.Leaf() {
			t.addLeaves(child, names)
			continue
		}
		leaf := parquetLeaf{index: child.Index(), perSecond: 1, decimal: 1}
		leaf.name = strings.Join(names, ".")
		leaf.classify(child)
		t.leaves = append(t.leaves, leaf)
	}
}

// classify says what the values of a column are.
func (l *parquetLeaf) classify(c *parquet.Column) {
	l.kind, l.what = foreigns, "values of the type "+c.Type().String()
	if c.MaxRepetitionLevel() > 0 {
		l.what = "lists"
		return
	}
	kind := c.Type().Kind()
	logical := c.Type().LogicalType()
	switch kind {
	case parquet.Boolean:
		l.kind, l.what = flags, "true and false"
	case parquet.Int32, parquet.Int64, parquet.Float, parquet.Double:
		l.kind, l.what = numbers, "numbers"
	case parquet.Int96:
		l.kind, l.what = instants, "times"
	case parquet.ByteArray:
		l.kind, l.what = texts, "text"
	}
	if logical == nil {
		l.classifyOld(c.Type().ConvertedType())
		return
	}
	switch of := logical.Value.(type) {
	case *pf.TimestampType:
		l.kind, l.what = locals, "times"
		if of.IsAdjustedToUTC {
			l.kind = instants
		}
		l.perSecond = 1e9
		switch of.Unit.Value.(type) {
		case *pf.MilliSeconds:
			l.perSecond = 1e3
		case *pf.MicroSeconds:
			l.perSecond = 1e6
		}
	case *pf.DateType:
		l.kind, l.what = locals, "dates"
	case *pf.IntType:
		l.unsigned = !of.IsSigned
	case *pf.DecimalType:
		l.decimal = math.Pow10(-int(of.Scale))
		if kind != parquet.Int32 && kind != parquet.Int64 {
			l.kind, l.what = foreigns, "decimal128"
		}
	case *pf.TimeType:
		l.kind, l.what = foreigns, "times of day"
	}
}

// classifyOld reads the older annotation.
func (l *parquetLeaf) classifyOld(converted *deprecated.ConvertedType) {
	if converted == nil {
		return
	}
	switch *converted {
	case deprecated.TimestampMillis:
		l.kind, l.what, l.perSecond = instants, "times", 1e3
	case deprecated.TimestampMicros:
		l.kind, l.what, l.perSecond = instants, "times", 1e6
	case deprecated.Date:
		l.kind, l.what = locals, "dates"
	case deprecated.Decimal:
		l.kind, l.what = foreigns, "decimal128"
	case deprecated.TimeMillis, deprecated.TimeMicros:
		l.kind, l.what = foreigns, "times of day"
	case deprecated.Uint8, deprecated.Uint16, deprecated.Uint32, deprecated.Uint64:
		l.unsigned = true
	}
}

func (t *parquetTable) columns() []typedColumn {
	columns := make([]typedColumn, len(t.leaves))
	for i, l := range t.leaves {
		columns[i] = l.typedColumn
	}
	return columns
}

// stretch is how many rows are read at once.
const stretchRows = 4096

func (t *parquetTable) next(wanted []int, into []*vector) (int, error) {
	for t.left == 0 {
		if err := t.closeGroup(); err != nil {
			return 0, err
		}
		if t.group == len(t.groups) {
			return 0, nil
		}
		g := t.groups[t.group]
		t.group++
		t.left = g.NumRows()
		chunks := g.ColumnChunks()
		for _, w := range wanted {
			t.open = append(t.open, &parquetColumn{leaf: t.leaves[w], pages: chunks[t.leaves[w].index].Pages(), memory: make([]parquet.Value, 512)})
		}
	}
	n := int(min(t.left, stretchRows))
	for k, column := range t.open {
		if err := column.read(n, into[k]); err != nil {
			return 0, err
		}
	}
	t.left -= int64(n)
	return n, nil
}

func (t *parquetTable) closeGroup() error {
	for _, c := range t.open {
		if err := c.pages.Close(); err != nil {
			return err
		}
	}
	t.open = t.open[:0]
	return nil
}

// parquetColumn is one column of the row group at hand.
type parquetColumn struct {
	leaf   parquetLeaf
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	memory []parquet.Value
}

// read adds n values.
func (c *parquetColumn) read(n int, into *vector) error {
	for n > 0 {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if errors.Is(err, io.EOF) {
				return io.ErrUnexpectedEOF // fewer values than rows
			}
			if err != nil {
				return err
			}
			c.page, c.values = page, page.Values()
		}
		got, err := c.values.ReadValues(c.memory[:min(n, len(c.memory))])
		for _, v := range c.memory[:got] {
			c.leaf.add(into, v)
		}
		n -= got
		if err != nil || got == 0 {
			if err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			parquet.Release(c.page)
			c.values = nil
		}
	}
	return nil
}

// add adds one value.
func (l *parquetLeaf) add(into *vector, v parquet.Value) {
	null := v.IsNull()
	switch {
	case null:
		into.addNull()
	case l.kind == texts:
		into.addText(string(v.ByteArray()), false)
	case (l.kind == locals || l.kind == instants) && v.Kind() == parquet.Int96:
		const julian1970 = 2440588 // the Julian day of 1970-01-01
		x := v.Int96()
		into.addTime((int64(int32(x[2]))-julian1970)*86400, 1, false)
		last := len(into.nanos) - 1
		nanos := int64(uint64(x[1])<<32 | uint64(x[0]))
		into.unix[last] += nanos / 1e9
		into.nanos[last] = nanos % 1e9
	case l.kind == locals && v.Kind() == parquet.Int32:
		into.addTime(int64(v.Int32())*86400, 1, false)
	case l.kind == locals || l.kind == instants:
		into.addTime(v.Int64(), l.perSecond, false)
	default:
		into.addNumber(l.number(v))
	}
}

// number is a value as a number.
func (l *parquetLeaf) number(v parquet.Value) float64 {
	switch v.Kind() {
	case parquet.Double:
		return v.Double()
	case parquet.Float:
		return float64(v.Float())
	case parquet.Boolean:
		if v.Boolean() {
			return 1
		}
		return 0
	case parquet.Int32:
		if l.unsigned {
			return float64(v.Uint32())
		}
		return float64(v.Int32()) * l.decimal
	case parquet.Int64:
		if l.unsigned {
			return float64(v.Uint64())
		}
		return float64(v.Int64()) * l.decimal
	}
	return math.NaN()
}

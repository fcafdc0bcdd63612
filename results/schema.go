package results

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"whatif/engine"
)

// Values of the status column of the runs table.
const (
	statusOK     = 0
	statusFailed = 1
)

// layout is the schema of a batch as Arrow sees it. It is immutable and
// shared by all writers.
type layout struct {
	hasStart                                               bool
	runs, events, summary                                  *arrow.Schema
	series                                                 []*arrow.Schema // per engine.Schema.Tables
	folders                                                []string        // per engine.Schema.Tables
	balance                                                *balanceLayout  // nil where none is asked for
	variants, statuses, twins, kinds, signals, units, vars *dictionary
}

// dictionary is the fixed set of values of a dictionary column. Growing
// dictionaries break readers of the file format.
type dictionary struct {
	values []string
	index  map[string]int32
	array  arrow.Array
}

func newDictionary(values []string) *dictionary {
	b := array.NewStringBuilder(memory.DefaultAllocator)
	defer b.Release()
	d := &dictionary{values: values, index: make(map[string]int32, len(values))}
	for i, v := range values {
		b.Append(v)
		d.index[v] = int32(i)
	}
	d.array = b.NewArray()
	return d
}

// dictType is the type of all dictionary columns.
func dictType() *arrow.DictionaryType {
	return &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
}

// timeType is the type of the time columns. Nanoseconds would lose digits in
// DuckDB and JavaScript.
func timeType() arrow.DataType {
	return &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}
}

var (
	identifier = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	kindName   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)
)

// SeriesTable returns the name of the table of a kind of twin: series_ and the
// kind with underscores for dots.
func SeriesTable(kind string) string {
	return "series_" + strings.ReplaceAll(kind, ".", "_")
}

// newLayout builds the Arrow schemas, or says what in the schema cannot be
// stored.
func newLayout(info *Info, s *engine.Schema) (*layout, error) {
	for _, set := range []struct {
		name   string
		values []string
	}{{"variant", s.Variants}, {"twin", s.Twins}, {"kind", s.Kinds}, {"signal", s.Signals}, {"unit", s.Units}} {
		if v, ok := repeated(set.values); ok {
			return nil, fmt.Errorf("the %s %q is listed twice", set.name, v)
		}
	}
	if len(s.Variants) == 0 {
		return nil, fmt.Errorf("a batch needs at least one variant")
	}
	l := &layout{
		hasStart: info.HasStart,
		variants: newDictionary(s.Variants),
		statuses: newDictionary([]string{"ok", "failed"}),
		twins:    newDictionary(s.Twins),
		kinds:    newDictionary(s.Kinds),
		signals:  newDictionary(s.Signals),
		units:    newDictionary(s.Units),
		vars:     newDictionary(variables(s)),
	}
	meta := arrow.NewMetadata(
		[]string{"whatif.format_version", "whatif.scenario_sha256", "whatif.engine_version"},
		[]string{FormatVersion, sha256Hex([]byte(info.Scenario)), info.EngineVersion})

	var err error
	columns := slices.Concat(s.Parameters, s.Indicators)
	if l.runs, err = newSchema("runs", runsFields(), columns, false, meta); err != nil {
		return nil, err
	}
	for _, t := range s.Tables {
		if !kindName.MatchString(t.Kind) {
			return nil, fmt.Errorf("kind %q cannot name a table: use letters, digits, dots and underscores", t.Kind)
		}
		name := SeriesTable(t.Kind)
		sch, err := newSchema(name, seriesFields(info.HasStart), t.Columns, true, meta)
		if err != nil {
			return nil, err
		}
		l.series = append(l.series, sch)
		l.folders = append(l.folders, name)
	}
	if name, ok := repeated(l.folders); ok {
		return nil, fmt.Errorf("two kinds of twin share the table %s", name)
	}
	l.balance = newBalanceLayout(s, meta)
	if l.events, err = newSchema("events", eventFields(info.HasStart), nil, false, meta); err != nil {
		return nil, err
	}
	l.summary, err = newSchema("summary", summaryFields(info.HasStart), nil, false, meta)
	return l, err
}

// newSchema joins the fixed fields of a table and the columns of a batch.
func newSchema(table string, fixed []arrow.Field, columns []engine.Column, series bool, meta arrow.Metadata) (*arrow.Schema, error) {
	fields := slices.Clone(fixed)
	seen := map[string]bool{}
	for _, f := range fixed {
		seen[f.Name] = true
	}
	for _, c := range columns {
		if !identifier.MatchString(c.Name) {
			return nil, fmt.Errorf("table %s: column name %q of %s is not an identifier", table, c.Name, c.Path)
		}
		if seen[c.Name] {
			return nil, fmt.Errorf("table %s has a column %q already: rename %s", table, c.Name, c.Path)
		}
		seen[c.Name] = true
		keys := []string{"path", "unit", "description"}
		values := []string{c.Path, c.Unit, c.Description}
		if series {
			method := "point"
			if c.Mean {
				method = "mean"
			}
			keys, values = append(keys, "cell_methods"), append(values, method)
		}
		if c.Better != "" {
			keys, values = append(keys, "better"), append(values, c.Better)
		}
		fields = append(fields, arrow.Field{Name: c.Name, Type: arrow.PrimitiveTypes.Float64, Nullable: true,
			Metadata: arrow.NewMetadata(keys, values)})
	}
	return arrow.NewSchema(fields, &meta), nil
}

// variables returns the names of all columns of the series tables, in order.
func variables(s *engine.Schema) []string {
	var names []string
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			names = append(names, c.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// repeated returns a value that is there more than once.
func repeated(values []string) (string, bool) {
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if seen[v] {
			return v, true
		}
		seen[v] = true
	}
	return "", false
}

func sha256Hex(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

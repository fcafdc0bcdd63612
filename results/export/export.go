// Package export writes the tables of a result in other formats: Parquet for
// whoever reads no Arrow, CSV for whoever reads nothing else.
package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"whatif/results"
	"whatif/results/whole"
)

// Format is a format of files.
type Format string

// The formats.
const (
	Parquet Format = "parquet"
	CSV     Format = "csv"
)

// ErrThere says that a file is there already.
var ErrThere = errors.New("there already")

// Options say what is written.
type Options struct {
	Tables    []string // names of those that are written; none for all
	Overwrite bool     // files that are there already
}

// File is a file that was written.
type File struct {
	Path  string
	Rows  int64
	Bytes int64
}

// sink takes the records of a table.
type sink interface {
	write(rec arrow.Record) error
	close() error
}

// Write writes tables of a result to a folder, which it makes: a file for each,
// named after it, and for CSV columns.csv, which says what the columns mean. A
// file has its name once it is whole; what was written before an error stays. The
// memory it takes does not depend on the size of the tables.
func Write(ctx context.Context, r *results.Result, dir string, format Format, o Options) ([]File, error) {
	tables := once(o.Tables)
	if len(tables) == 0 {
		tables = r.Tables()
	}
	schemas, err := schemasOf(r, tables)
	if err != nil {
		return nil, err
	}
	var columns []byte
	var described int64
	if format == CSV {
		if columns, described, err = columnsOf(r); err != nil {
			return nil, err
		}
	}
	if err := vacant(dir, tables, format, columns, o.Overwrite); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	var files []File
	if format == CSV {
		f, err := atomically(filepath.Join(dir, columnsFile), func(w io.Writer) (int64, error) {
			_, err := w.Write(columns)
			return described, err
		})
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	for k, table := range tables {
		f, err := atomically(fileOf(dir, table, format), func(w io.Writer) (rows int64, err error) {
			return copyTable(ctx, r, table, open(format, w, schemas[k]))
		})
		if err != nil {
			return files, err
		}
		files = append(files, f)
	}
	return files, nil
}

func fileOf(dir, table string, format Format) string {
	return filepath.Join(dir, table+"."+string(format))
}

// once is a list without what it names again.
func once(names []string) []string {
	var list []string
	for _, name := range names {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

func schemasOf(r *results.Result, tables []string) ([]*arrow.Schema, error) {
	var schemas []*arrow.Schema
	for _, table := range tables {
		schema, err := r.TableSchema(table)
		if err != nil {
			return nil, fmt.Errorf("%w", err)
		}
		schemas = append(schemas, schema)
	}
	return schemas, nil
}

// vacant refuses to write over files, before anything is written. A columns.csv
// that says the same is of an earlier export of this result, and no hindrance.
func vacant(dir string, tables []string, format Format, columns []byte, overwrite bool) error {
	if overwrite {
		return nil
	}
	if format == CSV {
		path := filepath.Join(dir, columnsFile)
		if there, err := os.ReadFile(path); err == nil && !bytes.Equal(there, columns) {
			return fmt.Errorf("%s: %w", path, ErrThere)
		}
	}
	for _, table := range tables {
		path := fileOf(dir, table, format)
		if _, err := os.Stat(path); err == nil {
			return fmt.Errorf("%s: %w", path, ErrThere)
		}
	}
	return nil
}

func open(format Format, w io.Writer, schema *arrow.Schema) sink {
	if format == CSV {
		return newCSV(w, schema)
	}
	return newParquet(w, schema)
}

// copyTable writes all records of a table.
func copyTable(ctx context.Context, r *results.Result, table string, to sink) (rows int64, err error) {
	for rec, err := range r.Records(table) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = to.write(rec)
		}
		if err != nil {
			return rows, err
		}
		rows += rec.NumRows()
	}
	return rows, to.close()
}

// atomically writes a file that is there entirely or not at all.
func atomically(path string, write func(w io.Writer) (rows int64, err error)) (File, error) {
	file := File{Path: path}
	var err error
	file.Bytes, err = whole.Write(path, func(w io.Writer) error {
		var err error
		file.Rows, err = write(w)
		return err
	})
	if err != nil {
		return File{}, fmt.Errorf("%w", err)
	}
	return file, nil
}

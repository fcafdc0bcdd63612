package results

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
)

// Tables lists the tables that the result has, as their folders and files are
// called: runs, series_KIND, events, balance where one was asked for, and
// summary once the batch is finished.
func (r *Result) Tables() []string {
	list := append([]string{"runs"}, r.layout.folders...)
	list = append(list, "events")
	if r.layout.balance != nil {
		list = append(list, balanceTable)
	}
	if _, err := os.Stat(filepath.Join(r.Dir, summaryFile)); err == nil {
		list = append(list, "summary")
	}
	return list
}

// ErrNoTable says that a result has no table of that name.
var ErrNoTable = errors.New("no such table")

// TableSchema returns the schema of a table, with the units, paths and
// descriptions of its columns as metadata; ErrNoTable where there is none.
func (r *Result) TableSchema(table string) (*arrow.Schema, error) {
	switch {
	case !slices.Contains(r.Tables(), table):
	case table == "runs":
		return r.layout.runs, nil
	case table == "events":
		return r.layout.events, nil
	case table == balanceTable:
		return r.layout.balance.schema, nil
	case table == "summary":
		return r.layout.summary, nil
	default:
		return r.layout.series[slices.Index(r.layout.folders, table)], nil
	}
	return nil, fmt.Errorf("%s: %w: there are %s", table, ErrNoTable, strings.Join(r.Tables(), ", "))
}

// Records goes through a table in its order, as it is in the files: for who hands
// it on. A record is valid until the next one. Parts that are missing are left
// out, as in Runs.
func (r *Result) Records(table string) iter.Seq2[arrow.Record, error] {
	return func(yield func(arrow.Record, error) bool) {
		err := r.records(table, unguarded(yield))
		if err != nil && !errors.Is(err, errStop) {
			yield(nil, fmt.Errorf("%w", err))
		}
	}
}

func (r *Result) records(table string, yield func(arrow.Record, error) bool) error {
	schema, err := r.TableSchema(table)
	if err != nil {
		return err
	}
	use := func(rec arrow.Record) error {
		if err := equalLengths(rec); err != nil {
			return err
		}
		if !yield(rec, nil) {
			return errStop
		}
		return nil
	}
	if table == "summary" {
		return each(filepath.Join(r.Dir, summaryFile), schema, use)
	}
	for k := range r.Info.parts() {
		if _, gone := slices.BinarySearch(r.Missing, k); gone {
			continue
		}
		if err := each(partPath(r.Dir, table, k), schema, use); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return corrupt(partPath(r.Dir, table, k), "it is missing")
			}
			return err
		}
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"whatif/results"
	"whatif/results/export"
)

// exportFlags is what `whatif export` was asked.
type exportFlags struct {
	parquet, csv bool
	dir          string
	tables       []string
	overwrite    bool
}

func newExport(c *console) *cobra.Command {
	f := &exportFlags{}
	cmd := &cobra.Command{
		Use:   "export RESULT (--parquet | --csv)",
		Short: "Write the tables of a result as Parquet or CSV",
		Long: `Export writes a file for each table, named after it. Parquet files keep types,
units and descriptions (DuckDB, polars, pandas and Spark read them). CSV has no
place for these: columns.csv beside the tables says what each column is.`,
		Example: `  whatif export results/office --parquet
  whatif export results/office --csv --table runs -o /tmp/runs`,
		Args:              oneResult,
		ValidArgsFunction: oneFolder,
		RunE:              func(_ *cobra.Command, args []string) error { return c.export(args[0], f) },
	}
	fl := cmd.Flags()
	fl.BoolVar(&f.parquet, "parquet", false, "write Parquet, compressed with zstd")
	fl.BoolVar(&f.csv, "csv", false, "write CSV")
	fl.StringVarP(&f.dir, "output", "o", "", "folder for the files (default RESULT-parquet or RESULT-csv)")
	fl.StringArrayVar(&f.tables, "table", nil, "write only this table, such as runs (may be repeated)")
	fl.BoolVar(&f.overwrite, "overwrite", false, "replace files that are there")
	return cmd
}

// export carries out `whatif export`.
func (c *console) export(dir string, f *exportFlags) error {
	if f.parquet == f.csv {
		return &wrong{code: codeArguments, summary: "which format?", expected: "either --parquet or --csv", usage: true}
	}
	format := export.CSV
	if f.parquet {
		format = export.Parquet
	}
	r, err := openResult(dir)
	if err != nil {
		return err
	}
	if f.dir == "" {
		named := filepath.Clean(dir)
		if base := filepath.Base(named); base == "." || base == ".." { // no names to add to
			if named, err = filepath.Abs(dir); err != nil {
				return fmt.Errorf("%w", err)
			}
		}
		f.dir = named + "-" + string(format)
	}
	ctx, _, release := interrupts(context.Background(), c)
	defer release()
	files, err := export.Write(ctx, r, f.dir, format, export.Options{Tables: f.tables, Overwrite: f.overwrite})
	switch {
	case errors.Is(err, export.ErrThere):
		return &exit{exitWrong, &wrong{code: codeOutput, summary: err.Error(), arg: "--output", err: err,
			hint: "say --overwrite to replace it, or choose another folder: -o DIR"}}
	case errors.Is(err, results.ErrNoTable):
		for _, name := range f.tables {
			if _, err := r.TableSchema(name); err != nil {
				return noSuch("table", name, r.Tables(), "whatif export "+dir+" without --table")
			}
		}
		return &exit{exitWrong, err}
	case errors.Is(err, context.Canceled):
		return &exit{exitInterrupted, &wrong{code: codeStopped, summary: "interrupted; the tables written so far are in " + f.dir}}
	case err != nil:
		return &exit{exitWrong, err}
	}
	if missing := r.Info.Runs - int64(r.Runs.Len()); missing > 0 {
		c.note("warning: the batch is unfinished: %d of %d runs are missing in these tables", missing, r.Info.Runs)
	}
	var t table
	for _, file := range files {
		t.add(filepath.Base(file.Path), count(file.Rows, "row"), fmt.Sprintf("%.1f MB", float64(file.Bytes)/1e6))
	}
	var b strings.Builder
	t.write(&b)
	fmt.Fprintf(&b, "\nfiles  %s\n", f.dir)
	_, err = fmt.Fprint(c.out, b.String())
	return err
}

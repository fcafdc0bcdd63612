// Command tables measures the writing and the reading of tables: rows a second
// and the most memory, beside a raw write of the same bytes and beside pyarrow.
//
//	go run ./benchmarks/tables -help
//
// Every measurement is a process of its own, so that its peak of memory is its
// own; they take turns, so that a busy minute meets all.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "tables:", err)
		os.Exit(1)
	}
}

// settings are what the flags choose.
type settings struct {
	Rows   int    `json:"rows"`   // written as one table
	Long   int    `json:"long"`   // series rows of the long batch
	Runs   int    `json:"runs"`   // of the batch of short runs
	Repeat int    `json:"repeat"` // of every measurement
	Python string `json:"-"`      // with pyarrow
	Script string `json:"-"`      // what it runs
	Dir    string `json:"-"`      // for what is written
}

func run() error {
	var s settings
	flag.IntVar(&s.Rows, "rows", 10_000_000, "rows of the table that is written; 0 leaves it out")
	flag.IntVar(&s.Long, "long", 50_000_000, "rows of the long batch, which is read too; 0 leaves it out")
	flag.IntVar(&s.Runs, "runs", 1_000_000, "runs of the batches of short runs; 0 leaves them out")
	flag.IntVar(&s.Repeat, "repeat", 5, "repetitions of the table that is written; the batches are measured once")
	flag.StringVar(&s.Python, "python", ".venv/bin/python", "Python that has pyarrow")
	flag.StringVar(&s.Script, "script", "benchmarks/tables/beside.py", "what it runs")
	flag.StringVar(&s.Dir, "dir", "", "folder below which files are written and removed again; default: that for temporary files")
	file := flag.String("json", "", "file for all figures")
	one := flag.String("one", "", "do one measurement in this process; it is how the program starts itself")
	flag.Parse()
	if *one != "" {
		return measureHere(*one, s)
	}
	dir, err := os.MkdirTemp(s.Dir, "tables-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s.Dir = dir
	figures, err := measureAll(s)
	if err != nil {
		return err
	}
	fmt.Print(markdown(s, figures))
	if *file == "" {
		return nil
	}
	text, err := json.MarshalIndent(map[string]any{"settings": s, "figures": figures}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(*file), append(text, '\n'), 0o644)
}

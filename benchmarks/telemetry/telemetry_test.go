//go:build unix

// Package telemetry measures how fast recorded files become tables.
//
// Every benchmark reads a file of its own making, whole and through the public
// interface: all columns as inputs, checked, hashed, in SI. compare.py beside it
// reads the same files with pandas and DuckDB.
package telemetry

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/physics/unit"
	"whatif/scenarios/telemetry"
)

// shape is a table of so many rows, a quarter of an hour or an hour apart, and
// columns.
type shape struct {
	name    string
	rows    int
	columns int
	step    time.Duration
}

func shapes() []shape {
	return []shape{
		{"year_hourly_10", 8760, 10, time.Hour},
		{"year_hourly_1000", 8760, 1000, time.Hour},
		{"year_quarterly_1000", 35040, 1000, 15 * time.Minute},
	}
}

func start() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// generate writes a table of readings with three digits, as building automation
// exports it. The numbers come from a multiplicative generator, so that every
// run and compare.py meet the same file.
func generate(path string, s shape) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	line := []byte("time")
	for c := range s.columns {
		line = fmt.Appendf(line, ",s%04d", c)
	}
	seed := uint64(1)
	for r := range s.rows {
		line = append(line, '\n')
		if _, err := out.Write(line); err != nil {
			return err
		}
		line = start().Add(time.Duration(r)*s.step).AppendFormat(line[:0], "2006-01-02T15:04:05")
		for range s.columns {
			seed = seed*6364136223846793005 + 1442695040888963407
			line = strconv.AppendFloat(append(line, ','), float64(seed>>44)/1000*0.05-10, 'f', 3, 64)
		}
	}
	if _, err := out.Write(append(line, '\n')); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// file is the table of a shape, written where WHATIF_TABLES says, or into a
// folder of the test.
func file(tb testing.TB, s shape) (path string, size int64) {
	folder := os.Getenv("WHATIF_TABLES")
	if folder == "" {
		folder = tb.TempDir()
	}
	path = filepath.Join(folder, s.name+".csv")
	if _, err := os.Stat(path); err != nil {
		require.NoError(tb, generate(path, s))
	}
	info, err := os.Stat(path)
	require.NoError(tb, err)
	return path, info.Size()
}

// specs ask for all columns of a shape over its whole time.
func specs(path string, s shape) []telemetry.Spec {
	all := make([]telemetry.Spec, s.columns)
	for c := range all {
		all[c] = telemetry.Spec{
			File: path, Time: "time", Column: fmt.Sprintf("s%04d", c), Unit: unit.Must("degC"),
			Start: start(), HasStart: true, Until: engine.Time(s.rows-1) * engine.Time(s.step),
		}
	}
	return all
}

// BenchmarkRead reads a CSV file, each column an input in degC. The memory is
// that of the tables and what they are made of.
func BenchmarkRead(b *testing.B) {
	for _, s := range shapes() {
		b.Run(s.name, func(b *testing.B) {
			path, size := file(b, s)
			all := specs(path, s)
			b.SetBytes(size)
			var after runtime.MemStats
			runtime.GC()
			spent := cpu(b)
			var store *telemetry.Store
			for b.Loop() {
				store = telemetry.NewStore()
				store.Expect(all...)
				for _, spec := range all {
					table, _, problems := store.Read(spec)
					if len(problems) > 0 || len(table.Times) != s.rows {
						b.Fatal(problems)
					}
				}
			}
			b.ReportMetric((cpu(b)-spent).Seconds()/float64(b.N), "cpu_s/op")
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.Sys)/(1<<20), "MB_from_system")
			runtime.KeepAlive(store)
		})
	}
}

// cpu is the processor time that this process has used: on a shared machine it
// says more than the time on the clock.
func cpu(tb testing.TB) time.Duration {
	var u syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

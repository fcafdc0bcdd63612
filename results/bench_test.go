package results

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// benchSchema has rows of 44 bytes: two variables and no calendar.
func benchSchema(rooms int) (*engine.Schema, *engine.Layout) {
	s := &engine.Schema{
		Variants: []string{"base"},
		Tables: []engine.Table{{Kind: "thermal.room", Columns: []engine.Column{
			{Name: "temperature", Unit: "degC"}, {Name: "heat_loss", Unit: "W", Mean: true}}}},
		Indicators: []engine.Column{{Name: "energy", Unit: "kWh"}},
	}
	l := &engine.Layout{}
	for i := range rooms {
		s.Twins = append(s.Twins, fmt.Sprintf("room%03d", i))
		l.Rows = append(l.Rows, row(0, i, 2*i, 2*i+1))
	}
	return s, l
}

func benchWriter(b *testing.B, s *engine.Schema, compression string, runs int64) *Writer {
	b.Helper()
	info := Info{Name: "bench", Draws: int(runs), Sweeps: 1, Runs: runs, RunsPerPart: runs, Compression: compression}
	w, err := create(quick{}, filepath.Join(b.TempDir(), "r"), info, s, false)
	require.NoError(b, err)
	return w
}

const (
	benchRooms   = 10
	benchSamples = 100_000
)

// writeSeries writes a run of a million rows.
func writeSeries(w *Writer, l *engine.Layout, samples [][]float64) error {
	p, err := w.Part(0, 0, 1)
	if err != nil {
		return err
	}
	if err := p.Begin(engine.RunID{}, l); err != nil {
		return err
	}
	for k := range benchSamples {
		if err := p.Sample(engine.Time(k)*engine.Second, samples[k%len(samples)]); err != nil {
			return err
		}
	}
	if err := p.End(&engine.Outcome{Indicators: []float64{1}}); err != nil {
		return err
	}
	return p.Commit()
}

// BenchmarkSeries writes series rows through the writer, without waiting for
// the disk, as BenchmarkRawWrite does with the same bytes.
func BenchmarkSeries(b *testing.B) {
	samples := make([][]float64, 1000)
	for k := range samples {
		samples[k] = make([]float64, 2*benchRooms)
		for c := range samples[k] {
			samples[k][c] = 20 + math.Sin(float64(k)/70+float64(c))
		}
	}
	for _, compression := range []string{None, LZ4, Zstd} {
		b.Run(compression, func(b *testing.B) {
			s, l := benchSchema(benchRooms)
			w := benchWriter(b, s, compression, 1)
			for b.Loop() {
				if err := writeSeries(w, l, samples); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				require.NoError(b, os.Remove(partPath(w.dir, "runs", 0)))
				b.StartTimer()
			}
			reportRows(b, benchSamples*benchRooms)
		})
	}
}

// BenchmarkRawWrite writes as many bytes as BenchmarkSeries without
// compression, in pieces of the size of a column of a batch.
func BenchmarkRawWrite(b *testing.B) {
	piece := make([]byte, 8*maxRows)
	for i := range piece {
		piece[i] = byte(i)
	}
	path := filepath.Join(b.TempDir(), "raw")
	const rows = benchSamples * benchRooms
	for b.Loop() {
		f, err := os.Create(path)
		require.NoError(b, err)
		for left := 44 * rows; left > 0; left -= len(piece) {
			if _, err := f.Write(piece[:min(left, len(piece))]); err != nil {
				b.Fatal(err)
			}
		}
		require.NoError(b, f.Close())
	}
	reportRows(b, rows)
}

func reportRows(b *testing.B, rows int) {
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrows/s")
}

// BenchmarkShortRuns writes runs of ten samples of one twin.
func BenchmarkShortRuns(b *testing.B) {
	const runs = 100_000
	s, l := benchSchema(1)
	w := benchWriter(b, s, LZ4, runs)
	values := make([]float64, 2)
	for b.Loop() {
		p, err := w.Part(0, 0, runs)
		require.NoError(b, err)
		for n := range int64(runs) {
			id := engine.RunID{Number: n, Draw: int(n)}
			err := p.Begin(id, l)
			for k := range 10 {
				values[0] = float64(k)
				if err == nil {
					err = p.Sample(engine.Time(k)*engine.Second, values)
				}
			}
			if err == nil {
				err = p.End(&engine.Outcome{ID: id, Indicators: values[:1]})
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		require.NoError(b, p.Commit())
		b.StopTimer()
		require.NoError(b, os.Remove(partPath(w.dir, "runs", 0)))
		b.StartTimer()
	}
	b.ReportMetric(runs*float64(b.N)/b.Elapsed().Seconds(), "runs/s")
}

// BenchmarkSummary reads a million rows and describes 2000 values of 1000 draws.
func BenchmarkSummary(b *testing.B) {
	const runs = 1000
	s, l := benchSchema(benchRooms)
	w := benchWriter(b, s, LZ4, runs)
	p, err := w.Part(0, 0, runs)
	require.NoError(b, err)
	values := make([]float64, 2*benchRooms)
	for n := range int64(runs) {
		id := engine.RunID{Number: n, Draw: int(n)}
		require.NoError(b, p.Begin(id, l))
		for k := range 100 {
			for c := range values {
				values[c] = math.Sin(float64(n*7919+int64(k+c)*31) / 17)
			}
			require.NoError(b, p.Sample(engine.Time(k)*engine.Second, values))
		}
		require.NoError(b, p.End(&engine.Outcome{ID: id, Indicators: values[:1]}))
	}
	require.NoError(b, p.Commit())
	r, err := Open(w.dir)
	require.NoError(b, err)
	for _, bytes := range []int{blockBytes, blockBytes / 8} {
		b.Run(fmt.Sprintf("slice=%dMB", bytes>>20), func(b *testing.B) {
			for b.Loop() {
				_, err := writeSummary(b.Context(), quick{}, r, bytes)
				require.NoError(b, err)
			}
			reportRows(b, runs*100*benchRooms)
		})
	}
}

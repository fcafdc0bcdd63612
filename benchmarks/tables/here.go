package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"whatif/engine"
	"whatif/results"
)

const (
	rooms    = 10
	rowBytes = 44      // of the series table: two variables and no calendar
	piece    = 8 << 16 // bytes of a column of a batch
)

// measureHere does one measurement and prints its figure.
func measureHere(name string, s settings) error {
	kind, what, _ := strings.Cut(name, " ")
	var f Figure
	var err error
	switch kind {
	case "raw":
		f, err = rawWrite(filepath.Join(s.Dir, "raw"), s.Rows)
	case "write":
		f, err = writeBatch(plan{compression: what, runs: 1, samples: s.Rows / rooms, rooms: rooms, columns: 2}, filepath.Join(s.Dir, "table"), false)
		err = first(err, os.RemoveAll(filepath.Join(s.Dir, "table")))
	case "runs":
		p := plan{compression: results.LZ4, runs: s.Runs, indicators: 3, columns: 2}
		switch what {
		case "series":
			p.samples, p.rooms = 2, 1
		case "wide":
			p.samples, p.rooms = 1, 50
		}
		f, err = writeBatch(p, batchDir(s, what), true)
		f.Count = s.Runs
	case "columns":
		p := plan{compression: what, runs: 200, samples: s.Runs / 1000, rooms: 1, columns: 100}
		f, err = writeBatch(p, batchDir(s, "columns"), true)
		err = first(err, os.RemoveAll(batchDir(s, "columns")))
	case "open":
		f, err = openBatch(batchDir(s, what))
	case "batch":
		const runs = 1000
		p := plan{compression: what, runs: runs, samples: s.Long / runs / rooms, rooms: rooms, indicators: 3, columns: 2}
		f, err = writeBatch(p, batchDir(s, what), true)
	case "read":
		f, err = readBatch(batchDir(s, what))
	default:
		err = fmt.Errorf("no measurement %q", name)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(f)
}

func batchDir(s settings, compression string) string {
	return filepath.Join(s.Dir, "batch-"+compression)
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// rawWrite writes as many bytes as so many rows have.
func rawWrite(path string, rows int) (Figure, error) {
	data := make([]byte, piece)
	for i := range data {
		data[i] = byte(i * 7)
	}
	begun := time.Now()
	f, err := os.Create(path)
	if err != nil {
		return Figure{}, err
	}
	left := rows * rowBytes
	for ; left > 0 && err == nil; left -= len(data) {
		_, err = f.Write(data[:min(left, len(data))])
	}
	err = first(err, f.Sync(), f.Close())
	took := time.Since(begun)
	return Figure{Count: rows, Seconds: took.Seconds(), Bytes: int64(rows) * rowBytes, Peak: peak()}, first(err, os.Remove(path))
}

// plan is a batch to write.
type plan struct {
	compression                      string
	runs, samples, rooms, indicators int
	columns                          int // variables of a room
}

func (p plan) schema() (*engine.Schema, *engine.Layout) {
	s := &engine.Schema{Variants: []string{"base"}}
	l := &engine.Layout{}
	for i := range p.indicators {
		s.Indicators = append(s.Indicators, engine.Column{Name: fmt.Sprintf("energy%d", i), Unit: "kWh"})
	}
	if p.rooms > 0 {
		s.Tables = []engine.Table{{Kind: "thermal.room"}}
	}
	for k := range p.columns * len(s.Tables) {
		s.Tables[0].Columns = append(s.Tables[0].Columns, engine.Column{Name: fmt.Sprintf("variable%d", k), Unit: "W"})
	}
	for i := range p.rooms {
		s.Twins = append(s.Twins, fmt.Sprintf("room%03d", i))
		row := engine.LayoutRow{Twin: i}
		for k := range p.columns {
			row.Channels, row.Scale, row.Offset = append(row.Channels, p.columns*i+k), append(row.Scale, 1), append(row.Offset, 0)
		}
		l.Rows = append(l.Rows, row)
	}
	return s, l
}

// samplesOf makes the values of some samples, which a run repeats.
func (p plan) samplesOf() [][]float64 {
	list := make([][]float64, 1000)
	for k := range list {
		list[k] = make([]float64, p.columns*p.rooms)
		for c := range list[k] {
			list[k][c] = 20 + math.Sin(float64(k)/70+float64(c))
		}
	}
	return list
}

// writeBatch writes a batch with one writer and, where told, finishes it.
func writeBatch(p plan, dir string, finish bool) (f Figure, err error) {
	schema, layout := p.schema()
	values := p.samplesOf()
	info := results.Info{Name: "tables", Draws: p.runs, Sweeps: 1, Runs: int64(p.runs), Compression: p.compression}
	info.RunsPerPart = results.RunsPerPart(info.Runs, results.BytesPerRun(schema, layout, int64(p.samples)))
	w, err := results.Create(dir, info, schema, false)
	if err != nil {
		return f, err
	}
	defer w.Close()
	begun := time.Now()
	for k := range w.Parts() {
		if err := writePart(w, k, p, layout, values); err != nil {
			return f, err
		}
	}
	f = Figure{Count: p.runs * p.samples * p.rooms, Seconds: time.Since(begun).Seconds(), Peak: peak()}
	if finish {
		forget()
		begun = time.Now()
		m, err := w.Finish(context.Background())
		if err != nil {
			return f, err
		}
		f.FinishSeconds, f.FinishPeak = time.Since(begun).Seconds(), peak()
		for _, file := range m.Files {
			f.Bytes += file.Bytes
		}
	}
	return f, nil
}

func writePart(w *results.Writer, k int, p plan, layout *engine.Layout, values [][]float64) error {
	from, to := w.PartRuns(k)
	part, err := w.Part(k, from, to)
	if err != nil {
		return err
	}
	indicators := make([]float64, p.indicators)
	for n := from; n < to && err == nil; n++ {
		id := engine.RunID{Number: n, Draw: int(n)}
		err = part.Begin(id, layout)
		for i := 0; i < p.samples && err == nil; i++ {
			err = part.Sample(engine.Time(i)*engine.Second, values[(int(n)*37+i)%len(values)])
		}
		for i := range indicators {
			indicators[i] = math.Sqrt(float64(n) + float64(i))
		}
		if err == nil {
			err = part.End(&engine.Outcome{ID: id, Indicators: indicators, Fingerprint: uint64(n) * 0x9e3779b97f4a7c15})
		}
	}
	if err != nil {
		return first(err, part.Abort())
	}
	return part.Commit()
}

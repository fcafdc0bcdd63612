package results

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// testSchema has two kinds of twin and an input.
func testSchema() *engine.Schema {
	return &engine.Schema{
		Variants:   []string{"base", "warmer"},
		Parameters: []engine.Column{{Name: "pump_cop", Path: "twin.pump.cop", Unit: "1", Description: "heat / electricity"}},
		Indicators: []engine.Column{
			{Name: "energy", Path: "indicator.energy", Unit: "kWh", Description: "integral of twin.pump.electric_power"},
			{Name: "cold_hours", Path: "indicator.cold_hours", Unit: "h"},
		},
		Tables: []engine.Table{
			{Kind: "thermal.room", Columns: []engine.Column{
				{Name: "temperature", Path: "twin.*.temperature", Unit: "degC", Description: "air temperature"},
				{Name: "heat_loss", Path: "twin.*.heat_loss", Unit: "W", Description: "heat to outdoors", Mean: true},
			}},
			{Kind: "thermal.heat_pump", Columns: []engine.Column{
				{Name: "electric_power", Path: "twin.pump.electric_power", Unit: "W", Mean: true},
			}},
			{Kind: "input", Columns: []engine.Column{{Name: "outdoor", Path: "input.outdoor", Unit: "degC"}}},
		},
		Twins:   []string{"input", "north", "pump", "south"},
		Kinds:   []string{"alert_off", "alert_on", "switch_off", "switch_on"},
		Signals: []string{"alert.cold", "alert.hot", "twin.pump.demand"},
		Units:   []string{"1", "degC"},
	}
}

func row(table, twin int, channels ...int) engine.LayoutRow {
	r := engine.LayoutRow{Table: table, Twin: twin, Channels: channels}
	for range channels {
		r.Scale, r.Offset = append(r.Scale, 1), append(r.Offset, 0)
	}
	return r
}

// testLayout has channels north.temperature, north.heat_loss, south.*,
// electric_power, outdoor; the first temperature is stored in degC.
func testLayout() *engine.Layout {
	l := &engine.Layout{Rows: []engine.LayoutRow{row(0, 1, 0, 1), row(0, 3, 2, -1), row(1, 2, 4), row(2, 0, 5)}}
	l.Rows[0].Offset[0] = -273.15
	return l
}

func testInfo() Info {
	return Info{
		Name: "office-winter", Scenario: "[scenario]\nname = \"office-winter\"\n",
		Files: map[string]string{"weather.csv": "ab", "people.csv": "cd"}, Overrides: []string{"twin.pump.cop=3"},
		EngineVersion: "1.2.3", Seed: 7, Draws: 5, Sweeps: 2,
		SweepPoints: []map[string]string{{"twin.control.band": "0.5 K"}, {"twin.control.band": "1 K"}},
		Start:       time.Date(2026, 1, 12, 0, 0, 0, 0, time.FixedZone("CET", 3600)), HasStart: true,
		Span: 60 * engine.Second, Warmup: engine.Second, Every: 10 * engine.Second,
		Runs: 20, RunsPerPart: 3, VariantDescriptions: []string{"", "raise the set-point"},
	}
}

// quick is a storage that does not wait for the disk.
type quick struct{ disk }

type quickFile struct{ sink }

func (quick) Create(path string) (sink, error) {
	f, err := disk{}.Create(path)
	return quickFile{f}, err
}
func (quick) SyncFolder(string) error { return nil }
func (quickFile) Sync() error         { return nil }

const testSamples = 7 // 0 to 60 s

// failing run numbers of the test batch; each fails after three samples.
var failing = map[int64]bool{0: true, 8: true}

func testID(info *Info, n int64) engine.RunID {
	draw := int(n) % info.Draws
	rest := int(n) / info.Draws
	return engine.RunID{Number: n, Variant: rest / info.Sweeps, Sweep: rest % info.Sweeps, Draw: draw, Seed: info.Seed}
}

// testValue is what channel c of a run shows at sample k, in K where the
// layout converts.
func testValue(n int64, k, c int) float64 {
	if k == 0 && (c == 1 || c == 4) {
		return math.NaN() // a mean over no interval
	}
	v := 290 + math.Sin(float64(n)*1.3+float64(c))*3 + float64(k)/7
	if c == 5 {
		v = float64(k)
	}
	return v
}

// writeRun gives one run to a part.
func writeRun(p engine.PartWriter, info *Info, n int64, l *engine.Layout) error {
	id := testID(info, n)
	if err := p.Begin(id, l); err != nil {
		return err
	}
	samples := testSamples
	o := &engine.Outcome{ID: id, End: info.Span, Events: 2, Fingerprint: uint64(n)*0x1234567 + 1,
		Parameters: []float64{3 + float64(n)/100}, Indicators: []float64{float64(n) * 1.5, math.NaN()}}
	if failing[n] {
		samples = 3
		o.Err, o.Indicators, o.End = errors.New("twin.north: temperature 1e6 K"), nil, 25*engine.Second
	}
	values := make([]float64, 6)
	for k := range samples {
		for c := range values {
			values[c] = testValue(n, k, c)
		}
		if err := p.Sample(engine.Time(k)*info.Every, values); err != nil {
			return err
		}
		if k == 1 {
			e := engine.Event{Time: 10*engine.Second + 1234567, Seq: 0, Twin: "pump", Kind: "switch_on",
				Signal: "twin.pump.demand", Value: 1, Unit: "1", Detail: fmt.Sprintf("run %d", n)}
			if err := p.Event(e); err != nil {
				return err
			}
		}
		if k == 2 && n%2 == 0 {
			for seq := range int64(2) {
				e := engine.Event{Time: 20 * engine.Second, Seq: 1 + seq, Kind: "alert_on", Signal: "alert.cold", Value: math.NaN()}
				if err := p.Event(e); err != nil {
					return err
				}
			}
		}
	}
	return p.End(o)
}

// writeParts writes all parts with so many workers.
func writeParts(w *Writer, workers int) error {
	queue := make(chan int)
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for k := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for part := range queue {
				if errs[k] == nil {
					errs[k] = writePart(w, part)
				}
			}
		}()
	}
	for part := range w.Parts() {
		queue <- part
	}
	close(queue)
	wait.Wait()
	return errors.Join(errs...)
}

func writePart(w *Writer, part int) error {
	first, last := w.PartRuns(part)
	p, err := w.Part(part, first, last)
	if err != nil {
		return err
	}
	l := testLayout()
	for n := first; n < last; n++ {
		if err := writeRun(p, w.info, n, l); err != nil {
			return errors.Join(err, p.Abort())
		}
	}
	return p.Commit()
}

// writeBatch writes a finished batch into a folder below a new one, without
// waiting for the disk.
func writeBatch(t testing.TB, info Info, workers int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "result")
	w, err := create(quick{}, dir, info, testSchema(), false)
	require.NoError(t, err)
	require.NoError(t, writeParts(w, workers))
	_, err = w.Finish(context.Background())
	require.NoError(t, err)
	return dir
}

// begun are the files of a result without parts.
var begun = []string{"README.md", "batch.json", "load.py", "views.sql"}

// files returns the content of all files below dir but those of the log.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == logFolder {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		all[rel] = string(text)
		return err
	}))
	return all
}

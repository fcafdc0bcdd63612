package report

import (
	"bytes"
	"context"
	"errors"
	"math"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/results"
)

// study is a small batch that tests change before it is written.
type study struct {
	info    results.Info
	schema  *engine.Schema
	fails   func(engine.RunID) string                 // the error of a run, "" for none
	value   func(id engine.RunID, sample int) float64 // temperature of the room
	wish    func(id engine.RunID) float64             // the indicator energy
	skip    map[int]bool                              // parts that are not written
	samples int
}

// winter is a study of two variants and six draws, an hour long, with an event,
// an alert, a record beside the temperature and an input.
func winter() *study {
	s := &study{samples: 7}
	s.schema = &engine.Schema{
		Variants: []string{"base", "insulated"},
		Parameters: []engine.Column{{Name: "room_heat_loss", Path: "twin.room.heat_loss", Unit: "W/K",
			Description: "drawn"}},
		Indicators: []engine.Column{
			{Name: "energy", Path: "indicator.energy", Unit: "kWh", Description: "integral of " +
				"twin.pump.electric_power", Better: "lower"},
			{Name: "coldest", Path: "indicator.coldest", Unit: "degC", Description: "min of twin.room.temperature"},
		},
		Tables: []engine.Table{
			{Kind: "thermal.room", Columns: []engine.Column{
				{Name: "temperature", Path: "twin.*.temperature", Unit: "degC", Description: "Air temperature."},
				{Name: "temperature_residual", Path: "twin.*.temperature_residual", Unit: "K"},
			}},
			{Kind: "thermal.heat_pump", Columns: []engine.Column{{Name: "electric_power",
				Path: "twin.*.electric_power", Unit: "W", Mean: true}}},
			{Kind: "input", Columns: []engine.Column{{Name: "outdoor", Path: "input.outdoor", Unit: "degC"}}},
		},
		Twins: []string{"input", "pump", "room"}, Kinds: []string{"alert_off", "alert_on", "event_off", "event_on"},
		Signals: []string{"alert.cold", "event.outage"}, Units: []string{"1"},
	}
	s.info = results.Info{
		Name: "winter", Scenario: "[scenario]\nname = \"winter\"\n", Files: map[string]string{"weather.csv": "ab12"},
		EngineVersion: "0.1.0", Seed: 7, Draws: 6, Sweeps: 1, SweepPoints: []map[string]string{{}}, Design: "iid",
		Start: time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC), HasStart: true, Timezone: "Europe/Berlin",
		Span: 3600 * engine.Second, Every: 600 * engine.Second, Runs: 12, RunsPerPart: 3,
		VariantDescriptions: []string{"as it is", "better windows"},
		VariantChanges:      [][]results.Change{nil, {{Path: "twin.room.heat_loss", From: "60 W/K", To: "40 W/K"}}},
	}
	s.fails = func(engine.RunID) string { return "" }
	s.value = func(id engine.RunID, k int) float64 {
		return 20 + float64(id.Variant) - 0.4*float64(k) + 0.1*float64(id.Draw) + 0.02*float64(id.Sweep)
	}
	s.wish = func(id engine.RunID) float64 {
		return 12 - 3*float64(id.Variant) + 0.7*math.Sin(float64(3*id.Draw)) + 0.05*float64(id.Draw*id.Variant)
	}
	return s
}

// swept makes it a sweep over so many points.
func (s *study) swept(points int) *study {
	s.info.Sweeps, s.info.SweepPoints = points, nil
	for k := range points {
		s.info.SweepPoints = append(s.info.SweepPoints, map[string]string{"twin.control.band": []string{"0.5 K",
			"1 K", "2 K", "3 K"}[k%4]})
	}
	return s.sized()
}

// sized sets the number of runs to that of the variants, points and draws.
func (s *study) sized() *study {
	s.info.Runs = int64(len(s.schema.Variants) * s.info.Sweeps * s.info.Draws)
	return s
}

// write writes the batch and opens it.
func (s *study) write(t testing.TB) *results.Result {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "result")
	w, err := results.Create(dir, s.info, s.schema, false)
	require.NoError(t, err)
	defer w.Close()
	for k := range w.Parts() {
		if !s.skip[k] {
			s.part(t, w, k)
		}
	}
	if len(s.skip) == 0 {
		_, err = w.Finish(context.Background())
		require.NoError(t, err)
	}
	w.Close()
	r, err := results.Open(dir)
	require.NoError(t, err)
	return r
}

func (s *study) layout() *engine.Layout {
	if len(s.schema.Tables) == 0 {
		return &engine.Layout{}
	}
	one := func(n int) []float64 {
		list := make([]float64, n)
		for i := range list {
			list[i] = 1
		}
		return list
	}
	return &engine.Layout{Rows: []engine.LayoutRow{
		{Table: 0, Twin: 2, Channels: []int{0, 1}, Scale: one(2), Offset: make([]float64, 2)},
		{Table: 1, Twin: 1, Channels: []int{2}, Scale: one(1), Offset: make([]float64, 1)},
		{Table: 2, Twin: 0, Channels: []int{3}, Scale: one(1), Offset: make([]float64, 1)},
	}}
}

func (s *study) part(t testing.TB, w *results.Writer, k int) {
	t.Helper()
	first, last := w.PartRuns(k)
	p, err := w.Part(k, first, last)
	require.NoError(t, err)
	l := s.layout()
	for n := first; n < last; n++ {
		rest := int(n) / s.info.Draws
		id := engine.RunID{Number: n, Variant: rest / s.info.Sweeps, Sweep: rest % s.info.Sweeps,
			Draw: int(n) % s.info.Draws, Seed: s.info.Seed}
		require.NoError(t, p.Begin(id, l))
		s.run(t, p, id)
	}
	require.NoError(t, p.Commit())
}

// run gives one run to a part: a temperature and its residual, a power, an
// input; an outage in all, the alert in the colder draws.
func (s *study) run(t testing.TB, p engine.PartWriter, id engine.RunID) {
	t.Helper()
	fault, events := s.fails(id), int64(0)
	tell := func(at engine.Time, kind, signal, detail string) {
		require.NoError(t, p.Event(engine.Event{Time: at, Seq: events, Kind: kind, Signal: signal,
			Value: math.NaN(), Detail: detail}))
		events++
	}
	samples := s.samples
	if fault != "" {
		samples = 2
	}
	for k := range samples {
		at := engine.Time(k) * s.info.Every
		power := math.NaN()
		if k > 0 {
			power = 2000 - 100*float64(k) - 400*float64(id.Variant) + 10*float64(id.Draw)
		}
		x := s.value(id, k)
		if len(s.schema.Tables) > 0 {
			require.NoError(t, p.Sample(at, []float64{x, x - (19 - 0.3*float64(k)), power, -3 + float64(k)/2}))
		}
		if k == 2 {
			tell(at, "event_on", "event.outage", "twin.pump.available = false")
		}
		if k == 4 {
			tell(at, "event_off", "event.outage", "twin.pump.available = true")
			if id.Draw < 3 {
				tell(at, "alert_on", "alert.cold", "twin.room.temperature < 19 degC")
			}
		}
	}
	values := []float64{s.wish(id), s.value(id, s.samples-1)}
	o := &engine.Outcome{ID: id, End: s.info.Span, Events: events, Parameters: []float64{60 +
		float64(id.Draw) - 20*float64(id.Variant)}, Indicators: values[:len(s.schema.Indicators)]}
	o.Parameters = o.Parameters[:len(s.schema.Parameters)]
	if fault != "" {
		o.Err, o.End, o.Indicators = errors.New(fault), s.info.Every, nil
	}
	require.NoError(t, p.End(o))
}

// pageOf is the page of a result.
func pageOf(t testing.TB, r *results.Result, o Options) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, r, o))
	return b.String()
}

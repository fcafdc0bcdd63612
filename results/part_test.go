package results

import (
	"errors"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// faulty is a storage that fails at its nth operation that matters, counted
// from 1, and notes the order of renames.
type faulty struct {
	disk
	left    atomic.Int64
	renames []string
	syncs   []string
}

var errFull = syscall.ENOSPC

func (s *faulty) step() error {
	if s.left.Add(-1) == 0 {
		return errFull
	}
	return nil
}

func (s *faulty) Create(path string) (sink, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	f, err := s.disk.Create(path)
	return &faultyFile{f, s}, err
}

func (s *faulty) Rename(from, to string) error {
	if err := s.step(); err != nil {
		return err
	}
	s.renames = append(s.renames, filepath.Base(filepath.Dir(to)))
	return s.disk.Rename(from, to)
}

func (s *faulty) SyncFolder(path string) error {
	if err := s.step(); err != nil {
		return err
	}
	s.syncs = append(s.syncs, filepath.Base(path))
	return s.disk.SyncFolder(path)
}

type faultyFile struct {
	sink
	s *faulty
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if err := f.s.step(); err != nil {
		n, _ := f.sink.Write(p[:len(p)/2]) // a full disk takes what fits
		return n, err
	}
	return f.sink.Write(p)
}

func (f *faultyFile) Sync() error {
	return errors.Join(f.s.step(), f.sink.Sync())
}

func (f *faultyFile) Close() error {
	return errors.Join(f.sink.Close(), f.s.step())
}

func faultyWriter(t *testing.T) (*Writer, *faulty) {
	t.Helper()
	s := &faulty{}
	w, err := create(s, filepath.Join(t.TempDir(), "r"), testInfo(), testSchema(), false)
	require.NoError(t, err)
	s.renames, s.syncs = nil, nil
	return w, s
}

func TestRunsPartIsTheMark(t *testing.T) {
	w, s := faultyWriter(t)
	require.NoError(t, writePart(w, 0))
	want := []string{"series_thermal_room", "series_thermal_heat_pump", "series_input", "events", "runs"}
	assert.Equal(t, want, s.renames)
	assert.Equal(t, want, s.syncs)
}

// Whatever operation fails, Commit says so, no part counts, nothing is left
// under a temporary name, and the part can be written again.
func TestEveryWriteErrorEndsThePart(t *testing.T) {
	clean, _ := faultyWriter(t)
	require.NoError(t, writePart(clean, 0))
	want := files(t, clean.Dir())
	for n := int64(1); ; n++ {
		w, s := faultyWriter(t)
		s.left.Store(n)
		err := writePart(w, 0)
		runs := partPath(w.Dir(), "runs", 0)
		if err == nil {
			assert.Greater(t, n, int64(25), "creates, writes, syncs, closes and renames of 5 files")
			break
		}
		require.ErrorIs(t, err, errFull, "operation %d", n)
		assert.ErrorContains(t, err, "part-00000.arrow")
		assert.NoFileExists(t, runs, "operation %d", n)
		for name := range files(t, w.Dir()) {
			assert.False(t, strings.HasSuffix(name, ".tmp"), "%s after operation %d", name, n)
		}
		require.NoError(t, writePart(w, 0), "again after operation %d", n)
		_, err = Open(w.Dir())
		require.NoError(t, err)
		assert.True(t, maps.Equal(want, files(t, w.Dir())), "operation %d", n)
	}
}

// A write error in the middle of a run stays: no later call hides it.
func TestErrorStays(t *testing.T) {
	w, s := faultyWriter(t)
	first, last := w.PartRuns(0)
	p, err := w.Part(0, first, last)
	require.NoError(t, err)
	info := testInfo()
	require.NoError(t, p.Begin(testID(&info, 0), testLayout()))
	s.left.Store(1)
	values := make([]float64, 6)
	for k := range 10 * maxRows {
		if err = p.Sample(engine.Time(k), values); err != nil {
			break
		}
	}
	require.ErrorIs(t, err, errFull)
	assert.ErrorIs(t, p.Sample(engine.Never, values), errFull)
	assert.ErrorIs(t, p.Event(engine.Event{Kind: "alert_on"}), errFull)
	assert.ErrorIs(t, p.End(&engine.Outcome{ID: testID(&info, 0)}), errFull)
	assert.ErrorIs(t, p.Begin(testID(&info, 1), testLayout()), errFull)
	assert.ErrorIs(t, p.Commit(), errFull)
	assert.NoError(t, p.Abort())
	assert.Equal(t, begun, slices.Sorted(maps.Keys(files(t, w.Dir()))))
}

func TestAbortLeavesNothing(t *testing.T) {
	w, _ := faultyWriter(t)
	first, last := w.PartRuns(1)
	p, err := w.Part(1, first, last)
	require.NoError(t, err)
	info := testInfo()
	require.NoError(t, writeRun(p, &info, first, testLayout()))
	require.NoError(t, p.Abort())
	require.NoError(t, p.Abort(), "twice")
	assert.Equal(t, begun, slices.Sorted(maps.Keys(files(t, w.Dir()))))
	assert.ErrorContains(t, p.Commit(), "part 1: dropped")
	require.NoError(t, writePart(w, 1))
	assert.ErrorContains(t, writePart(w, 1), "part 1 is there already")
}

func TestMisuse(t *testing.T) {
	info := testInfo()
	id := testID(&info, 0)
	begin := func(p engine.PartWriter) { _ = p.Begin(id, testLayout()) }
	ok := make([]float64, 6)
	cases := []struct {
		name, want string
		do         func(p engine.PartWriter) error
	}{
		{"sample without run", "a sample at 0s without a run", func(p engine.PartWriter) error { return p.Sample(0, nil) }},
		{"event without run", "an event at 0s without a run", func(p engine.PartWriter) error { return p.Event(engine.Event{}) }},
		{"end without run", "ends without having begun", func(p engine.PartWriter) error { return p.End(&engine.Outcome{}) }},
		{"wrong run", "run 5 begins where run 0 of the runs up to 2 was due", func(p engine.PartWriter) error {
			return p.Begin(testID(&info, 5), nil)
		}},
		{"wrong variant", "variant number 9 of 2", func(p engine.PartWriter) error { return p.Begin(engine.RunID{Variant: 9}, nil) }},
		{"two runs", "run 1 begins before run 0 ended", func(p engine.PartWriter) error {
			begin(p)
			return p.Begin(testID(&info, 1), nil)
		}},
		{"few values", "a sample of 2 values where the layout needs 6", func(p engine.PartWriter) error {
			begin(p)
			return p.Sample(0, []float64{1, 2})
		}},
		{"backwards", "a sample at 1s after the one at 2s", func(p engine.PartWriter) error {
			begin(p)
			_ = p.Sample(2*engine.Second, ok)
			return p.Sample(engine.Second, ok)
		}},
		{"unknown kind", `the kind "boom", which the schema does not list`, func(p engine.PartWriter) error {
			begin(p)
			return p.Event(engine.Event{Kind: "boom"})
		}},
		{"unknown twin", `the twin "moon"`, func(p engine.PartWriter) error {
			begin(p)
			return p.Event(engine.Event{Kind: "alert_on", Twin: "moon"})
		}},
		{"unknown signal", `the signal "x"`, func(p engine.PartWriter) error {
			begin(p)
			return p.Event(engine.Event{Kind: "alert_on", Signal: "x"})
		}},
		{"unknown unit", `the unit "furlong"`, func(p engine.PartWriter) error {
			begin(p)
			return p.Event(engine.Event{Kind: "alert_on", Unit: "furlong"})
		}},
		{"indicators", "run 0: indicators: 1 values for 2 columns", func(p engine.PartWriter) error {
			begin(p)
			return p.End(&engine.Outcome{ID: id, Parameters: []float64{1}, Indicators: []float64{1}})
		}},
		{"other run", "run 1 ends where run 0 is open", func(p engine.PartWriter) error {
			begin(p)
			return p.End(&engine.Outcome{ID: testID(&info, 1)})
		}},
		{"open run", "run 0 has not ended", func(p engine.PartWriter) error {
			begin(p)
			return p.Commit()
		}},
		{"missing run", "run 0 is missing", func(p engine.PartWriter) error { return p.Commit() }},
		{"layout table", "row 0 of the layout names table 7", func(p engine.PartWriter) error {
			return p.Begin(id, &engine.Layout{Rows: []engine.LayoutRow{row(7, 0)}})
		}},
		{"layout order", "row 1 of the layout is out of the order", func(p engine.PartWriter) error {
			return p.Begin(id, &engine.Layout{Rows: []engine.LayoutRow{row(0, 3, 0, 1), row(0, 1, 0, 1)}})
		}},
		{"layout columns", "not one channel, scale and offset for each of the 2 columns of thermal.room", func(p engine.PartWriter) error {
			return p.Begin(id, &engine.Layout{Rows: []engine.LayoutRow{row(0, 1, 0)}})
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w, _ := faultyWriter(t)
			p, err := w.Part(0, 0, 3)
			require.NoError(t, err)
			assert.ErrorContains(t, c.do(p), c.want)
			assert.Error(t, p.Commit())
			assert.NoFileExists(t, partPath(w.Dir(), "runs", 0))
		})
	}
	w, _ := faultyWriter(t)
	_, err := w.Part(9, 27, 30)
	assert.ErrorContains(t, err, "part 9 of 7")
	_, err = w.Part(0, 0, 4)
	assert.ErrorContains(t, err, "part 0 holds the runs 0 to 2, not 0 to 3")
}

func TestMicrosAreCut(t *testing.T) {
	w := &Writer{start: 1000}
	for _, c := range []struct {
		t    engine.Time
		want int64
	}{{0, 1000}, {999, 1000}, {1000, 1001}, {-1, 999}, {-1000, 999}, {-1001, 998}} {
		assert.Equal(t, c.want, w.micros(c.t))
	}
	assert.True(t, math.IsNaN(nan))
}

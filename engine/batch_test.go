package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// study is a Source over the model of house: run n has its own capacities;
// some runs fail.
type study struct {
	model      *Model
	capacities []Signal
	runs       int64
	broken     int64 // this run returns an error
	panicky    int64 // this run panics
}

func (s *study) Runs() int64    { return s.runs }
func (s *study) Worker() Worker { return &studyWorker{s, s.model.NewRun()} }

type studyWorker struct {
	study *study
	run   *Run
}

func (w *studyWorker) Identify(n int64) (RunID, *Layout, error) {
	return RunID{Number: n, Draw: int(n)}, &Layout{}, nil
}

func (w *studyWorker) Execute(n int64, rec Recorder, stop *atomic.Bool, o *Outcome) {
	switch n {
	case w.study.broken:
		o.Err = errors.New("bearing seized")
		return
	case w.study.panicky:
		panic("index out of range")
	}
	w.run.Interrupt = stop
	w.run.Reset(Numbers{Draw: int(n), Set: []Number{{w.study.capacities[0], 1e5 + float64(n)}}}, rec)
	o.Err = w.run.Advance(w.study.model.Until())
	o.End, o.Events, o.Fingerprint = w.run.Now(), w.run.Events(), w.run.Fingerprint()
}

// shelf is a Sink that keeps outcomes by part.
type shelf struct {
	mu        sync.Mutex
	committed map[int][]Outcome
	aborted   []int
	full      int // this part fails to store samples
}

type shelfPart struct {
	shelf *shelf
	k     int
	tape
	outcomes []Outcome
}

func (s *shelf) Part(k int, _, _ int64) (PartWriter, error) {
	return &shelfPart{shelf: s, k: k}, nil
}
func (p *shelfPart) Begin(RunID, *Layout) error { return nil }
func (p *shelfPart) Sample(t Time, v []float64) error {
	if p.k == p.shelf.full {
		return errors.New("no space left on device")
	}
	return nil
}
func (p *shelfPart) End(o *Outcome) error {
	p.outcomes = append(p.outcomes, *o)
	return nil
}
func (p *shelfPart) Commit() error {
	p.shelf.mu.Lock()
	defer p.shelf.mu.Unlock()
	p.shelf.committed[p.k] = p.outcomes
	return nil
}
func (p *shelfPart) Abort() error {
	p.shelf.mu.Lock()
	defer p.shelf.mu.Unlock()
	p.shelf.aborted = append(p.shelf.aborted, p.k)
	return nil
}

func newStudy(t *testing.T) *study {
	m, capacities := house(t, 2, 3600*Second)
	return &study{model: m, capacities: capacities, runs: 23, broken: -1, panicky: -1}
}

// One fingerprint for any number of workers.
func TestBatchIsTheSameForAnyWorkers(t *testing.T) {
	src := newStudy(t)
	var first map[int][]Outcome
	for _, workers := range []int{1, 2, 7} {
		s := &shelf{committed: map[int][]Outcome{}, full: -1}
		require.NoError(t, Batch{Workers: workers, RunsPerPart: 3}.Run(context.Background(), src, s))
		require.Len(t, s.committed, 8)
		if first == nil {
			first = s.committed
			continue
		}
		require.Equal(t, first, s.committed, "workers %d", workers)
	}
}

func TestBatchIsolatesFailures(t *testing.T) {
	src := newStudy(t)
	src.broken, src.panicky = 4, 9
	s := &shelf{committed: map[int][]Outcome{}, full: -1}
	var traces []string
	var done atomic.Int64
	b := Batch{Workers: 2, RunsPerPart: 5, Done: func(o *Outcome) {
		if o.Took > 0 || o.Err != nil { // the clock of some systems does not see a short run that failed
			done.Add(1)
		}
	},
		Panic: func(id RunID, trace string) { traces = append(traces, fmt.Sprint(id.Number, " ", trace)) }}
	require.NoError(t, b.Run(context.Background(), src, s))
	require.EqualValues(t, 23, done.Load())
	failed := map[int64]string{}
	for _, part := range s.committed {
		for _, o := range part {
			if o.Err != nil {
				failed[o.ID.Number] = o.Err.Error()
			}
		}
	}
	require.Equal(t, map[int64]string{4: "bearing seized", 9: "internal error: index out of range"}, failed)
	require.Len(t, traces, 1)
	require.Contains(t, traces[0], "9 index out of range")
}

func TestBatchEndsWhenTheSinkFails(t *testing.T) {
	s := &shelf{committed: map[int][]Outcome{}, full: 2}
	err := Batch{Workers: 2, RunsPerPart: 5}.Run(context.Background(), newStudy(t), s)
	require.EqualError(t, err, "part 2: no space left on device")
	require.Contains(t, s.aborted, 2)
	require.NotContains(t, s.committed, 2)
}

func TestBatchStops(t *testing.T) {
	// Softly: the open parts are finished.
	stop := make(chan struct{})
	var once sync.Once
	s := &shelf{committed: map[int][]Outcome{}, full: -1}
	b := Batch{Workers: 1, RunsPerPart: 5, Stop: stop, Done: func(*Outcome) { once.Do(func() { close(stop) }) }}
	require.ErrorIs(t, b.Run(context.Background(), newStudy(t), s), ErrStopped)
	require.Len(t, s.committed, 1)
	require.Len(t, s.committed[0], 5)
	require.Empty(t, s.aborted)

	// At once: nothing of the open part remains.
	ctx, cancel := context.WithCancel(context.Background())
	s = &shelf{committed: map[int][]Outcome{}, full: -1}
	b = Batch{Workers: 1, RunsPerPart: 5, Done: func(*Outcome) { cancel() }}
	require.ErrorIs(t, b.Run(ctx, newStudy(t), s), context.Canceled)
	require.Empty(t, s.committed)
	require.Equal(t, []int{0}, s.aborted)
}

// Parts that are stored already are neither run nor missed at a stop.
func TestBatchSkipsParts(t *testing.T) {
	there := map[int]bool{0: true, 3: true, 4: true}
	for _, workers := range []int{1, 3} {
		s := &shelf{committed: map[int][]Outcome{}, full: -1}
		var runs atomic.Int64
		b := Batch{Workers: workers, RunsPerPart: 5, Skip: func(k int) bool { return there[k] }, Done: func(*Outcome) { runs.Add(1) }}
		require.NoError(t, b.Run(context.Background(), newStudy(t), s))
		require.Len(t, s.committed, 2)
		require.Contains(t, s.committed, 1)
		require.Contains(t, s.committed, 2)
		require.EqualValues(t, 10, runs.Load())
	}
	stop := make(chan struct{})
	close(stop)
	all := func(int) bool { return true }
	s := &shelf{committed: map[int][]Outcome{}, full: -1}
	require.NoError(t, Batch{Workers: 1, RunsPerPart: 5, Stop: stop, Skip: all}.Run(context.Background(), newStudy(t), s), "nothing is left")
	require.ErrorIs(t, Batch{Workers: 1, RunsPerPart: 5, Stop: stop, Skip: func(k int) bool { return there[k] }}.Run(context.Background(), newStudy(t), s), ErrStopped)
	require.Empty(t, s.committed)
}

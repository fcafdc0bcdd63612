package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Source makes the runs of a batch.
type Source interface {
	// Runs is how many runs there are; they are numbered from 0.
	Runs() int64
	// Worker returns what one goroutine executes runs with, one after the
	// other, reusing its memory.
	Worker() Worker
}

// Worker executes runs, one at a time.
type Worker interface {
	// Identify says whose run n is and where its samples go.
	Identify(n int64) (RunID, *Layout, error)
	// Execute carries out run n, recording to rec, and fills in all of o but
	// its ID. It ends early when stop is set.
	Execute(n int64, rec Recorder, stop *atomic.Bool, o *Outcome)
}

// Batch says how to carry out the runs of a Source.
type Batch struct {
	Workers     int                          // goroutines; at least 1
	RunsPerPart int64                        // at least 1
	Skip        func(part int) bool          // parts that are stored already; nil for none
	Stop        <-chan struct{}              // closed: begin no further part, finish the open ones
	Done        func(o *Outcome)             // told of every run, from many goroutines; may be nil
	Panic       func(id RunID, trace string) // told of a panic in a run; may be nil
}

// ErrStopped says that a batch was stopped before its last part; the parts
// that were begun are complete.
var ErrStopped = errors.New("stopped before the end")

// Run carries out all runs of src, but for the parts to skip, and stores them in
// sink. A run that fails is an outcome with its error; the others go on. The
// memory in use depends on the workers, not on the number of runs. A failing
// sink, or a cancelled ctx, ends the batch and aborts the open parts.
func (b Batch) Run(ctx context.Context, src Source, sink Sink) error {
	total := src.Runs()
	parts := (total + b.RunsPerPart - 1) / b.RunsPerPart
	var next atomic.Int64
	var halt atomic.Bool // ends running runs
	group, ctx := errgroup.WithContext(ctx)
	release := context.AfterFunc(ctx, func() { halt.Store(true) })
	defer release()
	var stopped sync.Once
	short := false
	for range max(1, min(int64(b.Workers), parts)) {
		group.Go(func() error {
			var w Worker
			for {
				if b.stopping() {
					if b.left(next.Load(), parts) {
						stopped.Do(func() { short = true })
					}
					return nil
				}
				k := next.Add(1) - 1
				if k >= parts {
					return nil
				}
				if b.skips(k) {
					continue
				}
				if w == nil {
					w = src.Worker()
				}
				first := k * b.RunsPerPart
				if err := b.part(ctx, w, sink, int(k), first, min(first+b.RunsPerPart, total), &halt); err != nil {
					return err
				}
			}
		})
	}
	err := group.Wait()
	if err == nil && short {
		return ErrStopped
	}
	return err
}

func (b Batch) skips(k int64) bool { return b.Skip != nil && b.Skip(int(k)) }

// left reports whether one of the parts from k on is still to be run.
func (b Batch) left(k, parts int64) bool {
	for ; k < parts; k++ {
		if !b.skips(k) {
			return true
		}
	}
	return false
}

func (b Batch) stopping() bool {
	select {
	case <-b.Stop:
		return true
	default:
		return false
	}
}

// part carries out the runs first to last-1 and commits them together.
func (b Batch) part(ctx context.Context, w Worker, sink Sink, k int, first, last int64, halt *atomic.Bool) (err error) {
	part, err := sink.Part(k, first, last)
	if err != nil {
		return fmt.Errorf("part %d: %w", k, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, part.Abort())
		}
	}()
	for n := first; n < last; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		id, layout, err := w.Identify(n)
		if err != nil {
			return fmt.Errorf("run %d: %w", n, err)
		}
		if err := part.Begin(id, layout); err != nil {
			return fmt.Errorf("part %d: %w", k, err)
		}
		o := &Outcome{ID: id}
		began := time.Now()
		b.execute(w, n, part, halt, o)
		took := time.Since(began)
		var record *RecordError
		switch {
		case errors.As(o.Err, &record):
			return fmt.Errorf("part %d: %w", k, record.Err)
		case errors.Is(o.Err, ErrInterrupted):
			return cmp.Or(context.Cause(ctx), o.Err)
		}
		if err := part.End(o); err != nil {
			return fmt.Errorf("part %d: %w", k, err)
		}
		if b.Done != nil {
			o.Took = took
			b.Done(o)
		}
	}
	if err := part.Commit(); err != nil {
		return fmt.Errorf("part %d: %w", k, err)
	}
	return nil
}

// execute runs one run; a panic in it becomes its error.
func (b Batch) execute(w Worker, n int64, rec Recorder, halt *atomic.Bool, o *Outcome) {
	defer func() {
		if p := recover(); p != nil {
			o.Err = fmt.Errorf("internal error: %v", p)
			if b.Panic != nil {
				b.Panic(o.ID, fmt.Sprintf("%v\n%s", p, debug.Stack()))
			}
		}
	}()
	w.Execute(n, rec, halt, o)
	var p *PanicError
	if errors.As(o.Err, &p) && b.Panic != nil {
		b.Panic(o.ID, fmt.Sprintf("%v\n%s", p, p.Stack))
	}
}

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"whatif/engine"
)

const (
	// settling is how long nothing is shown: a rate over less time says nothing.
	settling = 500 * time.Millisecond
	// redrawing and reporting are how often progress is shown on a terminal, and
	// elsewhere, where each time is a line that stays.
	redrawing = 200 * time.Millisecond
	reporting = 30 * time.Second
)

// progress counts the runs that are done and shows it: on a terminal as one
// line with a bar, the rate, the time left and the failures, elsewhere as a line
// now and then. A batch that is over soon shows nothing.
type progress struct {
	c            *console
	total, there int64 // runs of the batch; of these, done before
	ended        atomic.Int64
	failed       atomic.Int64
	simulated    atomic.Int64 // engine.Time, summed over the runs

	mu    sync.Mutex // of what follows, and of the terminal
	pace  pace
	phase string // what is done now, beside runs; "" for runs
	drawn bool   // the line is on the terminal; elsewhere, a line was written

	quit    chan struct{} // nil where nothing is shown
	stopped sync.WaitGroup
}

// newProgress shows the progress of a batch, of whose runs some were there
// before, until close. Who wants quiet sees nothing.
func newProgress(c *console, quiet bool, runs, there int64) *progress {
	every := reporting
	if c.errTerminal {
		every = redrawing
	}
	p := &progress{c: c, total: runs, there: there}
	if !quiet {
		p.show(every)
	}
	return p
}

// show begins to show the progress.
func (p *progress) show(every time.Duration) {
	p.quit = make(chan struct{})
	p.pace.begin(time.Now())
	p.c.setBar(p)
	p.stopped.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case now := <-tick.C:
				p.draw(now)
			case <-p.quit:
				return
			}
		}
	})
}

// done notes one run that has ended. It is called from many goroutines.
func (p *progress) done(o *engine.Outcome) {
	if o.Err != nil {
		p.failed.Add(1)
	}
	p.simulated.Add(int64(o.End))
	p.ended.Add(1)
}

// finishing says that the runs are over and that the summary is next.
func (p *progress) finishing() {
	p.mu.Lock()
	p.phase = "computing the summary"
	long := p.drawn
	p.mu.Unlock()
	if long {
		p.draw(time.Now())
	}
}

// draw shows how far it is now.
func (p *progress) draw(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := state{total: p.total, there: p.there, ended: p.ended.Load(), failed: p.failed.Load(), phase: p.phase}
	s.rate, s.simulated = p.pace.at(now, s.ended, engine.Time(p.simulated.Load()))
	if now.Sub(p.pace.begun) < settling {
		return
	}
	// A terminal that cannot be written to is no reason to stop.
	if !p.c.errTerminal {
		fmt.Fprintln(p.c.err, s.words())
	} else {
		width, ok := columns(p.c.err)
		if !ok {
			width = screen
		}
		fmt.Fprint(p.c.err, erase+s.line(width, p.c.errColor))
	}
	p.drawn = true
}

// erase takes the line off that the cursor is on.
const erase = "\r\x1b[2K"

// wipe takes the line off the terminal. The caller holds the lock.
func (p *progress) wipe() {
	if p.drawn && p.c.errTerminal {
		fmt.Fprint(p.c.err, erase)
		p.drawn = false
	}
}

// aside writes a message, with the line out of its way.
func (p *progress) aside(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	fmt.Fprint(p.c.err, text)
}

// close takes the line off the terminal and shows no more.
func (p *progress) close() {
	if p.quit == nil {
		return
	}
	close(p.quit)
	p.stopped.Wait()
	p.quit = nil
	p.c.setBar(nil)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}

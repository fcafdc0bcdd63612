package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"whatif/engine"
)

// progress counts the runs that are done and shows it on a terminal: rate,
// time left, failures. Elsewhere it is silent.
type progress struct {
	mu     sync.Mutex
	bar    *progressbar.ProgressBar // nil where nothing is shown
	failed int64
	begun  time.Time
	held   int // runs that are done and not shown yet
}

// settling is how long the bar waits: a rate over less time says nothing.
const settling = time.Second

func newProgress(c *console, quiet bool, runs int64) *progress {
	p := &progress{}
	if quiet || !c.errTerminal {
		return p
	}
	p.bar = progressbar.NewOptions64(runs,
		progressbar.OptionSetWriter(c.err),
		progressbar.OptionSetDescription("runs"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("runs"),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionFullWidth(),
		progressbar.OptionEnableColorCodes(false),
		progressbar.OptionClearOnFinish(),
	)
	p.begun = time.Now()
	_ = p.bar.RenderBlank() // starts its clock; see done about the error
	return p
}

// done notes one run that has ended.
func (p *progress) done(o *engine.Outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o.Err != nil {
		p.failed++
	}
	if p.bar == nil {
		return
	}
	if o.Err != nil {
		p.bar.Describe("runs, " + count(p.failed, "failure"))
	}
	if p.held++; time.Since(p.begun) < settling {
		return
	}
	// A terminal that cannot be written to is no reason to stop.
	_ = p.bar.Add(p.held)
	p.held = 0
}

// close takes the bar off the terminal.
func (p *progress) close() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

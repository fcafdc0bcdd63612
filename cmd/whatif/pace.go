package main

import (
	"time"

	"whatif/engine"
)

// pace measures how fast runs end: over the last seconds where enough runs
// ended in them, as variants may take unlike times, and from the beginning
// where not.
type pace struct {
	begun time.Time
	marks []mark // in the order of time
}

// mark is how far a batch was at a moment.
type mark struct {
	at        time.Time
	ended     int64
	simulated engine.Time
}

const (
	paceWindow = 15 * time.Second
	paceEnough = 20 // runs in the window
)

func (p *pace) begin(now time.Time) {
	p.begun = now
	p.marks = []mark{{at: now}}
}

// at notes how far it is now. It returns runs per second, and seconds of
// simulated time per second; 0 where nothing has ended yet.
func (p *pace) at(now time.Time, ended int64, simulated engine.Time) (rate, speed float64) {
	p.marks = append(p.marks, mark{now, ended, simulated})
	// The first mark is the beginning; the second is as old as the window.
	for len(p.marks) > 2 && now.Sub(p.marks[2].at) >= paceWindow {
		p.marks = append(p.marks[:1], p.marks[2:]...)
	}
	from := p.marks[1]
	if ended-from.ended < paceEnough {
		from = p.marks[0]
	}
	seconds := now.Sub(from.at).Seconds()
	if seconds <= 0 {
		return 0, 0
	}
	return float64(ended-from.ended) / seconds, (simulated - from.simulated).Seconds() / seconds
}

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interrupts turns signals into wishes: the first closes stop, so that the
// open parts are finished and kept; the second cancels the context, so that
// they are dropped; a third ends the process at once, as it would without this.
// They may come from the keyboard, from whoever ends processes, or from a
// terminal that is closed. release ends the watch.
func interrupts(parent context.Context, c *console) (ctx context.Context, stop <-chan struct{}, release func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signal.Notify(signals, syscall.SIGHUP)
	}
	soft, done := make(chan struct{}), make(chan struct{})
	go func() {
		select {
		case <-signals:
			c.note("\nstopping: finishing the open parts; once more to drop them")
			close(soft)
		case <-done:
			return
		}
		select {
		case <-signals:
			cancel()
			signal.Stop(signals)
		case <-done:
		}
	}()
	return ctx, soft, func() {
		signal.Stop(signals)
		close(done)
		cancel()
	}
}

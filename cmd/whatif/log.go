package main

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"whatif/engine"
)

// runLog is the log beside the tables: when runs ended, how long each took, how
// they failed, the stacks of panics. It is outside the manifest, as wall times are no results. That
// of a batch that is gone on with follows what is there.
type runLog struct {
	mu     sync.Mutex
	file   *os.File
	out    *bufio.Writer
	err    error
	failed map[int64]string
}

func newRunLog(dir string) *runLog {
	l := &runLog{failed: map[int64]string{}}
	folder := filepath.Join(dir, "log")
	if l.err = os.MkdirAll(folder, 0o755); l.err != nil {
		return l
	}
	if l.file, l.err = os.OpenFile(filepath.Join(folder, "run.log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644); l.err != nil {
		return l
	}
	l.out = bufio.NewWriter(l.file)
	if info, err := l.file.Stat(); err == nil && info.Size() > 0 {
		_ = l.out.WriteByte('\n') // a process that was killed leaves half a line
	}
	l.printf("began\n")
	if l.err == nil {
		l.err = l.out.Flush() // also a process that is killed leaves this line
	}
	return l
}

// printf writes a line with the time. The caller holds the lock, or is alone.
func (l *runLog) printf(format string, args ...any) {
	if l.err != nil {
		return
	}
	_, l.err = fmt.Fprintf(l.out, time.Now().UTC().Format(time.RFC3339Nano)+" "+format, args...)
}

// done notes a run that has ended.
func (l *runLog) done(o *engine.Outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if o.Err == nil {
		l.printf("run %d ok in %v, %d events\n", o.ID.Number, o.Took, o.Events)
		return
	}
	l.printf("run %d failed in %v: %v\n", o.ID.Number, o.Took, o.Err)
	l.failed[o.ID.Number] = o.Err.Error()
}

// panicked notes the stack of a panic inside a run.
func (l *runLog) panicked(id engine.RunID, trace string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.printf("run %d panicked: %s\n", id.Number, trace)
}

// failures lists the failed runs in order.
func (l *runLog) failures() []string {
	var lines []string
	for _, n := range slices.Sorted(maps.Keys(l.failed)) {
		lines = append(lines, fmt.Sprintf("run %d failed: %s", n, l.failed[n]))
	}
	return lines
}

func (l *runLog) close() error {
	l.printf("ended\n")
	if l.out != nil {
		l.err = errors.Join(l.err, l.out.Flush())
	}
	if l.file != nil {
		l.err = errors.Join(l.err, l.file.Close())
	}
	return l.err
}

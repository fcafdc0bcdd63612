package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// timings is what the log tells of wall times. Runs that are carried out again,
// as their part was not kept, count with the last time.
type timings struct {
	took map[int64]time.Duration // of each run
	busy time.Duration           // of all processes that worked on the batch
}

// readTimings reads the log of the result in dir. Where there is no log it
// returns empty timings; lines that it does not know it passes over.
func readTimings(dir string) (*timings, error) {
	t := &timings{took: map[int64]time.Duration{}}
	file, err := os.Open(filepath.Join(dir, "log", "run.log"))
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var began, last time.Time
	in := bufio.NewReader(file)
	for {
		line, err := in.ReadString('\n')
		if len(line) > 0 && line[len(line)-1] == '\n' {
			if at, rest, ok := stamped(line); ok {
				if rest == "began" {
					t.busy += last.Sub(began)
					began = at
				}
				last = at
				t.run(rest)
			}
		}
		if err != nil { // the end, or what could be read before a fault
			t.busy += last.Sub(began)
			return t, nil
		}
	}
}

// stamped splits a line of the log into its time and its words.
func stamped(line string) (at time.Time, rest string, ok bool) {
	stamp, rest, found := strings.Cut(strings.TrimSpace(line), " ")
	if !found {
		return at, "", false
	}
	at, err := time.Parse(time.RFC3339Nano, stamp)
	return at, rest, err == nil
}

// run notes the time of a run from "run 7 ok in 12.5ms, 387 events" or "run 7
// failed in 3ms: ...".
func (t *timings) run(words string) {
	rest, ok := strings.CutPrefix(words, "run ")
	if !ok {
		return
	}
	number, rest, _ := strings.Cut(rest, " ")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return
	}
	_, rest, ok = strings.Cut(rest, " in ")
	if !ok {
		return
	}
	end := strings.IndexAny(rest, ",:")
	if end < 0 {
		return
	}
	if took, err := time.ParseDuration(rest[:end]); err == nil {
		t.took[n] = took
	}
}

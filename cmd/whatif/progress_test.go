package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
)

func TestProgressLine(t *testing.T) {
	s := state{total: 10000, there: 1200, ended: 2000, failed: 2, rate: 123.4, simulated: 3e6}
	for width, want := range map[int]string{
		100: "3200/10000 runs, 2 failed, 123/s, simulating 35 d/s, 56 s left  32% |████████            |",
		80:  "3200/10000 runs, 2 failed, 123/s, 56 s left  32% |█████████             |",
		50:  "3200/10000 runs, 2 failed, 56 s left",
		40:  "3200/10000 runs, 2 failed, 56 s left",
		30:  "3200/10000 runs, 2 failed",
		20:  "3200/10000 runs",
		12:  "3200/1000",
	} {
		assert.Regexp(t, "^"+regexp.QuoteMeta(strings.TrimRight(want, "█ |"))+"[█ |]*$", s.line(width, false), width)
	}
	require.Equal(t, "3200/10000 runs, \x1b[31m2 failed\x1b[0m", s.line(30, true))
	require.Equal(t, "3200 of 10000 runs, 2 failed, 123/s, 56 s left", s.words())
	s.phase = "computing the summary"
	require.Equal(t, "computing the summary", s.line(80, true))
	require.Equal(t, "computing the summary", s.words())
	first := state{total: 3}
	require.Regexp(t, `^0/3 runs   0% \| +\|$`, first.line(80, false))
	require.Equal(t, "0 of 3 runs", first.words())
}

// TestProgressLineFits: on no terminal does the line reach the last columns.
func TestProgressLineFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := state{total: rapid.Int64Range(1, 1<<40).Draw(t, "total"), failed: rapid.Int64Range(0, 1<<40).Draw(t, "failed"),
			rate: rapid.Float64Range(0, 1e7).Draw(t, "rate"), simulated: rapid.Float64Range(0, 1e12).Draw(t, "simulated")}
		s.there = rapid.Int64Range(0, s.total).Draw(t, "there")
		s.ended = rapid.Int64Range(0, s.total-s.there).Draw(t, "ended")
		width := rapid.IntRange(1, 200).Draw(t, "width")
		line := s.line(width, false)
		require.LessOrEqual(t, uniseg.StringWidth(line), max(0, width-spare), line)
		require.NotContains(t, line, "\r")
		require.NotContains(t, line, "\n")
	})
}

func TestPace(t *testing.T) {
	begun := time.Date(2026, 1, 12, 0, 0, 0, 0, time.UTC)
	at := func(seconds float64) time.Time { return begun.Add(time.Duration(seconds * float64(time.Second))) }
	var p pace
	p.begin(begun)
	rate, speed := p.at(begun, 0, 0)
	require.Zero(t, rate)
	require.Zero(t, speed)
	rate, speed = p.at(at(2), 10, 86400*engine.Second)
	require.InDelta(t, 5, rate, 1e-9)
	require.InDelta(t, 43200, speed, 1e-6)
	// Slow runs follow quick ones: what counts is the last seconds, once there
	// are runs enough in them.
	for k := range 60 {
		rate, _ = p.at(at(3+float64(k)), 1000+int64(10*k), 0)
	}
	require.InDelta(t, 10, rate, 0.5)
	require.Less(t, len(p.marks), 25, "old marks go")
	// Too few runs ended of late: the rate is that since the beginning.
	var slow pace
	slow.begin(begun)
	for k := range 100 {
		rate, _ = slow.at(at(float64(10*(k+1))), int64(k+1), 0)
	}
	require.InDelta(t, 0.1, rate, 1e-9)
}

func TestWordsOfProgress(t *testing.T) {
	for rate, want := range map[float64]string{1234.5: "1234/s", 12: "12/s", 2.25: "2.2/s", 0.5: "30.0/min", 0.01: "36.0/h"} {
		assert.Equal(t, want, perTime(rate))
	}
	for d, want := range map[time.Duration]string{0: "0 s", 1200 * time.Millisecond: "2 s", 61 * time.Second: "1 min 1 s",
		3 * time.Hour: "3 h 0 min", 50 * time.Hour: "2 d 2 h", 24 * 1461 * time.Hour: "4.0 years"} {
		assert.Equal(t, want, briefly(d))
	}
	for seconds, want := range map[float64]string{5: "5 s", 600: "10 min", 7200: "2 h", 200000: "2 d", 1e9: "31.7 years"} {
		assert.Equal(t, want, span(seconds))
	}
}

// locked is a buffer that several goroutines may use.
type locked struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// TestProgressOnTerminal: messages go round the line, and nothing of it stays.
func TestProgressOnTerminal(t *testing.T) {
	var said locked
	c := &console{err: &said, errTerminal: true}
	p := newProgress(c, false, 8, 4)
	p.done(&engine.Outcome{End: engine.Second})
	p.done(&engine.Outcome{Err: errors.New("too hot")})
	later := time.Now().Add(settling)
	p.draw(later)
	require.Contains(t, said.String(), erase+"6/8 runs, 1 failed")
	c.note("\nstopping: %s", "finishing the open parts")
	p.finishing()
	p.draw(later.Add(time.Second))
	p.close()
	c.note("bye")
	words := said.String()
	require.Contains(t, words, erase+"stopping: finishing the open parts\n")
	require.Contains(t, words, erase+"computing the summary")
	require.True(t, strings.HasSuffix(words, "computing the summary"+erase+"bye\n"))
	require.Empty(t, onScreen(words, "stopping: finishing the open parts", "bye"))
}

// onScreen is what a terminal shows beside the lines that are expected.
func onScreen(words string, but ...string) []string {
	var left []string
	for line := range strings.SplitSeq(words, "\n") {
		if i := strings.LastIndex(line, erase); i >= 0 {
			line = line[i+len(erase):]
		}
		if line != "" && !slices.Contains(but, line) {
			left = append(left, line)
		}
	}
	return left
}

// TestProgressElsewhere: where there is no terminal there are lines, or nothing.
func TestProgressElsewhere(t *testing.T) {
	var said locked
	c := &console{err: &said}
	p := newProgress(c, false, 8, 0)
	p.done(&engine.Outcome{})
	p.draw(time.Now()) // too early
	require.Empty(t, said.String())
	p.finishing() // nobody was told of runs
	require.Empty(t, said.String())
	p.phase = ""
	p.draw(p.pace.begun.Add(10 * time.Second))
	require.Equal(t, "1 of 8 runs, 6.0/min, 1 min 10 s left\n", said.String())
	p.close()
	p.close()
	require.NotContains(t, said.String(), erase)

	said.buf.Reset()
	quiet := newProgress(c, true, 8, 0)
	quiet.done(&engine.Outcome{})
	quiet.close()
	require.Empty(t, said.String())
}

// TestProgressFromManyWorkers counts runs that end at the same time.
func TestProgressFromManyWorkers(t *testing.T) {
	c := &console{err: &locked{}, errTerminal: true}
	p := newProgress(c, false, 4000, 0)
	var all sync.WaitGroup
	for k := range 4 {
		all.Go(func() {
			for n := range 1000 {
				p.done(&engine.Outcome{})
				if n%100 == 0 {
					p.draw(time.Now().Add(settling))
					c.note("%s", fmt.Sprint(k, n))
				}
			}
		})
	}
	all.Wait()
	p.close()
	require.EqualValues(t, 4000, p.ended.Load())
}

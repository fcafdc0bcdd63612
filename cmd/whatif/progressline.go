package main

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/fatih/color"
	"github.com/rivo/uniseg"
	"github.com/schollz/progressbar/v3"
)

// state is how far a batch is at one moment.
type state struct {
	total, there, ended, failed int64
	rate                        float64 // runs per second, 0 for not known yet
	simulated                   float64 // simulated seconds per second
	phase                       string  // what is done instead of runs; "" for runs
}

// finished is how many runs are there by now.
func (s *state) finished() int64 { return min(s.total, s.there+s.ended) }

// words says it as a line of its own.
func (s *state) words() string {
	if s.phase != "" {
		return s.phase
	}
	parts := []string{fmt.Sprintf("%d of %s", s.finished(), count(s.total, "run"))}
	if s.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed", s.failed))
	}
	if s.rate > 0 {
		parts = append(parts, perTime(s.rate), s.left())
	}
	return strings.Join(parts, ", ")
}

// piece is a part of the line on a terminal.
type piece struct {
	text   string
	rank   int // the higher, the earlier it is left out where there is no room
	colour []color.Attribute
}

const (
	leastBar = 8 // the narrowest bar that says something
	spare    = 3 // columns left free, as terminals echo ^C there
)

// line says it in less than width columns, the bar taking what is left. What is
// the least important is left out where there is no room: the bar goes before
// the time left.
func (s *state) line(width int, colors bool) string {
	width -= spare
	pieces := s.pieces()
	for rank := 4; rank > 0; rank-- {
		room := width
		if rank > 2 {
			room -= leastBar + barFrame
		}
		if lineWidth(pieces) <= room {
			break
		}
		kept := pieces[:0]
		for _, p := range pieces {
			if p.rank < rank {
				kept = append(kept, p)
			}
		}
		pieces = kept
	}
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(paint(colors && len(p.colour) > 0, p.text, p.colour...))
	}
	if s.phase == "" {
		b.WriteString(bar(s.finished(), s.total, width-lineWidth(pieces)))
	}
	if lineWidth(pieces) > width { // not even the count has room
		return fmt.Sprintf("%.*s", max(0, width), pieces[0].text)
	}
	return b.String()
}

func (s *state) pieces() []piece {
	if s.phase != "" {
		return []piece{{text: s.phase}}
	}
	list := []piece{{text: fmt.Sprintf("%d/%s", s.finished(), count(s.total, "run"))}}
	if s.failed > 0 {
		list = append(list, piece{fmt.Sprintf("%d failed", s.failed), 1, []color.Attribute{color.FgRed}})
	}
	if s.rate > 0 {
		list = append(list, piece{text: perTime(s.rate), rank: 3},
			piece{text: "simulating " + span(s.simulated) + "/s", rank: 4},
			piece{text: s.left(), rank: 2})
	}
	return list
}

// lineWidth is how many columns the pieces take.
func lineWidth(pieces []piece) int {
	n := 2 * (len(pieces) - 1)
	for _, p := range pieces {
		n += uniseg.StringWidth(p.text)
	}
	return n
}

// left says how long the rest takes at this rate.
func (s *state) left() string {
	seconds := float64(s.total-s.finished()) / s.rate
	return briefly(time.Duration(math.Min(seconds, 9e9)*float64(time.Second))) + " left"
}

// barFrame is how many columns a bar takes beside itself: "  42% |" and "|".
const barFrame = 8

// bar draws a bar with its percentage in at most width columns, "" where there
// is too little room.
func bar(done, total int64, width int) string {
	if width < barFrame+leastBar {
		return ""
	}
	var out bytes.Buffer
	b := progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(&out),
		progressbar.OptionSetWidth(min(width-barFrame, 40)),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false),
	)
	// A buffer takes everything.
	_ = b.Set64(done)
	if out.Len() == 0 {
		_ = b.RenderBlank() // below 1 % it was not drawn
	}
	drawn := out.String()
	return strings.TrimRight(drawn[strings.LastIndexByte(drawn, '\r')+1:], " ")
}

// perTime writes a rate of runs with two digits or more.
func perTime(rate float64) string {
	switch {
	case rate >= 10:
		return fmt.Sprintf("%.0f/s", rate)
	case rate >= 1:
		return fmt.Sprintf("%.1f/s", rate)
	case rate*60 >= 1:
		return fmt.Sprintf("%.1f/min", rate*60)
	}
	return fmt.Sprintf("%.1f/h", rate*3600)
}

// span writes a simulated time in one unit.
func span(seconds float64) string {
	const hour, day, year = 3600, 24 * 3600, 365.25 * 24 * 3600
	switch {
	case seconds >= 2*year:
		return fmt.Sprintf("%.3g years", math.Round(seconds/year*10)/10)
	case seconds >= 2*day:
		return fmt.Sprintf("%.0f d", seconds/day)
	case seconds >= 2*hour:
		return fmt.Sprintf("%.0f h", seconds/hour)
	case seconds >= 120:
		return fmt.Sprintf("%.0f min", seconds/60)
	}
	return fmt.Sprintf("%.0f s", seconds)
}

// briefly writes a time in one or two units.
func briefly(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", (d+time.Second-1)/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	case d < day:
		return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	case d < 1000*day:
		return fmt.Sprintf("%d d %d h", d/day, d%day/time.Hour)
	}
	return fmt.Sprintf("%.1f years", d.Hours()/24/365.25)
}

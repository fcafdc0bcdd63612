package chart

import (
	"math"
	"strconv"
)

// point is a place in the viewBox, y downwards.
type point struct{ x, y float64 }

// trace writes the d of a path: tenths of a pixel, relative steps, nothing that
// could be left out. Steps are differences of rounded places, so that rounding
// does not add up.
type trace struct {
	width, height float64
	text          []byte
	x, y          int // tenths: where the pen is
	dx, dy        int // the step that waits: the next may prolong it
	waits         bool
	command       byte // of the last step; the same one is not repeated
}

// tenths rounds a place to the grid, into the picture.
func (t *trace) tenths(p point) (x, y int) {
	return int(math.Round(clamp(p.x, 0, t.width) * 10)), int(math.Round(clamp(p.y, 0, t.height) * 10))
}

// clamp is v within bounds; what is not a number is the lower one.
func clamp(v, low, high float64) float64 {
	if !(v >= low) {
		return low
	}
	return min(v, high)
}

func (t *trace) move(p point) {
	t.flush()
	t.x, t.y = t.tenths(p)
	t.text = append(t.text, 'M')
	t.numbers(t.x, t.y)
	t.command = 0
}

// line goes on to a place. Steps straight on, level or upright, become one.
func (t *trace) line(p point) {
	x, y := t.tenths(p)
	dx, dy := x-t.x-t.dx, y-t.y-t.dy
	if t.waits && (t.dy == 0 && dy == 0 && t.dx*dx >= 0 || t.dx == 0 && dx == 0 && t.dy*dy >= 0) {
		t.dx, t.dy = t.dx+dx, t.dy+dy
		return
	}
	t.flush()
	t.dx, t.dy, t.waits = dx, dy, true
}

// flush writes the step that waits.
func (t *trace) flush() {
	if !t.waits {
		return
	}
	command, values := byte('l'), []int{t.dx, t.dy}
	switch {
	case t.dy == 0:
		command, values = 'h', values[:1]
	case t.dx == 0:
		command, values = 'v', values[1:]
	}
	if command != t.command {
		t.text = append(t.text, command)
		t.command = command
	}
	t.numbers(values...)
	t.x, t.y, t.dx, t.dy, t.waits = t.x+t.dx, t.y+t.dy, 0, 0, false
}

func (t *trace) close() {
	t.flush()
	t.text = append(t.text, 'z')
	t.command = 0
}

// numbers writes tenths, with a space only where a sign, a command or a second
// point does not already part them.
func (t *trace) numbers(values ...int) {
	for _, v := range values {
		n := len(t.text)
		digit := n > 0 && t.text[n-1] >= '0' && t.text[n-1] <= '9'
		fraction := n > 1 && t.text[n-2] == '.'
		if digit && v >= 0 && !(fraction && v > 0 && v < 10) {
			t.text = append(t.text, ' ')
		}
		t.text = appendTenths(t.text, v)
	}
}

// appendTenths writes -5 as -.5 and 120 as 12.
func appendTenths(b []byte, v int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	whole, rest := v/10, v%10
	if whole > 0 || rest == 0 {
		b = strconv.AppendInt(b, int64(whole), 10)
	}
	if rest > 0 {
		b = append(b, '.', byte('0'+rest))
	}
	return b
}

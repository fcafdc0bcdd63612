package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
)

// placed is a mark in the picture: the share of the width where it begins and
// ends, and the row of its label; -1 for none.
type placed struct {
	from, to float64
	names    []string
	many     int
	row      int
	owner    int
	label    string  // as much of the title as there is room for
	middle   float64 // of the label, as a share of the width
}

// labelHigh is the height of a row of labels above the marks, and labelSize that
// of their letters.
const (
	labelHigh = 13
	labelSize = 10
	labelRows = 2
)

// place finds where the marks within the range are. Events have labels, in rows
// above the area; alerts have a lane for each owner, where those closer than two
// points become one.
func (s *sheet) place(list []Mark) (events []placed, lanes [][]placed) {
	var alerts []placed
	for _, m := range list {
		from, to := s.share(m.From), s.share(m.To)
		if math.IsNaN(from) || math.IsNaN(to) || from > 1 || to < 0 || to < from {
			continue
		}
		p := placed{from: max(from, 0), to: min(to, 1), many: 1, row: -1, owner: m.Owner}
		if name := clean(m.Name); name != "" {
			p.names = []string{name}
		}
		if m.Class == "alert" {
			alerts = append(alerts, p)
		} else {
			events = append(events, p)
		}
	}
	least := 2 / s.Width
	for _, own := range owned(alerts) {
		lanes = append(lanes, merged(own, least))
	}
	events = merged(events, 0)
	s.label(events)
	return events, lanes
}

// owned are marks by their owner, in order.
func owned(list []placed) (lists [][]placed) {
	slices.SortStableFunc(list, func(a, b placed) int { return a.owner - b.owner })
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].owner == list[0].owner {
			n++
		}
		lists, list = append(lists, list[:n]), list[n:]
	}
	return lists
}

// share is how far along the x axis a place is.
func (s *sheet) share(v float64) float64 {
	if !drawn(v) {
		return math.NaN()
	}
	return plot.LinearScale{}.Normalize(s.x.low, s.x.high, v)
}

// merged puts marks together that are nearer than a distance; with 0 those alone
// that begin and end at the same places.
func merged(list []placed, near float64) []placed {
	slices.SortStableFunc(list, func(a, b placed) int {
		if a.from != b.from {
			return sign(a.from - b.from)
		}
		return sign(a.to - b.to)
	})
	var out []placed
	for _, p := range list {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if near > 0 && p.from-last.to <= near || p.from == last.from && p.to == last.to {
				last.to, last.many = max(last.to, p.to), last.many+p.many
				for _, name := range p.names {
					if !slices.Contains(last.names, name) {
						last.names = append(last.names, name)
					}
				}
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

func sign(v float64) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

// label gives events a row each where their words fit; the others have a tip only.
// Words that stand there already are said again in the lowest row alone. Words that
// were cut take what room the others left.
func (s *sheet) label(events []placed) {
	wide := s.Width - 60 // about that of the area
	rows := make([][]*placed, labelRows)
	said := map[string]bool{}
	for k := range events {
		e := &events[k]
		if len(e.names) == 0 {
			continue
		}
		e.label = cut(e.title(), labelSize, min(usualLabel, wide/3))
		e.settle(wide, 0, wide)
		for row := range rows {
			begin := e.middle*wide - width(e.label, labelSize)/2
			if begin >= after(rows[row], wide) && (row == 0 || !said[e.label]) {
				e.row, rows[row], said[e.label] = row, append(rows[row], e), true
				s.above = max(s.above, float64(row+1)*labelHigh)
				break
			}
		}
	}
	for _, row := range rows {
		for k, e := range row {
			e.widen(wide, after(row[:k], wide), before(row[k+1:], wide))
		}
	}
}

// usualLabel is how wide labels are where there may be others beside them, and
// labelGap the room between two.
const usualLabel, labelGap = 200.0, 8.0

// after is where a label may begin behind those of its row.
func after(row []*placed, wide float64) float64 {
	if len(row) == 0 {
		return 0
	}
	last := row[len(row)-1]
	return last.middle*wide + width(last.label, labelSize)/2 + labelGap
}

// before is where a label has to end for those that follow in its row.
func before(row []*placed, wide float64) float64 {
	if len(row) == 0 {
		return wide
	}
	return row[0].middle*wide - width(row[0].label, labelSize)/2 - labelGap
}

// settle puts the label over the middle of its event, or as near to it as the room
// from left to right lets it; it reports whether that is still above the event.
func (p *placed) settle(wide, left, right float64) bool {
	half := width(p.label, labelSize) / 2
	middle := min(max((p.from+p.to)/2*wide, left+half), right-half)
	if left+half > middle+1e-9 || middle-half > p.to*wide || middle+half < p.from*wide {
		return false
	}
	p.middle = middle / wide
	return true
}

// widen says more of a title that was cut where there is room for it.
func (p *placed) widen(wide, left, right float64) {
	was, at := p.label, p.middle
	if p.label = cut(p.title(), labelSize, right-left); !p.settle(wide, left, right) {
		p.label, p.middle = was, at
	}
}

// title is what an event is called.
func (p placed) title() string {
	text := p.names[0]
	if n := len(p.names); n > 1 {
		text = fmt.Sprintf("%s + %d", text, n-1)
	}
	return text
}

// tip is what a mark says to whoever points at it.
func (p placed) tip() string {
	names := p.names
	if len(names) > 6 {
		names = append(names[:6:6], fmt.Sprintf("and %d more", len(p.names)-6))
	}
	text := strings.Join(names, ", ")
	if p.many > len(p.names) {
		text = fmt.Sprintf("%d times: %s", p.many, named(text))
	}
	return text
}

// span is the rectangle of a mark, at least as wide as can be seen.
func (a *area) span(p placed, top, bottom, least float64) string {
	left, right := a.left+p.from*(a.right-a.left), a.left+p.to*(a.right-a.left)
	if right-left < least {
		middle := (left + right) / 2
		left, right = middle-least/2, middle+least/2
	}
	return a.box(left, top, right, bottom)
}

// box is the path of a rectangle.
func (a *area) box(left, top, right, bottom float64) string {
	t := a.trace()
	t.move(point{left, top})
	t.line(point{right, top})
	t.line(point{right, bottom})
	t.line(point{left, bottom})
	t.close()
	return t.done()
}

// events shades the spans of events and writes their labels above.
func (a *area) events(list []placed) {
	for _, p := range list {
		a.path("event", false, a.span(p, a.top, a.bottom, 1.5), p.tip())
		if p.row < 0 {
			continue
		}
		half := width(p.label, labelSize) / 2
		middle := a.left + p.middle*(a.right-a.left)
		middle = max(min(middle, a.right-half), a.left+half)
		a.write(string(inkMark), "middle", point{middle, a.top - 3 - float64(p.row)*labelHigh}, p.label)
	}
}

// laneHigh is the height of a lane of alerts where few share the foot of a chart.
const laneHigh, footHigh = 7.0, 42.0

// alerts are ticks at the lower edge, a lane for each series.
func (a *area) alerts(lanes [][]placed) {
	high := min(laneHigh, footHigh/float64(len(lanes)))
	for k, lane := range lanes {
		foot := a.bottom - float64(k)*high
		a.group(coloured(lane[0].owner, lane[0].owner), func() {
			for _, p := range lane {
				a.path("alert", false, a.span(p, foot-high+1, foot, 3), p.tip())
			}
		})
	}
}

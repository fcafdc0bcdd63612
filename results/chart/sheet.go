package chart

import (
	"fmt"
	"regexp"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sizes of text and of what surrounds the area of the marks, in points.
const (
	titleSize    = 13
	textSize     = 11
	titleHigh    = 20
	headingHigh  = 18
	usualWidth   = 720
	usualHeight  = 280
	leastWidth   = 160
	leastHeight  = 100
	greatestSize = 20000
)

// sheet is a chart in the making: its frame and its two scales.
type sheet struct {
	Frame
	x, y  scale
	above float64 // room above the marks, beside that of the headings
	c     *canvas
}

// scale is an axis before it has pixels.
type scale struct {
	Axis
	low, high float64
	ticks     []plot.Tick
	heading   string // "" for that of label and unit
	down      bool   // the low end is at the top
	grid      bool   // lines at the ticks
}

// area is where the marks go, in pixels; x and y map onto it.
type area struct {
	*canvas
	x, y                     Axis
	left, right, top, bottom float64
}

// at is the place of a value.
func (a *area) at(x, y float64) point { return point{a.x.Zero + a.x.Scale*x, a.y.Zero + a.y.Scale*y} }

var identifier = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]*$`)

// sheet checks the frame.
func (f Frame) sheet() (*sheet, error) {
	if !identifier.MatchString(f.Name) {
		return nil, fmt.Errorf("the name %q of the chart is no identifier: a letter, then letters, digits, - _ and . are expected", f.Name)
	}
	if f.Width == 0 {
		f.Width = usualWidth
	}
	if f.Height == 0 {
		f.Height = usualHeight
	}
	if !(f.Width >= leastWidth && f.Width <= greatestSize && f.Height >= leastHeight && f.Height <= greatestSize) {
		return nil, fmt.Errorf("chart %s: a size of %g x %g points: from %d x %d to %d x %d are expected",
			f.Name, f.Width, f.Height, leastWidth, leastHeight, greatestSize, greatestSize)
	}
	s := &sheet{Frame: f, c: newCanvas(f.Width, f.Height)}
	s.x.Label, s.x.Unit, s.y.Label, s.y.Unit = clean(f.XLabel), clean(f.XUnit), clean(f.YLabel), clean(f.YUnit)
	return s, nil
}

// headed is the heading of an axis: its label with its unit.
func (a *scale) headed() string {
	if a.heading != "" {
		return a.heading
	}
	return headed(a.Label, a.Unit)
}

func headed(label, unit string) string {
	if unit != "" && unit != "1" {
		label = strings.TrimSpace(label + " [" + unit + "]")
	}
	return label
}

// marks draw a chart into its area on a canvas, which the library wraps up.
type marks struct {
	on   *canvas
	draw func(a *area)
}

// Plot lets the drawing library, which has laid out the axes, draw the marks.
func (m marks) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	start := m.on.pixel(vg.Point{X: x(p.X.Min), Y: y(p.Y.Min)})
	end := m.on.pixel(vg.Point{X: x(p.X.Max), Y: y(p.Y.Max)})
	a := &area{canvas: m.on, left: start.x, right: end.x, top: min(start.y, end.y), bottom: max(start.y, end.y)}
	a.x.Scale = (end.x - start.x) / (p.X.Max - p.X.Min)
	a.x.Zero = start.x - a.x.Scale*p.X.Min
	a.y.Scale = (end.y - start.y) / (p.Y.Max - p.Y.Min)
	a.y.Zero = start.y - a.y.Scale*p.Y.Min
	m.draw(a)
}

// GlyphBoxes are the widths of the labels below the marks: the library makes room
// for the first and the last of them. To the left they may reach below the labels
// of the y axis. Those that rounding puts beyond an end count as well.
func (m marks) GlyphBoxes(p *plot.Plot) []plot.GlyphBox {
	var list []plot.GlyphBox
	var free vg.Length
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		free = max(free, p.Y.Tick.Label.Width(t.Label))
	}
	for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		r := p.X.Tick.Label.Rectangle(t.Label)
		r.Min.X, r.Min.Y, r.Max.Y = min(r.Min.X+free, 0), 0, 0
		list = append(list, plot.GlyphBox{X: clamp(p.X.Norm(t.Value), 0, 1), Rectangle: r})
	}
	return list
}

// draw lays out the axes and draws the marks; thereafter the axes of the sheet
// know their pixels.
func (s *sheet) draw(m func(a *area)) {
	p := plot.New()
	p.BackgroundColor = nil
	s.axis(&p.X, &s.x, draw.XCenter, draw.YTop)
	s.axis(&p.Y, &s.y, draw.XRight, draw.YCenter)
	p.X.LineStyle, p.X.Tick.LineStyle, p.X.Tick.Length = stroke(inkAxis), stroke(inkAxis), 4
	p.X.Label.Text = cut(s.x.headed(), textSize, s.Width*0.9)
	p.X.Label.Padding = 1
	grid := &plotter.Grid{}
	if s.x.grid {
		grid.Vertical = stroke(inkGrid)
	}
	if s.y.grid {
		grid.Horizontal = stroke(inkGrid)
	}
	p.Add(grid, marks{s.c, func(a *area) {
		s.x.Zero, s.x.Scale, s.y.Zero, s.y.Scale = a.x.Zero, a.x.Scale, a.y.Zero, a.y.Scale
		m(a)
	}})
	p.Draw(draw.Crop(draw.New(s.c), 2, -4, 2, vg.Length(-s.headings())))
}

// headings writes the title and the heading of the y axis; it returns how much
// room above the marks is taken.
func (s *sheet) headings() float64 {
	high := 6.0
	if title := clean(s.Title); title != "" {
		s.c.write(string(inkTitle), "", point{2, titleHigh - 6}, cut(title, titleSize, s.Width-4))
		high = titleHigh
	}
	if heading := s.y.headed(); heading != "" {
		s.c.write(string(inkHeading), "", point{2, high + headingHigh - 11}, cut(heading, textSize, s.Width-4))
		high += headingHigh - 6
	}
	return min(high+s.above, s.Height/3)
}

// stroke is a line of an ink.
func stroke(i ink) draw.LineStyle { return draw.LineStyle{Color: i, Width: 1} }

// axis gives the library a scale. Its line and ticks are not drawn.
func (s *sheet) axis(to *plot.Axis, from *scale, x text.XAlignment, y text.YAlignment) {
	style := text.Style{Color: inkTick, Font: font.From(face, textSize), XAlign: x, YAlign: y, Handler: letters{plain(), s.c}}
	to.Min, to.Max, to.Padding, to.Width, to.Tick.Width, to.Tick.Length = from.low, from.high, 0, 0, 0, 0
	to.Tick.Label, to.Tick.Marker = style, plot.ConstantTicks(s.fitting(from))
	to.Label.TextStyle = style
	to.Label.TextStyle.Color, to.Label.TextStyle.YAlign = inkHeading, draw.YBottom
	if from.down {
		to.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	}
}

// fitting are the ticks of a scale with labels that leave room for the marks: those
// of y are cut to a third of the width, ticks of x with labels of more than a
// quarter have none. Without room the library would lay out nothing.
func (s *sheet) fitting(a *scale) []plot.Tick {
	list := make([]plot.Tick, 0, len(a.ticks))
	for _, t := range a.ticks {
		switch {
		case a == &s.y:
			t.Label = cut(t.Label, textSize, s.Width/3)
		case width(t.Label, textSize) > s.Width/4:
			t.Label = ""
		}
		list = append(list, t)
	}
	return list
}

// chart is what was drawn, with its numbers and words.
func (s *sheet) chart(kind, alt string, list []DataSerie) *Chart {
	title := clean(s.Title)
	if title == "" {
		title = named(headed(s.y.Label, s.y.Unit))
		if s.y.Label == "" && s.x.Label != "" {
			title = headed(s.x.Label, s.x.Unit)
		}
	}
	alt = title + ": " + alt
	t := newCanvas(s.Width, s.Height).trace()
	w, h := t.tenths(point{s.Width, s.Height})
	svg := fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 %s %s\" "+
		"role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n"+
		"<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n%s</svg>\n",
		appendTenths(nil, w), appendTenths(nil, h), s.Name, s.Name, s.Name, escape(title), s.Name, escape(alt), s.c.body.String())
	return &Chart{SVG: svg, Alt: alt, Data: Data{Kind: kind, X: s.x.Axis, Y: s.y.Axis, Series: list}}
}

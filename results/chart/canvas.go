package chart

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// canvas is the paper that the drawing library draws axes on: small SVG, in
// which inks become classes. The library counts y upwards, SVG downwards.
type canvas struct {
	body          strings.Builder
	width, height float64
	now           pencil
	stack         []pencil
}

// pencil is what Push keeps: the ink, whether lines are drawn at all, and the
// transform (x, y) -> (a x + c y + e, b x + d y + f).
type pencil struct {
	ink              ink
	thick            bool
	a, b, c, d, e, f float64
}

var _ vg.CanvasSizer = (*canvas)(nil)

func newCanvas(width, height float64) *canvas {
	return &canvas{width: width, height: height, now: pencil{thick: true, a: 1, d: 1}}
}

func (c *canvas) Size() (x, y vg.Length)              { return vg.Length(c.width), vg.Length(c.height) }
func (c *canvas) SetLineWidth(w vg.Length)            { c.now.thick = w > 0 }
func (c *canvas) SetLineDash([]vg.Length, vg.Length)  {} // the classes say the dashes
func (c *canvas) Push()                               { c.stack = append(c.stack, c.now) }
func (c *canvas) DrawImage(vg.Rectangle, image.Image) {} // charts have none

func (c *canvas) SetColor(colour color.Color) {
	if i, ok := colour.(ink); ok {
		c.now.ink = i
	}
}

func (c *canvas) Pop() {
	c.now = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *canvas) Rotate(angle float64) {
	sin, cos := math.Sincos(angle)
	p := c.now
	c.now.a, c.now.b, c.now.c, c.now.d = p.a*cos+p.c*sin, p.b*cos+p.d*sin, p.c*cos-p.a*sin, p.d*cos-p.b*sin
}

func (c *canvas) Translate(by vg.Point) {
	p := &c.now
	x, y := float64(by.X), float64(by.Y)
	p.e, p.f = p.e+p.a*x+p.c*y, p.f+p.b*x+p.d*y
}

func (c *canvas) Scale(x, y float64) {
	c.now.a, c.now.b, c.now.c, c.now.d = c.now.a*x, c.now.b*x, c.now.c*y, c.now.d*y
}

// pixel is where a place of the library is in the viewBox.
func (c *canvas) pixel(at vg.Point) point {
	p, x, y := c.now, float64(at.X), float64(at.Y)
	return point{p.a*x + p.c*y + p.e, c.height - (p.b*x + p.d*y + p.f)}
}

func (c *canvas) Stroke(p vg.Path) {
	if c.now.thick {
		c.path(string(c.now.ink), true, c.lines(p))
	}
}

func (c *canvas) Fill(p vg.Path) { c.path(string(c.now.ink), false, c.lines(p)) }

// lines are the corners of a path. Curves, which axes have none of, are their
// chords.
func (c *canvas) lines(p vg.Path) string {
	t := c.trace()
	for _, part := range p {
		switch part.Type {
		case vg.MoveComp:
			t.move(c.pixel(part.Pos))
		case vg.CloseComp:
			t.close()
		default:
			t.line(c.pixel(part.Pos))
		}
	}
	return t.done()
}

func (c *canvas) trace() *trace { return &trace{width: c.width, height: c.height} }

func (t *trace) done() string {
	t.flush()
	return string(t.text)
}

// path writes a path; nothing where it has no points.
func (c *canvas) path(class string, open bool, d string, tip ...string) {
	if d == "" {
		return
	}
	fmt.Fprintf(&c.body, `<path class="%s"`, class)
	if open {
		c.body.WriteString(` fill="none"`)
	}
	fmt.Fprintf(&c.body, ` d="%s"`, d)
	if len(tip) > 0 && tip[0] != "" {
		fmt.Fprintf(&c.body, "><title>%s</title></path>\n", escape(tip[0]))
		return
	}
	c.body.WriteString("/>\n")
}

// group puts what is drawn within into a group of some classes.
func (c *canvas) group(class string, draw func()) {
	fmt.Fprintf(&c.body, "<g class=\"%s\">\n", class)
	draw()
	c.body.WriteString("</g>\n")
}

func (c *canvas) FillString(_ font.Face, at vg.Point, text string) {
	c.write(string(c.now.ink), "", c.pixel(at), text)
}

// write sets a line of text. The anchor is "" for its start, middle or end.
func (c *canvas) write(class, anchor string, at point, text string) {
	t := c.trace()
	x, y := t.tenths(at)
	fmt.Fprintf(&c.body, `<text class="%s" x="%s" y="%s"`, class, appendTenths(nil, x), appendTenths(nil, y))
	if anchor != "" {
		fmt.Fprintf(&c.body, ` text-anchor="%s"`, anchor)
	}
	fmt.Fprintf(&c.body, ">%s</text>\n", escape(text))
}

// escape makes words safe as the text of an element or in an attribute.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

package main

import (
	"math"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/guptarohit/asciigraph"
	"github.com/rivo/uniseg"
)

// plotRows is about how many rows a plot has; their number is such that the
// labels are round.
const plotRows = 12

// Colours of the lines on a terminal, that stand out on light and on dark
// ground, and marks that tell them apart where there are no colours.
var (
	lineColours = [mostLines]asciigraph.AnsiColor{asciigraph.DodgerBlue, asciigraph.DarkOrange, asciigraph.SeaGreen,
		asciigraph.Crimson, asciigraph.DarkOrchid, asciigraph.DarkGoldenrod}
	lineMarks = [mostLines]string{"─", "•", "+", "×", "o", "#"}
)

// draw renders the plot, a title above and a legend below, in width columns.
func (p *plot) draw(width int, colours bool) string {
	var b strings.Builder
	from, to := p.times()
	const labels = 8 // columns for them at first, until the axis is known
	columns, _ := p.columns(from, to, width-labels)
	axis := newValueAxis(columns)
	left := axis.labelWidth() + 3 // of where the lines begin
	cells := width - left
	columns, merged := p.columns(from, to, cells+1)
	b.WriteString(p.title(merged, colours))
	if axis.empty() {
		return b.String() + "  no value at any time\n"
	}
	for _, c := range columns {
		for i := range c {
			c[i] = axis.row(c[i])
		}
	}
	// What is drawn last lies on top: the first line, which the others are
	// compared with.
	slices.Reverse(columns)
	options := []asciigraph.Option{asciigraph.LowerBound(0), asciigraph.UpperBound(float64(axis.rows)),
		asciigraph.Height(axis.rows), asciigraph.YAxisValueFormatter(axis.label)}
	if colours {
		options = append(options, asciigraph.SeriesColors(reversed(lineColours[:len(columns)])...))
	} else {
		options = append(options, asciigraph.SeriesChars(reversed(lineChars()[:len(columns)])...))
	}
	b.WriteString(asciigraph.PlotMany(columns, options...) + "\n")
	b.WriteString(timeAxis(left, cells, from, to, p.start))
	p.legend(&b, left, width, colours)
	return b.String()
}

// reversed returns a list from its end.
func reversed[T any](list []T) []T {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

// columns are the values of all lines at n even times; see sampled.
func (p *plot) columns(from, to float64, n int) (list [][]float64, merged float64) {
	for _, l := range p.lines {
		list = append(list, l.sampled(from, to, n, &merged))
	}
	return list, merged
}

// lineChars are the marks of the lines; the first is drawn as a line.
func lineChars() []asciigraph.CharSet {
	list := []asciigraph.CharSet{asciigraph.DefaultCharSet}
	for _, mark := range lineMarks[1:] {
		set := asciigraph.CreateCharSet(mark)
		set.VerticalLine = "┊"
		list = append(list, set)
	}
	return list
}

// title says what is plotted, with its unit.
func (p *plot) title(merged float64, colours bool) string {
	var facts []string
	if p.what != "" {
		facts = append(facts, p.what)
	}
	if merged > 0 {
		facts = append(facts, "means over "+span(merged))
	}
	text := ""
	if len(facts) > 0 {
		text = ": " + strings.Join(facts, ", ")
	}
	lines := hang("", p.path.Path+unitSuffix(p.path.Unit)+text)
	return strings.Replace(lines, p.path.Path, paint(colours, p.path.Path, color.Bold), 1)
}

// legend names the lines, and says how many were left out.
func (p *plot) legend(b *strings.Builder, left, width int, colours bool) {
	indent := strings.Repeat(" ", left)
	column := 0
	for i, l := range p.lines {
		name := shorten(l.label, width-left-4)
		mark := lineMarks[i]
		if colours {
			mark = lineColours[i].String() + "■" + asciigraph.Default.String()
		}
		need := uniseg.StringWidth(name) + 5
		switch {
		case column == 0:
			b.WriteString(indent)
			column = left
		case column+need > width:
			b.WriteString("\n" + indent)
			column = left
		default:
			b.WriteString("   ")
		}
		b.WriteString(mark + " " + name)
		column += need
	}
	b.WriteByte('\n')
	if p.more > 0 {
		b.WriteString(hang(indent, "and "+count(p.more, "more line")+": choose with --variant; --plot with --json has all"))
	}
}

// times is the first and the last time of all lines, in seconds.
func (p *plot) times() (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, l := range p.lines {
		from, to = min(from, l.t[0]), max(to, l.t[len(l.t)-1])
	}
	return from, to
}

// sampled returns n values of a line at even times: the mean of the samples
// around each where there are several, between samples the straight line. NaN
// where there is no value. merged becomes the seconds that a mean is over.
func (l *plotLine) sampled(from, to float64, n int, merged *float64) []float64 {
	out := make([]float64, n)
	step := (to - from) / float64(n-1)
	k := 0
	for i := range out {
		at := from + float64(i)*step
		for k < len(l.t) && l.t[k] < at-step/2 {
			k++
		}
		first := k
		var sum float64
		var values int
		for k < len(l.t) && (l.t[k] < at+step/2 || i == n-1) {
			if x := l.values[k]; plottable(x) {
				sum += x
				values++
			}
			k++
		}
		switch {
		case values > 0:
			out[i] = sum / float64(values)
		case k == first:
			out[i] = l.between(k, at)
		default:
			out[i] = math.NaN()
		}
		if k-first > 1 {
			*merged = step
		}
	}
	return out
}

// between is the value at a time before the sample k, on the straight line from
// the sample before.
func (l *plotLine) between(k int, at float64) float64 {
	if k == 0 || k == len(l.t) {
		return math.NaN()
	}
	part := (at - l.t[k-1]) / (l.t[k] - l.t[k-1])
	x := l.values[k-1] + part*(l.values[k]-l.values[k-1])
	if !plottable(x) {
		return math.NaN()
	}
	return x
}

// plottable reports whether a value can be drawn: it is a number, and sums and
// differences of such values are numbers too.
func plottable(x float64) bool { return math.Abs(x) < 1e150 }

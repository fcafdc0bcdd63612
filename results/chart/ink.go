package chart

import (
	"fmt"
	"image/color"
	"strings"
)

// ink is a colour by the name of its class: the page says which colour that is,
// for light, dark and paper.
type ink string

// Inks of what belongs to no series.
const (
	inkTitle   ink = "title"
	inkHeading ink = "heading"
	inkTick    ink = "tick"
	inkAxis    ink = "axis"
	inkGrid    ink = "grid"
	inkZero    ink = "zero"
	inkMark    ink = "mark"
)

var _ color.Color = ink("")

// RGBA makes an ink a colour for the drawing library, which only hands it on.
func (ink) RGBA() (r, g, b, a uint32) { return 0, 0, 0, 0xffff }

// Colours are how many series have colours of their own; the next ones take them
// again, with other dashes.
const Colours = 8

// The colours of Okabe and Ito (Color Universal Design, 2008), which the
// colour-blind tell apart, made darker or lighter until each stands out from its
// ground by 3 : 1. Yellow is olive on white.
var (
	onLight = [Colours]string{"#0072b2", "#d55e00", "#008f68", "#c0609b", "#a87500", "#3a92c9", "#7d7400", "#4a4f57"}
	onDark  = [Colours]string{"#3e9bdc", "#f0803c", "#1fbf92", "#e29ac6", "#e6a92e", "#8ccbf2", "#f0e442", "#b8bec8"}
	// dashes are of the lines; the first is drawn through.
	dashes = [Colours]string{"", "7 3", "2 2.5", "9 3 2 3", "4 2", "13 4", "9 2 2 2 2 2", "1 2"}
)

// series are the classes of a series: s for its index, c for its colour, d for
// its dashes. Of the first 64 no two look the same.
func series(k int) string {
	return fmt.Sprintf("s%d c%d d%d", k, k%Colours, (k+k/Colours)%Colours)
}

// coloured are the classes of a series that has a colour of another place.
func coloured(k, colour int) string { return fmt.Sprintf("s%d c%d d0", k, colour%Colours) }

// CSS is what a page with charts needs: the variables --ink (text), --quiet-ink
// (text beside), --grid, --axis, --shade (spans of events), --alert, --paper-ink
// (gaps between bars) and --s0 to --s7 (series) on light, on dark (by the system
// or data-theme=dark on the root) and on paper, and how the classes look by them.
// A series that a legend switches off has the class "off".
func CSS() string {
	var b strings.Builder
	light, dark := variables(onLight, false), variables(onDark, true)
	fmt.Fprintf(&b, ":root{%s}\n", light)
	fmt.Fprintf(&b, "@media (prefers-color-scheme:dark){:root:not([data-theme=light]){%s}}\n", dark)
	fmt.Fprintf(&b, ":root[data-theme=dark]{%s}\n", dark)
	fmt.Fprintf(&b, "@media print{:root,:root:not([data-theme=light]),:root[data-theme=dark]{%s}}\n", light)
	b.WriteString(looks)
	for k := range Colours {
		fmt.Fprintf(&b, "svg.chart .c%d{--c:var(--s%d)}\n", k, k)
		if dashes[k] != "" {
			fmt.Fprintf(&b, "svg.chart .d%d .line{stroke-dasharray:%s}\n", k, dashes[k])
		}
	}
	return b.String()
}

// variables are the colours on a ground.
func variables(colours [Colours]string, dark bool) string {
	text := "--ink:#1c2330;--quiet-ink:#566072;--grid:#e3e6eb;--axis:#8b94a3;--shade:#8b94a3;--alert:#a3231c;--paper-ink:#fff"
	if dark {
		text = "--ink:#e6eaf0;--quiet-ink:#a3adbd;--grid:#2c343f;--axis:#6d7888;--shade:#8b94a3;--alert:#ff9d94;--paper-ink:#14181f"
	}
	for k, c := range colours {
		text += fmt.Sprintf(";--s%d:%s", k, c)
	}
	return text
}

// looks are the classes of the marks.
const looks = `svg.chart{font-family:inherit;font-variant-numeric:tabular-nums}
svg.chart .off{display:none}
svg.chart text{fill:var(--quiet-ink);font-size:11px;stroke:none}
svg.chart .title{fill:var(--ink);font-size:13px;font-weight:600}
svg.chart .heading,svg.chart .name{fill:var(--ink)}
svg.chart text.mark{font-size:10px}
svg.chart .grid{stroke:var(--grid);stroke-width:1}
svg.chart .axis{stroke:var(--axis);stroke-width:1}
svg.chart .zero{stroke:var(--quiet-ink);stroke-width:1}
svg.chart .event{fill:var(--shade);fill-opacity:.16}
svg.chart .alert{fill:var(--c,var(--alert));stroke:var(--paper-ink);stroke-width:.6}
svg.chart .line,svg.chart .spread,svg.chart .interval,svg.chart .dots{fill:none;stroke:var(--c);stroke-linejoin:round}
svg.chart .line{stroke-width:1.7}
svg.chart .spread{stroke-width:1.5}
svg.chart .interval{stroke-width:6;stroke-opacity:.55}
svg.chart .dots{stroke-width:4;stroke-linecap:round}
svg.chart .middle{fill:var(--c);stroke:var(--paper-ink);stroke-width:1}
svg.chart .band{fill:var(--c);fill-opacity:.11}
svg.chart .core{fill:var(--c);fill-opacity:.17}
svg.chart .density{fill:var(--c);fill-opacity:.3;stroke:var(--c);stroke-width:1}
svg.chart .bar{fill:var(--c);stroke:var(--paper-ink);stroke-width:.6}
svg.chart .bar.pale{fill-opacity:.3;stroke:var(--c);stroke-dasharray:2 2}
`

package chart

import (
	"math"
	"strings"
	"unicode"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// letters sets text at its anchor and leaves the typeface to the page. The widths
// are those of Liberation Sans and a fifth more, for typefaces that are wider.
type letters struct {
	text.Plain
	to *canvas
}

const wider = 1.2

// face is the typeface that is measured with.
var face = font.Font{Typeface: "Liberation", Variant: "Sans"}

// plain measures.
func plain() text.Plain { return text.Plain{Fonts: font.DefaultCache} }

// Box is the size of a line.
func (l letters) Box(line string, f font.Font) (width, height, depth vg.Length) {
	width, height, depth = l.Plain.Box(line, f)
	return width * wider, height, depth
}

// Draw writes one line, anchored as it is aligned.
func (l letters) Draw(_ vg.Canvas, line string, style text.Style, at vg.Point) {
	height := style.Height(line)
	at.Y += height*vg.Length(style.YAlign) - l.Extents(style.Font).Ascent + style.Font.Size
	anchor := ""
	switch style.XAlign {
	case text.XCenter:
		anchor = "middle"
	case text.XRight:
		anchor = "end"
	}
	class, _ := style.Color.(ink)
	l.to.write(string(class), anchor, l.to.pixel(at), line)
}

// width is how wide a line is at most.
func width(line string, size float64) float64 {
	w, _, _ := plain().Box(line, font.From(face, vg.Length(size)))
	return float64(w) * wider
}

// mostLetters is how much of a name is looked at.
const mostLetters = 400

// clean makes a name one line of printable letters.
func clean(name string) string {
	if len(name) > mostLetters*4 {
		name = name[:mostLetters*4]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFFFE' || r == '\uFFFF' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	return strings.TrimSpace(name)
}

// cut makes a name as short as a width, with an ellipsis for what is left out.
func cut(name string, size, widest float64) string { return cutAt(name, size, widest, 1) }

// cutAt makes a name as short as a width: of what is kept a share is its start, and
// the rest its end.
func cutAt(name string, size, widest, share float64) string {
	name = clean(name)
	if width(name, size) <= widest {
		return name
	}
	letters := []rune(name)
	kept := func(n int) string {
		start := int(math.Ceil(float64(n) * share))
		return strings.TrimRight(string(letters[:start]), " ") + "…" +
			strings.TrimLeft(string(letters[len(letters)-(n-start):]), " ")
	}
	low, high := 0, min(len(letters), mostLetters) // as many letters as fit
	for low < high {
		mid := (low + high + 1) / 2
		if width(kept(mid), size) <= widest {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return kept(low)
}

// cutApart makes names as short as a width. They lose their ends, or, where names
// that differ would then read the same, their middles or their starts.
func cutApart(names []string, size, widest float64) []string {
	different := map[string]bool{}
	for _, name := range names {
		different[named(name)] = true
	}
	var best []string
	most := 0
	for _, share := range []float64{1, 0.5, 0} {
		labels, apart := make([]string, len(names)), map[string]bool{}
		for k, name := range names {
			labels[k] = cutAt(named(name), size, widest, share)
			apart[labels[k]] = true
		}
		if len(apart) > most {
			best, most = labels, len(apart)
		}
		if most == len(different) {
			break
		}
	}
	return best
}

// named is a name, or a dash where there is none.
func named(name string) string {
	if name = clean(name); name == "" {
		return "–"
	}
	return name
}

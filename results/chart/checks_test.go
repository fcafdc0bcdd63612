package chart

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"
)

// fatal is what both tests and rapid's draws are.
type fatal interface {
	Errorf(format string, args ...any)
	FailNow()
	Helper()
}

// checked reads a chart as a page would: XML that is well-formed, all places in
// the viewBox, ids of its own name, numbers that are JSON.
func checked(t fatal, c *Chart) {
	t.Helper()
	read := xml.NewDecoder(strings.NewReader(c.SVG))
	var wide, high float64
	for depth := 0; ; {
		token, err := read.Token()
		if errors.Is(err, io.EOF) {
			require.Zero(t, depth)
			break
		}
		require.NoError(t, err, c.SVG)
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			if e.Name.Local == "svg" {
				wide, high = viewBox(t, e)
			}
			element(t, e, wide, high)
		case xml.EndElement:
			depth--
		}
	}
	require.NotContains(t, c.Alt, "NaN")
	require.NotContains(t, c.Alt, "Inf")
	data, err := json.Marshal(c.Data)
	require.NoError(t, err)
	require.True(t, json.Valid(data))
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func viewBox(t fatal, e xml.StartElement) (wide, high float64) {
	t.Helper()
	require.Equal(t, "img", attribute(e, "role"))
	parts := strings.Fields(attribute(e, "viewBox"))
	require.Len(t, parts, 4)
	wide, err := strconv.ParseFloat(parts[2], 64)
	require.NoError(t, err)
	high, err = strconv.ParseFloat(parts[3], 64)
	require.NoError(t, err)
	return wide, high
}

// element checks the places of one element.
func element(t fatal, e xml.StartElement, wide, high float64) {
	t.Helper()
	inside := func(p point) {
		t.Helper()
		require.True(t, p.x >= -0.01 && p.x <= wide+0.01 && p.y >= -0.01 && p.y <= high+0.01, "%v is not within %g x %g", p, wide, high)
	}
	switch e.Name.Local {
	case "path":
		for _, p := range corners(t, attribute(e, "d")) {
			inside(p)
		}
	case "text":
		x, err := strconv.ParseFloat(attribute(e, "x"), 64)
		require.NoError(t, err)
		y, err := strconv.ParseFloat(attribute(e, "y"), 64)
		require.NoError(t, err)
		inside(point{x, y})
	}
	if id := attribute(e, "id"); id != "" {
		require.Regexp(t, `^chart-`, id)
	}
}

var pathPart = regexp.MustCompile(`[Mlhvz]|-?\d*\.?\d+`)

// corners are the places of a path, read as the SVG standard has it.
func corners(t fatal, d string) []point {
	t.Helper()
	parts := pathPart.FindAllString(d, -1)
	require.Equal(t, strings.ReplaceAll(d, " ", ""), strings.Join(parts, ""), "nothing is left over")
	var list []point
	var at, start point
	command := ""
	for k := 0; k < len(parts); {
		if strings.Contains("Mlhvz", parts[k]) {
			command = parts[k]
			k++
			if command == "z" {
				at = start
				continue
			}
		}
		next := func() float64 {
			v, err := strconv.ParseFloat(parts[k], 64)
			require.NoError(t, err, d)
			k++
			return v
		}
		switch command {
		case "M":
			at = point{next(), next()}
			start = at
		case "l":
			at = point{at.x + next(), at.y + next()}
		case "h":
			at.x += next()
		case "v":
			at.y += next()
		default:
			require.Fail(t, "numbers without a command: "+d)
		}
		list = append(list, at)
	}
	return list
}

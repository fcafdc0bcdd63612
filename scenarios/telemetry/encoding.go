package telemetry

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// The values that Spec.Encoding may take, beside "" to find it.
const (
	UTF8        = "utf-8"
	Windows1252 = "windows-1252"
)

// upper are the characters of the bytes 0x80 to 0x9f in Windows-1252; the five
// that are not assigned stand for themselves, as in the WHATWG's standard of
// encodings (golang.org/x/text makes all five one mark of replacement, so that two
// names could become the same). All other bytes are those of Latin 1, and so of
// Unicode.
var upper = [32]rune{
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
}

// appendWindows adds text in Windows-1252 as UTF-8.
func appendWindows(out, text []byte) []byte {
	for _, c := range text {
		switch {
		case c < 0x80:
			out = append(out, c)
		case c < 0xa0:
			out = utf8.AppendRune(out, upper[c-0x80])
		default:
			out = utf8.AppendRune(out, rune(c))
		}
	}
	return out
}

// windowsReader passes a text in Windows-1252 on in UTF-8.
type windowsReader struct {
	from io.Reader
	raw  []byte
	text []byte // not passed on yet
	err  error
}

func newWindowsReader(from io.Reader) *windowsReader {
	return &windowsReader{from: from, raw: make([]byte, opening/2)}
}

func (w *windowsReader) Read(p []byte) (int, error) {
	for len(w.text) == 0 && w.err == nil {
		var n int
		n, w.err = w.from.Read(w.raw)
		w.text = appendWindows(w.text[:0], w.raw[:n])
	}
	n := copy(p, w.text)
	w.text = w.text[n:]
	if n == 0 && len(p) > 0 {
		return 0, w.err
	}
	return n, nil
}

// foreignByte is the first byte of a text's opening that is not UTF-8, and its
// line; ok where there is none. A character that the opening cuts off is none.
func foreignByte(begin []byte) (c byte, line int, ok bool) {
	for i := 0; i < len(begin); {
		if begin[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(begin[i:])
		if r == utf8.RuneError && n == 1 {
			if len(begin)-i < utf8.UTFMax && !utf8.FullRune(begin[i:]) {
				return 0, 0, true
			}
			return begin[i], bytes.Count(begin[:i], []byte("\n")) + 1, false
		}
		i += n
	}
	return 0, 0, true
}

// separatorLine reads the line sep=; with which Excel is told what stands
// between cells.
func separatorLine(begin []byte) (comma byte, ok bool) {
	line, _, _ := bytes.Cut(begin, []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if n := len(line); n >= 2 && line[0] == '"' && line[n-1] == '"' {
		line = line[1 : n-1]
	}
	if len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) && oneByte(string(line[4:])) {
		return line[4], true
	}
	return 0, false
}

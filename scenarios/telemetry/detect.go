package telemetry

import "bytes"

// afterLines is what follows n lines.
func afterLines(text []byte, n int) []byte {
	for range n {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return text
}

// delimiter is what stands between cells: what was given, or what the opening
// shows.
func delimiter(given string, begin []byte) byte {
	if given != "" {
		return given[0]
	}
	return byte(separator(begin))
}

// decimalMark is the decimal mark of a table: what was given, or a comma where
// the delimiter is none and the opening has numbers with a comma and none with
// a point.
func decimalMark(given string, comma byte, begin []byte) byte {
	if given != "" {
		return given[0]
	}
	if comma != ';' && comma != '\t' {
		return '.'
	}
	commas := 0
	for len(begin) > 0 {
		line, rest, whole := bytes.Cut(begin, []byte("\n"))
		if !whole && len(rest) == 0 && len(begin) >= opening/2 {
			break // cut off in the middle
		}
		begin = rest
		for cell := range bytes.SplitSeq(line, []byte{comma}) {
			cell = trim(bytes.Trim(trim(cell), `"`))
			switch {
			case bytes.IndexByte(cell, ',') >= 0:
				if _, ok := parseFloat(cell, ','); ok {
					commas++
				}
			case bytes.IndexByte(cell, '.') >= 0:
				if _, ok := parseFloat(cell, '.'); ok {
					return '.'
				}
			}
		}
	}
	if commas > 0 {
		return ','
	}
	return '.'
}

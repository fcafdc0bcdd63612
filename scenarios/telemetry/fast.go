package telemetry

import "bytes"

// express reads rows of plain numbers in one go over the line, without cutting it
// into cells first. It serves tables of one group without conditions; a row with
// anything else than plain numbers where numbers are wanted goes the usual way.
type express struct {
	group  *group
	mark   byte
	comma  byte
	wanted []*selector // by column; nil where a column is not wanted
	all    []*selector
	row    textRow

	// The values of some rows, in the order of all: handed on together, since
	// each series lies elsewhere in memory.
	values []float64
}

// together is how many rows are handed on at a time.
const together = 16

// newExpress returns nil where the usual way is the only one.
func newExpress(c *collection, columns int, comma, mark byte) *express {
	if len(c.groups) != 1 || len(c.groups[0].spec.Where) > 0 {
		return nil
	}
	e := &express{group: c.groups[0], mark: mark, comma: comma, wanted: make([]*selector, columns), values: make([]float64, 0, together*columns),
		row: textRow{mark: mark, cells: cells{spans: make([]span, columns)}}}
	for _, s := range c.groups[0].members {
		if e.wanted[s.field] != nil {
			return nil // a column that serves two series
		}
		e.wanted[s.field] = s
	}
	for _, s := range e.wanted {
		if s != nil {
			e.all = append(e.all, s)
		}
	}
	return e
}

// read takes a line without quotes; ok is false where it has to go the usual
// way.
func (e *express) read(line []byte, number int) (ok bool) {
	before := len(e.values)
	if !e.scan(line) {
		e.values = e.values[:before]
		return false
	}
	rows := len(e.group.times)
	e.group.begin(&e.row, number)
	if len(e.group.times) == rows { // its time cannot be read
		e.values = e.values[:before]
	}
	if len(e.values) == together*len(e.all) {
		e.flush()
	}
	return true
}

// flush hands the values on.
func (e *express) flush() {
	n := len(e.all)
	for k, s := range e.all {
		for i := k; i < len(e.values); i += n {
			s.values = append(s.values, e.values[i])
		}
	}
	e.values = e.values[:0]
}

// scan reads the numbers of a line.
func (e *express) scan(line []byte) (ok bool) {
	i := 0
	for column, s := range e.wanted {
		begin := i
		if s == nil {
			end := bytes.IndexByte(line[i:], e.comma)
			if end < 0 {
				end = len(line) - i
			}
			i += end
		} else {
			v, end := scanNumber(line, i, e.comma, e.mark)
			if end < 0 {
				return false
			}
			i = end
			e.values = append(e.values, v)
		}
		e.row.cells.spans[column] = span{uint32(begin), uint32(i)}
		if last := column == len(e.wanted)-1; last != (i == len(line)) {
			return false // another number of cells
		}
		i++ // the comma
	}
	e.row.cells.line = line
	return len(trim(e.row.cells.at(e.group.timeField))) > 0
}

// scanNumber reads the plain number of a cell that begins at i: a sign, digits,
// a mark and digits, exactly as parseFloat does. end is where the cell ends, or -1
// where it holds anything else.
func scanNumber(line []byte, i int, comma, mark byte) (v float64, end int) {
	negative := false
	if i < len(line) && line[i] == '-' {
		negative = true
		i++
	}
	begin, point := i, -1
	var mantissa uint64
	for ; i < len(line); i++ {
		c := line[i]
		if d := c - '0'; d < 10 {
			mantissa = mantissa*10 + uint64(d)
			continue
		}
		if c == mark && point < 0 {
			point = i
			continue
		}
		if c == comma {
			break
		}
		return 0, -1
	}
	digits, decimals := i-begin, 0
	if point >= 0 {
		digits--
		decimals = i - point - 1
	}
	const exact, most = 1 << 53, 18 // so many digits do not overflow
	if digits == 0 || digits > most || mantissa >= exact {
		return 0, -1
	}
	v = float64(mantissa)
	if decimals > 0 {
		v /= tens[decimals]
	}
	if negative {
		v = -v
	}
	return v, i
}

package telemetry

import "math"

// textRow is a row of a text table.
type textRow struct {
	cells cells
	mark  byte // decimal
}

func (r *textRow) text(field int) []byte { return trim(r.cells.at(field)) }

func (r *textRow) stamp(g *group) (stamp, string, string) {
	if g.clockField >= 0 {
		return g.reader.join(r.cells.at(g.timeField), r.cells.at(g.clockField))
	}
	return g.reader.read(r.cells.at(g.timeField))
}

func (r *textRow) take(selectors []*selector, line int) {
	for _, s := range selectors {
		cell := r.cells.at(s.field)
		v, ok := parseFloat(cell, r.mark)
		if !ok {
			v = r.odd(s, cell, line)
		}
		s.values = append(s.values, v)
	}
}

// odd reads a cell that is no plain number, or has space around it.
func (r *textRow) odd(s *selector, cell []byte, line int) float64 {
	cell = trim(cell)
	if v, ok := parseFloat(cell, r.mark); ok {
		return v
	}
	if len(cell) <= 4 && missing(string(cell)) {
		return math.NaN()
	}
	summary, hint := badNumber(string(cell), r.mark)
	s.badValues.add(Problem{Key: s.key, Line: line, field: s.field, Summary: summary, Expected: "a number", Hint: hint})
	return math.NaN()
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// parameter is a column of the runs table: a swept or varied path.
type parameter struct {
	path      string
	axis      int // index of its axis, -1 for none
	variation int // index of its variation, -1 for none
	numeric   bool
	swept     []float64 // of quantities that no decoder knows as numbers: each value as it is shown
}

// eventKinds are the kinds of events that twins of any kind, alerts and events emit.
func eventKinds() []string {
	return []string{"alert_off", "alert_on", "event_off", "event_on", "switch_off", "switch_on"}
}

// finish lays out what the runs write: the union of what all studies have.
func (p *Plan) finish(all []*decoder) {
	s := &engine.Schema{Kinds: sorted(p.union.eventKinds())}
	for _, v := range p.variants {
		s.Variants = append(s.Variants, v.name)
	}
	for _, in := range all[0].study.Indicators {
		s.Indicators = append(s.Indicators, engine.Column{Name: identifier(in.Name), Path: "indicator." + in.Name, Unit: in.Unit.Symbol,
			Description: p.meaning(in), Better: p.better(in)})
	}
	p.parameters(s, all)
	p.seriesTables(s)
	p.dictionaries(s)
	if p.balance != nil {
		s.Balance, s.Periods = p.union.terms, p.periods()
	}
	p.schema = s
}

// better says which values of an indicator one wishes for: what the file says;
// otherwise less of an error, and of what falls short of a level or exceeds it.
func (p *Plan) better(in models.Indicator) string {
	if n := p.fixed.Find("indicator", in.Name, "better"); n != nil {
		return written(n)
	}
	switch in.Measure {
	case models.RMSE, models.MAE, models.CVRMSE, models.Shortfall, models.Excess:
		return "lower"
	}
	return ""
}

// meaning says in words what an indicator measures, as the file has it.
func (p *Plan) meaning(in models.Indicator) string {
	say := func(key string) string { return written(p.fixed.Find("indicator", in.Name, key)) }
	text := string(in.Measure) + " of " + say(string(in.Measure))
	if in.Window > 0 {
		text += " over windows of " + say("window")
	}
	for _, key := range []string{"below", "above", "against", "during", "from", "until"} {
		if n := p.fixed.Find("indicator", in.Name, key); n != nil {
			text += " " + key + " " + written(n)
		}
	}
	if in.Over != "" {
		text += ", " + map[models.Over]string{
			models.OverSum: "summed", models.OverMean: "mean", models.OverMin: "the least", models.OverMax: "the greatest", models.OverCount: "how many are above 0",
		}[in.Over] + " of all that match"
	}
	if in.Parameters > 0 {
		text += fmt.Sprintf(" with %d parameters fitted", in.Parameters)
	}
	if in.Measure == models.NMBE || in.Measure == models.Bias {
		text += "; above 0 where the model is above the record"
	}
	return text
}

// parameters makes the columns of swept and varied paths.
func (p *Plan) parameters(s *engine.Schema, all []*decoder) {
	taken := reserved()
	for _, c := range s.Indicators {
		taken = append(taken, c.Name)
	}
	index := map[string]int{}
	at := func(path string) *parameter {
		i, ok := index[path]
		if !ok {
			i = len(p.columns)
			index[path] = i
			p.columns = append(p.columns, parameter{path: path, axis: -1, variation: -1})
		}
		return &p.columns[i]
	}
	for i, a := range p.grid.axes {
		at(pathText(a.path)).axis = i
	}
	for i := range p.variations {
		at(p.variations[i].path).variation = i
	}
	for i := range p.columns {
		c := &p.columns[i]
		name := identifier(strings.ReplaceAll(strings.TrimPrefix(c.path, "twin."), "*", "any"))
		for n, plain := 2, name; slices.Contains(taken, name); n++ {
			name = fmt.Sprintf("%s_%d", plain, n)
		}
		taken = append(taken, name)
		u, description := p.describe(c, all)
		s.Parameters = append(s.Parameters, engine.Column{Name: name, Path: c.path, Unit: u, Description: description})
	}
}

// describe gives the unit of a column, and in words what is in it.
func (p *Plan) describe(c *parameter, all []*decoder) (string, string) {
	var how []string
	if c.axis >= 0 {
		how = append(how, "swept")
	}
	if c.variation >= 0 {
		how = append(how, "drawn")
	}
	for _, d := range all {
		if n, ok := p.grid.stands(c.path, d); ok {
			c.numeric = true
			return shownUnit(n.unit).Symbol, strings.Join(how, ", then ")
		}
	}
	if u, values := quantities(p.grid.axes[c.axis].values); values != nil {
		c.swept = values
		return u, "swept"
	}
	var values []string
	for i, n := range p.grid.axes[c.axis].values {
		if _, flag := n.Value.(bool); flag {
			return "1", "swept; 0 is false, 1 is true"
		}
		values = append(values, fmt.Sprintf("%d is %s", i, written(n)))
	}
	return "1", "swept; " + strings.Join(values, ", ")
}

// quantities are swept values that all measure the same, as they are shown, with
// their unit; nil where one of them is something else.
func quantities(list []*source.Node) (symbol string, values []float64) {
	var of unit.Unit
	for i, n := range list {
		var quiet report
		q, ok := quiet.measured(n, "")
		if i == 0 {
			of = q.Unit
		}
		if !ok || !q.Unit.Fits(of) {
			return "", nil
		}
		values = append(values, columnValue(q.Value, of))
	}
	return shownUnit(of).Symbol, values
}

// seriesTables makes a table for each kind of twin that is recorded, with the
// variables that are recorded of any of them, and one for inputs.
func (p *Plan) seriesTables(s *engine.Schema) {
	byKind := p.union.recorded
	var kinds []string
	for k := range byKind {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		return p.compareRecorded(recordedSignal{kind: a}, recordedSignal{kind: b})
	})
	for _, k := range kinds {
		var columns []string
		for c := range byKind[k] {
			columns = append(columns, c)
		}
		slices.SortFunc(columns, func(a, b string) int { return p.compareColumns(k, a, b) })
		t := engine.Table{Kind: k}
		used := map[string]bool{}
		for _, c := range columns {
			r := byKind[k][c]
			name := identifier(c)
			for used[name] || slices.Contains(seriesColumns(), name) {
				name += "_"
			}
			used[name] = true
			path := "twin.*." + c
			if k == inputKind {
				path = "input." + c
			}
			t.Columns = append(t.Columns, engine.Column{Name: name, Path: path, Unit: r.unit, Description: r.doc, Mean: r.mean})
		}
		s.Tables = append(s.Tables, t)
	}
}

// seriesColumns are the columns that every series table has anyway.
func seriesColumns() []string { return []string{"run_id", "variant", "draw", "t", "time", "twin"} }

// dictionaries lists the values that text columns may take, over all studies.
func (p *Plan) dictionaries(s *engine.Schema) {
	twins, signals, units := p.union.twins, p.union.signals, p.union.units()
	for _, t := range s.Tables {
		if t.Kind == inputKind {
			twins[inputKind] = true
		}
	}
	for signal := range signals {
		if strings.HasPrefix(signal, "alert.") && !p.record.events.keeps(engine.Event{Signal: signal}) {
			delete(signals, signal) // it would seem never to have been on
		}
	}
	s.Twins, s.Signals, s.Units = sorted(twins), sorted(signals), sorted(units)
}

func sorted(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// Layout maps the channels of a structure to rows of the series tables.
func (p *Plan) Layout(variant, sweep int) *engine.Layout {
	l, err := p.layout(key{variant, sweep})
	if err != nil {
		return &engine.Layout{}
	}
	return l
}

func (p *Plan) layout(k key) (*engine.Layout, error) {
	d, err := p.structure(k)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.layouts[k]; l != nil {
		return l, nil
	}
	l, err := p.rows(d.recordedSignals)
	if err == nil && p.balance != nil {
		var m *models.Model
		if m, err = p.model(k, d); err == nil {
			l.Balance, err = p.balanceRows(m)
		}
	}
	if err == nil && len(p.layouts) < p.room(mostDecoded) {
		p.layouts[k] = l
	}
	return l, err
}

// rows makes the rows of recorded signals, which are sorted by kind and twin.
func (p *Plan) rows(signals []recordedSignal) (*engine.Layout, error) {
	l := &engine.Layout{}
	last := ""
	place := map[string]int{}
	for i, name := range p.schema.Twins {
		place[name] = i
	}
	for channel, r := range signals {
		table := slices.IndexFunc(p.schema.Tables, func(t engine.Table) bool { return t.Kind == r.kind })
		twin, known := place[r.twin]
		if table < 0 || !known {
			return nil, fmt.Errorf("%s is recorded at this sweep point alone", r.path)
		}
		columns := p.schema.Tables[table].Columns
		if at := r.kind + " " + r.twin; at != last {
			last = at
			row := engine.LayoutRow{Table: table, Twin: twin}
			for range columns {
				row.Channels = append(row.Channels, -1)
				row.Scale = append(row.Scale, 1)
				row.Offset = append(row.Offset, 0)
			}
			l.Rows = append(l.Rows, row)
		}
		path := "twin.*." + r.column
		if r.kind == inputKind {
			path = "input." + r.column
		}
		c := slices.IndexFunc(columns, func(c engine.Column) bool { return c.Path == path })
		if c < 0 {
			return nil, fmt.Errorf("%s is recorded at this sweep point alone", r.path)
		}
		row := &l.Rows[len(l.Rows)-1]
		row.Channels[c] = channel
		if r.scale != 0 {
			row.Scale[c] = r.scale
		}
		if r.absolute {
			row.Offset[c] = -unit.Must("degC").Offset
		}
	}
	return l, nil
}

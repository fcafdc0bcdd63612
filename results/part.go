package results

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"whatif/engine"
)

// part writes the runs of one part. The first error ends it.
type part struct {
	w      *Writer
	number int
	next   int64 // number of the run that comes next
	end    int64 // number after the part's last run

	batches      *batches
	runs, events *tableFile
	series       []*tableFile // per engine.Schema.Tables
	balance      *tableFile   // nil where none is asked for
	tally        *tally       // as well

	id       engine.RunID
	open     bool // a run has begun and not ended
	layout   *engine.Layout
	channels int // values that a sample of the layout needs
	sampled  bool
	latest   engine.Time // of the run's samples
	err      error
	done     bool
}

// partPath returns the path of a part's file of a table.
func partPath(dir, table string, k int) string {
	return filepath.Join(dir, table, fmt.Sprintf("part-%05d.arrow", k))
}

func (w *Writer) newPart(k int, first, last int64) (*part, error) {
	p := &part{w: w, number: k, next: first, end: last}
	var made []*tableFile
	create := func(table string, schema *arrow.Schema) (*tableFile, error) {
		f, err := createTable(w.store, partPath(w.dir, table, k), schema, w.info.Compression)
		if err == nil {
			made = append(made, f)
		}
		return f, err
	}
	var err error
	if p.runs, err = create("runs", w.layout.runs); err == nil {
		p.events, err = create("events", w.layout.events)
	}
	for i, folder := range w.layout.folders {
		if err != nil {
			break
		}
		var f *tableFile
		f, err = create(folder, w.layout.series[i])
		p.series = append(p.series, f)
	}
	if b := w.layout.balance; b != nil && err == nil {
		p.tally = &tally{schema: w.schema, layout: b}
		p.balance, err = create(balanceTable, b.schema)
	}
	if err != nil {
		for _, f := range made {
			err = errors.Join(err, f.abort())
		}
		return nil, err
	}
	p.batches = w.takeBatches()
	return p, nil
}

func (p *part) fail(err error) error {
	if p.err == nil {
		p.err = err
	}
	return p.err
}

func (p *part) failf(format string, args ...any) error {
	return p.fail(fmt.Errorf(format, args...))
}

// Begin says whose samples and events follow. The runs of a part come in the
// order of their numbers, without gaps. A nil layout records no samples.
func (p *part) Begin(id engine.RunID, layout *engine.Layout) error {
	switch {
	case p.err != nil:
		return p.err
	case p.done:
		return p.failf("run %d begins after the part was closed", id.Number)
	case p.open:
		return p.failf("run %d begins before run %d ended", id.Number, p.id.Number)
	case id.Number != p.next || id.Number >= p.end:
		return p.failf("run %d begins where run %d of the runs up to %d was due", id.Number, p.next, p.end-1)
	case id.Variant < 0 || id.Variant >= len(p.w.schema.Variants):
		return p.failf("run %d has the variant number %d of %d", id.Number, id.Variant, len(p.w.schema.Variants))
	}
	if layout != p.layout {
		if err := p.setLayout(layout); err != nil {
			return p.fail(err)
		}
	}
	p.id, p.open, p.sampled = id, true, false
	if p.tally != nil {
		p.tally.begin(layout)
	}
	return nil
}

// setLayout checks a layout, so that Sample need not.
func (p *part) setLayout(l *engine.Layout) error {
	p.layout, p.channels = l, 0
	if l == nil {
		return nil
	}
	table, twin := -1, -1
	for i, r := range l.Rows {
		if r.Table < 0 || r.Table >= len(p.w.schema.Tables) || r.Twin < 0 || r.Twin >= len(p.w.schema.Twins) {
			return fmt.Errorf("row %d of the layout names table %d and twin %d, outside the schema", i, r.Table, r.Twin)
		}
		if r.Table < table || r.Table == table && r.Twin <= twin {
			return fmt.Errorf("row %d of the layout is out of the order (table, twin)", i)
		}
		table, twin = r.Table, r.Twin
		columns := len(p.w.schema.Tables[r.Table].Columns)
		if len(r.Channels) != columns || len(r.Scale) != columns || len(r.Offset) != columns {
			return fmt.Errorf("row %d of the layout has not one channel, scale and offset for each of the %d columns of %s",
				i, columns, p.w.schema.Tables[r.Table].Kind)
		}
		for _, c := range r.Channels {
			p.channels = max(p.channels, c+1)
		}
	}
	for i, r := range l.Balance {
		if r.Term < 0 || r.Term >= len(p.w.schema.Balance) || len(r.Weights) != len(r.Channels) {
			return fmt.Errorf("row %d of the layout's balance names term %d of %d, with %d weights for %d channels",
				i, r.Term, len(p.w.schema.Balance), len(r.Weights), len(r.Channels))
		}
		for _, c := range r.Channels {
			p.channels = max(p.channels, c+1)
		}
	}
	return nil
}

// End closes the run begun last. Parameters and indicators may be nil where
// there are none, or where the run failed.
func (p *part) End(o *engine.Outcome) error {
	switch {
	case p.err != nil:
		return p.err
	case !p.open:
		return p.failf("run %d ends without having begun", o.ID.Number)
	case o.ID != p.id:
		return p.failf("run %d ends where run %d is open", o.ID.Number, p.id.Number)
	}
	for _, b := range p.batches.series {
		b.close(p.id)
	}
	if p.tally != nil && o.Err == nil {
		if err := p.tallied(); err != nil {
			return p.fail(err)
		}
	}
	b := p.batches.runs
	i := b.n
	b.id.v[i], b.seed.v[i], b.events.v[i] = o.ID.Number, o.ID.Seed, o.Events
	b.variant.v[i], b.sweep.v[i], b.draw.v[i] = int32(o.ID.Variant), int32(o.ID.Sweep), int32(o.ID.Draw)
	b.end.set(i, o.End.Seconds())
	if o.Err == nil {
		b.status.v[i] = statusOK
		b.err.addNull()
	} else {
		b.status.v[i] = statusFailed
		b.err.add(o.Err.Error())
	}
	b.fingerprint.addHex(o.Fingerprint)
	if err := setAll(b.parameters, i, o.Parameters, o.Err != nil); err != nil {
		return p.failf("run %d: parameters: %w", o.ID.Number, err)
	}
	if err := setAll(b.indicators, i, o.Indicators, o.Err != nil); err != nil {
		return p.failf("run %d: indicators: %w", o.ID.Number, err)
	}
	b.n++
	p.open = false
	p.next++
	if b.full() {
		if err := p.runs.write(&b.batch); err != nil {
			return p.fail(err)
		}
	}
	return nil
}

// setAll fills in one value per column; none at all is allowed for a failed run.
func setAll(cols []*float64s, row int, values []float64, failed bool) error {
	if len(values) != len(cols) && (len(values) != 0 || !failed) {
		return fmt.Errorf("%d values for %d columns", len(values), len(cols))
	}
	for i, c := range cols {
		if len(values) == 0 {
			c.set(row, nan)
		} else {
			c.set(row, values[i])
		}
	}
	return nil
}

// Commit makes the part durable. The file in runs/ gets its name last: it is
// the mark that the part is done.
func (p *part) Commit() error {
	switch {
	case p.err != nil:
	case p.done:
		return p.failf("committed twice")
	case p.open:
		_ = p.failf("run %d has not ended", p.id.Number)
	case p.next != p.end:
		_ = p.failf("run %d is missing", p.next)
	default:
		if err := p.commit(); err != nil {
			_ = p.fail(p.w.because(err))
		}
	}
	if p.err != nil {
		return errors.Join(p.err, p.Abort())
	}
	p.release()
	return nil
}

func (p *part) commit() error {
	for i, f := range p.series {
		if err := f.finish(&p.batches.series[i].batch); err != nil {
			return err
		}
	}
	if p.balance != nil {
		if err := p.balance.finish(&p.batches.balance.batch); err != nil {
			return err
		}
	}
	if err := p.events.finish(&p.batches.events.batch); err != nil {
		return err
	}
	if err := p.runs.finish(&p.batches.runs.batch); err != nil {
		return err
	}
	if err := p.w.lock.holds(); err != nil {
		return err
	}
	for _, f := range p.files() {
		if err := f.publish(); err != nil {
			return err
		}
		p.w.noteRows(f.path, f.rows)
	}
	p.w.notePart(p.number)
	return nil
}

// files returns the part's files in the order in which they get their names.
func (p *part) files() []*tableFile {
	list := slices.Clone(p.series)
	if p.balance != nil {
		list = append(list, p.balance)
	}
	return append(list, p.events, p.runs)
}

// Abort drops the part: its files under temporary names are removed. After a
// Commit it does nothing.
func (p *part) Abort() error {
	if p.done {
		return nil
	}
	if p.err == nil {
		p.err = fmt.Errorf("part %d: dropped", p.number)
	}
	var err error
	for _, f := range p.files() {
		err = errors.Join(err, f.abort())
	}
	p.release()
	return err
}

func (p *part) release() {
	p.done = true
	p.w.giveBatches(p.batches)
	p.batches = nil
}

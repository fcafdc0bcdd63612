package results

import (
	"math"

	"whatif/engine"
)

var nan = math.NaN()

// Sample writes one row per row of the run's layout.
func (p *part) Sample(t engine.Time, values []float64) error {
	switch {
	case p.err != nil:
		return p.err
	case !p.open:
		return p.failf("a sample at %v without a run", t)
	case len(values) < p.channels:
		return p.failf("run %d: a sample of %d values where the layout needs %d", p.id.Number, len(values), p.channels)
	case p.sampled && t <= p.latest:
		return p.failf("run %d: a sample at %v after the one at %v", p.id.Number, t, p.latest)
	case p.layout == nil:
		return nil
	}
	p.sampled, p.latest = true, t
	if p.tally != nil {
		p.tally.sample(t, values)
	}
	seconds, micros := t.Seconds(), p.w.micros(t)
	for i := range p.layout.Rows {
		row := &p.layout.Rows[i]
		b := p.batches.series[row.Table]
		n := b.n
		b.t.v[n] = seconds
		if b.time != nil {
			b.time.v[n] = micros
		}
		b.twin.v[n] = int32(row.Twin)
		scale, offset := row.Scale[:len(b.values)], row.Offset[:len(b.values)]
		for j, c := range row.Channels {
			v := nan
			if c >= 0 {
				// The conversion forbids a fused multiply-add, which would give
				// other bytes on other processors.
				v = float64(values[c]*scale[j]) + offset[j]
			}
			b.values[j].set(n, v)
		}
		b.n = n + 1
		if b.n == b.rows {
			b.close(p.id)
			if err := p.series[row.Table].write(&b.batch); err != nil {
				return p.fail(err)
			}
			b.filled = 0
		}
	}
	return nil
}

// Event writes one row of the events table.
func (p *part) Event(e engine.Event) error {
	switch {
	case p.err != nil:
		return p.err
	case !p.open:
		return p.failf("an event at %v without a run", e.Time)
	}
	b, l := p.batches.events, p.w.layout
	n := b.n
	b.id.v[n], b.variant.v[n], b.draw.v[n] = p.id.Number, int32(p.id.Variant), int32(p.id.Draw)
	b.t.set(n, e.Time.Seconds())
	b.ns.v[n], b.seq.v[n] = int64(e.Time), e.Seq
	if b.time != nil {
		b.time.v[n] = p.w.micros(e.Time)
	}
	b.value.set(n, e.Value)
	kind, ok := l.kinds.index[e.Kind]
	if !ok {
		return p.unknown("kind", e.Kind)
	}
	b.kind.v[n] = kind
	if !b.twin.set(n, e.Twin) {
		return p.unknown("twin", e.Twin)
	}
	if !b.signal.set(n, e.Signal) {
		return p.unknown("signal", e.Signal)
	}
	if !b.unit.set(n, e.Unit) {
		return p.unknown("unit", e.Unit)
	}
	if e.Detail == "" {
		b.detail.addNull()
	} else {
		b.detail.add(e.Detail)
	}
	b.n++
	if b.full() {
		if err := p.events.write(&b.batch); err != nil {
			return p.fail(err)
		}
	}
	return nil
}

func (p *part) unknown(what, value string) error {
	return p.failf("run %d: an event has the %s %q, which the schema does not list", p.id.Number, what, value)
}

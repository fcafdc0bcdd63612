package results

import (
	"errors"
	"sync"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// sharedPart is a part of a series table whose batches several goroutines read:
// compressed ones with a reader for each, which serves the next one afterwards.
type sharedPart struct {
	r     *Result
	table int
	part  int
	mem   memory.Allocator
	plain *plainReader

	mu   sync.Mutex
	idle []*tableReader
}

// openShared opens a part and tells how many batches it has.
func openShared(r *Result, table, part int, mem memory.Allocator) (*sharedPart, int, error) {
	p := &sharedPart{r: r, table: table, part: part, mem: mem}
	file, err := p.take()
	if err != nil {
		return nil, 0, err
	}
	p.plain = newPlainReader(file, r.layout, table, mem)
	p.put(file)
	n, err := file.batches()
	if err != nil {
		p.close()
		return nil, 0, err
	}
	return p, n, nil
}

func (p *sharedPart) path() string { return partPath(p.r.Dir, p.r.layout.folders[p.table], p.part) }

// take returns a reader that nobody else uses.
func (p *sharedPart) take() (*tableReader, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		r := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return r, nil
	}
	p.mu.Unlock()
	return openTableIn(p.path(), p.r.layout.series[p.table], p.mem)
}

// put takes a reader back.
func (p *sharedPart) put(r *tableReader) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idle = append(p.idle, r)
}

// close ends what nobody uses any more.
func (p *sharedPart) close() {
	for _, r := range p.idle {
		r.close()
	}
}

// batch reads batch i: the first by Arrow's reader, which shows that the dictionaries
// are those expected, the others by the plain one where that can.
func (p *sharedPart) batch(i int) piece {
	if i > 0 {
		var read piece
		err := guard(p.path(), func() error {
			rec, err := p.plain.batch(i)
			if err == nil {
				defer rec.Release()
				err = p.keep(rec, &read)
			}
			return err
		})
		if !errors.Is(err, errNotPlain) {
			read.err = err
			return read
		}
	}
	file, err := p.take()
	if err != nil {
		return piece{err: err}
	}
	defer p.put(file)
	var read piece
	read.err = file.batch(i, func(rec arrow.Record) error { return p.keep(rec, &read) })
	return read
}

// keep makes a piece of a record.
func (p *sharedPart) keep(rec arrow.Record, to *piece) error {
	rows, err := p.r.layout.seriesRows(rec)
	if err != nil {
		return err
	}
	rec.Retain()
	rows.part = p.part
	to.rows, to.record = rows, rec
	return nil
}

package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"
)

// members are the runs of one variant at one sweep point, which lie in a row.
// They take one bit each.
type members struct {
	variant, sweep int32
	first          int64 // number of the first run; the others follow without gaps
	runs, failed   int
	bits           []uint64 // of the runs that failed
}

func (m *members) add(failed bool) {
	if m.runs&63 == 0 {
		m.bits = append(m.bits, 0)
	}
	if failed {
		m.bits[m.runs>>6] |= 1 << (m.runs & 63)
		m.failed++
	}
	m.runs++
}

// hasFailed says whether the i-th of the runs failed.
func (m *members) hasFailed(i int) bool { return m.bits[i>>6]>>(i&63)&1 != 0 }

// whole returns the index of the first run that did not fail, -1 for none.
func (m *members) whole() int {
	for i := range m.runs {
		if !m.hasFailed(i) {
			return i
		}
	}
	return -1
}

// roster reads the groups off the table runs of a finished batch, one after the
// other, so that the table need not be in memory.
type roster struct {
	r       *Result
	part    int
	file    *tableReader // of part
	batch   int          // that is read next
	batches int          // of file
	due     int64        // number of the run that the next batch begins with
	group   members

	variant, sweep, status []int32 // of the batch
	row                    int     // in it
}

func (o *roster) close() {
	if o.file != nil {
		o.file.close()
		o.file = nil
	}
}

func (o *roster) path() string { return partPath(o.r.Dir, "runs", o.part) }

// next returns the group that follows, false after the last one. It is valid
// until the next call.
func (o *roster) next() (*members, bool, error) {
	g := &o.group
	g.runs, g.failed, g.bits = 0, 0, g.bits[:0]
	for {
		if ok, err := o.more(); err != nil || !ok {
			return g, err == nil && g.runs > 0, err
		}
		if g.runs == 0 {
			g.variant, g.sweep = o.variant[o.row], o.sweep[o.row]
			g.first = o.due - int64(len(o.variant)-o.row)
		}
		for ; o.row < len(o.variant); o.row++ {
			if o.variant[o.row] != g.variant || o.sweep[o.row] != g.sweep {
				return g, true, nil
			}
			g.add(o.status[o.row] == statusFailed)
		}
	}
}

// more says whether there is a row, reading the next batch where need be.
func (o *roster) more() (bool, error) {
	for o.row == len(o.variant) {
		if o.part == o.r.Info.parts() {
			return false, nil
		}
		if o.file == nil {
			var err error
			if o.file, err = openTable(o.path(), o.r.layout.runs); err != nil {
				return false, err
			}
			if o.batches, err = o.file.batches(); err != nil {
				return false, err
			}
		}
		if o.batch == o.batches {
			if _, end := o.r.Info.partRuns(o.part); o.due != end {
				return false, corrupt(o.path(), "run %d is missing", o.due)
			}
			o.close()
			o.part++
			o.batch = 0
			continue
		}
		if err := o.file.batch(o.batch, o.load); err != nil {
			return false, err
		}
		o.batch++
	}
	return true, nil
}

// load copies what the groups need of a record.
func (o *roster) load(rec arrow.Record) error {
	if err := equalLengths(rec); err != nil {
		return err
	}
	due := o.due
	for _, id := range int64Values(rec, 0) {
		if id != due {
			return fmt.Errorf("run %d where run %d was due", id, due)
		}
		due++
	}
	variants, err := codes(rec, 1, o.r.layout.variants)
	if err != nil {
		return err
	}
	statuses, err := codes(rec, 5, o.r.layout.statuses)
	if err != nil {
		return err
	}
	o.variant = append(o.variant[:0], variants...)
	o.sweep = append(o.sweep[:0], int32Values(rec, 2)...)
	o.status = append(o.status[:0], statuses...)
	o.due, o.row = due, 0
	return nil
}

// missing returns the parts that have no file in runs/ under its final name.
func missing(dir string, info *Info) ([]int, error) {
	var list []int
	for k := range info.parts() {
		_, err := os.Stat(partPath(dir, "runs", k))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			list = append(list, k)
		case err != nil:
			return nil, err
		}
	}
	return list, nil
}

// FailedRuns counts the runs of the result in dir that failed. It reads the table
// runs batch by batch, so that its memory does not depend on their number.
func FailedRuns(dir string) (failed int64, err error) {
	info, schema, err := readBatch(dir)
	if err != nil {
		return 0, fmt.Errorf("%w", err)
	}
	l, err := newLayout(info, schema)
	if err != nil {
		return 0, fmt.Errorf("%w", err)
	}
	gone, err := missing(dir, info)
	if err != nil {
		return 0, fmt.Errorf("%w", err)
	}
	status := l.runs.FieldIndices("status")[0]
	for k := range info.parts() {
		if _, there := slices.BinarySearch(gone, k); there {
			continue
		}
		err := each(partPath(dir, "runs", k), l.runs, func(rec arrow.Record) error {
			if err := equalLengths(rec); err != nil {
				return err
			}
			found, err := codes(rec, status, l.statuses)
			for _, s := range found {
				if s == statusFailed {
					failed++
				}
			}
			return err
		})
		if err != nil {
			return 0, fmt.Errorf("%w", err)
		}
	}
	return failed, nil
}

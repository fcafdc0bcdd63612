package results

import (
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// plainReader reads batches of a series table that are not compressed: as the file
// has them so has the memory, and a batch takes one read into one buffer that its
// columns share. Arrow's reader copies each column out of that buffer again, which
// takes longer than the reading. Several goroutines may use it.
//
// It takes the dictionaries to be those expected; whoever uses it has the first
// batch of the file read by Arrow's reader, which shows what they are.
type plainReader struct {
	f            io.ReaderAt
	mem          memory.Allocator
	schema       *arrow.Schema
	footer       flatbuffer
	dictionaries []*array.Data // per column, nil where it has none
	unread       []int         // columns that nobody looks at: they hold anything
}

// errNotPlain says that a batch is compressed.
var errNotPlain = errors.New("compressed")

// newPlainReader is for an open file of the series of a table.
func newPlainReader(r *tableReader, l *layout, table int, mem memory.Allocator) *plainReader {
	p := &plainReader{f: r.f, mem: mem, schema: l.series[table], footer: r.footer, unread: unreadOfSeries}
	p.dictionaries = make([]*array.Data, p.schema.NumFields())
	p.dictionaries[variantOfSeries] = l.variants.array.Data().(*array.Data)
	p.dictionaries[l.twinOfSeries()] = l.twins.array.Data().(*array.Data)
	return p
}

// width returns the bytes of a value of column i.
func (r *plainReader) width(i int) int {
	if r.dictionaries[i] != nil {
		return 4 // of an index
	}
	return r.schema.Field(i).Type.(arrow.FixedWidthDataType).Bytes()
}

// Numbers of the members and sizes of the structures, in the order of Arrow's
// File.fbs and Message.fbs.
const (
	footerBatches                                          = 3
	messageHeader                                          = 2
	batchLength, batchNodes, batchBuffers, batchCompressed = 0, 1, 2, 3

	blockSize, nodeSize, bufferSize = 24, 16, 16
)

// batch reads batch i. Whoever takes the record releases it.
func (r *plainReader) batch(i int) (arrow.Record, error) {
	first, n := r.footer.vector(r.footer.uint32(0), footerBatches)
	if i < 0 || i >= n {
		return nil, fmt.Errorf("it has no batch %d", i)
	}
	block := first + blockSize*i
	offset, meta, size := r.footer.int64(block), int64(r.footer.uint32(block+8)), r.footer.int64(block+16)
	const prefix = 8 // a mark and the length of what follows
	if offset < 0 || meta < prefix || meta > maxBuffer || size < 0 || size > maxBuffer {
		return nil, fmt.Errorf("its batch %d lies nowhere", i)
	}
	m := make(flatbuffer, meta)
	if _, err := r.f.ReadAt(m, offset); err != nil {
		return nil, err
	}
	m = m[prefix:]
	header, ok := m.follow(m.uint32(0), messageHeader)
	if !ok {
		return nil, fmt.Errorf("its batch %d has no header", i)
	}
	if _, compressed := m.member(header, batchCompressed); compressed {
		return nil, errNotPlain
	}
	body := memory.NewResizableBuffer(r.mem)
	defer body.Release()
	body.Resize(int(size))
	if err := r.read(body.Bytes(), offset+meta, m, header); err != nil {
		return nil, err
	}
	return r.record(m, header, body)
}

// read reads the body of a batch, but for the columns that are not looked at.
func (r *plainReader) read(body []byte, offset int64, m flatbuffer, header int) error {
	place, places := m.vector(header, batchBuffers)
	from := int64(0)
	for _, column := range r.unread {
		if 2*column+1 >= places {
			return errWrongColumns
		}
		at := place + 2*column*bufferSize
		to := m.int64(at)
		if _, err := r.f.ReadAt(body[from:max(from, to)], offset+from); err != nil {
			return err
		}
		from = max(from, m.int64(at+bufferSize)+m.int64(at+bufferSize+8))
	}
	_, err := r.f.ReadAt(body[from:], offset+from)
	return err
}

// record gives the columns their places in the body of a batch. What would reach
// beyond the body panics, which guard turns into an error.
func (r *plainReader) record(m flatbuffer, header int, body *memory.Buffer) (arrow.Record, error) {
	rows := int64(0)
	if at, ok := m.member(header, batchLength); ok {
		rows = m.int64(at)
	}
	node, nodes := m.vector(header, batchNodes)
	place, places := m.vector(header, batchBuffers)
	if nodes != r.schema.NumFields() || places != 2*nodes {
		return nil, errWrongColumns
	}
	if rows < 0 || rows > maxBuffer {
		return nil, fmt.Errorf("a batch of %d rows", rows)
	}
	columns := make([]arrow.Array, 0, nodes)
	defer func() {
		for _, c := range columns {
			c.Release()
		}
	}()
	for i, field := range r.schema.Fields() {
		length, nulls := m.int64(node), m.int64(node+8)
		if length != rows || nulls < 0 || nulls > rows {
			return nil, fmt.Errorf("a column of %d rows, %d of them null, in a batch of %d rows", length, nulls, rows)
		}
		var buffers [2]*memory.Buffer // which of the values are there, and the values
		for k := range buffers {
			offset, size := m.int64(place), m.int64(place+8)
			if offset%8 != 0 {
				return nil, fmt.Errorf("a column begins at byte %d of a batch", offset)
			}
			need := [2]int64{(rows + 7) / 8, rows * int64(r.width(i))}[k]
			if size < need && (k == 1 || nulls > 0) {
				return nil, fmt.Errorf("a column of %d bytes where %d are needed", size, need)
			}
			if size > 0 {
				buffers[k] = memory.SliceBuffer(body, int(offset), int(size))
				defer buffers[k].Release()
			}
			place += bufferSize
		}
		var data *array.Data
		if values := r.dictionaries[i]; values != nil {
			data = array.NewDataWithDictionary(field.Type, int(rows), buffers[:], int(nulls), 0, values)
		} else {
			data = array.NewData(field.Type, int(rows), buffers[:], nil, int(nulls), 0)
		}
		columns = append(columns, array.MakeFromData(data))
		data.Release()
		node += nodeSize
	}
	return array.NewRecord(r.schema, columns, rows), nil
}

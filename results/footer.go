package results

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// checkFooter checks the counts in the footer of an Arrow file before Arrow's
// reader believes them: it makes slices as long as damaged bytes say, and
// follows nested fields however deep they claim to be. The footer is a
// flatbuffer (Arrow's File.fbs and Schema.fbs); indices out of its range panic,
// which guard turns into an error. It returns the footer.
func checkFooter(f io.ReaderAt, size int64, fields int) (flatbuffer, error) {
	const tail = 4 + len("ARROW1") // the footer's length and the magic bytes
	if size < int64(len("ARROW1")+tail) {
		return nil, errors.New("file too small")
	}
	end := make([]byte, tail)
	if _, err := f.ReadAt(end, size-int64(tail)); err != nil {
		return nil, err
	}
	length := int64(binary.LittleEndian.Uint32(end))
	if string(end[4:]) != "ARROW1" || length > size-int64(tail) {
		return nil, errors.New("it does not end as an Arrow file must, and may be cut off")
	}
	b := make(flatbuffer, length)
	if _, err := f.ReadAt(b, size-int64(tail)-length); err != nil {
		return nil, err
	}
	// Numbers of the members, in the order of the .fbs files.
	const (
		footerSchema                  = 1
		schemaFields, schemaMetadata  = 1, 2
		fieldChildren, fieldMetadata  = 5, 6
		bytesOfReference, maxMetadata = 4, 1000
	)
	schema, ok := b.follow(b.uint32(0), footerSchema)
	if !ok {
		return nil, errors.New("its footer has no schema")
	}
	metadata := func(table, member int) error {
		if _, n := b.vector(table, member); n > maxMetadata {
			return fmt.Errorf("its footer has %d entries of metadata at one place", n)
		}
		return nil
	}
	first, n := b.vector(schema, schemaFields)
	if n != fields {
		return nil, errWrongColumns
	}
	for i := range n {
		at := first + bytesOfReference*i
		field := at + b.uint32(at)
		if _, children := b.vector(field, fieldChildren); children != 0 {
			return nil, errWrongColumns
		}
		if err := metadata(field, fieldMetadata); err != nil {
			return nil, err
		}
	}
	return b, metadata(schema, schemaMetadata)
}

var errWrongColumns = errors.New("its columns are not those that batch.json says")

// flatbuffer is a buffer of tables that refer to each other by offsets.
type flatbuffer []byte

func (b flatbuffer) uint16(at int) int  { return int(binary.LittleEndian.Uint16(b[at:])) }
func (b flatbuffer) uint32(at int) int  { return int(binary.LittleEndian.Uint32(b[at:])) }
func (b flatbuffer) int64(at int) int64 { return int64(binary.LittleEndian.Uint64(b[at:])) }

// member returns the place of a member of the table, false where it is absent.
func (b flatbuffer) member(table, number int) (int, bool) {
	list := table - int(int32(b.uint32(table)))
	at := 4 + 2*number
	if at >= b.uint16(list) {
		return 0, false
	}
	offset := b.uint16(list + at)
	return table + offset, offset != 0
}

// follow returns the place to which a member of the table refers.
func (b flatbuffer) follow(table, number int) (int, bool) {
	at, ok := b.member(table, number)
	if !ok {
		return 0, false
	}
	return at + b.uint32(at), true
}

// vector returns the place of the first element of a vector and their number.
func (b flatbuffer) vector(table, number int) (first, n int) {
	at, ok := b.follow(table, number)
	if !ok {
		return 0, 0
	}
	return at + 4, b.uint32(at)
}

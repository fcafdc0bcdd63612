package telemetry

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// flat is a FlatBuffers message of Arrow. The library makes slices as long as
// the message says, and a length that was damaged would end the program for want
// of memory; so the lengths are checked first. Offsets outside the message
// panic, which readTyped catches.
type flat []byte

// field is the place of a field of the table at pos, 0 where it is absent.
func (b flat) field(pos, index int) int {
	vtable := pos - int(int32(binary.LittleEndian.Uint32(b[pos:])))
	size := int(binary.LittleEndian.Uint16(b[vtable:]))
	if 4+2*index+2 > size {
		return 0
	}
	offset := int(binary.LittleEndian.Uint16(b[vtable+4+2*index:]))
	if offset == 0 {
		return 0
	}
	return pos + offset
}

// follow is what the offset at pos leads to.
func (b flat) follow(pos int) int { return pos + int(binary.LittleEndian.Uint32(b[pos:])) }

// vector is a list in a field of the table at pos: where its elements begin,
// how many they are. It panics where the message cannot hold so many of size
// bytes.
func (b flat) vector(pos, index, size int) (begin, n int) {
	at := b.field(pos, index)
	if at == 0 {
		return 0, 0
	}
	at = b.follow(at)
	n = int(binary.LittleEndian.Uint32(b[at:]))
	if n > (len(b)-at-4)/size {
		panic(&brokenError{fmt.Sprintf("a list of %d elements in %d bytes", n, len(b))})
	}
	return at + 4, n
}

// The fields of Arrow's tables, in the order of Schema.fbs, File.fbs and
// Message.fbs.
const (
	messageType, messageHeader, messageMetadata        = 1, 2, 4
	footerSchema, footerDictionaries                   = 1, 2
	footerBatches, footerMetadata                      = 3, 4
	schemaFields, schemaMetadata, schemaFeatures       = 1, 2, 3
	fieldChildren, fieldMetadata, deepest, mostColumns = 5, 6, 64, 1 << 20
)

// checkSchema checks the lengths in the schema at pos.
func (b flat) checkSchema(pos int) {
	b.vector(pos, schemaMetadata, 4)
	b.vector(pos, schemaFeatures, 8)
	left := mostColumns
	begin, n := b.vector(pos, schemaFields, 4)
	for i := range n {
		b.checkField(b.follow(begin+4*i), 0, &left)
	}
}

func (b flat) checkField(pos, depth int, left *int) {
	*left--
	if depth > deepest || *left < 0 {
		panic(&brokenError{"columns within columns without end"})
	}
	b.vector(pos, fieldMetadata, 4)
	begin, n := b.vector(pos, fieldChildren, 4)
	for i := range n {
		b.checkField(b.follow(begin+4*i), depth+1, left)
	}
}

// checkArrowFile checks the lengths in the footer of a file.
func checkArrowFile(f *os.File, size int64) error {
	const tail = 10 // length of the footer, and ARROW1
	if size < 2*tail {
		return io.ErrUnexpectedEOF
	}
	end := make([]byte, tail)
	if _, err := f.ReadAt(end, size-tail); err != nil {
		return err
	}
	if string(end[4:]) != "ARROW1" {
		return io.ErrUnexpectedEOF
	}
	length := int64(binary.LittleEndian.Uint32(end))
	if length < 8 || length > size-2*tail {
		return io.ErrUnexpectedEOF
	}
	b := make(flat, length)
	if _, err := f.ReadAt(b, size-tail-length); err != nil {
		return err
	}
	root := b.follow(0)
	b.vector(root, footerMetadata, 4)
	if at := b.field(root, footerSchema); at != 0 {
		b.checkSchema(b.follow(at))
	}
	const blockSize = 24 // offset, length of metadata, length of body
	for _, list := range []int{footerDictionaries, footerBatches} {
		begin, n := b.vector(root, list, blockSize)
		for i := range n {
			block := b[begin+i*blockSize:]
			offset, meta, body := int64(binary.LittleEndian.Uint64(block)), int64(int32(binary.LittleEndian.Uint32(block[8:]))), int64(binary.LittleEndian.Uint64(block[16:]))
			if offset < 0 || meta < 8 || body < 0 || offset > size || meta > size-offset || body > size-offset-meta {
				return io.ErrUnexpectedEOF
			}
		}
	}
	return nil
}

// checkArrowStream checks the lengths in the schema at the beginning of a
// stream, and that its messages lie inside the file.
func checkArrowStream(f *os.File, size int64) error {
	at := int64(0)
	for first := true; at+8 <= size; first = false {
		head := make([]byte, 8)
		if _, err := f.ReadAt(head, at); err != nil {
			return err
		}
		length, begin := int64(int32(binary.LittleEndian.Uint32(head))), at+4
		if binary.LittleEndian.Uint32(head) == 0xffffffff { // since version 0.15
			length, begin = int64(int32(binary.LittleEndian.Uint32(head[4:]))), at+8
		}
		if length == 0 {
			return nil // the end
		}
		if length < 8 || length > size-begin {
			return io.ErrUnexpectedEOF
		}
		b := make(flat, length)
		if _, err := f.ReadAt(b, begin); err != nil {
			return err
		}
		root := b.follow(0)
		b.vector(root, messageMetadata, 4)
		if first {
			const schema = 1
			kind, header := b.field(root, messageType), b.field(root, messageHeader)
			if kind == 0 || header == 0 || b[kind] != schema {
				return &brokenError{"the stream does not begin with a schema"}
			}
			b.checkSchema(b.follow(header))
		}
		body := int64(0)
		const messageBody = 3
		if at := b.field(root, messageBody); at != 0 {
			body = int64(binary.LittleEndian.Uint64(b[at:]))
		}
		if body < 0 || body > size-begin-length {
			return io.ErrUnexpectedEOF
		}
		at = begin + length + body
	}
	return nil
}

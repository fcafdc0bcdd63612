package results

import (
	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
)

// column is one column of a batch of rows that is being filled: a slice that
// wrap hands to Arrow without copying. Builders, which append value by value,
// are an order of magnitude slower.
type column interface {
	// wrap returns the first n rows. The array is valid until the column is
	// filled again.
	wrap(n int) arrow.Array
	reset()
}

// int64s is a column of integers or timestamps without nulls.
type int64s struct {
	dt arrow.DataType
	v  []int64
}

func (c *int64s) wrap(n int) arrow.Array {
	return wrap(c.dt, n, 0, nil, arrow.Int64Traits.CastToBytes(c.v[:n]))
}
func (c *int64s) reset() {}

// int32s is a column of small integers without nulls.
type int32s struct{ v []int32 }

func (c *int32s) wrap(n int) arrow.Array {
	return wrap(int32Type, n, 0, nil, arrow.Int32Traits.CastToBytes(c.v[:n]))
}
func (c *int32s) reset() {}

// float64s is a column of numbers in which NaN is null.
type float64s struct {
	v    []float64
	nan  bool // set by who fills in a NaN
	bits []byte
}

func (c *float64s) set(row int, v float64) {
	if v != v {
		c.nan = true
	}
	c.v[row] = v
}

func (c *float64s) wrap(n int) arrow.Array {
	nulls := 0
	var bits []byte
	if c.nan {
		c.bits = zeroed(c.bits, n)
		for i, v := range c.v[:n] {
			if v == v {
				c.bits[i>>3] |= 1 << (i & 7)
			} else {
				nulls++
				c.v[i] = 0 // the bytes under a null are the same in all files
			}
		}
		bits = c.bits
	}
	return wrap(float64Type, n, nulls, bits, arrow.Float64Traits.CastToBytes(c.v[:n]))
}
func (c *float64s) reset() { c.nan = false }

// noValue is the index of a null in a column of indices.
const noValue = -1

// indices is a column of indices into a fixed dictionary; noValue is null.
type indices struct {
	dict  *dictionary
	v     []int32
	nulls bool // set by who fills in noValue
	bits  []byte
}

func (c *indices) wrap(n int) arrow.Array {
	nulls := 0
	var bits []byte
	if c.nulls {
		c.bits = zeroed(c.bits, n)
		for i, v := range c.v[:n] {
			if v != noValue {
				c.bits[i>>3] |= 1 << (i & 7)
			} else {
				nulls++
				c.v[i] = 0
			}
		}
		bits = c.bits
	}
	data := array.NewDataWithDictionary(dictType(), n, buffers(nulls, bits, arrow.Int32Traits.CastToBytes(c.v[:n])), nulls, 0,
		c.dict.array.Data().(*array.Data))
	defer data.Release()
	return array.NewDictionaryData(data)
}
func (c *indices) reset() { c.nulls = false }

// texts is a column of strings.
type texts struct {
	offsets []int32 // where each row ends; row 0 begins at 0
	text    []byte
	bits    []byte
	nulls   int
}

// add fills in the next row.
func (c *texts) add(s string) {
	c.text = append(c.text, s...)
	c.close(true)
}

// addHex fills in the next row with 16 hexadecimal digits.
func (c *texts) addHex(u uint64) {
	const digits = "0123456789abcdef"
	for shift := 60; shift >= 0; shift -= 4 {
		c.text = append(c.text, digits[u>>shift&15])
	}
	c.close(true)
}

// addNull fills in a null.
func (c *texts) addNull() { c.close(false) }

func (c *texts) close(valid bool) {
	if len(c.offsets) == 0 {
		c.offsets = append(c.offsets, 0)
	}
	row := len(c.offsets) - 1
	c.offsets = append(c.offsets, int32(len(c.text)))
	if row&7 == 0 {
		c.bits = append(c.bits, 0)
	}
	if valid {
		c.bits[row>>3] |= 1 << (row & 7)
	} else {
		c.nulls++
	}
}

func (c *texts) wrap(n int) arrow.Array {
	if len(c.offsets) == 0 {
		c.offsets = append(c.offsets, 0)
	}
	offsets := arrow.Int32Traits.CastToBytes(c.offsets[:n+1])
	b := append(buffers(c.nulls, c.bits, offsets), memory.NewBufferBytes(c.text))
	data := array.NewData(textType, n, b, nil, c.nulls, 0)
	defer data.Release()
	return array.MakeFromData(data)
}

func (c *texts) reset() {
	c.offsets, c.text, c.bits, c.nulls = c.offsets[:0], c.text[:0], c.bits[:0], 0
}

func wrap(dt arrow.DataType, n, nulls int, bits, values []byte) arrow.Array {
	data := array.NewData(dt, n, buffers(nulls, bits, values), nil, nulls, 0)
	defer data.Release()
	return array.MakeFromData(data)
}

func buffers(nulls int, bits, values []byte) []*memory.Buffer {
	b := []*memory.Buffer{nil, memory.NewBufferBytes(values)}
	if nulls > 0 {
		b[0] = memory.NewBufferBytes(bits)
	}
	return b
}

// zeroed returns a bitmap for n rows, all unset, in b's memory where it fits.
func zeroed(b []byte, n int) []byte {
	size := (n + 7) / 8
	if cap(b) < size {
		return make([]byte, size)
	}
	b = b[:size]
	clear(b)
	return b
}

// set fills in the index of a value, or a null for the empty one; false says
// that the dictionary lacks it.
func (c *indices) set(row int, value string) bool {
	i, ok := c.dict.index[value]
	if !ok {
		if value != "" {
			return false
		}
		c.nulls, i = true, noValue
	}
	c.v[row] = i
	return true
}

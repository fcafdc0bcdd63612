package results

import (
	"slices"
	"sync"
)

// recycled is bounded memory that is used again once it is released, so that what
// goes through a large table needs no new memory for each batch. What it hands out
// holds whatever was there before.
type recycled struct {
	bounded
	mu    sync.Mutex
	spare [][]byte
}

// mostSpare is how many buffers are kept: those of a few batches.
const mostSpare = 64

func (m *recycled) Allocate(size int) []byte {
	m.mu.Lock()
	i := slices.IndexFunc(m.spare, func(b []byte) bool { return cap(b) >= size && cap(b) <= 2*size })
	if size <= 0 || i < 0 {
		m.mu.Unlock()
		return m.bounded.Allocate(size)
	}
	b := m.spare[i]
	m.spare[i] = m.spare[len(m.spare)-1]
	m.spare = m.spare[:len(m.spare)-1]
	m.mu.Unlock()
	return b[:size]
}

func (m *recycled) Reallocate(size int, b []byte) []byte {
	if size <= cap(b) && size >= 0 {
		return b[:size]
	}
	grown := m.Allocate(size)
	copy(grown, b)
	m.Free(b)
	return grown
}

func (m *recycled) Free(b []byte) {
	if cap(b) == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.spare) < mostSpare {
		m.spare = append(m.spare, b[:0])
	}
}

package telemetry

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
)

// hashing passes a stream on and computes its SHA-256 beside the reading.
type hashing struct {
	from   io.Reader
	blocks chan []byte
	spare  chan []byte
	done   chan string
	result string
}

// hashed is how much is given to the hash at once.
const hashed = 64 << 10

func newHashing(from io.Reader) *hashing {
	const ahead = 8
	h := &hashing{from: from, blocks: make(chan []byte, ahead), spare: make(chan []byte, ahead), done: make(chan string)}
	go func() {
		hash := sha256.New()
		for block := range h.blocks {
			hash.Write(block) // never fails
			select {
			case h.spare <- block[:0]:
			default:
			}
		}
		h.done <- hex.EncodeToString(hash.Sum(nil))
	}()
	return h
}

func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.from.Read(p[:min(len(p), hashed)])
	if n > 0 {
		var block []byte
		select {
		case block = <-h.spare:
		default:
			block = make([]byte, 0, hashed)
		}
		h.blocks <- append(block, p[:n]...)
	}
	return n, err
}

// sum ends the hash and gives it in hexadecimal. It may be called again.
func (h *hashing) sum() string {
	if h.blocks != nil {
		close(h.blocks)
		h.result = <-h.done
		h.blocks = nil
	}
	return h.result
}

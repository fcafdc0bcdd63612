package telemetry

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// format is what kind of file a name promises.
type format int

const (
	unknownFile format = iota
	textFile           // a table of text: CSV and its kin
	epwFile            // EnergyPlus weather
	parquetFile
	arrowFile // Arrow IPC, as a file or a stream
)

// Extensions lists the ends of names of files that can be read.
func Extensions() []string {
	return []string{".csv", ".tsv", ".txt", ".csv.gz", ".csv.zst", ".parquet", ".arrow", ".feather", ".ipc", ".epw"}
}

// Readable tells whether a file of that name can be read.
func Readable(name string) bool { return formatOf(name) != unknownFile }

// IsEPW tells whether a file of that name is one of weather that says by
// itself what its columns are.
func IsEPW(name string) bool { return formatOf(name) == epwFile }

func formatOf(name string) format {
	name = strings.ToLower(name)
	bare := strings.TrimSuffix(name, compression(name))
	switch filepath.Ext(bare) {
	case ".csv", ".tsv", ".txt":
		return textFile
	case ".epw":
		return epwFile
	}
	if bare != name {
		return unknownFile
	}
	switch filepath.Ext(name) {
	case ".parquet":
		return parquetFile
	case ".arrow", ".feather", ".ipc":
		return arrowFile
	}
	return unknownFile
}

// compression is the end of a name that tells of a compressed text, or "".
func compression(name string) string {
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".gz", ".zst":
		return ext
	}
	return ""
}

// mostWindow bounds the memory of a decompressor.
const mostWindow = 128 << 20

// uncompressed is the text in a file. It streams, so that a small file that
// holds a very large text fills no memory.
func uncompressed(r io.Reader, path string) (io.ReadCloser, *Problem) {
	switch compression(path) {
	case ".gz":
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, notCompressed("gzip")
		}
		return z, nil
	case ".zst":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(mostWindow))
		if err != nil {
			return nil, notCompressed("zstd")
		}
		return z.IOReadCloser(), nil
	}
	return io.NopCloser(r), nil
}

func notCompressed(how string) *Problem {
	return &Problem{Key: "file", Summary: fmt.Sprintf("the file is not compressed with %s, as its name says", how), Hint: "check how the file was made, and its name"}
}

// damaged describes a file that cannot be read to its end, or not at all.
func damaged(err error) Problem {
	p := Problem{Key: "file", Summary: "the file is damaged and cannot be read", Hint: "copy or export it once more"}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		p.Summary = "the file is cut off before its end"
	case errors.Is(err, zstd.ErrMagicMismatch):
		return *notCompressed("zstd")
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		p.Summary = fmt.Sprintf("to read the file, more than %d MB of memory would be needed", mostWindow>>20)
		p.Hint = "compress it once more with the usual settings"
	}
	return p
}

// brokenError is what a library said of a file, or panicked with.
type brokenError struct{ said any }

func (e *brokenError) Error() string { return fmt.Sprint(e.said) }

// Package results writes the runs of a batch to Arrow tables and reads them
// back.
//
// A result is a folder: batch.json says what was run, runs/, series_KIND/ and
// events/ hold one Arrow IPC file per part, summary.arrow the quantiles over
// draws, and manifest.json, written last, every file with its size and hash.
// A part holds a fixed range of runs and is written by one worker alone, so
// that its bytes do not depend on the number of workers. It counts from the
// moment its file in runs/ has its final name. However a process ends, the parts
// that count stay, and Resume adds the others; what comes of it is to the byte
// what an undisturbed process writes. One process at a time writes into a folder:
// it holds the lock in log/, which is outside the manifest as all of log/ is.
//
// Every table of the schema has a file in every part, with no rows where the
// part's runs have none.
package results

import (
	"errors"
	"fmt"
	"path/filepath"
)

// FormatVersion is the version of the layout of a result: of its files, their
// columns and their metadata.
const FormatVersion = "1"

// Compressions of the tables.
const (
	None = "none" // can be mapped into memory
	LZ4  = "lz4"  // the default
	Zstd = "zstd"
)

var (
	// ErrForeign says that a folder holds something else than a result.
	ErrForeign = errors.New("not a result folder")
	// ErrExists says that a folder already holds a result.
	ErrExists = errors.New("result already there")
	// ErrVersion says that a result is of another format than this program's.
	ErrVersion = errors.New("another format")
	// ErrOther says that a folder holds another batch than the one to go on with.
	ErrOther = errors.New("another batch")
	// ErrBusy says that another process writes into a folder.
	ErrBusy = errors.New("another whatif is writing into it")
	// ErrRemoved says that a folder is no longer the one that was written into.
	ErrRemoved = errors.New("the folder was removed or replaced while it was written into")
	// ErrUnfinished says that parts of a batch are missing.
	ErrUnfinished = errors.New("unfinished batch")
	// ErrCorrupt says that a file of a result is damaged or does not fit the
	// rest of it.
	ErrCorrupt = errors.New("damaged file")
)

// corrupt says what is wrong with the file at path.
func corrupt(path, format string, args ...any) error {
	mend := "remove that file and run the batch again with --resume"
	if filepath.Base(path) == batchFile {
		mend = "remove the result and run it again"
	}
	return fmt.Errorf("%s: %w: %w; %s", path, ErrCorrupt, fmt.Errorf(format, args...), mend)
}

package results

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"golang.org/x/sync/errgroup"
)

// Check is what Verify found.
type Check struct {
	Finished bool  // there is a manifest, and files were held against it
	Files    int   // looked at
	Bytes    int64 // of these
	Faults   []Fault
	// Runs are those of the batch, Missing those whose parts are not there, Lost those
	// that are in a damaged part; all others can be read.
	Runs, Missing, Lost int64
}

// Fault is a file that is damaged.
type Fault struct {
	Path        string // below the folder of the result, with slashes
	What        string // is wrong with it
	First, Last int64  // runs that it concerns, First to Last-1; none where equal
}

// Verify looks at every file of a result. Those of a finished one must have the
// size and the hash that the manifest says; of an unfinished one all tables are
// read. All that is damaged is told at once, and which runs it concerns.
func Verify(ctx context.Context, dir string) (*Check, error) {
	info, schema, err := readBatch(dir)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	l, err := newLayout(info, schema)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	c := &Check{Runs: info.Runs}
	gone, err := missing(dir, info)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	v := &verifier{dir: dir, info: info, layout: l, gone: gone}
	list, err := v.files(c)
	if err != nil {
		return nil, err
	}
	if err := v.look(ctx, list, c); err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	lost := map[int64]int64{}
	for _, f := range c.Faults {
		lost[f.First] = f.Last - f.First
	}
	for _, n := range lost {
		c.Lost += n
	}
	for _, k := range gone {
		if first, last := info.partRuns(k); lost[first] == 0 {
			c.Missing += last - first
		}
	}
	return c, nil
}

// verifier is how files are looked at.
type verifier struct {
	dir    string
	info   *Info
	layout *layout
	gone   []int // parts that are not there
}

// examined is a file to look at.
type examined struct {
	path   string        // below dir
	part   int           // -1 for none
	schema *arrow.Schema // of a table
	listed *ManifestFile // in the manifest; nil without one
}

// files lists what must be there.
func (v *verifier) files(c *Check) ([]examined, error) {
	var listed map[string]ManifestFile
	text, err := os.ReadFile(filepath.Join(v.dir, manifestFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("%w", err)
	default:
		var m Manifest
		if err := json.Unmarshal(text, &m); err != nil {
			c.Faults = append(c.Faults, Fault{Path: manifestFile, What: err.Error()})
			break
		}
		c.Finished, listed = true, map[string]ManifestFile{}
		for _, f := range m.Files {
			listed[f.Path] = f
		}
	}
	var list []examined
	add := func(path string, part int, schema *arrow.Schema) {
		x := examined{path: filepath.ToSlash(path), part: part, schema: schema}
		if f, ok := listed[x.path]; ok {
			x.listed = &f
		}
		list = append(list, x)
	}
	for k := range v.info.parts() {
		if _, gone := slices.BinarySearch(v.gone, k); gone && listed == nil {
			continue
		}
		add(partPath("", "runs", k), k, v.layout.runs)
		for i, folder := range v.layout.folders {
			add(partPath("", folder, k), k, v.layout.series[i])
		}
		add(partPath("", "events", k), k, v.layout.events)
		if b := v.layout.balance; b != nil {
			add(partPath("", balanceTable, k), k, b.schema)
		}
	}
	for _, name := range []string{batchFile, loaderFile, viewsFile, readmeFile} {
		add(name, -1, nil)
	}
	if listed != nil {
		add(summaryFile, -1, v.layout.summary)
	}
	return list, nil
}

// look looks at the files, several at a time.
func (v *verifier) look(ctx context.Context, list []examined, c *Check) error {
	found, sizes := make([]string, len(list)), make([]int64, len(list))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(4)
	for i, x := range list {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			found[i], sizes[i] = v.examine(x)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, x := range list {
		c.Files++
		c.Bytes += sizes[i]
		if found[i] == "" {
			continue
		}
		f := Fault{Path: x.path, What: found[i]}
		if x.part >= 0 {
			f.First, f.Last = v.info.partRuns(x.part)
		}
		c.Faults = append(c.Faults, f)
	}
	return nil
}

// examine says what is wrong with a file, "" for nothing.
func (v *verifier) examine(x examined) (what string, size int64) {
	path := filepath.Join(v.dir, filepath.FromSlash(x.path))
	got, err := measure(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it is missing", 0
	case err != nil:
		return err.Error(), 0
	case x.listed != nil && got.Bytes != x.listed.Bytes:
		return fmt.Sprintf("it has %d bytes, not the %d that the manifest says", got.Bytes, x.listed.Bytes), got.Bytes
	case x.listed != nil && got.SHA256 != x.listed.SHA256:
		return "its content is not what the manifest says", got.Bytes
	case x.listed != nil || x.schema == nil:
		return "", got.Bytes
	}
	err = each(path, x.schema, equalLengths)
	if err == nil {
		return "", got.Bytes
	}
	said, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), path+": "), "; ")
	return said, got.Bytes
}

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Figure is what one process measured.
type Figure struct {
	Name    string  `json:"name"`
	Count   int     `json:"count"`   // rows, or runs
	Seconds float64 `json:"seconds"` // of writing, or reading
	Bytes   int64   `json:"bytes,omitempty"`
	Peak    int64   `json:"peak"` // of resident memory while that, in bytes; 0 where the system does not tell
	// Of batches: the summary and the manifest after the last run.
	FinishSeconds float64 `json:"finish_seconds,omitempty"`
	FinishPeak    int64   `json:"finish_peak,omitempty"`
}

// perSecond is the rows or runs a second.
func (f Figure) perSecond() float64 { return float64(f.Count) / f.Seconds }

// measureAll does every measurement in turn, each in a process of its own.
func measureAll(s settings) ([]Figure, error) {
	var list []Figure
	do := func(names ...string) error {
		for _, name := range names {
			f, err := measureThere(name, s)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			fmt.Fprintf(os.Stderr, "%-24s %8.2f s  %6.1f MB\n", f.Name, f.Seconds, float64(f.Peak)/1e6)
			list = append(list, f)
		}
		return nil
	}
	if s.Rows > 0 {
		for range s.Repeat {
			if err := do("raw", "write none", "pyarrow write none", "write lz4", "pyarrow write lz4", "write zstd", "pyarrow write zstd"); err != nil {
				return list, err
			}
		}
	}
	if s.Runs > 0 {
		for _, what := range []string{"bare", "series", "wide"} {
			if err := do("runs "+what, "open "+what); err != nil {
				return list, err
			}
			if err := os.RemoveAll(batchDir(s, what)); err != nil {
				return list, err
			}
		}
	}
	if s.Runs > 0 {
		if err := do("columns lz4", "columns zstd"); err != nil {
			return list, err
		}
	}
	if s.Long > 0 {
		for _, compression := range []string{"none", "lz4"} {
			if err := do("batch " + compression); err != nil {
				return list, err
			}
			for range s.Repeat {
				if err := do("read "+compression, "pyarrow read "+compression); err != nil {
					return list, err
				}
			}
			if err := os.RemoveAll(batchDir(s, compression)); err != nil {
				return list, err
			}
		}
	}
	return list, nil
}

// measureThere starts a process for a measurement.
func measureThere(name string, s settings) (f Figure, err error) {
	program, arguments := "", []string{"-one", name, "-dir", s.Dir,
		"-rows", fmt.Sprint(s.Rows), "-long", fmt.Sprint(s.Long), "-runs", fmt.Sprint(s.Runs)}
	if rest, ok := strings.CutPrefix(name, "pyarrow "); ok {
		program, arguments = s.Python, append([]string{s.Script}, strings.Fields(rest)...)
		arguments = append(arguments, fmt.Sprint(s.Rows), s.Dir)
	} else if program, err = os.Executable(); err != nil {
		return f, err
	}
	if err := warm(name, s); err != nil {
		return f, err
	}
	c := exec.Command(program, arguments...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return f, err
	}
	err = json.Unmarshal(out, &f)
	f.Name = name
	return f, err
}

// warm writes a file before a table is written and lets it go, so that all find
// the same: a virtual machine gives pages that were not used lately at a price,
// and what was written before must not be in the way.
func warm(name string, s settings) error {
	if strings.Contains(name, "raw") || strings.Contains(name, "write") {
		if _, err := rawWrite(filepath.Join(s.Dir, "warm"), s.Rows); err != nil {
			return err
		}
	}
	_ = exec.Command("sync").Run() // where there is none, there is none
	return nil
}

// peak returns the most resident memory since forget, or since the start.
func peak() int64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kB int64
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kB); n == 1 {
			return kB << 10
		}
	}
	return 0
}

// forget begins a new peak; where that is forbidden the old one stays.
func forget() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

package results

import (
	"fmt"
	"time"

	"whatif/engine"
)

// Info is what batch.json says of a batch beside its schema. The hash in
// batch.json covers Scenario, Files, Overrides and EngineVersion.
type Info struct {
	Name          string
	Scenario      string            // its text
	Files         map[string]string // telemetry file, as the scenario writes it, to its SHA-256 in hex
	Overrides     []string          // what the command line set, such as twin.north.heat_loss=40 W/K
	EngineVersion string
	Seed          int64
	Draws, Sweeps int // numbers of draws and of sweep points
	// Design is how the draws lie: iid (also ""), lhs or sobol. Of the last two
	// they fall into Replicates of the same size, in order.
	Design     string
	Replicates int
	Stop       *Stop // where a rule chose the number of draws
	// SweepPoints has, per sweep point, the swept paths with their values as
	// they were written. It may be nil where nothing is swept.
	SweepPoints         []map[string]string
	Start               time.Time // of the scenario, where HasStart
	HasStart            bool
	Timezone            string // of the scenario, such as Europe/Berlin; "" without a start
	Span, Warmup, Every engine.Time
	Runs, RunsPerPart   int64
	VariantDescriptions []string   // per variant of the schema, or nil
	VariantChanges      [][]Change // per variant: what it changes; or nil
	Compression         string     // None, LZ4 or Zstd; "" for LZ4
}

// Change is one value that a variant changes, as it is written in the scenario.
type Change struct {
	Path string `json:"path"`           // such as twin.pump.cop
	From string `json:"from,omitempty"` // "" where the scenario has none
	To   string `json:"to"`
}

// Stop says why there are so many draws, and not as many as were allowed.
type Stop struct {
	Most      int    `json:"most"`      // draws allowed
	Indicator string `json:"indicator"` // that was watched
	Enough    bool   `json:"enough"`    // its interval became narrow enough
	Reason    string `json:"reason"`    // in words
}

// check says what in the information does not fit together.
func (i *Info) check(s *engine.Schema) error {
	switch i.Compression {
	case None, LZ4, Zstd:
	default:
		return fmt.Errorf("compression %q: choose none, lz4 or zstd", i.Compression)
	}
	if i.Runs < 1 || i.RunsPerPart < 1 {
		return fmt.Errorf("a batch of %d runs, %d in a part: both must be at least 1", i.Runs, i.RunsPerPart)
	}
	if (i.Runs-1)/i.RunsPerPart >= maxParts {
		return fmt.Errorf("%d runs, %d in a part, make more than %d parts: put more runs in a part", i.Runs, i.RunsPerPart, maxParts)
	}
	if n := len(i.VariantDescriptions); n != 0 && n != len(s.Variants) {
		return fmt.Errorf("%d descriptions for %d variants", n, len(s.Variants))
	}
	if n := len(i.VariantChanges); n != 0 && n != len(s.Variants) {
		return fmt.Errorf("the changes of %d variants where there are %d", n, len(s.Variants))
	}
	if i.Replicates < 0 || i.Replicates > 0 && i.Draws%i.Replicates != 0 {
		return fmt.Errorf("%d draws in %d replicates", i.Draws, i.Replicates)
	}
	if n := len(i.SweepPoints); n != 0 && n != i.Sweeps {
		return fmt.Errorf("the values of %d sweep points where there are %d", n, i.Sweeps)
	}
	return nil
}

// parts returns the number of parts.
func (i *Info) parts() int { return int((i.Runs-1)/i.RunsPerPart) + 1 }

// partRuns returns the runs of part k: first to last-1.
func (i *Info) partRuns(k int) (first, last int64) {
	first = int64(k) * i.RunsPerPart
	return first, first + min(i.RunsPerPart, i.Runs-first)
}

const (
	leastParts = 32
	partBytes  = 256 << 20
	maxParts   = 1 << 20
)

// RunsPerPart returns how many runs make a part: so few that there are at
// least 32 parts where there are runs enough, and that a part has at most
// about 256 MB. bytesPerRun is the estimate of BytesPerRun. The number follows
// from the plan alone, never from the number of workers.
func RunsPerPart(runs, bytesPerRun int64) int64 {
	return max(1, min(runs/leastParts, partBytes/max(1, bytesPerRun)))
}

// eventsPerRun is the guess at a run's events that BytesPerRun makes.
const eventsPerRun = 100

// BytesPerRun estimates the uncompressed bytes that a run with so many samples
// writes, taking the row layout of one structure for all.
func BytesPerRun(s *engine.Schema, l *engine.Layout, samples int64) int64 {
	const key, event = 40, 80 // bytes of a series row beside its values, of an event
	n := int64(100 + 8*(len(s.Parameters)+len(s.Indicators)) + eventsPerRun*event)
	if l == nil {
		return n
	}
	const balanced = 56 // bytes of a row of the balance
	n += int64(len(l.Balance)*(1+len(s.Periods.Months)+hoursPerDay)) * balanced
	for _, r := range l.Rows {
		n += samples * int64(key+8*len(r.Channels))
	}
	return n
}

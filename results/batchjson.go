package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"whatif/engine"
)

// Names of the files of a result.
const (
	batchFile    = "batch.json"
	manifestFile = "manifest.json"
	summaryFile  = "summary.arrow"
	loaderFile   = "load.py"
	viewsFile    = "views.sql"
	readmeFile   = "README.md"
)

// batchJSON is the content of batch.json.
type batchJSON struct {
	FormatVersion  string              `json:"format_version"`
	Name           string              `json:"name"`
	Hash           string              `json:"hash"`
	EngineVersion  string              `json:"engine_version"`
	Seed           int64               `json:"seed"`
	Start          *time.Time          `json:"start,omitempty"`
	Timezone       string              `json:"timezone,omitempty"`
	Span           engine.Time         `json:"span_ns"`
	Warmup         engine.Time         `json:"warmup_ns"`
	Every          engine.Time         `json:"every_ns"`
	Draws          int                 `json:"draws"`
	Design         string              `json:"design,omitempty"`
	Replicates     int                 `json:"replicates,omitempty"`
	Stop           *Stop               `json:"stop,omitempty"`
	Sweeps         int                 `json:"sweeps"`
	SweepPoints    []map[string]string `json:"sweep_points"`
	Runs           int64               `json:"runs"`
	RunsPerPart    int64               `json:"runs_per_part"`
	Compression    string              `json:"compression"`
	Variants       []variantJSON       `json:"variants"`
	Parameters     []columnJSON        `json:"parameters"`
	Indicators     []columnJSON        `json:"indicators"`
	Tables         []tableJSON         `json:"tables"`
	Balance        *balanceJSON        `json:"balance,omitempty"`
	Twins          []string            `json:"twins"`
	Kinds          []string            `json:"kinds"`
	Signals        []string            `json:"signals"`
	Units          []string            `json:"units"`
	Overrides      []string            `json:"overrides"`
	Files          map[string]string   `json:"files"`
	ScenarioSHA256 string              `json:"scenario_sha256"`
	Scenario       string              `json:"scenario"`
}

type variantJSON struct {
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Changes     []Change `json:"changes,omitempty"`
}

type columnJSON struct {
	Name        string `json:"name"`
	Path        string `json:"path"`
	Unit        string `json:"unit"`
	Description string `json:"description"`
	CellMethods string `json:"cell_methods,omitempty"`
	Better      string `json:"better,omitempty"`
}

type tableJSON struct {
	Kind    string       `json:"kind"`
	Table   string       `json:"table"`
	Columns []columnJSON `json:"columns"`
}

// balanceJSON says what the table balance has.
type balanceJSON struct {
	Months []string   `json:"months"`
	Terms  []termJSON `json:"terms"`
}

type termJSON struct {
	Zone string `json:"zone"`
	Name string `json:"name"`
	Role string `json:"role"`
	Unit string `json:"unit"`
}

// Hash identifies what the numbers of a batch follow from: the scenario, its
// telemetry, the overrides and the version of the engine.
func (i *Info) Hash() string {
	text, err := json.Marshal(struct {
		Scenario, EngineVersion string
		Files                   map[string]string
		Overrides               []string
	}{i.Scenario, i.EngineVersion, i.Files, i.Overrides})
	if err != nil {
		return "" // strings always marshal
	}
	return sha256Hex(text)
}

// SameOrigin reports whether the numbers of two batches follow from the same:
// all that Hash covers. Their numbers of draws may differ where a rule finds them.
func (i *Info) SameOrigin(other *Info) bool {
	return i.Scenario == other.Scenario && i.EngineVersion == other.EngineVersion &&
		maps.Equal(i.Files, other.Files) && slices.Equal(i.Overrides, other.Overrides)
}

// encodeBatch returns the content of batch.json.
func encodeBatch(i *Info, s *engine.Schema) ([]byte, error) {
	b := batchJSON{
		FormatVersion: FormatVersion, Name: i.Name, Hash: i.Hash(), EngineVersion: i.EngineVersion, Seed: i.Seed,
		Timezone: i.Timezone, Span: i.Span, Warmup: i.Warmup, Every: i.Every, Draws: i.Draws, Sweeps: i.Sweeps, SweepPoints: i.SweepPoints,
		Design: i.Design, Replicates: i.Replicates, Stop: i.Stop, Runs: i.Runs, RunsPerPart: i.RunsPerPart, Compression: i.Compression,
		Parameters: toJSON(s.Parameters, false), Indicators: toJSON(s.Indicators, false),
		Twins: s.Twins, Kinds: s.Kinds, Signals: s.Signals, Units: s.Units,
		Overrides: i.Overrides, Files: i.Files, ScenarioSHA256: sha256Hex([]byte(i.Scenario)), Scenario: i.Scenario,
	}
	if i.HasStart {
		start := i.Start.UTC()
		b.Start = &start
	}
	// Empty lists rather than null, so that readers can go through them.
	for _, list := range []*[]string{&b.Twins, &b.Kinds, &b.Signals, &b.Units, &b.Overrides} {
		*list = append([]string{}, *list...)
	}
	b.SweepPoints = append([]map[string]string{}, b.SweepPoints...)
	b.Tables = []tableJSON{}
	if b.Files == nil {
		b.Files = map[string]string{}
	}
	for k, name := range s.Variants {
		v := variantJSON{Name: name}
		if len(i.VariantDescriptions) > 0 {
			v.Description = i.VariantDescriptions[k]
		}
		if len(i.VariantChanges) > 0 {
			v.Changes = i.VariantChanges[k]
		}
		b.Variants = append(b.Variants, v)
	}
	for _, t := range s.Tables {
		b.Tables = append(b.Tables, tableJSON{Kind: t.Kind, Table: SeriesTable(t.Kind), Columns: toJSON(t.Columns, true)})
	}
	if len(s.Balance) > 0 {
		b.Balance = &balanceJSON{Months: s.Periods.Months}
		for _, t := range s.Balance {
			b.Balance.Terms = append(b.Balance.Terms, termJSON(t))
		}
	}
	return encodeJSON(b)
}

// encodeJSON renders a value for people: indented, without HTML escapes.
func encodeJSON(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return out.Bytes(), nil
}

func toJSON(columns []engine.Column, series bool) []columnJSON {
	list := make([]columnJSON, len(columns))
	for i, c := range columns {
		list[i] = columnJSON{Name: c.Name, Path: c.Path, Unit: c.Unit, Description: c.Description, Better: c.Better}
		switch {
		case series && c.Mean:
			list[i].CellMethods = "mean"
		case series:
			list[i].CellMethods = "point"
		}
	}
	return list
}

func fromJSON(list []columnJSON) []engine.Column {
	columns := make([]engine.Column, len(list))
	for i, c := range list {
		columns[i] = engine.Column{Name: c.Name, Path: c.Path, Unit: c.Unit, Description: c.Description,
			Mean: c.CellMethods == "mean", Better: c.Better}
	}
	return columns
}

// readBatch reads batch.json of the result in dir.
func readBatch(dir string) (*Info, *engine.Schema, error) {
	info, schema, _, err := readBatchText(dir)
	return info, schema, err
}

// readBatchText also returns the file as it is.
func readBatchText(dir string) (*Info, *engine.Schema, []byte, error) {
	path := filepath.Join(dir, batchFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, nil, fmt.Errorf("%s has no %s: %w", dir, batchFile, ErrForeign)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	info, schema, err := decodeBatch(text)
	if errors.Is(err, ErrVersion) {
		return nil, nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	if err != nil {
		return nil, nil, nil, corrupt(path, "%w", err)
	}
	return info, schema, text, nil
}

// otherVersion says what can be done with a result of another format.
func otherVersion(b *batchJSON) error {
	how := "another"
	if is, err := strconv.Atoi(b.FormatVersion); err == nil {
		how = "an older"
		if reads, _ := strconv.Atoi(FormatVersion); is > reads {
			how = "a newer"
		}
	}
	return fmt.Errorf("it is of %s format than this whatif reads (%q, not %q): %w; its tables are Arrow files all the same: open it with whatif %s, "+
		"which wrote it, or run its scenario again, whose text is in batch.json", how, b.FormatVersion, FormatVersion, ErrVersion, b.EngineVersion)
}

// decodeBatch checks and decodes the content of batch.json.
func decodeBatch(text []byte) (*Info, *engine.Schema, error) {
	var b batchJSON
	if err := json.Unmarshal(text, &b); err != nil {
		return nil, nil, err
	}
	if b.FormatVersion != FormatVersion {
		return nil, nil, otherVersion(&b)
	}
	i := &Info{
		Name: b.Name, Scenario: b.Scenario, Files: b.Files, Overrides: b.Overrides, EngineVersion: b.EngineVersion,
		Seed: b.Seed, Draws: b.Draws, Sweeps: b.Sweeps, SweepPoints: b.SweepPoints, Design: b.Design, Replicates: b.Replicates, Stop: b.Stop,
		Timezone: b.Timezone, Span: b.Span, Warmup: b.Warmup, Every: b.Every, Runs: b.Runs, RunsPerPart: b.RunsPerPart, Compression: b.Compression,
	}
	if b.Start != nil {
		i.Start, i.HasStart = *b.Start, true
	}
	s := &engine.Schema{Parameters: fromJSON(b.Parameters), Indicators: fromJSON(b.Indicators),
		Twins: b.Twins, Kinds: b.Kinds, Signals: b.Signals, Units: b.Units}
	changed := false
	for _, v := range b.Variants {
		s.Variants = append(s.Variants, v.Name)
		i.VariantDescriptions = append(i.VariantDescriptions, v.Description)
		changed = changed || len(v.Changes) > 0
	}
	for _, v := range b.Variants {
		if changed {
			i.VariantChanges = append(i.VariantChanges, v.Changes)
		}
	}
	for _, t := range b.Tables {
		s.Tables = append(s.Tables, engine.Table{Kind: t.Kind, Columns: fromJSON(t.Columns)})
	}
	if b.Balance != nil {
		s.Periods.Months = b.Balance.Months
		for _, t := range b.Balance.Terms {
			s.Balance = append(s.Balance, engine.BalanceTerm(t))
		}
	}
	return i, s, i.check(s)
}

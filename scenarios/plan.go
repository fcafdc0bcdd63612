package scenarios

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// Plan is a checked scenario: all runs of all variants, sweep points and
// draws, numbered in that order. It may be used by several goroutines.
type Plan struct {
	Name string
	Text string // of the scenario's file

	*loader
	base, fixed *source.Table
	options     Options
	variants    []*variant
	grid        *sweep
	settings    []setting
	sampling    sampling
	variations  []variation
	sampler     *sampler
	stop        *stopping // nil where all draws are run

	union   *union
	columns []parameter
	schema  *engine.Schema

	mu      sync.Mutex
	decoded map[key]*decoder
	layouts map[key]*engine.Layout
	models  cache
}

// key names a structure of model: a variant at a sweep point.
type key struct{ variant, point int }

// Info is what describes a batch of runs, beyond its schema.
type Info struct {
	Files         map[string]string // SHA-256 of each recorded file, by its path beside the scenario
	Overrides     []string          // what the command line asked for: PATH=VALUE, and variants, draws and seed
	Seed          int64
	Draws, Sweeps int
	Design        string              // iid, lhs or sobol
	Replicates    int                 // of which each has Draws/Replicates draws, in order; 1 for iid
	SweepPoints   []map[string]string // per point: path -> value as it was written
	Start         time.Time           // where HasStart
	HasStart      bool
	Span, Warmup  engine.Time
	Every         engine.Time // step of the recording grid
	Timezone      string      // in which schedules and hours are, such as Europe/Berlin; "" without a start
	Descriptions  []string    // per variant
	Changes       [][]Change  // per variant
}

// Runs is the number of runs.
func (p *Plan) Runs() int64 {
	return int64(len(p.variants)) * int64(p.grid.points()) * int64(p.sampling.draws)
}

// Samples is the number of points of the recording grid in a run; both ends of
// the span are on it.
func (p *Plan) Samples() int64 { return int64((p.span+p.every-1)/p.every) + 1 }

// ID is the identity of the run of that number, from 0 to Runs()-1.
func (p *Plan) ID(n int64) engine.RunID {
	draws, points := int64(p.sampling.draws), int64(p.grid.points())
	return engine.RunID{
		Number:  n,
		Variant: int(n / draws / points),
		Sweep:   int(n / draws % points),
		Draw:    int(n % draws),
		Seed:    p.sampling.seed,
	}
}

// Schema says what the runs write.
func (p *Plan) Schema() *engine.Schema { return p.schema }

// Remarks are what the reader of results should know of the telemetry, a line
// each.
func (p *Plan) Remarks() []string { return p.loader.remarks }

// Gaps are the gaps of records that were filled, by input in the order of the
// file and then in time.
func (p *Plan) Gaps() []Gap { return p.loader.gaps }

// Info describes the batch.
func (p *Plan) Info() Info {
	i := Info{
		Files: map[string]string{}, Overrides: p.options.overrides(), Seed: p.sampling.seed,
		Draws: p.sampling.draws, Sweeps: p.grid.points(), Design: p.sampling.design, Replicates: p.sampling.replicates,
		Start: p.clock.start, HasStart: p.clock.has, Span: p.span, Warmup: p.warmup, Every: p.every,
	}
	sums := p.store.Sum256()
	maps.Copy(sums, p.fleets.sums())
	for file, sum := range sums {
		if near, err := filepath.Rel(p.dir, file); err == nil {
			file = near
		}
		i.Files[filepath.ToSlash(file)] = sum
	}
	for point := range i.Sweeps {
		values := map[string]string{}
		for a, n := range p.grid.at(point) {
			values[pathText(p.grid.axes[a].path)] = written(n)
		}
		i.SweepPoints = append(i.SweepPoints, values)
	}
	for _, v := range p.variants {
		i.Descriptions = append(i.Descriptions, v.description)
	}
	if p.clock.has {
		i.Timezone = p.clock.zone.String()
	}
	i.Changes = p.changes()
	return i
}

// root is the tree of a structure: the file, the variant, the sweep point and
// the command line laid over each other, and like resolved.
func (p *Plan) root(k key) *source.Table {
	values := p.grid.at(k.point)
	t := p.beforeSweep(k.variant, values)
	t = p.grid.lay(p.loader, t, values)
	for _, s := range p.settings {
		t = p.loader.layPattern(t, s.path, s.node)
	}
	out := t.Copy()
	if n := t.Get("twin"); n.Table() != nil {
		twins := *n
		twins.Value = newCopies(p.loader.report, p.base.Get("twin").Table(), n.Table()).resolve()
		out.Put(&twins)
	}
	if n := p.fixed.Get("indicator"); n != nil {
		out.Put(n)
	}
	return out
}

// beforeSweep is the tree of a variant. What the sweep and the command line say
// of fleets is in it already, since a fleet makes its twins before anything else
// is laid over them.
func (p *Plan) beforeSweep(variant int, values []*source.Node) *source.Table {
	var fleets []*source.Table
	what := fmt.Sprint(variant)
	for a, n := range values {
		if path := p.grid.axes[a].path; isFleet(path) {
			fleets = append(fleets, source.Nest(path, n))
			what += fmt.Sprintf(" %p", n)
		}
	}
	for _, s := range p.settings {
		if isFleet(s.path) {
			fleets = append(fleets, source.Nest(s.path, s.node))
		}
	}
	v := p.variants[variant]
	if len(fleets) == 0 {
		return v.root
	}
	if f := p.loader.fleets; f.last != what {
		f.last, f.tables = what, p.loader.structure(p.base, v.overlay, fleets)
	}
	return p.loader.fleets.tables
}

// aside is the plan over a grid, to decode structures with whose diagnostics
// are its own.
func (p *Plan) aside(grid *sweep) *Plan {
	quiet := *p.loader
	quiet.report = &report{}
	return &Plan{loader: &quiet, base: p.base, fixed: p.fixed, variants: p.variants, grid: grid, settings: p.settings}
}

// structure decodes a structure, or returns it as decoded before.
func (p *Plan) structure(k key) (*decoder, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if d := p.decoded[k]; d != nil {
		return d, nil
	}
	quiet := p.aside(p.grid)
	d := quiet.decode(quiet.root(k))
	if quiet.list.Errors() > 0 {
		quiet.list.Sort()
		first := quiet.list[slices.IndexFunc(quiet.list, func(d diagnose.Diagnostic) bool { return d.Severity == diagnose.Error })]
		return nil, fmt.Errorf("sweep point %d of %s: %s:%d: %s", k.point, p.variants[k.variant].name, first.At.File, first.At.Line, first.Summary)
	}
	if len(p.decoded) < p.room(mostDecoded) {
		p.decoded[k] = d
	}
	return d, nil
}

// Study is the structure of a variant at a sweep point, for inspection.
func (p *Plan) Study(variant, sweep int) (*models.Study, error) {
	d, err := p.structure(key{variant, sweep})
	if err != nil {
		return nil, err
	}
	return d.study, nil
}

// Draw is the random factor of every varied path in a draw: the value itself,
// or what scales it or is added to it, in SI.
func (p *Plan) Draw(draw int) (map[string]float64, error) {
	factors, at := map[string]float64{}, p.sampler.begin(draw, nil)
	for i := range p.variations {
		x, err := at.factor(i)
		if err != nil {
			return nil, err
		}
		factors[p.variations[i].path] = x
	}
	return factors, nil
}

// cache keeps the models that were used last.
type cache struct {
	mu     sync.Mutex
	models map[key]*models.Model
	order  []key // oldest first
}

// mostKept is how many models are kept: more than there are workers.
const mostKept = 64

func (c *cache) get(k key) *models.Model {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.models[k]
}

func (c *cache) put(k key, m *models.Model) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.models == nil {
		c.models = map[key]*models.Model{}
	}
	if _, there := c.models[k]; !there {
		c.order = append(c.order, k)
	}
	c.models[k] = m
	if len(c.order) > mostKept {
		delete(c.models, c.order[0])
		c.order = slices.Clone(c.order[1:])
	}
}

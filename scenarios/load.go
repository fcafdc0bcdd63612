package scenarios

import (
	"fmt"
	"path/filepath"
	"slices"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

// Options are what the command line lays over a scenario.
type Options struct {
	Variants []string // names of those to run; all where empty
	Set      []string // PATH=VALUE, over everything else
	Draws    int      // in place of the file's; 0, or below, for the file's
	Seed     *int64   // in place of the file's; nil for the file's
	// Kinds are kinds of twin beside those of the catalogue, which a scenario may name.
	Kinds []*twin.Kind
}

// mostBytes bounds the size of a scenario's file.
const mostBytes = 16 << 20

// overrides spells the options out, for whoever wants to tell two batches of
// one file apart.
func (o Options) overrides() []string {
	list := slices.Clone(o.Set)
	for _, name := range o.Variants {
		list = append(list, "--variant="+name)
	}
	if o.Draws > 0 {
		list = append(list, fmt.Sprintf("--draws=%d", o.Draws))
	}
	if o.Seed != nil {
		list = append(list, fmt.Sprintf("--seed=%d", *o.Seed))
	}
	return list
}

// Load reads a scenario and all it refers to, and plans its runs. The
// diagnostics are sorted; when one of them is an error the plan is nil. Mistakes
// of syntax stop at the first, all others are found in one go. The function
// gives the lines of a file that a diagnostic names, or nil.
//
// Who wins: file < variant < sweep < sample.vary < Options.Set. A path that
// Set fixes is not drawn, which is a warning.
func Load(path string, o Options) (*Plan, diagnose.List, func(file string) []string) {
	return load(path, o, append(models.Kinds(), o.Kinds...))
}

func load(path string, o Options, catalogue []*twin.Kind) (*Plan, diagnose.List, func(file string) []string) {
	return loadAsked(path, o, catalogue, nil)
}

// loadAsked is load that tells of every key that is looked for.
func loadAsked(path string, o Options, catalogue []*twin.Kind, asked func(what, key string)) (*Plan, diagnose.List, func(file string) []string) {
	l := &loader{
		report: &report{asked: asked}, catalogue: catalogue, file: path, dir: filepath.Dir(path), store: telemetry.NewStore(),
		tables: map[string]reading{}, presets: map[string]any{}, units: map[string]unit.Unit{}, quoted: map[string]map[int]string{}, fleets: newFleets(),
		currencies: map[string]*counting{}, formulas: map[string]parsedFormula{}, lawColumns: map[string]lawColumn{}, faults: map[fault]*sharing{},
	}
	var lines []string
	text := func(file string) []string {
		switch file {
		case path:
			return lines
		case setFlag:
			return o.Set
		case variantFlag:
			return o.Variants
		}
		if lines := l.fleets.lines(file); lines != nil {
			return lines
		}
		return l.quotedLines(file)
	}
	content, wrongFile := readFile(path)
	if wrongFile != nil {
		l.add(*wrongFile)
		return nil, l.list, text
	}
	lines = source.Lines(content)
	file, wrong := source.Parse(path, content)
	if wrong != nil {
		return nil, diagnose.List{*wrong}, text
	}
	p := l.plan(file.Root, o)
	l.countRepeated()
	l.nameSharers()
	l.list.Sort()
	if l.list.Errors() > 0 {
		return nil, l.list, text
	}
	p.Text = string(content)
	return p, l.list, text
}

// quotedLines are the lines of a recorded file that are known, at their
// places.
func (l *loader) quotedLines(file string) []string {
	const most = 10_000_000
	last := 0
	for line := range l.quoted[file] {
		if line <= most {
			last = max(last, line)
		}
	}
	lines := make([]string, last)
	for line, text := range l.quoted[file] {
		if line <= most {
			lines[line-1] = text
		}
	}
	return lines
}

// sections are the tables of a file.
func sections() []string {
	return []string{"scenario", "input", "twin", "event", "variant", "sweep", "sample", "alert", "indicator", "record", "balance", "fleet"}
}

// plan checks the whole file. The plan is of use only if nothing was wrong.
func (l *loader) plan(file *source.Table, o Options) *Plan {
	top := &fields{r: l.report, table: file, what: "a scenario", known: sections()}
	top.done()
	settings := l.settings(o.Set)
	root, over := l.apply(file, settings)

	l.header, l.headerSound = l.scenario(root, l.file)
	l.every, l.record = l.grid(root)
	l.balance = l.readBalance(root)

	base := source.NewTable()
	for _, section := range changeableSections() {
		if n := file.Get(section); n != nil {
			base.Put(n)
		}
	}
	l.fleets.plain = base
	base = l.expanded(base)
	l.base = base
	p := &Plan{Name: l.name, loader: l, base: base, fixed: root, options: o, union: newUnion(), decoded: map[key]*decoder{}, layouts: map[key]*engine.Layout{}}
	p.variants = l.variants(file, base, o.Variants)
	var tables []*source.Table
	for _, v := range p.variants {
		tables = append(tables, v.root)
	}
	if len(tables) == 0 {
		tables = []*source.Table{base}
	}
	l.roots = tables
	p.grid = l.readSweep(file, tables)
	for _, s := range over {
		if l.pathOrPattern(source.Leaf{Path: s.path, Node: s.node}, setFlag, tables) {
			p.settings = append(p.settings, s)
		}
	}
	p.sampling = l.sample(root, o, p.settings)
	if len(p.variants) == 0 {
		if l.list.Errors() == 0 {
			l.fail(codeMissing, root.Get("variant").Key, "[variant] names no variant", "", "drop it, or add [variant.NAME]")
		}
		return p
	}

	all := p.check()
	p.checkSwept()
	l.unmatched(all)
	l.unbalanced(all)
	p.variations = l.variations(p.sampling, all, p)
	p.sampler = l.sampler(p.sampling, p.variations)
	p.stop = l.stopping(p.sampling, p, all)
	p.idle(all)
	if l.list.Errors() == 0 {
		l.tryDraws(p.sampler, all)
	}
	if l.list.Errors() == 0 {
		p.build()
	}
	if l.list.Errors() == 0 {
		p.finish(all)
	}
	return p
}

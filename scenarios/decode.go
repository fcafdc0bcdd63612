package scenarios

import (
	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

// loader is what the reading of one scenario shares: what is said of it, and
// what is the same in all of its studies.
type loader struct {
	*report
	header
	headerSound bool
	catalogue   []*twin.Kind
	file        string // as it was named
	dir         string // relative paths of files begin here
	store       *telemetry.Store
	tables      map[string]reading
	presets     map[string]any            // values of defaults, by their text
	units       map[string]unit.Unit      // of the catalogue, by their text
	remarks     []string                  // of telemetry
	gaps        []Gap                     // of telemetry, that were filled
	quoted      map[string]map[int]string // lines of recorded files that diagnostics show
	every       engine.Time
	record      *patterns
	balance     *balancing // nil for none
	fleets      *fleets
	currencies  map[string]*counting // by kind
	formulas    map[string]parsedFormula
	lawColumns  map[string]lawColumn // of the table of laws, by name
	base        *source.Table        // the file itself, with its fleets
	roots       []*source.Table      // of the variants
	faults      map[fault]*sharing   // of recorded files, that several inputs share
}

// find is the kind of that name, or nil.
func (l *loader) find(name string) *twin.Kind {
	for _, k := range l.catalogue {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// number is one number of a study that a draw may vary.
type number struct {
	value float64   // SI
	unit  unit.Unit // to show it in
	bounds
	at diagnose.Position
}

// unitOf is the unit of that text, which the catalogue has.
func (l *loader) unitOf(text string) unit.Unit {
	u, known := l.units[text]
	if !known {
		u = unitOf(text)
		l.units[text] = u
	}
	return u
}

// entity is a twin while it is decoded.
type entity struct {
	loader *loader
	name   string
	kind   *twin.Kind // nil where it is not known
	fields *fields
	law    *ownLaw // where a planner wrote it, else nil
	// currency is that of its sums of money, "" for that of its kind.
	currency string
}

// has reports whether a variable exists, which may hang on a parameter.
func (e *entity) has(v *twin.Variable) bool {
	return v.Needs == "" || e.given(v.Needs)
}

// given reports whether a parameter has a value: written, or its default.
func (e *entity) given(name string) bool {
	p := e.kind.Param(name)
	return e.fields.table.Get(name) != nil || p != nil && p.Default != ""
}

// variables lists the variables that exist.
func (e *entity) variables() []string {
	var names []string
	if e.kind == nil {
		return nil
	}
	for i := range e.kind.Variables {
		if v := &e.kind.Variables[i]; e.has(v) {
			names = append(names, v.Name)
		}
	}
	return names
}

// decoder reads one study: the file with the overlays of a variant, a sweep
// point and the command line.
type decoder struct {
	*loader
	root  *source.Table
	study *models.Study

	inputNames []string
	inputs     map[string]unit.Unit // SI unit of each input that is known so far
	twins      []*entity
	byName     map[string]*entity
	patterned  map[candidacy][]string       // what a pattern may stand for
	only       func(name string) bool       // the twins whose parameters are read; nil for all
	places     map[string]diagnose.Position // where a path was written
	numbers    map[string]number            // by path
	drivers    map[string]driver            // of ports, by path
	// comparisons are those of inputs with numbers, in conditions.
	comparisons []comparison

	recordedSignals []recordedSignal // in the order of the channels
	available       []string         // all signals that could be recorded
}

// spanPlace is where to point when nothing in particular is to blame.
func (l *loader) spanPlace() diagnose.Position {
	if l.spanAt != nil {
		return l.spanAt.Key
	}
	return diagnose.Position{File: l.file}
}

// decode reads the parts of a study that variants may change, and then what
// measures and records it. Whether it is sound shows in the diagnostics.
func (l *loader) decode(root *source.Table) *decoder {
	d := newDecoder(l, root)
	d.decodeInputs()
	d.decodeTwins()
	d.decodeEvents()
	d.decodeAlerts()
	d.decodeIndicators()
	d.decodeRecord()
	d.decodeBalance()
	return d
}

// newDecoder is a decoder of a study that has not begun.
func newDecoder(l *loader, root *source.Table) *decoder {
	d := &decoder{
		loader: l, root: root,
		study:   &models.Study{Span: l.span, Warmup: l.warmup, Accuracy: l.accuracy},
		inputs:  map[string]unit.Unit{},
		places:  map[string]diagnose.Position{},
		numbers: map[string]number{},
		drivers: map[string]driver{},
		byName:  map[string]*entity{}, patterned: map[candidacy][]string{},
	}
	d.study.Epoch, d.study.HasEpoch = l.clock.start.UTC(), l.clock.has
	return d
}

// note remembers a number and where it was written.
func (d *decoder) note(path string, n number) {
	d.numbers[path] = n
	d.places[path] = n.at
}

// entity is the twin of that name, or nil.
func (d *decoder) entity(name string) *entity {
	return d.byName[name]
}

func (d *decoder) twinNames() []string {
	var names []string
	for _, e := range d.twins {
		names = append(names, e.name)
	}
	return names
}

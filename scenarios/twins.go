package scenarios

import (
	"fmt"
	"math"

	"whatif/models"
	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// decodeTwins reads [twin.*]. All twins are known by name and kind before the
// first parameter is read, since references go either way.
func (d *decoder) decodeTwins() {
	n := d.root.Get("twin")
	if fleets := d.root.Get("fleet"); n == nil && fleets != nil && fleets.Table() != nil && len(fleets.Table().Nodes()) > 0 {
		return // why they make no twin is said where they are read
	}
	if n == nil {
		d.fail(codeMissing, d.spanPlace(), "the scenario has no twin", "", "add one, such as\n[twin.room]\nmodel = \"thermal.room\"")
		return
	}
	for _, n := range d.named(n, "twin") {
		f, ok := d.section(n, "[twin."+n.Name+"]")
		d.places["twin."+n.Name] = n.Key
		e := &entity{loader: d.loader, name: n.Name, fields: f}
		d.byName[n.Name] = e
		d.twins = append(d.twins, e) // what is wrong with it is said once, not where others refer to it
		if !ok {
			continue
		}
		if f.table.Get("like") != nil {
			continue // it leads to nothing, which is said already
		}
		if model, ok := d.text(f.need("model", `"thermal.room"`), "model"); ok {
			if e.kind = d.find(model); e.kind == nil {
				var known []string
				for _, k := range d.catalogue {
					known = append(known, k.Name)
				}
				d.fail(codeUnknownModel, f.table.Get("model").At, fmt.Sprintf("there is no model %q", model), nearby(model, known), didYouMean(model, known))
			}
		}
	}
	d.laws()
	d.settleCurrencies()
	for _, e := range d.twins {
		if e.kind != nil && (d.only == nil || d.only(e.name)) {
			d.parameters(e)
		}
	}
	d.overwritten()
}

// parameters reads all parameters of a twin.
func (d *decoder) parameters(e *entity) {
	settings := map[string]twin.Setting{}
	sound := true
	for i := range e.kind.Params {
		p := &e.kind.Params[i]
		n := e.node(p)
		switch {
		case e.law != nil && e.law.broken[p.Name]:
			sound = false
			continue // which is said already
		case n != nil:
		case p.Default != "":
			n = d.preset(e, p)
		case p.Required:
			e.fields.lack(p.Name, fmt.Sprintf("%s has no %s", e.fields.what, p.Name), parameterExpected(p), "add "+p.Name+" = "+example(p))
			sound = false
			continue
		default:
			continue
		}
		d.places["twin."+e.name+"."+p.Name] = n.At
		s, ok := d.parameter(e, p, n)
		settings[p.Name] = s
		sound = sound && ok
	}
	if e.law == nil {
		e.fields.what += ", a " + e.kind.Name + ","
	}
	e.fields.done()
	t := twin.Twin{Name: e.name, Kind: e.kind.Name, Settings: settings, Currency: e.currency}
	if models.Find(e.kind.Name) != e.kind {
		t.Own = e.kind
	}
	if sound {
		d.shares(e, settings)
		d.together(e, &t)
	}
	d.study.Twins = append(d.study.Twins, t)
}

// preset is the default of a parameter, as if it had been written at the
// twin's name.
func (d *decoder) preset(e *entity, p *twin.Param) *source.Node {
	value, known := d.presets[p.Default]
	if !known {
		value = p.Default
		if n, wrong := source.ParseValue(e.fields.at.File, e.fields.at.Column, p.Default); wrong == nil {
			value = n.Value
		}
		d.presets[p.Default] = value
	}
	return &source.Node{Name: p.Name, Key: e.fields.at, At: e.fields.at, Value: value}
}

// unitOf is the unit in which a parameter or variable is spoken of.
func unitOf(text string) unit.Unit {
	u, err := unit.Parse(text)
	if err != nil {
		return pure // the catalogue's own tests refuse that
	}
	return u
}

// parameter reads one parameter by its shape.
func (d *decoder) parameter(e *entity, p *twin.Param, n *source.Node) (s twin.Setting, ok bool) {
	path := "twin." + e.name + "." + p.Name
	u := d.unitOf(p.Unit)
	b := bounds{p.Min, p.Max, p.Above}
	keep := func(x float64) {
		d.note(path, number{value: x, unit: u, bounds: b, at: n.At})
		d.noteTemplate(e.name, p.Name, n)
	}
	if takesPatterns(p.Shape) {
		if n, ok = d.spread(e, p, n); !ok {
			return s, false
		}
	}
	switch p.Shape {
	case twin.Number:
		if s.Number, ok = d.measure(n, p.Name, u); ok {
			ok = d.within(n, p.Name, s.Number, b, u)
			if !p.Structure {
				keep(s.Number)
			}
		}
	case twin.Flag:
		var on bool
		if on, ok = d.flag(n, p.Name); on {
			s.Number = 1
		}
	case twin.Choice:
		s.Text, ok = d.choice(n, p.Name, p.Choices)
	case twin.Signal:
		if isReference(n) {
			s.IsRef = true
			s.Refs, ok = d.referTo(n, p.Name, u)
		} else if s.Number, ok = d.quantity(n, p.Name, u); ok {
			ok = d.within(n, p.Name, s.Number, b, u)
			keep(s.Number)
		}
	case twin.Sum:
		if s, ok = d.sum(p, n, u, b); ok && len(s.Refs) == 0 {
			keep(s.Number)
		}
	case twin.Numbers:
		s.Numbers, ok = d.numbersOf(p, n, b, u)
	case twin.Place, twin.Places:
		if p.Shape == twin.Place && p.Literal && !isReference(n) {
			if s.Number, ok = d.quantity(n, p.Name, u); ok {
				keep(s.Number)
			}
			break
		}
		var given *float64
		if s.Refs, given, ok = d.placesOf(path, p, n); given != nil {
			s.Number = *given
			keep(s.Number)
		}
	case twin.Tables:
		s.Rows, ok = d.rowsOf(e, p, n)
	case twin.Sense:
		s.Refs, ok = d.sensed(p, n)
	case twin.Drive:
		s.Refs, ok = d.driven(e, p, n)
	}
	return s, ok
}

// sum reads what adds up to a parameter. In a list of temperatures exactly one
// is a temperature, and the others are differences that add to it.
func (d *decoder) sum(p *twin.Param, n *source.Node, u unit.Unit, b bounds) (s twin.Setting, ok bool) {
	list, _ := d.listOf(n, p.Name, true)
	ok = true
	absolutes := 0
	for _, term := range list {
		var found unit.Unit
		if isReference(term) {
			t, resolved := d.refer(term, p.Name)
			if !resolved {
				ok = false
				continue
			}
			s.Refs = append(s.Refs, t.path)
			found = t.unit
			if !found.Fits(u) && !(u.Absolute && len(list) > 1 && found.Fits(u.Difference())) {
				ok = false
				d.unfit(term, p.Name, t, u)
			}
		} else {
			q, read := d.measured(term, p.Name)
			if !read {
				ok = false
				continue
			}
			s.Number += q.Value
			found = q.Unit
			if !(u.Absolute && len(list) > 1 && found.Fits(u.Difference())) {
				ok = d.fits(term, p.Name, q, u) && ok
			}
		}
		if found.Absolute {
			if absolutes++; absolutes == 2 {
				ok = false
				d.fail(codeTemperature, term.At, p.Name+" adds two temperatures", "one temperature, and differences (K) that add to it", "")
			}
		}
	}
	switch {
	case ok && u.Absolute && absolutes == 0:
		ok = false
		d.fail(codeTemperature, n.At, p.Name+" has no temperature, only differences", "one temperature, and differences (K) that add to it", "")
	case ok && len(s.Refs) == 0 && len(list) > 0:
		ok = d.within(n, p.Name, s.Number, b, u)
	}
	return s, ok
}

// shares checks lists of numbers against the list of places that they belong
// to: one for each, adding up to 1.
func (d *decoder) shares(e *entity, settings map[string]twin.Setting) {
	var places, shares *twin.Param
	for i := range e.kind.Params {
		switch p := &e.kind.Params[i]; p.Shape {
		case twin.Places:
			places = p
		case twin.Numbers:
			if unitOf(p.Unit).Symbol == pure.Symbol {
				shares = p
			}
		}
	}
	if places == nil || shares == nil || settings[shares.Name].Numbers == nil {
		return
	}
	at := d.places["twin."+e.name+"."+shares.Name]
	given, served := settings[shares.Name].Numbers, settings[places.Name].Refs
	sum := 0.0
	for _, x := range given {
		sum += x
	}
	switch {
	case len(given) != len(served):
		d.fail(codeConflict, at, fmt.Sprintf("%s lists %d, but %s lists %d", shares.Name, len(given), places.Name, len(served)), "a number for each", "")
	case math.Abs(sum-1) > 1e-9:
		d.fail(codeBounds, at, fmt.Sprintf("%s add up to %.6g, not 1", shares.Name, sum), "numbers that add up to 1", "")
	}
}

// parameterExpected says what a parameter may be.
func parameterExpected(p *twin.Param) string {
	switch p.Shape {
	case twin.Number:
		return unitOf(p.Unit).Describe()
	case twin.Flag:
		return "true or false"
	case twin.Choice:
		return oneOf(p.Choices)
	case twin.Signal:
		return unitOf(p.Unit).Describe() + ", or a reference such as \"input.name\""
	case twin.Sum:
		return unitOf(p.Unit).Describe() + ", a reference such as \"input.name\", or a list of these"
	case twin.Numbers:
		return "a list of numbers"
	case twin.Tables:
		return "a list of tables, such as [" + exampleRow(p) + "]"
	case twin.Places:
		return `a list such as ["twin.north", "twin.south"]`
	case twin.Drive:
		return `a port, such as "twin.pump.demand"`
	case twin.Place:
		if p.Bare != "" {
			return "a twin with a " + p.Bare
		}
	}
	return `a reference, such as "twin.north.temperature"`
}

// example is what one might write for a parameter.
func example(p *twin.Param) string {
	switch p.Shape {
	case twin.Number, twin.Signal, twin.Sum:
		switch u := unitOf(p.Unit); {
		case u.Absolute:
			return `"20 degC"`
		case u.Symbol == "1":
			return "1"
		default:
			return `"1 ` + u.Symbol + `"`
		}
	case twin.Flag:
		return "true"
	case twin.Choice:
		if len(p.Choices) > 0 {
			return `"` + p.Choices[0] + `"`
		}
	case twin.Numbers:
		return "[0.5, 0.5]"
	case twin.Tables:
		return "[" + exampleRow(p) + "]"
	case twin.Places:
		return `["twin.north", "twin.south"]`
	case twin.Place:
		return `"twin.north"`
	case twin.Drive:
		return `"twin.pump.demand"`
	}
	return `"twin.north.temperature"`
}

package language

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/models/twin"
)

// SchemaFile is the name under which starters expect the schema beside them.
const SchemaFile = "whatif.schema.json"

// object is a piece of JSON Schema.
type object = map[string]any

// Schema is the JSON Schema of scenarios over a catalogue of kinds, of draft 7,
// which editors for TOML understand. It is a help while writing: what it
// accepts may still be wrong, which whatif validate tells.
func Schema(kinds []*twin.Kind) ([]byte, error) {
	s := schema{kinds: kinds, definitions: object{}}
	root := s.root()
	root["definitions"] = s.definitions
	text, err := json.MarshalIndent(root, "", " ")
	if err != nil {
		return nil, fmt.Errorf("the schema as JSON: %w", err)
	}
	return append(text, '\n'), nil
}

type schema struct {
	kinds       []*twin.Kind
	definitions object
}

const (
	namePattern    = "^[A-Za-z0-9_-]+$"
	patternPattern = `^[A-Za-z0-9_*-]+$` // a name, or a wildcard
)

// root is the whole file.
func (s *schema) root() object {
	var inputs []any
	for _, t := range Inputs() {
		inputs = append(inputs, s.table(t))
	}
	s.definitions["input"] = object{"description": "A signal from outside: recorded, synthetic, or computed of others.", "anyOf": inputs}
	s.twins()
	s.overlays()
	draw := s.table(Draw())
	sample := s.closed(Sample(), true)
	sample["properties"].(object)["vary"] = object{"type": "object", "description": Sample().Key("vary").Doc,
		"properties":           object{"twin": depth(object{"anyOf": []any{draw, depth(draw, 1)}}, 2), "input": depth(draw, 2), "fleet": object{"type": "object"}},
		"patternProperties":    object{`^(twin|input|fleet)\.`: draw},
		"additionalProperties": false}
	variant := s.closed(Variant(), true)
	sweep := s.closed(Sweep(), true)
	for _, section := range changeable() {
		variant["properties"].(object)[section] = ref("over " + section)
		sweep["properties"].(object)[section] = object{"type": "object", "description": "Paths and the values to try."}
	}
	paths := `^(` + strings.Join(changeable(), "|") + `)\.`
	variant["patternProperties"] = object{paths: object{}}
	steps := s.table(Steps())
	sweep["patternProperties"] = object{paths: object{"anyOf": []any{object{"type": "array", "minItems": 1}, steps}}}
	return object{
		"$schema":     "http://json-schema.org/draft-07/schema#",
		"title":       "whatif scenario",
		"description": "What there is, what comes from outside, what happens, what is compared, what is uncertain, and what is to be known.",
		"type":        "object", "required": []string{"scenario"}, "additionalProperties": false,
		"properties": object{
			"scenario": s.closed(Scenario(), true), "record": s.closed(Record(), true), "balance": s.closed(Balance(), true), "sample": sample, "sweep": sweep,
			"input":     named("Signals from outside.", ref("input")),
			"twin":      named("The parts of the system.", ref("twin")),
			"event":     named("What is set for a while.", s.table(Event())),
			"alert":     named("Conditions to watch.", s.table(Alert())),
			"indicator": named("One number per run each.", s.table(Indicator())),
			"variant":   named("Alternatives to compare.", variant),
			"fleet":     named("Twins made of the rows of tables.", s.fleet()),
		},
		"allOf": []any{s.complete(), s.strict()},
	}
}

// changeable are the sections that variants and sweeps reach.
func changeable() []string { return []string{"alert", "event", "fleet", "input", "twin"} }

func ref(name string) object {
	return object{"$ref": "#/definitions/" + strings.ReplaceAll(name, " ", "_")}
}

// named is a section of entries with names.
func named(doc string, entry object) object {
	return object{"type": "object", "description": doc, "propertyNames": object{"pattern": namePattern}, "additionalProperties": entry}
}

// depth is entry below so many levels of names.
func depth(entry object, levels int) object {
	for range levels {
		entry = object{"type": "object", "additionalProperties": entry}
	}
	return entry
}

// table is a reference to the definition of a table.
func (s *schema) table(t *Table) object {
	id := strings.ReplaceAll(t.Name, " ", "_")
	if _, known := s.definitions[id]; !known {
		s.definitions[id] = nil // tables may lie in each other
		s.definitions[id] = s.closed(t, true)
	}
	return ref(t.Name)
}

// closed is a table that has these keys and no others.
func (s *schema) closed(t *Table, strict bool) object {
	properties := object{}
	required := []string{}
	for _, k := range t.Keys {
		properties[k.Name] = s.value(k)
		if k.Required {
			required = append(required, k.Name)
		}
	}
	out := object{"type": "object", "description": t.Doc, "properties": properties, "additionalProperties": false}
	if strict && len(required) > 0 {
		out["required"] = required
	}
	return out
}

// value is what a key takes.
func (s *schema) value(k Key) object {
	out := s.shape(k)
	if _, isRef := out["$ref"]; isRef {
		out = object{"allOf": []any{out}} // draft 7 looks at nothing beside a $ref
	}
	out["description"] = k.Doc
	if k.Default != "" {
		out["description"] = k.Doc + " Default: " + k.Default + "."
	}
	return out
}

func text() object       { return object{"type": "string"} }
func quantity() object   { return object{"type": []string{"string", "number"}} }
func many(of any) object { return object{"type": "array", "items": of} }

func (s *schema) shape(k Key) object {
	switch k.Takes {
	case Name:
		return object{"type": "string", "pattern": namePattern}
	case Quantity, Number:
		return quantity()
	case Whole:
		return object{"type": "integer"}
	case Flag:
		return object{"type": "boolean"}
	case Choice:
		return object{"enum": k.Choices}
	case Level:
		return quantity()
	case Flexible:
		return object{"type": []string{"boolean", "string"}}
	case Terms, Quantities:
		return many(quantity())
	case Numbers:
		return many(object{"type": "number"})
	case Texts:
		return many(text())
	case TextOrList:
		return object{"anyOf": []any{text(), many(text())}}
	case MomentList:
		return many(text())
	case Free:
		return object{"type": "object"}
	case Settings:
		return object{"type": "object"}
	case Below:
		return s.table(k.Table)
	case List:
		return many(s.table(k.Table))
	case BelowOrList:
		return object{"anyOf": []any{s.table(k.Table), many(s.table(k.Table))}}
	}
	return text() // Text, Duration, Moment, Path, Condition
}

// fleet is [fleet.NAME], whose twins are templates.
func (s *schema) fleet() object {
	out := s.closed(Fleet(), true)
	out["properties"].(object)["twin"] = object{"type": "object", "description": Fleet().Key("twin").Doc, "additionalProperties": ref("loose")}
	return out
}

// overlays are what variants lay over the sections: all keys of all forms.
func (s *schema) overlays() {
	union := func(tables ...*Table) object {
		properties := object{}
		for _, t := range tables {
			for _, k := range t.Keys {
				if properties[k.Name] == nil {
					properties[k.Name] = object{"description": k.Doc}
				}
			}
		}
		return object{"type": "object", "properties": properties, "additionalProperties": false}
	}
	over := func(section string, entry object) {
		s.definitions["over_"+section] = object{"type": "object", "additionalProperties": entry,
			"patternProperties": object{`\.`: object{}}, "propertyNames": object{"pattern": strings.TrimSuffix(patternPattern, "$") + `(\..*)?$`}}
	}
	over("input", union(Inputs()...))
	over("event", union(Event()))
	over("alert", union(Alert()))
	over("fleet", object{"type": "object"})
	over("twin", ref("loose"))
}

// open are the names of the kinds that take parameters of any name.
func (s *schema) open() []string {
	names := []string{}
	for _, k := range s.kinds {
		if k.Open {
			names = append(names, k.Name)
		}
	}
	return names
}

// strict asks copies and overlays of twins for known names, where no twin of the file is of
// a kind that takes any.
func (s *schema) strict() object {
	closed := func(entries string) object {
		isOpen := object{"properties": object{"model": object{"enum": s.open()}}, "required": []string{"model"}}
		return object{"properties": object{entries: object{"additionalProperties": object{"not": isOpen}}}}
	}
	twins := closed("twin")
	twins["properties"].(object)["fleet"] = object{"additionalProperties": closed("twin")}
	known := object{"anyOf": []any{ref("template")}}
	for _, name := range s.open() {
		known["anyOf"] = append(known["anyOf"].([]any), ref(name))
	}
	return object{"if": twins, "then": object{"properties": object{
		"twin":    object{"additionalProperties": object{"if": object{"required": []string{"like"}}, "then": known}},
		"variant": object{"additionalProperties": object{"properties": object{"twin": object{"additionalProperties": known, "patternProperties": object{`\.`: object{}}}}}},
	}}}
}

// complete asks for what a kind requires, where neither a variant nor a sweep
// could bring it.
func (s *schema) complete() object {
	var rules []any
	for _, k := range s.kinds {
		var required []string
		for _, p := range k.Params {
			if p.Required {
				required = append(required, p.Name)
			}
		}
		if len(required) > 0 {
			rules = append(rules, object{
				"if": object{"properties": object{"model": object{"enum": []string{k.Name}}}, "required": []string{"model"},
					"not": object{"required": []string{"like"}}},
				"then": object{"required": required}})
		}
	}
	over := object{"anyOf": []any{object{"required": []string{"variant"}}, object{"required": []string{"sweep"}}}}
	if len(rules) == 0 {
		return object{}
	}
	return object{"if": object{"not": over},
		"then": object{"properties": object{"twin": object{"additionalProperties": object{"allOf": rules}}}}}
}

// twins defines the kinds, and what may stand for any of them.
func (s *schema) twins() {
	model := object{"description": "The kind of twin."}
	var names []string
	var forms []any
	every := object{}
	by := map[string][]string{}
	docs := map[string]string{}
	for _, k := range s.kinds {
		names = append(names, k.Name)
		properties := object{
			"model": object{"enum": []string{k.Name}, "description": k.Doc},
			"like":  likeKey(),
		}
		for i := range k.Params {
			p := &k.Params[i]
			properties[p.Name] = s.parameter(p)
			by[p.Name] = append(by[p.Name], k.Name)
			if docs[p.Name] == "" {
				docs[p.Name] = models.Summary(p)
			}
		}
		s.definitions[k.Name] = object{"type": "object", "description": k.Doc, "properties": properties,
			"required": []string{"model"}, "additionalProperties": false}
		if k.Open {
			s.definitions[k.Name].(object)["additionalProperties"] = anyValue()
		}
		forms = append(forms, ref(k.Name))
	}
	slices.Sort(names)
	model["enum"] = names
	for name, of := range by {
		every[name] = object{"description": strings.Join(of, ", ") + ": " + docs[name]}
	}
	every["model"], every["like"] = model, likeKey()
	s.definitions["template"] = object{"type": "object", "properties": every, "additionalProperties": false}
	s.definitions["loose"] = object{"type": "object", "properties": every, "additionalProperties": anyValue()}
	s.definitions["copy"] = object{"type": "object", "description": "A copy of another twin, with changes.", "properties": every,
		"required": []string{"like"}, "not": object{"required": []string{"model"}}, "additionalProperties": anyValue()}
	s.definitions["twin"] = object{"type": "object", "description": "A part of the system.",
		"properties": object{"model": model, "like": likeKey()}, "oneOf": append(forms, ref("copy"))}
}

// anyValue is what a parameter of a planner's own name takes.
func anyValue() object { return object{"type": []string{"string", "number", "boolean"}} }

func likeKey() object {
	return object{"type": "string", "pattern": `^twin\..`, "description": `Another twin, such as "twin.north", of which this is a copy; what follows changes it.`}
}

// parameter is what may be written for a parameter of a kind.
func (s *schema) parameter(p *twin.Param) object {
	out := s.shapeOf(p)
	out["description"] = models.Summary(p)
	return out
}

func (s *schema) shapeOf(p *twin.Param) object {
	one := text()
	if p.Unit == "" || p.Unit == "1" {
		one = quantity()
	}
	switch p.Shape {
	case twin.Number, twin.Signal:
		return one
	case twin.Flag:
		return object{"type": "boolean"}
	case twin.Choice:
		return object{"enum": p.Choices}
	case twin.Sum:
		return object{"anyOf": []any{one, many(one)}}
	case twin.Numbers:
		list := many(one)
		if p.Unit == "" || p.Unit == "1" {
			list = many(object{"type": "number"})
		}
		if p.Length > 0 {
			list["minItems"], list["maxItems"] = p.Length, p.Length
		}
		return list
	case twin.Free:
		return s.lawTable(p.Name)
	case twin.Names:
		return many(text())
	case twin.Place, twin.Sense:
		return text()
	case twin.Places:
		list := many(text())
		if p.Length > 0 {
			list["minItems"], list["maxItems"] = p.Length, p.Length
			return list
		}
		return object{"anyOf": []any{text(), list}}
	case twin.Drive:
		return object{"anyOf": []any{text(), many(text())}}
	case twin.Tables:
		properties, required := object{}, []string{}
		for i := range p.Columns {
			c := &p.Columns[i]
			properties[c.Name] = s.parameter(c)
			if c.Required {
				required = append(required, c.Name)
			}
		}
		row := object{"type": "object", "properties": properties, "additionalProperties": false}
		if len(required) > 0 {
			row["required"] = required
		}
		return many(row)
	}
	return object{}
}

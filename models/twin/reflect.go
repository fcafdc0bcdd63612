package twin

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// shapeOf tells the shape of a parameter from the type of its field.
func shapeOf(t reflect.Type) (Shape, bool) {
	switch t {
	case reflect.TypeFor[Quantity](), reflect.TypeFor[Fixed]():
		return Number, true
	case reflect.TypeFor[Toggle]():
		return Flag, true
	case reflect.TypeFor[Option]():
		return Choice, true
	case reflect.TypeFor[Feed]():
		return Signal, true
	case reflect.TypeFor[Total]():
		return Sum, true
	case reflect.TypeFor[Weights]():
		return Numbers, true
	case reflect.TypeFor[Spot]():
		return Place, true
	case reflect.TypeFor[Spots]():
		return Places, true
	case reflect.TypeFor[Sensor]():
		return Sense, true
	case reflect.TypeFor[Outlets]():
		return Drive, true
	}
	if t.Implements(reflect.TypeFor[interface{ row() reflect.Type }]()) {
		return Tables, true
	}
	return 0, false
}

// Define completes a kind with the parameters that it reads off P, a struct
// whose fields have the types of this package and these tags:
//
//	par:"heat_loss"      name, and after it any of ,required ,inputs ,quantity ,port ,changeable
//	unit:"W/K"           unit in which docs speak of it
//	doc:"..."            what it is
//	default:"20 degC"    as a planner would write it
//	min:"0" max:"1"      bounds in SI
//	above:"0"            like min, but itself excluded
//	choices:"heat|cool"  of an Option
//	length:"2"           of Spots or Weights, when fixed
//	place:"speed"        of a Spot or Spots, the variable that a twin alone means
//
// Of Rows, the fields of the row's struct have these tags too.
//
// wire is called with the struct filled for each twin. Define panics where the
// struct is not like that, which is a mistake of who writes the kind.
func Define[P any](k Kind, wire func(w *Wiring, p *P)) *Kind {
	params, err := paramsOf(reflect.TypeFor[P]())
	if err != nil {
		panic(k.Name + ": " + err.Error())
	}
	k.Params = params
	k.readDefaults()
	k.Wire = func(w *Wiring, t *Twin) error {
		var p P
		w.fill(reflect.ValueOf(&p).Elem(), params, t)
		wire(w, &p)
		return nil
	}
	return &k
}

func paramsOf(t reflect.Type) ([]Param, error) {
	var params []Param
	for i := range t.NumField() {
		field := t.Field(i)
		p, err := paramOf(field)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", field.Name, err)
		}
		params = append(params, p)
	}
	return params, nil
}

// columnsOf reads the keys of a table off its struct.
func columnsOf(row reflect.Type) ([]Param, error) {
	if row.Kind() != reflect.Struct {
		return nil, fmt.Errorf("a row is a struct, not %s", row)
	}
	columns, err := paramsOf(row)
	for i := range columns {
		if err == nil && row.Field(i).Type != reflect.TypeFor[Fixed]() {
			err = fmt.Errorf("%s: a key of a table is Fixed, not %s", columns[i].Name, row.Field(i).Type)
		}
	}
	return columns, err
}

func paramOf(field reflect.StructField) (Param, error) {
	tag := field.Tag
	p := Param{Min: math.Inf(-1), Max: math.Inf(1), Unit: tag.Get("unit"), Doc: tag.Get("doc"), Default: tag.Get("default"), Bare: tag.Get("place")}
	name, options, _ := strings.Cut(tag.Get("par"), ",")
	if name == "" || p.Doc == "" || !field.IsExported() {
		return p, fmt.Errorf("an exported field with a par and a doc tag is expected")
	}
	p.Name = name
	var ok bool
	if p.Shape, ok = shapeOf(field.Type); !ok {
		return p, fmt.Errorf("%s is not a type of parameter", field.Type)
	}
	p.Structure = field.Type == reflect.TypeFor[Fixed]()
	if p.Shape == Tables {
		var err error
		if p.Columns, err = columnsOf(field.Type.Elem()); err != nil {
			return p, err
		}
	}
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "":
		case "required":
			p.Required = true
		case "inputs":
			p.Inputs = true
		case "quantity":
			p.Literal = true
		case "port":
			p.Port = true
		case "changeable":
			p.Changeable = true
		default:
			return p, fmt.Errorf("unknown option %q", option)
		}
	}
	if text := tag.Get("choices"); text != "" {
		p.Choices = strings.Split(text, "|")
	}
	for name, to := range map[string]*float64{"min": &p.Min, "max": &p.Max, "above": &p.Min} {
		text, ok := tag.Lookup(name)
		if !ok {
			continue
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return p, fmt.Errorf("%s: %w", name, err)
		}
		*to = x
		p.Above = p.Above || name == "above"
	}
	if text, ok := tag.Lookup("length"); ok {
		n, err := strconv.Atoi(text)
		if err != nil {
			return p, fmt.Errorf("length: %w", err)
		}
		p.Length = n
	}
	return p, nil
}

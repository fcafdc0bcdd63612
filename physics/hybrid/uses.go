package hybrid

import "reflect"

// role is what a part does with a slot.
type role uint8

const (
	reads role = iota
	looks      // Last
	writes
	adds
	changes
)

// use is a slot that a part names.
type use struct {
	slot Slot
	role role
}

var roles = map[reflect.Type]role{
	reflect.TypeFor[Read](): reads, reflect.TypeFor[Last](): looks, reflect.TypeFor[Write](): writes,
	reflect.TypeFor[Add](): adds, reflect.TypeFor[Change](): changes,
}

// usesOf lists the slots that a part names, in the order of its fields.
func usesOf(p Part) []use {
	var list []use
	walk(reflect.Indirect(reflect.ValueOf(p)), func(r role, v reflect.Value) {
		if s := Slot(v.Int()); s != None {
			list = append(list, use{s, r})
		}
	})
	return list
}

// at is a copy of a part in which each slot is the place that put says.
func at(p Part, put func(Slot) Slot) Part {
	original := reflect.Indirect(reflect.ValueOf(p))
	clone := reflect.New(original.Type())
	clone.Elem().Set(original)
	own(clone.Elem())
	walk(clone.Elem(), func(_ role, v reflect.Value) {
		if s := Slot(v.Int()); s != None {
			v.SetInt(int64(put(s)))
		}
	})
	if reflect.TypeOf(p).Kind() == reflect.Pointer {
		return clone.Interface().(Part)
	}
	return clone.Elem().Interface().(Part)
}

// walk visits every slot field of a struct.
func walk(v reflect.Value, visit func(role, reflect.Value)) {
	if r, ok := roles[v.Type()]; ok {
		visit(r, v)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), visit)
			}
		}
	case reflect.Slice, reflect.Array:
		if holdsSlots(v.Type().Elem()) {
			for i := range v.Len() {
				walk(v.Index(i), visit)
			}
		}
	}
}

// own gives a struct slices of its own where they hold slots.
func own(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				own(v.Field(i))
			}
		}
	case reflect.Slice:
		if v.Len() > 0 && holdsSlots(v.Type().Elem()) {
			mine := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(mine, v)
			v.Set(mine)
			for i := range v.Len() {
				own(v.Index(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			own(v.Index(i))
		}
	}
}

// holdsSlots reports whether values of a type may hold slots.
func holdsSlots(t reflect.Type) bool {
	if _, ok := roles[t]; ok {
		return true
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && holdsSlots(f.Type) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		return holdsSlots(t.Elem())
	}
	return false
}

package mechanical

import (
	"reflect"

	"whatif/physics/hybrid"
)

// Absent is a part of which every slot is absent and every event Silent, to be filled
// in: a slot that is left at its zero value would be another quantity.
func Absent[P any]() P {
	var part P
	clearSlots(reflect.ValueOf(&part).Elem())
	return part
}

func clearSlots(v reflect.Value) {
	switch v.Interface().(type) {
	case hybrid.Read, hybrid.Last, hybrid.Write, hybrid.Add, hybrid.Change:
		v.SetInt(int64(hybrid.None))
		return
	case hybrid.Event:
		v.SetInt(int64(Silent))
		return
	}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				clearSlots(f)
			}
		}
	}
}

package models

import (
	"slices"
	"strings"
	"sync"

	"whatif/models/control"
	"whatif/models/equation"
	"whatif/models/mechanical"
	"whatif/models/meter"
	"whatif/models/solar"
	"whatif/models/thermal"
	"whatif/models/twin"
)

// Kinds is the catalogue: every kind of twin, sorted by name. The kinds are shared
// and read-only. A new kind is one file in its domain's folder and one line here.
func Kinds() []*twin.Kind { return slices.Clone(catalogue()) }

// catalogue is read off the parameter structs once.
var catalogue = sync.OnceValue(func() []*twin.Kind {
	kinds := []*twin.Kind{
		control.PID(),
		control.Schedule(),
		control.Sequence(),
		control.Thermostat(),
		equation.Catalogue(),
		mechanical.Bearing(),
		mechanical.Belt(),
		mechanical.Brake(),
		mechanical.Carriage(),
		mechanical.Clutch(),
		mechanical.Conveyor(),
		mechanical.DCMotor(),
		mechanical.Damper(),
		mechanical.Drag(),
		mechanical.Drive(),
		mechanical.Friction(),
		mechanical.Gear(),
		mechanical.Inertia(),
		mechanical.InductionMotor(),
		mechanical.Joint(),
		mechanical.Load(),
		mechanical.Mass(),
		mechanical.Pump(),
		mechanical.ShaftFriction(),
		mechanical.ShaftStop(),
		mechanical.Spring(),
		mechanical.Stop(),
		mechanical.TorsionDamper(),
		mechanical.TorsionSpring(),
		solar.Plane(),
		meter.Meter(),
		thermal.Conductance(),
		thermal.Convection(),
		thermal.HeatPump(),
		thermal.Heater(),
		thermal.Node(),
		thermal.Radiation(),
		thermal.Room(),
		thermal.Storage(),
		thermal.Tank(),
		thermal.Ventilation(),
		thermal.Wall(),
		thermal.Window(),
	}
	slices.SortFunc(kinds, func(a, b *twin.Kind) int { return strings.Compare(a.Name, b.Name) })
	return kinds
})

// byName is the catalogue by name.
var byName = sync.OnceValue(func() map[string]*twin.Kind {
	kinds := map[string]*twin.Kind{}
	for _, k := range catalogue() {
		kinds[k.Name] = k
	}
	return kinds
})

// kindOf is the kind of a twin, or nil.
func kindOf(t *twin.Twin) *twin.Kind {
	if t.Own != nil {
		return t.Own
	}
	return byName()[t.Kind]
}

// Find returns the kind of that name, or nil.
func Find(name string) *twin.Kind { return byName()[name] }

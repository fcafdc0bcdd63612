package solar

import (
	"sort"
	"time"

	"whatif/engine"
	"whatif/models/signal"
	physics "whatif/physics/solar"
)

// What the motion of the sun tells of a step, and of the interval of the
// record that it lies in.
const (
	stepUp = iota
	stepHorizontal
	stepPlane
	wholeUp
	wholeHorizontal
	extra
	geometries
)

// geometry names these signals.
var geometry = [geometries]string{"step_up", "step_horizontal", "step_plane", "record_up", "record_horizontal", "extraterrestrial"}

// motion is the actor that follows the sun step by step. A step ends at the
// next point of the grid, or where the record goes on to its next interval.
type motion struct {
	epoch                                     time.Time
	latitude, longitude, tilt, azimuth, every engine.Signal
	record                                    []engine.Time // where the intervals of the record begin; nil where it has none
	altitude, bearing, incidence              engine.Signal
	out                                       [geometries]engine.Signal
}

// longestInterval is the longest interval of a record whose beam is moved into
// the part of it with the sun up.
const longestInterval = 24 * 3600 * engine.Second

// Start begins the first step.
func (l motion) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire begins the next step.
func (l motion) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	now := r.Now()
	end := signal.After(now, engine.Seconds(r.Value(l.every)))
	from, to, recorded := l.interval(now)
	if recorded {
		end = min(end, to)
	}
	latitude, longitude := r.Value(l.latitude), r.Value(l.longitude)
	plane := physics.Plane{Tilt: r.Value(l.tilt), Azimuth: r.Value(l.azimuth)}
	step := physics.Between(l.moment(now), l.moment(end), latitude, longitude, plane)
	whole := step
	if recorded {
		whole = physics.Between(l.moment(from), l.moment(to), latitude, longitude, plane)
	} else if step.Up > 0 {
		whole.Up = 1 // what is not a mean is as it is while the sun is up
	}
	sun := physics.At(l.moment(now+(end-now)/2), longitude)
	altitude, azimuth := sun.Position(latitude)
	r.Set(l.altitude, altitude)
	r.Set(l.bearing, azimuth)
	r.Set(l.incidence, sun.Incidence(latitude, plane))
	for i, x := range [geometries]float64{step.Up, step.Horizontal, step.Plane, whole.Up, whole.Horizontal, sun.Normal()} {
		r.Set(l.out[i], x)
	}
	return end, nil
}

func (l motion) moment(t engine.Time) time.Time { return l.epoch.Add(time.Duration(t)) }

// interval is the interval of the record that t lies in.
func (l motion) interval(t engine.Time) (from, to engine.Time, ok bool) {
	i := sort.Search(len(l.record), func(i int) bool { return l.record[i] > t })
	if i == 0 || i == len(l.record) {
		return 0, 0, false
	}
	from, to = l.record[i-1], l.record[i]
	return from, to, to-from <= longestInterval
}

package engine

// Watch waits for a weighted sum of signals to reach a level. That it did is
// a fact carried by the event; it is never found again by comparing numbers at
// the rounded instant.
type Watch int32

// Term is one signal in the sum of a watch.
type Term struct {
	Signal Signal
	Weight float64
}

type watchLaw struct {
	terms  []Term
	owner  uint32 // actor
	island int32
	guard  int32 // index into Run.arms
	row    int32 // output row in the island
}

type arming struct {
	watch     Watch
	direction int8
	beyond    bool
	level     float64
}

// Arm waits for w to reach level, rising (+1) or falling (-1); 0 disarms. A
// sum already beyond the level is crossed at once; one just on it counts as on
// the side that it is leaving, and has reached the level where it rests there. A
// watch is disarmed by its crossing.
func (r *Run) Arm(w Watch, level float64, direction int) {
	r.arming = append(r.arming, arming{watch: w, direction: int8(direction), level: level})
}

// ArmBeyond is Arm, but a sum that rests on the level is not crossed: it has to
// go on. Who waits for one side with Arm and for the other with ArmBeyond, both
// at one level, comes to rest on it.
func (r *Run) ArmBeyond(w Watch, level float64, direction int) {
	r.arming = append(r.arming, arming{watch: w, direction: int8(direction), beyond: true, level: level})
}

// Crossed reports whether w has been crossed, in the one Fire that follows.
func (r *Run) Crossed(w Watch) bool { return r.crossedAt[w] == r.micro }

// Watched returns the sum that w watches, now.
func (r *Run) Watched(w Watch) float64 {
	sum := 0.0
	for _, t := range r.model.watches[w].terms {
		sum += t.Weight * r.Value(t.Signal)
	}
	return sum
}

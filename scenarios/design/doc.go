// Package design makes the point sets of a sample: where in the unit cube each
// draw of a study lies. A coordinate is a function of the seed, the replicate,
// the key of what is drawn and the number of the point; nothing is stored and
// no order matters, so that any worker can ask for any point.
//
// Coordinates are uniform on the open interval (0, 1), each point by itself in
// every design, so that means over the points have no bias. A design differs
// from independent points in how the points of one replicate lie to each other.
package design

import "whatif/engine"

// Who draws, of the streams of randomness that belong to one key: see
// engine.NewStream. In place of the draw stands the replicate.
const (
	permuteStream  = 2
	jitterStream   = 3
	scrambleStream = 4
	depthStream    = 5
)

// Replicate names one randomization of a design.
type Replicate struct {
	Seed   int64
	Number int // from 0
}

// stream is the randomness of a key in the replicate.
func (r Replicate) stream(key engine.Key, stream uint64) engine.Stream {
	return engine.NewStream(r.Seed, r.Number, key, stream)
}

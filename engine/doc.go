// Package engine advances a model through time.
//
// A Model is a law: signals, actors, continuous physics and how they are
// wired. It never changes and any number of runs share it. A Run owns all that
// does change, in flat slices of plain data, so that a snapshot is a copy and a
// fork is a copy.
//
// Time is superdense: an int64 of nanoseconds and, within an instant, a
// microstep. One instant goes like this:
//
//	collect all actors due, in the order of their paths
//	repeat
//	    fire them: each reads the values as they stood, its writes wait
//	    commit the writes; whoever reads what changed is due in the next microstep
//	until nobody is due
//	look for the next crossing in every island of physics that was disturbed;
//	one that is due at once begins another microstep
//
// A cap on microsteps and one on firings per window turn an algebraic loop or
// chattering into an error that names the actors.
package engine

//go:build race

package engine

// underRace: a pool drops some of what it is given under the race detector, so
// that counting allocations means nothing there.
const underRace = true

// Package thermal describes resistor-capacitor networks of heat: nodes that
// have a temperature and a capacity, links through which heat flows between
// two nodes, losses to temperatures given from outside, and gains of heat. It
// turns them into linear systems
//
//	C x' = -G x + B u
//
// with C diagonal and G symmetric, so that they are propagated in modes.
package thermal

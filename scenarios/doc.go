// Package scenarios reads a scenario, written in TOML, into a checked plan of
// runs.
//
//	scenario.toml -> source (tree with places) -> sections decoded -> a Study
//	per variant and sweep point -> Plan (variants x sweep x draws, numbered)
//
// All mistakes are found in one go, each a diagnose.Diagnostic in its place.
package scenarios

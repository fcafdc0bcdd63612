// Package models turns a study, what a planner wrote as it was decoded and
// checked, into a model of the engine: it holds the catalogue of kinds of twin
// and wires twins, inputs, interventions, alerts and indicators together.
package models

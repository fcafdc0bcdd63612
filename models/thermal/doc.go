// Package thermal holds the kinds of twin that store, pass on and deliver heat.
//
// While twins are wired their nodes, ties and gains are gathered in one
// assembly; when all are there, each connected part of it becomes a block of
// the engine.
package thermal

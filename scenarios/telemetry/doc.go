// Package telemetry reads recorded series and makes of them the tables that a
// run replays. A file is read as a stream; what stays in memory is the columns
// that were asked for.
//
// The way of a record:
//
//	file -> pass (one reading of the file) -> series (stamps and numbers as
//	recorded, one per input) -> points by quantity -> gaps -> coverage -> table
//
// Everything that is wrong is a Problem with its place in the file; problems of
// one file are collected, not only the first.
package telemetry

package main

import (
	"whatif/results"
	"whatif/scenarios"
)

// changes hands what variants change from the scenario to its result.
func changes(of [][]scenarios.Change) [][]results.Change {
	list := make([][]results.Change, len(of))
	for i, variant := range of {
		for _, c := range variant {
			list[i] = append(list[i], results.Change(c))
		}
	}
	return list
}

package main

import (
	"github.com/spf13/cobra"

	"whatif/results"
)

// oneResultFolder completes the folder of one result and no second.
func oneResultFolder(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeRecorded completes what the result that was named recorded.
func completeRecorded(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var list []string
	if r, err := results.Open(firstOf(args)); err == nil {
		// What cannot be read has no paths; the command itself says why.
		paths, _ := r.Paths()
		for _, p := range paths {
			list = append(list, p.Path)
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeShown completes the variants of the result that was named.
func completeShown(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if r, err := results.Open(firstOf(args)); err == nil {
		return r.Schema.Variants, cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"whatif/scenarios"
	"whatif/scenarios/diagnose"
)

// scenarioFiles completes the names of scenarios.
func scenarioFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
}

// oneScenarioFile completes one scenario and no second.
func oneScenarioFile(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return scenarioFiles(cmd, args, begun)
}

// words completes one of a few.
func words(list ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// mustComplete ties a completion to a flag; the flag exists, as every test that
// makes the command sees.
func mustComplete(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err)
	}
}

// completeVariants completes --variant from the scenario that was named.
func completeVariants(cmd *cobra.Command) {
	mustComplete(cmd, "variant", func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		names := scenarios.Names(firstOf(args))
		return names.Variants, cobra.ShellCompDirectiveNoFileComp
	})
}

// completePaths completes --set from the scenario that was named.
func completePaths(cmd *cobra.Command) {
	mustComplete(cmd, "set", func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if strings.Contains(begun, "=") {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var list []string
		for _, path := range scenarios.Names(firstOf(args)).Paths {
			if strings.HasPrefix(path, begun) {
				list = append(list, path+"=")
			}
		}
		slices.Sort(list)
		return list, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

func firstOf(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// formats are the ways of showing messages.
func formats() []string {
	return []string{diagnose.Full.String(), diagnose.Concise.String(), diagnose.JSON.String(), diagnose.GitHub.String()}
}

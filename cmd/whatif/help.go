package main

import (
	"slices"

	"github.com/spf13/cobra"
)

// commandGroups are the commands in the order in which one meets them, under the words
// that the help puts above them.
var commandGroups = []struct {
	title    string
	commands []string
}{
	{"Write a scenario:", []string{"init", "validate", "graph", "models", "explain", "schema"}},
	{"Run it:", []string{"run"}},
	{"Look at results:", []string{"show", "compare", "report", "export"}},
	{"More:", []string{"completion", "help", "version"}},
}

func init() { cobra.EnableCommandSorting = false }

// order puts the commands into their groups.
func order(root *cobra.Command) {
	all := root.Commands()
	root.RemoveCommand(all...)
	for _, g := range commandGroups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, name := range g.commands {
			i := slices.IndexFunc(all, func(c *cobra.Command) bool { return c.Name() == name })
			if i < 0 {
				continue
			}
			all[i].GroupID = g.title
			root.AddCommand(all[i])
			all = slices.Delete(all, i, i+1)
		}
	}
	root.AddCommand(all...)
}

// settleHelp makes help and completion refuse a name that they do not know, as
// all commands do; of themselves they would show their help and say that all
// is well.
func settleHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	order(root)
	for _, sub := range root.Commands() {
		switch sub.Name() {
		case "help":
			sub.Run, sub.RunE = nil, func(_ *cobra.Command, args []string) error { return helpOn(root, args) }
		case "completion":
			sub.Args = cobra.ArbitraryArgs
			sub.RunE = func(cmd *cobra.Command, args []string) error { return helpOn(cmd, args) }
		}
	}
}

// helpOn shows the help of a command, or of the one below it that args name.
func helpOn(cmd *cobra.Command, args []string) error {
	for _, name := range args {
		below := cmd
		for _, sub := range cmd.Commands() {
			if sub.Name() == name || sub.HasAlias(name) {
				below = sub
			}
		}
		if below == cmd && !cmd.HasSubCommands() {
			return &wrong{code: codeArguments, summary: cmd.CommandPath() + " has no commands of its own", arg: name, usage: true}
		}
		if below == cmd {
			return unknownCommand(cmd, name)
		}
		cmd = below
	}
	cmd.InitDefaultHelpFlag()
	return cmd.Help()
}

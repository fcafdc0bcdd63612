package main

import (
	"github.com/spf13/cobra"
)

// settleHelp makes help and completion refuse a name that they do not know, as
// all commands do; of themselves they would show their help and say that all
// is well.
func settleHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
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

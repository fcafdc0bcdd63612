package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(c *console) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  atMost(0, ""),
		RunE: func(*cobra.Command, []string) error {
			v := engineVersion()
			if asJSON {
				return json.NewEncoder(c.out).Encode(map[string]string{
					"version": v, "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH,
				})
			}
			_, err := fmt.Fprintf(c.out, "whatif %s (%s, %s/%s)\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// baseVersion is the release that this source is on the way to.
const baseVersion = "0.1.0"

// engineVersion is the version that the tables carry: the release and, where
// the build knows it, the commit.
func engineVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return baseVersion
	}
	revision, modified := "", ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				modified = ".modified"
			}
		}
	}
	if len(revision) < 12 {
		return baseVersion
	}
	return baseVersion + "+" + revision[:12] + modified
}

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fatih/color"

	"whatif/results"
)

// summed reports whether the summary over the draws is there.
func summed(r *results.Result) bool {
	for _, name := range []string{"manifest.json", "summary.arrow"} {
		if _, err := os.Stat(filepath.Join(r.Dir, name)); err != nil {
			return false
		}
	}
	return true
}

// tellUnfinished says what is missing of a batch and how to go on.
func (v *view) tellUnfinished(b *strings.Builder) {
	text := lacking(v.r)
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s\n", paint(v.c.outColor, "not finished", color.FgYellow, color.Bold))
	b.WriteString(hang("  ", text))
	resume := v.again("SCENARIO.toml", v.r.Info.Overrides, "-o", v.r.Dir, "--resume")
	b.WriteString("  to go on, unless it is at work now:\n    " + resume + "\n")
}

// lacking says what is missing of a batch, "" where it is complete.
func lacking(r *results.Result) string {
	switch {
	case len(r.Missing) > 0:
		parts := (r.Info.Runs-1)/r.Info.RunsPerPart + 1
		runs := r.Info.Runs - int64(r.Runs.Len())
		return fmt.Sprintf("%d of %s are missing, with %s", len(r.Missing), count(parts, "part"), count(runs, "run"))
	case !summed(r):
		return "all runs are there, the summary over the draws is missing"
	}
	return ""
}

// again is the command line of a run that was asked for like this batch. What
// it laid over the scenario is as batch.json has it: flags as they were, other
// values for --set.
func (v *view) again(scenario string, overrides []string, more ...string) string {
	words := []string{"whatif", "run", scenario}
	for _, o := range overrides {
		name, value, isFlag := strings.Cut(o, "=")
		if isFlag && strings.HasPrefix(name, "--") {
			words = append(words, name+"="+shown(value))
		} else {
			words = append(words, "--set", shown(o))
		}
	}
	for _, word := range more {
		words = append(words, shown(word))
	}
	return strings.Join(words, " ")
}

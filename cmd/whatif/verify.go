package main

import (
	"context"
	"fmt"
	"strings"

	"whatif/results"
)

// mostFaults is how many damaged files are listed.
const mostFaults = 20

// verify carries out `whatif show RESULT --verify`.
func (c *console) verify(dir string) error {
	ctx, _, release := interrupts(context.Background(), c)
	defer release()
	check, err := results.Verify(ctx, dir)
	if err != nil {
		return &exit{exitWrong, err}
	}
	said := fmt.Sprintf("%s: %s with %.1f MB are whole", dir, count(check.Files-len(check.Faults), "file"), float64(check.Bytes)/1e6)
	if check.Finished {
		said += ", as the manifest says"
	} else {
		said += "; the batch is unfinished, so that there is no manifest to hold them against"
	}
	if _, err := fmt.Fprintln(c.out, said); err != nil || len(check.Faults) == 0 {
		return err
	}
	return &exit{exitWrong, damage(dir, check)}
}

// damage tells which files are damaged, and what can be saved.
func damage(dir string, check *results.Check) *wrong {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s damaged", dir, count(len(check.Faults), "file"))
	parts := false
	for k, f := range check.Faults {
		if k == mostFaults {
			fmt.Fprintf(&b, "\n  and %d more", len(check.Faults)-k)
			break
		}
		fmt.Fprintf(&b, "\n  %s: %s", f.Path, f.What)
		if f.First < f.Last {
			fmt.Fprintf(&b, " (runs %d to %d)", f.First, f.Last-1)
		}
	}
	for _, f := range check.Faults {
		parts = parts || f.First < f.Last
	}
	w := &wrong{code: codeOutput, summary: b.String(), arg: dir,
		hint: "remove these files, and run the scenario again into this folder with --resume: it makes what is missing"}
	if whole := check.Runs - check.Lost - check.Missing; parts {
		w.hint = fmt.Sprintf("%s of %d are whole; remove the damaged files, and run the scenario again into this folder with --resume: it runs only what is missing",
			count(whole, "run"), check.Runs)
	}
	return w
}

package results

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"whatif/engine"
)

// differences says in words how the batch that a folder holds is another than
// the one that is to be run.
func differences(held *holding, info *Info, schema *engine.Schema) []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	old := held.info
	if old.EngineVersion != info.EngineVersion {
		add("it was begun by engine version %s, this is %s", old.EngineVersion, info.EngineVersion)
	}
	if old.Scenario != info.Scenario {
		add("the text of the scenario differs from line %d on", firstLine(old.Scenario, info.Scenario))
	}
	for _, name := range slices.Sorted(maps.Keys(union(old.Files, info.Files))) {
		was, had := old.Files[name]
		is, has := info.Files[name]
		switch {
		case !had:
			add("it does not use the file %s", name)
		case !has:
			add("it uses the file %s", name)
		case was != is:
			add("the file %s has another content now", name)
		}
	}
	list = append(list, overrides(old.Overrides, info.Overrides)...)
	if old.Compression != info.Compression {
		add("its tables have the compression %s, not %s", old.Compression, info.Compression)
	}
	if len(list) > 0 {
		return list
	}
	// All else follows from these, unless the program was changed and kept its
	// version.
	if was, err := encodeBatch(old, held.schema); err == nil {
		if is, err := encodeBatch(info, schema); err == nil && string(was) != string(is) {
			add("its plan or its columns are others, from line %d of %s on", firstLine(string(was), string(is)), batchFile)
			return list
		}
	}
	add("its %s was written by another program", batchFile)
	return list
}

// firstLine is the number, from 1, of the first line in which two texts differ.
func firstLine(a, b string) int {
	x, y := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n + 1
}

// overrides says which overrides of two batches differ.
func overrides(old, now []string) []string {
	var list []string
	place := func(o string) string {
		path, _, _ := strings.Cut(o, "=")
		return path
	}
	for _, o := range old {
		if slices.Contains(now, o) {
			continue
		}
		said := fmt.Sprintf("it was begun with %s", override(o))
		same := func(n string) bool { return place(n) == place(o) && !slices.Contains(old, n) }
		if i := slices.IndexFunc(now, same); i >= 0 {
			said += fmt.Sprintf(", not %s", override(now[i]))
		}
		list = append(list, said)
	}
	for _, n := range now {
		same := func(o string) bool { return place(n) == place(o) && !slices.Contains(now, o) }
		if !slices.Contains(old, n) && !slices.ContainsFunc(old, same) {
			list = append(list, fmt.Sprintf("it was begun without %s", override(n)))
		}
	}
	return list
}

// override shows an override as it was typed: --draws=3 as it is, PATH=VALUE
// after --set.
func override(o string) string {
	if strings.HasPrefix(o, "--") {
		return o
	}
	return fmt.Sprintf("--set %q", o)
}

func union(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, b)
	return all
}

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// The names under which diagnostics show what was given on the command line,
// one argument a line.
const (
	setFlag     = "--set"
	variantFlag = "--variant"
)

// setting is one PATH=VALUE of the command line.
type setting struct {
	path []string
	node *source.Node
}

// fixes reports whether the setting is of a path.
func (s setting) fixes(path string) bool {
	if patterned(s.path) {
		return matchPattern(pathText(s.path), path)
	}
	return joined(s.path) == path
}

// settings reads the --set arguments. They go over everything else.
func (l *loader) settings(args []string) []setting {
	var out []setting
	for i, arg := range args {
		left, right, found := strings.Cut(arg, "=")
		at := diagnose.Position{File: setFlag, Line: i + 1, Column: 1, Length: max(len([]rune(arg)), 1)}
		if !found {
			l.fail(codeSet, at, fmt.Sprintf("%q sets nothing", arg), "PATH=VALUE, such as twin.pump.cop=3.2", "")
			continue
		}
		path, err := source.SplitPath(left)
		if err != nil {
			l.fail(codeSet, at, err.Error(), "PATH=VALUE, such as twin.pump.cop=3.2", "")
			continue
		}
		blanks := len(right) - len(strings.TrimLeft(right, " \t"))
		n, wrong := source.ParseValue(setFlag, len([]rune(left))+2+blanks, right)
		if wrong != nil {
			wrong.At.Line = i + 1
			l.add(*wrong)
			continue
		}
		source.Walk(n, func(p *diagnose.Position) { p.Line = i + 1 })
		n.Name = path[len(path)-1]
		n.Key = diagnose.Position{File: setFlag, Line: i + 1, Column: 1, Length: max(len([]rune(strings.TrimSpace(left))), 1)}
		out = append(out, setting{path, n})
	}
	return out
}

// fixedSections are the sections that are the same for all runs, and that --set may
// change as well.
func fixedSections() []string { return []string{"scenario", "record", "sample", "balance"} }

// apply lays the settings of the fixed sections over the file and returns the
// others, checked.
func (l *loader) apply(root *source.Table, settings []setting) (*source.Table, []setting) {
	var rest []setting
	for _, s := range settings {
		section := s.path[0]
		switch {
		case slices.Contains(fixedSections(), section) && len(s.path) > 1:
			root = source.Merge(root, source.Nest(s.path, s.node))
		case slices.Contains(changeableSections(), section):
			rest = append(rest, s)
		default:
			known := append(changeableSections(), fixedSections()...)
			l.fail(codeUnknownName, s.node.Key, fmt.Sprintf("--set cannot change %s", joined(s.path)), nearby(section, known), didYouMean(section, known))
		}
	}
	return root, rest
}

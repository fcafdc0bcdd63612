package scenarios

import "strings"

// isPattern reports whether a path names several things by a * in it.
func isPattern(path string) bool { return strings.Contains(path, "*") }

// matchPattern reports whether a path matches a pattern, name by name: a *
// stands for any run of characters, also none, within one name. Nothing else
// in a pattern is special.
func matchPattern(pattern, path string) bool {
	for {
		p, restOfPattern, more := strings.Cut(pattern, ".")
		s, restOfPath, further := strings.Cut(path, ".")
		if more != further || !matchName(p, s) {
			return false
		}
		if !more {
			return true
		}
		pattern, path = restOfPattern, restOfPath
	}
}

// matchName matches one name of a path. What stands before the first * and
// after the last one is fixed; between them each piece may be taken where it
// occurs first, so that the work is linear in the name for each piece.
func matchName(pattern, name string) bool {
	head, rest, starred := strings.Cut(pattern, "*")
	if !starred {
		return pattern == name
	}
	name, ok := strings.CutPrefix(name, head)
	if !ok {
		return false
	}
	for {
		piece, after, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(name, piece)
		}
		at := strings.Index(name, piece)
		if at < 0 {
			return false
		}
		name, rest = name[at+len(piece):], after
	}
}

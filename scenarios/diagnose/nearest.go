package diagnose

import (
	"slices"
	"strings"
)

// Nearest is the known name that was probably meant by name, or "" when none
// is near: at most a third of its letters are wrong (swapped neighbours count
// as one mistake, upper and lower case do not count), or it begins with name.
func Nearest(name string, known []string) string {
	if name == "" {
		return ""
	}
	names := slices.Clone(known)
	slices.Sort(names)
	given := []rune(strings.ToLower(name))
	best, least := "", -1
	for _, k := range names {
		other := []rune(strings.ToLower(k))
		d := distance(given, other)
		if d > max(1, max(len(given), len(other))/3) || d >= max(len(given), len(other)) {
			continue
		}
		if least < 0 || d < least {
			best, least = k, d
		}
	}
	if best != "" || len(given) < 3 {
		return best
	}
	for _, k := range names {
		if strings.HasPrefix(strings.ToLower(k), string(given)) {
			return k
		}
	}
	return ""
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours that turn a into b.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

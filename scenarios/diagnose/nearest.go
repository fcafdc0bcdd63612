package diagnose

import "strings"

// Nearest is the known name that was probably meant by name, or "" when none
// is near: at most a third of its letters are wrong (swapped neighbours count
// as one mistake, upper and lower case do not count), or it begins with name.
func Nearest(name string, known []string) string {
	if name == "" {
		return ""
	}
	given := []rune(strings.ToLower(name))
	best, least := "", -1
	var space [3][]int // the rows of the last comparison, for the next
	for _, k := range known {
		other := []rune(strings.ToLower(k))
		longer := max(len(given), len(other))
		most := min(max(1, longer/3), longer-1)
		if least >= 0 {
			most = min(most, least)
		}
		if longer-min(len(given), len(other)) > most {
			continue
		}
		if d := distance(given, other, most, &space); d <= most && (d != least || k < best) {
			best, least = k, d
		}
	}
	if best != "" || len(given) < 3 {
		return best
	}
	for _, k := range known {
		if strings.HasPrefix(strings.ToLower(k), string(given)) && (best == "" || k < best) {
			best = k
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours that turn a into b. It stops where it is
// certain that there are more than most.
func distance(a, b []rune, most int, space *[3][]int) int {
	for i := range space {
		if cap(space[i]) <= len(b) {
			space[i] = make([]int, 2*len(b)+1)
		}
	}
	before, last, row := space[0][:len(b)+1], space[1][:len(b)+1], space[2][:len(b)+1]
	for j := range last {
		last[j] = j
	}
	least := 0 // of the last row: from it a swap may still reach over one
	for i := 1; i <= len(a); i++ {
		row[0] = i
		lowest := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			lowest = min(lowest, row[j])
		}
		if min(lowest, least) > most {
			return most + 1
		}
		least = lowest
		before, last, row = last, row, before
	}
	return last[len(b)]
}

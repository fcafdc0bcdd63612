package explain

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFilesAndCodes holds the list of codes and the files together.
func TestFilesAndCodes(t *testing.T) {
	entries, err := os.ReadDir("codes")
	require.NoError(t, err)
	var files []string
	for _, e := range entries {
		if code, ok := strings.CutSuffix(e.Name(), ".txt"); ok {
			files = append(files, code)
		}
	}
	codes := Codes()
	assert.ElementsMatch(t, files, codes)
	slices.Sort(codes)
	assert.Equal(t, len(slices.Compact(codes)), len(codes), "a code is listed twice")
	for _, e := range All() {
		assert.NotEmpty(t, e.Title, e.Code)
		assert.NotEmpty(t, e.Explanation, e.Code)
		for line := range strings.SplitSeq(e.Explanation, "\n") {
			assert.LessOrEqual(t, len([]rune(line)), 80, "%s: %s", e.Code, line)
		}
	}
	_, ok := Find("no-such-code")
	assert.False(t, ok)
}

func TestCompose(t *testing.T) {
	base := "[a]\nx = 1\n\n[b]\ny = 2\n"
	for _, c := range []struct{ lines, want string }{
		{"", "[a]\nx = 1\n\n[b]\ny = 2\n"},
		{"[a]\nx = 3", "[a]\nx = 3\n\n[b]\ny = 2\n"},
		{"[a] # new\nx = 3\n\n[c]\nz = 4\n", "[a] # new\nx = 3\n\n[b]\ny = 2\n\n[c]\nz = 4\n"},
		{"[b", "[a]\nx = 1\n\n[b]\ny = 2\n\n[b\n"},
	} {
		assert.Equal(t, c.want, Compose(base, c.lines), c.lines)
	}
}

func TestWords(t *testing.T) {
	assert.Equal(t, []string{"run", "a b", "c=d e", ""}, words(`run "a b" c="d e" ""`))
	assert.Equal(t, `whatif run "a b"`, Case{Command: []string{"run", "a b"}}.Show())
}

package library

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every block of Go in the page is part of an Example that runs.
func TestPageIsExamples(t *testing.T) {
	page, err := os.ReadFile("../../docs/library.md")
	require.NoError(t, err)
	examples := ""
	for _, file := range []string{"library_test.go", "../../models/example_test.go", "../../engine/example_test.go"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		examples += flush(string(text))
	}
	blocks := strings.Split(string(page), "```go\n")
	require.Greater(t, len(blocks), 5)
	for _, b := range blocks[1:] {
		code, _, closed := strings.Cut(b, "```")
		require.True(t, closed)
		require.Contains(t, examples, flush(code))
	}
}

// flush is code without its indentation.
func flush(code string) string {
	lines := strings.Split(code, "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}

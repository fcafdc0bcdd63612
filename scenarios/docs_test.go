package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// block is a fenced block of a page.
type block struct {
	language, text string
	before         string // the last line with text above it
	line           int
}

// blocks are the fenced blocks of a Markdown page, in order.
func blocks(t *testing.T, page string) []block {
	var out []block
	var open *block
	before := ""
	for i, line := range strings.Split(page, "\n") {
		language, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open == nil:
			open = &block{language: language, before: before, line: i + 1}
		case fence:
			out = append(out, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		case strings.TrimSpace(line) != "":
			before = line
		}
	}
	require.Nil(t, open, "the last block is not closed")
	return out
}

// TestReference loads every scenario of docs/scenario.md, beside the files that
// the page shows, and expects no diagnostic.
func TestReference(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "docs", "scenario.md"))
	require.NoError(t, err)
	for i, line := range strings.Split(string(content), "\n") {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), 125, "line %d is too long", i+1)
	}
	all, folder, named := blocks(t, string(content)), t.TempDir(), regexp.MustCompile("`([^`/]+\\.csv)`")
	for _, b := range all {
		if b.language == "csv" {
			name := named.FindStringSubmatch(b.before)
			require.NotNil(t, name, "the table in line %d has no name above it", b.line)
			require.NoError(t, os.WriteFile(filepath.Join(folder, name[1]), []byte(b.text), 0o644))
		}
	}
	complete := 0
	for _, b := range all {
		if b.language != "toml" {
			continue
		}
		require.True(t, strings.HasPrefix(b.text, "[scenario]\n"), "the scenario in line %d is not complete", b.line)
		complete++
		t.Run(fmt.Sprintf("line %d", b.line), func(t *testing.T) {
			path := filepath.Join(folder, fmt.Sprintf("%d.toml", b.line))
			require.NoError(t, os.WriteFile(path, []byte(b.text), 0o644))
			plan, list, _ := Load(path, Options{Draws: -1})
			assert.Empty(t, list)
			require.NotNil(t, plan)
		})
	}
	assert.Positive(t, complete)
}

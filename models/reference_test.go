package models

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write docs/models.md")

// docs/models.md is the catalogue, written out.
func TestReferenceIsWrittenOut(t *testing.T) {
	var b strings.Builder
	b.WriteString("# The kinds of twin\n\nWritten from the catalogue; `whatif models KIND` shows the same.\n")
	for _, k := range Kinds() {
		b.WriteString("\n" + Reference(k))
	}
	const file = "../docs/models.md"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, b.String(), string(text), "run go test ./models -update")
}

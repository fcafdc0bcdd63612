package source

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEverySentenceIsTranslated breaks the syntax in the ways that the parser
// knows of, and looks for what it would say itself.
func TestEverySentenceIsTranslated(t *testing.T) {
	for _, text := range []string{
		"a = +0x1", "[[a]\n", "[[a", "a = 0b2", "a = 0xg", "a = 0o9", ".a = 1", "a..b = 1", "a = \"\\u12\"", "a = \"\\U12\"", "a = \"\\ud800\"",
		`a = """"""""" `, "a = ''''''''' ", "= 1", "a", "a =", "[", "[]", "[a", "a = [1 2]", "a = [,]", "a = { b = 1", "a = { b 1 }", "a = {, }", "a = 01", "a = .5",
		"a = 5.", "a = 1__2", "a = 1e", "a = 99999999999999999999", "a = 2026-13-01", "a = \"\x01\"", `a = "\q"`, "a = \"x", "a = 'x", "a = \"\"\"x", "a = '''x",
		"a = 1 b = 2", "a = yes", "a = [1", "a = 1\na = 2", "[a]\n[a]", "a = 1\n[a]", "a = 3 kW", "a b = 1", "a = 1_", "a = 1.e3", "a = \"x\ny\"", "a = inf1",
	} {
		f, wrong := Parse("x.toml", []byte(text))
		if !assert.Nil(t, f, text) {
			continue
		}
		require.NotNil(t, wrong)
		assert.NotContains(t, wrong.Summary, "not TOML", text)
		assert.NotRegexp(t, `unexpected|expected|EOF|%!|Invalid|toml:`, wrong.Summary, text)
	}
}

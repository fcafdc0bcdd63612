package scenarios

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestMatchPattern(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"twin.*.heat", "twin.a.heat", true},
		{"twin.*.heat", "twin.a.b.heat", false},
		{"twin.*", "twin.a.heat", false},
		{"twin.*-pump.*", "twin.h1-pump.electric_power", true},
		{"twin.*-pump.*", "twin.pump.electric_power", false},
		{"twin.h*1.*", "twin.h1.x", true},
		{"twin.h*1.*", "twin.h11.x", true},
		{"twin.a*a.x", "twin.a.x", false}, // what is before and behind the * are two stretches
		{"input.*", "input.", true},
		{"twin.[a].x", "twin.a.x", false},
		{"twin.a.x", "twin.a.x", true},
		{"twin.*a*b*.x", "twin.zaybw.x", true},
		{"twin.*b*a*.x", "twin.zaybw.x", false},
		{"", "", true},
		{"*", "", true},
	} {
		assert.Equal(t, c.want, matchPattern(c.pattern, c.path), "%q on %q", c.pattern, c.path)
	}
	assert.True(t, isPattern("twin.*"))
	assert.False(t, isPattern("twin.[a]?"))
}

// Patterns mean what the regular expression of their pieces means.
func TestPatternsAreRegular(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab.*")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		pattern := text.Draw(t, "pattern")
		path := strings.ReplaceAll(text.Draw(t, "path"), "*", "a")
		same := regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `[^.]*`) + "$")
		assert.Equal(t, same.MatchString(path), matchPattern(pattern, path))
	})
}

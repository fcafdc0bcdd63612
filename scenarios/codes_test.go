package scenarios

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/scenarios/explain"
)

// TestEveryCodeIsExplained finds the codes in codes.go and looks each up.
func TestEveryCodeIsExplained(t *testing.T) {
	text, err := os.ReadFile("codes.go")
	require.NoError(t, err)
	codes := regexp.MustCompile(`code\w+\s+= "([a-z-]+)"`).FindAllSubmatch(text, -1)
	require.NotEmpty(t, codes)
	for _, c := range codes {
		e, ok := explain.Find(string(c[1]))
		if assert.True(t, ok, "%s has no entry in scenarios/explain: add codes/%s.txt and list it", c[1], c[1]) {
			assert.NotEmpty(t, e.Title)
		}
	}
}

func TestFilesThatAreNoScenario(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ text, want string }{
		{"", "error[missing]: the file has no [scenario]"},
		{"\xef\xbb\xbf\r\n", "error[missing]: the file has no [scenario]"},
		{"[scenario", "error[syntax]: "},
		{"scenario = 3", "error[wrong-type]: [scenario] is a whole number, not a table"},
		{"[scenario]\nname = \"x\"\nspan = \"1 d\"\n", "error[missing]: the scenario has no twin"},
	} {
		_, said := tell(t, c.text, plain())
		assert.Contains(t, said, c.want, "%q", c.text)
	}
	_, list, _ := Load(filepath.Join(folder, "absent.toml"), plain())
	require.Len(t, list, 1)
	assert.Equal(t, "file", list[0].Code)
	_, list, _ = Load(folder, plain())
	require.Len(t, list, 1)
	assert.Contains(t, list[0].Summary, "is a folder")
}

// TestWindowsFiles reads line ends and a mark as Windows writes them.
func TestWindowsFiles(t *testing.T) {
	plan, said := tell(t, "\xef\xbb\xbf"+strings.ReplaceAll(office, "\n", "\r\n"), plain())
	assert.NotNil(t, plan, said)
}

// TestOnlyNamedVariantsRun: without any, the file itself does.
func TestOnlyNamedVariantsRun(t *testing.T) {
	assert.Equal(t, []string{"base"}, sound(t, office, plain()).Schema().Variants)
	text := office + "[variant.a]\n[variant.b]\n"
	assert.Equal(t, []string{"a", "b"}, sound(t, text, plain()).Schema().Variants)
	o := plain()
	o.Variants = []string{"b"}
	assert.Equal(t, []string{"b"}, sound(t, text, o).Schema().Variants)

	// A file that is whole only with a variant is fine.
	p := sound(t, strings.Replace(office, "cop = 3.4\n", "", 1)+"[variant.a]\ntwin.pump.cop = 3\n", plain())
	assert.Equal(t, 3.0, setting1(t, p, 0, 0, "pump", "cop"))
}

// TestManySweepPoints plans more structures than are checked one by one; what
// is wrong with a combination that was not checked fails its runs alone.
func TestManySweepPoints(t *testing.T) {
	values := strings.TrimSuffix(strings.Repeat("1, ", 60), ", ")
	text := office + "[sweep]\ntwin.pump.cop = [" + values + "]\ntwin.pump.available = [" + strings.TrimSuffix(strings.Repeat("true, ", 60), ", ") + "]\n"
	p := sound(t, text, plain())
	require.Equal(t, int64(3600), p.Runs())
	assert.Less(t, len(p.decoded), 200)
	w := p.Source().Worker()
	_, _, err := w.Identify(1234)
	require.NoError(t, err)
	s, err := p.Study(0, 1234)
	require.NoError(t, err)
	assert.NotEmpty(t, s.Twins)

	// 60 values each: a wrong one is found although not all points are checked.
	_, said := tell(t, strings.Replace(text, "1, 1]", "1, 0]", 1), plain())
	assert.Contains(t, said, "cop is 0, not above 0")
}

package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A hole that no max_gap forbids is bridged, but not in silence.
func TestHolesAreToldOf(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("time,t\n")
	for h := range 97 {
		if h <= 20 || h >= 36 {
			fmt.Fprintf(&csv, "%d,%d\n", h*3600, 10+h%5)
		}
	}
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "m.csv"), []byte(csv.String()), 0o644))
	for _, c := range []struct{ span, gap, want string }{
		{"4 d", "", "input.out: nothing was recorded for 16 h, from 20 h to 1 d 12 h, where values mostly come every 1 h; a straight line bridges it"},
		{"12 h", "", ""}, // the hole is beyond the end
		{"4 d", "max_gap = \"2 h\"\non_gap = \"hold\"\n", ""},
	} {
		path := filepath.Join(folder, "s.toml")
		require.NoError(t, os.WriteFile(path, []byte("[scenario]\nname = \"s\"\nspan = \""+c.span+"\"\n[input.out]\nfile = \"m.csv\"\ntime = \"time\"\ncolumn = \"t\"\nunit = \"degC\"\n"+c.gap+
			"[twin.room]\nmodel = \"thermal.room\"\ncapacity = \"1 MJ/K\"\nheat_loss = \"50 W/K\"\noutdoor = \"input.out\"\n"), 0o644))
		plan, list, _ := Load(path, Options{Draws: -1})
		require.NotNil(t, plan, "%v", list)
		if c.want == "" {
			require.Empty(t, list)
			continue
		}
		require.Len(t, list, 1)
		require.Zero(t, list.Errors())
		require.Equal(t, c.want, list[0].Summary)
		require.Equal(t, 5, list[0].At.Line)
	}
}

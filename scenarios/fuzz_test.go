package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"whatif/models"
	"whatif/scenarios/diagnose"
)

// FuzzLoad spoils a scenario at random: whatever it says, nothing panics, and
// every diagnostic lies inside the file.
func FuzzLoad(f *testing.F) {
	f.Add(office)
	for _, c := range []string{"many-mistakes", "small", "options", "synthetic", "synthetic-mistakes", "derived-mistakes", "fleet", "fleet-mistakes", "equation", "equation-mistakes"} {
		text, err := os.ReadFile(filepath.Join("testdata", c, "scenario.toml"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("[scenario]\nname = \"x\"\nspan = \"1 d\"\n[twin.a]\nlike = \"twin.a\"\n[variant.b]\n\"twin.a\" = {like = 3}\n[sweep]\n\"twin.a.b\" = [[1], {}]\n")
	f.Add(office + "[sweep]\nmode = \"zip\"\n\"twin.*.heat_loss\" = [\"3 W/K\"]\n[sample]\ndraws = 16\ndesign = \"lhs\"\ncorrelation = [{ between = [\"twin.*.start\", \"twin.pump.cop\"], value = 0.3 }]\n" +
		"stop = { indicator = \"energy\", relative = 0.1, of = \"difference\" }\n[sample.vary]\n\"twin.*.start\" = { common = true, add = { triangular = { min = \"-1 K\", mode = \"0 K\", max = \"1 K\" } } }\n" +
		"twin.pump.cop = { discrete = { values = [3, 4], weights = [1, 2] }, max = 4 }\ninput.people.value = { table = { file = \"m.csv\", column = \"t\", unit = \"W\", smooth = true } }\n")
	folder := f.TempDir()
	path := filepath.Join(folder, "s.toml")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			return
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, list, lines := load(path, Options{Draws: -1, Set: []string{"twin.north.start=21 degC"}}, models.Kinds())
		for _, d := range list {
			isInside(t, d.At, lines)
			for _, r := range d.Related {
				isInside(t, r.At, lines)
			}
		}
		if err := diagnose.Render(discard{}, diagnose.Full, list, lines, false); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzFleet loads a fleet of any file: what is wrong with it lies inside it.
func FuzzFleet(f *testing.F) {
	f.Add(homes)
	f.Add("\xef\xbb\xbfid;loss;power;on\r\n\"h1\";\"1\n2\";3;true\r\n")
	f.Add("id\tloss\tpower\ton\n{id}\t*\t\t\nprototype\t1\t1 kW\ttrue\n")
	folder := f.TempDir()
	path := filepath.Join(folder, "s.toml")
	if err := os.WriteFile(path, []byte(rooms), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, csv string) {
		if len(csv) > 1<<12 {
			return
		}
		if err := os.WriteFile(filepath.Join(folder, "homes.csv"), []byte(csv), 0o644); err != nil {
			t.Fatal(err)
		}
		plan, list, lines := Load(path, Options{Draws: -1})
		if (plan == nil) != (list.Errors() > 0) {
			t.Fatalf("a plan is there: %t, with %v", plan != nil, list)
		}
		for _, d := range list {
			isInside(t, d.At, lines)
			for _, r := range d.Related {
				isInside(t, r.At, lines)
			}
		}
	})
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

// isInside checks that a place is in its file.
func isInside(t *testing.T, at diagnose.Position, lines func(string) []string) {
	t.Helper()
	if at.Line == 0 {
		return
	}
	text := lines(at.File)
	if at.Line > len(text) {
		t.Fatalf("%+v is outside a file of %d lines", at, len(text))
	}
	if width := len([]rune(text[at.Line-1])); at.Column < 1 || at.Column > width+1 {
		t.Fatalf("%+v is outside its line of %d", at, width)
	}
}

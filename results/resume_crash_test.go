package results

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// resume takes up a batch.
func resume(dir string, info Info, schema *engine.Schema) (*Writer, error) {
	f, err := Claim(dir, Resume)
	if err != nil {
		return nil, err
	}
	return f.Write(info, schema)
}

func TestResumeTellsWhatThereIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	w, err := resume(dir, smallInfo(), testSchema())
	require.NoError(t, err)
	assert.False(t, w.Resumed())
	assert.EqualValues(t, 8, w.Left())
	require.NoError(t, writePart(w, 2))
	assert.True(t, w.Has(2))
	assert.EqualValues(t, 6, w.Left())
	w.Close()

	w, err = resume(dir, smallInfo(), testSchema())
	require.NoError(t, err)
	assert.True(t, w.Resumed())
	assert.False(t, w.Finished())
	assert.EqualValues(t, 6, w.Left())
	assert.ErrorContains(t, writePart(w, 2), "part 2 is there already")
	require.NoError(t, writePart(w, 0))
	require.NoError(t, writePart(w, 1))
	_, err = w.Finish(context.Background())
	require.NoError(t, err)

	before := files(t, dir)
	w, err = resume(dir, smallInfo(), testSchema())
	require.NoError(t, err)
	assert.True(t, w.Finished())
	assert.Zero(t, w.Left())
	w.Close()
	requireSame(t, before, files(t, dir), "nothing is touched")
}

// What somebody removed from a finished result, or cut short, is made again.
func TestResumeMendsWhatWasLost(t *testing.T) {
	want, _ := undisturbed(t)
	for _, lost := range []string{"runs/part-00001.arrow", "events/part-00000.arrow", "series_input", "summary.arrow", "load.py", "manifest.json"} {
		dir := writeSmall(t, smallInfo())
		require.NoError(t, os.RemoveAll(filepath.Join(dir, filepath.FromSlash(lost))))
		require.NoError(t, carryOut(quick{}, dir, Resume, smallInfo()), lost)
		requireSame(t, want, files(t, dir), "without %s", lost)
	}
	for _, short := range []string{"runs/part-00001.arrow", "events/part-00000.arrow", "summary.arrow", "manifest.json"} {
		dir := writeSmall(t, smallInfo())
		require.NoError(t, os.Truncate(filepath.Join(dir, filepath.FromSlash(short)), 100))
		require.NoError(t, carryOut(quick{}, dir, Resume, smallInfo()), short)
		requireSame(t, want, files(t, dir), "with a short %s", short)
	}
	dir := writeSmall(t, smallInfo())
	readme := filepath.Join(dir, readmeFile)
	require.NoError(t, os.WriteFile(readme, []byte("my notes"), 0o644))
	require.NoError(t, carryOut(quick{}, dir, Resume, smallInfo()))
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	assert.Equal(t, "my notes", string(text))
}

// What is nobody's but the user's stays.
func TestResumeLeavesOtherFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	require.ErrorIs(t, carryOut(newMortal(100), dir, Resume, smallInfo()), errDead)
	mine := []string{"notes.txt", filepath.Join("runs", "notes.txt"), filepath.Join("runs", "part-1.arrow"), filepath.Join("runs", "part-99999.arrow")}
	for _, name := range mine {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o644))
	}
	require.NoError(t, carryOut(quick{}, dir, Resume, smallInfo()))
	for _, name := range mine {
		assert.FileExists(t, filepath.Join(dir, name))
	}
}

func TestResumeRefusesAnotherBatch(t *testing.T) {
	dir := writeSmall(t, smallInfo())
	before := files(t, dir)
	cases := []struct {
		name, want string
		change     func(*Info, *engine.Schema)
	}{
		{"text", "the text of the scenario differs from line 2 on", func(i *Info, _ *engine.Schema) {
			i.Scenario = "[scenario]\nname = \"office-summer\"\n"
		}},
		{"longer text", "the text of the scenario differs from line 3 on", func(i *Info, _ *engine.Schema) { i.Scenario += "seed = 3\n" }},
		{"file", "the file weather.csv has another content now", func(i *Info, _ *engine.Schema) {
			i.Files = map[string]string{"weather.csv": "ef", "people.csv": "cd"}
		}},
		{"new file", "it does not use the file sun.csv", func(i *Info, _ *engine.Schema) {
			i.Files = map[string]string{"weather.csv": "ab", "people.csv": "cd", "sun.csv": "ef"}
		}},
		{"no file", "it uses the file people.csv", func(i *Info, _ *engine.Schema) { i.Files = map[string]string{"weather.csv": "ab"} }},
		{"value", `it was begun with --set "twin.pump.cop=3", not --set "twin.pump.cop=4"`, func(i *Info, _ *engine.Schema) {
			i.Overrides = []string{"twin.pump.cop=4"}
		}},
		{"value and flag", `it was begun without --draws=7`, func(i *Info, _ *engine.Schema) {
			i.Overrides = append(i.Overrides, "--draws=7")
		}},
		{"no value", `it was begun with --set "twin.pump.cop=3"; say`, func(i *Info, _ *engine.Schema) { i.Overrides = nil }},
		{"version", "it was begun by engine version 1.2.3, this is 1.2.4", func(i *Info, _ *engine.Schema) { i.EngineVersion = "1.2.4" }},
		{"compression", "its tables have the compression lz4, not zstd", func(i *Info, _ *engine.Schema) { i.Compression = Zstd }},
		{"plan", "its plan or its columns are others, from line ", func(i *Info, _ *engine.Schema) { i.RunsPerPart = 4 }},
		{"columns", "its plan or its columns are others", func(_ *Info, s *engine.Schema) { s.Indicators = s.Indicators[:1] }},
		{"several", "another content now, it was begun with", func(i *Info, _ *engine.Schema) {
			i.Files, i.Overrides = map[string]string{"weather.csv": "ef", "people.csv": "cd"}, nil
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			info, schema := smallInfo(), testSchema()
			c.change(&info, schema)
			_, err := resume(dir, info, schema)
			require.ErrorIs(t, err, ErrOther)
			assert.ErrorContains(t, err, c.want)
			assert.ErrorContains(t, err, "; say --overwrite to replace it, or choose another folder: -o "+filepath.ToSlash(dir)+"-2")
			requireSame(t, before, files(t, dir), "it is not touched")
		})
	}
	text := filepath.Join(dir, batchFile)
	require.NoError(t, os.WriteFile(text, append([]byte(before[batchFile]), '\n'), 0o644))
	_, err := resume(dir, smallInfo(), testSchema())
	require.ErrorContains(t, err, "its batch.json was written by another program")
	foreign := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(foreign, "thesis.tex"), nil, 0o644))
	_, err = resume(foreign, smallInfo(), testSchema())
	require.ErrorIs(t, err, ErrForeign)
	require.NoDirExists(t, filepath.Join(foreign, logFolder), "nothing is put there")
}

func TestLockOfAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "r")
	f, err := Claim(dir, Fresh)
	require.NoError(t, err)
	for _, mode := range []Mode{Fresh, Overwrite, Resume} {
		_, err = Claim(dir, mode)
		require.ErrorIs(t, err, ErrBusy)
		assert.ErrorContains(t, err, "(process "+strconv.Itoa(os.Getpid())+"); wait for it, or choose another folder: -o ")
	}
	f.Release()
	f.Release()
	assert.NoDirExists(t, dir, "nothing was written")

	empty := t.TempDir()
	f, err = Claim(empty, Fresh)
	require.NoError(t, err)
	f.Release()
	assert.DirExists(t, empty, "it was there before")
	entries, err := os.ReadDir(empty)
	require.NoError(t, err)
	assert.Empty(t, entries)

	w, err := Create(dir, smallInfo(), testSchema(), false)
	require.NoError(t, err)
	_, err = Create(dir, smallInfo(), testSchema(), false)
	require.ErrorIs(t, err, ErrBusy, "rather than that a result is there")
	w.Close()
	_, err = Create(dir, smallInfo(), testSchema(), false)
	require.ErrorIs(t, err, ErrExists)
	_, err = Create(dir, Info{}, testSchema(), true)
	require.ErrorContains(t, err, "both must be at least 1", "let go of after an error")
	w, err = Create(dir, smallInfo(), testSchema(), true)
	require.NoError(t, err)
	w.Close()
}

// A folder that is moved away is not written to any more, nor is the one that
// takes its place.
func TestFolderMovedAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "r")
	w, err := Create(dir, smallInfo(), testSchema(), false)
	require.NoError(t, err)
	defer w.Close()
	require.NoError(t, writePart(w, 0))
	first, last := w.PartRuns(1)
	open, err := w.Part(1, first, last)
	require.NoError(t, err)
	info := smallInfo()
	for n := first; n < last; n++ {
		require.NoError(t, writeRun(open, &info, n, testLayout()))
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Skip("the system does not move folders that are in use: ", err)
	}
	require.ErrorIs(t, open.Commit(), ErrRemoved)
	require.ErrorIs(t, writePart(w, 2), ErrRemoved)
	require.NoDirExists(t, dir)
	other, err := Create(dir, smallInfo(), testSchema(), false)
	require.NoError(t, err)
	defer other.Close()
	require.ErrorIs(t, writePart(w, 2), ErrRemoved)
	_, err = w.Finish(context.Background())
	require.ErrorIs(t, err, ErrRemoved)
	assert.NoFileExists(t, partPath(dir, "runs", 2))
}

// A lock that a process left behind bars nobody.
func TestLockLeftBehind(t *testing.T) {
	dir := writeSmall(t, smallInfo())
	dead := exec.Command(os.Args[0], "-test.run=^$")
	require.NoError(t, dead.Run())
	process := filepath.Join(dir, logFolder, processFile)
	require.NoError(t, os.WriteFile(process, []byte(strconv.Itoa(dead.Process.Pid)), 0o644))
	require.FileExists(t, filepath.Join(dir, logFolder, lockFile))
	require.NoError(t, carryOut(quick{}, dir, Overwrite, smallInfo()))
	assert.NoFileExists(t, process)
}

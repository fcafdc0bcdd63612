package rows

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/scenarios/diagnose"
)

func TestParse(t *testing.T) {
	for _, text := range []string{
		"id,a b,c\nh1,\"x, y\",3\n\nh2, z ,\n",
		"\xef\xbb\xbfid;a b;c\r\nh1;x, y;3\r\n;;\r\n\"h2\";z;\r\n",
		"\n id\ta b\tc\nh1\tx, y\t3\nh2\tz\t",
	} {
		table, problems := Parse("t.csv", []byte(text))
		require.Empty(t, problems, text)
		assert.Equal(t, []string{"id", "a b", "c"}, table.Names)
		assert.Equal(t, [][]string{{"h1", "x, y", "3"}, {"h2", "z", ""}}, table.Cells)
		assert.Len(t, table.Sum, 64)
		assert.Equal(t, 1, table.Column("a b"))
		assert.Equal(t, -1, table.Column("d"))
		for row, cells := range table.Cells {
			for column, cell := range cells {
				at := table.At(row, column)
				line := []rune(table.Lines[at.Line-1])
				shown := string(line[at.Column-1 : min(at.Column-1+at.Length, len(line))])
				if cell != "" {
					assert.Equal(t, cell, strings.Trim(shown, `"`))
				}
			}
		}
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		text, want   string
		line, column int
	}{
		{"", "the file is empty", 0, 0},
		{"\n  \n", "the file is empty", 0, 0},
		{"a,b\n", "the file has a header and no rows", 1, 1},
		{"a,b\n1\n", "line 2 has 1 cells, the header has 2", 2, 1},
		{"a,b\n1,2\n1,2,5\n", "line 3 has 3 cells, the header has 2", 3, 5},
		{"a,a\n1,2\n", `columns 1 and 2 are both called "a"`, 1, 3},
		{"a,b\n\"1,2\n", "the quotes in line 2 do not close or stand inside a cell", 2, 1},
		{"a,b\nx\x00,2\n", "line 2 holds a NUL byte: this is not text in UTF-8", 2, 2},
		{"a,b\n\xe4,2\n", "line 2 is not valid UTF-8", 2, 1},
		{"a,b\r1,2\r", "the lines end in a bare carriage return", 1, 4},
		{"PK\x03\x04", "the file is an Excel workbook or a zip archive", 0, 0},
		{strings.Repeat("a", MostBytes+1), "the file has more than 16 MB", 0, 0},
		{"a\n" + strings.Repeat("1\n", MostRows+1), "the file has more than 100000 rows", 0, 0},
	} {
		_, problems := Parse("t.csv", []byte(c.text))
		require.NotEmpty(t, problems)
		assert.Equal(t, c.want, problems[0].Summary)
		assert.Equal(t, [2]int{c.line, c.column}, [2]int{problems[0].At.Line, problems[0].At.Column}, c.want)
	}
	_, problems := Parse("t.csv", []byte("a,b\n"+strings.Repeat("1\n", 9)))
	require.Len(t, problems, 4)
	assert.Equal(t, "6 more lines have another number of cells than the header", problems[3].Summary)
}

// FuzzParse: any bytes give a table whose cells have places in it, or problems
// that have.
func FuzzParse(f *testing.F) {
	f.Add([]byte("id,a\nh1,\"x\ny\"\n"))
	f.Add([]byte("\xef\xbb\xbfid;a\r\nh1;\"\"\"\"\r\n;;;\n"))
	f.Add([]byte("\t\ta\n\t1\t"))
	f.Fuzz(func(t *testing.T, text []byte) {
		table, problems := Parse("t.csv", text)
		inside := func(at diagnose.Position) {
			if at.Line == 0 {
				return
			}
			if at.Line > len(table.Lines) || at.Column < 1 || at.Column > len([]rune(table.Lines[at.Line-1]))+1 {
				t.Fatalf("%+v is outside %q", at, table.Lines)
			}
		}
		for _, p := range problems {
			inside(p.At)
		}
		for row, cells := range table.Cells {
			if len(cells) != len(table.Names) {
				t.Fatal("a row of another width")
			}
			for column := range cells {
				inside(table.At(row, column))
			}
		}
	})
}

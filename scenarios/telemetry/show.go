package telemetry

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest bounds Problem.Text, in runes.
const longest = 2000

// show fills in Text, Column and Length of the problems that have a line: the
// file is read a second time, as a stream has no memory of its lines. A file
// that cannot be read again leaves them without.
func show(path string, separator rune, problems []Problem) {
	if f := formatOf(path); f == parquetFile || f == arrowFile {
		number(problems)
		return
	}
	wanted := map[int]string{}
	last := 0
	for _, p := range problems {
		if p.Line > 0 && p.Text == "" {
			wanted[p.Line] = ""
			last = max(last, p.Line)
		}
	}
	if last == 0 {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close() // read only: nothing is lost
	text, problem := uncompressed(f, path)
	if problem != nil {
		return
	}
	defer text.Close() // of the decompressor
	in := bufio.NewReaderSize(text, opening)
	for line := 1; line <= last; line++ {
		_, want := wanted[line]
		text, more := readLine(in, want)
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if want {
			wanted[line] = text
		}
		if !more {
			break
		}
	}
	for i := range problems {
		if p := &problems[i]; p.Line > 0 && p.Text == "" {
			p.Text = wanted[p.Line]
			p.Column, p.Length = place(p.Text, separator, p.field)
		}
	}
}

// number names the rows of a table that is no text.
func number(problems []Problem) {
	for i := range problems {
		p := &problems[i]
		if p.Row > 0 || p.Line == 0 {
			continue
		}
		p.Row, p.Line = p.Line, 0
		if where := fmt.Sprintf("row %d", p.Row); !strings.Contains(p.Summary, where) {
			p.Summary += " (" + where + ")"
		}
	}
}

// readLine reads a line and keeps its beginning if it is wanted. more is false
// after the last one.
func readLine(in *bufio.Reader, want bool) (text string, more bool) {
	var kept []byte
	for {
		piece, err := in.ReadSlice('\n')
		if want && len(kept) < longest*utf8.UTFMax {
			kept = append(kept, piece...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if _, _, sound := foreignByte(kept); !sound {
			kept = appendWindows(nil, kept)
		}
		runes := []rune(strings.TrimRight(string(kept), "\r\n"))
		for i, r := range runes {
			if r == 0 {
				runes[i] = utf8.RuneError
			}
		}
		return string(runes[:min(len(runes), longest)]), err == nil
	}
}

// place finds a cell in a line: its first rune, from 1, and its length. A field
// that is not there, and wholeLine, give the line without the space around it.
func place(text string, separator rune, field int) (column, length int) {
	runes := []rune(text)
	begin, end := 0, len(runes)
	if field >= 0 {
		index, quoted, from := 0, false, 0
		for i := 0; i <= len(runes); i++ {
			if i < len(runes) && runes[i] == '"' {
				quoted = !quoted
			}
			if i < len(runes) && (runes[i] != separator || quoted) {
				continue
			}
			if index == field {
				begin, end = from, i
				break
			}
			index, from = index+1, i+1
		}
	}
	for end > begin && unicode.IsSpace(runes[end-1]) {
		end--
	}
	for begin < end && unicode.IsSpace(runes[begin]) {
		begin++
	}
	return begin + 1, max(1, end-begin)
}

package source

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"whatif/scenarios/diagnose"
)

// errLost is returned when the scanner does not understand what the parser
// accepted; it is a fault of this package.
var errLost = errors.New("the places of keys and values cannot be found")

// scanner finds the places of keys and values in a text that the parser has
// already accepted; it judges nothing and decodes no values.
type scanner struct {
	text string
	pos  int
	file *File
}

// name is one part of a key.
type name struct {
	text     string
	from, to int
}

func (s *scanner) scan() (*Table, error) {
	root := NewTable()
	current := root
	for {
		s.blank(true)
		if s.pos >= len(s.text) {
			return root, nil
		}
		if s.text[s.pos] != '[' {
			if err := s.assignment(current); err != nil {
				return nil, err
			}
			continue
		}
		many := strings.HasPrefix(s.text[s.pos:], "[[")
		s.pos++
		if many {
			s.pos++
		}
		key, err := s.key()
		if err != nil {
			return nil, err
		}
		if s.pos = s.pos + 1; many {
			s.pos++
		}
		if current, err = s.header(root, key, many); err != nil {
			return nil, err
		}
	}
}

// header opens the table of a header and returns it.
func (s *scanner) header(root *Table, key []name, many bool) (*Table, error) {
	last := key[len(key)-1]
	parent, err := s.descend(root, key[:len(key)-1], true)
	if err != nil {
		return nil, err
	}
	if !many {
		return s.descend(parent, key[len(key)-1:], true)
	}
	at := s.file.position(last.from, last.to)
	n := parent.Get(last.text)
	if n == nil {
		n = &Node{Name: last.text, Key: at, At: at, Value: []*Node{}}
		parent.Put(n)
	}
	list, ok := n.Value.([]*Node)
	if !ok {
		return nil, &twice{name: last.text, first: n.Key, again: at}
	}
	t := NewTable()
	n.Value = append(list, &Node{Key: at, At: at, Value: t})
	return t, nil
}

// descend follows a key down from t, making the tables that are missing.
func (s *scanner) descend(t *Table, key []name, header bool) (*Table, error) {
	for _, k := range key {
		n := t.Get(k.text)
		if n == nil {
			at := s.file.position(k.from, k.to)
			n = &Node{Name: k.text, Key: at, At: at, Value: NewTable()}
			t.Put(n)
		}
		switch v := n.Value.(type) {
		case *Table:
			t = v
			continue
		case []*Node: // a header goes on in the last table of a list
			if header && len(v) > 0 && v[len(v)-1].Table() != nil {
				t = v[len(v)-1].Table()
				continue
			}
		}
		return nil, &twice{name: k.text, first: n.Key, again: s.file.position(k.from, k.to)}
	}
	return t, nil
}

// twice is a key set twice that the parser let pass.
type twice struct {
	name         string
	first, again diagnose.Position
}

func (e *twice) Error() string { return e.name + " is set twice" }

func (e *twice) diagnostic() *diagnose.Diagnostic {
	return &diagnose.Diagnostic{Code: "syntax", Summary: e.Error(), Hint: "keep one of the two", At: e.again,
		Related: []diagnose.Related{{At: e.first, Note: "it is set here already"}}}
}

// assignment reads key = value into t.
func (s *scanner) assignment(t *Table) error {
	key, err := s.key()
	if err != nil {
		return err
	}
	if s.pos >= len(s.text) || s.text[s.pos] != '=' {
		return errLost
	}
	s.pos++
	if t, err = s.descend(t, key[:len(key)-1], false); err != nil {
		return err
	}
	last := key[len(key)-1]
	n := &Node{Name: last.text, Key: s.file.position(last.from, last.to)}
	if before := t.Get(n.Name); before != nil {
		return &twice{name: n.Name, first: before.Key, again: n.Key}
	}
	if err := s.value(n); err != nil {
		return err
	}
	t.Put(n)
	return nil
}

// key reads a dotted key and the blanks behind it.
func (s *scanner) key() ([]name, error) {
	var key []name
	for {
		s.blank(false)
		from := s.pos
		if s.pos >= len(s.text) {
			return nil, errLost
		}
		var text string
		switch c := s.text[s.pos]; c {
		case '"', '\'':
			s.quoted()
			raw := s.text[from:s.pos]
			text = strings.Trim(raw, "'")
			if c == '"' {
				var err error
				if text, err = unquote(raw); err != nil {
					return nil, err
				}
			}
		default:
			for s.pos < len(s.text) && !strings.ContainsRune(" \t.=]\"'\n\r", rune(s.text[s.pos])) {
				s.pos++
			}
			text = s.text[from:s.pos]
			if text == "" {
				return nil, errLost
			}
		}
		key = append(key, name{text, from, s.pos})
		s.blank(false)
		if s.pos >= len(s.text) || s.text[s.pos] != '.' {
			return key, nil
		}
		s.pos++
	}
}

// value reads a value into n: its place, and the shape of lists and tables.
func (s *scanner) value(n *Node) error {
	s.blank(false)
	from := s.pos
	if s.pos >= len(s.text) {
		return errLost
	}
	var err error
	switch s.text[s.pos] {
	case '"', '\'':
		s.quoted()
	case '[':
		n.Value, err = s.list()
	case '{':
		n.Value, err = s.inline()
	default:
		end := strings.IndexAny(s.text[from:], ",]}#\r\n")
		if end < 0 {
			end = len(s.text) - from
		}
		s.pos = from + len(strings.TrimRight(s.text[from:from+end], " \t"))
	}
	n.At = s.file.position(from, s.pos)
	if n.Name == "" && n.Key.Line == 0 {
		n.Key = n.At
	}
	return err
}

func (s *scanner) list() ([]*Node, error) {
	s.pos++
	nodes := []*Node{}
	for {
		s.blank(true)
		if s.pos >= len(s.text) {
			return nil, errLost
		}
		switch s.text[s.pos] {
		case ']':
			s.pos++
			return nodes, nil
		case ',':
			s.pos++
		default:
			n := &Node{}
			if err := s.value(n); err != nil {
				return nil, err
			}
			nodes = append(nodes, n)
		}
	}
}

func (s *scanner) inline() (*Table, error) {
	s.pos++
	t := NewTable()
	for {
		s.blank(true)
		if s.pos >= len(s.text) {
			return nil, errLost
		}
		switch s.text[s.pos] {
		case '}':
			s.pos++
			return t, nil
		case ',':
			s.pos++
		default:
			if err := s.assignment(t); err != nil {
				return nil, err
			}
		}
	}
}

// quoted skips a string of any of the four kinds.
func (s *scanner) quoted() {
	quote := s.text[s.pos : s.pos+1]
	if long := strings.Repeat(quote, 3); strings.HasPrefix(s.text[s.pos:], long) {
		s.pos += 3
		for s.pos < len(s.text) && !strings.HasPrefix(s.text[s.pos:], long) {
			if quote == `"` && s.text[s.pos] == '\\' {
				s.pos++
			}
			s.pos++
		}
		s.pos = min(s.pos+3, len(s.text))
		// Up to two quotes may stand right before the closing three.
		for i := 0; i < 2 && strings.HasPrefix(s.text[s.pos:], quote); i++ {
			s.pos++
		}
		return
	}
	s.pos++
	for s.pos < len(s.text) && s.text[s.pos] != quote[0] {
		if quote == `"` && s.text[s.pos] == '\\' {
			s.pos++
		}
		s.pos++
	}
	s.pos = min(s.pos+1, len(s.text))
}

// blank skips blanks, and with lines also line ends and comments.
func (s *scanner) blank(lines bool) {
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == ' ' || c == '\t':
			s.pos++
		case lines && (c == '\n' || c == '\r'):
			s.pos++
		case lines && c == '#':
			for s.pos < len(s.text) && s.text[s.pos] != '\n' {
				s.pos++
			}
		default:
			return
		}
	}
}

// unquote decodes a key in double quotes.
func unquote(raw string) (string, error) {
	var decoded map[string]any
	if _, err := toml.Decode("v = "+raw, &decoded); err != nil {
		return "", fmt.Errorf("key %s: %w", raw, err)
	}
	text, ok := decoded["v"].(string)
	if !ok {
		return "", errLost
	}
	return text, nil
}

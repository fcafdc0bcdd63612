package unit

import (
	"strings"
	"unicode"
)

// noNumber is the error of text[start:] that does not begin with a number.
func noNumber(text []rune, start int) *Error {
	word := text[start:]
	for i, r := range word {
		if i > 0 && unicode.IsSpace(r) {
			word = word[:i]
			break
		}
	}
	switch strings.ToLower(strings.TrimLeft(string(word), "+-")) {
	case "nan", "inf", "infinity", "∞":
		return &Error{start, len(word), string(word) + " is not a number that can be computed with", "write a finite number"}
	}
	rest := strings.TrimSpace(string(text[start+1:]))
	switch r := text[start]; {
	case strings.ContainsRune("−–—‐‑﹣-", r):
		e := &Error{start, 1, "this sign is not the minus of the keyboard", "write -" + rest}
		switch {
		case rest == "" || !startsNumber([]rune(rest)):
			e.Summary, e.Hint = "a number is missing after the minus", ""
		case r == '-' && digit([]rune(rest)[0]):
			e.Summary = "the minus belongs right before the number"
		case !digit([]rune(rest)[0]) && []rune(rest)[0] != '.':
			e.Summary, e.Hint = "a number has one sign", ""
		}
		return e
	case r == '+':
		return &Error{start, 1, "a number is missing right after the plus", ""}
	}
	e := &Error{start, len(word), "a number is missing before the unit", "write it as in 55 W/K"}
	if _, err := parseRunes(text[start:]); err != nil {
		e.Summary = "a quantity begins with a number"
	}
	return e
}

// grouped refuses a number text[start:pos] that goes on with a separator: a
// decimal comma, thousands separators, a second point.
func grouped(text []rune, start, pos int) *Error {
	if pos == len(text) || !strings.ContainsRune(",'’_.", text[pos]) {
		return nil
	}
	end := pos
	for end < len(text) && (digit(text[end]) || strings.ContainsRune(",'’_.", text[end])) {
		end++
	}
	written := string(text[start:end])
	if end == pos+1 && text[pos] != '.' {
		return &Error{pos, 1, "this sign cannot stand in a number", ""}
	}
	plain := strings.NewReplacer(",", "", "'", "", "’", "", "_", "").Replace(written)
	unit := string(text[end:]) // with the space before it, if any
	groups := strings.Split(written, ",")
	points := strings.Count(written, ".")
	comma := strings.Contains(written, ",")
	e := &Error{start, end - start, "a number has no thousands separators", "write " + plain + unit}
	switch last := groups[len(groups)-1]; {
	case comma && len(groups) == 2 && points > 0 && strings.Contains(groups[0], "."): // 1.000,5
		e.Summary = "a number has a decimal point, and no thousands separators"
		e.Hint = "write " + strings.ReplaceAll(groups[0], ".", "") + "." + last + unit
	case comma && len(groups) == 2 && points == 0 && len(last) == 3 && strings.TrimLeft(groups[0], "+-") != "0": // 1,000
		e.Summary = "this comma may mean thousands or a decimal"
		e.Hint = "write " + groups[0] + last + unit + " or " + groups[0] + "." + last + unit
	case comma && len(groups) == 2 && points == 0: // 2,4
		e.Summary = "a number has a decimal point, not a comma"
		e.Hint = "write " + groups[0] + "." + last + unit
	case points > 1 && !comma && thousandsGroups(strings.Split(written, ".")): // 1.000.000
		e.Hint = "write " + strings.ReplaceAll(plain, ".", "") + unit
	case points > 1:
		e.Summary, e.Hint = "a number has one decimal point at most", ""
	}
	return e
}

// thousandsGroups reports whether all groups but the first have three digits.
func thousandsGroups(groups []string) bool {
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return false
		}
	}
	return true
}

// secondNumber refuses a number that follows p's without a unit between, as in
// "1 000 W". The unit 1/h is none.
func secondNumber(text []rune, p part) *Error {
	if p.unit == len(text) || !startsNumber(text[p.unit:]) {
		return nil
	}
	end := p.unit
	for end < len(text) && (digit(text[end]) || text[end] == '.') {
		end++
	}
	next := end
	for next < len(text) && unicode.IsSpace(text[next]) {
		next++
	}
	second := string(text[p.unit:end])
	if second == "1" && next < len(text) && text[next] == '/' {
		return nil
	}
	if whole, _, _ := strings.Cut(second, "."); len(whole) == 3 {
		// Take all groups of three into the hint: 1 000 000 W.
		first := strings.TrimSpace(string(text[p.number:p.unit]))
		rest := strings.TrimSpace(string(text[end:]))
		for len(rest) > 2 && digit(rune(rest[0])) && digit(rune(rest[1])) && digit(rune(rest[2])) {
			second, rest = second+rest[:3], strings.TrimSpace(rest[3:])
		}
		if rest != "" {
			rest = " " + rest
		}
		return &Error{p.number, end - p.number, "a number has no spaces in it", "write " + first + second + rest}
	}
	return &Error{p.unit, max(end-p.unit, 1), "two numbers follow each other without a unit", "write one number and a unit, such as 55 W/K"}
}

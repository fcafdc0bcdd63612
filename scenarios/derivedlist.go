package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/source"
)

// spelled writes a list as a formula, and notes where its entries stand there.
func (d *decoder) spelled(e *computed) (string, bool) {
	key := e.node.Name
	list, ok := d.listOf(e.node, key, false)
	if !ok {
		return "", false
	}
	least, mark := 1, map[string]string{"sum": ", ", "difference": " - ", "product": " * "}[key]
	if key == "difference" {
		least = 2
	}
	if len(list) < least {
		d.fail(codeMissing, e.node.At, fmt.Sprintf("%s names %d", key, len(list)), fmt.Sprintf("%d or more inputs or quantities", least), fmt.Sprintf(`such as %s = ["input.a", "input.b"]`, key))
		return "", false
	}
	text := ""
	if key == "sum" {
		text = "sum("
	}
	for i, n := range list {
		if i > 0 {
			text += mark
		}
		word, spelt := d.spell(e, n)
		ok = ok && spelt
		from := len([]rune(text))
		text += word
		e.terms = append(e.terms, term{n, from, len([]rune(text))})
	}
	if key == "sum" {
		text += ")"
	}
	return text, ok
}

// spell writes one entry of a list as a formula has it.
func (d *decoder) spell(e *computed, n *source.Node) (string, bool) {
	key := e.node.Name
	if isReference(n) {
		ref, _ := d.text(n, key)
		parts, err := source.SplitPath(ref)
		if err != nil || len(parts) < 2 {
			d.fail(codeReference, n.At, fmt.Sprintf("%s: %q is no input", key, ref), `"input.NAME" or a quantity`, "")
			return "", false
		}
		word := parts[0]
		for _, p := range parts[1:] {
			if isWord(p) {
				word += "." + p
			} else {
				word += fmt.Sprintf("[%q]", p)
			}
		}
		return word, d.argument(e, joined(parts), n.At)
	}
	q, ok := d.measured(n, key)
	if !ok {
		return "", false
	}
	if s, isText := n.Value.(string); isText {
		return "'" + strings.NewReplacer("'", "", "\\", "").Replace(s) + "'", true
	}
	return fmt.Sprintf("(%s)", digits(q)), true
}

// isWord tells names that a formula has after a dot as they are.
func isWord(name string) bool {
	if slices.Contains([]string{"not", "in", "and", "or", "let", "if", "else", "matches", "contains", "startsWith", "endsWith", "true", "false", "nil"}, name) {
		return false
	}
	return validName(name) && !strings.Contains(name, "-") && (name[0] < '0' || name[0] > '9')
}

package formula

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// syntax puts an error of the parser into words for those who write formulas.
func (f *Formula) syntax(err error) *Error {
	var at *file.Error
	if !errors.As(err, &at) {
		return &Error{0, len(f.text), "the formula is not understood", "", false, false}
	}
	from := min(max(at.From, 0), len(f.text))
	to := min(max(at.To, from), len(f.text))
	token := string(f.text[from:to])
	before := strings.TrimSpace(string(f.text[:from]))
	e := &Error{Offset: from, Length: to - from, Hint: "a formula is made of numbers, quantities in quotes ('3 kW'), names (input.outdoor), + - * / ^, functions and brackets"}
	switch {
	case strings.Contains(at.Message, "maximum allowed nodes"):
		return &Error{0, len(f.text), fmt.Sprintf("the formula has more than %d parts", mostNodes), "give parts of it names of their own", false, false}
	case strings.Contains(at.Message, "not terminated"):
		e.Offset = f.openQuote()
		e.Length = len(f.text) - e.Offset
		e.Summary, e.Hint = "a quotation mark is never closed", ""
	case strings.TrimSpace(token) == "" || strings.HasSuffix(at.Message, "token EOF"):
		before = string(f.text)
		e.Offset, e.Length = len(f.text), 0
		e.Summary, e.Hint = "something is missing at the end", ""
		if strings.Count(before, "(") > strings.Count(before, ")") {
			e.Summary = "a bracket is never closed"
		}
	case before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' && token != ",":
		e.Summary, e.Hint = fmt.Sprintf("%q follows a number", token), "write a quantity in quotes, such as '3 kW'"
	case token == ",":
		e.Summary, e.Hint = "this comma separates nothing", "numbers have a decimal point"
	case token == "=" || token == "==" || token == "!=":
		e.Summary, e.Hint = "there is no equality", "compare with < <= > >="
	default:
		e.Summary = fmt.Sprintf("%q does not belong here", token)
	}
	return e
}

// openQuote is where the quotation that is never closed begins.
func (f *Formula) openQuote() int {
	begin, quote := 0, rune(0)
	for i, c := range f.text {
		switch {
		case quote == 0 && (c == '\'' || c == '"' || c == '`'):
			begin, quote = i, c
		case c == quote:
			quote = 0
		}
	}
	return begin
}

// span is where a node stands, in runes. Brackets around it are left out.
func (r *reader) span(n ast.Node, depth int) (from, to int) {
	end := len(r.f.text)
	if n == nil || depth > 2*mostDepth {
		return 0, end
	}
	from, to = n.Location().From, n.Location().To
	var parts []ast.Node
	switch n := n.(type) {
	case *ast.UnaryNode:
		parts = []ast.Node{n.Node}
	case *ast.BinaryNode:
		parts = []ast.Node{n.Left, n.Right}
	case *ast.MemberNode:
		parts = []ast.Node{n.Node, n.Property}
	case *ast.ConditionalNode:
		parts = []ast.Node{n.Cond, n.Exp1, n.Exp2}
	case *ast.CallNode:
		parts = append([]ast.Node{n.Callee}, n.Arguments...)
	case *ast.BuiltinNode:
		parts = n.Arguments
	}
	for _, p := range parts {
		a, b := r.span(p, depth+1)
		from, to = min(from, a), max(to, b)
	}
	switch n.(type) {
	case *ast.CallNode, *ast.BuiltinNode:
		to = r.closed(to, ')')
	case *ast.MemberNode:
		if next := r.closed(to, ']'); next > to {
			to = next
		}
	}
	return min(max(from, 0), end), min(max(to, from, 0), end)
}

// closed goes on to a closing bracket that follows, if one does.
func (r *reader) closed(to int, bracket rune) int {
	at := to
	for at >= 0 && at < len(r.f.text) && (r.f.text[at] == ' ' || r.f.text[at] == '(') {
		at++
	}
	if at >= 0 && at < len(r.f.text) && r.f.text[at] == bracket {
		return at + 1
	}
	return to
}

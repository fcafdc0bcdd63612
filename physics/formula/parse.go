package formula

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"

	"whatif/physics/unit"
)

// Parse reads a formula. Whether its units fit together is for Check.
func Parse(text string) (*Formula, *Error) {
	f := &Formula{text: []rune(text)}
	switch {
	case strings.TrimSpace(text) == "":
		return nil, &Error{0, len(f.text), "a formula is missing", "write it as in input.sun * 0.7 * '12 m2'", false, false}
	case len(f.text) > mostRunes:
		return nil, &Error{mostRunes, len(f.text) - mostRunes, fmt.Sprintf("the formula is longer than %d characters", mostRunes), "give parts of it names of their own", false, false}
	}
	tree, err := parser.ParseWithConfig(text, grammar())
	if err != nil {
		return nil, f.syntax(err)
	}
	r := reader{f: f}
	root, wrong := r.read(tree.Node, 0)
	if wrong != nil {
		return nil, wrong
	}
	f.root = root
	return f, nil
}

// grammar makes the parser take every call for one of a plain function, so that
// this package says which functions there are.
func grammar() *conf.Config {
	c := &conf.Config{MaxNodes: mostNodes, DisableIfOperator: true, Functions: conf.FunctionsTable{}, Disabled: map[string]bool{}}
	for _, name := range []string{"all", "none", "any", "one", "filter", "map", "count", "sum", "find", "findIndex", "findLast", "findLastIndex", "groupBy", "sortBy", "reduce"} {
		c.Functions[name] = &builtin.Function{Name: name}
	}
	return c
}

// reader turns the parser's tree into nodes.
type reader struct{ f *Formula }

func (r *reader) read(n ast.Node, depth int) (*node, *Error) {
	if depth > mostDepth {
		from, to := r.span(n, 0)
		return nil, &Error{from, to - from, "the formula is nested too deeply", "give parts of it names of their own", false, false}
	}
	if n == nil {
		return nil, &Error{0, len(r.f.text), "the formula is not understood", "", false, false}
	}
	from, to := r.span(n, 0)
	out := &node{from: from, to: to}
	fail := func(summary, hint string) (*node, *Error) {
		return nil, &Error{from, to - from, summary, hint, false, false}
	}
	var args []ast.Node
	switch n := n.(type) {
	case *ast.IntegerNode:
		out.value, out.unit, out.bare = float64(n.Value), unit.Must("1"), true
	case *ast.FloatNode:
		out.value, out.unit, out.bare = n.Value, unit.Must("1"), true
	case *ast.StringNode:
		q, err := unit.ParseQuantity(n.Value)
		if err != nil {
			var e *unit.Error
			if errors.As(err, &e) && to-from == len([]rune(n.Value))+2 {
				return nil, &Error{from + 1 + e.Offset, e.Length, e.Summary, e.Hint, false, false}
			}
			return fail(err.Error(), "")
		}
		out.value, out.unit = q.Value, q.Unit
	case *ast.IdentifierNode, *ast.MemberNode:
		name, ok := path(n)
		if !ok {
			return fail("this is no name", `a name is written as input.outdoor, or input["a-b"]`)
		}
		out.op, out.name = opName, name
		r.f.uses = append(r.f.uses, Use{name, from, to - from})
	case *ast.UnaryNode:
		switch n.Operator {
		case "-":
			out.op = opNegate
		case "not", "!":
			out.op = opNot
		default: // a plus
			return r.read(n.Node, depth+1)
		}
		args = []ast.Node{n.Node}
	case *ast.BinaryNode:
		o, ok := binary(n.Operator)
		if !ok {
			at := n.Location()
			hint := "there are + - * / ^, and in conditions < <= > >= and or not"
			if n.Operator == "==" || n.Operator == "!=" {
				hint = "values that change are hardly ever equal: compare with < <= > >="
			}
			return nil, &Error{at.From, at.To - at.From, fmt.Sprintf("there is no %s in a formula", n.Operator), hint, false, false}
		}
		out.op, args = o, []ast.Node{n.Left, n.Right}
	case *ast.ConditionalNode:
		out.op, args = opIf, []ast.Node{n.Cond, n.Exp1, n.Exp2}
	case *ast.CallNode:
		name, ok := path(n.Callee)
		if !ok {
			return fail("this is no function", "")
		}
		if wrong := r.call(out, name, len(n.Arguments)); wrong != nil {
			return nil, wrong
		}
		args = n.Arguments
	case *ast.BuiltinNode:
		if wrong := r.call(out, n.Name, len(n.Arguments)); wrong != nil {
			return nil, wrong
		}
		args = n.Arguments
	default:
		return fail("this does not belong in a formula", "a formula is made of numbers, quantities in quotes ('3 kW'), names (input.outdoor), + - * / ^, functions and brackets")
	}
	for _, a := range args {
		arg, wrong := r.read(a, depth+1)
		if wrong != nil {
			return nil, wrong
		}
		out.args = append(out.args, arg)
	}
	return out, nil
}

// path is the name that a node spells.
func path(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value, n.Value != ""
	case *ast.MemberNode:
		above, ok := path(n.Node)
		last, isText := n.Property.(*ast.StringNode)
		if !ok || !isText || n.Optional {
			return "", false
		}
		if !plain(last.Value) {
			return fmt.Sprintf("%s.%q", above, last.Value), true
		}
		return above + "." + last.Value, true
	}
	return "", false
}

// plain tells names that need no quotes in a path.
func plain(name string) bool {
	for _, c := range name {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return name != ""
}

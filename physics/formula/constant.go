package formula

// constantOf is the value in SI of a node that is made of numbers alone.
func constantOf(n *node) (x float64, ok bool) {
	if n.op == opNumber {
		return n.value, true
	}
	var args [2]float64
	switch n.op {
	case opNegate, opAdd, opSubtract, opMultiply, opDivide:
	default:
		return 0, false
	}
	if len(n.args) == 0 || len(n.args) > len(args) {
		return 0, false
	}
	for i, a := range n.args {
		if args[i], ok = constantOf(a); !ok {
			return 0, false
		}
	}
	switch n.op {
	case opNegate:
		return -args[0], true
	case opAdd:
		return args[0] + args[1], true
	case opSubtract:
		return args[0] - args[1], true
	case opMultiply:
		return args[0] * args[1], true
	}
	return args[0] / args[1], args[1] != 0
}

// void finds what has no value whatever the names stand for: a clamp between
// bounds that are the wrong way round, and a division by zero.
func (c *checker) void(n *node) *Error {
	switch n.op {
	case opClamp:
		low, known := constantOf(n.args[1])
		high, also := constantOf(n.args[2])
		if known && also && low > high {
			return c.fail(n, "clamp bounds between "+c.say(n.args[1])+" and "+c.say(n.args[2])+", of which the first is above the second", "write clamp(value, lowest, highest)")
		}
	case opDivide:
		if x, known := constantOf(n.args[1]); known && x == 0 {
			return c.fail(n.args[1], "this divides by "+c.say(n.args[1])+", which is zero", "")
		}
	}
	for _, a := range n.args {
		if wrong := c.void(a); wrong != nil {
			return wrong
		}
	}
	return nil
}

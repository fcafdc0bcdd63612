package language

// Sample is [sample].
func Sample() *Table {
	together := &Table{Name: "correlation", Doc: "Paths that are drawn together.", Keys: []Key{
		must(key("between", Texts, "", `Drawn paths or wildcards, such as ["twin.*.heat_loss"].`)),
		must(key("value", Number, "", "Correlation of their ranks, from -1 to 1.")),
	}}
	stop := &Table{Name: "stop", Doc: "Run fewer draws if those are enough.", Keys: []Key{
		must(key("indicator", Text, "", "Whose mean is watched.")),
		key("half_width", Quantity, "", "Half the width at which the interval is narrow enough; this or relative."),
		key("relative", Number, "", "The same as a share of the mean."),
		choice("of", "The mean, or the mean difference to a variant.", "mean", "difference"),
		key("base", Text, "the first", "Of a difference: the variant to which it is."),
		key("confidence", Number, "0.95", "Of the interval."),
		key("min", Whole, "50", "Draws before the first look."),
		key("every", Whole, "50", "Draws between two looks."),
	}}
	return &Table{Name: "sample", Doc: "Monte Carlo: what is uncertain, and how many draws.", Keys: []Key{
		key("draws", Whole, "", "Runs per variant and sweep point."),
		key("seed", Whole, "1", "The same seed gives the same draws."),
		choice("design", "How the draws lie: independent, Latin hypercubes, Sobol points.", "iid", "lhs", "sobol"),
		key("replicates", Whole, "", "Of lhs and sobol: how often the design is repeated, each randomized for itself."),
		with("correlation", List, together, "What is drawn together."),
		with("stop", Below, stop, "Run fewer draws if those are enough."),
		key("vary", Settings, "", "Paths and the distributions of their values."),
	}}
}

// Draw is the distribution of a path in [sample.vary].
func Draw() *Table {
	keys := laws()
	factor := &Table{Name: "factor", Doc: "A distribution of what a value is scaled by, or of what is added to it.", Keys: truncated(keys)}
	return &Table{Name: "draw", Doc: "The distribution of a value, of a factor, or of what is added.", Keys: append([]Key{
		with("scale", Below, factor, "The draw, a bare number, multiplies the value; not for temperatures."),
		with("add", Below, factor, "The draw is added; in K for temperatures."),
		key("common", Flag, "false", "One draw for all that the path matches."),
	}, truncated(keys)...)}
}

// truncated adds the bounds beside a distribution.
func truncated(keys []Key) []Key {
	return append(keys[:len(keys):len(keys)],
		key("min", Quantity, "", "Nothing below is drawn."),
		key("max", Quantity, "", "Nothing above is drawn."))
}

// laws are the distributions.
func laws() []Key {
	law := func(name, doc string, keys ...Key) Key {
		return with(name, Below, &Table{Name: name, Doc: doc, Keys: keys}, doc)
	}
	number := func(name, doc string) Key { return must(key(name, Quantity, "", doc)) }
	return []Key{
		law("normal", "The normal distribution.", number("mean", "Its mean."), number("sd", "Its standard deviation.")),
		law("lognormal", "The lognormal distribution.", number("mean", "Mean of the variable itself."), number("sd", "Standard deviation of the variable itself.")),
		law("uniform", "All values between two are as likely.", number("min", "The least."), number("max", "The greatest.")),
		law("triangular", "A triangle.", number("min", "The least."), number("mode", "The likeliest."), number("max", "The greatest.")),
		law("weibull", "The Weibull distribution.", number("scale", "Scale, above 0."), number("shape", "Shape, above 0."),
			key("location", Quantity, "0", "Where it begins.")),
		law("exponential", "The exponential distribution.", number("mean", "Its mean.")),
		law("beta", "The beta distribution, stretched.", number("alpha", "First shape."), number("beta", "Second shape."),
			number("min", "Where it begins."), number("max", "Where it ends.")),
		law("discrete", "One of a list.", must(key("values", Quantities, "", "What may be drawn.")),
			key("weights", Numbers, "equal", "How likely each is.")),
		law("table", "One of many measured values.", must(key("file", Text, "", "The table, a .csv file.")),
			must(key("column", Text, "", "Its column of numbers.")), key("unit", Text, "", "Unit of the numbers."),
			key("smooth", Flag, "false", "Also between them.")),
	}
}

package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// repeat says how the numbers are made again.
func (m *material) repeat() ([]block, error) {
	i := &m.r.Info
	facts := []item{
		{"whatif", i.EngineVersion},
		{"Seed", fmt.Sprint(i.Seed)},
		{"Draws", fixed(float64(i.Draws), 0)},
		{"Hash of scenario, files, overrides and version", i.Hash()},
	}
	for _, name := range slices.Sorted(maps.Keys(i.Files)) {
		facts = append(facts, item{name, i.Files[name]})
	}
	return []block{
		{Text: "The same version with the same scenario, files and seed gives the same tables to the byte, with " +
			"any number of workers:"},
		{Code: m.command(i.Overrides)},
		{Text: "The scenario is on this page, under “What was asked”: save it under that name beside the files " +
			"that it reads."},
		{Facts: facts},
	}, nil
}

// command is what runs the batch, with what was laid over the scenario and more
// arguments behind.
func (m *material) command(overrides []string, more ...string) string {
	words := []string{"whatif run", quoted(m.o.Scenario)}
	for _, o := range overrides {
		words = append(words, override(o))
	}
	return strings.Join(append(words, more...), " ")
}

// override is how the command line set it: a flag is as it was, a path is for
// --set.
func override(text string) string {
	if name, value, ok := strings.Cut(text, "="); ok && strings.HasPrefix(name, "--") {
		return name + "=" + quoted(value)
	}
	return "--set " + quoted(text)
}

// quoted is a word as a shell takes it.
func quoted(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\n\"'\\$`*?[]{}()<>|&;#~!") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// terms explains the words of the page.
func (m *material) terms() ([]block, error) {
	return []block{{Facts: []item{
		{"Draw", "One set of numbers for what is not known exactly, and one course of the noise. Draw 17 of one " +
			"variant meets the same luck as draw 17 of another, so that what " +
			"differs between the two is what the variant made."},
		{"Median", "Half of the draws are below it, half above."},
		{"5 to 95 %", "The spread of the draws: nine of ten lie in it. It says how much the outcome may vary, and " +
			"does not shrink with more draws."},
		{"Interval of a mean", "How well the mean is known. It shrinks with more draws; with a confidence of " +
			percent(m.o.Confidence) + " such intervals hold the true mean that often."},
		{"Better in N % of draws", "In so many of the pairs the variant is better than the base; those in which nothing differs are told apart."},
		{"The draws do not tell", "The interval of the mean difference, made wider for the number of comparisons, " +
			"holds 0. That is not to say that there is no difference."},
		{"Failed run", "A run that could not be carried on to its end. It is counted, and left out of all other " +
			"numbers."},
	}}}, nil
}

package twin

import (
	"fmt"
	"maps"
	"strings"

	"whatif/physics/unit"
)

// Complete returns t with the defaults of its kind filled in where a parameter
// is absent; where none is, its settings are those of t. The error says which
// default cannot be read, a mistake of who wrote the kind.
func (k *Kind) Complete(t Twin) (Twin, error) {
	own := false // t has settings of its own, to which defaults may be added
	for i := range k.Params {
		p := &k.Params[i]
		if p.Default == "" || t.Given(p.Name) {
			continue
		}
		s, err := k.defaultOf(i)
		if err != nil {
			return t, fmt.Errorf("%s: %w", k.Name, err)
		}
		if !own {
			settings := make(map[string]Setting, len(k.Params))
			maps.Copy(settings, t.Settings)
			t.Settings, own = settings, true
		}
		t.Settings[p.Name] = s
	}
	return t, nil
}

// defaultOf is the default of parameter i.
func (k *Kind) defaultOf(i int) (Setting, error) {
	if i < len(k.defaults) {
		return k.defaults[i], nil
	}
	return k.Params[i].DefaultSetting()
}

// readDefaults reads the defaults of all parameters once, where all can be read.
func (k *Kind) readDefaults() {
	defaults := make([]Setting, len(k.Params))
	for i := range k.Params {
		if k.Params[i].Default == "" {
			continue
		}
		s, err := k.Params[i].DefaultSetting()
		if err != nil {
			return // Complete tells
		}
		defaults[i] = s
	}
	k.defaults = defaults
}

// DefaultSetting is the setting that Default stands for.
func (p *Param) DefaultSetting() (Setting, error) {
	switch p.Shape {
	case Flag:
		switch p.Default {
		case "true":
			return Setting{Number: 1}, nil
		case "false":
			return Setting{}, nil
		}
		return Setting{}, fmt.Errorf("parameter %s: default %q is not a flag", p.Name, p.Default)
	case Choice:
		return Setting{Text: p.Default}, nil
	case Number, Signal, Sum:
		q, err := unit.ParseQuantity(p.Default)
		if err != nil {
			return Setting{}, fmt.Errorf("parameter %s: default %q: %w", p.Name, p.Default, err)
		}
		return Setting{Number: q.Value}, nil
	}
	if p.Shape == Numbers {
		return p.defaultNumbers()
	}
	return Setting{}, fmt.Errorf("parameter %s: this shape has no default", p.Name)
}

// defaultNumbers reads a list of quantities, ["7.7 W/(m2 K)", "25 W/(m2 K)"].
func (p *Param) defaultNumbers() (s Setting, err error) {
	list := strings.TrimSuffix(strings.TrimPrefix(p.Default, "["), "]")
	for text := range strings.SplitSeq(list, ",") {
		q, err := unit.ParseQuantity(strings.Trim(text, ` "`))
		if err != nil {
			return Setting{}, fmt.Errorf("parameter %s: default %q: %w", p.Name, p.Default, err)
		}
		s.Numbers = append(s.Numbers, q.Value)
	}
	return s, nil
}

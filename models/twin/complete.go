package twin

import (
	"fmt"
	"maps"
	"strings"

	"whatif/physics/unit"
)

// Complete returns t with the defaults of its kind filled in where a parameter
// is absent. The error says which default cannot be read, a mistake of who
// wrote the kind.
func (k *Kind) Complete(t Twin) (Twin, error) {
	settings := maps.Clone(t.Settings)
	if settings == nil {
		settings = map[string]Setting{}
	}
	t.Settings = settings
	for i := range k.Params {
		p := &k.Params[i]
		if _, given := settings[p.Name]; given || p.Default == "" {
			continue
		}
		s, err := p.DefaultSetting()
		if err != nil {
			return t, fmt.Errorf("%s: %w", k.Name, err)
		}
		settings[p.Name] = s
	}
	return t, nil
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

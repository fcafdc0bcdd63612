package scenarios

import (
	"strings"

	"whatif/models"
	"whatif/scenarios/source"
)

// Named is what a scenario has names for, as a shell completes them.
type Named struct {
	Variants []string
	Paths    []string // that --set reaches
}

// Names reads which variants and paths a file has, as far as it can be read:
// it may be wrong elsewhere. Of a file that is none, it returns nothing.
func Names(path string) Named {
	var n Named
	content, wrong := readFile(path)
	if wrong != nil {
		return n
	}
	file, mistake := source.Parse(path, content)
	if mistake != nil {
		return n
	}
	n.Variants = file.Root.Get("variant").Table().Names()
	l := &loader{report: &report{}, catalogue: models.Kinds()}
	twins := file.Root.Get("twin").Table()
	for _, name := range twins.Names() {
		if k := l.kindOf(twins, name, nil); k != nil {
			for i := range k.Params {
				n.Paths = append(n.Paths, joined(append([]string{"twin", name}, strings.Split(k.Params[i].Name, ".")...)))
			}
		}
	}
	for _, section := range []string{"input", "event", "alert"} {
		for _, e := range file.Root.Get(section).Table().Nodes() {
			for _, key := range e.Table().Names() {
				n.Paths = append(n.Paths, joined([]string{section, e.Name, key}))
			}
		}
	}
	for _, section := range fixedSections() {
		for _, key := range file.Root.Get(section).Table().Names() {
			n.Paths = append(n.Paths, section+"."+key)
		}
	}
	return n
}

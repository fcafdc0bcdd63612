package report

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// open elements that never close.
var void = map[string]bool{"meta": true, "link": true, "img": true, "br": true, "hr": true, "input": true}

var (
	tag       = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>`)
	attribute = regexp.MustCompile(`([a-zA-Z-]+)="([^"]*)"`)
)

// wellFormed checks what a browser would mend in silence: elements that do not
// nest, identifiers that are there twice, links that lead nowhere, charts without
// words, headings out of order, loads from elsewhere.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	require.True(t, strings.HasPrefix(page, "<!DOCTYPE html>"), "begins with %.40q", page)
	bare := regexp.MustCompile(`(?s)(<(?:script|style)[^>]*>).*?(</(?:script|style)>)`).ReplaceAllString(page, "$1$2")
	var stack []string
	ids, level := map[string]bool{}, 0
	var targets []string
	for _, m := range tag.FindAllStringSubmatch(bare, -1) {
		name := strings.ToLower(m[2])
		if m[1] == "/" {
			require.NotEmpty(t, stack, "</%s> closes nothing", name)
			require.Equal(t, stack[len(stack)-1], name, "</%s> closes it", name)
			stack = stack[:len(stack)-1]
			continue
		}
		attributes := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			attributes[strings.ToLower(a[1])] = a[2]
		}
		if id, ok := attributes["id"]; ok {
			assert.False(t, ids[id], "the identifier %q is there twice", id)
			assert.NotContains(t, id, " ")
			ids[id] = true
		}
		if href, ok := attributes["href"]; ok && strings.HasPrefix(href, "#") {
			targets = append(targets, href[1:])
		} else if ok {
			assert.Equal(t, "data:,", href)
		}
		assert.NotContains(t, attributes, "src")
		if labelled := attributes["aria-labelledby"]; labelled != "" {
			targets = append(targets, strings.Fields(labelled)...)
		}
		if name == "svg" && !hidden(attributes) {
			assert.Equal(t, "img", attributes["role"])
			assert.True(t, attributes["aria-label"] != "" || attributes["aria-labelledby"] != "",
				"a chart has no words: %.120s", m[0])
		}
		if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
			next := int(name[1] - '0')
			assert.LessOrEqual(t, next, level+1, "a heading of level %d after one of %d", next, level)
			level = next
		}
		if !void[name] && !strings.HasSuffix(strings.TrimSpace(m[3]), "/") {
			stack = append(stack, name)
		}
	}
	assert.Empty(t, stack, "never closed")
	for _, id := range targets {
		assert.True(t, ids[id], "nothing has the identifier %q", id)
	}
	for _, load := range []string{"@import", "url(", "<iframe", "<object", "fetch(", "XMLHttpRequest", "eval("} {
		assert.False(t, strings.Contains(page, load), "the page has %q", load)
	}
	for _, m := range regexp.MustCompile(`https?://[^\s"'<]*`).FindAllString(page, -1) {
		assert.Equal(t, "http://www.w3.org/2000/svg", strings.TrimSuffix(m, `\`), "only names of languages")
	}
}

func hidden(attributes map[string]string) bool { return attributes["aria-hidden"] == "true" }

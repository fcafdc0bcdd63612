package report

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// probe plays a reader: it switches a series, reads a chart with the keyboard and
// the pointer, turns the theme, prints, and writes down on the page what it saw.
const probe = `<script>
(function () {
  var said = {errors: [], loads: []};
  window.addEventListener('error', function (e) { said.errors.push(String(e.message)); });
  document.addEventListener('securitypolicyviolation', function (e) { said.errors.push('policy ' + e.blockedURI); });
  window.addEventListener('load', function () {
    var figure = document.querySelector('figure[id^=fan]'), svg = figure.querySelector('svg'),
	button = figure.querySelector('.legend button');
    button.click();
    said.pressed = button.getAttribute('aria-pressed');
    said.off = figure.querySelectorAll('svg .s0.off').length;
    button.click();
    svg.dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}));
    said.keyboard = figure.querySelector('.readout').textContent;
    var frame = svg.getBoundingClientRect();
    svg.dispatchEvent(new PointerEvent('pointermove', {clientX: frame.left + frame.width / 2, clientY: frame.top +
	20, bubbles: true}));
    said.pointer = figure.querySelector('.readout').textContent;
    document.getElementById('theme').click();
    said.theme = document.documentElement.dataset.theme;
    window.dispatchEvent(new Event('beforeprint'));
    said.printed = document.querySelectorAll('details:not(.numbers):not([open])').length;
    said.wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    performance.getEntriesByType('resource').forEach(function (e) { said.loads.push(e.name); });
    var out = document.createElement('pre');
    out.id = 'said';
    Object.keys(said).forEach(function (k) { out.textContent += k + '=' + said[k] + '\n'; });
    document.body.appendChild(out);
  });
})();
</script>`

// TestBrowser opens the page in headless Chromium, wide and narrow.
func TestBrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium here to open the page with")
	}
	page := pageOf(t, winter().write(t), Options{})
	for size, width := range map[string]string{"wide": "1280,900", "narrow": "390,800"} {
		t.Run(size, func(t *testing.T) {
			said := seen(t, chromium, strings.Replace(page, "<body>", "<body>"+probe, 1), width)
			assert.Empty(t, said["errors"])
			assert.Empty(t, said["loads"], "a page that loads nothing")
			assert.Equal(t, "false", said["pressed"])
			assert.NotEqual(t, "0", said["off"], "the series is switched off")
			assert.Contains(t, said["keyboard"], "base")
			assert.Contains(t, said["keyboard"], "insulated")
			assert.Contains(t, said["pointer"], "base")
			assert.NotEqual(t, said["keyboard"], said["pointer"])
			assert.Equal(t, "dark", said["theme"])
			assert.Equal(t, "0", said["printed"], "printing opens what is folded")
			assert.Equal(t, "0", said["wide"], "tables scroll inside themselves, not the page")
		})
	}
}

// seen opens a page and returns what the probe wrote down.
func seen(t *testing.T, chromium, page, size string) map[string]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	require.NoError(t, os.WriteFile(file, []byte(page), 0o644))
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	// Its own folder, and nothing that it does of itself over a network.
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+t.TempDir(), "--window-size="+size,
		"--enable-logging=stderr", "--dump-dom", "file://"+file)
	var out, messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &messages
	require.NoError(t, cmd.Run(), messages.String())
	for line := range strings.Lines(messages.String()) {
		assert.NotContains(t, line, "CONSOLE")
	}
	m := regexp.MustCompile(`(?s)<pre id="said">(.*?)</pre>`).FindStringSubmatch(out.String())
	require.NotNil(t, m, "the page's script came to no end: %s", messages.String())
	said := map[string]string{}
	for line := range strings.Lines(m[1]) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		said[name] = value
	}
	return said
}

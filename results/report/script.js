(function () {
'use strict';
var root = document.documentElement;

function each(list, f) { Array.prototype.forEach.call(list, f); }

// The theme: what the system prefers until the button says otherwise.
var theme = document.getElementById('theme');
var dark = window.matchMedia('(prefers-color-scheme: dark)');
function isDark() { return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches; }
function showTheme() { theme.setAttribute('aria-pressed', String(isDark())); }
theme.hidden = false;
theme.addEventListener('click', function () { root.dataset.theme = isDark() ? 'light' : 'dark'; showTheme(); });
dark.addEventListener('change', showTheme);
showTheme();

// Numbers as people read them: four significant digits, no more.
function digits(x) {
  if (x === null || x === undefined || x !== x) return '\u2013';
  if (x === 0) return '0';
  var size = Math.abs(x), text;
  if (size < 1e-4 || size >= 1e9) text = x.toExponential(3);
  else text = x.toFixed(Math.max(0, 3 - Math.floor(Math.log10(size))));
  return text.replace('-', '\u2212');
}
function two(n) { return (n < 10 ? '0' : '') + n; }
var zones = {};
function clock(seconds, zone) {
  var key = zone || 'UTC';
  if (!(key in zones)) {
    var options = {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
    try { options.timeZone = key; zones[key] = new Intl.DateTimeFormat('en-GB', options); } catch (e) { zones[key] = null; }
  }
  var t = new Date(seconds * 1000);
  return zones[key] ? zones[key].format(t) : t.toISOString().slice(0, 16).replace('T', ' ');
}
function elapsed(s) {
  var d = Math.floor(s / 86400), h = Math.floor(s % 86400 / 3600), m = Math.floor(s % 3600 / 60);
  if (s < 60) return digits(s) + ' s';
  return (d ? d + ' d ' : '') + two(h) + ':' + two(m);
}

// A chart: its series can be switched, and its values read at a place.
each(document.querySelectorAll('figure.chart'), function (figure) {
  var svg = figure.querySelector('.plot svg'), source = figure.querySelector('script.data');
  var readout = figure.querySelector('.readout'), buttons = figure.querySelectorAll('.legend button');
  if (!svg || !source) return;
  var data = JSON.parse(source.textContent), off = {}, line = null, at = -1;

  function apply() {
    each(buttons, function (b) { b.setAttribute('aria-pressed', String(!off[b.dataset.series])); });
    (data.series || []).forEach(function (_, k) {
      each(svg.querySelectorAll('.s' + k), function (mark) { mark.classList.toggle('off', !!off[k]); });
    });
    if (at >= 0) show(at);
  }
  each(buttons, function (b) {
    b.addEventListener('click', function () { off[b.dataset.series] = !off[b.dataset.series]; apply(); });
    b.addEventListener('dblclick', function () {
      var alone = true;
      each(buttons, function (o) { if (o !== b && !off[o.dataset.series]) alone = false; });
      each(buttons, function (o) { off[o.dataset.series] = !alone && o !== b; });
      apply();
    });
    b.title = 'switch off and on; double click: alone';
  });

  // The places at which values can be read: those of the axis with names, else
  // all x of all series.
  var down = data.y && data.y.names && data.y.names.length > 0;
  var axis = down ? data.y : data.x || {}, named = axis.names && axis.names.length > 0;
  var places = [];
  if (named) places = axis.names.map(function (_, k) { return k; });
  else {
    var seen = {};
    (data.series || []).forEach(function (s) { (s.x || []).forEach(function (x) { if (x !== null && !seen[x]) { seen[x] = true; places.push(x); } }); });
    places.sort(function (a, b) { return a - b; });
  }
  if (!places.length || !axis.scale) return;

  function nearest(list, x) {
    var low = 0, high = list.length - 1;
    while (low < high) { var mid = (low + high) >> 1; if (list[mid] < x) low = mid + 1; else high = mid; }
    return low > 0 && x - list[low - 1] < list[low] - x ? low - 1 : low;
  }
  function point(s, place) {
    if (named && (!s.x || !s.x.length)) return place;
    if (!s.x || !s.x.length) return -1;
    var k = nearest(s.x, place), gap = Math.abs(s.x[k] - place);
    var step = s.x.length > 1 ? Math.abs(s.x[s.x.length - 1] - s.x[0]) / (s.x.length - 1) : Infinity;
    return gap <= 3 * step ? k : -1;
  }
  function bold(text) { var b = document.createElement('b'); b.textContent = text; return b; }
  function heading(place) {
    if (named) return axis.names[place];
    if (axis.time) return clock(place, root.dataset.zone);
    if (data.kind === 'fan') return elapsed(place);
    return (axis.label ? axis.label + ' ' : '') + digits(place) + (axis.unit ? ' ' + axis.unit : '');
  }
  function show(k) {
    at = Math.max(0, Math.min(places.length - 1, k));
    var place = places[at], unit = (down ? data.x : data.y || {}).unit || '';
    readout.textContent = '';
    readout.appendChild(bold(heading(place) + ': '));
    var first = true;
    (data.series || []).forEach(function (s, n) {
      if (off[n]) return;
      var i = point(s, place);
      if (i < 0 || !s.y || s.y[i] === undefined || s.y[i] === null) return;
      var text = (first ? '' : ' \u00b7 ') + (s.name ? s.name + ' ' : '');
      readout.appendChild(document.createTextNode(text));
      readout.appendChild(bold(digits(s.y[i]) + (unit ? ' ' + unit : '')));
      var more = '';
      if (s.low && s.high && s.low[i] !== null && s.low[i] !== undefined && s.low[i] !== s.high[i]) more += ' (' + digits(s.low[i]) + ' to ' + digits(s.high[i]) + ')';
      if (s.note && s.note[i]) more += ' ' + s.note[i];
      readout.appendChild(document.createTextNode(more));
      first = false;
    });
    cursor(axis.zero + axis.scale * (axis.log ? Math.log10(place) : place));
  }
  function cursor(pixel) {
    var box = svg.viewBox.baseVal;
    if (!line) {
      line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      line.setAttribute('class', 'cursor');
      svg.appendChild(line);
    }
    line.setAttribute(down ? 'y1' : 'x1', pixel); line.setAttribute(down ? 'y2' : 'x2', pixel);
    line.setAttribute(down ? 'x1' : 'y1', 0); line.setAttribute(down ? 'x2' : 'y2', down ? box.width : box.height);
  }
  svg.addEventListener('pointermove', function (e) {
    var frame = svg.getBoundingClientRect(), box = svg.viewBox.baseVal;
    var pixel = down ? (e.clientY - frame.top) * box.height / frame.height : (e.clientX - frame.left) * box.width / frame.width;
    var value = (pixel - axis.zero) / axis.scale;
    show(nearest(places, axis.log ? Math.pow(10, value) : value));
  });
  svg.setAttribute('tabindex', '0');
  svg.addEventListener('keydown', function (e) {
    var step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: down ? -1 : 0, ArrowDown: down ? 1 : 0, PageUp: -10, PageDown: 10}[e.key];
    if (e.key === 'Home') show(0);
    else if (e.key === 'End') show(places.length - 1);
    else if (step) show(at < 0 ? 0 : at + step * (e.shiftKey ? 10 : 1));
    else return;
    e.preventDefault();
  });
});

// One group of charts at a time, where there are several.
each(document.querySelectorAll('.chooser'), function (chooser) {
  var groups = chooser.querySelectorAll('.choice');
  if (groups.length < 2) return;
  var label = document.createElement('label'), select = document.createElement('select');
  label.textContent = chooser.dataset.label + ' ';
  each(groups, function (g, k) {
    var option = document.createElement('option');
    option.value = String(k);
    option.textContent = g.getAttribute('aria-label');
    select.appendChild(option);
  });
  function choose() { each(groups, function (g, k) { g.hidden = String(k) !== select.value; }); }
  select.addEventListener('change', choose);
  label.appendChild(select);
  chooser.insertBefore(label, chooser.firstChild);
  choose();
  window.addEventListener('beforeprint', function () { each(groups, function (g) { g.hidden = false; }); });
  window.addEventListener('afterprint', choose);
});

// Printing shows what is folded, but not the tables of numbers beside charts.
var opened = [];
window.addEventListener('beforeprint', function () {
  opened = Array.prototype.filter.call(document.querySelectorAll('details:not(.numbers)'), function (d) { return !d.open; });
  opened.forEach(function (d) { d.open = true; });
});
window.addEventListener('afterprint', function () { opened.forEach(function (d) { d.open = false; }); opened = []; });

// Where one is in the contents.
if ('IntersectionObserver' in window) {
  var links = {};
  each(document.querySelectorAll('.contents a'), function (a) { links[a.getAttribute('href').slice(1)] = a; });
  var watch = new IntersectionObserver(function (entries) {
    entries.forEach(function (e) {
      if (!e.isIntersecting) return;
      Object.keys(links).forEach(function (id) { links[id].removeAttribute('aria-current'); });
      if (links[e.target.id]) links[e.target.id].setAttribute('aria-current', 'true');
    });
  }, {rootMargin: '0px 0px -75% 0px'});
  each(document.querySelectorAll('main > section'), function (s) { watch.observe(s); });
}
})();

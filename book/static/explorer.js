/* The explorer: indicator × publication × year → map, ranking, comparison, municipalities.
   Data come as classic scripts beside the page, so it works from a file; the address keeps every
   choice. What stands in the page without this script is complete in itself. */
(function () {
  "use strict";

  var Z95 = 1.959963984540054;
  var CLASSES = 5;
  var SVG = "http://www.w3.org/2000/svg";
  var lib = window.cohesionExplorer || {};
  var root, data, outlines, names = {}, parts = {}, choice = {}, given = [], first = {};
  var sorted = { by: "value", up: false };

  /* ── small tools ───────────────────────────────────────────────────────────────────────── */
  function make(tag, attributes, content, space) {
    var element = space ? document.createElementNS(SVG, tag) : document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      element.setAttribute(name, attributes[name]);
    });
    [].concat(content === undefined ? [] : content).forEach(function (part) { element.append(part); });
    return element;
  }

  function draw(tag, attributes, content) {
    return make(tag, attributes, content, true);
  }

  function known(value) {
    return value !== null && value !== undefined;
  }

  /* Digits as Python writes them: exact halves go to the even neighbour, which toFixed does not. */
  function rounded(x, digits) {
    var text = x.toFixed(digits);
    var exact = x.toFixed(Math.min(100, digits + 50));
    var rest = exact.slice(exact.length - 50);
    if (/^50*$/.test(rest)) {
      var cut = exact.slice(0, exact.length - 50).replace(/\.$/, "");
      if (Number(cut.slice(-1)) % 2 === 0) { text = cut; }
    }
    return text;
  }

  function number(x, digits) {
    if (!known(x)) { return "–"; }
    var text = rounded(Math.abs(x), digits);
    var whole = text.split(".");
    whole[0] = whole[0].replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
    text = whole.join(".");
    return (x < 0 && Number(rounded(Math.abs(x), digits)) !== 0 ? "\u2212" : "") + text;
  }

  function signed(x, digits) {
    var text = number(x, digits);
    return x > 0 && /[1-9]/.test(text) ? "+" + text : text;
  }

  function interval(low, high, digits) {
    return number(low, digits) + " to " + number(high, digits);
  }

  /* ── what is chosen ────────────────────────────────────────────────────────────────────── */
  function indicator() { return data.indicators[choice.i]; }
  function series() { return data.series[choice.i][choice.e]; }
  function years() { return Object.keys(series().years).map(Number).sort(function (a, b) { return a - b; }); }
  function cell() { return series().years[choice.y]; }
  function valueOf(code, what) {
    var list = cell()[what || "v"];
    return list ? list[position(code)] : null;
  }
  function position(code) {
    return data.units.findIndex(function (unit) { return unit[0] === code; });
  }
  function states() { return data.units.slice(1).map(function (unit) { return unit[0]; }); }

  function editionsOf(id) {
    return Object.keys(data.series[id]).sort(function (a, b) {
      return latest(b, id) - latest(a, id) || (a < b ? -1 : 1);
    });
  }
  function latest(edition, id) {
    return Math.max.apply(null, Object.keys(data.series[id][edition].years).map(Number));
  }
  function editionText(id) {
    return id.split("+").map(function (part) { return data.editions[part].text; }).join(" over ");
  }
  function editionDay(id) {
    return id.split("+").map(function (part) { return data.editions[part].published; }).join(" and ");
  }
  function defaultEdition(id) {
    var list = editionsOf(id);
    var with2010 = list.filter(function (e) { return data.series[id][e].years["2010"]; });
    return (!data.hindsight && with2010[0]) || list[0];
  }
  function defaultYear(id, edition) {
    var all = Object.keys(data.series[id][edition].years).map(Number);
    return !data.hindsight && all.indexOf(2010) >= 0 ? 2010 : Math.max.apply(null, all);
  }

  /* Reads the address; what it names and this page does not have is told, and the default taken. */
  function read() {
    var wanted = {};
    location.hash.slice(1).split("&").forEach(function (pair) {
      var at = pair.indexOf("=");
      if (at > 0) {
        try {
          wanted[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1));
        } catch (error) {
          wanted[pair.slice(0, at)] = pair.slice(at + 1); /* An address that was cut short. */
        }
      }
    });
    given = [];
    function take(key, allowed, fallback, what, show) {
      var value = wanted[key];
      if (value === undefined) { return fallback; }
      if (allowed(value)) { return value; }
      given.push("This page has no " + what + " “" + value + "”" +
        (fallback ? ": " + (show || String)(fallback) + " is shown." : "."));
      return fallback;
    }
    choice.i = take("i", function (v) { return Object.hasOwn(data.indicators, v); }, first.i, "indicator",
      function (id) { return data.indicators[id].label; });
    choice.e = take("e", function (v) { return Object.hasOwn(data.series[choice.i], v); },
      defaultEdition(choice.i), "publication of this indicator", editionText);
    choice.y = Number(take("y", function (v) { return Object.hasOwn(series().years, v); },
      defaultYear(choice.i, choice.e), "year of this publication"));
    function isState(v) { return v !== "00" && position(v) > 0; }
    choice.s = take("s", isState, "", "state");
    choice.m = take("m", function (v) { return municipal().indexOf(v) >= 0; }, "",
      "municipal map of the state");
    choice.mi = wanted.mi || "";
    choice.c = first.c.slice();
    if (wanted.c !== undefined) {
      var asked = wanted.c.split(".");
      var good = asked.filter(function (code, n) { return isState(code) && asked.indexOf(code) === n; });
      asked.filter(function (code) { return !isState(code); }).forEach(function (code) {
        given.push("This page has no state “" + code + "” to compare.");
      });
      choice.c = good.length >= 2 ? good.slice(0, 4) : first.c.slice();
    }
  }

  function address() {
    var hash = "#i=" + choice.i + "&e=" + encodeURIComponent(choice.e) + "&y=" + choice.y;
    if (choice.s) { hash += "&s=" + choice.s; }
    if (choice.c.join(".") !== first.c.join(".")) { hash += "&c=" + choice.c.join("."); }
    if (choice.m) { hash += "&m=" + choice.m + (choice.mi ? "&mi=" + choice.mi : ""); }
    return hash;
  }

  function keep() {
    try {
      history.replaceState(null, "", address());
    } catch (error) { /* Where an address may not change, everything else works. */ }
  }

  /* ── classes, ranks ────────────────────────────────────────────────────────────────────── */
  function breaksOf(values) {
    var list = values.filter(known).sort(function (a, b) { return a - b; });
    var found = [];
    for (var k = 1; k < CLASSES; k += 1) {
      var at = (list.length - 1) * k / CLASSES, low = Math.floor(at), high = Math.ceil(at);
      var limit = list[low] + (list[high] - list[low]) * (at - low);
      if (found.indexOf(limit) < 0) { found.push(limit); }
    }
    return found;
  }

  function classOf(value, breaks) {
    return known(value) ? "c" + (1 + breaks.filter(function (b) { return value >= b; }).length) : "gap";
  }

  function ranks() {
    var told = states().map(function (code) { return valueOf(code); }).filter(known);
    var found = {};
    states().forEach(function (code) {
      var own = valueOf(code);
      found[code] = known(own) ? 1 + told.filter(function (v) { return v > own; }).length : null;
    });
    return found;
  }

  function errorOf(code) {
    var se = valueOf(code, "s");
    return known(se) ? Z95 * se : null;
  }

  function saying(code) {
    var value = valueOf(code), error = errorOf(code), digits = indicator().digits;
    var text = names[code] + ": " + (known(value) ? number(value, digits) : "no figure");
    if (known(error) && known(value)) {
      text += " (" + interval(value - error, value + error, digits) + ")";
    }
    return text;
  }

  /* ── the skeleton ──────────────────────────────────────────────────────────────────────── */
  function field(id, label, control) {
    control.id = id;
    control.classList.add("report-field");
    return make("label", { "for": id }, [make("span", {}, label), control]);
  }

  function build() {
    parts.message = make("div", { role: "status" });
    parts.indicator = make("select");
    data.groups.forEach(function (group) {
      parts.indicator.append(make("optgroup", { label: group[0] }, group[1].map(function (id) {
        var described = data.indicators[id];
        var unit = described.label.indexOf(described.unit) < 0 ? " (" + described.unit + ")" : "";
        return make("option", { value: id }, described.label + unit);
      })));
    });
    parts.edition = make("select");
    parts.year = make("input", { type: "range", step: "1" });
    parts.yearText = make("output", { "for": "explorer-year" });
    parts.title = make("h2", { id: "explorer-title" });
    parts.finding = make("p", { role: "status", "class": "explorer-finding" });
    parts.map = make("div", { "class": "explorer-figure" });
    parts.strip = make("div", { "class": "explorer-strip" });
    parts.source = make("div", { "class": "explorer-source" });
    parts.actions = make("p", { "class": "card-actions" });
    parts.status = make("span", { role: "status", "class": "card-status" });
    parts.ranking = make("div", { "class": "pst-scrollable-table-container", role: "region",
      tabindex: "0", "aria-label": "Ranking of the states" });
    parts.compare = make("section", { "class": "explorer-compare", "aria-labelledby": "explorer-compare-title" });
    parts.municipal = make("section", { "class": "explorer-municipal", "aria-labelledby": "explorer-municipal-title" });
    parts.tip = make("div", { "class": "explorer-tip", "aria-hidden": "true", hidden: "" });
    var yearField = field("explorer-year", "Year", parts.year);
    yearField.append(" ", parts.yearText);
    [["Download CSV", downloadCsv], ["Map as SVG", downloadSvg], ["Copy link", copyLink]].forEach(function (pair) {
      var button = make("button", { type: "button", "class": "report-button" }, pair[0]);
      button.addEventListener("click", pair[1]);
      parts.actions.append(button, " ");
    });
    parts.actions.append(parts.status);
    root.replaceChildren(
      parts.message,
      make("div", { "class": "explorer-controls" }, [
        field("explorer-indicator", "Indicator", parts.indicator),
        field("explorer-edition", "Publication", parts.edition), yearField]),
      parts.title, parts.finding,
      make("div", { "class": "explorer-columns" }, [
        make("div", {}, [parts.map, parts.strip, parts.source, parts.actions]), parts.ranking]),
      parts.compare, parts.municipal, parts.tip);
    buildCompare();
    buildMunicipal();
    parts.indicator.addEventListener("change", function () {
      choice.i = parts.indicator.value;
      choice.e = Object.hasOwn(data.series[choice.i], choice.e) ? choice.e : defaultEdition(choice.i);
      choice.y = Object.hasOwn(series().years, choice.y) ? choice.y : defaultYear(choice.i, choice.e);
      change();
    });
    parts.edition.addEventListener("change", function () {
      choice.e = parts.edition.value;
      choice.y = Object.hasOwn(series().years, choice.y) ? choice.y : defaultYear(choice.i, choice.e);
      change();
    });
    parts.year.addEventListener("input", function () {
      choice.y = years()[Number(parts.year.value)];
      change();
    });
  }

  function change() {
    given = [];
    keep();
    show();
  }

  function select(code) {
    choice.s = choice.s === code ? "" : code;
    change();
  }

  /* ── drawing ───────────────────────────────────────────────────────────────────────────── */
  function show() {
    var described = indicator(), digits = described.digits;
    parts.message.replaceChildren.apply(parts.message, given.map(function (text) {
      return make("p", { "class": "report-message" }, text);
    }));
    parts.indicator.value = choice.i;
    parts.edition.replaceChildren.apply(parts.edition, editionsOf(choice.i).map(function (id) {
      var mark = data.series[choice.i][id].late ? " †" : "";
      return make("option", { value: id }, editionText(id) + " (" + editionDay(id) + ")" + mark);
    }));
    parts.edition.value = choice.e;
    var list = years();
    parts.year.max = list.length - 1;
    parts.year.min = 0;
    parts.year.value = list.indexOf(choice.y);
    parts.year.disabled = list.length < 2;
    parts.year.setAttribute("aria-valuetext", String(choice.y));
    parts.yearText.textContent = list.length < 2 ? choice.y + " (the only year)" : String(choice.y);
    parts.title.textContent = described.label + ", " + choice.y;
    parts.finding.textContent = finding();
    var told = states().map(function (code) { return valueOf(code); });
    var breaks = breaksOf(told);
    drawMap(told, breaks);
    drawStrip(told, breaks);
    drawSource();
    drawRanking(digits, breaks);
    drawCompare();
    drawMunicipal();
  }

  function finding() {
    var described = indicator(), digits = described.digits;
    var told = states().filter(function (code) { return known(valueOf(code)); });
    function end(which) {
      var best = told.map(function (code) { return valueOf(code); }).reduce(which);
      var there = told.filter(function (code) { return valueOf(code) === best; });
      return (there.length > 2 ? there.length + " states" :
        there.map(function (code) { return names[code]; }).join(" and ")) + " " + number(best, digits);
    }
    var text = described.unit + ". Highest: " + end(function (a, b) { return Math.max(a, b); }) +
      "; lowest: " + end(function (a, b) { return Math.min(a, b); });
    var nation = valueOf("00");
    text += known(nation) ? "; Mexico " + number(nation, digits) + "." : ".";
    var gaps = states().length - told.length;
    if (gaps) { text += " No figure for " + gaps + (gaps > 1 ? " states." : " state."); }
    if (choice.s) { text += " Chosen: " + saying(choice.s) + (ranks()[choice.s] ? ", rank " + ranks()[choice.s] : "") + "."; }
    return text;
  }

  function hatch(id) {
    var pattern = draw("pattern", { id: id, width: 8, height: 8, patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)" }, draw("rect", { width: 3, height: 8, "class": "hatch" }));
    return draw("defs", {}, pattern);
  }

  function drawMap(told, breaks) {
    var described = indicator();
    var enough = told.filter(known).length >= data.enough;
    if (described.kind === "count" || !enough) {
      var why = described.kind === "count"
        ? "A count is not mapped: it is high wherever many people live. "
        : "Fewer than " + data.enough + " states have a figure: no map is drawn. ";
      var note = make("p", { "class": "explorer-nomap" }, why);
      var rate = data.rates[choice.i];
      if (rate) {
        var button = make("button", { type: "button", "class": "report-button" }, "Show " + data.indicators[rate].label.toLowerCase());
        button.addEventListener("click", function () {
          choice.i = rate;
          choice.e = defaultEdition(rate);
          choice.y = Object.hasOwn(series().years, choice.y) ? choice.y : defaultYear(rate, choice.e);
          change();
          parts.indicator.focus();
        });
        note.append(button);
      }
      parts.map.replaceChildren(note);
      return;
    }
    var box = outlines.inset, zoom = 3.2;
    var svg = draw("svg", { "class": "explorer-map", viewBox: "0 0 " + outlines.width + " " + outlines.height,
      role: "img", "aria-label": "Map of " + parts.title.textContent + ". " + finding() + " The table gives every figure." });
    svg.append(hatch("explorer-hatch"));
    function shapes() {
      var group = draw("g");
      states().forEach(function (code, n) {
        var path = draw("path", { d: outlines.paths[code], "class": classOf(told[n], breaks), "data-code": code });
        group.append(path);
      });
      if (choice.s) {
        group.append(draw("path", { d: outlines.paths[choice.s], "class": "chosen", "data-code": choice.s }));
      }
      return group;
    }
    svg.append(shapes());
    /* The small states of the centre, larger, in the empty corner of the Gulf. */
    var width = box[2] * zoom, height = box[3] * zoom, x = outlines.width - width - 4;
    svg.append(
      draw("rect", { x: box[0], y: box[1], width: box[2], height: box[3], "class": "inset-frame" }),
      draw("rect", { x: x, y: 4, width: width, height: height, "class": "inset-ground" }),
      draw("svg", { x: x, y: 4, width: width, height: height, viewBox: box.join(" ") }, shapes()),
      draw("rect", { x: x, y: 4, width: width, height: height, "class": "inset-frame" }));
    svg.addEventListener("click", function (event) {
      var code = event.target.getAttribute("data-code");
      if (code) { select(code); }
    });
    hints(svg, function (code) { return saying(code) + (ranks()[code] ? ", rank " + ranks()[code] : ""); });
    parts.map.replaceChildren(svg);
  }

  function hints(svg, say) {
    svg.addEventListener("pointermove", function (event) {
      var code = event.target.getAttribute && event.target.getAttribute("data-code");
      parts.tip.hidden = !code;
      if (code) {
        parts.tip.textContent = say(code);
        parts.tip.style.left = Math.min(event.clientX + 14, innerWidth - parts.tip.offsetWidth - 8) + "px";
        parts.tip.style.top = event.clientY + 18 + "px";
      }
    });
    svg.addEventListener("pointerleave", function () { parts.tip.hidden = true; });
  }

  /* The legend: the classes as a bar, above it where the states lie. */
  function drawStrip(told, breaks) {
    var list = told.filter(known), described = indicator(), digits = described.digits;
    var nation = described.kind === "count" ? null : valueOf("00");
    var low = Math.min.apply(null, list), high = Math.max.apply(null, list);
    if (known(nation)) { low = Math.min(low, nation); high = Math.max(high, nation); }
    var width = Math.max(280, parts.strip.clientWidth || 600), left = 8, right = width - 8;
    function at(v) { return high > low ? left + (v - low) / (high - low) * (right - left) : width / 2; }
    var bins = {}, tallest = 1;
    var order = states().filter(function (code) { return known(valueOf(code)); })
      .sort(function (a, b) { return valueOf(a) - valueOf(b); });
    var dots = order.map(function (code) {
      var bin = Math.round(at(valueOf(code)) / 8);
      bins[bin] = (bins[bin] || 0) + 1;
      tallest = Math.max(tallest, bins[bin]);
      return { code: code, x: bin * 8, level: bins[bin] };
    });
    var base = 22 + tallest * 8, mapped = described.kind !== "count";
    var svg = draw("svg", { width: width, height: base + 30, viewBox: "0 0 " + width + " " + (base + 30),
      role: "img", "aria-label": "Distribution: where the states lie between " + number(low, digits) + " and " + number(high, digits) });
    var limits = [Math.min.apply(null, list)].concat(breaks, Math.max.apply(null, list));
    if (mapped) {
      for (var k = 0; k + 1 < limits.length; k += 1) {
        svg.append(draw("rect", { x: at(limits[k]), y: base, width: Math.max(0, at(limits[k + 1]) - at(limits[k])),
          height: 9, "class": "c" + (k + 1) }));
      }
    } else {
      svg.append(draw("line", { x1: left, x2: right, y1: base + 2, y2: base + 2, "class": "axis" }));
    }
    dots.forEach(function (dot) {
      svg.append(draw("circle", { cx: dot.x, cy: base - dot.level * 8 + 2, r: 3.4, "data-code": dot.code,
        "class": (mapped ? classOf(valueOf(dot.code), breaks) : "plain") + (dot.code === choice.s ? " chosen" : "") }));
    });
    if (known(nation)) {
      svg.append(draw("line", { x1: at(nation), x2: at(nation), y1: 14, y2: base + 9, "class": "nation" }),
        draw("text", { x: at(nation), y: 11, "text-anchor": at(nation) < 60 ? "start" : at(nation) > width - 60 ? "end" : "middle" },
          "Mexico " + number(nation, digits)));
    }
    var last = -1e9;
    (mapped ? limits : [limits[0], limits[limits.length - 1]]).forEach(function (limit, n, all) {
      var x = at(limit), end = n === all.length - 1;
      var room = 8 + 7 * number(limit, digits).length;
      if (!end && x - last < room) { return; }
      if (!end && n > 0 && at(all[all.length - 1]) - x < room) { return; }
      last = x;
      svg.append(draw("text", { x: x, y: base + 24, "text-anchor": n === 0 ? "start" : end ? "end" : "middle" }, number(limit, digits)));
    });
    svg.addEventListener("click", function (event) {
      var code = event.target.getAttribute("data-code");
      if (code) { select(code); }
    });
    hints(svg, saying);
    parts.strip.replaceChildren(svg);
  }

  function drawSource() {
    var described = indicator(), one = series();
    var lines = choice.e.split("+").map(function (id, n) {
      var edition = data.editions[id];
      return make("p", {}, [make("strong", {}, n ? "Base: " : "Source: "),
        /^https?:/.test(edition.url) ? make("a", { href: edition.url }, edition.text) : edition.text,
        ", published " + edition.published + (one.late && !data.hindsight ? " †" : "")]);
    });
    lines.push(make("p", {}, described.definition));
    if (described.note) { lines.push(make("p", {}, [make("strong", {}, "Breaks: "), described.note])); }
    if (one.late && !data.hindsight) {
      lines.push(make("p", {}, "† Published after " + data.day + ", the day of this report: a later re-publication stands in for the edition of the time."));
    }
    lines.push(make("p", {}, ["Rows of ", make("a", { href: root.dataset.root + "_data/" + one.table + ".csv" }, one.table + ".csv"),
      ": indicator ", make("code", {}, choice.i.split("_per_")[0]), ", edition ", make("code", {}, choice.e.split("+")[0])]));
    parts.source.replaceChildren.apply(parts.source, lines);
  }

  function drawRanking(digits, breaks) {
    var rank = ranks(), described = indicator(), withError = Boolean(cell().s);
    var nation = described.kind === "count" ? null : valueOf("00");
    var rows = states().filter(function (code) { return known(valueOf(code)); });
    var gaps = states().filter(function (code) { return !known(valueOf(code)); });
    if (known(nation)) { rows.push("00"); }
    var collator = new Intl.Collator("es");
    rows.sort(function (a, b) {
      var by = sorted.by === "name" ? collator.compare(names[a], names[b]) : valueOf(a) - valueOf(b);
      return (sorted.up ? by : -by) || collator.compare(names[a], names[b]);
    });
    var ends = rows.map(function (code) { return [valueOf(code) - (errorOf(code) || 0), valueOf(code) + (errorOf(code) || 0)]; });
    var low = Math.min.apply(null, ends.map(function (e) { return e[0]; }));
    var high = Math.max.apply(null, ends.map(function (e) { return e[1]; }));
    function at(v) { return high > low ? 4 + (v - low) / (high - low) * 112 : 60; }
    function head(label, by, extra) {
      var th = make("th", Object.assign({ scope: "col" }, extra || {}));
      if (by) {
        var on = sorted.by === by;
        if (on) { th.setAttribute("aria-sort", sorted.up ? "ascending" : "descending"); }
        var button = make("button", { type: "button", "class": "explorer-sort" }, label + (on ? (sorted.up ? " ↑" : " ↓") : " ↕"));
        button.addEventListener("click", function () {
          sorted = { by: by, up: on ? !sorted.up : by === "name" };
          drawRanking(digits, breaks);
          parts.ranking.querySelector('[data-by="' + by + '"]').focus();
        });
        button.dataset.by = by;
        th.append(button);
      } else {
        th.append(label);
      }
      return th;
    }
    var body = make("tbody");
    rows.forEach(function (code) {
      var error = errorOf(code), value = valueOf(code);
      var row = make("tr", code === choice.s ? { "class": "chosen" } : code === "00" ? { "class": "nation" } : {});
      var name = names[code];
      if (code !== "00") {
        name = make("button", { type: "button", "class": "explorer-state", "aria-pressed": String(code === choice.s), "data-code": code }, names[code]);
        name.addEventListener("click", function () {
          select(code);
          var again = parts.ranking.querySelector('[data-code="' + code + '"]');
          if (again) { again.focus(); }
        });
      }
      var picture = draw("svg", { width: 120, height: 14, viewBox: "0 0 120 14", "aria-hidden": "true" });
      if (known(error)) {
        picture.append(draw("line", { x1: at(value - error), x2: at(value + error), y1: 7, y2: 7, "class": "whisker" }));
      }
      picture.append(draw("circle", { cx: at(value), cy: 7, r: 4, "class": code === "00" ? "nation" : described.kind === "count" ? "plain" : classOf(value, breaks) }));
      var cells = [make("td", { "class": "number" }, code === "00" ? "" : String(rank[code])),
        make("th", { scope: "row" }, name), make("td", { "class": "number" }, number(value, digits))];
      if (withError) {
        cells.push(make("td", { "class": "number explorer-ends" }, known(error) ? interval(value - error, value + error, digits) : "–"));
      }
      cells.push(make("td", { "class": "explorer-dots" }, picture));
      row.append.apply(row, cells);
      body.append(row);
    });
    gaps.forEach(function (code) {
      var empty = [make("td", {}, ""), make("th", { scope: "row" }, names[code]), make("td", { "class": "number" }, "–")];
      if (withError) { empty.push(make("td", { "class": "number" }, "–")); }
      body.append(make("tr", {}, empty.concat(make("td", {}, "no figure"))));
    });
    var heads = [head("Rank"), head("State", "name"), head("Value", "value", { "class": "number" })];
    if (withError) { heads.push(head("95 % interval", null, { "class": "number explorer-ends" })); }
    heads.push(head(withError ? "Value and interval" : "Place on the scale", null, { "class": "explorer-dots" }));
    parts.ranking.replaceChildren(make("table", { "class": "table explorer-table", "data-plain": "" }, [
      make("caption", {}, parts.title.textContent + ": the states " + (withError ? "with 95 % intervals" : "(no error is published)")),
      make("thead", {}, make("tr", {}, heads)), body]));
  }

  /* ── comparing two to four states ──────────────────────────────────────────────────────── */
  function buildCompare() {
    parts.pick = [0, 1, 2, 3].map(function (n) {
      var list = make("select");
      if (n > 1) { list.append(make("option", { value: "" }, "no state")); }
      states().forEach(function (code) { list.append(make("option", { value: code }, names[code])); });
      list.addEventListener("change", function () {
        var wanted = parts.pick.map(function (one) { return one.value; }).filter(Boolean);
        var twice = wanted.filter(function (code, k) { return wanted.indexOf(code) !== k; });
        if (twice.length) {
          given = [names[twice[0]] + " is compared already: choose another state."];
          show();
          return;
        }
        choice.c = wanted;
        change();
      });
      return list;
    });
    parts.pairs = make("div");
    parts.beside = make("div");
    parts.compare.append(
      make("h2", { id: "explorer-compare-title" }, "Compare two to four states"),
      make("div", { "class": "explorer-controls" }, parts.pick.map(function (list, n) {
        return field("explorer-state-" + (n + 1), ["First", "Second", "Third", "Fourth"][n] + " state", list);
      })), parts.pairs, parts.beside);
  }

  function scroll(label, table) {
    return make("div", { "class": "pst-scrollable-table-container", role: "region", tabindex: "0", "aria-label": label }, table);
  }

  /* Difference of two figures with its 95 % interval; null where an error is not published. */
  function difference(a, b, sa, sb) {
    if (!known(a) || !known(b)) { return null; }
    var half = known(sa) && known(sb) ? Z95 * Math.sqrt(sa * sa + sb * sb) : null;
    return { by: a - b, half: half };
  }

  function verdict(found) {
    if (!known(found.half)) { return "no error published"; }
    return found.by - found.half > 0 ? "higher" : found.by + found.half < 0 ? "lower" : root.dataset.noDifference;
  }

  function drawCompare() {
    var described = indicator(), digits = described.digits;
    parts.pick.forEach(function (list, n) { list.value = choice.c[n] || ""; });
    var body = make("tbody");
    choice.c.forEach(function (one, n) {
      choice.c.slice(n + 1).concat(n === 0 ? [] : []).forEach(function (other) {
        row(body, one, other);
      });
    });
    if (described.kind !== "count" && known(valueOf("00"))) {
      choice.c.forEach(function (one) { row(body, one, "00"); });
    }
    function row(place, one, other) {
      var found = difference(valueOf(one), valueOf(other), valueOf(one, "s"), valueOf(other, "s"));
      var cells = [make("th", { scope: "row" }, names[one] + " – " + names[other])];
      if (found) {
        cells.push(make("td", { "class": "number" }, signed(found.by, digits)),
          make("td", { "class": "number" }, known(found.half) ? interval(found.by - found.half, found.by + found.half, digits) : "–"),
          make("td", {}, verdict(found)));
      } else {
        cells.push(make("td", { "class": "number" }, "–"), make("td", { "class": "number" }, "–"), make("td", {}, "no figure"));
      }
      place.append(make("tr", {}, cells));
    }
    parts.pairs.replaceChildren(scroll("Differences", make("table", { "class": "table explorer-table", "data-plain": "" }, [
      make("caption", {}, parts.title.textContent + ": differences between the states (" + described.unit + ")"),
      make("thead", {}, make("tr", {}, [make("th", { scope: "col" }, "States"), make("th", { scope: "col", "class": "number" }, "Difference"),
        make("th", { scope: "col", "class": "number" }, "95 % interval"), make("th", { scope: "col" }, "Reading of the first")])), body])));
    drawBeside();
  }

  /* The states side by side in every indicator of the chosen one's group that may be compared. */
  function drawBeside() {
    var group = data.groups.filter(function (g) { return g[1].indexOf(choice.i) >= 0; })[0];
    var body = make("tbody");
    group[1].forEach(function (id) {
      var described = data.indicators[id];
      if (described.kind === "count") { return; }
      var edition = defaultEdition(id), year = defaultYear(id, edition);
      var here = data.series[id][edition].years[year];
      function one(code, what) { return here[what] ? here[what][position(code)] : null; }
      var nation = one("00", "v");
      var cells = choice.c.map(function (code) {
        var found = difference(one(code, "v"), nation, one(code, "s"), one("00", "s"));
        var sign = !found || !known(found.half) ? "" : found.by - found.half > 0 ? " ▲" : found.by + found.half < 0 ? " ▼" : " =";
        var words = { " ▲": "above the nation", " ▼": "below the nation", " =": root.dataset.noDifference + " from the nation" }[sign];
        var td = make("td", { "class": "number" }, number(one(code, "v"), described.digits));
        if (sign) { td.append(make("span", { "aria-hidden": "true" }, sign), make("span", { "class": "explorer-hidden" }, " " + words)); }
        return td;
      });
      var button = make("button", { type: "button", "class": "explorer-state" }, described.label);
      button.addEventListener("click", function () {
        choice.i = id; choice.e = edition; choice.y = year;
        change();
        parts.title.scrollIntoView();
        parts.indicator.focus({ preventScroll: true });
      });
      body.append(make("tr", {}, [make("th", { scope: "row" }, [button, " ", make("span", { "class": "explorer-unit" }, described.unit + ", " + year)])]
        .concat(cells, make("td", { "class": "number" }, number(nation, described.digits)))));
    });
    parts.beside.replaceChildren(scroll("States side by side", make("table", { "class": "table explorer-table", "data-plain": "" }, [
      make("caption", {}, group[0] + ": the states side by side. ▲ above, ▼ below, = " + root.dataset.noDifference + " from the nation, where an error is published"),
      make("thead", {}, make("tr", {}, [make("th", { scope: "col" }, "Indicator")].concat(choice.c.concat("00").map(function (code) {
        return make("th", { scope: "col", "class": "number" }, names[code]);
      })))), body])));
  }

  /* ── municipalities of a state ─────────────────────────────────────────────────────────── */
  function municipal() {
    return (root.dataset.municipal || "").split(",").filter(Boolean);
  }

  function buildMunicipal() {
    parts.municipal.hidden = municipal().length === 0;
    if (parts.municipal.hidden) { return; }
    parts.mState = make("select", {}, [make("option", { value: "" }, "choose a state")].concat(municipal().map(function (code) {
      return make("option", { value: code }, names[code]);
    })));
    parts.mIndicator = make("select");
    parts.mMap = make("div");
    parts.municipal.append(make("h2", { id: "explorer-municipal-title" }, "Municipalities of a state"),
      make("div", { "class": "explorer-controls" }, [field("explorer-municipal-state", "State", parts.mState),
        field("explorer-municipal-indicator", "Indicator", parts.mIndicator)]), parts.mMap);
    parts.mState.addEventListener("change", function () { choice.m = parts.mState.value; change(); });
    parts.mIndicator.addEventListener("change", function () { choice.mi = parts.mIndicator.value; change(); });
  }

  function drawMunicipal() {
    if (parts.municipal.hidden) { return; }
    parts.mState.value = choice.m;
    parts.mIndicator.disabled = !choice.m;
    if (!choice.m) {
      parts.mMap.replaceChildren();
      parts.mDrawn = "";
      return;
    }
    var here = lib["municipal" + choice.m];
    if (here) {
      mapMunicipal(here);
      return;
    }
    var wanted = choice.m;
    parts.mMap.replaceChildren(make("p", {}, "Loading …"));
    var script = make("script", { src: root.dataset.base + "mun-" + wanted + ".js" });
    script.addEventListener("load", function () { if (choice.m === wanted) { drawMunicipal(); } });
    script.addEventListener("error", function () {
      parts.mMap.replaceChildren(make("p", { "class": "report-message" }, "The map of " + names[wanted] + " could not be loaded."));
    });
    document.head.append(script);
  }

  function mapMunicipal(here) {
    var list = here.indicators;
    var found = list.filter(function (one) { return one.id === choice.mi; })[0];
    if (choice.mi && !found) {
      parts.message.append(make("p", { "class": "report-message" }, "The municipal map has no indicator “" + choice.mi + "”: " + list[0].label + " is shown."));
    }
    found = found || list.filter(function (one) { return one.id === choice.i; })[0] || list[0];
    parts.mIndicator.replaceChildren.apply(parts.mIndicator, list.map(function (one) {
      return make("option", { value: one.id }, one.label + " (" + one.unit + ")");
    }));
    parts.mIndicator.value = found.id;
    if (parts.mDrawn === here.state + found.id) { return; }
    parts.mDrawn = here.state + found.id;
    var breaks = breaksOf(found.v), digits = found.digits;
    var title = "Municipalities of " + here.name + ": " + found.label.toLowerCase() + ", " + found.year;
    var svg = draw("svg", { "class": "explorer-map municipal", viewBox: "0 0 " + here.width + " " + here.height, role: "img",
      "aria-label": "Map. " + title + ". The table below gives every figure." });
    svg.append(hatch("explorer-hatch-municipal"));
    var by = {};
    here.places.forEach(function (place, n) {
      by[place[0]] = place[1] + ": " + (known(found.v[n]) ? number(found.v[n], digits) : "no figure");
      svg.append(draw("path", { d: place[2], "class": classOf(found.v[n], breaks), "data-code": place[0] }));
    });
    hints(svg, function (code) { return by[code]; });
    var told = found.v.filter(known);
    var limits = [Math.min.apply(null, told)].concat(breaks, Math.max.apply(null, told));
    var legend = make("ul", { "class": "explorer-classes", "aria-label": "Classes of the map" });
    for (var k = 0; k + 1 < limits.length; k += 1) {
      legend.append(make("li", {}, [make("span", { "class": "swatch c" + (k + 1) }), interval(limits[k], limits[k + 1], digits)]));
    }
    var order = here.places.map(function (place, n) { return [place[1], found.v[n]]; })
      .sort(function (a, b) { return (known(b[1]) ? b[1] : -Infinity) - (known(a[1]) ? a[1] : -Infinity); });
    var rows = order.map(function (pair) {
      return make("tr", {}, [make("th", { scope: "row" }, pair[0]), make("td", { "class": "number" }, number(pair[1], digits))]);
    });
    parts.mMap.replaceChildren(make("h3", {}, title), svg, legend,
      make("p", { "class": "explorer-source" }, [found.unit + ". Source: " + found.source + ". ",
        make("a", { href: root.dataset.root + "_data/" + found.table + ".csv" }, found.table + ".csv")]),
      make("details", {}, [make("summary", {}, "All " + order.length + " municipalities as a table"),
        scroll(title, make("table", { "class": "table explorer-table", "data-plain": "" }, [make("caption", {}, title),
          make("thead", {}, make("tr", {}, [make("th", { scope: "col" }, "Municipality"), make("th", { scope: "col", "class": "number" }, "Value")])),
          make("tbody", {}, rows)]))]));
  }

  /* ── taking away ───────────────────────────────────────────────────────────────────────── */
  function save(name, type, text) {
    var anchor = make("a", { href: URL.createObjectURL(new Blob([text], { type: type })), download: name });
    anchor.click();
    setTimeout(function () { URL.revokeObjectURL(anchor.href); }, 1000);
  }

  function quoted(value) {
    var text = known(value) ? String(value) : "";
    /* A text that begins like a formula would be one in a spreadsheet. */
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) { text = "'" + text; }
    return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv() {
    var described = indicator();
    var lines = [["state_code", "state", "indicator", "label", "unit", "year", "value", "standard_error", "edition", "published", "publication"]];
    data.units.forEach(function (unit) {
      lines.push([unit[0], unit[1], choice.i, described.label, described.unit, choice.y, valueOf(unit[0]), valueOf(unit[0], "s"),
        choice.e, editionDay(choice.e), editionText(choice.e)]);
    });
    return "\ufeff" + lines.map(function (line) { return line.map(quoted).join(","); }).join("\r\n") + "\r\n";
  }

  function downloadCsv() {
    save(choice.i + "-" + choice.y + ".csv", "text/csv;charset=utf-8", csv());
  }

  function downloadSvg() {
    var svg = parts.map.querySelector("svg");
    if (!svg) {
      parts.status.textContent = "There is no map of this figure.";
      return;
    }
    var copy = svg.cloneNode(true);
    var from = svg.querySelectorAll("path, rect"), to = copy.querySelectorAll("path, rect");
    from.forEach(function (element, n) {
      var style = getComputedStyle(element);
      to[n].setAttribute("style", "fill:" + style.fill + ";stroke:" + style.stroke + ";stroke-width:" + style.strokeWidth);
    });
    copy.setAttribute("xmlns", SVG);
    save(choice.i + "-" + choice.y + ".svg", "image/svg+xml", new XMLSerializer().serializeToString(copy));
  }

  function copyLink() {
    var text = location.href.split("#")[0] + address();
    function done() { parts.status.textContent = "Copied: " + text; }
    function byHand() { window.prompt("Copy this address:", text); }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(done, byHand);
    } else {
      byHand();
    }
  }

  /* ── begin ─────────────────────────────────────────────────────────────────────────────── */
  function start() {
    root = document.getElementById("explorer");
    data = lib.data;
    outlines = lib.outlines;
    if (!root || !data || !outlines) { return; }
    data.units.forEach(function (unit) { names[unit[0]] = unit[1]; });
    var proposed = (root.dataset.compare || "").split(",").filter(function (code) { return position(code) > 0; });
    first = { i: Object.hasOwn(data.indicators, "poverty") ? "poverty" : data.groups[0][1][0],
      c: proposed.length >= 2 ? proposed.slice(0, 4) : states().slice(0, 2) };
    root.classList.add("works");
    read();
    build();
    show();
    addEventListener("hashchange", function () {
      if (location.hash !== address()) { read(); show(); }
    });
    var width = innerWidth;
    addEventListener("resize", function () {
      if (innerWidth !== width) { width = innerWidth; show(); }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { parts.tip.hidden = true; }
    });
  }

  /* Tests read what the page would write. */
  lib.csv = csv;
  lib.number = number;
  lib.breaksOf = breaksOf;
  window.cohesionExplorer = lib;

  if (typeof document === "undefined") { return; }
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

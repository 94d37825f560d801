/* What if the criteria weighed otherwise: scores, gates and places computed in the page by the rule
   of the report. The address keeps every choice. Nothing is asked of the network. */
(function () {
  "use strict";

  var MOST = 50; /* points of a slider */
  var data, root, parts = {}, choice, messages = [], timer = 0;

  function make(tag, attributes, content) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    [].concat(content === undefined ? [] : content).forEach(function (part) { element.append(part); });
    return element;
  }

  function number(x, digits) {
    return x === null || x === undefined || !isFinite(x) ? "–" : x.toFixed(digits).replace("-", "\u2212");
  }

  function listed(words) {
    return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
  }

  /* ── the rule ──────────────────────────────────────────────────────────────────────────── */
  function declared() {
    var limits = {};
    data.gates.forEach(function (gate) { limits[gate.id] = gate.limit; });
    return { points: data.criteria.map(function (c) { return c.points; }), limits: limits, missing: "neutral",
      findings: {}, refused: data.refused.slice() };
  }

  function weights(chosen) {
    var points = chosen.points.map(function (p, k) {
      return chosen.missing === "left_out" && data.empty.indexOf(k) >= 0 ? 0 : p;
    });
    var sum = points.reduce(function (a, b) { return a + b; }, 0);
    return sum > 0 ? points.map(function (p) { return p / sum; }) : null;
  }

  function scoresOf(chosen) {
    var scores = data.scores;
    Object.keys(chosen.findings).forEach(function (key) {
      var at = key.split("."), k = Number(at[0]), n = position(at[1]);
      if (scores === data.scores) { scores = scores.map(function (row) { return row.slice(); }); }
      scores[n][k] = chosen.findings[key];
    });
    return scores;
  }

  /* As in Python: the order in which a sum is added up decides nothing. */
  function kept(x) {
    return Math.round(x * 1e9) / 1e9;
  }

  function quantile(values, q) {
    var list = values.slice().sort(function (a, b) { return a - b; });
    var at = (list.length - 1) * q, low = Math.floor(at), high = Math.ceil(at);
    return list[low] + (list[high] - list[low]) * (at - low);
  }

  function blockMean(scores, share, block) {
    var whole = 0;
    data.criteria.forEach(function (c, k) { if (c.block === block) { whole += share[k]; } });
    return scores.map(function (row) {
      if (!(whole > 0)) { return NaN; }
      var sum = 0;
      for (var k = 0; k < share.length; k += 1) {
        if (data.criteria[k].block === block) { sum += row[k] * (share[k] / whole); }
      }
      return kept(sum);
    });
  }

  /* Which gates each state fails: a list of their ids for each state. */
  function failed(chosen, need) {
    return data.states.map(function (state, n) {
      return data.gates.filter(function (gate) {
        var limit = chosen.limits[gate.id];
        if (limit === null) { return false; }
        if (gate.kind === "maximum_ratio_to_nation") { return data.ratio[n] > limit; }
        if (gate.kind === "minimum_indicator_coverage") { return data.coverage[n] < limit; }
        /* Without any weight on need the gate rests on nothing and lets every state pass. */
        return !isNaN(need[n]) && need[n] < quantile(need, limit);
      }).map(function (gate) { return gate.id; })
        .concat(chosen.refused.indexOf(state[0]) >= 0 ? ["clearance"] : []);
    });
  }

  function calc(chosen) {
    var share = weights(chosen);
    if (!share) { return null; }
    var scores = scoresOf(chosen);
    var need = blockMean(scores, share, "need");
    var total = scores.map(function (row) {
      var sum = 0;
      for (var k = 0; k < share.length; k += 1) { sum += row[k] * share[k]; }
      return kept(sum);
    });
    var gates = failed(chosen, need);
    var eligible = gates.map(function (list) { return list.length === 0; });
    var place = total.map(function (own, n) {
      var better = 0;
      for (var m = 0; m < total.length; m += 1) {
        if (eligible[m] && (!eligible[n] || total[m] > own + data.tolerance)) { better += 1; }
      }
      return 1 + better;
    });
    var order = total.map(function (own, n) { return n; }).sort(function (a, b) {
      return (eligible[b] - eligible[a]) || (total[b] - total[a]) || (a - b);
    });
    var first = order.filter(function (n) { return eligible[n]; }).slice(0, data.places);
    return { share: share, need: need, feasibility: blockMean(scores, share, "feasibility"), total: total,
      gates: gates, eligible: eligible, place: place, order: order, first: first };
  }

  function same(one, other) {
    return one.length === other.length && one.every(function (n) { return other.indexOf(n) >= 0; });
  }

  /* For each slider the nearest whole points at which other states come first; null: none. */
  function singleChanges(chosen) {
    var now = calc(chosen);
    return data.criteria.map(function (criterion, k) {
      var own = chosen.points[k], tried = [];
      for (var p = 0; p <= MOST; p += 1) { tried.push(p); }
      tried.sort(function (a, b) { return Math.abs(a - own) - Math.abs(b - own) || a - b; });
      for (var i = 0; i < tried.length; i += 1) {
        var points = chosen.points.slice();
        points[k] = tried[i];
        var then = calc(Object.assign({}, chosen, { points: points }));
        if (then && !same(then.first, now.first)) {
          return { points: tried[i], distance: Math.abs(tried[i] - own), first: then.first };
        }
      }
      return null;
    });
  }

  function gateChanges(chosen) {
    var now = calc(chosen), found = [];
    data.gates.forEach(function (gate) {
      gate.limits.forEach(function (limit) {
        if (limit === chosen.limits[gate.id]) { return; }
        var limits = Object.assign({}, chosen.limits);
        limits[gate.id] = limit;
        var then = calc(Object.assign({}, chosen, { limits: limits }));
        if (then && !same(then.first, now.first)) { found.push({ gate: gate, limit: limit, first: then.first }); }
      });
    });
    return found;
  }

  /* Weightings drawn near the chosen ones (Dirichlet); one seed, so that a link gives one figure. */
  function nearby(chosen) {
    var seed = data.seed >>> 0;
    function uniform() { /* mulberry32 */
      seed = (seed + 0x6d2b79f5) >>> 0;
      var t = Math.imul(seed ^ (seed >>> 15), seed | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    }
    function normal() {
      return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    }
    function gamma(shape) { /* Marsaglia and Tsang (2000) */
      if (shape < 1) { return gamma(shape + 1) * Math.pow(1 - uniform(), 1 / shape); }
      var d = shape - 1 / 3, c = 1 / Math.sqrt(9 * d);
      for (;;) {
        var x = normal(), v = Math.pow(1 + c * x, 3);
        if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) { return d * v; }
      }
    }
    var share = weights(chosen), hits = data.states.map(function () { return 0; });
    for (var draw = 0; draw < data.draws; draw += 1) {
      var points = share.map(function (w) { return w > 0 ? gamma(data.concentration * w) : 0; });
      calc(Object.assign({}, chosen, { points: points })).first.forEach(function (n) { hits[n] += 1; });
    }
    return hits.map(function (count) { return 100 * count / data.draws; });
  }

  function position(code) {
    return data.states.findIndex(function (state) { return state[0] === code; });
  }

  function names(list) {
    return list.map(function (n) { return data.states[n][1]; });
  }

  /* ── the address ───────────────────────────────────────────────────────────────────────── */
  function read() {
    choice = declared();
    messages = [];
    location.hash.slice(1).split("&").forEach(function (pair) {
      var at = pair.indexOf("="), key = pair.slice(0, at), value = pair.slice(at + 1);
      if (at < 1) { return; }
      try { value = decodeURIComponent(value); } catch (error) { /* cut short: taken as it is */ }
      var gate = data.gates.filter(function (one) { return one.id === key; })[0];
      if (key === "w") {
        var list = value.split("-");
        var good = list.length === data.criteria.length && list.every(function (p, k) {
          /* A declared weight is allowed even where no slider reaches it in whole points. */
          return (/^\d{1,2}$/.test(p) && Number(p) <= MOST) || Number(p) === data.criteria[k].points;
        });
        if (good && list.some(function (p) { return Number(p) > 0; })) {
          choice.points = list.map(Number);
        } else {
          messages.push("The weights in the address cannot be used (" + data.criteria.length +
            " numbers of points from 0 to " + MOST + ", not all 0): the declared weights are shown.");
        }
      } else if (gate) {
        var limit = value === "none" ? null : Number(value);
        if (gate.limits.indexOf(limit) >= 0) {
          choice.limits[key] = limit;
        } else {
          messages.push("The gate “" + key + "” has no setting “" + value + "”: the declared one is shown.");
        }
      } else if (key === "x") {
        if (value === "out") { choice.missing = "left_out"; } else { messages.push("“" + value + "” is no choice for criteria without figures."); }
      } else if (key === "r") {
        value.split(".").forEach(function (code) {
          if (position(code) < 0) {
            messages.push("There is no state “" + code + "” to refuse.");
          } else if (choice.refused.indexOf(code) < 0) {
            choice.refused.push(code);
          }
        });
      } else if (key === "f") {
        value.split(",").forEach(function (one) {
          var bits = one.split("."), k = data.criteria.findIndex(function (c) { return c.id === bits[0]; });
          var score = Number(bits[2]);
          if (bits.length === 3 && data.empty.indexOf(k) >= 0 && position(bits[1]) >= 0 && /^\d{1,3}$/.test(bits[2]) && score <= 100) {
            choice.findings[k + "." + bits[1]] = score;
          } else {
            messages.push("The finding “" + one + "” in the address cannot be used.");
          }
        });
      } else {
        messages.push("The address names “" + key + "”, which this page does not know.");
      }
    });
    if (!weights(choice)) {
      choice = declared();
      messages.push("No criterion was left with any weight: the declared weights are shown.");
    }
  }

  function address() {
    var base = declared(), bits = [];
    if (choice.points.join("-") !== base.points.join("-")) { bits.push("w=" + choice.points.join("-")); }
    data.gates.forEach(function (gate) {
      var limit = choice.limits[gate.id];
      if (limit !== gate.limit) { bits.push(gate.id + "=" + (limit === null ? "none" : limit)); }
    });
    if (choice.missing === "left_out") { bits.push("x=out"); }
    var findings = Object.keys(choice.findings).sort().map(function (key) {
      var at = key.split(".");
      return data.criteria[at[0]].id + "." + at[1] + "." + choice.findings[key];
    });
    if (findings.length) { bits.push("f=" + findings.join(",")); }
    var refused = choice.refused.filter(function (code) { return base.refused.indexOf(code) < 0; });
    if (refused.length) { bits.push("r=" + refused.slice().sort().join(".")); }
    return bits.length ? "#" + bits.join("&") : "";
  }

  function keep() {
    try {
      history.replaceState(null, "", address() || location.href.split("#")[0]);
    } catch (error) { /* Where an address may not change, everything else works. */ }
  }

  /* ── the controls ──────────────────────────────────────────────────────────────────────── */
  function button(text, action) {
    var found = make("button", { type: "button", "class": "report-button" }, text);
    found.addEventListener("click", action);
    return found;
  }

  function preset(text, points) {
    var found = button(text, function () {
      choice = Object.assign({}, text === "Declared rule" ? declared() : choice, { points: points() });
      changed();
    });
    found.whatifPoints = points;
    return found;
  }

  function block(name) {
    return function () { return data.criteria.map(function (c) { return c.block === name ? c.points : 0; }); };
  }

  function build() {
    parts.message = make("div", { role: "status" });
    var sectors = ["social_development", "basic_health", "safety_social_care"];
    parts.presets = [
      preset("Declared rule", function () { return declared().points; }),
      preset("All equal", function () { return data.criteria.map(function () { return 10; }); }),
      preset("Need only", block("need")),
      preset("Feasibility only", block("feasibility")),
      preset("Sectors only", function () {
        return data.criteria.map(function (c) { return sectors.indexOf(c.id) >= 0 ? c.points : 0; });
      })
    ];
    parts.status = make("span", { role: "status", "class": "card-status" });
    var line = make("p", { "class": "card-actions" });
    parts.presets.concat(button("Copy link", copyLink)).forEach(function (one) { line.append(one, " "); });
    line.append(parts.status);
    parts.sliders = [];
    parts.shares = [];
    var sets = ["need", "feasibility"].map(function (name) {
      var set = make("fieldset", {}, make("legend", {}, name === "need" ? "Need" : "Feasibility"));
      data.criteria.forEach(function (criterion, k) {
        if (criterion.block === name) { set.append(slider(criterion, k)); }
      });
      return set;
    });
    parts.answer = make("div", { "class": "what-if-answer" });
    parts.sentence = make("p", { role: "status" });
    parts.beside = make("p", { "class": "what-if-beside" });
    parts.answer.append(parts.sentence, parts.beside);
    parts.turning = make("div", { "class": "what-if-turning" });
    parts.ranking = make("div", { "class": "pst-scrollable-table-container", role: "region", tabindex: "0",
      "aria-label": "States under these weights" });
    root.replaceChildren(parts.message, line, make("div", { "class": "what-if-columns" }, [
      make("div", { "class": "what-if-controls" }, sets.concat(gates(), missing())),
      make("div", { "class": "what-if-results" }, [parts.answer, parts.turning, parts.ranking])]));
  }

  function slider(criterion, k) {
    var id = "weight-" + (k + 1);
    var input = make("input", { type: "range", id: id, min: "0", max: String(MOST), step: "1" });
    var share = make("output", { "for": id });
    var empty = data.empty.indexOf(k) >= 0;
    input.addEventListener("input", function () {
      choice.points = choice.points.slice();
      choice.points[k] = Number(input.value);
      changed();
    });
    parts.sliders[k] = input;
    parts.shares[k] = share;
    var label = make("label", { "for": id }, [make("span", {}, criterion.label)]);
    if (empty) { label.append(make("small", {}, " no figure by state: all count 50")); }
    return make("div", { "class": "what-if-slider" }, [label, input, share]);
  }

  function limitText(gate, limit) {
    if (limit === null) { return "no gate"; }
    var own = limit === gate.limit ? " (declared)" : "";
    if (gate.kind === "maximum_ratio_to_nation") { return "at most " + limit + " × the nation" + own; }
    var share = Math.round(limit * 100) + "\u00a0%";
    if (gate.kind === "minimum_indicator_coverage") { return "at least " + share + own; }
    var known = { 0.25: "not in the lowest quarter", 0.5: "in the upper half", 0.75: "in the highest quarter" };
    return (known[limit] || "above the lowest " + share) + own;
  }

  function gates() {
    var titles = { violence: "Violence: homicide rate", need: "Need score", data: "Figures at hand" };
    var set = make("fieldset", {}, make("legend", {}, "Gates"));
    parts.gates = {};
    data.gates.forEach(function (gate) {
      var list = make("select", { id: "gate-" + gate.id, "class": "report-field" }, gate.limits.map(function (limit) {
        return make("option", { value: String(limit) }, limitText(gate, limit));
      }));
      list.addEventListener("change", function () {
        choice.limits = Object.assign({}, choice.limits);
        choice.limits[gate.id] = list.value === "null" ? null : Number(list.value);
        changed();
      });
      parts.gates[gate.id] = list;
      set.append(make("label", { "for": "gate-" + gate.id, "class": "what-if-gate" }, [titles[gate.id] || gate.id, list]));
    });
    parts.refused = {};
    var boxes = data.states.map(function (state) {
      var box = make("input", { type: "checkbox", value: state[0] });
      box.addEventListener("change", function () {
        choice.refused = choice.refused.filter(function (code) { return code !== state[0]; });
        if (box.checked) { choice.refused.push(state[0]); }
        changed();
      });
      parts.refused[state[0]] = box;
      return make("label", {}, [box, " " + state[1]]);
    });
    parts.refusedCount = make("summary");
    set.append(make("details", {}, [parts.refusedCount, make("div", { "class": "what-if-boxes" }, boxes)]));
    return set;
  }

  function missing() {
    var set = make("fieldset", {}, make("legend", {}, "Criteria without figures"));
    set.append(make("p", {}, listed(data.empty.map(function (k) { return data.criteria[k].label; })) +
      " hold no figure by state: each counts 50 for every state."));
    parts.missing = [["neutral", "they count 50 for every state (declared)"], ["left_out", "they count nothing, and the other weights grow"]].map(function (pair) {
      var input = make("input", { type: "radio", name: "what-if-missing", value: pair[0] });
      input.addEventListener("change", function () {
        choice.missing = pair[0];
        if (!weights(choice)) { choice.missing = "neutral"; messages = ["Nothing else has any weight: they stay."]; }
        changed(true);
      });
      set.append(make("label", { "class": "what-if-radio" }, [input, " " + pair[1]]));
      return input;
    });
    /* What the talks may find for one state. */
    var criterion = make("select", { "class": "report-field", "aria-label": "Criterion" }, data.empty.map(function (k) {
      return make("option", { value: String(k) }, data.criteria[k].label);
    }));
    var state = make("select", { "class": "report-field", "aria-label": "State" }, data.states.map(function (one) {
      return make("option", { value: one[0] }, one[1]);
    }));
    var score = make("input", { type: "number", min: "0", max: "100", step: "1", value: "100", "class": "report-field", "aria-label": "Score from 0 to 100" });
    parts.findings = make("ul");
    set.append(make("details", {}, [make("summary", {}, "What if the talks find something?"),
      make("p", { "class": "what-if-finding" }, [criterion, " ", state, " ", score, " ", button("Add", function () {
        var value = Number(score.value);
        if (score.value === "" || !(value >= 0 && value <= 100) || value % 1) {
          parts.status.textContent = "A score is a whole number from 0 to 100.";
          return;
        }
        choice.findings = Object.assign({}, choice.findings);
        choice.findings[criterion.value + "." + state.value] = value;
        changed();
      })]), parts.findings]));
    return set;
  }

  function changed(keepMessages) {
    if (!keepMessages) { messages = []; }
    if (!weights(choice)) {
      messages = ["No criterion has any weight: give one of them a point."];
      showMessages();
      return;
    }
    keep();
    show();
  }

  function showMessages() {
    parts.message.replaceChildren.apply(parts.message, messages.map(function (text) {
      return make("p", { "class": "report-message" }, text);
    }));
  }

  /* ── the answer ────────────────────────────────────────────────────────────────────────── */
  function show() {
    var found = calc(choice), proposed = data.proposed.map(position);
    showMessages();
    data.criteria.forEach(function (criterion, k) {
      var percent = number(100 * found.share[k], 1) + "\u00a0%";
      parts.sliders[k].value = choice.points[k];
      parts.sliders[k].setAttribute("aria-valuetext", choice.points[k] + " points, " + percent + " of the whole");
      parts.shares[k].textContent = percent;
    });
    data.gates.forEach(function (gate) { parts.gates[gate.id].value = String(choice.limits[gate.id]); });
    Object.keys(parts.refused).forEach(function (code) { parts.refused[code].checked = choice.refused.indexOf(code) >= 0; });
    parts.refusedCount.textContent = "Clearance refused: " + (choice.refused.length ? listed(names(choice.refused.map(position))) : "no state");
    parts.missing.forEach(function (input) { input.checked = input.value === choice.missing; });
    parts.presets.forEach(function (one) {
      var own = one.whatifPoints().join("-") === choice.points.join("-");
      one.setAttribute("aria-pressed", String(own && (one !== parts.presets[0] || !address())));
    });
    parts.findings.replaceChildren.apply(parts.findings, Object.keys(choice.findings).map(function (key) {
      var at = key.split(".");
      return make("li", {}, [data.criteria[at[0]].label + ", " + names([position(at[1])])[0] + ": " + choice.findings[key] + " ",
        button("Take out", function () {
          choice.findings = Object.assign({}, choice.findings);
          delete choice.findings[key];
          changed();
        })]);
    }));
    parts.sentence.textContent = sentence(found, proposed);
    parts.beside.textContent = "The proposal of the report stays the declared one: " + listed(proposed.map(function (n) {
      return data.states[n][1] + " (" + number(data.published[n].share, 0) + "\u00a0%)";
    })) + ". In brackets: in how many of the published variants the state is among the first " + data.places + ".";
    ranking(found, null);
    parts.turning.replaceChildren(make("p", {}, "…"));
    clearTimeout(timer);
    timer = setTimeout(function () {
      ranking(found, nearby(choice));
      turning(found);
      root.dataset.ready = address();
    }, 250);
    delete root.dataset.ready;
  }

  function sentence(found, proposed) {
    if (!found.first.length) { return "With these gates no state can be proposed."; }
    var text = (address() ? "These choices propose " : "The declared rule proposes ") + listed(names(found.first)) + ".";
    var enters = found.first.filter(function (n) { return proposed.indexOf(n) < 0; });
    var leaves = proposed.filter(function (n) { return found.first.indexOf(n) < 0; });
    if (enters.length) { text += " New: " + listed(names(enters)) + "."; }
    if (leaves.length) { text += " No longer: " + listed(names(leaves)) + "."; }
    if (!enters.length && !leaves.length && address()) { text += " The same states as declared."; }
    var last = found.first[found.first.length - 1], next = found.order[found.first.length];
    if (next !== undefined && found.eligible[next] && found.total[last] - found.total[next] <= data.tolerance) {
      text += " " + names([next])[0] + " ties with " + names([last])[0] + ".";
    }
    return text;
  }

  function swap(found, first) {
    var enters = first.filter(function (n) { return found.first.indexOf(n) < 0; });
    var leaves = found.first.filter(function (n) { return first.indexOf(n) < 0; });
    return (enters.length ? listed(names(enters)) : "no state") + (leaves.length ? " for " + listed(names(leaves)) : " besides");
  }

  function turning(found) {
    var changes = singleChanges(choice), best = -1;
    changes.forEach(function (one, k) {
      if (one && (best < 0 || one.distance < changes[best].distance)) { best = k; }
    });
    var text = "No single slider can change who is proposed.";
    if (best >= 0) {
      text = "The nearest single change: " + data.criteria[best].label + " from " + choice.points[best] + " to " +
        changes[best].points + " points brings in " + swap(found, changes[best].first) + ".";
    }
    var lines = data.criteria.map(function (criterion, k) {
      return make("li", {}, criterion.label + ": " + (changes[k] ? choice.points[k] + " to " + changes[k].points +
        " points brings in " + swap(found, changes[k].first) : "no number of points from 0 to " + MOST + " changes them"));
    }).concat(gateChanges(choice).map(function (one) {
      return make("li", {}, "Gate “" + one.gate.id + "”, " + limitText(one.gate, one.limit) + ": brings in " + swap(found, one.first));
    }));
    parts.turning.replaceChildren(make("p", {}, text),
      make("details", {}, [make("summary", {}, "Every single change of a slider or a gate"), make("ul", {}, lines)]));
  }

  function ranking(found, shares) {
    var body = make("tbody"), titles = { violence: "violence gate", need: "need gate", data: "data gate", clearance: "no clearance" };
    found.order.forEach(function (n) {
      var published = data.published[n], inside = found.first.indexOf(n) >= 0;
      var was = published.place === null ? null : published.place;
      var move = found.eligible[n] && was !== null ? was - found.place[n] : 0;
      var bar = make("span", { "class": "what-if-bar", "aria-hidden": "true" });
      ["need", "feasibility"].forEach(function (name) {
        var part = 0;
        data.criteria.forEach(function (c, k) { if (c.block === name) { part += found.share[k]; } });
        if (part > 0) { bar.append(make("span", { "class": name, style: "width:" + (found[name][n] * part) + "%" })); }
      });
      body.append(make("tr", inside ? { "class": "chosen" } : found.eligible[n] ? {} : { "class": "out" }, [
        make("td", { "class": "number" }, found.eligible[n] ? String(found.place[n]) : "–"),
        make("th", { scope: "row" }, [data.states[n][1], found.eligible[n] ? "" :
          make("small", {}, " " + found.gates[n].map(function (id) { return titles[id] || id; }).join(", "))]),
        make("td", { "class": "number" }, number(found.total[n], 1)),
        make("td", { "class": "what-if-wide" }, bar),
        make("td", { "class": "number" }, shares ? number(shares[n], 0) : "…"),
        make("td", { "class": "number" }, published.share === null ? "–" : number(published.share, 0)),
        make("td", { "class": "number" }, [was === null ? "gate" : String(was), move ? (move > 0 ? " ▲" : " ▼") + Math.abs(move) : ""]),
        make("td", { "class": "number what-if-wide" }, published.near === null ? "–" : String(published.near)),
        make("td", { "class": "number what-if-wide" }, published.any === null ? "–" : String(published.any))]));
    });
    var heads = [["Place", "number"], ["State", ""], ["Score", "number"], ["Need | feasibility", "what-if-wide"],
      ["Nearby, %", "number"], ["Published, %", "number"], ["Declared", "number"],
      ["Best place, near", "number what-if-wide"], ["Best place, any", "number what-if-wide"]].map(function (pair) {
      return make("th", pair[1] ? { scope: "col", "class": pair[1] } : { scope: "col" }, pair[0]);
    });
    var scroll = parts.ranking.scrollTop;
    parts.ranking.replaceChildren(make("table", { "class": "table explorer-table what-if-table", "data-plain": "" }, [
      make("caption", {}, ["The states under these choices ", make("small", {}, "Nearby: of " + data.draws +
        " weightings drawn near the chosen ones, the share that puts the state among the first " + data.places +
        ". Published: the same share of the report’s own variants, which also let the methods and the data vary. Declared: place by the declared rule. " +
        "Best place: by the declared gates, with weights near the declared ones and with any weights.")]), make("thead", {}, make("tr", {}, heads)), body]));
    parts.ranking.scrollTop = scroll;
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

  /* The rule without the page: what tests compare with Python. */
  window.cohesionWhatIf = {
    load: function (payload) { data = payload; },
    declared: declared, calc: calc, singleChanges: singleChanges, nearby: nearby
  };

  function start() {
    root = document.getElementById("what-if");
    var island = document.getElementById("what-if-data");
    if (!root || !island) { return; }
    data = JSON.parse(island.textContent);
    root.classList.add("works");
    read();
    build();
    show();
    addEventListener("hashchange", function () {
      if (location.hash !== address()) { read(); show(); }
    });
  }

  if (typeof document === "undefined") { return; }
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

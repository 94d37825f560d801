/* The report's search: chapters, sections, tables, figures and terms, best page first. The index is
   a script that is loaded at the first key, so that it works from a folder too. */
(function (global) {
  "use strict";

  var STATE = 0, CHAPTER = 1, TABLE = 3, FIGURE = 4, TERM = 5;
  /* What a match is worth by kind, and how much more in a title than in a text. */
  var WEIGHT = [0.55, 1.25, 1, 0.8, 0.75, 0.6];
  var TITLE = 6, PLACE = 1.2, INSIDE = 0.6, FROM_PARTS = 0.4, SHOWN = 12, PER_PAGE = 3;
  var LATER = 0.4; /* What was known only afterwards stands behind, unless it is asked for. */
  var STOP = { a: 1, an: 1, and: 1, by: 1, de: 1, del: 1, el: 1, "for": 1, in: 1, la: 1, las: 1,
    los: 1, of: 1, on: 1, or: 1, por: 1, the: 1, to: 1, y: 1 };

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/\u2212/g, "-").replace(/(\d)[\u00a0\u202f ](?=\d{3}\b)/g, "$1");
  }

  function stem(word) {
    if (/\d/.test(word) || word.length < 4) { return word; }
    /* "fees" is "fee", in the index as in what is asked. */
    return (word.length > 4 ? word.replace(/ies$/, "y") : word).replace(/([^s])s$/, "$1");
  }

  function words(text) {
    return (fold(text).match(/[a-z]+\d*|\d+(?:[.,-]\d+)*/g) || []).map(stem);
  }

  function counts(list) {
    var found = Object.create(null);
    list.forEach(function (word) { found[word] = (found[word] || 0) + 1; });
    return found;
  }

  /* The words of a title. What it is without counts for half: "The index without turnout" is about
     the index first. */
  function titled(title) {
    var parts = title.split(/\bwithout\b/i);
    var found = counts(words(parts.slice(1).join(" ")));
    Object.keys(found).forEach(function (word) { found[word] = 0.5; });
    return Object.assign(found, counts(words(parts[0])));
  }

  /* Prepare an index once: folded words of each record and how rare each word is. */
  function prepare(data) {
    var seen = Object.create(null);
    var records = data.records.map(function (record) {
      var entry = {
        kind: record[0], address: record[1], title: record[2], place: record[3], text: record[4],
        page: record[1].split("#")[0],
        titleWords: titled(record[2]), placeWords: counts(words(record[3])),
        textWords: counts(words(record[4])), plain: words(record[2]).join(" ")
      };
      Object.keys(Object.assign(Object.create(null), entry.titleWords, entry.textWords))
        .forEach(function (word) { seen[word] = (seen[word] || 0) + 1; });
      return entry;
    });
    /* A chapter also knows the words of its parts. */
    var inside = Object.create(null);
    records.forEach(function (entry) {
      var all = inside[entry.page] || (inside[entry.page] = Object.create(null));
      Object.keys(entry.titleWords).concat(Object.keys(entry.textWords))
        .forEach(function (word) { all[word] = 1; });
      entry.titleList = Object.keys(entry.titleWords).filter(function (word) { return !STOP[word]; });
      var length = entry.titleList.length;
      /* A word is worth less in a long title. */
      entry.titleWorth = Math.min(TITLE, 1.7 * TITLE / Math.sqrt(length || 1));
      entry.inside = entry.kind === CHAPTER ? all : Object.create(null);
    });
    var others = Object.create(null);
    Object.keys(data.words).forEach(function (key) {
      others[words(key).join(" ")] = data.words[key].map(function (text) { return words(text); });
    });
    return { records: records, seen: seen, others: others,
      vocabulary: Object.keys(seen), states: records.filter(function (record) {
        return record.kind === STATE;
      }).map(function (record) { return { page: record.page, name: record.plain }; }) };
  }

  /* A query as groups: in each, the words that may stand for one thing that was asked. */
  function groupsOf(index, query, whole) {
    var asked = words(query);
    var groups = [];
    for (var i = 0; i < asked.length; i += 1) {
      var taken = 1, other = null;
      for (var size = Math.min(7, asked.length - i); size > 0; size -= 1) {
        var key = asked.slice(i, i + size).join(" ");
        if (index.others[key]) { other = index.others[key]; taken = size; break; }
      }
      var group = [];
      if (taken === 1) { group.push([asked[i]]); } else { group.push(asked.slice(i, i + taken)); }
      if (other) { other.forEach(function (list) { group.push(list); }); }
      if (!other && STOP[asked[i]] && asked.length > 1) { continue; }
      /* The word that is being typed may be the beginning of one. */
      if (!whole && i + taken === asked.length && taken === 1 && asked[i].length > 2 &&
          !index.seen[asked[i]]) {
        index.vocabulary.filter(function (word) { return word.indexOf(asked[i]) === 0; })
          .slice(0, 20).forEach(function (word) { group.push([word]); });
      }
      groups.push(group);
      i += taken - 1;
    }
    return groups;
  }

  function rarity(index, word) {
    var n = index.records.length, seen = index.seen[word] || 0;
    return Math.log(1 + (n - seen + 0.5) / (seen + 0.5));
  }

  function worth(index, record, list) {
    var total = 0;
    for (var i = 0; i < list.length; i += 1) {
      var word = list[i];
      var inTitle = record.titleWords[word] || 0, inText = record.textWords[word] || 0;
      var inPlace = record.placeWords[word] || 0;
      var inParts = inTitle || inText ? 0 : record.inside[word] || 0;
      if (!inTitle && !inText && !inPlace && !inParts) { return 0; }
      total += rarity(index, word) * (Math.min(1, inTitle) * record.titleWorth + (inPlace ? PLACE : 0) +
        (inParts ? INSIDE : 0) + 2.2 * inText / (inText + 1.2));
    }
    return total / Math.sqrt(list.length);
  }

  function search(index, query, whole) {
    var groups = groupsOf(index, query, whole);
    if (!groups.length) { return []; }
    var asked = words(query).join(" ");
    /* A state may be asked for by its Spanish name. */
    var said = [].concat.apply([asked], groups.map(function (group) {
      return group.map(function (list) { return list.join(" "); });
    }));
    var named = index.states.filter(function (state) {
      return said.some(function (text) { return (" " + text + " ").indexOf(" " + state.name + " ") >= 0; });
    });
    /* Of "Baja California Sur" and "Baja California" the longer name is meant. */
    named = named.filter(function (state) {
      return !named.some(function (other) {
        return other !== state && other.name.indexOf(state.name) >= 0;
      });
    });
    var asWords = counts(words(query));
    var exhibit = asked.match(/^(table|figure) (\d+)$/);
    var best = Object.create(null);
    var scored = index.records.map(function (record) {
      var sum = 0, met = 0;
      groups.forEach(function (group) {
        var most = 0;
        group.forEach(function (list) { most = Math.max(most, worth(index, record, list)); });
        if (most) { met += 1; sum += most; }
      });
      var score = met ? sum * Math.pow(met / groups.length, 2) * WEIGHT[record.kind] : 0;
      groups.forEach(function (group) {
        group.forEach(function (list) {
          if (record.plain === list.join(" ")) { score *= 2.2; }
        });
      });
      if (score && record.plain === asked) { score *= 2; }
      if (score && record.titleList.length && record.titleList.every(function (word) {
        return asWords[word];
      })) { score *= 1.6; } /* Its whole title was asked for, among other words. */
      if (record.page.indexOf("notebooks/hindsight") === 0 && asked.indexOf("hindsight") < 0) {
        score *= LATER;
      }
      if (exhibit && (record.kind === TABLE || record.kind === FIGURE)) {
        score = record.plain.indexOf(asked + " ") === 0 ? 1e6 : 0;
      }
      if (record.kind !== CHAPTER && record.kind !== STATE) {
        (best[record.page] || (best[record.page] = [])).push(score);
      }
      return { record: record, score: score };
    });
    scored.forEach(function (hit) {
      if (hit.record.kind === CHAPTER && !exhibit) {
        /* A page with several good passages is the page that was meant. */
        var parts = (best[hit.record.page] || []).sort(function (a, b) { return b - a; });
        hit.score += FROM_PARTS * ((parts[0] || 0) + (parts[1] || 0) / 2 + (parts[2] || 0) / 4);
      }
      if (hit.record.kind === STATE && hit.score) {
        named.forEach(function (state) {
          if (state.page === hit.record.page) { hit.score += 1e4; }
        });
      }
      if (hit.record.kind !== STATE && hit.record.page.indexOf("book/states/") === 0 && !exhibit) {
        hit.score *= named.length ? 0.8 : 0.35;
      }
    });
    var perPage = Object.create(null);
    return scored.filter(function (hit) { return hit.score > 0; })
      .sort(function (a, b) { return b.score - a.score || (a.record.address < b.record.address ? -1 : 1); })
      .filter(function (hit) {
        perPage[hit.record.page] = (perPage[hit.record.page] || 0) + 1;
        return perPage[hit.record.page] <= PER_PAGE;
      }).slice(0, SHOWN).map(function (hit) {
        return { address: hit.record.address, title: hit.record.title, place: hit.record.place,
          kind: hit.record.kind, text: hit.record.text, score: hit.score };
      });
  }

  /* The line of a text around the first word that was asked for. */
  function lineOf(text, query) {
    var asked = words(query);
    var parts = text.split(/(\s+)/);
    var at = -1;
    for (var i = 0; i < parts.length && at < 0; i += 2) {
      var here = words(parts[i]);
      if (here.some(function (word) { return asked.indexOf(word) >= 0; })) { at = i; }
    }
    var from = Math.max(0, (at < 0 ? 0 : at) - 16);
    var cut = parts.slice(from, from + 56).join("");
    return (from ? "… " : "") + cut + (from + 56 < parts.length ? " …" : "");
  }

  global.reportSearch = { prepare: prepare, search: search, lineOf: lineOf, fold: fold };
  if (typeof document === "undefined") { return; }

  var index = null, waiting = [], loading = false;
  var root = document.documentElement.getAttribute("data-content_root") || "./";

  function withIndex(action) {
    if (index) { action(); return; }
    waiting.push(action);
    if (loading) { return; }
    loading = true;
    var script = document.createElement("script");
    script.src = root + "_static/search-index.js";
    script.onload = function () {
      index = prepare(global.reportSearchIndex);
      waiting.splice(0).forEach(function (run) { run(); });
    };
    document.head.appendChild(script);
  }

  function marked(holder, text, query) {
    var asked = words(query);
    text.split(/(\s+)/).forEach(function (part) {
      var hit = words(part).some(function (word) { return asked.indexOf(word) >= 0; });
      var node = hit ? document.createElement("mark") : document.createTextNode(part);
      if (hit) { node.textContent = part; }
      holder.appendChild(node);
    });
  }

  function show(box, query, whole) {
    var list = box.querySelector(".search-hits"), state = box.querySelector(".search-state");
    if (!query.trim()) { list.replaceChildren(); state.textContent = ""; return; }
    withIndex(function () {
      var hits = search(index, query, whole);
      state.textContent = hits.length ? "" : "Nothing found. Try fewer words.";
      list.replaceChildren.apply(list, hits.map(function (hit) {
        var item = document.createElement("li"), link = document.createElement("a");
        link.href = root + hit.address;
        var title = document.createElement("span");
        title.className = "hit-title";
        marked(title, hit.title, query);
        link.appendChild(title);
        if (hit.place || hit.kind === STATE) {
          var place = document.createElement("span");
          place.className = "hit-path";
          place.textContent = " – " + (hit.place || "fact sheet of the state");
          link.appendChild(place);
        }
        var text = document.createElement("span");
        text.className = "hit-text";
        marked(text, lineOf(hit.text, query), query);
        link.appendChild(text);
        item.appendChild(link);
        return item;
      }));
    });
  }

  function connect(box) {
    var field = box.querySelector("input[name=q]"), form = box.querySelector("form");
    if (!field || !form) { return; }
    field.addEventListener("input", function () { show(box, field.value, false); });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      show(box, field.value, true);
      withIndex(function () {
        var first = box.querySelector(".search-hits a");
        if (first) { first.focus(); }
      });
    });
    box.addEventListener("keydown", function (event) {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
      var links = Array.prototype.slice.call(box.querySelectorAll(".search-hits a"));
      if (!links.length) { return; }
      var at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      (at < 0 ? field : links[Math.min(at, links.length - 1)]).focus();
    });
  }

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("#pst-search-dialog, .search-page"), connect);
    var asked = new URLSearchParams(location.search).get("q");
    var page = document.querySelector(".search-page");
    if (page && asked) {
      page.querySelector("input[name=q]").value = asked;
      show(page, asked, true);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})(typeof window === "undefined" ? globalThis : window);

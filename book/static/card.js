/* Where a number comes from: the card of numbers, guarded sentences, tables and figures.
   Reads the data that the build wrote into the page; asks nothing of the network. Without this
   script a number is a link to its row in the list at the foot of the page. */
(function () {
  "use strict";

  var HOVER = 200; /* milliseconds that the pointer rests before a card opens */
  var LEAVE = 260; /* … and may be away before it closes, to reach the card itself */
  var PHONE = window.matchMedia("(max-width: 600px)");
  var data = null;
  var card = null;
  var opener = null;
  var pinned = false;
  var quiet = false; /* the focus comes back from a card: it must not open again */
  var timer = 0;
  var touched = false;

  function make(tag, attributes, content) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      element.setAttribute(name, attributes[name]);
    });
    [].concat(content === undefined ? [] : content).forEach(function (part) {
      element.append(part);
    });
    return element;
  }

  function link(address, text, more) {
    return make("a", Object.assign({ href: address }, more || {}), text);
  }

  function here(address) {
    return data.root + address;
  }

  /* ── what a card says ──────────────────────────────────────────────────────────────────── */
  function source(number) {
    var item = data.sources[number];
    var text = item.url && /^https?:/.test(item.url) ? link(item.url, item.text) : item.text;
    var line = make("span", {}, [text]);
    if (item.published) {
      line.append(", published " + item.published + (item.late ? " †" : ""));
    }
    if (item.file) {
      line.append(" (", link(here(item.file), item.file.split("/").pop()), ")");
    }
    return line;
  }

  function sources(numbers) {
    var lines = numbers.map(source);
    if (lines.length === 1) {
      return lines;
    }
    var list = make("ul", {}, lines.map(function (line) { return make("li", {}, line); }));
    if (lines.length <= 3) {
      return [list];
    }
    return [make("details", {}, [make("summary", {}, lines.length + " publications"), list])];
  }

  function rows(pairs) {
    var list = make("dl");
    pairs.forEach(function (pair) {
      if (pair[1] !== undefined && pair[1] !== "" && pair[1].length !== 0) {
        list.append(make("dt", {}, pair[0]), make("dd", {}, pair[1]));
      }
    });
    return list;
  }

  function cell(made) {
    var words = made[2] ? made[1] + ", cell " + made[2] : made[1];
    return link(here(made[0]), words);
  }

  function factCard(name) {
    var fact = data.facts[name];
    var late = (fact.sources || []).some(function (n) { return data.sources[n].late; });
    var row = fact.table ? [link(here("_tables/" + fact.table + ".csv"), fact.table + ".csv")] : fact.row && [
      link(here("_data/" + fact.row.table + ".csv"), fact.row.table + ".csv"),
      ", line " + fact.row.line
    ];
    var said = Array.prototype.concat(fact.sources || []);
    var parts = [
      make("p", { "class": "card-value", id: "card-title" }, fact.text),
      make("p", { "class": "card-label" }, fact.label),
      rows([
        ["Observed for", fact.of || ""],
        ["Year", fact.year || ""],
        ["Unit", fact.unit || ""],
        ["95 % interval", fact.interval || ""],
        ["All digits", fact.exact || ""],
        ["Published in", said.length ? sources(said) : ""],
        [fact.table ? "Table" : "Row", row || ""],
        [fact.row ? "Taken up in" : "Computed in", cell(fact.made)]
      ])
    ];
    if (late) {
      parts.push(make("p", { "class": "card-note" }, "† Published after " + data.day +
        ", the day of this report: a later re-publication stands in for the edition of the time."));
    }
    var slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    var address = addressOf("#fact-" + slug) ||
      data.page + ", number “" + name + "”";
    parts.push(buttons([
      ["Copy link", address],
      ["Copy citation", citation(fact, name)]
    ]));
    if (!fact.table) {
      parts.push(make("p", {}, link(here("book/numbers.html#" + name), "Look it up among all numbers")));
    }
    return parts;
  }

  function citation(fact, name) {
    var texts = (fact.sources || []).slice(0, 3).map(function (number) {
      var item = data.sources[number];
      return item.text + (item.published ? " (" + item.published + ")" : "");
    });
    var more = (fact.sources || []).length - texts.length;
    var about = [fact.of, fact.year].filter(Boolean).join(", ");
    return fact.text + " – " + fact.label + (about ? ", " + about : "") + ". In: " + data.book +
      ", “" + data.page + "”, number " + name + ". " +
      (texts.length ? "Source: " + texts.join("; ") : "") +
      (more > 0 ? " and " + more + " more" : "") + ".";
  }

  function claimCard(names) {
    var parts = [make("p", { "class": "card-note", id: "card-title" }, "What this sentence rests on")];
    names.forEach(function (name) {
      var claim = data.claims[name];
      parts.push(make("p", { "class": "card-label" }, claim.says + (claim.holds ? "" : " (no longer holds)")));
      parts.push(rows([["It stands as long as", make("code", {}, claim.condition)]].concat(claim.quantities,
        [["It would fall with", claim.breaks], ["Checked in", cell(claim.made)]])));
    });
    return parts;
  }

  function exhibitCard(name, anchor) {
    var item = data.exhibits[name];
    var parts = [make("p", { "class": "card-label", id: "card-title" },
      anchor.textContent.trim() + ": " + item.caption)];
    if (item.image) {
      parts.push(make("img", { src: here(item.image), alt: item.alt, loading: "lazy" }));
    } else {
      var head = make("tr", {}, item.heads.map(function (text) {
        return make("th", { scope: "col" }, text || " ");
      }));
      var body = item.rows.map(function (cells) {
        return make("tr", {}, cells.map(function (text, i) {
          return i ? make("td", {}, text) : make("th", { scope: "row" }, text);
        }));
      });
      parts.push(make("table", { "data-plain": "" }, [
        make("thead", {}, head), make("tbody", {}, body)]));
      var more = [];
      if (item.more[0]) { more.push(item.more[0] + " more rows"); }
      if (item.more[1]) { more.push(item.more[1] + " more columns"); }
      if (more.length) { parts.push(make("p", { "class": "card-note" }, more.join(", "))); }
    }
    var line = make("p", {}, link(anchor.getAttribute("href"), "Go to " + anchor.textContent.trim()));
    if (item.csv) {
      line.append(" · ", link(here(item.csv), "CSV"));
    }
    parts.push(line);
    return parts;
  }

  /* ── copying ───────────────────────────────────────────────────────────────────────────── */
  function addressOf(hash) {
    if (data.base) {
      return data.base + "/" + data.address + hash;
    }
    /* The address of a file names a folder of this computer: no use to anybody else. */
    return location.protocol === "file:" ? "" : location.href.split("#")[0] + hash;
  }

  function buttons(list) {
    var line = make("p", { "class": "card-actions" });
    var status = make("span", { role: "status", "class": "card-status" });
    list.forEach(function (pair) {
      var button = make("button", { type: "button", "class": "report-button" }, pair[0]);
      button.addEventListener("click", function () {
        copy(pair[1], status);
      });
      line.append(button, " ");
    });
    line.append(status);
    return line;
  }

  function copy(text, status) {
    function done() {
      status.textContent = "Copied: " + text;
    }
    function byHand() {
      window.prompt("Copy this text:", text);
    }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(done, byHand);
    } else {
      byHand();
    }
  }

  /* ── opening, placing, closing ─────────────────────────────────────────────────────────── */
  function kindOf(target) {
    var fact = target.closest && target.closest("a.fact[data-fact]");
    if (fact && data.facts[fact.dataset.fact]) {
      return { anchor: fact, build: function () { return factCard(fact.dataset.fact); } };
    }
    var mark = target.closest && target.closest("a.claim-open");
    if (mark) {
      return { anchor: mark, build: function () { return claimCard(mark.dataset.claims.split(" ")); } };
    }
    var anchor = target.closest && target.closest("a.reference.internal");
    var name = anchor && anchor.querySelector(".std-numref") &&
      (anchor.getAttribute("href") || "").split("#")[1];
    if (name && data.exhibits[name]) {
      return { anchor: anchor, leads: true, build: function () { return exhibitCard(name, anchor); } };
    }
    return null;
  }

  function open(found, pin) {
    clearTimeout(timer);
    if (opener === found.anchor) {
      pinned = pinned || pin;
      if (pin) { focusCard(); }
      return;
    }
    close();
    opener = found.anchor;
    pinned = pin;
    var shut = make("button", { type: "button", "class": "card-close", "aria-label": "Close" }, "×");
    shut.addEventListener("click", function () { close(true); });
    card.replaceChildren.apply(card, [shut].concat(found.build()));
    opener.setAttribute("aria-expanded", "true");
    opener.setAttribute("aria-describedby", "card-title");
    card.hidden = false;
    if (card.showPopover) { card.showPopover(); }
    place();
    if (pin) { focusCard(); }
  }

  function focusCard() {
    card.focus({ preventScroll: true });
  }

  function place() {
    if (!opener || PHONE.matches) {
      card.style.left = card.style.top = "";
      return;
    }
    var box = opener.getClientRects()[0] || opener.getBoundingClientRect();
    var width = card.offsetWidth, height = card.offsetHeight;
    var left = Math.min(Math.max(8, box.left - 16), innerWidth - width - 16);
    var below = box.bottom + 6;
    var top = below + height <= innerHeight ? below : Math.max(8, box.top - height - 6);
    if (top < box.bottom && top + height > box.top) {
      /* Neither above nor below is room: beside the number, so that it stays in sight. */
      top = Math.max(8, innerHeight - height - 8);
      left = box.right + width + 16 < innerWidth ? box.right + 8 : left;
    }
    card.style.left = left + "px";
    card.style.top = top + "px";
  }

  function close(back) {
    clearTimeout(timer);
    if (!opener) { return; }
    var anchor = opener;
    opener = null;
    pinned = false;
    anchor.setAttribute("aria-expanded", "false");
    anchor.removeAttribute("aria-describedby");
    if (card.hidePopover && card.matches(":popover-open")) { card.hidePopover(); }
    card.hidden = true;
    if (back) {
      quiet = true;
      anchor.focus();
      quiet = false;
    }
  }

  function later(action, wait) {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  }

  function listen() {
    document.addEventListener("pointerdown", function (event) {
      touched = event.pointerType === "touch";
    }, true);
    document.addEventListener("pointerover", function (event) {
      if (event.pointerType === "touch") { return; }
      if (card.contains(event.target)) { clearTimeout(timer); return; }
      var found = kindOf(event.target);
      if (found && found.anchor !== opener && !pinned) {
        later(function () { open(found, false); }, HOVER);
      } else if (found) {
        clearTimeout(timer);
      }
    });
    document.addEventListener("pointerout", function (event) {
      if (event.pointerType === "touch" || pinned) { return; }
      if (kindOf(event.target) || card.contains(event.target)) {
        later(function () { close(); }, LEAVE);
      }
    });
    document.addEventListener("focusin", function (event) {
      if (quiet) { return; }
      var found = kindOf(event.target);
      if (found && event.target.matches(":focus-visible")) {
        open(found, false);
      } else if (opener && !card.contains(event.target) && event.target !== opener) {
        close();
      }
    });
    document.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      var found = kindOf(event.target);
      if (found && (!found.leads || touched)) {
        event.preventDefault();
        open(found, true);
      } else if (opener && !card.contains(event.target)) {
        close();
      }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && opener) {
        event.stopPropagation();
        close(true);
      } else if (event.key === " " && event.target.matches &&
                 event.target.matches("a.fact[data-fact], a.claim-open")) {
        event.preventDefault();
        event.target.click();
      }
    }, true);
    /* Tab scrolls the page: the card moves along instead of closing. */
    addEventListener("scroll", place, { passive: true });
    addEventListener("resize", place);
  }

  function dress() {
    document.querySelectorAll("a.fact[data-fact]").forEach(function (anchor) {
      anchor.setAttribute("role", "button");
      anchor.setAttribute("aria-haspopup", "dialog");
      anchor.setAttribute("aria-expanded", "false");
    });
    document.querySelectorAll(".bd-article .claim").forEach(function (span) {
      var names = Array.prototype.filter.call(span.classList, function (name) {
        return name.indexOf("claim--") === 0 && data.claims[name.slice(7)];
      }).map(function (name) { return name.slice(7); });
      if (names.length) {
        span.append(make("a", {
          "class": "claim-open", href: "#src-claim-" + names[0], "data-claims": names.join(" "),
          role: "button", "aria-haspopup": "dialog", "aria-expanded": "false",
          "aria-label": "What this sentence rests on"
        }, "✓"));
      }
    });
  }

  /* An address that names a number which is not (or no longer) on this page says so. */
  function unknown() {
    var name = /^#fact-([a-z0-9-]+)$/.exec(location.hash);
    var old = document.getElementById("unknown-fact");
    if (old) { old.remove(); }
    if (!name || document.getElementById("fact-" + name[1])) { return; }
    var article = document.querySelector(".bd-article");
    article.prepend(make("p", { id: "unknown-fact", role: "status", "class": "report-message" }, [
      "No number called “" + name[1] + "” stands on this page. ",
      link(here("book/numbers.html#" + name[1]), "Look it up among all numbers"), "."]));
  }

  function start() {
    var island = document.getElementById("card-data");
    if (!island) { return; }
    data = JSON.parse(island.textContent);
    card = make("div", { id: "fact-card", role: "dialog", "aria-labelledby": "card-title",
      tabindex: "-1", hidden: "" });
    if (card.showPopover) { card.setAttribute("popover", "manual"); }
    /* Inside the article, so that screen readers find it in the main landmark. */
    (document.querySelector(".bd-article") || document.body).append(card);
    dress();
    listen();
    unknown();
    addEventListener("hashchange", unknown);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

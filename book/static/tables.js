/* Tables: order by a column, find a row, keep the head in sight. Without this script every table
   is complete and in its printed order. */
(function () {
  "use strict";

  var MISSING = /^[–—-]?$/;
  var collator = typeof Intl === "undefined" ? null : new Intl.Collator("es", { numeric: true });

  /* A number as it is printed: groups by no-break space, true minus, units, intervals, marks. */
  function numberOf(text) {
    var clean = text.replace(/[\u00a0\u202f\u2009]/g, "").replace(/\u2212/g, "-").replace(/[†*]/g, "");
    var found = clean.match(/^(?:EUR|USD|MXN)?\s*([+-]?\d+(?:\.\d+)?)(?!\d*-)/);
    return found ? parseFloat(found[1]) : null;
  }

  function textOf(cell) {
    return cell ? cell.textContent.trim() : "";
  }

  /* Compare two texts of a column: what is missing stands last, whichever way the order goes. */
  function compare(a, b, numeric, down) {
    var lacksA = MISSING.test(a), lacksB = MISSING.test(b);
    if (lacksA || lacksB) {
      return lacksA === lacksB ? 0 : lacksA ? 1 : -1;
    }
    var result = numeric
      ? numberOf(a) - numberOf(b)
      : collator ? collator.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
    return down ? -result : result;
  }

  function isNumeric(texts) {
    var filled = texts.filter(function (text) { return !MISSING.test(text); });
    return filled.length > 0 && filled.every(function (text) { return numberOf(text) !== null; });
  }

  function sortable(table) {
    var body = table.tBodies[0];
    var printed = Array.prototype.slice.call(body.rows);
    var totals = printed.filter(function (row) { return row.classList.contains("total"); });
    var movable = printed.filter(function (row) { return totals.indexOf(row) < 0; });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      var holder = head.firstElementChild && head.firstElementChild.tagName === "P"
        ? head.firstElementChild : head;
      if (!holder.textContent.trim()) { return; }
      while (holder.firstChild) { button.appendChild(holder.firstChild); }
      holder.appendChild(button);
      var state = 0;
      button.addEventListener("click", function () {
        var texts = movable.map(function (row) { return textOf(row.cells[place]); });
        var numeric = isNumeric(texts);
        state = head.hasAttribute("aria-sort") ? (state + 1) % 3 : 1;
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
          other.removeAttribute("aria-sort");
        });
        var order = movable;
        if (state) {
          /* Numbers begin with the greatest, words with A; the third click is the printed order. */
          var down = numeric === (state === 1);
          order = movable
            .map(function (row, i) { return { row: row, text: texts[i], place: i }; })
            .sort(function (a, b) {
              return compare(a.text, b.text, numeric, down) || a.place - b.place;
            })
            .map(function (entry) { return entry.row; });
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
        }
        table.classList.toggle("sorted", state > 0);
        order.concat(totals).forEach(function (row) { body.appendChild(row); });
      });
    });
    if (movable.length > 20) { filterable(table, movable); }
  }

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function filterable(table, rows) {
    var box = table.closest(".pst-scrollable-table-container");
    var line = document.createElement("p");
    line.className = "table-filter web-only";
    var label = document.createElement("label");
    label.textContent = "Find rows: ";
    var field = document.createElement("input");
    field.type = "search";
    field.className = "report-field";
    label.appendChild(field);
    line.appendChild(label);
    var count = document.createElement("span");
    count.setAttribute("role", "status");
    line.appendChild(count);
    (box || table).parentNode.insertBefore(line, box || table);
    field.addEventListener("input", function () {
      var wanted = plain(field.value.trim());
      var shown = 0;
      rows.forEach(function (row) {
        var fits = plain(row.textContent).indexOf(wanted) >= 0;
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = wanted ? " " + shown + " of " + rows.length + " rows" : "";
    });
  }

  /* Say which boxes scroll: only these are stops of the keyboard and need their own sticky head. */
  function measure() {
    var boxes = document.querySelectorAll(".pst-scrollable-table-container");
    Array.prototype.forEach.call(boxes, function (box) {
      box.classList.remove("fits", "scrolls");
      var table = box.querySelector("table, svg");
      var scrolls = !!table && table.getBoundingClientRect().width > box.clientWidth + 1;
      box.classList.add(scrolls ? "scrolls" : "fits");
      if (scrolls) {
        box.setAttribute("tabindex", "0");
        box.setAttribute("role", "region");
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
      }
    });
  }

  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("table[data-sortable]"), sortable);
    measure();
    var waiting = 0;
    window.addEventListener("resize", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(measure, 150);
    });
    if (document.fonts && document.fonts.ready) { document.fonts.ready.then(measure); }
  }

  if (typeof document === "undefined") {
    /* In a test without a page: give what can be tested. */
    globalThis.tables = { compare: compare, numberOf: numberOf, isNumeric: isNumeric };
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

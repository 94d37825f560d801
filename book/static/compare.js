/* Compare two states: reads the table of the page, asks nothing of the network. */
(function () {
  "use strict";

  function text(cell) {
    return cell.textContent.trim();
  }

  /* The table is found by its rows, so that theme markup around it does not matter. */
  function readTable(label) {
    var anchor = document.getElementById(label);
    var scope = anchor || document;
    var table = scope.tagName === "TABLE" ? scope : scope.querySelector("table");
    if (!table) {
      var all = document.querySelectorAll("table");
      table = all.length ? all[all.length - 1] : null;
    }
    if (!table) {
      return null;
    }
    var rows = Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.map.call(row.cells, text);
    });
    return { heads: rows[0].slice(1), rows: rows.slice(1) };
  }

  /* The name of a state in an address: plain letters, as the rows of the table are called. */
  function slug(name) {
    return name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[^a-z0-9]+/g, "-");
  }

  /* The states that an address names: compare-states.html#chiapas|oaxaca, in either spelling. */
  function choice(hash, names) {
    var asked = [];
    try {
      asked = decodeURIComponent(hash).split("|").map(slug);
    } catch (error) {
      /* An address that was cut short names no state. */
    }
    return asked.map(function (wanted) {
      return names.filter(function (name) { return slug(name) === wanted; })[0];
    });
  }

  function select(id, label, names, chosen) {
    var box = document.createElement("label");
    box.setAttribute("for", id);
    box.textContent = label + " ";
    var list = document.createElement("select");
    list.id = id;
    names.forEach(function (name) {
      var option = document.createElement("option");
      option.value = option.textContent = name;
      option.selected = name === chosen;
      list.appendChild(option);
    });
    box.appendChild(list);
    return { box: box, list: list };
  }

  function cell(row, tag, content, scope) {
    var element = document.createElement(tag);
    if (scope) {
      element.setAttribute("scope", scope);
    }
    element.textContent = content;
    row.appendChild(element);
    return element;
  }

  function draw(place, data, first, second) {
    var byName = {};
    data.rows.forEach(function (row) {
      byName[row[0]] = row.slice(1);
    });
    var nation = data.rows[0][0];
    var columns = [first, second, nation];
    var table = document.createElement("table");
    table.className = "table published compare-result";
    var caption = document.createElement("caption");
    caption.textContent = first + " and " + second + " beside the nation";
    table.appendChild(caption);
    var head = table.createTHead().insertRow();
    cell(head, "th", "Indicator", "col");
    columns.forEach(function (name) {
      cell(head, "th", name, "col").className = "number";
    });
    var body = table.createTBody();
    data.heads.forEach(function (title, i) {
      var row = body.insertRow();
      cell(row, "th", title, "row");
      columns.forEach(function (name) {
        cell(row, "td", byName[name][i]).className = "number";
      });
    });
    place.replaceChildren(table);
  }

  function start() {
    var root = document.getElementById("compare-states");
    if (!root) {
      return;
    }
    var data = readTable(root.dataset.table);
    if (!data || data.rows.length < 3) {
      return;
    }
    var names = data.rows.slice(1).map(function (row) {
      return row[0];
    });
    /* A link may carry the choice. */
    var wanted = choice(location.hash.slice(1), names);
    function known(name, otherwise) {
      return names.indexOf(name) >= 0 ? name : otherwise;
    }
    var one = known(wanted[0], known(root.dataset.first, names[0]));
    var two = known(wanted[1], known(root.dataset.second, names[1]));
    if (one === two) {
      two = one === names[0] ? names[1] : known(root.dataset.first, names[0]);
    }
    var left = select("compare-first", "First state", names, one);
    var right = select("compare-second", "Second state", names, two);
    var result = document.createElement("div");
    result.setAttribute("aria-live", "polite");
    result.setAttribute("role", "region");
    result.setAttribute("aria-label", "Comparison of the two states");
    result.tabIndex = 0;
    result.className = "pst-scrollable-table-container";
    function update() {
      draw(result, data, left.list.value, right.list.value);
      try {
        history.replaceState(null, "", "#" + slug(left.list.value) + "|" + slug(right.list.value));
      } catch (error) {
        /* Pages opened from a file may not change their address; the comparison works without. */
      }
    }
    window.addEventListener("hashchange", function () {
      var now = choice(location.hash.slice(1), names);
      if (names.indexOf(now[0]) >= 0 && names.indexOf(now[1]) >= 0) {
        left.list.value = now[0];
        right.list.value = now[1];
        draw(result, data, now[0], now[1]);
      }
    });
    left.list.addEventListener("change", update);
    right.list.addEventListener("change", update);
    var form = document.createElement("p");
    form.appendChild(left.box);
    form.appendChild(document.createTextNode(" "));
    form.appendChild(right.box);
    root.appendChild(form);
    root.appendChild(result);
    draw(result, data, one, two);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

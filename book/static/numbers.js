/* The list of all numbers: a field that narrows it, and a message where an address names none. */
(function () {
  "use strict";

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u00a0/g, " ");
  }

  /* How many letters of one name stand in another in order: enough to guess at a slip. */
  function shared(one, other) {
    var at = 0;
    for (var i = 0; i < other.length && at < one.length; i += 1) {
      if (other[i] === one[at]) { at += 1; }
    }
    return at / Math.max(one.length, other.length);
  }

  function start() {
    var table = document.getElementById("all-numbers");
    if (!table) { return; }
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var texts = rows.map(function (row) { return fold(row.textContent); });
    var box = document.querySelector(".numbers-tools");
    var label = document.createElement("label");
    label.textContent = "Find a number ";
    var field = document.createElement("input");
    field.type = "search";
    field.className = "report-field";
    var status = document.createElement("span");
    status.setAttribute("role", "status");
    label.append(field);
    box.append(label, " ", status);

    function narrow() {
      var words = fold(field.value).split(/\s+/).filter(Boolean);
      var left = 0;
      rows.forEach(function (row, i) {
        var shown = words.every(function (word) { return texts[i].indexOf(word) >= 0; });
        row.hidden = !shown;
        left += shown ? 1 : 0;
      });
      status.textContent = left + " of " + rows.length + " numbers";
    }

    function arrive() {
      var name = "";
      try {
        name = decodeURIComponent(location.hash.slice(1));
      } catch (error) {
        name = location.hash.slice(1); /* An address that was cut short. */
      }
      var old = document.getElementById("unknown-fact");
      if (old) { old.remove(); }
      rows.forEach(function (row) { row.classList.toggle("wanted", row.id === name && name !== ""); });
      if (!name || document.getElementById(name)) { return; }
      var near = rows.map(function (row) { return [shared(name, row.id), row.id]; })
        .sort(function (a, b) { return b[0] - a[0]; })[0];
      var message = document.createElement("p");
      message.id = "unknown-fact";
      message.className = "report-message";
      message.setAttribute("role", "status");
      message.append("No number is called “" + name + "”.");
      if (near && near[0] > 0.5) {
        var link = document.createElement("a");
        link.href = "#" + near[1];
        link.textContent = near[1];
        message.append(" Did you mean ", link, "?");
      }
      box.before(message);
    }

    field.addEventListener("input", narrow);
    addEventListener("hashchange", arrive);
    narrow();
    arrive();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

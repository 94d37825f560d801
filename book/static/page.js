/* The switch for code, and names of states in drawings that lead to their sheets. */
(function () {
  "use strict";

  var KEY = "report-code";
  var root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem(KEY) === "on"; } catch (error) { return false; }
  }

  function show(on) {
    root.classList.toggle("with-code", on);
    Array.prototype.forEach.call(document.querySelectorAll(".code-switch"), function (button) {
      button.setAttribute("aria-pressed", on ? "true" : "false");
    });
  }

  function start() {
    show(remembered());
    document.addEventListener("click", function (event) {
      var button = event.target.closest(".code-switch");
      if (button) {
        var on = !root.classList.contains("with-code");
        try { localStorage.setItem(KEY, on ? "on" : "off"); } catch (error) { /* Not kept. */ }
        show(on);
        return;
      }
      var name = event.target.closest("svg text[data-state]");
      if (name) { location.href = name.getAttribute("data-state"); }
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();

"""axe on an open page, without looking twice at what is made alike.

The time that axe takes grows faster than the page: a list of a thousand rows takes minutes, almost
all of them for contrast. Rows, entries of lists and words of code that have the same make and the
same computed colours as an earlier one beside them cannot fail where that one passes, and are taken
away before axe runs; so is the inside of pictures in which nothing can be chosen, since no screen
reader reads it (its colours are computed by :mod:`cohesion.checking.contrast`). What needs the
whole page, that no name is given twice, is looked at before.

For contrast alone, which is most of what is left, axe is shown a few places of each look: colour
and size of the letters, and every ground below them up to the page. What is taken out of the flow
of the page, and may so lie on anything, is shown each time.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

OPTIONS = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    },
}

#: Takes away what is alike; returns the names that are given twice.
_THIN = r"""() => {
  const names = new Set(), twice = [];
  for (const { id } of document.querySelectorAll("[id]")) {
    if (names.has(id)) { twice.push(id); }
    names.add(id);
  }
  const pictures = "svg[role=img]:not(:has(a, button, [tabindex]))";
  for (const picture of document.querySelectorAll(pictures)) {
    picture.replaceChildren(...picture.querySelectorAll(":scope > title, :scope > desc"));
  }
  /* Of these the value counts, of all other attributes only whether there is one. */
  const counts =
    /^(class|role|tabindex|type|lang|scope|headers|colspan|style|hidden|open|aria-.*)$/;
  /* Of a single sign axe gives no verdict. */
  const words = text => text.length > 1 ? "…" : text && "1";
  const make = one => {
    const seen = getComputedStyle(one);
    const look = [seen.color, seen.backgroundColor, seen.fontSize, seen.fontWeight, seen.display,
                  seen.visibility, seen.opacity, seen.textDecorationLine];
    const given = [...one.attributes].map(({name, value}) =>
      `${name}=${counts.test(name) ? value : value.trim() && "…"}`);
    const inside = [...one.childNodes].map(child =>
      child.nodeType === Node.TEXT_NODE ? words(child.data.trim())
      : child.nodeType === Node.ELEMENT_NODE ? make(child) : "");
    return `<${one.tagName} ${given} ${look}>${inside.join("")}</>`;
  };
  const joined = new Set([...document.querySelectorAll("table:has([rowspan])")]);
  const known = new Map();
  const alike = [];
  for (const one of document.querySelectorAll("tbody > tr, li, dl > div, option, pre span")) {
    if (joined.has(one.closest("table"))) { continue; }
    if (!known.has(one.parentNode)) { known.set(one.parentNode, new Set()); }
    const makes = known.get(one.parentNode), own = make(one);
    if (makes.has(own)) { alike.push(one); } else { makes.add(own); }
  }
  alike.forEach(one => one.remove());
  return twice;
}"""

#: Marks the places where axe looks for contrast: so many of each look, and all that has none.
_LOOKS = r"""() => {
  const enough = 3;
  const clear = "rgba(0, 0, 0, 0)";
  const grounds = new Map();
  const painted = seen => seen.backgroundColor !== clear || seen.backgroundImage !== "none";
  const ground = one => {
    if (!one) { return { key: "", free: false }; }
    if (!grounds.has(one)) {
      const below = ground(one.parentElement), seen = getComputedStyle(one);
      const added = ["::before", "::after"].map(name => getComputedStyle(one, name))
        .filter(more => more.content !== "none" && painted(more)).length;
      const own = [
        painted(seen) && [seen.backgroundColor, seen.backgroundImage],
        seen.opacity !== "1" && seen.opacity, seen.filter !== "none" && seen.filter,
        seen.mixBlendMode !== "normal" && seen.mixBlendMode, added,
      ].filter(Boolean);
      grounds.set(one, {
        key: own.length ? `${below.key} / ${own}` : below.key,
        free: below.free || ["absolute", "fixed"].includes(seen.position),
      });
    }
    return grounds.get(one);
  };
  const known = new Map();
  for (const one of document.body.querySelectorAll("*")) {
    const text = [...one.childNodes].map(child =>
      child.nodeType === Node.TEXT_NODE ? child.data.trim() : "").join("");
    const field = one.matches("input, select, textarea, button, [role]:not(svg *)");
    if (!text && !field) { continue; }
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) { continue; }
    const { key, free } = ground(one), seen = getComputedStyle(one);
    /* Of a single sign axe gives no verdict. */
    const look = [seen.color, seen.fontSize, seen.fontWeight, seen.textShadow, seen.display,
                  seen.webkitTextFillColor, text.length > 1, key].join(" | ");
    const times = known.get(look) || 0;
    if (field || free || times < enough) { one.setAttribute("data-look", ""); }
    known.set(look, times + 1);
  }
}"""
#: axe's own choice of places, narrowed to those marked.
_ASK = """([context, options]) => {
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
  return axe.run(context, options);
}"""


@functools.cache
def _source() -> str:
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text("utf-8")


def faults(page: Any, context: str = "html") -> list[str]:
    """Return what axe finds on a page of Playwright; the page is of no further use.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page, open.
    context : str
        Selector of the part to look at.
    """
    found = [f"the name {name} is given twice" for name in page.evaluate(_THIN)]
    page.evaluate(_LOOKS)
    page.evaluate(_source())
    for violation in page.evaluate(_ASK, [context, OPTIONS])["violations"]:
        places = [node["target"] for node in violation["nodes"]]
        found.append(f"axe {violation['id']} ({violation['impact']}), {len(places)} places, "
                     f"first {places[0]}: {violation['nodes'][0]['html'][:160]}")  # fmt: skip
    return found

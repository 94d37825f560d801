"""The frame of a page: its head, its scripts and styles, its menu.

What no page needs is left out: the theme's index of words (75 kB on every page), the script of a
service that is switched off, the scripts of tabs, folds and copy buttons where there are none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from pydata_sphinx_theme import toctree
from sphinx.application import Sphinx

from cohesion.pages import menu

#: Scripts of extensions that pages of this book have no use for.
NEEDLESS_SCRIPTS = frozenset({
    "sphinx-thebe.js", "togglebutton.js", "design-tabs.js", "sphinx_highlight.js", "doctools.js",
    "clipboard.min.js", "copybutton.js", "translations.js",
})  # fmt: skip
NEEDLESS_STYLES = frozenset({
    "sphinx-thebe.css", "togglebutton.css", "sphinx-design.min.css", "copybutton.css",
})  # fmt: skip
#: Words in a script of extensions that is written into the page itself.
_NEEDLESS_BODY = re.compile(r"toggleHint|toggleOpenOnPrint|togglebuttonSelector|THEBE_JS_URL")


def connect(app: Sphinx) -> None:
    """Register the events."""
    app.connect("config-inited", leave_thebe_out, priority=900)
    app.connect("builder-inited", make_one_menu)
    app.connect("html-page-context", finish_frame, priority=900)


def leave_thebe_out(app: Sphinx, config: Any) -> None:
    """Disconnect an extension that Jupyter Book loads although it is switched off.

    It writes the same constant twice into every page, which is a script error on each of them.
    """
    for event in app.events.listeners.values():
        for listener in list(event):
            if (listener.handler.__module__ or "").split(".")[0] == "sphinx_thebe":
                app.disconnect(listener.id)


def make_one_menu(app: Sphinx) -> None:
    """Let pages have the menu that is made once, before the theme makes that of each page."""
    for listener in list(app.events.listeners["html-page-context"]):
        if listener.handler is toctree.add_toctree_functions:
            app.disconnect(listener.id)
            # The theme asks for the menu among the handlers of its own priority.
            app.connect("html-page-context", add_menu, priority=listener.priority - 1)


def add_menu(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Add what the theme makes menus with, and the menu of the page, with parts that fold."""
    toctree.add_toctree_functions(app, page, template, context, doctree)
    if app.builder.name == "html":
        context["generate_toctree_html"] = lambda **options: menu.folded(
            menu.of_page(_menu(app, context, options), f"{page}.html")
        )


def _menu(app: Sphinx, context: dict, options: dict[str, Any]) -> str:
    """Return the theme's menu as the first page has it, with named arrows; it is made once."""
    made: dict[str, str] = app.__dict__.setdefault("cohesion_menus", {})
    key = repr(sorted(options.items()))
    if key not in made:
        first = app.config.root_doc
        own = {**context, "toctree": functools.partial(app.builder._get_local_toctree, first)}
        toctree.add_toctree_functions(app, first, "", own, None)
        made[key] = menu.named_arrows(str(own["generate_toctree_html"](**options)))
    return made[key]


def finish_frame(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Keep the scripts and styles that a page needs."""
    if app.builder.name != "html":
        return
    context["html_title_of_book"] = app.config.html_title
    context["script_files"] = list(needed(context.get("script_files", ()), NEEDLESS_SCRIPTS))
    context["css_files"] = list(needed(context.get("css_files", ()), NEEDLESS_STYLES))


def needed(files: Iterable[Any], needless: frozenset[str]) -> Iterable[Any]:
    """Yield the scripts or styles that are needed, each once and in their order."""
    seen: set[str] = set()
    for file in files:
        address = str(getattr(file, "filename", file) or "")
        body = str(getattr(file, "attributes", {}).get("body") or "")
        key = address or body
        if PurePosixPath(address).name in needless or _NEEDLESS_BODY.search(body):
            continue
        if key not in seen:
            seen.add(key)
            yield file

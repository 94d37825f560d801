"""The frame of a page: its head, its scripts and styles, its menu.

What no page needs is left out: the theme's index of words (75 kB on every page), the script of a
service that is switched off, the scripts of tabs, folds and copy buttons where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

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


def leave_thebe_out(app: Sphinx, config: Any) -> None:
    """Disconnect an extension that Jupyter Book loads although it is switched off.

    It writes the same constant twice into every page, which is a script error on each of them.
    """
    for event in app.events.listeners.values():
        for listener in list(event):
            if (listener.handler.__module__ or "").split(".")[0] == "sphinx_thebe":
                app.disconnect(listener.id)


def finish_frame(app: Sphinx, page: str, template: str, context: dict, doctree: Any) -> None:
    """Keep the scripts and styles that a page needs, and fold its menu."""
    if app.builder.name != "html":
        return
    context["html_title_of_book"] = app.config.html_title
    context["script_files"] = list(needed(context.get("script_files", ()), NEEDLESS_SCRIPTS))
    context["css_files"] = list(needed(context.get("css_files", ()), NEEDLESS_STYLES))
    tree = context.get("generate_toctree_html")
    if tree is not None:
        context["generate_toctree_html"] = lambda *args, **options: menu.folded(
            menu.named_arrows(str(tree(*args, **options)))
        )


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

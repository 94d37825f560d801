"""How a page of the book is opened in the browser: the two devices, and what is noted meanwhile."""

from __future__ import annotations

from typing import Any

from tests.tools.browser import PATIENCE

CONTEXTS = {
    "desktop": {"viewport": {"width": 1300, "height": 900}, "color_scheme": "light"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark",
              "has_touch": True, "is_mobile": True},
}  # fmt: skip


def new_page(context: Any, faults: list[str], requests: list[str] | None = None) -> Any:
    """Return a page that writes errors of scripts and files that are not there to ``faults``."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    if requests is not None:
        page.on("request", lambda request: requests.append(request.url))
    return page


def overflow(page: Any) -> int:
    """Return by how many pixels a page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

"""The frame of a page: only the scripts that it needs, and a menu that folds."""

from __future__ import annotations

import types

from cohesion.pages import frame


def script(name: str = "", body: str = ""):
    return types.SimpleNamespace(filename=name, attributes={"body": body} if body else {})


def test_needless_and_repeated_files_are_left_out_in_order():
    files = [
        script("_static/page.js"), script("_static/sphinx-thebe.js"), script(body="toggleHint=1"),
        script("_static/page.js"), script(body="let a"), "_static/plain.js", script(body="let a"),
    ]  # fmt: skip
    left = list(frame.needed(files, frame.NEEDLESS_SCRIPTS))
    assert left == [files[0], files[4], files[5]]


def test_what_needs_a_script_that_is_left_out_is_left_out_too():
    """Sphinx's words of another language are handed to its own script, which no page loads."""
    files = [script("_static/translations.js"), script("_static/page.js")]
    assert list(frame.needed(files, frame.NEEDLESS_SCRIPTS)) == files[1:]


def test_only_pages_of_the_book_are_framed():
    def app(builder):
        return types.SimpleNamespace(
            builder=types.SimpleNamespace(name=builder),
            config=types.SimpleNamespace(html_title="The book"),
        )

    part = '<p aria-level="2" class="caption" role="heading"><span class="caption-text">A</span>'
    context = {
        "script_files": [script("copybutton.js"), script("a.js")],
        "css_files": ["togglebutton.css"],
        "generate_toctree_html": lambda kind, **options: f"{part}</p><ul><li>{kind}</li></ul>",
    }  # fmt: skip
    same = dict(context)
    frame.finish_frame(app("singlehtml"), "x", "", same, None)
    assert same == context
    frame.finish_frame(app("html"), "x", "", context, None)
    assert [one.filename for one in context["script_files"]] == ["a.js"]
    assert context["css_files"] == [] and context["html_title_of_book"] == "The book"
    assert context["generate_toctree_html"]("sidebar").startswith('<details class="part">')


def test_a_service_that_is_switched_off_is_disconnected():
    def handler(module):
        def call():
            return None

        call.__module__ = module
        return call

    modules = ["sphinx_thebe", "sphinx_thebe.core", "sphinx_thebes", "myst_nb"]
    listeners = [
        types.SimpleNamespace(id=number, handler=handler(module))
        for number, module in enumerate(modules)
    ]
    gone = []
    app = types.SimpleNamespace(
        events=types.SimpleNamespace(listeners={"html-page-context": listeners}),
        disconnect=gone.append,
    )
    frame.leave_thebe_out(app, None)
    assert gone == [0, 1]

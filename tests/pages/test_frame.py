"""The frame of a page: only the scripts that it needs, and a menu that folds."""

from __future__ import annotations

import types

import pytest

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


def app_of(builder: str):
    return types.SimpleNamespace(
        builder=types.SimpleNamespace(
            name=builder,
            _get_local_toctree=lambda page, **options: f"{page} {options}",
        ),
        config=types.SimpleNamespace(html_title="The book", root_doc="index"),
    )


def test_only_pages_of_the_book_are_framed():
    context = {
        "script_files": [script("copybutton.js"), script("a.js")],
        "css_files": ["togglebutton.css"],
    }
    same = dict(context)
    frame.finish_frame(app_of("singlehtml"), "x", "", same, None)
    assert same == context
    frame.finish_frame(app_of("html"), "x", "", context, None)
    assert [one.filename for one in context["script_files"]] == ["a.js"]
    assert context["css_files"] == [] and context["html_title_of_book"] == "The book"


@pytest.fixture
def asked(monkeypatch):
    """What the theme was asked to make a menu of."""
    calls: list[tuple[str, str]] = []
    part = (
        '<p aria-level="2" class="caption" role="heading"><span class="caption-text">A</span></p>'
    )

    def theme(app, page, template, context, doctree):
        def make(**options):
            calls.append((page, context["toctree"](**options)))
            return (
                f'{part}<ul class="nav"><li class="toctree-l1"><a class="reference internal" '
                'href="book/x.html">X</a></li></ul>'
            )

        context["generate_toctree_html"] = make

    monkeypatch.setattr(frame.toctree, "add_toctree_functions", theme)
    return calls


def test_the_menu_is_made_once_as_for_the_first_page(asked):
    app = app_of("html")
    menus = []
    for page in ("book/x", "notebooks/y"):
        context = {"toctree": None}
        frame.add_menu(app, page, "page.html", context, None)
        menus.append(context["generate_toctree_html"](kind="sidebar"))
        assert context["toctree"] is None
    assert asked == [("index", "index {'kind': 'sidebar'}")]
    assert '<details class="part" open>' in menus[0] and 'href="#">X' in menus[0]
    assert '<details class="part">' in menus[1] and 'href="../book/x.html">X' in menus[1]


def test_other_builders_keep_the_menu_of_the_theme(asked):
    context = {"toctree": lambda **options: "own"}
    frame.add_menu(app_of("singlehtml"), "x", "", context, None)
    assert not context["generate_toctree_html"]().startswith("<details")
    assert asked == [("x", "own")]


def test_the_menu_is_put_in_before_the_theme_asks_for_it():
    """The handler of the theme that makes menus gives way; all others stay."""
    events: list[tuple] = []
    listener = types.SimpleNamespace
    app = types.SimpleNamespace(
        events=types.SimpleNamespace(listeners={"html-page-context": [
            listener(id=1, handler=print, priority=500),
            listener(id=2, handler=frame.toctree.add_toctree_functions, priority=500),
        ]}),
        disconnect=lambda which: events.append(("disconnect", which)),
        connect=lambda event, handler, priority: events.append((event, handler, priority)),
    )  # fmt: skip
    frame.make_one_menu(app)
    assert events == [("disconnect", 2), ("html-page-context", frame.add_menu, 499)]


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

"""A page is finished: answer, hindsight, limits, foot."""

from __future__ import annotations

from cohesion.pages import article
from tests.pages.trees import tree


def test_a_whole_page_is_finished():
    items = {"data-day": {"kind": "fact", "text": "30 June 2012", "sources": []}}
    body = (
        "<section id='x'><h1>With hindsight: x</h1><p>The answer stands in this sentence, which is "
        "long enough to describe the page.</p><section><h2>Limits of the data</h2><p>None.</p>"
        "</section></section>"
    )
    done = article.finish(body, "notebooks/hindsight-x", article.Setting(items))
    page = tree(done.body)
    assert page.xpath("//div[@class='answer']/p/text()")[0] == "In short"
    assert "30 June 2012" in page.xpath("//p[@class='hindsight']")[0].text_content()
    assert page.xpath("//section[contains(@class, 'limits')]/h2")
    assert done.description.startswith("The answer stands") and not done.has_code
    assert page.xpath("//section[@class='page-foot web-only']")

"""Tests of ``cohesion/pages/translating.py``."""

from __future__ import annotations

import pytest

from cohesion import paths
from cohesion.building import spanish
from cohesion.pages import translating
from cohesion.translation import po

PAGE = "notebooks/logical-framework"


@pytest.fixture(scope="module")
def wanted():
    return translating.wanted([PAGE])


def test_a_translator_gets_every_text_of_a_page_once(wanted):
    documents = {m.english for ms in po.read_all(paths.LOCALE).values() for m in ms}
    given = [message.english for message in wanted["logical-framework"]]
    assert set(given) | documents >= set(spanish.page_texts(PAGE))
    assert not set(given) & documents
    assert len(given) == len(set(given)) > 3


def test_what_results_say_is_given_unless_the_documents_say_it_too(wanted):
    given = [message.english for message in wanted[spanish.EXHIBITS]]
    documents = {m.english for ms in po.read_all(paths.LOCALE).values() for m in ms}
    assert not set(given) & documents
    assert all(text not in given for text in spanish.page_texts(PAGE))


def test_words_of_the_frame_are_kept(wanted):
    frame = [message.english for message in wanted[spanish.FRAME]]
    assert frame == [m.english for m in po.read(spanish.PAGES / f"{spanish.FRAME}.po")]

"""The topic words of an article, and where they stand in it."""

import pytest

from reader.article import Article
from reader.insight.topic_words import topic_words

BODY = "博览会今天开幕。博览会在江边举行，来的人很多。\n记者在博览会上采访了工匠。"


def article(title: str, body: str) -> Article:
    return Article(title, False, "", None, "", body, "dump.txt", 1)


def test_they_are_told_with_each_place_in_the_body() -> None:
    found = topic_words(article("博览会开幕", BODY), frozenset())
    assert found.words[0] == "博览会"
    places = [BODY[span.start : span.end] for span in found.spans]
    assert places.count("博览会") == 3
    assert set(places) <= set(found.words)
    assert sorted(found.spans) == list(found.spans)


def test_a_word_of_the_title_counts_more() -> None:
    plain, named = (topic_words(article(title, BODY), frozenset()).words for title in ("今天", "工匠"))
    assert named.index("工匠") < plain.index("工匠")


@pytest.mark.parametrize(("title", "body"), [("", ""), ("。", "！？"), ("", "的")])
def test_where_there_is_no_word_there_is_none(title: str, body: str) -> None:
    assert topic_words(article(title, body), frozenset()) == ([], ())


def test_stop_words_are_none() -> None:
    assert "博览会" not in topic_words(article("博览会开幕", BODY), frozenset({"博览会"})).words

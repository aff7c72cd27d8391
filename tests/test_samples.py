"""The sample articles show what duwen can: many kinds of article, cleanly read, from places that do not exist."""

import re
from urllib.parse import urlsplit

import polars as pl
import pytest

from reader.corpus.loading import load_corpus
from reader.corpus.table import Table
from reader.resources import resource_folder
from reader.search.engine import search
from reader.search.syntax import parse

_URL = re.compile(r"https?://[!-~]+")
_MAIL = re.compile(r"[\w.-]+@([\w-]+(?:\.[\w-]+)+)", re.ASCII)


@pytest.fixture(scope="module")
def samples() -> Table:
    return load_corpus([str(resource_folder("sample_data"))])


def test_there_are_enough_to_search_in(samples: Table) -> None:
    assert len(samples) >= 40


def test_they_lie_in_several_files(samples: Table) -> None:
    assert samples.frame["path"].n_unique() >= 6


def test_all_of_them_are_read_without_a_problem(samples: Table) -> None:
    assert samples.problems == ()


def test_no_two_are_the_same_article(samples: Table) -> None:
    articles = [samples.article(row) for row in range(len(samples))]
    assert len({article.id for article in articles}) == len(articles)


@pytest.mark.parametrize(
    ("simplified", "written"),
    [("台风", "颱風"), ("球队", "球隊"), ("图书车", "圖書車"), ("铁路 OR 电车", "電車"), ("县府", "縣府")],
)
def test_traditional_ones_are_found_by_simplified_queries(samples: Table, simplified: str, written: str) -> None:
    results = search(samples, parse(simplified))
    assert results is not None
    found = [article.title + article.body for article in samples.articles(results.rows)]
    assert any(written in text for text in found)


def test_one_is_very_long(samples: Table) -> None:
    assert samples.frame["body"].str.len_chars().max() > 8_000  # type: ignore[operator]


def test_one_is_very_short(samples: Table) -> None:
    assert samples.frame["body"].str.len_chars().min() < 30  # type: ignore[operator]


def test_one_has_a_title_that_is_its_first_sentence(samples: Table) -> None:
    derived = samples.frame.filter("title_is_derived")
    assert derived.height >= 1
    assert all(body.strip().startswith(title) for title, body in derived.select("title", "body").iter_rows())


def test_every_article_has_its_day(samples: Table) -> None:
    assert samples.frame.filter(pl.col("date").is_null())["title"].to_list() == []


def test_one_has_its_day_from_the_text_alone(samples: Table) -> None:
    assert samples.frame.filter(pl.col("url") == "")["date"].is_not_null().any()


def test_no_address_is_of_a_real_place(samples: Table) -> None:
    text = "\n".join([*samples.frame["url"], *samples.frame["body"]])
    hosts = [urlsplit(url).hostname or url for url in _URL.findall(text)] + _MAIL.findall(text)
    assert hosts
    assert [host for host in hosts if not host.endswith(".example")] == []

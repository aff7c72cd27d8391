"""What the corpus that is open is called."""

import pytest

from reader.reading.corpus_name import SAMPLES, corpus_name


@pytest.mark.parametrize(
    ("paths", "name"),
    [
        ((), ""),
        (("crawl/2024.txt",), "2024.txt"),
        (("/data/crawl/",), "crawl"),
        (("/",), "/"),
        (("a.txt", "b.txt", "c.txt"), "a.txt +2"),
        (("-",), "standard input"),
        ((SAMPLES,), "samples"),
        ((SAMPLES + "/",), "samples"),
        ((SAMPLES, "b.txt"), "sample_data +1"),
        (("a\x1b[31m\nb",), "a�[31m b"),
        (("新闻" * 20,), "新闻" * 5 + "新…"),
        (("\0",), "�"),
    ],
)
def test_a_name_is_short_and_may_be_shown(paths: tuple[str, ...], name: str) -> None:
    assert corpus_name(paths) == name

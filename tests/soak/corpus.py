"""A corpus to soak in: as many articles as wanted, each a mixture of the samples' paragraphs."""

import random
from datetime import date, timedelta
from pathlib import Path

from reader.corpus.loading import load_corpus
from reader.resources import resource_folder
from tests.dumps import record

_PARAGRAPHS = range(2, 15)
"""How many an article has: on the average about as much as a newspaper's."""
_FIRST_DAY, _DAYS = date(2015, 1, 1), 3_000
_SOURCES = tuple(f"news{number}.example.com" for number in range(20))


def mixed(path: Path, articles: int, seed: int) -> Path:
    """Write a dump of `articles` articles and return its path; a seed repeats it."""
    frame = load_corpus([str(resource_folder("sample_data"))]).frame
    titles = frame["title"].to_list()
    paragraphs = [line for body in frame["body"] for line in body.split("\n") if line.strip()]
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
            url = f"https://{chance.choice(_SOURCES)}/{day}/{number}.html"
            body = "\n".join(chance.choices(paragraphs, k=chance.choice(_PARAGRAPHS)))
            file.write(record(f"{chance.choice(titles)}（{number}）", url, body))
    return path

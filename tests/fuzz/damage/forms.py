"""The formats as the judge writes them: what stands before the articles, each article, and what stands behind."""

import csv
import html
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.dumps import record
from tests.fuzz.damage.stories import Story

Parts = tuple[str, list[str], str]
"""What stands before the articles, each article, and what stands behind."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write articles."""

    suffix: str
    """Of the file's name, with the dot."""
    parts: Callable[[Sequence[Story]], Parts]
    """Of a file of these articles."""
    holds_one: bool = False
    """True where a file is one article."""


def _dump(stories: Sequence[Story]) -> Parts:
    return "", [record(each.title, each.url, each.body) for each in stories], ""


def _jsonl(stories: Sequence[Story]) -> Parts:
    return "", [json.dumps(_fields(each), ensure_ascii=False) + "\n" for each in stories], ""


def _json(stories: Sequence[Story]) -> Parts:
    objects = [json.dumps(_fields(each), ensure_ascii=False, indent=1) for each in stories]
    return '{"total": 9, "data": [\n', [*(f"{each},\n" for each in objects[:-1]), objects[-1]], "\n]}\n"


def _table(stories: Sequence[Story], delimiter: str) -> Parts:
    return (
        delimiter.join(("title", "url", "content")) + "\r\n",
        [_row([each.title, each.url, each.body], delimiter) for each in stories],
        "",
    )


def _row(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerow(cells)
    return text.getvalue()


def _sogou(stories: Sequence[Story]) -> Parts:
    return (
        "",
        [
            f"<doc>\n<url>{escape(each.url)}</url>\n<contenttitle>{escape(each.title)}</contenttitle>\n"
            f"<content>{escape(each.body)}</content>\n</doc>\n"
            for each in stories
        ],
        "",
    )


def _rss(stories: Sequence[Story]) -> Parts:
    items = [
        f"<item><title>{escape(each.title)}</title><link>{escape(each.url)}</link>"
        f"<description><![CDATA[{each.body}]]></description></item>\n"
        for each in stories
    ]
    return '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>news</title>\n', items, "</channel></rss>\n"


def _page(stories: Sequence[Story]) -> Parts:
    [story] = stories
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in story.body.split("\n"))
    head = f'<title>{html.escape(story.title)}</title><link rel="canonical" href="{html.escape(story.url)}">'
    page = f"<h1>{html.escape(story.title)}</h1>\n{paragraphs}"
    return "<!DOCTYPE html><html><head>", [f"{head}</head><body><article>{page}</article></body>"], "</html>\n"


def _markdown(stories: Sequence[Story]) -> Parts:
    [story] = stories
    return "", [f"---\ntitle: {story.title}\nurl: {story.url}\n---\n\n{story.body}\n"], ""


def _text(stories: Sequence[Story]) -> Parts:
    [story] = stories
    return "", [f"{story.title}\n{story.url}\n\n{story.body}\n"], ""


def _fields(story: Story) -> dict[str, str]:
    return {"title": story.title, "url": story.url, "content": story.body}


FORMS: dict[str, Form] = {
    "dump": Form(".txt", _dump),
    "jsonl": Form(".jsonl", _jsonl),
    "json": Form(".json", _json),
    "csv": Form(".csv", lambda stories: _table(stories, ",")),
    "tsv": Form(".tsv", lambda stories: _table(stories, "\t")),
    "sogou": Form(".dat", _sogou),
    "rss": Form(".xml", _rss),
    "page": Form(".html", _page, holds_one=True),
    "markdown": Form(".md", _markdown, holds_one=True),
    "text": Form(".txt", _text, holds_one=True),
}

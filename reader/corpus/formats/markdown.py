"""Markdown: one article a file, with or without YAML front matter. The text stays as it was written.

Front matter is read without resolving anything: values are the characters in the file, so a title `12:30` or `no`
stays one, nothing is ever constructed, and aliases are only names for what is there.
"""

import re
from collections.abc import Iterator

import yaml

from reader.article import Problem
from reader.corpus.fields import standard_names
from reader.corpus.formats.plain_text import split_head
from reader.corpus.formats.whole_text import whole_text
from reader.corpus.options import ReadOptions
from reader.corpus.records import Rows
from reader.corpus.streams import PeekedStream, Sample
from reader.wording import _

SUFFIXES = ("md", "markdown", "mdown", "mkd")
LARGEST_FRONT_MATTER = 16 * 1024
"""Characters; a longer one is left out, for reading it would take long."""

_FRONT_MATTER = re.compile(r"\s*^---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_UNDERLINE = re.compile(r"=+[ \t]*")


def fits(sample: Sample) -> bool:
    """True for a text that is named as Markdown."""
    return sample.suffix in SUFFIXES and sample.is_text and bool(sample.text.strip())


def read(stream: PeekedStream, path: str, options: ReadOptions) -> Iterator[Rows]:
    """One record, or none where the file is blank."""
    text, problems = whole_text(stream, path, options.encoding)
    values, body = _front_matter(text, path, problems)
    names = standard_names(list(values), options)
    title, url, date, source = (values.get(names.get(ours, ""), "") for ours in ("title", "url", "date", "source"))
    title, body = _without_title(title, body)
    if not title:
        head = split_head(body)
        title, url, date, body = head.title, url or head.url, date or head.date, head.body
    yield Rows(path, [(title, url, date, source, body.strip("\n"), 1)] if text.strip() else [], problems)


def _front_matter(text: str, path: str, problems: list[Problem]) -> tuple[dict[str, str], str]:
    """The values of the front matter, and the text below it; all is text where there is none."""
    match = _FRONT_MATTER.match(text) if text.lstrip().startswith("---") else None
    if match is None:
        return {}, text
    line, body = text.count("\n", 0, match.start(1)) + 1, text[match.end() :]
    if len(match[1]) > LARGEST_FRONT_MATTER:
        problems.append(Problem(path, line, _("front matter larger than 16 KB is left out")))
        return {}, body
    try:
        values = yaml.load(match[1], Loader=yaml.BaseLoader)  # strings, lists and mappings only, unlike safe_load
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = _("front matter that is not valid YAML is read line by line")
        problems.append(Problem(path, line + (mark.line if mark else 0), reason))
        values = _values_by_line(match[1])
        return values, body if values else text
    if not isinstance(values, dict):
        return {}, text if values else body
    return {str(name): _as_text(value) for name, value in values.items()}, body


def _values_by_line(front_matter: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in front_matter.split("\n") if re.match(r"\w[^:]*: ", line))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""


def _without_title(title: str, text: str) -> tuple[str, str]:
    """The title and the text without the heading that says it; a title from front matter goes before any heading."""
    lines = text.split("\n")
    place = _heading(lines)
    if place is None:
        return title, text
    first, last, heading = place
    if title and heading != title.strip():
        return title, text
    return heading, "\n".join(lines[:first] + lines[last:])


def _heading(lines: list[str]) -> tuple[int, int, str] | None:
    """First line, line behind and text of the first heading of level one; what is fenced is code."""
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence and (heading := _heading_of(line)):
            return number, number + 1, heading
        elif not fence and line.strip() and number + 1 < len(lines) and _UNDERLINE.fullmatch(lines[number + 1]):
            return number, number + 2, line.strip()
    return None


def _heading_of(line: str) -> str:
    """What `# ` makes a heading, without a closing run of `#`, or nothing."""
    if line.startswith("    ") or not line.lstrip().startswith(("# ", "#\t")):
        return ""
    text = line.strip()[1:].strip()
    bare = text.rstrip("#")
    return bare.strip() if bare != text and bare[-1:] in ("", " ", "\t") else text

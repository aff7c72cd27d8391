"""How an article is cited: GB/T 7714 and Markdown."""

import datetime

from reader.article import Article
from reader.harmless import may_be_linked


def gb_t_7714(article: Article, today: datetime.date) -> str:
    """An online document by GB/T 7714-2015: source, title [EB/OL], date, date of citation, address."""
    responsible = f"{article.source}. " if article.source else ""
    published = f" ({article.date.isoformat()})" if article.date else ""
    address = f" {article.url}." if article.url else ""
    return f"{responsible}{article.title}[EB/OL].{published}[{today.isoformat()}].{address}"


def markdown(article: Article) -> str:
    """A link with source and date, but no link to what would run; what Markdown would take for its own is escaped."""
    title = escaped(article.title)
    can_be_linked = bool(article.url) and may_be_linked(article.url)
    linked = f"[{title}](<{article.url.replace('<', '%3C').replace('>', '%3E')}>)" if can_be_linked else title
    address = "" if can_be_linked else escaped(article.url)
    facts = [address, article.source, article.date.isoformat() if article.date else ""]
    return ", ".join([linked, *(fact for fact in facts if fact)])


def escaped(text: str) -> str:
    """A text in which Markdown finds nothing of its own."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>" else character for character in text)

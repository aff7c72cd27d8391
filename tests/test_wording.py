"""What is said in Chinese: the catalogue has all that the code says, whole, and the compiled one is as the written."""

import gettext

import click
import pytest

from reader import wording
from reader.commands import duwen
from reader.commands.speaking import Command
from reader.language.typesetting import cells
from reader.wording import _, counted, later, speak
from tests.catalogue import MO, PLACEHOLDER, ROOT, ids, in_code, kept, messages, translations
from tests.literals import bare_sentences

WRITTEN = {ids(message)[0]: message for message in messages(kept())}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_the_catalogue_has_what_the_code_says_and_no_more() -> None:
    said = {ids(message)[0]: ids(message) for message in messages(in_code())}
    assert said == {first: ids(message) for first, message in WRITTEN.items()}, "run `make locale`"


NOT_SAID = {
    "duwen {}": "a command",
    "duwen open --cluster {} {}": "a command",
    "duwen cluster": "what a certificate says",
    "reading ahead": "a thread",
    "size limit": "what Rust says",
    "but found another document": "what libyaml says",
    "Expecting property name": "what json says",
    "Illegal trailing comma": "what json says",
    "header too long": "for tarfile",
    "empty header": "what tarfile says",
    "end of file header": "what tarfile says",
    "no list of paths: {}": "for the library itself",
    "an Arrow file without an end": "for the format, which words it as damage",
    "an Arrow table whose sizes do not fit into it": "for the format, which words it as damage",
    "this version of Rich counts cells in another way: no {}.{}": "for who updates Rich",
}
"""Literals that read like sentences, and what they are."""
NAMES = [ROOT / "reader" / name for name in ("corpus/fields.py", "encoding_labels.py", "language/pinyin_order.py")]
"""Hold what fields and encodings are called in other people's data, and how words are pronounced."""


def test_every_sentence_of_the_code_is_said_through_the_catalogue() -> None:
    """Reasons, complaints, errors, help and messages: none is a bare literal."""
    bare = {
        text: f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "reader").rglob("*.py"))
        if path not in NAMES
        for line, text in bare_sentences(path.read_text(encoding="utf-8"))
    }
    assert {place: text for text, place in bare.items() if text not in NOT_SAID} == {}
    assert NOT_SAID.keys() <= bare.keys(), "no longer in the code"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise SourceError(path, "is encrypted")', ["is encrypted"]),
        ('raise SourceError(path, _("is encrypted"))', []),
        ('Problem(path, 1, f"rows {a} to {b} are damaged")', ["rows {} to {} are damaged"]),
        ('reason = "a list" if short else _("a text")', ["a list"]),
        ('reason = "at most " + str(most)', ["at most "]),
        ('tell(f"{path}: {reason}")', []),
        ('"""A docstring of some words."""', []),
        ('assert found, "nothing stops it"', []),
        ('connection.execute("SELECT text FROM search ORDER BY turn")', []),
        ('@click.option("--x", help="One of these.")\ndef f(): ...', []),
        ('click.echo(f"no library at {path}")', ["no library at {}"]),
    ],
)
def test_what_counts_as_a_bare_sentence(code: str, found: list[str]) -> None:
    assert [text for _line, text in bare_sentences(code)] == found


def test_every_command_speaks() -> None:
    """The catalogue has the help of all commands; these classes say it, and have click speak the same language."""
    commands: list[click.Command] = [duwen]
    for command in commands:
        commands += command.commands.values() if isinstance(command, click.Group) else ()
        assert isinstance(command, Command), command.name
    assert len(commands) > 14


def test_all_of_it_is_translated() -> None:
    missing = [first for first, message in WRITTEN.items() if message.fuzzy or not all(translations(message))]
    assert missing == [], "translate it in the .po, then run `make locale`"


def test_translations_are_filled_in_with_the_same() -> None:
    assert [
        (first, translation)
        for first, message in WRITTEN.items()
        for translation in translations(message)
        if placeholders(translation) != placeholders(ids(message)[-1])
    ] == []


def test_translations_are_as_wide_in_every_terminal() -> None:
    """Characters such as “ and … are of ambiguous width, so what is around a text has none."""
    said = [translation for message in WRITTEN.values() for translation in translations(message)]
    assert [each for each in said if cells(each, 1) != cells(each, 2)] == []


def test_what_is_compiled_is_what_is_written() -> None:
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    said = {key[0] if isinstance(key, tuple) else key: translation for key, translation in compiled.items() if key}
    assert said == {first: translations(message)[0] for first, message in WRITTEN.items()}, "run `make locale`"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "搜索"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "search"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "C"}, "搜索"),
        ({"LANG": "zh_CN.UTF-8"}, "搜索"),
        ({"LANG": "de_DE.UTF-8"}, "search"),
    ],
)
def test_the_locale_decides_unless_a_language_is_set(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    speak("auto")
    assert _("search") == said
    speak("en")
    assert _("search") == "search"
    speak("zh")
    assert _("search") == "搜索"


def test_numbers_in_both_languages() -> None:
    asked = 1, "{count} article written to {path}", "{count} articles written to {path}"
    assert counted(*asked, path="{count}.md") == "1 article written to {count}.md"
    speak("zh")
    assert counted(*asked, path="a.md") == "已将 1 篇写入 a.md"
    assert counted(1234, "{count} hit", "{count} hits") == "1,234 处"


def test_nothing_is_nothing_in_any_language() -> None:
    speak("zh")
    assert _("") == ""


def test_tables_are_translated_when_they_are_shown() -> None:
    speak("zh")
    assert later("search") == "search"
    assert wording._(later("search")) == "搜索"

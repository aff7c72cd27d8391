"""Settings: what is right is taken, what is wrong is told with its line, and nothing that a file holds does harm."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import SettingsError
from reader.settings import DEFAULTS, Settings, WatchGroup, load_settings, settings_path
from reader.strict_yaml import parse
from reader.yaml_nodes import MOST_BYTES

GIVEN = """\
theme: duwen-light
language: zh
keys:
  search: f
  next-hit: [n, f3]
measure: 32
sort: oldest
columns: [hits, date]
encoding: gb18030
format: jsonl
fields: {title: headline}
watch:
  - name: 地方
    words: [上海, '2018']
    colour: "#ff8800"
  - {name: 人, words: [李强]}
user_dictionary: words.txt
stop_words: [的, 了]
ambiguous_width: 2
ask_before_open: false
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "settings.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def complaints(text: str) -> list[str]:
    """What is told of a file named s.yaml."""
    settings, found = parse(text, Settings, "s.yaml")
    assert (settings is None) == bool(found)
    return [str(complaint) for complaint in found]


def test_every_key_is_taken(tmp_path: Path) -> None:
    settings, found = load_settings(written(tmp_path, GIVEN))
    assert not found
    assert settings == Settings(
        theme="duwen-light",
        language="zh",
        keys={"search": "f", "next-hit": ("n", "f3")},
        measure=32,
        sort="oldest",
        columns=("hits", "date"),
        encoding="gb18030",
        format="jsonl",
        fields={"title": "headline"},
        watch=(
            WatchGroup(name="地方", words=("上海", "2018"), colour="#ff8800"),
            WatchGroup(name="人", words=("李强",), colour="accent"),
        ),
        user_dictionary=str(tmp_path / "words.txt"),
        stop_words=("的", "了"),
        ambiguous_width=2,
        ask_before_open=False,
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "{}", "\ufeff{}"])
def test_a_file_that_sets_nothing_is_the_defaults(tmp_path: Path, text: str) -> None:
    assert load_settings(written(tmp_path, text)) == (DEFAULTS, ())


@pytest.mark.parametrize("name", ["measure", "keys"])
def test_settings_cannot_be_changed(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(DEFAULTS, name, 3)


def test_mappings_in_settings_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        DEFAULTS.keys["search"] = "f"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("measure: 300", "1: measure: expected a whole number, 12 to 80, got 300"),
        ("measure: 11", "1: measure: expected a whole number, 12 to 80, got 11"),
        ("measure: 40.5", "1: measure: expected a whole number, 12 to 80, got 40.5"),
        ("measure: wide", "1: measure: expected a whole number, 12 to 80, got wide"),
        ("measure:", "1: measure: expected a whole number, 12 to 80, got nothing"),
        ("measure: '40'", "1: measure: expected a whole number, 12 to 80, got 40"),
        ("measure: [40]", "1: measure: expected a whole number, 12 to 80, got a list"),
        ("measure: {to: 40}", "1: measure: expected a whole number, 12 to 80, got a mapping"),
        ("sort: size", "1: sort: expected relevance, date, oldest, title or corpus, got size"),
        ("language: ''", "1: language: expected auto, en or zh, got an empty text"),
        (
            "theme: ''",
            "1: theme: expected the name of a theme: duwen-dark, duwen-light, or one of yours, got an empty text",
        ),
        ("columns: date", "1: columns: expected a list of date, source, hits, passage, got date"),
        ("columns:\n- date\n- titel", "3: columns[1]: expected date, source, hits or passage, got titel"),
        ("encoding: klingon", "1: encoding: expected an encoding, such as gb18030, big5 or utf-8, got klingon"),
        ("encoding: idna", "1: encoding: expected an encoding, such as gb18030, big5 or utf-8, got idna"),
        ("encoding: rot13", "1: encoding: expected an encoding, such as gb18030, big5 or utf-8, got rot13"),
        ("format: 7", "1: format: expected the name of a format; put it in quotes, got 7"),
        ("fields:\n  titel: x", "2: fields.titel: unknown key; did you mean title?"),
        ("fields:\n  body: 3", "2: fields.body: expected a text; put it in quotes, got 3"),
        ("keys:\n  first: 1", "2: keys.first: expected a key, or a list of keys; put it in quotes, got 1"),
        ("keys: [n]", "1: keys: expected actions with a key, or a list of keys, each, got a list"),
        ("watch: 上海", "1: watch: expected a list of groups, each with name, words and colour, got 上海"),
        ("\nwatch:\n- name: x", "3: watch[0]: words is missing; allowed: a list of words"),
        ("watch:\n- {name: x, words: y}", "2: watch[0].words: expected a list of words, got y"),
        (
            "watch:\n- {name: x, words: [y], colour: pink}",
            "2: watch[0].colour: expected a colour of the theme (accent, primary, secondary, success, "
            'warning, error, hit-0 to hit-5), or "#rrggbb" in quotes, got pink',
        ),
        ("watch:\n- {name: x, words: [y], color: accent}", "2: watch[0].color: unknown key; did you mean colour?"),
        ("stop_words: 3", "1: stop_words: expected the path of a file, or a list of words; put it in quotes, got 3"),
        ("user_dictionary: [a]", "1: user_dictionary: expected the path of a file, got a list"),
        ("ambiguous_width: 3", "1: ambiguous_width: expected auto, 1 or 2, got 3"),
        ("ask_before_open: perhaps", "1: ask_before_open: expected true or false, got perhaps"),
        ("# mine\nmesure: 40", "2: mesure: unknown key; did you mean measure?"),
        (
            "x: 1",
            "1: x: unknown key; allowed: theme, language, keys, measure, sort, columns, encoding, format, fields, "
            "time_zone, watch, user_dictionary, stop_words, ambiguous_width, cache, follow, raw_exports "
            "or ask_before_open",
        ),
        ("theme: a\nsort: date\ntheme: b", "3: theme: duplicate key, also on line 1"),
        ("keys:\n  n: a\n  n: b", "3: keys.n: duplicate key, also on line 2"),
        ("? [a]\n: b", "1: a key must be text"),
        ("- theme", "1: expected keys with values, as in `theme: duwen-dark`, got a list"),
        ("duwen-dark", "1: expected keys with values, as in `theme: duwen-dark`, got duwen-dark"),
        ("watch:\n\t- a", "2: indented with a tab; use spaces"),
        ("theme: &a b\nsort: *a", "2: aliases are not supported: *a"),
        (
            "theme: !!python/name:os.system x",
            "1: tags are not supported: tag:yaml.org,2002:python/name:os.system",
        ),
        ("keys: " + "[" * 999, "1: nested more than 16 levels deep"),
        ("theme: a\n---\ntheme: b", "2: more than one document"),
        ("theme: a: b", "1: not YAML: mapping values are not allowed in this context"),
        ("sort: date\ntheme: \x07", "2: YAML does not allow the character U+0007"),
        ('sort: "\\e[31m"', "1: sort: expected relevance, date, oldest, title or corpus, got \\x1b[31m"),
        ("sort: " + "长" * 99, f"1: sort: expected relevance, date, oldest, title or corpus, got {'长' * 39}…"),
    ],
)
def test_what_is_wrong_is_told_with_line_key_and_what_is_allowed(text: str, complaint: str) -> None:
    assert complaints(text) == [f"s.yaml:{complaint}"]


def test_all_that_is_wrong_is_told_line_by_line() -> None:
    assert [text.split(": ")[0:2] for text in complaints("measure: 1\nsort: x\nwidth: 3\n")] == [
        ["s.yaml:1", "measure"],
        ["s.yaml:2", "sort"],
        ["s.yaml:3", "width"],
    ]


def test_one_fault_leaves_the_whole_file_out(tmp_path: Path) -> None:
    settings, found = load_settings(written(tmp_path, "measure: 20\nsort: size\n"))
    assert settings == DEFAULTS
    assert len(found) == 1


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"theme: \xb5\xc4", ":1: not UTF-8: byte 0xb5"),
        ("sort: date\ntheme: 暗".encode("gb18030"), ":2: not UTF-8: byte 0xb0"),
        (b"#" * (MOST_BYTES + 1), f": file too large: {MOST_BYTES + 1:,} bytes, at most {MOST_BYTES:,}"),
    ],
)
def test_a_file_that_is_no_text_is_told(tmp_path: Path, data: bytes, complaint: str) -> None:
    path = written(tmp_path, data)
    settings, found = load_settings(path)
    assert settings == DEFAULTS
    assert list(map(str, found)) == [f"{path}{complaint}"]


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert list(map(str, load_settings(tmp_path)[1])) == [f"{tmp_path}: cannot be read: Is a directory"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_must_not_be_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "theme: x")
    path.chmod(0)
    assert list(map(str, load_settings(path)[1])) == [f"{path}: cannot be read: Permission denied"]


def test_no_file_is_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUWEN_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_settings() == (DEFAULTS, ())


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.yaml: no such file"):
        load_settings(tmp_path / "nowhere.yaml")


def test_the_environment_names_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUWEN_CONFIG", str(written(tmp_path, "measure: 20")))
    assert load_settings()[0].measure == 20


def test_a_path_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUWEN_CONFIG", "elsewhere")
    assert settings_path(tmp_path / "x") == tmp_path / "x"


def test_what_yaml_takes_for_rarer_things_is_text() -> None:
    settings, _ = parse("keys: {a: =, b: 2018-09-07, c: n}\ntheme: 12:30:45", Settings, "s.yaml")
    assert settings is not None
    assert dict(settings.keys) == {"a": "=", "b": "2018-09-07", "c": "n"}
    assert settings.theme == "12:30:45"


def test_plain_values_make_the_same_settings_again() -> None:
    settings, _ = parse(GIVEN, Settings, "s.yaml")
    assert settings is not None
    again, found = parse(yaml.safe_dump(settings.as_values(), allow_unicode=True), Settings, "s.yaml")
    assert (again, found) == (settings, ())


KEYS = st.sampled_from(list(Settings.__struct_fields__)) | st.text(max_size=5)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.binary(max_size=3)
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_no_values_raise(values: dict[str, object]) -> None:
    complaints(yaml.dump(values))


@given(st.text(alphabet="abk:-[]{}&*!|>'\"#%@`?,~=<\\ \n\t\r0\x00\x85\u2028字", max_size=40) | st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    assert all("\n" not in complaint for complaint in complaints(text))


@given(st.binary(max_size=40))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "settings.yaml"
    path.write_bytes(data)
    load_settings(path)


def test_every_key_says_what_it_means_and_what_is_allowed() -> None:
    from reader.settings import allowed_in, description_of

    for kind in (Settings, WatchGroup):
        for field in msgspec.structs.fields(kind):
            assert description_of(kind, field.name).endswith(".")
            assert allowed_in(kind, field.name)


def test_settings_are_light() -> None:
    code = "import reader.settings, sys; print(*{'polars', 'textual', 'jieba', 'rich', 'click'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("\n", 0)

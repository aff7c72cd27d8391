"""CSV and TSV: rows become articles, whatever parts them; what is ragged or broken is reported, the rest loads."""

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus.blocks import FIRST_BLOCK
from reader.corpus.formats import format_of
from reader.corpus.loading import load, load_corpus
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.streams import Sample
from reader.corpus.table import Table
from reader.errors import SourceError

ROWS = [
    ["title", "content", "url", "time", "source"],
    ["首届进口博览会", "第一段，\n第二段。", "http://a.cn/1", "2018-09-07", "新华社"],
    ["長江經濟帶", '共抓"大"保護, 不搞大開發。', "", "2018-09-08", "人民日報"],
]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def corpus_of(folder: Path, text: str | bytes, name: str = "a.csv", options: ReadOptions = AS_DETECTED) -> Table:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_corpus([str(path)], options)


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("|", "a.csv"), ("\t", "a.csv"), ("\t", "a.tsv")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_delimiter_is_read_in_every_encoding(tmp_path: Path, delimiter: str, name: str, encoding: str) -> None:
    corpus = corpus_of(tmp_path, written(ROWS, delimiter).encode(encoding), name)
    first, second = corpus.article(0), corpus.article(1)
    assert [first.title, first.body, first.url, str(first.date), first.source] == ROWS[1]
    assert (second.title, second.body, second.line) == ("長江經濟帶", ROWS[2][1], 4)
    assert not corpus.problems


def test_big5_is_read(tmp_path: Path) -> None:
    raw = written([ROWS[0], *[ROWS[2]] * 3]).encode("big5hkscs")
    assert corpus_of(tmp_path, raw).frame["title"].to_list() == ["長江經濟帶"] * 3


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("a,b\n1,2\n", "a.csv", "csv"),
        ("a\tb\n", "a.tab", "tsv"),
        ("title,content\n甲,文\n", "", "csv"),
        ("标题\t正文\n甲\t文\n", "", "tsv"),
        ("title,甲\n", "", None),
        ("title,content\n甲,文\n", "a.txt", None),
        ("他说, 今天\n", "", None),
    ],
)
def test_a_table_is_told_by_its_suffix_or_two_known_names(text: str, name: str, form: str | None) -> None:
    found = format_of(Sample.of(name, text.encode()))
    assert (found.name if found and found.name in ("csv", "tsv") else None) == form


@pytest.mark.parametrize(
    ("row", "reason", "body"),
    [
        ("乙", "row has 1 of 3 columns: the missing ones are left empty", ""),
        ("乙,文", "row has 2 of 3 columns: the missing ones are left empty", "文"),
        ('乙,"文"', "row has 2 of 3 columns: the missing ones are left empty", "文"),
        ("乙,文,,余", "row has 4 columns, the header 3: the rest is left out", "文"),
    ],
)
def test_a_ragged_row_is_read_and_reported(tmp_path: Path, row: str, reason: str, body: str) -> None:
    corpus = corpus_of(tmp_path, f"title,text,x\n甲,文,\n{row}\n丙,文,x\n")
    assert corpus.frame["title"].to_list() == ["甲", "乙", "丙"]
    assert corpus.article(1).body == body
    assert [(problem.line, problem.reason) for problem in corpus.problems] == [(3, reason)]


def test_a_quote_that_is_never_closed_takes_nothing_away(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, 'title,text\n甲,"文"\n乙,"文\n丙,文\n')
    assert corpus.frame["title"].to_list() == ["甲", "乙", "丙"]
    assert [problem.line for problem in corpus.problems] == [3]


def test_a_quote_that_is_never_closed_in_a_large_table_takes_nothing_away(tmp_path: Path) -> None:
    rows = [f"第{number}篇,{'文' * 500}\n" for number in range(1000)]
    rows[500] = '第500篇,"文\n'
    corpus = corpus_of(tmp_path, "title,text\n" + "".join(rows))
    assert corpus.frame["title"].to_list() == [f"第{number}篇" for number in range(1000)]
    assert corpus.frame["line"].to_list() == list(range(2, 1002))
    assert [problem.line for problem in corpus.problems] == [502]


@pytest.mark.parametrize(
    ("faulty", "body"),
    [
        ('乙,"文,x\n', '"文'),
        ('乙,"文"字,x\n', '"文"字'),
        ('乙,文,"x\n', "文"),
        ('"乙,文,x\n', "文"),
        ('乙,""文,x\n', '""文'),
        ('乙,"文""字,x\n', '"文""字'),
    ],
)
@pytest.mark.parametrize("behind", ['丁,"字",y\n', '丁,字,"y"\n', '"丁","字","y"\n', "丁,字,y\n"])
def test_a_quote_at_fault_swallows_no_row_behind_it(tmp_path: Path, faulty: str, body: str, behind: str) -> None:
    corpus = corpus_of(tmp_path, f"title,text,x\n甲,文,x\n{faulty}丙,文,x\n{behind}戊,文,x\n")
    assert [title.strip('"') for title in corpus.frame["title"]] == ["甲", "乙", "丙", "丁", "戊"]
    assert corpus.frame["body"].to_list() == ["文", body, "文", "字", "文"]
    assert [(problem.line, problem.reason) for problem in corpus.problems] == [(3, "stray quote read as text")]


def test_a_row_that_lost_its_line_end_is_told(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, 'title,url,text\n"甲","u1","文"乙","u2","字"\n"丙","u3","文"\n')
    assert (corpus.frame.height, corpus.frame["title"][-1]) == (2, "丙")
    assert [(problem.line, problem.reason) for problem in corpus.problems] == [(2, "stray quote read as text")]


def test_a_header_longer_than_a_block_is_one_row(tmp_path: Path) -> None:
    names = ",".join(f"column {number}" for number in range(30_000))
    corpus = corpus_of(tmp_path, f"title,{names},text\n甲,{',' * 29_999},文\n")
    assert len(names) > FIRST_BLOCK
    assert corpus.frame.select("title", "body").rows() == [("甲", "文")]
    assert not corpus.problems


def test_many_lines_behind_a_quote_that_is_never_closed_are_rows(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, 'title,text\n甲,"文\n' + "乙,字\n" * 50_000)
    assert len(corpus) == 50_001
    assert [problem.line for problem in corpus.problems] == [2]


@pytest.mark.parametrize(
    ("text", "name", "bodies"),
    [
        ('title,text\n甲,5" 屏\n乙,文\n', "a.csv", ['5" 屏', "文"]),
        ('title,text,x\n甲,"说"文"字",x\n乙,文,x\n', "a.csv", ['说"文"字', "文"]),
        ('title,text,x\n甲,"说\\"文, 字\\"了, 是",x\n乙,文,x\n', "a.csv", ['说"文, 字"了, 是', "文"]),
        ('title,text,x\n甲,"说"文"\n字",x\n乙,文,x\n', "a.csv", ['说"文"\n字', "文"]),
        ('title,text\n甲,"文, ""字"""\n乙,文\n', "a.csv", ['文, "字"', "文"]),
        ("sep=;\ntitle;text\n甲;文,字\n", "a.csv", ["文,字"]),
        ('"sep=|"\r\ntitle|text\r\n甲|文\r\n', "a.csv", ["文"]),
        ('title\ttext\n"甲"\t"文\n字"\n乙\t"文\n', "a.tsv", ["文\n字", '"文']),
        ('title\ttext\n甲\t"十四五"规划\n乙\t文\n', "a.tsv", ['"十四五"规划', "文"]),
        ("\n\ntitle,text\n\n甲,文\n\n乙,字\n\n", "a.csv", ["文", "字"]),
        ("title,text\n甲,文\n\n乙,字\n", "a.csv", ["文", "字"]),
        ("title , text\r\n甲,文\r\n乙,字", "a.csv", ["文", "字"]),
        ("title,text,text\n甲,文,x\n乙,字,y\n", "a.csv", ["文", "字"]),
        ("title,content,text\n甲,,文\n乙,字,y\n", "a.csv", ["文", "字"]),
        ("text\n文\n字\n", "a.csv", ["文", "字"]),
    ],
)
def test_odd_tables_are_read(tmp_path: Path, text: str, name: str, bodies: list[str]) -> None:
    corpus = corpus_of(tmp_path, text, name)
    assert corpus.frame["body"].to_list() == bodies
    assert not [problem for problem in corpus.problems if "quote" not in problem.reason]


def test_a_row_that_is_blank_is_counted(tmp_path: Path) -> None:
    assert corpus_of(tmp_path, "\ntitle,text\n\n甲,文\n \n乙,字\n").frame["line"].to_list() == [4, 6]


def test_bytes_that_are_no_text_are_replaced_and_reported(tmp_path: Path) -> None:
    raw = "title,text\n甲,文\n乙,坏处\n".encode().replace("坏".encode(), b"\xff")
    corpus = corpus_of(tmp_path, raw, options=ReadOptions(encoding="utf-8"))
    assert corpus.article(1).body == "\ufffd处"
    assert [problem.line for problem in corpus.problems] == [3]


def test_a_huge_field_is_read(tmp_path: Path) -> None:
    size = 100 * 1024 * 1024
    corpus = corpus_of(tmp_path, f'title,text\n甲,"{"x" * size}\ny"\n乙,文\n')
    assert corpus.frame["body"].str.len_bytes().to_list() == [size + 2, 3]


def test_a_header_without_known_names_is_an_error_that_names_them(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="--field body=NAME; there are: 编号, wz"):
        corpus_of(tmp_path, "编号,wz\n1,文\n")
    assert corpus_of(tmp_path, "编号,wz\n1,文\n", options=ReadOptions(fields={"body": "wz"}))


def test_a_table_without_names_is_an_error_and_its_columns_can_be_counted(tmp_path: Path) -> None:
    text = f"甲,{'文' * 100}\n乙,{'字' * 100}\n"
    with pytest.raises(SourceError, match=r"the first row looks like text.*--field body=2"):
        corpus_of(tmp_path, text)
    corpus = corpus_of(tmp_path, text, options=ReadOptions(fields={"title": "1", "body": "2"}))
    assert corpus.frame.select("title", "line").rows() == [("甲", 1), ("乙", 2)]


def test_an_error_shows_nothing_of_a_first_row_that_could_move_a_cursor(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"column names: 甲\ufffd\[2J, 文文") as raised:
        corpus_of(tmp_path, f"甲\x1b[2J,{'文' * 100}\n")
    assert str(raised.value).isprintable()


def test_the_first_rows_come_before_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(written([["title", "text"], *[["甲", "文" * 1000]] * 10_000]), encoding="utf-8")
    first = next(batch for batch in load([str(path)]))
    assert first.frame.height
    assert first.bytes_read < first.bytes_total


TEXT = st.text(st.sampled_from('甲乙",;|\t\n 丙a'), max_size=8).map(str.strip)


@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=8), delimiter=st.sampled_from(",;|\t"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_is_read_again(tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str) -> None:
    table = [
        ["x", "title", "text"],
        *[[other, f"题{number}", f"文{body}"] for number, (other, _, body) in enumerate(rows)],
    ]
    corpus = corpus_of(tmp_path, written(table, delimiter))
    assert corpus.frame.select("title", "body").rows() == [
        (title, body.replace("\t", " ")) for _, title, body in table[1:]
    ]
    assert not corpus.problems


@given(
    raw=st.binary(max_size=60)
    | st.text(st.sampled_from('甲",\t\n\r\0'), max_size=60).map(lambda text: f"title,text,x\n{text}".encode()),
    form=st.sampled_from(["csv", "tsv"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
def test_damaged_bytes_raise_nothing_but_a_source_error(tmp_path: Path, raw: bytes, form: str) -> None:
    with suppress(SourceError):
        corpus_of(tmp_path, raw, options=ReadOptions(format=form))

"""A web page is one article: its main text, without what stands around it."""

import datetime
import logging
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.corpus.formats import html
from reader.corpus.formats.declared import declared_encoding
from reader.corpus.loading import load_corpus
from reader.corpus.options import ReadOptions
from reader.corpus.streams import Sample
from reader.errors import SourceError
from tests.corpus.formats.encodings import SIMPLIFIED, encoded, every_encoding
from tests.dumps import corpus_of, record

MENU = "".join(f"<li><a href='/c/{number}.html'>新聞{number}</a></li>" for number in range(30))
RELATED = "".join(f"<li><a href='/r/{number}.html'>相關消息的長題目第{number}則</a></li>" for number in range(15))


def page(title: str, paragraphs: list[str], head: str = "", around: bool = True) -> str:
    text = "".join(f"<p>　　{paragraph}</p>\n" for paragraph in paragraphs)
    menu, related = (f"<div class='nav'><ul>{items}</ul></div>" if around else "" for items in (MENU, RELATED))
    return (
        f"<!DOCTYPE html>\n<html><head>{head}<title>{title}_例子</title><script>var a = 'script';</script></head>\n"
        f"<body>{menu}<h1>{title}</h1><div class='article'>\n{text}</div>{related}"
        f"<div class='footer'>all rights reserved</div></body></html>"
    )


def article_of(folder: Path, text: str | bytes, name: str = "a.html") -> Article:
    return corpus_of(folder, text, name).article(0)


@every_encoding
def test_main_text_and_title_are_read_in_any_encoding(tmp_path: Path, encoding: str, sentence: str) -> None:
    charset = "" if encoding.startswith("utf") else f"<meta charset='{encoding}'>"
    article = article_of(tmp_path, encoded(page(sentence[:8], [sentence] * 3, charset), encoding))
    assert (article.title, article.body) == (sentence[:8], "\n".join([f"　　{sentence}"] * 3))
    assert article.line == 1


@pytest.mark.parametrize("paragraphs", [1, 2, 10])
def test_what_stands_around_the_text_is_left_out(tmp_path: Path, paragraphs: int) -> None:
    sentence = "今天上海下雨，气象局发布了暴雨黄色预警信号，预计明天转晴，市民出行请注意安全，轨道交通运行正常。"
    body = article_of(tmp_path, page("上海今天下雨", [f"{sentence}第{n}段。" for n in range(paragraphs)])).body
    assert body.count(sentence) == paragraphs
    assert not any(word in body for word in ("新聞", "相關消息", "rights", "script"))


def test_a_page_tells_its_url_date_and_source(tmp_path: Path) -> None:
    head = (
        "<link rel='canonical' href='https://e.cn/a?x=1&amp;y=2'><meta property='og:url' content='https://e.cn/b'>"
        "<meta property='og:site_name' content='例子 news'><meta name='publishdate' content='2018-09-07'>"
    )
    article = article_of(tmp_path, page("标题在这里", [SIMPLIFIED], head))
    assert (article.url, article.source) == ("https://e.cn/a?x=1&y=2", "例子 news")
    assert article.date == datetime.date(2018, 9, 7)


@pytest.mark.parametrize("canonical", ["/", "", "javascript:void(0)"])
def test_a_url_that_names_no_page_is_not_taken(tmp_path: Path, canonical: str) -> None:
    head = f"<base href='http://e.cn/'><link rel='canonical' href='{canonical}'>"
    assert article_of(tmp_path, page("标题在这里", [SIMPLIFIED], head)).url == ""
    head += "<meta property='og:url' content='https://e.cn/b'>"
    assert article_of(tmp_path, page("标题在这里", [SIMPLIFIED], head)).url == "https://e.cn/b"


def test_the_name_of_the_site_behind_the_title_is_left_out(tmp_path: Path) -> None:
    text = page("上海今天下雨", [SIMPLIFIED]).replace("<h1>上海今天下雨</h1>", "")
    assert article_of(tmp_path, text).title == "上海今天下雨"


@pytest.mark.parametrize(
    ("declared", "written", "sentence"),
    [
        ("big5", "big5", "無題一二"),
        ("gb2312", "gbk", "朱镕基說"),
        ("shift_jis", "shift_jis", "これはペンです、東京の新聞を読む。"),
        ("euc-kr", "euc-kr", "오늘 서울에는 비가 내립니다."),
        ("iso-8859-1", "latin-1", "Il a été à l'école où l'on étudie."),
        ("iso-8859-1", "gbk", SIMPLIFIED),
        ("utf-8", "gbk", SIMPLIFIED),
        ("klingon", "gbk", SIMPLIFIED),
        ("zlib_codec", "gbk", SIMPLIFIED),
        ("idna", "gbk", SIMPLIFIED),
        ("gbk", "utf-8", SIMPLIFIED),
        ("gbk", "utf-8", "上海"),
    ],
)
def test_a_declared_encoding_is_believed_where_it_can_be_true(
    tmp_path: Path, declared: str, written: str, sentence: str
) -> None:
    text = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={declared}'></head><p>{sentence}"
    assert article_of(tmp_path, text.encode(written)).body == sentence
    xhtml = f"<?xml version='1.0' encoding='{declared}'?>\n<html xmlns='x'><body><p>{sentence}</p></body></html>"
    assert article_of(tmp_path, xhtml.encode(written)).body == sentence


def test_an_encoding_that_a_person_names_goes_before_the_declared_one(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<meta charset='shift_jis'><p>一丁七万</p>".encode("big5"))
    assert load_corpus([str(path)], ReadOptions(encoding="big5")).article(0).body == "一丁七万"


def test_a_head_without_declaration_declares_nothing() -> None:
    assert declared_encoding(SIMPLIFIED.encode("gbk")) is None


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<p>一句话。</p>", "一句话。"),
        ("<html><body>只有文字</body></html>", "只有文字"),
        ("<html><body><div>一</div><div>二<br>三</div></body></html>", "一\n二\n三"),
        ("<nav>一</nav><p hidden>二</p>", "一\n二"),
        ("文字而已", "文字而已"),
    ],
)
def test_where_no_main_text_is_found_all_visible_text_is_taken(tmp_path: Path, text: str, body: str) -> None:
    assert article_of(tmp_path, text).body == body


def test_a_page_that_is_too_large_gives_all_visible_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "LARGEST_PAGE", 100)
    assert "新聞1" in article_of(tmp_path, page("上海今天下雨", [SIMPLIFIED] * 9)).body


def test_a_page_of_too_many_elements_is_not_given_to_the_extractor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html._Extractor, "document", lambda *_: pytest.fail("would take minutes"))
    corpus = corpus_of(tmp_path, f"<p>{SIMPLIFIED}</p>" + "<br>" * html.MOST_ELEMENTS, "a.html")
    assert corpus.article(0).body == SIMPLIFIED
    assert [problem.reason for problem in corpus.problems] == [
        "page too large to look for its main text: all of its text is read"
    ]


@pytest.mark.parametrize(
    "attribute",
    [" a{}=1", " a{}", ' a{}="1 > 2"', " a{}='<b>'", "/a{}", ' a{} = "1"', " a{}=<b"],
)
def test_attributes_beyond_what_a_tag_may_have_are_left_out(tmp_path: Path, attribute: str) -> None:
    tag = "<p" + "".join(map(attribute.format, range(3_000))) + ">"
    text = f"<body>{tag}{SIMPLIFIED}</p>{tag}文</p></body>"
    folded = html.with_fewer_attributes(text)
    assert len(folded) < len(text) / 5
    assert html.with_fewer_attributes(folded) == folded
    tree = html._extractor().tree(text)
    assert max(len(element.attrib) for element in tree.iter()) <= html.MOST_ATTRIBUTES
    assert article_of(tmp_path, text).body == f"{SIMPLIFIED}\n文"


@pytest.mark.parametrize(
    "text",
    [
        "<p " + "x" * 5_000 + ">文",
        "<img src='data:" + "A" * 5_000 + "' alt='a b'>文",
        "<script>for(i=0;i<n" + " && a" * 5_000 + ")</script><p>文",
        "<!-- <p " + "a " * 5_000 + "--><p>文",
        "<style>" + "<a b " * 5_000,
        "a < b" + " c" * 5_000,
        '<p title="' + "a " * 5_000 + '">文',
        "<a<a" * 5_000,
    ],
)
def test_what_only_looks_like_many_attributes_stays(text: str) -> None:
    assert html.with_fewer_attributes(text) == text


def test_a_page_that_makes_the_extractor_fail_gives_all_visible_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(html._Extractor, "document", fail)
    article = article_of(tmp_path, page("上海今天下雨", [SIMPLIFIED] * 9))
    assert article.body.count(SIMPLIFIED) == 9
    assert article.title == "上海今天下雨"


def test_a_title_above_the_text_is_not_said_twice(tmp_path: Path) -> None:
    text = page("上海今天下雨", [SIMPLIFIED] * 9).replace(
        "<h1>上海今天下雨</h1><div class='article'>", "<div class='article'><h1>上海今天下雨</h1>"
    )
    assert article_of(tmp_path, text).body == "\n".join([f"　　{SIMPLIFIED}"] * 9)


def test_preformatted_text_keeps_its_lines_and_other_text_flows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "LARGEST_PAGE", 1)
    assert article_of(tmp_path, "<body><pre>一\n  二</pre>三\n四</body>").body == "一\n二\n三四"


def test_lines_of_the_source_are_no_lines_of_the_text(tmp_path: Path) -> None:
    sentence = "今天<b>上海</b>下雨，\n  气象局<a href='/x'>发布</a>了\nyellow\nrain 预警信号。"
    article = article_of(tmp_path, page("上海今天下雨", [sentence] * 3))
    assert article.body.split("\n") == ["　　今天上海下雨，气象局发布了 yellow rain 预警信号。"] * 3


def test_entities_are_decoded_once(tmp_path: Path) -> None:
    assert article_of(tmp_path, "<p>A&amp;amp;B &lt;b&gt; &amp;lt; AT&T</p>").body == "A&amp;B <b> &lt; AT&T"


@pytest.mark.parametrize(
    "text", [" \n", "<html></html>", "<html><head><title>题</title></head><body> </body></html>", "<script>a</script>"]
)
def test_a_page_without_text_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"no text in this page|no article found"):
        corpus_of(tmp_path, text, "a.html")


def test_a_page_without_text_is_a_problem_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html></html>", encoding="utf-8")
    (tmp_path / "b.html").write_text(page("第二页", [SIMPLIFIED]), encoding="utf-8")
    (tmp_path / "c").write_text(page("第三页", [SIMPLIFIED]), encoding="utf-8")
    corpus = load_corpus([str(tmp_path)])
    assert corpus.frame["title"].to_list() == ["第二页", "第三页"]
    assert [problem.reason for problem in corpus.problems] == ["no text in this page"]


def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, page("标题", ["一段文字", "二@段文字"]).encode().replace(b"@", b"\xff"), "a.html")
    assert "二\ufffd段" in corpus.article(0).body
    assert [problem.line for problem in corpus.problems] == [5]


@pytest.mark.parametrize(
    ("name", "text", "is_page"),
    [
        ("a", "<!DOCTYPE html><p>", True),
        ("a.txt", "\n<!-- a -->\n<HTML lang=zh>", True),
        ("a.xml", "<?xml version='1.0'?>\n<html>", True),
        ("a.htm", "<p>", True),
        ("a.xhtml", "文", True),
        ("a.html", " ", False),
        ("a.html", "<p>\0", True),
        ("a.html", "<p>\x01\x02", False),
        ("a.txt", "<htmlish>", False),
        ("a.txt", "说 <html>", False),
        ("a.txt", record("甲", "", "<html>"), False),
        ("a.json", '{"html": "<html>"}', False),
    ],
)
def test_only_pages_fit(name: str, text: str, is_page: bool) -> None:
    assert html.fits(Sample.of(name, text.encode())) == is_page


def test_nothing_is_fetched_and_nothing_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    caplog.set_level(logging.DEBUG)
    for text in ("<html></html>", "http://e.cn/a", "<p>x</p>", page("题", [SIMPLIFIED], "<base href='http://e.cn/'>")):
        try:
            corpus_of(tmp_path, text, "a.html")
        except SourceError:
            continue
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_the_extractor_is_imported_only_for_pages() -> None:
    code = "import sys, reader.corpus.loading; assert not {'trafilatura', 'lxml', 'htmldate'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_two_hundred_pages_take_seconds(tmp_path: Path) -> None:
    for number in range(200):
        text = page(f"第{number}篇文章的标题", [f"第{number}篇第{part}段：{SIMPLIFIED * 3}" for part in range(12)])
        (tmp_path / f"{number:03}.html").write_text(text, encoding="utf-8")
    started = time.process_time()
    corpus = load_corpus([str(tmp_path)])
    assert time.process_time() - started < 12
    assert len(corpus) == 200
    assert not corpus.problems


@pytest.mark.parametrize("unit", ["<div>", "<p>一", "<!--", "<html ", "&amp;", "<a href='", "<table><tr><td>", "一_"])
def test_no_damage_makes_reading_slow(tmp_path: Path, unit: str) -> None:
    started = time.process_time()
    corpus = corpus_of(tmp_path, page("上海今天下雨", [SIMPLIFIED]) + unit * (100_000 // len(unit)), "a.html")
    assert time.process_time() - started < 10
    assert SIMPLIFIED in corpus.article(0).body


_FAULTLESS = page("上海今天下雨", [SIMPLIFIED] * 3, "<meta charset='utf-8'>").encode()


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_damage_raises_anything_but_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    data = bytearray(_FAULTLESS)
    for _ in range(chance.randint(1, 30)):
        place = chance.randrange(len(data) + 1)
        data[place : place + chance.randrange(20)] = chance.choice(
            [
                b"<",
                b">",
                b"'",
                b"\xff",
                b"\0",
                b"&",
                b"<?xml",
                b"<!--",
                b"</body>",
                b"<svg>",
                bytes([chance.randrange(256)]),
            ]
        )
    _load(tmp_path_factory, bytes(data))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_no_bytes_raise_anything_but_a_source_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    _load(tmp_path_factory, data)


def _load(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("html") / "a.html"
    path.write_bytes(data)
    try:
        load_corpus([str(path)], ReadOptions(format="html"))
    except SourceError:
        return

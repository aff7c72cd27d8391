"""Records in tags: read as they come, whether or not they are XML."""

import datetime
import io
import random
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.cleaning import clean
from reader.corpus.formats import xml
from reader.corpus.loading import load_corpus
from reader.corpus.options import AS_DETECTED, ReadOptions
from reader.corpus.streams import PeekedStream, Sample
from reader.errors import SourceError
from tests.corpus.formats.encodings import encoded, every_encoding
from tests.dumps import corpus_of, record

URL = "http://news.example.com/20180907/1.html"


def sogou(title: str, body: str, url: str = URL) -> str:
    fields = f"<url>{url}</url>\n<docno>0a1b-2c3d</docno>\n<contenttitle>{title}</contenttitle>\n"
    return f"<doc>\n{fields}<content>{body}</content>\n</doc>\n"


def titles_and_bodies(folder: Path, text: str | bytes) -> list[tuple[str, str]]:
    return list(corpus_of(folder, text, "a.xml").frame.select("title", "body").iter_rows())


@every_encoding
def test_sogou_records_are_read_in_any_encoding(tmp_path: Path, encoding: str, sentence: str) -> None:
    text = sogou(sentence[:6], f"{sentence} A&B <3", f"{URL}?a=1&b=2") + sogou(sentence[6:9], sentence)
    corpus = corpus_of(tmp_path, encoded(text, encoding), "news.dat")
    first, second = corpus.article(0), corpus.article(1)
    assert (first.title, first.url, first.body) == (sentence[:6], f"{URL}?a=1&b=2", f"{sentence} A&B <3")
    assert (second.title, second.line, second.date) == (sentence[6:9], 7, datetime.date(2018, 9, 7))
    assert not corpus.problems


def test_an_encoding_that_is_declared_is_believed(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="{}"?>\n<docs>\n' + sogou("無題", "一二") + "</docs>"
    for encoding in ("big5", "gb2312", "shift_jis"):
        traditional = text.format(encoding) if encoding != "gb2312" else text.format(encoding).replace("無題", "无题")
        assert titles_and_bodies(tmp_path, traditional.encode(encoding))[0][1] == "一二"


def test_an_encoding_that_is_declared_and_cannot_be_true_is_not_believed(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>\n' + sogou("上海今天下雨", "各区各部门贯彻落实决策部署。")
    assert titles_and_bodies(tmp_path, text.encode("gbk")) == [("上海今天下雨", "各区各部门贯彻落实决策部署。")]


@pytest.mark.parametrize(
    "text",
    [
        "<doc><title>甲</title><url>u</url><datetime>2018-09-07</datetime><body>一\n二</body></doc>",
        "<DOC>\n<TITLE>甲</TITLE>\n<BODY>\n一\n二\n</BODY>\n</DOC>",
        '<?xml version="1.0"?>\n<!-- a -->\n<docs>\n<doc><title>甲</title><text type="x">一\n二</text></doc>\n</docs>',
        '<doc id="1" url="u" title="甲">\n一\n二\n</doc>',
        "<doc title='甲' url='u'>一\n二</doc >",
        "<articles><article><title>甲</title><content>一\n二</content></article></articles>",
        "<news><item><title>甲</title><content>一\n二</content></item></news>",
        "<rss><channel><title>频道</title><item><title>甲</title><description>短</description>"
        "<content:encoded>一\n二</content:encoded></item><item><title>乙</title></item></channel></rss>",
        "<mediawiki><page><title>甲</title><revision><text>一\n二</text></revision></page></mediawiki>",
        "<records><record><headline>甲</headline><p>x</p><content>一\n二</content></record></records>",
        "<doc><title><![CDATA[甲]]></title><content>\n<![CDATA[一\n二]]>\n</content></doc>",
        "<doc><title>甲</title ><content>一\n二</content\n></doc>",
        "<doc><meta><title>甲</title></meta><content><p>一</p>\n<P class='x'>二</P></content></doc>",
        "<doc><title>甲</title><content>一<br/>二</content></doc>",
        "<doc><contenttitle>甲</contenttitle><content>一\ue40c\ue40c二</content></doc>".replace(
            "\ue40c\ue40c", "\ue40c"
        ),
    ],
)
def test_records_are_found_in_any_of_the_usual_tags(tmp_path: Path, text: str) -> None:
    assert titles_and_bodies(tmp_path, text)[0] == ("甲", "一\n二")
    assert not corpus_of(tmp_path, text, "a.xml").problems


def test_attributes_are_fields_too(tmp_path: Path) -> None:
    text = '<doc id="7" url="http://e.cn/a" title="“甲”说："乙"" date=\'2018-09-07\' source="新社">文</doc>'
    article = corpus_of(tmp_path, text, "a.xml").article(0)
    assert (article.title, article.url, article.source) == ('“甲”说："乙"', "http://e.cn/a", "新社")
    assert article.date == datetime.date(2018, 9, 7)


def test_the_line_of_a_record_is_that_of_its_opening_tag(tmp_path: Path) -> None:
    text = "<docs>\n\n" + sogou("甲", "一\n二") + "\n" + sogou("乙", "三") + "<doc>\r\n<content>四</content></doc>"
    assert corpus_of(tmp_path, text, "a.xml").frame["line"].to_list() == [3, 11, 17]


def test_entities_are_decoded_once(tmp_path: Path) -> None:
    assert titles_and_bodies(tmp_path, sogou("A&amp;B", "&lt;p&gt; &amp;lt; &#65;")) == [("A&B", "<p> &lt; A")]


def test_a_record_inside_cdata_is_text(tmp_path: Path) -> None:
    text = sogou("甲", "<![CDATA[一<doc>二</doc></content>三]]>") + sogou("乙", "四")
    assert titles_and_bodies(tmp_path, text) == [("甲", "一<doc>二</doc></content>三"), ("乙", "四")]


def test_a_closing_tag_inside_cdata_is_text(tmp_path: Path) -> None:
    assert titles_and_bodies(tmp_path, '<doc title="甲">一<![CDATA[</doc>]]>二</doc>') == [("甲", "一</doc>二")]


@pytest.mark.parametrize(
    "damaged",
    [
        "<content>一</content><![CDATA[</doc>",
        "<content>一</con<![CDATA[tent></doc>",
        "<content><![CDATA[一</content></doc>",
        "<docno><![CDATA[1</docno><content>一</content></doc>",
    ],
)
def test_cdata_that_is_never_closed_swallows_no_record_behind_it(tmp_path: Path, damaged: str) -> None:
    behind = "".join(sogou(title, f"<![CDATA[{title}文]]>") for title in "乙丙")
    first, *others = titles_and_bodies(tmp_path, f"<doc><contenttitle>甲</contenttitle>{damaged}{behind}")
    assert (first[0], "一" in first[1], others) == ("甲", True, [("乙", "乙文"), ("丙", "丙文")])


def test_text_behind_the_last_record_is_told(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, sogou("甲", "一") + "\n" + "二三四五" * 60, "a.xml")
    told = [(problem.line, problem.reason) for problem in corpus.problems]
    assert told == [(8, "text after the last record is left out")]


def test_utf_16_that_lost_a_byte_is_told(tmp_path: Path) -> None:
    data = (sogou("甲", "一") + sogou("乙", "二" * 80)).encode("utf-16")
    middle = data.index("乙".encode("utf-16-le"))
    assert corpus_of(tmp_path, data[:middle] + data[middle + 1 :], "a.xml").problems


def test_the_first_of_several_fields_of_one_name_counts(tmp_path: Path) -> None:
    text = "<doc><title>甲</title><content>一</content><title>乙</title><content>二<b></b></content></doc>"
    assert titles_and_bodies(tmp_path, text) == [("甲", "一")]


def test_what_wraps_all_records_is_no_record(tmp_path: Path) -> None:
    items = "".join(f"<item><title>{title}</title><content>文</content></item>" for title in "甲乙")
    assert titles_and_bodies(tmp_path, f"<news><title>全部</title>{items}</news>") == [("甲", "文"), ("乙", "文")]


def test_a_field_without_its_closing_tag_ends_where_the_next_begins(tmp_path: Path) -> None:
    text = "<doc><url>http://e.cn/a<title>甲<content>一</doc>" + sogou("乙", "二")
    assert titles_and_bodies(tmp_path, text.replace("contenttitle", "title")) == [("甲", "一"), ("乙", "二")]


@pytest.mark.parametrize(
    "rest",
    ["", "\n", "</content>", "<content>一", "<content>一</content>", "<content>一</cont", "<content>一</content></do"],
)
def test_a_record_cut_off_by_the_end_of_the_file_is_a_problem_and_loads_as_far_as_it_goes(
    tmp_path: Path, rest: str
) -> None:
    corpus = corpus_of(tmp_path, sogou("甲", "一") + "<doc>\n<contenttitle>乙</contenttitle>\n" + rest, "a.xml")
    assert corpus.frame["title"].to_list() == ["甲", "乙"]
    assert [(problem.line, "closing tag" in problem.reason) for problem in corpus.problems] == [(7, True)]


def test_a_record_not_closed_before_the_next_is_a_problem_and_loads(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, sogou("甲", "一").replace("</doc>\n", "") + sogou("乙", "二"), "a.xml")
    assert list(corpus.frame.select("title", "body").iter_rows()) == [("甲", "一"), ("乙", "二")]
    assert [problem.line for problem in corpus.problems] == [1]


def test_the_end_of_a_record_without_its_beginning_is_a_problem(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, "尾巴</content>\n</doc>\n" + sogou("甲", "一"), "a.xml")
    assert corpus.frame["title"].to_list() == ["甲"]
    assert [problem.line for problem in corpus.problems] == [2]


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xff"), ("gb18030", b"\xff")])
def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path, encoding: str, bad: bytes) -> None:
    text = sogou("第一篇", "第一段文字。") + sogou("第二篇", "第一段文字。\n第@二段") + sogou("第三篇", "第一段文字。")
    corpus = corpus_of(tmp_path, text.encode(encoding).replace(b"@", bad), "a.xml")
    assert corpus.frame["body"].to_list() == ["第一段文字。", "第一段文字。\n第\ufffd二段", "第一段文字。"]
    assert [problem.line for problem in corpus.problems] == [12]


def test_fields_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(sogou("甲", "一"), encoding="utf-8")
    corpus = load_corpus([str(tmp_path / "a.xml")], ReadOptions(fields={"title": "docno"}))
    assert corpus.article(0).title == "0a1b-2c3d"
    with pytest.raises(SourceError, match="no field nix"):
        load_corpus([str(tmp_path / "a.xml")], ReadOptions(fields={"title": "nix"}))


@pytest.mark.parametrize(
    ("name", "text", "is_xml"),
    [
        ("a", "<doc>", True),
        ("a.txt", "\n<docs>\n<doc id='1'>", True),
        ("a.xml", f"<rss>{' ' * 20_000}<item>", True),
        ("a.txt", f"<rss>{' ' * 20_000}<item>", False),
        ("a.dat", "尾巴</content>\n</doc>\n<doc>\n", True),
        ("a.txt", "说 <doc> 是标签", False),
        ("a.txt", "<docs><document>", False),
        ("a.html", "<doc>", False),
        ("a", "<!DOCTYPE html><article>", False),
        ("a.xml", '<?xml version="1.0"?>\n<html xmlns="x"><article>', False),
        ("a.md", "<article>", False),
        ("a.json", '[{"body": "<doc>"}]', False),
        ("a.txt", record("甲", "", "<doc>一</doc>"), False),
        ("a", "<doc>\0", True),
        ("a", "<doc>\x01\x02", False),
    ],
)
def test_only_what_begins_with_records_in_tags_fits(name: str, text: str, is_xml: bool) -> None:
    assert xml.fits(Sample.of(name, text.encode())) == is_xml


def test_a_record_is_never_split_between_blocks(tmp_path: Path) -> None:
    bodies = [f"{'长文' * length}尾" for length in (10, 500_000, 3, 100_000, 0, 7)]
    text = "".join(sogou(f"第{number}篇", body) for number, body in enumerate(bodies))
    corpus = corpus_of(tmp_path, text, "a.xml")
    assert corpus.frame["body"].to_list() == bodies
    assert corpus.frame["line"].to_list() == [1, 7, 13, 19, 25, 31]
    assert not corpus.problems


def test_the_first_rows_come_long_before_the_end() -> None:
    data = (sogou("甲", "文" * 500) * 20_000).encode()
    stream = io.BytesIO(data)
    first = next(xml.read(PeekedStream(stream), "a.xml", AS_DETECTED))
    assert first.frame.height > 100
    assert stream.tell() < len(data) / 10


def test_each_file_of_a_folder_is_read(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.xml").write_text(sogou(f"第{number}篇", "一"), encoding="utf-8")
    assert load_corpus([str(tmp_path)]).frame["title"].to_list() == ["第0篇", "第1篇", "第2篇"]


def test_tags_without_any_record_hold_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<a><b>一</b></a>", encoding="utf-8")
    with pytest.raises(SourceError, match="no article found"):
        load_corpus([str(tmp_path / "a.xml")], ReadOptions(format="xml"))


@pytest.mark.parametrize(
    "unit",
    [
        "<doc>",
        "<doc ",
        "</doc>",
        "<url>",
        "<doc><url>",
        "<![CDATA[",
        "<doc><![CDATA[",
        '<doc a="',
        "<",
        "<doc>\n<content>一\n",
    ],
)
def test_no_damage_makes_reading_slow(tmp_path: Path, unit: str) -> None:
    text = sogou("甲", "一") + unit * (500_000 // len(unit))
    started = time.process_time()
    corpus = corpus_of(tmp_path, text, "a.xml")
    assert time.process_time() - started < 8
    assert corpus.article(0).title == "甲"


_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\ue40c"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_texts, st.lists(_texts, min_size=1, max_size=5)), min_size=1, max_size=5))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, articles: list[tuple[str, list[str]]]
) -> None:
    written = [
        (f"题{clean(title)}".replace("\n", "").strip(), "\n".join(["首", *(clean(line) for line in lines), "尾"]))
        for title, lines in articles
    ]
    text = "".join(sogou(escape(title), escape(body)) for title, body in written)
    assert titles_and_bodies(tmp_path_factory.mktemp("xml"), text) == written


_FAULTLESS = (
    "<docs>\n" + sogou("甲", "一&amp;<![CDATA[二]]>\n<p>三</p>") * 3 + '<doc title="乙" url="u">四</doc></docs>'
).encode()


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_damage_raises_anything_but_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    data = bytearray(_FAULTLESS)
    for _ in range(chance.randint(1, 20)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(3):
            case 0:
                data[place:place] = chance.choice(
                    [b"<doc>", b"</doc>", b"<![CDATA[", b'"', b"<", b">", b"\xff", b"\0", b"<url>"]
                )
            case 1:
                del data[place : place + chance.randint(1, 30)]
            case _:
                data[place : place + 1] = bytes([chance.randrange(256)])
    path = tmp_path_factory.mktemp("xml") / "a.xml"
    path.write_bytes(data)
    try:
        load_corpus([str(path)], ReadOptions(format="xml"))
    except SourceError:
        return


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_a_source_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("xml") / "a.xml"
    path.write_bytes(data)
    try:
        load_corpus([str(path)], ReadOptions(format="xml"))
    except SourceError:
        return

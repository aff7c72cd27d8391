"""Which encoding a text is in, and what its bytes mean: as most of them say, and as the web's standard has it."""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from reader.corpus.decoding import Decoder
from reader.corpus.encoding import TextReader, detect
from reader.corpus.formats.declared import declared_encoding
from reader.corpus.loading import load_corpus
from reader.encoding_labels import codec_named
from tests.corpus.formats.encodings import SIMPLIFIED, TRADITIONAL
from tests.dumps import record

LANGUAGES = {
    "Chinese": "　　记者昨天从码头获悉，渡船的班次将在节日期间增加，市民可以提前订票，老人票价减半。\n" + SIMPLIFIED,
    "Taiwan's": "　　記者昨天從碼頭獲悉，渡船的班次將在節日期間增加，市民可以提前訂票，老人票價減半。\n" + TRADITIONAL,
    "Russian": "Паром прибыл на пристань вовремя, пассажиры спокойно сошли на берег. «Мы работаем без выходных».\n",
    "Korean": "나루터 배가 도착했습니다. 승객들은 천천히 내렸습니다. 정부는 새로운 항로를 개통한다고 발표했다.\n",
    "Japanese": "渡し船は予定どおり到着しました。乗客はゆっくりと岸に降りた。政府は新しい航路を開くと発表した。\n",
    "Uyghur": "پاراخوت ۋاقتىدا كەلدى. يولۇچىلار ئاستا-ئاستا قىرغاققا چۈشتى.\n",
    "Tibetan": "བོད་ལྗོངས་ཀྱི་མི་དམངས་སྲིད་གཞུང་གིས་གསར་འགྱུར་བསྒྲགས།\n",
    "Vietnamese": "Chiếc phà đã cập bến đúng giờ, hành khách bước lên bờ. Tuyến đường mới sẽ được mở vào mùa xuân.\n",
    "French": "Le ferry est arrivé à l’heure prévue. Les élèves ont été très étonnés par la découverte, où ça?\n",
    "pinyin": "dùchuán, tǔzhōu mǎtóu, jiāngbiān jiāngàn, xiāngxìn méiyǒu wèntí. Wǒmen zài mǎtóu děng chuán.\n",
    "rare": "𠀀𠀁𠀂𠀃𠀄𠀅㐀㐁㐂㐃 渡船 𠮷𡈽𢌞\n",
    "boxes": "┌──┐│││└──┘ ★★★ ■□▲△ ═══╗ 表格\n",
    "emoji": "😂👍 今天 nice day 😡😡 🚢\n",
}
LEGACY = {
    "Chinese": ("gb18030", "utf-16-le", "utf-16-be", "utf-32-le"),
    "Taiwan's": ("big5hkscs", "gb18030", "utf-16-le"),
    "Russian": ("cp1251", "utf-16-le"),
    "Korean": ("cp949",),
    "Japanese": ("cp932", "euc_jp"),
}


def damaged(data: bytes, rate: float) -> bytes:
    """The bytes with some of them wrong."""
    chance, changed = Random(7), bytearray(data)
    for _ in range(max(int(len(data) * rate), 1)):
        changed[chance.randrange(len(data))] = chance.choice((0x80, 0xFF, 0xC3, 0xE4, 0xA1))
    return bytes(changed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rate", [0.0001, 0.001, 0.01, 0.05])
def test_utf8_with_bad_bytes_is_utf8(language: str, rate: float) -> None:
    for times in (1, 3, 100):
        assert detect(damaged((LANGUAGES[language] * times).encode(), rate)).encoding == "utf-8"


@pytest.mark.parametrize(("language", "encoding"), [(each, codec) for each in LEGACY for codec in LEGACY[each]])
def test_other_encodings_are_told_by_what_they_make_of_the_bytes(language: str, encoding: str) -> None:
    for times in (1, 30):
        data = (LANGUAGES[language] * times).encode(encoding)
        assert detect(data).encoding == encoding
        assert detect(data).rival is None
        if not encoding.startswith("utf"):
            assert detect(damaged(data, 0.005)).encoding == encoding


def test_languages_mixed_with_a_bad_byte_stay_utf8() -> None:
    text = "".join(record(f"渡船{name}", "", text) for name, text in LANGUAGES.items())
    assert detect(damaged(text.encode(), 0.002)).encoding == "utf-8"


@pytest.mark.parametrize(("less", "more"), [("big5hkscs", "gb18030"), ("utf-8", "gb18030")])
def test_a_part_in_another_encoding_is_told(less: str, more: str) -> None:
    first = (
        "輪渡的班次和天氣，記者說明。\n" if less == "big5hkscs" else "渡轮的班次和天气，记者说明，消息来自上海各区。\n"
    )
    rest = "渡轮靠岸，大家都来到河口，各地的人都来上海。\n" * 20
    for text in (first.encode(less) + rest.encode(more), rest.encode(more) + first.encode(less)):
        found = detect(text)
        assert (found.encoding, found.rival) == (more, less)


def test_a_beginning_in_another_encoding_than_utf_16_is_told() -> None:
    rest = "<doc>\n<url>http://a.example/1</url>\n<content>渡轮靠岸。</content></doc>\n" * 20
    found = detect(("輪渡的班次和天氣，記者說明。" * 8).encode("big5hkscs") + rest.encode("utf-16-be"))
    assert (found.encoding, found.rival) == ("utf-16-be", "big5hkscs")


def test_a_close_choice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Größe und Maß".encode("cp1252"))
    [problem] = [each for each in load_corpus([str(path)]).problems if "--encoding" in each.reason]
    assert problem.reason.startswith("read as ")


@pytest.mark.parametrize("language", ["Chinese", "Taiwan's", "Korean", "Japanese"])
def test_a_sure_choice_is_not_told(tmp_path: Path, language: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(LANGUAGES[language].encode(LEGACY[language][0]))
    assert load_corpus([str(path)]).problems == ()


def test_halves_of_characters_as_cesu8_has_them_are_joined(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    body = "渡船\U0001f6a2靠岸".encode("utf-16-be", "surrogatepass")
    halves = b"".join(
        chr(int.from_bytes(body[place : place + 2], "big")).encode("utf-8", "surrogatepass")
        for place in range(0, len(body), 2)
    )
    path.write_bytes(b'{"title": "a", "body": "' + halves + b'"}\n')
    corpus = load_corpus([str(path)])
    assert corpus.frame["body"].to_list() == ["渡船\U0001f6a2靠岸"]


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("gb2312", "big5", TRADITIONAL),
        ("big5", "gbk", SIMPLIFIED),
        ("iso-8859-1", "gbk", SIMPLIFIED),
        ("utf-8", "gbk", SIMPLIFIED),
        ("shift_jis", "big5", TRADITIONAL),
        ("gb2312", "utf-8", SIMPLIFIED),
        ("gbk", "utf-8", LANGUAGES["Russian"]),
    ],
)
def test_a_declaration_that_the_bytes_speak_against_is_not_believed(
    tmp_path: Path, declared: str, encoding: str, text: str
) -> None:
    page = f'<html><head><meta charset="{declared}"><title>{text}</title></head><body><p>{text}</p></body></html>'
    path = tmp_path / "a.html"
    path.write_bytes(page.encode(encoding))
    assert text.split("。")[0].strip() in load_corpus([str(path)]).frame["title"][0]


def test_a_declaration_is_believed_where_the_bytes_are_damaged() -> None:
    page = b'<meta charset="utf-8"><p>' + LANGUAGES["Russian"].encode()[:40] + b"\xd0 \xff"
    assert declared_encoding(page) in (None, "utf-8")
    assert detect(page).encoding == "utf-8"


def _pairs(trails: Iterable[int], leads: Iterable[int] = range(0x81, 0xFF)) -> list[bytes]:
    trails = list(trails)
    return [bytes((lead, trail)) for lead in leads for trail in trails]


_SHIFTED = (*range(0x81, 0xA0), *range(0xE0, 0xFD))


@pytest.mark.parametrize(
    ("codec", "pairs", "count", "digest"),
    [
        ("gb18030", _pairs((*range(0x40, 0x7F), *range(0x80, 0xFF))), 23_940, "75205ae2e7eb0630"),
        ("big5hkscs", _pairs((*range(0x40, 0x7F), *range(0xA1, 0xFF))), 18_594, "0e5d99b49f3fdfa5"),
        ("cp949", _pairs(range(0x41, 0xFF)), 17_048, "92904e503704c0bc"),
        ("cp932", _pairs((*range(0x40, 0x7F), *range(0x80, 0xFD)), _SHIFTED), 7_724, "c6460a054b567ac3"),
    ],
)
def test_whole_indexes_are_those_of_the_standard(codec: str, pairs: list[bytes], count: int, digest: str) -> None:
    """SHA-256 of lines `bytes in hex, blank, character` for each pair of the indexes of 2024-09-18, in order."""
    found = {pair: Decoder(codec).text(pair) for pair in sorted(pairs)}
    if codec == "cp932":  # whose private characters are a rule, and no part of the index
        found = {pair: text for pair, text in found.items() if not "\ue000" <= text < "\uf900"}
    lines = [f"{pair.hex()} {text}" for pair, text in found.items() if "\ufffd" not in text]
    assert len(lines) == count
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] == digest


@pytest.mark.parametrize(
    ("codec", "data", "text"),
    [
        ("gb18030", b"\x80100", "€100"),
        ("gb18030", b"\xa3\xa0\xa3\xa0", "　　"),
        ("gb18030", b"\xa8\xbc\x81\x35\xf4\x37", "ḿ\ue7c7"),
        ("gb18030", b"\xa6\xd9\xa6\xf3\xfe\x59\xfe\xa0", "︐︙龴龻"),
        ("gb18030", "文".encode("gbk") + b"\x81\n" + "字".encode("gbk"), "文\ufffd\n字"),
        ("gb18030", b"\xff" + "文".encode("gbk"), "\ufffd文"),
        ("gb18030", b"\x90\x30\x81\x30", "𐀀"),
        ("big5hkscs", b"\xa1\xe3\xa1\x45\xa3\xe1\xa1\x4e", "～‧€﹑"),
        ("big5hkscs", b"\xa1\xfe\xa2\x41\xa2\x40\xa2\x42", "／∕＼﹨"),
        ("big5hkscs", b"\xa4\xa2\x41\xa4\x40", "丐A一"),
        ("big5hkscs", b"\xa4\n\xff\xa4\x40", "\ufffd\n\ufffd一"),
        ("big5hkscs", b"\x88\x62\x87\xa1", "Ê̄𥣞"),
        ("euc_jp", b"\xad\xa1\xa1\xc1", "①～"),
        ("cp932", b"\x81\x60\xfd", "～\ufffd"),
        ("cp1252", b"\x80\x81\x93", "€\x81“"),
        ("koi8-u", b"\xae", "ў"),
    ],
)
def test_bytes_mean_what_the_standard_says(codec: str, data: bytes, text: str) -> None:
    assert Decoder(codec).text(data) == text
    assert Decoder(codec).utf8(data).decode() == text
    decoder = Decoder(codec)
    pieces = [decoder.text(data[place : place + 1], final=place + 1 == len(data)) for place in range(len(data))]
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("x-gbk", "gb18030"),
        ("cp936", "gb18030"),
        ("chinese", "gb18030"),
        ("gb_2312-80", "gb18030"),
        ("big5", "big5hkscs"),
        ("Big5-HKSCS", "big5hkscs"),
        ("x-x-big5", "big5hkscs"),
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-31j", "cp932"),
        ("latin1", "cp1252"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("utf-16le", "utf-16-le"),
        ("unicodefffe", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("hz", "hz"),
        ("klingon", None),
        ("rot13", None),
        ("idna", None),
    ],
)
def test_labels_are_those_of_the_web_and_of_python(label: str, codec: str | None) -> None:
    assert codec_named(label) == codec


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", record("渡船", "", SIMPLIFIED).encode() + b"\0" * 1000),
        ("a.txt", SIMPLIFIED.encode("gb18030") + b"\0" * 30),
        ("a.md", b"# a\n\n" + SIMPLIFIED.encode() + b"\0" * 512 + b"\n\nb\n"),
        ("a.html", b"<html><body><p>" + SIMPLIFIED.encode() * 3 + b"\0</p></body></html>"),
        ("a.xml", f"<doc><contenttitle>a</contenttitle><content>{SIMPLIFIED}</content></doc>".encode() + b"\0" * 9),
        ("a.jsonl", b'{"title": "a", "body": "b"}\n' + b"\0" * 512 + f'{{"body": "{SIMPLIFIED}"}}\n'.encode()),
        ("a.csv", f"title,body\na,{SIMPLIFIED}\0\n".encode()),
    ],
)
def test_nuls_are_left_out_and_told_once(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    corpus = load_corpus([str(path)])
    assert SIMPLIFIED in "\n".join(corpus.frame["body"])
    nuls = data.count(b"\0")
    told = "1 NUL is left out" if nuls == 1 else f"{nuls:,} NULs are left out: padding, or a hole"
    assert [problem.reason for problem in corpus.problems] == [told]


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 40,
        b"\x89PNG\r\n\x1a\n" + Random(1).randbytes(4000),
        Random(2).randbytes(5000),
        b"\0\1\2" * 400,
        b"\0\1" * 400,
    ],
)
def test_what_is_binary_is_told_as_such(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(SIMPLIFIED, encoding="utf-8")
    corpus = load_corpus([str(tmp_path)])
    assert len(corpus) == 1
    assert [problem.reason for problem in corpus.problems] == ["binary data, not text"]


def test_a_stream_in_pieces_is_read_as_in_one() -> None:
    data = (LANGUAGES["Taiwan's"] + "～‧∕／").encode("big5hkscs", "replace") * 50
    whole = Decoder("big5hkscs").utf8(data)
    reader, found, final = TextReader(io.BytesIO(data), "big5"), b"", False
    while not final:
        block, final = reader.read_after(b"", 37)
        found += block
    assert found == whole

"""The page as a plain model: what is laid out when, and what stays in place when its width changes."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Span
from reader.reading.page import Additions, Page, PageSpan, Point
from reader.search.hits import Hit

PARAGRAPH = "这是一段不长不短的文字，说到“进口博览会”，也说到2018年9月7日的3.5亿元。"
LONG = "\n".join(PARAGRAPH * (number % 5 + 1) for number in range(1_500))
_bodies = st.text(st.sampled_from("汉字，。“”（）……——%3.5abc 　\n"), min_size=1, max_size=400)
_measures = st.integers(8, 100)


def hit(body: str, *spans: Span) -> Hit:
    article = Article("题目", False, "http://a.example/1", datetime.date(2018, 9, 7), "a.example", body, "a.txt", 1)
    return Hit(0, article, 0.0, [], list(spans))


def shown(page: Page, number: int) -> str:
    return "".join(run.text for run in page.runs(number, None))


def test_opening_an_article_of_160_000_characters_lays_out_what_is_seen() -> None:
    page = Page(hit(LONG), 80)
    first_screen = [shown(page, number) for number in range(50)]
    assert len(LONG) > 160_000
    assert any("进口博览会" in line for line in first_screen)
    assert page.laid_out < 4_000


def test_a_hit_far_down_lies_on_the_line_that_is_found_for_it() -> None:
    start = len(LONG)
    page = Page(hit(LONG + "\n最后的要点。", Span(start + 4, start + 6)), 80)
    assert "最后的要点" in shown(page, page.line_of("body", start + 4))


def test_lines_below_the_last_are_blank() -> None:
    page = Page(hit("一段"), 80)
    assert shown(page, len(page) + 10) == ""


@settings(deadline=None)
@given(_bodies, _measures)
def test_the_page_ends_with_its_last_line_and_a_blank_one(body: str, measure: int) -> None:
    page = Page(hit(body), measure)
    page.reach(10_000)
    assert page.is_complete
    assert len(page) == page.known_lines + 1
    assert page.share_read(len(page) - 1) == 1


@settings(deadline=None)
@given(_bodies, _measures, _measures, st.integers(0, 200))
def test_a_new_width_keeps_the_first_visible_character_on_the_first_line(
    body: str, before: int, after: int, top: int
) -> None:
    old, new = Page(hit(body), before), Page(hit(body), after)
    offset = old.first_offset(top)
    line = new.line_of("body", offset)
    if offset < len(body.rstrip()):
        here = new.line(line).line
        assert here.start <= offset or offset == 0
        assert offset < here.end or not body[here.end : offset + 1].strip()


@settings(deadline=None)
@given(_bodies, _measures, st.data())
def test_a_point_at_the_cell_of_a_character_means_it(body: str, measure: int, data: st.DataObject) -> None:
    page = Page(hit(body), measure)
    page.reach(10_000)
    number = data.draw(st.integers(0, page.known_lines - 1))
    line = page.line(number)
    for offset in range(line.line.start, line.line.end):
        assert page.line_of(line.part, offset) == number
        assert page.point_at(number, page.cell_of(line.part, offset)) == Point(line.part, offset, True)


def test_a_point_beside_the_text_means_the_nearest_character_and_says_so() -> None:
    page = Page(hit("一段话。\n二段"), 80)
    number = page.line_of("body", 0)
    assert page.point_at(number, 0) == Point("body", 0, False)
    assert page.point_at(number, 5) == Point("body", 0, True)
    assert page.point_at(number, 70) == Point("body", 4, False)
    assert page.point_at(0, 3) is None


@settings(deadline=None)
@given(_bodies, _measures, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=5))
def test_looks_laid_over_a_line_change_nothing_of_what_it_says(
    body: str, measure: int, stretches: list[tuple[int, int]]
) -> None:
    page = Page(hit(body), measure)
    over = [
        (PageSpan("body", Span(start, start + length)), f"look-{number}")
        for number, (start, length) in enumerate(stretches)
    ]
    for number in range(page.known_lines + 20):
        assert "".join(run.text for run in page.runs(number, over=over)) == shown(page, number)


def test_of_looks_on_one_character_the_first_is_seen() -> None:
    page = Page(hit("一二三四五六", Span(0, 4)), 80)
    over = [(PageSpan("body", Span(1, 2)), "selection"), (PageSpan("body", Span(0, 3)), "word")]
    runs = page.runs(page.line_of("body", 0), over=over)
    assert [(run.text, run.look) for run in runs[1:]] == [
        ("一", "word"),
        ("二", "selection"),
        ("三", "word"),
        ("四", "hit-0"),
        ("五六", "body"),
    ]


def test_keywords_stand_where_they_are_said_to_on_any_measure() -> None:
    words = ("进口博览会", "上海", "开幕", "GDP")
    for measure in (6, 14, 80):
        page = Page(hit("正文"), measure, Additions(words))
        assert [page.text(place.part)[place.span.start : place.span.end] for place in page.keywords] == list(words)
        lines = {page.line_of(place.part, place.span.start) for place in page.keywords}
        assert all(page.line(number).part == "keywords" for number in lines)


def test_a_line_is_kept_for_keywords_that_are_still_looked_for() -> None:
    def first_of_body(keywords: tuple[str, ...] | None) -> int:
        return Page(hit("正文"), 80, Additions(keywords)).line_of("body", 0)

    assert first_of_body(()) == first_of_body(("上海", "开幕")) == first_of_body(None) + 1

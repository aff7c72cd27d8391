"""Words by jieba, without its noise."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import accumulate

import pytest

from reader.corpus.loading import load_corpus
from reader.language.words import (
    LONGEST_PIECE,
    SEPARATOR,
    cut,
    cut_many,
    keywords,
    traditional,
    use_words,
)
from reader.resources import resource_folder

TEXT = "临江大桥今天通车。临江大桥全长三公里，大桥的通车让两岸居民过江只要五分钟。2024年，OpenBridge 公司参与建设。"


def test_cutting_loses_nothing() -> None:
    assert "".join(cut(TEXT)) == TEXT


def test_keywords_are_words_of_the_text_that_tell_most() -> None:
    words = keywords(TEXT, 5)
    assert "大桥" in words or "临江大桥" in words
    assert all(word in TEXT and len(word) > 1 and not word.isdigit() for word in words)


def test_a_text_without_words_has_no_keywords() -> None:
    assert keywords("") == []
    assert keywords("，。12 3.5%") == []


def test_jieba_says_nothing() -> None:
    """Its log lines would land on the screen."""
    code = "from reader.language.words import keywords; keywords('今天通车')"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=True)
    assert done.stdout + done.stderr == b""


def is_traditional(text: str) -> bool:
    """Such text is cut as if it were simplified, which jieba alone cannot."""
    return len(set(text) & traditional()) > len(set(text)) / 10


def placed(words: list[str]) -> set[tuple[int, str]]:
    return set(zip(accumulate(map(len, words), initial=0), words, strict=False))


def test_both_cutters_agree_on_the_samples() -> None:
    """At least 98 % of the tokens of titles and bodies stand at the same places."""
    frames = [load_corpus([str(path)]).frame for path in (resource_folder("sample_data")).glob("*.txt")]
    texts = [text for frame in frames for text in (*frame["title"], *frame["body"]) if not is_traditional(text)]
    same = every = 0
    for text in texts:
        one, many = placed(cut(text)), placed(cut_many([text])[:-1])
        same, every = same + len(one & many), every + max(len(one), len(many))
    assert every > 10_000
    assert same / every >= 0.98


def test_cutting_many_loses_nothing_and_keeps_them_apart() -> None:
    texts = [TEXT, "", "臨江大橋今天通車，經濟發展。", "ＧＤＰ增长２０１８年", "天气。" * LONGEST_PIECE, "完"]
    words = cut_many(texts)
    assert "".join(words) == "".join(text + SEPARATOR for text in texts)
    assert words.count(SEPARATOR) == len(texts)


def test_traditional_and_full_width_text_is_cut_by_the_words_it_means() -> None:
    assert cut_many(["中國經濟發展"]) == ["中國", "經濟", "發展", SEPARATOR]
    assert cut_many(["ＧＤＰ增长"]) == ["ＧＤＰ", "增长", SEPARATOR]


@pytest.fixture
def own_words() -> Iterator[list[tuple[str, int | None]]]:
    words = [("临江大桥", None), ("过江只要", 99_999)]
    use_words(words)
    yield words
    use_words([])


def test_a_user_dictionary_is_in_both(own_words: list[tuple[str, int | None]]) -> None:
    for word, _ in own_words:
        assert word in cut(TEXT)
        assert word in cut_many([TEXT])


def test_without_it_the_words_are_unknown_again() -> None:
    assert "过江只要" not in cut(TEXT)
    assert "过江只要" not in cut_many([TEXT])


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("*ST海晨", "*ST海晨今日停牌"),
        ("Edu Trust认证", "通过Edu Trust认证的学校"),
        ("糖类抗原19-9", "糖类抗原19-9检测"),
        ("C++", "C++和C#教程"),
        ("G·H·哈代", "数学家G·H·哈代说"),
        ("5G+", "推广5G+应用"),
        ("𠮷野家", "去𠮷野家吃饭"),
        ("(试行)", "办法(试行)公布"),
    ],
)
def test_own_words_with_symbols_and_blanks_are_words(word: str, text: str) -> None:
    """jieba cuts at such characters before it looks a word up."""
    use_words([(word, None)])
    try:
        assert word in cut(text)
        assert word in cut_many([text, text])
        assert "".join(cut(text)) == text
    finally:
        use_words([])


def test_cutting_many_imports_neither_jieba_nor_what_rjieba_makes_unasked() -> None:
    """Importing either would keep the screen waiting."""
    code = "import sys; from reader.language.words import cut_many; cut_many(['今天']); "
    code += "assert not {'jieba', 'rjieba'} & set(sys.modules), sys.modules.keys()"
    subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=True)

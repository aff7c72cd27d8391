"""Words by jieba, without its noise."""

import subprocess
import sys

from reader.language.words import cut, keywords

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

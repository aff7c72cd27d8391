"""Order by pinyin: words are read as words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.language import pinyin_order
from reader.language.pinyin_order import sort_key


def read(text: str) -> str:
    """How a text is read, syllable by syllable."""
    syllables = {code: syllable for syllable, code in pinyin_order._syllables().items()}
    return " ".join(syllables.get(each, each) for each in sort_key(text))


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("厦门渡船", "xia men du chuan"),
        ("廈門渡船", "xia men du chuan"),
        ("厦大", "xia da"),
        ("大厦", "da sha"),
        ("长江航运", "chang jiang hang yun"),
        ("長江航運", "chang jiang hang yun"),
        ("长沙开港", "chang sha kai gang"),
        ("长三角", "chang san jiao"),
        ("市长讲话", "shi zhang jiang hua"),
        ("市长沙龙", "shi zhang sha long"),
        ("中国银行长沙分行", "zhong guo yin hang chang sha fen hang"),
        ("重庆轮渡", "chong qing lun du"),
        ("重慶市", "chong qing shi"),
        ("重要", "zhong yao"),
        ("番禺", "pan yu"),
        ("番茄", "fan qie"),
        ("六安", "lu an"),
        ("蚌埠", "beng bu"),
        ("丽水", "li shui"),
        ("乐清", "yue qing"),
        ("朝阳区", "chao yang qu"),
        ("会计", "kuai ji"),
        ("会议", "hui yi"),
        ("行业银行", "hang ye yin hang"),
        ("音乐", "yin yue"),
        ("还款", "huan kuan"),
        ("曾先生", "zeng xian sheng"),
        ("曾国藩家书", "zeng guo fan jia shu"),
        ("姓曾女士", "xing zeng nv shi"),
        ("曾经", "ceng jing"),
        ("曾获奖", "ceng huo jiang"),
        ("他曾任市长", "ta ceng ren shi zhang"),
        ("单先生", "shan xian sheng"),
        ("名单先生效", "ming dan xian sheng xiao"),
        ("解女士", "xie nv shi"),
        ("解放军", "jie fang jun"),
        ("区先生", "ou xian sheng"),
        ("社区先生", "she qu xian sheng"),
        ("绿ＧＤＰ5", "lv g d p 5"),
        ("", ""),
    ],
)
def test_words_are_read_as_words(text: str, spoken: str) -> None:
    assert read(text) == spoken


def test_a_list_of_places_and_people() -> None:
    """番禺 under P, 曾 under Z; digits and letters before all."""
    right = [
        "5G网",
        "APP",
        "北京",
        "长江航运",
        "长沙开港",
        "重庆轮渡",
        "番茄",
        "番禺",
        "上海",
        "武汉",
        "厦门渡船",
        "曾先生",
        "张家口",
    ]
    assert sorted(random.Random(1).sample(right, len(right)), key=sort_key) == right


@given(st.text())
def test_a_key_is_as_long_as_its_text(text: str) -> None:
    """The concordance cuts it."""
    assert len(sort_key(text)) == len(text)

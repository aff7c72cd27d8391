"""Order by pinyin: texts as keys that sort as their words are read, 厦门 under X and 大厦 under D.

A character that is read otherwise in some words is read as in the longest word around it, by pypinyin's phrases; any
other by itself. Traditional characters are read as the simplified ones. Tones do not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reader.language.pinyin import SEPARATOR, other_sound, readings_by_code, toneless
from reader.language.variants import normal

_FIRST = ord(SEPARATOR) + 1
_LONGEST_WORD = 5
_WORDS = """
    长三角 chang san jiao, 长治 chang zhi, 长垣 chang yuan, 朝阳 chao yang, 六合 lu he, 单县 shan xian, 浚县 xun xian,
    涡阳 guo yang, 洪洞 hong tong, 会稽 kuai ji, 荥经 ying jing, 什邡 shi fang, 珲春 hun chun, 大夫 dai fu,
    士大夫 shi da fu, 还款 huan kuan, 露出 lou chu, 单田芳 shan tian fang, 单霁翔 shan ji xiang, 单雄信 shan xiong xin,
    解晓东 xie xiao dong, 解振华 xie zhen hua, 解缙 xie jin, 查良镛 zha liang yong, 仇和 qiu he, 仇英 qiu ying,
    盖叫天 ge jiao tian, 区瑞强 ou rui qiang, 薄一波 bo yi bo, 薄熙来 bo xi lai, 朴槿惠 piao jin hui
"""
"""Places and people, and words, that pypinyin's phrases lack or read otherwise."""
_ALONE = {
    "长": "chang", "厦": "xia", "似": "si", "卜": "bu", "翟": "zhai", "覃": "qin", "缪": "miao", "阚": "kan"
}  # fmt: skip
"""How characters are read alone whose first reading in the dictionary is the rarer one in names and titles."""
_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "查": "zha", "仇": "qiu", "区": "ou", "盖": "ge", "朴": "piao",
    "乐": "yue", "薄": "bo", "种": "chong",
}  # fmt: skip
"""Characters that are read otherwise where they are surnames."""
_STYLES = "先生|女士|小姐|太太|夫人|氏|某"
"""What stands behind a surname alone."""
_BEHIND_THE_ADVERB = (
    "经任是在获被有多于为当对与因把将让说表示参称以受到出去来住做发担主率带领拍演写夺赢打执教就先后两三数几一二四五六七八九十次连想要"
    "进居留学读念用见遭陷爱恋红轰名盛风叱提批指接采访专推拒否承公开力号呼梦建设创办兼历供职服役旅赴前往达问考察荣不未无预警计联向"
)
"""What stands behind 曾 where it is no surname but says that something was."""
_SURNAME = re.compile(
    rf"[{''.join(_SURNAMES)}](?:(?<![\u4e00-\u9fff].)|(?<=姓.))"
    rf"(?:(?={_STYLES})|(?<=曾)(?=[\u4e00-\u9fff])(?![{_BEHIND_THE_ADVERB}]))"
)
_ENTRY = re.compile(r'"([^"]+)":\s*\[((?:\s*\[[^\]]*\],?)+)\s*\]')
_READING = re.compile(r'\[\s*"([^"]*)"')


def prepare() -> None:
    """Make the tables, which otherwise are made when first needed: about 0.3 s, in steps of less than 20 ms."""
    _words()


def sort_key(text: str) -> str:
    """A text, as long as this one, by which it sorts: what is no letter first, then digits, letters, syllables."""
    plain, words = text.translate(_FOLDED), _words()
    key = plain.translate(_alone())
    end = 0
    for found in words.doubtful.finditer(plain):
        place = found.start()
        if place >= end and words.may_tell(plain, place):
            start, end = words.around(plain, place, end)
            key = key[:start] + words.keys.get(plain[start:end], key[start:end]) + key[end:]
    for found in _SURNAME.finditer(plain):
        place = found.start()
        key = key[:place] + _syllables()[_SURNAMES[plain[place]]] + key[place + 1 :]
    return key


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and how they are read."""

    keys: dict[str, str]
    """The key of each word."""
    doubtful: re.Pattern[str]
    """A character that is read otherwise in some of the words than alone."""
    beside: frozenset[str]
    """Such a character with the one before or behind it, in the words where it is read otherwise."""

    def may_tell(self, text: str, place: int) -> bool:
        """True where a word may have the character at a place read otherwise than alone."""
        return text[place : place + 2] in self.beside or text[place - 1 : place + 1] in self.beside

    def around(self, text: str, place: int, first: int) -> tuple[int, int]:
        """Where the longest word with the character at a place begins and ends, not before `first`."""
        for length in range(_LONGEST_WORD, 1, -1):
            for start in range(max(place - length + 1, first), place + 1):
                if text[start : start + length] in self.keys:
                    return start, start + length
        return place, place + 1


class _Folded(dict[int, str]):
    """The normal form of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = normal(chr(code))
        return plain


class _Alone(dict[int, str]):
    """The key of each character by itself; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character, spoken = chr(code), readings_by_code().get(code)
        alone = _syllables()[_ALONE.get(character, spoken[0])] if spoken else other_sound(character)
        self[code] = alone
        return alone


_FOLDED = _Folded()


@cache
def _alone() -> _Alone:
    return _Alone()


@cache
def _syllables() -> dict[str, str]:
    """The code point that stands for each syllable, in their order."""
    syllables = {syllable for several in readings_by_code().values() for syllable in several}
    return {syllable: chr(_FIRST + rank) for rank, syllable in enumerate(sorted(syllables))}


@cache
def _words() -> _Words:
    keys: dict[str, str] = {}
    doubtful: set[str] = set()
    beside: set[str] = set()
    for word, spoken in _phrases():
        if 1 < len(word) == len(spoken) <= _LONGEST_WORD:
            keys[word] = key = "".join([_syllables().get(toneless(reading), "") for reading in spoken])
            alone = word.translate(_alone())
            for place in [place for place in range(len(word)) if key[place] != alone[place]]:
                doubtful.add(word[place])
                beside.update(word[start : start + 2] for start in (place - 1, place) if 0 <= start < len(word) - 1)
    return _Words(keys, re.compile(f"[{''.join(sorted(doubtful))}]"), frozenset(beside))


def _phrases() -> Iterator[tuple[str, list[str]]]:
    """pypinyin's phrases with a reading for each character, then ours.

    Those are taken from the text of its table one by one, for a JSON parser would keep the interpreter for 0.2 s.
    """
    text = (files("pypinyin") / "phrases_dict.json").read_text(encoding="utf-8")
    for entry in _ENTRY.finditer(text):
        yield entry[1], _READING.findall(entry[2])
    for line in _WORDS.split(","):
        word, *spoken = line.split()
        yield word, spoken

"""How likely a text is as something people write, whatever language: to tell which reading of bytes makes sense.

Each character costs what it takes to expect it, in nats: minus the logarithm of about how often it comes in running
text of its script. The costs of two readings of the same bytes may be compared, for each accounts for all of them.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache

_MOST_FREQUENT = (
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多"
    "你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所如现理机体表力好外与文当两实重"
    "新三么只山國為這個來會時學說們於後發對著長過業經門動進區開產軍還種裡現機體與兩當實麼水十二社見月議連"
)
_FREQUENT = (
    "五発間対東者党合内相四场回場金員九入選立手米問明実円関決京目戦経通最言氏調化田八六約題首意性制治度務強気七期協野取關"
    "从從統平建又南総內加西沒思此没將話世将名受员領県东頭続头正安间無设无保看改数见各记城院女初但已午些指権口界支想第産結"
    "她百派点物教报報済战書由位府常活點原海先共武解使次交資向予川际際査數勝样樣身委情告问反把元路被近并並利千石考老判認萬"
    "画万知級级参量任売及江組案應应信省策资集务在美件特団別側湖比引系漢氣求汉气总總展科电電半品昨論計声聲提死官增増係設或"
    "感义義王很投示统變処打处男基私马馬各形始己儿兒島司太直両女朝革价領式队隊确確村计别運權权終話挙少果流命勢至減台报报廣"
    "广容必给給变応演书清州几幾华華更稱称程今決张張导導术術才放管結师師便走达達族反再题色河接條条規规縣县白它风風光运什听"
    "聽布济濟黨论做强技黄黃神选斯真记卻却號号職类類花何眼兵傳传帶带空農农邊边干据據古聯联完質质广陽阳難难專专每住歷历商即"
    "步車车林认認舉举線线備备游皇土收臺团團德爭争叫研非李众眾具轉转笑连調调該该持英士爾尔讓让克拉根格造較较親亲單单型紅红"
    "價校器字约段亞亚深候周則则功屬属積积快圖图火究往極极育准像裝装許许令吃遊佈觀观魚鱼精辦办影隨随復复遠远群包整構构料算"
    "劃划象熱热源值網网望息夫語语股鐵铁斷断速怎需片愛爱律紀纪早況况病境證证編编越推滿满"
)
"""Of simplified and traditional Chinese by the counts of jieba's dictionary, converted by OpenCC for the latter, and of
Japanese newspapers. The first are four in ten characters of Chinese news, both together three in four."""
_FREQUENT_SYLLABLES = (
    "이다의는에을가하고지도로기한를은사어인나자시대리그서들해으라일전만정과스아제수부게보여상주장구적국원동안면성신공마우치관조비미"
    "개경방선유생진문학위소회교중발심분세연설물최화강김박내산모타오"
)
_FULL_STOPS = "，。、“”《》：；！？（）「」　—…·‘’"

_ASCII, _CONTROL, _UNDECODABLE, _UNKNOWN, _PRIVATE = 3.0, 9.0, 9.0, 18.0, 16.0
_HAN = (5.9, 7.3, 9.8, 13.0, 15.0)
"""Most frequent, frequent, of the first level of a national standard, any other, and those beyond the first 20,992."""
_MARK = 5.0
_SYLLABLE = (5.5, 8.5, 13.0)
"""Frequent, of KS X 1001, any other."""
_BLOCKS = (
    (0x0000, _CONTROL),
    (0x0020, _ASCII),
    (0x007F, 12.0),  # controls that no text has
    (0x00A0, 7.5),
    (0x00C0, 7.0),
    (0x00E0, 4.5),
    (0x0100, 6.0),
    (0x0370, 5.0),
    (0x0400, 6.0),
    (0x0410, 5.5),
    (0x0430, 3.7),
    (0x0450, 6.0),
    (0x0530, 6.0),
    (0x0600, 4.5),
    (0x0700, 6.0),
    (0x2000, 7.0),
    (0x2E80, 13.0),
    (0x3000, 8.0),
    (0x3041, 5.3),
    (0x30A0, 6.5),
    (0x3100, 9.0),
    (0x3130, 13.0),  # letters of Hangul apart
    (0x3190, 9.0),
    (0x3400, _HAN[4]),
    (0x4E00, _HAN[3]),
    (0x9FEB, _HAN[4]),
    (0xA000, 13.0),
    (0xAC00, _SYLLABLE[2]),
    (0xD7A4, _UNKNOWN),
    (0xE000, _PRIVATE),
    (0xF900, 14.0),
    (0xFB00, 8.0),
    (0xFF61, 8.5),
    (0xFFE0, 9.0),
    (0xFFFD, _UNDECODABLE),
    (0xFFFE, _UNKNOWN),
    (0x10000, 12.0),
    (0x1F000, 9.0),
    (0x20000, _HAN[4]),
    (0x323B0, _UNKNOWN),
    (0xF0000, _PRIVATE),
)
"""First code point of a stretch, and what its characters cost that are not named one by one."""
_STARTS = tuple(start for start, _cost in _BLOCKS)

_UNLIKE_WORDS = (
    (re.compile("(?=[a-zß-öø-ÿа-џ][À-ÖØ-ÞЀ-Я])"), 6.0),
    (re.compile("(?=[À-ÖØ-öø-ÿ]{2})"), 4.0),
    (re.compile("(?=[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z])"), 5.0),
    (re.compile("(?=[ぁ-ヿ][가-힣]|[가-힣][ぁ-ヿ])"), 5.0),
    (re.compile("(?=[A-Za-z][一-鿿][a-z])"), 4.0),
)
"""A capital behind a small letter, letters with marks side by side, Latin beside Cyrillic, kana beside Hangul, one
Chinese character inside of a Latin word: what is seldom written, and what each of these costs more."""


def cost(text: str) -> float:
    """What the text costs, in nats: the lower, the likelier."""
    counts, costs = Counter(text), _costs()
    strange = sum(extra * sum(1 for _ in pattern.finditer(text)) for pattern, extra in _UNLIKE_WORDS)
    return sum(count * costs[character] for character, count in counts.items()) + strange


def plausibility(text: str) -> float:
    """How well a text reads as Chinese: the share of characters beyond ASCII that are common in it, 0 to 1."""
    counts = Counter(character for character in text if character > "\x7f")
    common = sum(count for character, count in counts.items() if character in _common_in_chinese())
    return common / counts.total() if counts else 1.0


def is_written(text: str) -> bool:
    """True where most characters are of those that people write much: printable ASCII, and letters beyond Latin."""
    costs, counts = _costs(), Counter(text)
    return 2 * sum(count for each, count in counts.items() if _is_much_written(each, costs[each])) > counts.total()


def _is_much_written(character: str, cost: float) -> bool:
    return " " <= character <= "~" or character == "\n" or ("\u0370" < character != "\ufffd" and cost <= _HAN[2])


class _Costs(dict[str, float]):
    """What each character costs; filled as characters are met."""

    def __missing__(self, character: str) -> float:
        assigned = character <= "\x7f" or unicodedata.category(character) not in ("Cn", "Cs")
        stretch = bisect_right(_STARTS, ord(character)) - 1
        self[character] = result = _BLOCKS[stretch][1] if assigned else _UNKNOWN
        return result


@cache
def _costs() -> _Costs:
    costs = _Costs(dict.fromkeys("\t\n\f\r\x1b", _ASCII))
    costs |= dict.fromkeys(_level("euc_jp", range(0xB0, 0xD0)), _HAN[2])
    costs |= dict.fromkeys(_common_in_chinese(), _HAN[2])
    costs |= dict.fromkeys(_level("gb2312", range(0xA1, 0xA4)), 8.0)
    costs |= dict.fromkeys(_FREQUENT, _HAN[1])
    costs |= dict.fromkeys(_MOST_FREQUENT, _HAN[0])
    costs |= dict.fromkeys(_FULL_STOPS, _MARK)
    costs |= dict.fromkeys(_level("euc_kr", range(0xB0, 0xC9)), _SYLLABLE[1])
    costs |= dict.fromkeys(_FREQUENT_SYLLABLES, _SYLLABLE[0])
    return costs


@cache
def _common_in_chinese() -> frozenset[str]:
    """The first levels of GB 2312 (3,755 characters) and Big5 (5,401), and both standards' punctuation."""
    marks = _level("gb2312", (0xA1, 0xA3))
    return frozenset(marks + _level("gb2312", range(0xB0, 0xD8)) + _level("big5", range(0xA4, 0xC7)))


def _level(codec: str, rows: range | tuple[int, ...]) -> str:
    """The characters in some rows of a table of pairs."""
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF)) if codec == "big5" else range(0xA1, 0xFF)
    return "".join(bytes((row, cell)).decode(codec, "ignore") for row in rows for cell in cells)

"""What is said to people, in their language: gettext catalogues under reader/locale, English in the code."""

import gettext
import locale
import os
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = ("en", "zh")
"""Languages the reader speaks."""

DOMAIN = "duwen"
"""What gettext calls our catalogues."""

_language = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str = "auto") -> None:
    """Say everything from now on in `en` or `zh`; `auto` goes by the locale."""
    global _language, _catalogue
    _language = _of_locale() if language == "auto" else language
    _catalogue = gettext.translation(DOMAIN, LOCALES, [_language], fallback=True)


def spoken() -> str:
    """The language that is spoken, one of LANGUAGES."""
    return _language


def _(text: str) -> str:
    """The text in the language that is spoken."""
    return _catalogue.gettext(text) if text else ""


def later(text: str) -> str:
    """The text as it stands, for tables made at import: the catalogue has it, and `_` says it where it is shown."""
    return text


def counted(count: int, singular: str, plural: str, **facts: str) -> str:
    """`singular` or `plural`, its `{count}` and other facts filled in, in the language that is spoken."""
    return _catalogue.ngettext(singular, plural, count).format(count=f"{count:,}", **facts)


def _of_locale() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((each for each in names if each), None) or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"

"""The encoding of a text: said by its first bytes or proved by UTF-8, else by how its words read; never mixed."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, pairwise

from data.reading.formats.parsed import Unreadable

WESTERN = "cp1252"
OFFERED = (
    *(WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp850", "mac_roman", "koi8_r", "cp866", "shift_jis", "gb18030", "euc_kr", "big5"),
)
MOST_OFFERED = 4
LOOKED_AT = 500  # fields with letters beyond ASCII
LONGEST_UNIT = 2  # letters before a raised digit: "cm²"
LIKELY = 0.9  # of the words of an encoding, the share that must read like words
COMMON = set("оеаинтсрвлкαοιετσνηυρκיוהלאמרתבשايلمونرتبة")
_FIELD = re.compile(rb"[^,;\t|\"\r\n]*[\x80-\xff][^,;\t|\"\r\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_ODD_LETTERS = re.compile(r"[šžŠŽðþýÐÞÝŸ]|[õÕ](?![eE])")  # of the west rarely, and where east of it was read as west
_UNIT = r"(?i:m|k|mn|bn|tn|mill?ions?|billions?|thousands?)\b"  # which a sign of money may stand before
_SIGN_IN_WORD = re.compile(
    rf"[^\W\d_][^\w\s\x00-\x7f’‘·‐‑–—®™]+[^\W\d_]|[£¥¢¤](?!{_UNIT})[^\W\d_]|[\x80-\x9f\u2500-\u259f]"
)


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and the encodings that it may be in, the likeliest and used one first; none where it is known.

    Raises
    ------
    Unreadable
        It is no text, or in more than one encoding.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig"), ()
    except UnicodeDecodeError as fault:
        if wide:
            raise Unreadable("encoding") from fault
    _refuse_mixed(content)
    fields = list(dict.fromkeys(islice((match[0] for match in _FIELD.finditer(content)), LOOKED_AT)))
    likely = likeliest(fields, content)
    if not likely:
        raise Unreadable("encoding")
    return content.decode(likely[0]), likely


def _refuse_mixed(content: bytes) -> None:
    """Refuse a text of which some fields are UTF-8 and others are not."""
    rows: dict[bool, int] = {}
    for match in _FIELD.finditer(content):
        try:
            match[0].decode()
            is_utf8 = True
        except UnicodeDecodeError:
            is_utf8 = False
        if is_utf8 not in rows:
            rows[is_utf8] = content.count(b"\n", 0, match.start()) + 1
        if len(rows) == 2:
            raise Unreadable("mixed", row=rows[False], other=rows[True])


def likeliest(fields: list[bytes], content: bytes) -> tuple[str, ...]:
    """The encodings in which fields read like words; Windows-1252 alone where nothing speaks against it."""
    read = {name: texts for name in OFFERED if (texts := _read(fields, content, name))}
    if WESTERN in read and _share(read[WESTERN]) == 1 and not any(map(_ODD_LETTERS.search, read[WESTERN])):
        return (WESTERN,)
    known: list[list[str]] = []
    likely = []
    for name, texts in read.items():
        if texts not in known and _share(texts) >= LIKELY:
            known.append(texts)
            likely.append(name)
    likely.sort(key=lambda name: (-round(_share(read[name]), 2), -_commonness(read[name])))
    return tuple(likely[:MOST_OFFERED])


def _read(fields: list[bytes], content: bytes, encoding: str) -> list[str]:
    """The fields in an encoding; nothing where the text is not in it."""
    try:
        content.decode(encoding)
        return [field.decode(encoding) for field in fields]
    except UnicodeDecodeError:
        return []


def _share(texts: list[str]) -> float:
    """Of the words beyond ASCII, the share of those that are words of one script and no signs."""
    judged = [good for text in texts for good in _words(text)]
    return sum(judged) / len(judged) if judged else 1.0


def _words(text: str) -> Iterator[bool]:
    """Of each word with letters beyond ASCII whether it reads like one; of a sign in a word, that it does not."""
    yield from (False for _ in _SIGN_IN_WORD.finditer(text))
    for word in _WORD.findall(text):
        if not word.isascii() and any(map(str.isalpha, word)):  # “½” is none, whatever else it is
            yield _is_word(word)


def _is_word(word: str) -> bool:
    """Whether letters are of one script, no capital follows a small one, and Latin ones are not all accented.

    >>> [_is_word(word) for word in ("Größe", "Продукт", "m²", "Ïðîäóêò", "оПНДСЙР", "W¹¿")]
    [True, True, True, False, False, False]
    """
    letters = word.rstrip("¹²³")
    if not letters.isalpha() or (letters != word and len(letters) > LONGEST_UNIT):
        return False
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in letters}
    scripts = {"CJK" if script in {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} else script for script in scripts}
    if len(scripts) > 1 or any(one.islower() and other.isupper() for one, other in pairwise(letters)):
        return False
    return scripts != {"LATIN"} or len(letters) < 3 or any(map(str.isascii, letters))


def _commonness(texts: list[str]) -> float:
    """The share of letters beyond ASCII that are common in the languages of their script."""
    letters = [letter for text in texts for letter in text.casefold() if letter.isalpha() and not letter.isascii()]
    return sum(letter in COMMON for letter in letters) / len(letters) if letters else 0.0

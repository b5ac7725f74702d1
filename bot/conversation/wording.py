"""What the conversation does to the learner's own words before and after they are graded."""

from __future__ import annotations

import re
import unicodedata

LONGEST_QUOTE = 80
"""Characters of the learner's words that are quoted in one piece."""
LONGEST_NAME_QUOTED = 40
"""Characters of a name that is not known."""

_YES = ("yes", "y", "yeah", "yep", "yup", "ok", "right", "correct", "exactly", "sure", "是", "是的", "对", "对的", "对对",
        "嗯", "嗯嗯", "恩", "没错", "好", "好的", "是啊", "对啊", "對", "對的", "沒錯")  # fmt: skip
_NO = ("no", "n", "nope", "nah", "wrong", "不", "不是", "不对", "否", "没有", "不是的", "不對", "沒有")
_DECISION = re.compile(
    rf"\s*(?:(?P<yes>{'|'.join(_YES)})|(?P<no>{'|'.join(_NO)}))\s*(?:$|[,.;:!?~，。；：！？～、\n]+)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# Embedded direction marks would turn the bot's own words around wherever the learner is quoted.
_DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def cleaned(text: str) -> str:
    """Replace broken surrogates, and drop control characters (save line breaks and tabs) and direction marks."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(c for c in whole if c in "\n\t" or not (unicodedata.category(c) == "Cc" or c in _DIRECTION_MARKS))


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return the text in one line, its middle left out if it is too long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    half = (longest - 3) // 2
    return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def decision(text: str) -> tuple[bool | None, str]:
    """Read a yes or a no at the head of a reply, and what follows it; None if the reply is neither.

    The word must stand alone or before punctuation: in "no gradient flows" the no belongs to the answer.
    """
    match = _DECISION.match(text)
    if match is None:
        return None, text
    return match["yes"] is not None, match["rest"].strip()

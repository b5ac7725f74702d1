"""Bring a chat message into one spelling, remembering where each character came from.

NFKC, case, traditional characters, look-alike letters, invisible marks, chat markup and LaTeX are ironed out here, so that
no later step has to know about them. Nothing is interpreted: `w²` becomes `w^2`, not the square of w.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import opencc

MAX_CHARS = 2_500
"""What lies beyond is not graded: a spoken answer of two minutes has some 2,000 characters."""

_LOOK_ALIKES = str.maketrans("авеікмнорстухѕјԁɡαοερνιτκх", "abeikmhopctyxsjdgaoepvitkx")
_STRANGER = re.compile(r"[а-яѕіјԁɡα-ω]")
_LATIN_WORD_WITH_STRANGER = re.compile(r"(?<![a-zа-яѕіјԁɡα-ω])(?=[^\W\d]*[a-z])(?=[^\W\d]*[а-яѕіјԁɡα-ω])[a-zа-яѕіјԁɡα-ω]{3,}")
_PUNCTUATION = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "`": " ",
        "–": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "—": "，",
        "×": "*",
        "·": "*",
        "⊙": "*",
        "∘": "*",
        "⊗": "*",
        "∗": "*",
        "⋅": "*",
        "•": "\n",
        "…": "...",
        "⇒": "→",
        "⟹": "→",
        "➜": "→",
        "➔": "→",
        "‖": "‖",
        "∥": "‖",
        "←": "=",
        "Σ": "∑",
        "∇": "∇",
        "ϵ": "ε",
        "ɛ": "ε",
        "【": "(",
        "】": ")",
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
    }
)
_SUBSCRIPTS = {**{c: str(i) for i, c in enumerate("₀₁₂₃₄₅₆₇₈₉")}, **dict(zip("ₖᵢₙₜₓⱼₘₕ₋₊", "kintxjmh-+", strict=True))}
_SUPERSCRIPTS = {**{c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}, "ᵀ": "t", "ⁿ": "n", "⁻": "-"}
_LATEX_SYMBOLS = {
    "lambda": "λ",
    "eta": "η",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "mu": "μ",
    "sigma": "σ",
    "nabla": "∇",
    "partial": "∂",
    "sum": "∑",
    "sqrt": "√",
    "cdot": "*",
    "times": "*",
    "odot": "*",
    "circ": "*",
    "leftarrow": "=",
    "gets": "=",
    "rightarrow": "→",
    "to": "→",
    "Rightarrow": "→",
    "Delta": "Δ",
    "delta": "δ",
    "theta": "θ",
    "neq": "≠",
    "ne": "≠",
    "leq": "≤",
    "geq": "≥",
    "approx": "≈",
    "infty": "∞",
    "|": "‖",
    "Vert": "‖",
    "lVert": "‖",
    "rVert": "‖",
    "vert": "|",
    "sigmoid": "σ",
    "propto": "∝",
    "varphi": "φ",
    "phi": "φ",
    "omega": "ω",
    "xi": "ξ",
    "rho": "ρ",
    "pi": "π",
    "in": "∈",
    "tanh": "tanh",
    "sgn": "sign",
    "operatorname": "",
    "text": "",
    "mathrm": "",
    "mathbf": "",
    "left": "",
    "right": "",
    "quad": " ",
    ",": " ",
    ";": " ",
    "!": "",
    "{": "{",
    "}": "}",
    "#": "#",
    "displaystyle": "",
    "bm": "",
    "mathcal": "",
    "boldsymbol": "",
    "limits": "",
}
_LATEX_FRACTION = re.compile(r"\\d?frac\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}", re.IGNORECASE)
_LATEX_ACCENT = re.compile(r"\\(hat|tilde|bar|widehat|widetilde|overline)\s*\{?\s*(\\?[a-zA-Z]+)\s*\}?", re.IGNORECASE)
_LATEX_COMMAND = re.compile(r"\\([a-zA-Z]+|[|,;!{}#])")
_STRUCK = re.compile(r"~~.{1,200}?~~", re.DOTALL)
_MARKUP = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|\|\||<br\s*/?>|^\s*(?:[-*>•]|\d{1,2}[.)）、])\s+", re.MULTILINE)
_MAY_BE_MARKUP = re.compile(r"[*_|<\n]|\A\s*[->•\d]")
_ARROWS = re.compile(r"<-+|[-=]+>")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A message in one spelling: character i of `text` came from `origin[i]` of the original."""

    text: str
    origin: Sequence[int]


def normalise(message: str) -> Normalised:
    """Return the first `MAX_CHARS` characters of `message` in one spelling."""
    track = _Track(message[:MAX_CHARS])
    if "~~" in track.text:
        track.replace(_STRUCK, lambda _: "")
    if "\\" in track.text:
        _unwrap_latex(track)
    if _MAY_BE_MARKUP.search(track.text):
        track.replace(_MARKUP, lambda m: "\n" if m[0].startswith("<") or m[0][-1:].isspace() else "")
    track.spell(_SPELLING)
    if not track.text.isascii():
        track.translate_equal_length(_simplify)
        if _STRANGER.search(track.text):
            track.replace(_LATIN_WORD_WITH_STRANGER, lambda m: m[0].translate(_LOOK_ALIKES))
    if "<-" in track.text or "->" in track.text or "=>" in track.text:
        track.replace(_ARROWS, lambda m: "=" if m[0][0] == "<" else "→")
    return Normalised(track.text, track.origin)


class _Track:
    """A text under replacement, and where its characters came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.origin: Sequence[int] = range(len(text))

    def replace(self, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> None:
        pieces: list[str] = []
        origin: list[int] = []
        end = 0
        for match in pattern.finditer(self.text):
            new = replacement(match)
            start = match.start()
            if new == match[0]:
                continue
            pieces += (self.text[end:start], new)
            origin += self.origin[end:start]
            kept = self.origin[start : match.end()] or (start,)
            origin += [kept[min(i, len(kept) - 1)] for i in range(len(new))]
            end = match.end()
        if pieces:
            self.text = "".join((*pieces, self.text[end:]))
            self.origin = [*origin, *self.origin[end:]]

    def spell(self, spelling: _Spelling) -> None:
        new = self.text.translate(spelling)
        if not spelling.resized.isdisjoint(self.text):
            self.origin = [place for place, character in zip(self.origin, self.text, strict=True) for _ in spelling[ord(character)]]
        self.text = new

    def translate_equal_length(self, translation: Callable[[str], str]) -> None:
        new = translation(self.text)
        # Phrase-wise conversion almost never changes the length; where it does, convert character by character.
        self.text = new if len(new) == len(self.text) else "".join(translation(c)[:1] or c for c in self.text)


def _unwrap_latex(track: _Track) -> None:
    for _ in range(3):  # fractions nest: \frac{x-\mu}{\sqrt{...}}
        track.replace(_LATEX_FRACTION, lambda m: f"({m[1]})/({m[2]})")
    track.replace(_LATEX_ACCENT, lambda m: f"{m[2]}~")
    track.replace(_LATEX_COMMAND, lambda m: _LATEX_SYMBOLS.get(m[1], _LATEX_SYMBOLS.get(m[1].lower(), f" {m[1]}")))


def _character(character: str) -> str:
    """Return the one spelling of a character: empty for what cannot be seen."""
    if character in "\n\t\r":
        return "\n" if character == "\n" else " "
    if character in _SUBSCRIPTS:
        return "_" + _SUBSCRIPTS[character]
    if character in _SUPERSCRIPTS:
        return "^" + _SUPERSCRIPTS[character]
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    if category == "Mn":
        return "~" if character in "\u0302\u0303\u0304" else ""
    composed = unicodedata.normalize("NFKD", character)
    if category[0] == "L" and len(composed) > 1 and composed[0].isascii():
        return composed[0].casefold() + ("~" if composed[1] in "\u0302\u0303\u0304" else "")
    return unicodedata.normalize("NFKC", character.translate(_PUNCTUATION)).casefold().translate(_PUNCTUATION)


class _Spelling(dict[int, str]):
    """A table for str.translate that fills itself; `resized` are the characters whose spelling is not one character."""

    def __init__(self) -> None:
        self.resized: set[str] = set()

    def __missing__(self, code: int) -> str:
        spelt = self[code] = _character(chr(code))
        if len(spelt) != 1:
            self.resized.add(chr(code))
        return spelt


_SPELLING = _Spelling()
_simplify: Callable[[str], str] = opencc.OpenCC("t2s").convert

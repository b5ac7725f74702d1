"""A small parser for expressions in chat text: numbers, known names, + - * / ^, |x|, sums over a vector, a few functions.

Nothing else is understood and nothing is executed; an unknown word ends the expression.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from graders.answers.symbols import SPELLINGS, plain

ENTRIES = 4
"""Length of the vector that sums run over."""
MAX_DEPTH = 20
"""Deepest nesting: what is deeper is no formula of a chat message."""

Value = float | tuple[float, ...]
Point = Mapping[str, float]
Expression = Callable[[Point], Value]


class NoExpressionError(Exception):
    """The text is no expression that this parser reads."""


_LEXEME = re.compile(
    r"(?P<number>\d+(?:\.\d+)?(?:e-?\d+)?)"
    r"|(?P<name>[∇∂d]\s?[a-z](?:_\d)?(?:\([^()]{0,9}\))?\s*/\s*[∂d]\s?[a-z](?:_\{?[a-z]\}?)?|∇_?\{?[wθ]?\}?\s?[a-z]?(?:_\d)?(?:\([^()]{0,9}\))?"
    r"|[a-zα-ω]~?_\{[^{}]{1,9}\}|[a-zα-ω]~?_[a-z]{2,6}\b|[a-zα-ω]~?_[a-z0-9](?:[-+]1\b)?|[a-z]{2,}(?:_[a-z]+)?~?|[a-zα-ω]~?'?)"
    r"|(?P<sum>∑(?:_\{[^{}]*\}|_[a-z])?(?:\^\{?[a-z]\}?)?)"
    r"|(?P<sign>[-+*/^()\[\]{}|√])|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "√": math.sqrt,
    "abs": abs,
    "sign": lambda x: math.copysign(1.0, x),
    "sgn": lambda x: math.copysign(1.0, x),
    "tanh": math.tanh,
    "exp": math.exp,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "log": math.log,
}


def parse_prefix(text: str, names: frozenset[str], *, whole: bool = False) -> Expression:
    """Return the expression that `text` begins with (that it is, if `whole`). Raises NoExpressionError."""
    parser = _Parser(text, names)
    expression = parser.sum()
    if whole and not parser.at_end:
        raise NoExpressionError(text)
    return expression if parser.may_end else _refuse(text)


def parse_suffix(text: str, names: frozenset[str]) -> Expression:
    """Return the single symbol (or product of a few) that `text` ends with. Raises NoExpressionError."""
    words = text.split()
    return parse_prefix(words[-1], names, whole=True) if words else _refuse(text)


def _refuse(text: str) -> Expression:
    raise NoExpressionError(text)


class _Parser:
    """Recursive descent; `names` are the quantities that may occur."""

    def __init__(self, text: str, names: frozenset[str]) -> None:
        self._lexemes = [(m.lastgroup or "other", m[0]) for m in _LEXEME.finditer(text) if m.lastgroup != "space"]
        self._spellings = {spelling: name for name in sorted(names) for spelling in SPELLINGS[name] - names}
        self._spellings |= {name: name for name in names}
        self._at = 0
        self._depth = 0
        self._bars = 0

    @property
    def at_end(self) -> bool:
        """Return whether all of the text was read."""
        return self._at >= len(self._lexemes)

    @property
    def may_end(self) -> bool:
        """Return whether what follows, if anything, is not a formula going on."""
        kind, text = self._peek()
        return (kind in ("end", "other", "name") and text not in (")", "]", "}")) or text in (")", "(", "|", "-")

    def sum(self) -> Expression:
        """Read terms joined by + and -."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NoExpressionError
        negative = self._take("-")
        total = self._product()
        if negative:
            total = _combine(lambda x, y: x * y, lambda _: -1.0, total)
        while self._peek()[1] in ("+", "-"):
            sign = 1.0 if self._peek()[1] == "+" else -1.0
            self._at += 1
            total = _combine(lambda x, y, s=sign: x + s * y, total, self._product())  # type: ignore[misc]
        self._depth -= 1
        return total

    def _product(self) -> Expression:
        product = self._power()
        while True:
            if self._take("*"):
                product = _combine(lambda x, y: x * y, product, self._power())
            elif self._take("/"):
                product = _combine(lambda x, y: x / y, product, self._power())
            elif self._factor_follows():
                product = _combine(lambda x, y: x * y, product, self._power())
            else:
                return product

    def _factor_follows(self) -> bool:
        kind, text = self._peek()
        if kind == "name":
            return plain(text) in self._spellings or text in _FUNCTIONS or text == "sum"
        return kind in ("number", "sum") or text in ("(", "[", "{", "√") or (text == "|" and not self._bars)

    def _power(self) -> Expression:
        base = self._atom()
        if not self._take("^"):
            return base
        return _combine(_raise, base, self._bracket() if self._peek()[1] in _CLOSING else self._atom())

    def _bracket(self) -> Expression:
        closing = _CLOSING[self._peek()[1]]
        self._at += 1
        outer, self._bars = self._bars, 0
        expression = self.sum()
        self._bars = outer
        if not self._take(closing):
            raise NoExpressionError
        return expression

    def _atom(self) -> Expression:
        kind, text = self._peek()
        if text in _CLOSING:
            return self._bracket()
        self._at += 1
        if text == "|":
            self._bars += 1
            inside = self.sum()
            self._bars -= 1
            if not self._take("|"):
                raise NoExpressionError
            return lambda p: _each(abs, inside(p))
        if kind == "number":
            return lambda _: float(text)
        if kind == "sum" or text == "sum":
            while self._peek()[1] in ("of", "the", "over", "all", "i"):
                self._at += 1
            summand = self._product()
            return lambda p: _total(summand(p))
        if text in _FUNCTIONS:
            while self._peek()[1] == "of":
                self._at += 1
            argument = self._bracket() if self._peek()[1] in _CLOSING else self._power()
            return lambda p: _each(_FUNCTIONS[text], argument(p))
        return self._quantity(plain(text))

    def _quantity(self, spelling: str) -> Expression:
        name = self._spellings.get(spelling)
        if name is None:
            raise NoExpressionError(spelling)
        if name == "w_i":
            return lambda p: tuple(p[f"w_i[{entry}]"] for entry in range(ENTRIES))
        return lambda p: p[name]

    def _peek(self) -> tuple[str, str]:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else ("end", "")

    def _take(self, text: str) -> bool:
        taken = self._peek()[1] == text
        self._at += taken
        return taken


def _each(function: Callable[[float], float], value: Value) -> Value:
    return tuple(float(function(x)) for x in value) if isinstance(value, tuple) else float(function(value))


def _combine(function: Callable[[float, float], float], a: Expression, b: Expression) -> Expression:
    def value(point: Point) -> Value:
        x, y = a(point), b(point)
        if isinstance(x, tuple) and isinstance(y, tuple):
            return tuple(map(function, x, y))
        if isinstance(x, tuple):
            return tuple(function(entry, y) for entry in x) if not isinstance(y, tuple) else x
        if isinstance(y, tuple):
            return tuple(function(x, entry) for entry in y)
        return float(function(x, y))

    return value


def _raise(base: float, exponent: float) -> float:
    if abs(exponent) > 8:
        raise NoExpressionError
    return float(base**exponent)


def _total(value: Value) -> float:
    if not isinstance(value, tuple):
        raise NoExpressionError
    return float(sum(value))

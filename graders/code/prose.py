"""Find the code in a text that marks it with nothing: line by line, by what only prose and only code have."""

from __future__ import annotations

import re

from graders.code.repair import is_label

_KEYWORDS = (
    "False|None|True|and|as|assert|async|await|break|case|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in"
    "|is|lambda|match|nonlocal|not|or|pass|print|raise|return|try|while|with|yield"
    "|auto|bool|char|const|constexpr|delete|do|double|enum|explicit|extern|float|goto|include|inline|int|long|mutable|namespace|new"
    "|operator|override|private|protected|public|register|short|signed|size_t|sizeof|static|std|string|struct|switch|template|this"
    "|throw|typedef|typename|union|unsigned|using|vector|virtual|void|volatile"
)
_NO_KEYWORD = rf"(?!(?:{_KEYWORDS})\b)"
_TWO_WORDS = re.compile(rf"(?<![\w.])(?={_NO_KEYWORD}[A-Za-z])[\w.]++[ \t]+{_NO_KEYWORD}[A-Za-z_]")
"""Two names with only a space between them are prose: in Python a keyword or a sign separates them."""
_CONTRACTION = re.compile(r"(?<=[A-Za-z])['’](?:s|t|re|ve|ll|m|d)\b(?!['\"’])")
_LITERAL = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|“[^”]*”|‘[^’]*’|(?:#|//).*|/\*.*?(?:\*/|$)")
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_CHINESE_NAME = re.compile(r"[ \t]*[\w.]+[ \t]*[-+*/]?=(?!=)[^。？！]*$")
_LINE_NUMBER = re.compile(r"[ \t]*\d{1,4}[ \t]*[|:│.)]?(?:[ \t]|$)")
_CODE = re.compile(
    r"[ \t]*(?:(?:async )?def[ \t]+\w+[ \t]*[(（]|class[ \t]+\w+(?:[ \t]*[(（:：{]|$)"
    r"|import[ \t]+[\w.]+|from[ \t]+[\w.]+[ \t]+import\b|@\w[\w.]*"
    r"|(?:if|elif|while|for|with|except|try|else|finally|match|case|switch)\b.*[:：{][ \t]*$|(?:for\b.*\bin|if|while|else)\b.*[:：]"
    r"|(?:return|yield|raise|assert|print)\b(?![ \t]*(?:is|and|or|in|for|if|with|from)\b)|(?:pass|break|continue)[ \t]*;?$"
    r"|(?!O\()[A-Za-z_][\w.]*[(（].*[)）][ \t]*;?$"
    r"|(?:(?:const|static|inline|unsigned|long)[ \t]+)*(?:std::)?"
    r"(?:void|int|bool|long|double|float|char|auto|string|vector[ \t]*<.*>)[ \t&*]+\w+[ \t]*\(.*"
    r"|using\b|template\b|(?:>>>|\.\.\.:?)(?: |$)|In ?\[[\d* ]*\] ?:"
    r"|[-+*/\w\s.&:<>,\[\](){}!=%|\"';]*[;{}][ \t]*$)"
)
_PREPROCESSOR = re.compile(r"[ \t]*#(?: ?include|define|pragma|ifdef|ifndef|endif|undef)\b")
_FORMULA = re.compile(r"\$|\\[A-Za-z]{2}")
_ASSIGNED = re.compile(r"[\w\])][ \t]*(?:\*\*|//|<<|>>|[-+*/%@&|^])?[=＝](?!=)")
_ODD_SPACES = str.maketrans("\u00a0\u2002\u2003\u3000", "    ", "\u200b\u200c\u200d\u2060\ufeff")
_BRACKETS = re.compile(r"[ \t]*[)\]}）】({\[,:;][\s)\]}）】({\[,:;]*")
_MAX_DOCSTRING_LINES = 60
_MAX_LINE_CHARS = 500
"""What a line is shows at its start; the patterns take more than linear time on lines without an end."""
_TRIPLE = re.compile(r'"""|\'\'\'|“””|”””|“““')


def code_regions(text: str) -> list[str]:
    """Return the stretches of lines that look like code, without the prose before, between and after."""
    lines = text.split("\n")
    kinds = _kinds([line.translate(_ODD_SPACES) for line in lines])
    regions: list[str] = []
    start: int | None = None
    end = 0
    for at, kind in enumerate([*kinds, "prose"]):
        if kind == "code":
            start = at if start is None else start
            end = at + 1
        elif kind == "attached" and start is not None and end == at:
            end = at + 1
        elif kind == "prose" and start is not None:
            regions.append("\n".join(lines[start:end]))
            start = None
    return [region for region in regions if not _is_remark(region)]


def _is_remark(region: str) -> bool:
    """Tell whether a region is a single `k = 3` that stands among prose."""
    return "\n" not in region and _CODE.match(region) is None and set("()[]（").isdisjoint(region)


def _kinds(lines: list[str]) -> list[str]:
    """Return each line's kind: code; prose; attached (code if the line before is); or weak (code if more code follows)."""
    kinds: list[str] = []
    is_in_docstring = False
    for at, line in enumerate(lines):
        opens_or_closes = len(_TRIPLE.findall(line)) % 2 == 1 and (is_in_docstring or _closes_later(lines, at))
        is_header = ")" in line and lines[at + 1 : at + 2] == ["{"]  # of a C++ function, whatever it returns
        is_code = is_in_docstring or opens_or_closes or is_header
        kinds.append("code" if is_code else _kind(line[:_MAX_LINE_CHARS], kinds[-1] if kinds else "prose"))
        is_in_docstring ^= opens_or_closes
    return kinds


def _closes_later(lines: list[str], at: int) -> bool:
    return any(_TRIPLE.search(line) for line in lines[at + 1 : at + _MAX_DOCSTRING_LINES])


def _kind(line: str, before: str) -> str:
    is_indented = line[:1] in {" ", "\t"}
    if not line.strip():
        return "weak"
    if _PREPROCESSOR.match(line):
        return "code"
    bare = _LITERAL.sub('""', _CONTRACTION.sub("", line))
    numbered = _LINE_NUMBER.match(bare)
    bare = bare[numbered.end() :] if numbered else bare
    if not bare.strip():  # a line number above an empty line, a comment
        return "attached" if numbered else "weak"
    if _is_prose(bare, line):
        return "attached" if is_indented and before in {"code", "attached"} else "prose"
    if _CODE.match(bare) or _ASSIGNED.search(bare):
        return "code"
    if _BRACKETS.fullmatch(bare) or is_indented:
        return "attached"
    return "weak"


def _is_prose(bare: str, line: str) -> bool:
    if is_label(line) or _FORMULA.search(bare):
        return True
    if _IDEOGRAPH.search(bare):
        return _CHINESE_NAME.match(bare) is None
    return _TWO_WORDS.search(bare) is not None and bare.rstrip()[-1:] not in {";", "{"}

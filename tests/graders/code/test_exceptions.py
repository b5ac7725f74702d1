"""Exceptions as torch and Python really word them, and the advice that goes with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from graders.code.exceptions import advice_on
from graders.code.wording import Phrase


def _takes(x: torch.Tensor, stride: int = 1) -> torch.Tensor:
    return x * stride


def _in_place() -> None:
    x = torch.ones(2, requires_grad=True)
    x += 1


RAISING: dict[str, tuple[Callable[[], object], str]] = {
    "keyword": (lambda: _takes(torch.ones(1), padding=1), "must be called `padding`"),  # type: ignore[call-arg]
    "view": (lambda: torch.ones(2, 3).T.view(6), ".contiguous()"),
    "broadcast": (lambda: torch.ones(2, 3) - torch.ones(2), "sizes 3 and 2"),
    "product": (lambda: torch.ones(2, 3) @ torch.ones(2, 3), "transpose"),
    "batched product": (lambda: torch.bmm(torch.ones(1, 2, 3), torch.ones(1, 2, 3)), "transpose"),
    "dtype": (lambda: torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.float64), "dtype=x.dtype"),
    "truth": (lambda: bool(torch.ones(2)), "is not None"),
    "in place": (_in_place, "x = x + 1"),
    "reshape": (lambda: torch.ones(6).reshape(4, 2), "6 here"),
    "dimension": (lambda: torch.ones(2).sum(1), "dim=-1"),
    "index": (lambda: torch.ones(2)[2], "size less one"),
    "list index": (lambda: [][0], "size less one"),  # noqa: PLE0643
    "none in a sum": (lambda: torch.ones(2) + torch.ones(2).grad, "One side is None"),  # type: ignore[operator]
    "none called": (lambda: torch.ones(2).grad[0], "Something is None"),  # type: ignore[index]
}


@pytest.mark.parametrize("name", RAISING)
def test_an_exception_comes_with_advice_in_both_languages(name: str) -> None:
    run, says = RAISING[name]
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever torch raises
        run()
    advice = advice_on(type(raised.value).__name__, str(raised.value))
    assert says in advice.en
    assert advice.zh


def test_what_is_not_known_gets_no_advice() -> None:
    assert advice_on("ValueError", "something of the learner's own") == Phrase()

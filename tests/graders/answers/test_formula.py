from __future__ import annotations

import pytest

from graders.answers.expression import MAX_DEPTH, NoExpressionError, parse_prefix
from graders.answers.formula import check_formula, find_formulas
from graders.answers.normalise import normalise


def states(answer: str, wanted: str) -> bool:
    return any(formula.states(wanted) for formula in find_formulas(normalise(answer).text, lambda _: 0))


CELL = "c = f*cprev + i*cand"
DECAY = "wnext = (1-eta*lambda)*w - eta*grad"
L1 = "sum|w_i|"
L2 = "sqrt(sum w_i^2)"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t", CELL),
        ("c = i*g + f*c", CELL),
        (r"$C_t = f_t \odot C_{t-1} + i_t \odot \tilde{C}_t$", CELL),
        ("then h_t = o_t * tanh(c_t), done", "h = o*tanh(c)"),
        ("w <- (1 - lr*wd) w - lr*grad", DECAY),
        ("w := w − η∂L/∂w − ηλw", DECAY),
        (r"$w_{t+1} = (1-\eta\lambda) w_t - \eta \nabla L(w_t)$", DECAY),
        ("|w1|+|w2|+...+|wn|", L1),
        ("Σ|wᵢ|", L1),
        ("L2 = (w1^2+...+wn^2)^0.5", L2),
        (r"$\sqrt{\sum_i w_i^2}$", L2),
        ("sqrt(sum of w^2)", L2),
        (r"$\hat{x} = \frac{x-\mu_B}{\sqrt{\sigma_B^2+\epsilon}}$", "xhat = (x-mu)/sqrt(sigma^2+eps)"),
    ],
)
def test_a_formula_of_the_same_value_is_the_formula(answer: str, wanted: str) -> None:
    assert states(answer, wanted)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("c_t = f_t * c_{t-1} - i_t * g_t", CELL),
        ("c_t = i_t * c_{t-1} + f_t * g_t", CELL),
        ("h_t = o_t * c_t", "h = o*tanh(c)"),
        ("h_t = f_t * c_{t-1} + i_t * g_t", CELL),
        ("w = (1 + lr*wd) w - lr*grad", DECAY),
        ("sqrt(sum w^2)", L1),
        ("Σ|wᵢ|", L2),
        ("the sum of everything", L1),
        ("__import__('os').system('true') = 1", CELL),
        ("w^w^w^w^w^w^99999999", L2),
    ],
)
def test_a_formula_of_another_value_is_not(answer: str, wanted: str) -> None:
    assert not states(answer, wanted)


def test_deep_nesting_is_refused_before_it_exhausts_the_stack() -> None:
    with pytest.raises(NoExpressionError):
        parse_prefix("(" * (MAX_DEPTH + 1) + "w" + ")" * (MAX_DEPTH + 1), frozenset(("w",)))


def test_a_rubric_formula_with_an_unknown_name_is_told() -> None:
    assert check_formula("h = o*tanh(c)") is None
    assert check_formula("h = q*tanh(c)") == "cannot read 'q*tanh(c)'"

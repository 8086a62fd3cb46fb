"""QStash's times: durations as they are written, and the pause before a message is tried again."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

LONGEST_BACK_OFF = 86_400  # seconds
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "pow": pow,
    "sqrt": math.sqrt,
    "abs": abs,
    "exp": math.exp,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": round,
    "min": min,
    "max": max,
}
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def seconds(text: str) -> float:
    """Read a duration such as `10s`, `1m30s` or a bare number of seconds. Raises ValueError."""
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if not re.fullmatch(r"(\d+[smhd])+", text):
        raise ValueError(f"invalid duration: {text}")
    return float(sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)([smhd])", text)))


def back_off(retried: int, expression: str | None, header: Mapping[str, list[str]]) -> float:
    """
    Return the pause in seconds after attempt number `retried` (from 0) failed.

    What the answer's Retry-After says goes first, then the message's own expression (in milliseconds), then QStash's:
    12 s, 2 m 28 s, 30 m 8 s, 6 h 7 m, 24 h.
    """
    asked = header.get("retry-after", [""])[0]
    if asked.isdigit():
        pause = float(asked)
    elif expression is not None:
        pause = evaluate(expression, retried) / 1000
    else:
        pause = math.exp(2.5 * (retried + 1))
    return min(LONGEST_BACK_OFF, max(0.0, pause))


def evaluate(expression: str, retried: int) -> float:
    """Return the value of a retry delay expression in milliseconds. Raises ValueError for what QStash does not know."""
    try:
        return _value(ast.parse(expression, mode="eval").body, retried)
    except (SyntaxError, TypeError, ArithmeticError) as failure:
        raise ValueError(f"invalid retry delay expression: {expression}") from failure


def _value(node: ast.expr, retried: int) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id="retried"):
            return float(retried)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, retried)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in OPERATORS:
            return OPERATORS[type(sign)](_value(left, retried), _value(right, retried))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return float(FUNCTIONS[name](*(_value(argument, retried) for argument in arguments)))
        case _:
            raise ValueError(f"invalid retry delay expression: {ast.unparse(node)}")

"""Whose rules an assigned or exercised option is booked by, and in which order lots are closed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class View(StrEnum):
    """
    One of two ways to book what an option's exercise or assignment brought; their totals agree once all is flat.

    BROKER: as tastytrade books it: the option ends at nothing and the stock is delivered at the strike. FOLD: as the
    tax office sees it (IRS Publication 550, table 4-1): the option's premium and fees become part of what the stock
    cost or brought. The two are never mixed in one total.
    """

    BROKER = "broker"
    FOLD = "fold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """
    How an account is booked.

    `lifo_from` is the New York day from which on closings take the youngest lots first; None: always the oldest.
    """

    view: View = View.BROKER
    lifo_from: date | None = None

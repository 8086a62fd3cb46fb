"""A tastytrade account history as its website exports it: CSV in five layouts, the oldest without a time zone."""

from lib.gateways.csv_history.history import History, read_history
from lib.gateways.csv_history.refusals import HistoryError
from lib.gateways.csv_history.row import HistoryRow

__all__ = ["History", "HistoryError", "HistoryRow", "read_history"]

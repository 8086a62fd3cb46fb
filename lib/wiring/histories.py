"""How a file that arrives becomes a history."""

from lib.gateways.compressed_files import inflated
from lib.gateways.csv_history import read_history
from lib.ports.histories import History


def read_upload(data: bytes, *, time_zone: str | None = None) -> History:
    """Implement lib.ports.histories.HistoryReader: unpack within a bound, then read."""
    return read_history(inflated(data), time_zone=time_zone)

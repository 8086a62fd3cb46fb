"""
The `tastytrade` package, without pandas: the only module that imports it.

Its utils module wants one name from each of two packages of 100 MB, for helpers about market days that nothing here
calls. Two empty modules stand in for them while it is imported (decision 26).
"""

import logging
import sys
from types import ModuleType

WANTED = {"pandas": "Timestamp", "pandas_market_calendars": "get_calendar"}

_placed = [name for name in WANTED if name not in sys.modules]
for _name in _placed:
    sys.modules[_name] = ModuleType(_name)
    setattr(sys.modules[_name], WANTED[_name], lambda _calendar: None)
try:
    from tastytrade import DXLinkStreamer, Session
    from tastytrade.dxfeed import Greeks
    from tastytrade.utils import TastytradeError
finally:
    for _name in _placed:
        del sys.modules[_name]

# It asks for every one of its debug lines; they quote what the broker sent.
logging.getLogger("tastytrade").setLevel(logging.WARNING)

__all__ = ["DXLinkStreamer", "Greeks", "Session", "TastytradeError"]

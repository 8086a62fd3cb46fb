"""Print every figure."""

from tests.bench import cold_start, engine, linked_sync, pnl_call

for measure in (engine, cold_start, pnl_call, linked_sync):
    measure.run()

"""Print every figure."""

from tests.bench import cold_start, engine, pnl_call

for measure in (engine, cold_start, pnl_call):
    measure.run()

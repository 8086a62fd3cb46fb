"""
A stand-in for tastytrade's Open API: accounts with a history, and a market behind them.

Written from tastytrade's published OpenAPI files and developer pages, and from recorded payloads. Covered: OAuth with
its consent page, customers and accounts, transactions, positions, balances and their snapshots, net liquidity, orders,
margin, instruments by symbol, quotes, implied volatilities, and the quote streamer (DXLink). Not covered: trading,
option chains, market sessions, watchlists, alerts, the account streamer.

It keeps books of its own (replay.py) over the rows it serves, on a clock of its own (clock.py); goes wrong when asked
to (faults.py); and is steered under `/__control__` (control.py).
"""

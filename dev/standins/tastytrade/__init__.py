"""
A stand-in for tastytrade's Open API: accounts with a history, and a market behind them.

Written from tastytrade's published OpenAPI files and from recorded payloads.
"""

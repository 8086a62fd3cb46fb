"""
What the broker's own package reads from an address: run by the Python that has it whole, prints JSON.

Arguments: the address, the client's secret, the refresh token, an account's number, an option's streamer symbol.
"""

import asyncio
import json
import sys
from datetime import date
from typing import Any

from tastytrade import Account, DXLinkStreamer, Session
from tastytrade.dxfeed import Greeks, Quote
from tastytrade.instruments import Equity, Future, Option
from tastytrade.market_data import get_market_data_by_type

START = date(2026, 3, 1)


async def read_account(session: Session, account: Account) -> dict[str, Any]:
    """Return what the account's own endpoints say."""
    history = await account.get_history(session, page_offset=None, per_page=3)
    positions = await account.get_positions(session, include_marks=True)
    balances = await account.get_balances(session)
    snapshots = await account.get_balance_snapshots(session, start_date=START)
    orders = await account.get_order_history(session, page_offset=None, start_date=START)
    bars = await account.get_net_liquidating_value_history(session, time_back="1m")
    fees = await account.get_total_fees(session, date(2026, 3, 2))
    status = await account.get_trading_status(session)
    margin = await account.get_margin_requirements(session)
    return {
        "history": [[row.symbol, row.transaction_sub_type, row.net_value] for row in history],
        "positions": [[each.symbol, each.quantity, each.quantity_direction, each.mark_price] for each in positions],
        "balance": [balances.cash_balance, balances.net_liquidating_value],
        "snapshots": [[each.snapshot_date, each.net_liquidating_value] for each in snapshots],
        "orders": [[order.id, order.status.value, order.price] for order in orders],
        "live": [order.id for order in await account.get_live_orders(session)],
        "net_liq": [bar.close for bar in bars][-3:],
        "fees": fees.total_fees,
        "is_futures_enabled": status.is_futures_enabled,
        "margin": margin.margin_requirement,
    }


async def read_market(session: Session, option: str) -> dict[str, Any]:
    """Return what quotes, instruments and the streamer say."""
    quotes = await get_market_data_by_type(session, equities=["AAPL"], futures=["/MESH6"])
    found = await Option.get(session, "AAPL  260320C00200000")
    future = await Future.get(session, "/MESH6")
    async with DXLinkStreamer(session) as streamer:
        await streamer.subscribe(Greeks, [option])
        await streamer.subscribe(Quote, ["AAPL"])
        greeks, quote = await streamer.get_event(Greeks), await streamer.get_event(Quote)
    return {
        "quotes": [[each.symbol, each.mark] for each in quotes],
        "equity": (await Equity.get(session, "AAPL")).streamer_symbol,
        "option": [found.strike_price, found.expiration_date, found.streamer_symbol],
        "future": future.notional_multiplier,
        "greeks": [greeks.event_symbol, greeks.delta, greeks.theta],
        "quote": [quote.event_symbol, quote.bid_price, quote.ask_price],
    }


async def main(address: str, secret: str, refresh_token: str, number: str, option: str) -> None:
    """Read everything, and print it."""
    async with Session(secret, refresh_token, trust_env=False) as session:
        session._client.base_url = address
        customer = await session.get_customer()
        accounts = await Account.get(session)
        account = await Account.get(session, number)
        said = {"customer": customer.first_name, "accounts": [each.account_number for each in accounts]}
        read = said | await read_account(session, account) | await read_market(session, option)
    print(json.dumps(read, default=str))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

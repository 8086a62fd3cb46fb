"""Who is there when nobody says otherwise: two customers with two accounts each, and a trader."""

from datetime import timedelta
from pathlib import Path

from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.people import Customer
from dev.standins.tastytrade.trader import demo_account
from dev.standins.tastytrade.wire import BrokerAccount
from dev.standins.tastytrade.written import new_york_day

HISTORIES = Path(__file__).with_name("histories")
TRADER = ("Terry", "Trader")
AHEAD = timedelta(days=7)  # how long the trader goes on while nobody starts the broker again


def settle(broker: Broker, history: Path | BrokerAccount) -> list[Customer]:
    """
    Bring the usual customers into a broker; the first one's main account is, or has, this history. Return them.

    The last one is the demo trader, whose account is made when it is first asked for: that takes seconds.
    """
    main = account_from_csv(history, "5WX10001") if isinstance(history, Path) else history
    roth = account_from_csv(HISTORIES / "roth_ira.csv", "5WX10002", nickname="Roth IRA", margin_or_cash="Cash")
    individual = account_from_csv(HISTORIES / "individual.csv", "5WY20001")
    joint = account_from_csv(HISTORIES / "joint.csv", "5WY20002", nickname="Joint")
    people = broker.people
    settled = [
        people.add_customer("Dana", "Demo", [main, roth]),
        people.add_customer("Sam", "Second", [individual, joint]),
        people.add_customer(*TRADER),
    ]
    settled[-1].late = lambda: demo_account(new_york_day(broker.clock.now()) + AHEAD)
    broker.remember_prices()
    return settled

"""Who is there when nobody says otherwise: two customers with two accounts each."""

from pathlib import Path

from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.csv_history import account_from_csv
from dev.standins.tastytrade.people import Customer
from dev.standins.tastytrade.wire import BrokerAccount

HISTORIES = Path(__file__).with_name("histories")


def settle(broker: Broker, history: Path | BrokerAccount) -> list[Customer]:
    """Bring the usual customers into a broker; the first one's main account is, or has, this history. Return them."""
    main = account_from_csv(history, "5WX10001") if isinstance(history, Path) else history
    roth = account_from_csv(HISTORIES / "roth_ira.csv", "5WX10002", nickname="Roth IRA", margin_or_cash="Cash")
    individual = account_from_csv(HISTORIES / "individual.csv", "5WY20001")
    joint = account_from_csv(HISTORIES / "joint.csv", "5WY20002", nickname="Joint")
    people = broker.people
    settled = [
        people.add_customer("Dana", "Demo", [main, roth]),
        people.add_customer("Sam", "Second", [individual, joint]),
    ]
    broker.remember_prices()
    return settled

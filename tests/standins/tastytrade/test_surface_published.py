"""Every answer is as the vendor publishes it, or as it was recorded where the two disagree."""

from dataclasses import dataclass, field

import pytest

from tests.standins.tastytrade.published import Published, objects, problems
from tests.standins.tastytrade.simulator import CALL, FUTURE, FUTURE_CALL, MARGIN, Simulator

GO, RUST, LEAN = "laustindasauce_tasty-go", "joaquinbejar_tastytrade", "QuantConnect_Lean.Brokerages.Tastytrade"
ACCOUNT = f"/accounts/{MARGIN}"


@dataclass(frozen=True)
class Route:
    """What is asked, what is known of the answer, and which recorded keys the simulator has nothing to say about."""

    asked: str
    published: Published
    left_out: frozenset[str] = field(default_factory=frozenset)


def route(asked: str, file: str, path: str, *recordings: str, left_out: str = "", within: str | None = None) -> Route:
    return Route(asked, Published(file, path, recordings, within), frozenset(left_out.split()))


BALANCES = (f"{GO}/accounts.accountBalancesResp.json", f"{LEAN}/Get_Account_Balance.json")
ORDERS = tuple(f"{GO}/orders.{name}.json" for name in ("accountOrdersResp", "getOrderResp", "customerLiveOrdersResp"))
NOT_OF_FILLED_ORDERS = (
    "rules contingent-status cancelled-at ext-exchange-order-number ext-client-order-id ext-global-order-number"
)
OF_A_BOOK_OF_SYMBOLS = "cusip is-fraud-risk overnight-trading-permitted bypass-manual-review"
ROUTES = [
    route(
        f"{ACCOUNT}/transactions",
        "transactions",
        "/accounts/{account_number}/transactions",
        f"{GO}/transactions.transactionsResp.json",
        f"{RUST}/transactions_listing.json",
        left_out="exchange ext-exchange-order-number ext-global-order-number ext-group-id "
        "exchange-affiliation-identifier",
    ),
    route(f"{ACCOUNT}/transactions/total-fees", "transactions", "/accounts/{account_number}/transactions/total-fees",
          f"{GO}/transactions.transactionFeesResp.json"),
    route(f"{ACCOUNT}/positions?include-marks=true", "balances-and-positions", "/accounts/{account_number}/positions",
          f"{GO}/accounts.accountPositionsResp.json", f"{LEAN}/Get_Positions.json"),
    route(f"{ACCOUNT}/balances", "balances-and-positions", "/accounts/{account_number}/balances", *BALANCES),
    route(f"{ACCOUNT}/balances/USD", "balances-and-positions", "/accounts/{account_number}/balances/{currency}",
          *BALANCES),
    *(
        route(f"{ACCOUNT}/balance-snapshots?time-of-day={time}&start-date=2026-03-01", "balances-and-positions",
              "/accounts/{account_number}/balance-snapshots", f"{GO}/accounts.balanceSnapshotsResp.json",
              left_out="reg-t-margin-requirement futures-overnight-margin-requirement maintenance-excess updated-at "
              "futures-intraday-margin-requirement pending-margin-interest effective-cryptocurrency-buying-power")
        for time in ("EOD", "BOD")
    ),
    route(f"{ACCOUNT}/net-liq/history?time-back=1m", "net-liquidating-value-history",
          "/accounts/{accountNumber}/net-liq/history", f"{GO}/accounts.netLiqHistoryResp.json"),
    route(f"{ACCOUNT}/orders?start-date=2026-03-01", "orders", "/accounts/{account_number}/orders", *ORDERS,
          left_out=NOT_OF_FILLED_ORDERS),
    route(f"{ACCOUNT}/orders/7002", "orders", "/accounts/{account_number}/orders/{id}", *ORDERS,
          left_out=NOT_OF_FILLED_ORDERS),
    route(f"{ACCOUNT}/orders/live", "orders", "/accounts/{account_number}/orders/live", *ORDERS,
          left_out=NOT_OF_FILLED_ORDERS),
    route(f"/customers/me/orders/live?account-numbers[]={MARGIN}", "orders", "/customers/{customer_id}/orders/live",
          *ORDERS, left_out=NOT_OF_FILLED_ORDERS),
    route(f"{ACCOUNT}/trading-status", "account-status", "/accounts/{account_number}/trading-status",
          f"{RUST}/trading_status.json", left_out="enhanced-fraud-safeguards-enabled-at"),
    route(f"{ACCOUNT}/position-limit", "risk-parameters", "/accounts/{account_number}/position-limit",
          f"{GO}/accounts.positionLimitResp.json"),
    route(f"/margin{ACCOUNT}/requirements", "margin-requirements", "/margin/accounts/{account_number}/requirements",
          f"{RUST}/margin_requirements.json", f"{GO}/margin.marginReqResp.json"),
    route("/margin-requirements-public-configuration", "risk-parameters", "/margin-requirements-public-configuration",
          f"{GO}/margin.marginPublicConfigResp.json"),
    route("/customers/me", "accounts-and-customers", "/customers/{customer_id}", f"{RUST}/captures__customer.json"),
    route("/customers/me/accounts", "accounts-and-customers", "/customers/{customer_id}/accounts",
          f"{GO}/accounts.myAccountsResp.json", f"{RUST}/captures__accounts.json"),
    route(f"/customers/me/accounts/{MARGIN}", "accounts-and-customers",
          "/customers/{customer_id}/accounts/{account_number}", f"{GO}/accounts.myAccountsResp.json", within="account"),
    route("/api-quote-tokens", "accounts-and-customers", "/api-quote-tokens"),
    route("/instruments/equities/AAPL", "instruments", "/instruments/equities/{symbol}",
          f"{GO}/equities.equityResp.json", left_out=OF_A_BOOK_OF_SYMBOLS),
    route("/instruments/equities?symbol[]=AAPL&symbol[]=SPY", "instruments", "/instruments/equities",
          f"{GO}/equities.equityResp.json", f"{RUST}/captures__equities.json", left_out=OF_A_BOOK_OF_SYMBOLS),
    route(f"/instruments/equity-options/{CALL}", "instruments", "/instruments/equity-options/{symbol}",
          f"{GO}/equities.equityOptionResp.json"),
    route(f"/instruments/futures?symbol[]={FUTURE}", "instruments", "/instruments/futures",
          f"{GO}/futures.futuresResp.json",
          left_out="roll-target-symbol future-etf-equivalent option-tick-sizes spread-tick-sizes"),
    route(f"/instruments/future-options/{FUTURE_CALL.replace('/', '%2F')}", "instruments",
          "/instruments/future-options/{symbol}", f"{GO}/futures.futureOptionResp.json",
          left_out="security-exchange sx-id future-option-product"),
    route("/instruments/cryptocurrencies?symbol[]=BTC/USD", "instruments", "/instruments/cryptocurrencies",
          f"{GO}/cryptocurrencies.cryptocurrenciesResp.json"),
    route(f"/market-data/by-type?equity=AAPL&equity-option={CALL}", "market-data", "/market-data/by-type",
          f"{RUST}/market_data_by_type.json",
          left_out="open day-high-price day-low-price volume beta dividend-amount dividend-frequency low-limit-price "
          "high-limit-price year-low-price year-high-price"),
    route("/market-metrics?symbols=AAPL", "market-metrics", "/market-metrics", f"{GO}/market.marketMetricsResp.json",
          left_out="beta beta-updated-at borrow-rate corr-spy-3month created-at dividend-ex-date dividend-next-date "
          "dividend-pay-date dividend-rate-per-share dividend-updated-at dividend-yield annual-dividend-per-share "
          "earnings earnings-per-share historical-volatility-30-day historical-volatility-60-day "
          "historical-volatility-90-day "
          "implied-volatility-30-day implied-volatility-index-5-day-change implied-volatility-index-rank "
          "implied-volatility-index-rank-source implied-volatility-percentile iv-hv-30-day-difference lendability "
          "liquidity-rank liquidity-rating liquidity-running-state liquidity-value listed-market market-cap "
          "price-earnings-ratio tos-implied-volatility-index-rank tos-implied-volatility-index-rank-updated-at "
          "tw-implied-volatility-index-rank"),
]  # fmt: skip


def named(each: Route) -> str:
    return each.asked.replace(MARGIN, "N")


@pytest.mark.needs("shared")
@pytest.mark.parametrize("each", ROUTES, ids=named)
class TestEveryAnswer:
    async def test_says_nothing_that_is_neither_published_nor_recorded(self, simulator: Simulator, each: Route) -> None:
        answer = await simulator.get(each.asked)

        assert answer.status_code == 200, answer.text
        found = objects(answer.json())
        assert found
        schema, recorded = each.published.schema(), each.published.recorded()
        assert [problem for one in found for problem in problems(one, schema, recorded)] == []

    async def test_says_everything_that_was_recorded(self, simulator: Simulator, each: Route) -> None:
        said = {name for one in objects((await simulator.get(each.asked)).json()) for name in one}
        recorded = {name for one in each.published.recorded() for name in one}

        assert recorded - said == each.left_out & recorded


@pytest.mark.needs("shared")
class TestTheJudge:
    def test_notices_a_name_of_our_own(self) -> None:
        published = Published("transactions", "/accounts/{account_number}/transactions/{id}")

        assert list(problems({"id": 1, "profit": "1.0"}, published.schema(), [])) == [
            ".profit is neither published nor recorded"
        ]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"id": "one"},
            {"value": "1,000.00"},
            {"is-estimated-fee": "yes"},
            {"executed-at": "2026-03-05 10:00"},
            {"transaction-date": "5/3/2026"},
            {"action": None},
        ],
    )
    def test_notices_a_value_of_another_kind(self, wrong: dict[str, object]) -> None:
        published = Published("transactions", "/accounts/{account_number}/transactions/{id}")

        assert len(list(problems(wrong, published.schema(), []))) == 1

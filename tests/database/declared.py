"""What the database is meant to allow, told once more, so that a migration cannot widen it unseen."""


def on(privilege: str, columns: str) -> set[str]:
    """Spell out a privilege that is granted on some columns only."""
    return {f"{privilege} {column}" for column in columns.split()}


IMPORT_PROGRESS = "layout state rows_read rows_stored rows_new rows_completed rows_known first_at last_at error"

USER_GRANTS: dict[str, set[str]] = {
    "account_balance_snapshots": {"select"},
    "account_balances": {"select"},
    "account_syncs": {"select"},
    "acknowledgements": {
        "select",
        "delete",
        *on("insert", "transaction_id code account_id user_id note"),
        *on("update", "note acknowledged_at"),
    },
    "attention_items": {"select"},
    "audit_log": {"select"},
    "broker_secrets": set(),
    "cash_events": {"select"},
    "closings": {"select"},
    "daily_rollup": {"select"},
    "deliveries": {"select"},
    "imports": {
        "select",
        *on("insert", f"id user_id account_id file_name {IMPORT_PROGRESS}"),
        *on("update", IMPORT_PROGRESS),
    },
    "offered_accounts": {
        "select",
        "delete",
        *on("insert", "connection_id user_id number name type_name opened_on is_closed twins"),
        *on("update", "name type_name opened_on is_closed twins offered_at"),
    },
    "open_lots": {"select"},
    "orders": {"select"},
    "period_sums": {"select"},
    "positions": {"select"},
    "profiles": {"select", "update preferences"},
    "row_notes": {
        "select",
        "delete",
        *on("insert", "transaction_id account_id user_id note"),
        *on("update", "note changed_at"),
    },
    "row_overrides": {"select"},
    "sync_runs": {"select"},
    "tastytrade_accounts": {
        "select",
        "delete",
        *on("insert", "id user_id name account_number time_zone"),
        *on("update", "name account_number time_zone lifo_from"),
    },
    "tastytrade_connections": {"select", "delete"},
    "trades": {"select"},
    "transactions": {"select"},
}

TOLD_BY_BROKER = (
    "identity nth executed_at type sub_type action symbol underlying root_symbol instrument_type description quantity"
    " price multiplier value commission fees net_value expires_on strike option_right order_id currency layout richness"
    " sequence broker_id reverses raw run_id broker_day digest withdrawn_at changed_in"
)
RUN_PROGRESS = (
    "state window_first window_last next_offset rows_read rows_new rows_changed rows_withdrawn underlyings error"
    " ended_at"
)
WORTH = "cash_balance net_liquidating_value raw"
HELD = "underlying instrument_type quantity average_open_price multiplier mark greeks as_of raw"
BOOKS = {"select", "insert", "delete", "update died"}
SERVICE_GRANTS: dict[str, set[str]] = {
    "account_balance_snapshots": {"select", "insert", *on("update", WORTH)},
    "account_balances": {"select", "insert", *on("update", f"{WORTH} as_of")},
    "account_syncs": {
        "select",
        *on("update", "phase rows_expected rows_seen loaded_until last_good_at last_tried_at next_due_at failure"),
        *on("update", "reread_on reread_year"),
    },
    "acknowledgements": set(),
    "attention_items": BOOKS,
    "audit_log": {"select"},
    "broker_secrets": {"select", *on("update", "client_secret refresh_token updated_at")},
    "cash_events": BOOKS,
    "closings": BOOKS,
    "daily_rollup": BOOKS,
    "deliveries": BOOKS,
    "imports": {"select", *on("update", "state error")},
    "offered_accounts": set(),
    "open_lots": BOOKS,
    "orders": {"select", "insert", *on("update", "underlying status received_at updated_at raw")},
    "period_sums": {"select", "insert", "delete", *on("update", "amount count")},
    "positions": {"select", "insert", "delete", *on("update", HELD)},
    "profiles": {"select"},
    "row_notes": set(),
    "row_overrides": {"select"},
    "sync_runs": {
        "select",
        "delete",
        *on("insert", "account_id user_id kind first_day last_day window_first window_last version_before"),
        *on("update", RUN_PROGRESS),
    },
    "tastytrade_accounts": {
        "select",
        *on("update", "books_version built_rows_version building books_published_at built_with"),
        *on("update", "rows_version covered_from covered_until"),
    },
    "tastytrade_connections": {
        "select",
        *on("update", "state refusals refused_since last_refused_at updated_at"),
    },
    "trades": BOOKS,
    "transactions": {"select", "insert", *on("update", TOLD_BY_BROKER)},
}

USER_FUNCTIONS = {
    "account_coverage",
    "accounts_meant",
    "acknowledge",
    "ask_for_sync",
    "attention_list",
    "check_own_rows",
    "closing_lines",
    "delivery_lines",
    "follow_accounts",
    "keep_connection",
    "known_rows",
    "list_acknowledgements",
    "list_offered_accounts",
    "list_sync_runs",
    "list_transactions",
    "lot_lines",
    "missing_expirations",
    "note_event",
    "offer_accounts",
    "open_lots_of",
    "periods",
    "pnl_by_day",
    "pnl_by_underlying",
    "pnl_closings",
    "pnl_equity",
    "pnl_ledger",
    "pnl_summary",
    "pnl_trade",
    "pnl_trades",
    "row_lines",
    "section_1256_roots",
    "set_basis",
    "set_note",
    "store_rows",
    "tax_lines",
    "tax_year",
    "tax_years",
    "trade_legs",
    "trade_lines",
    "unacknowledge",
    "unknown_basis_count",
    "unmatched_file_rows",
    "views_shown",
    "watch_account",
}
SERVICE_FUNCTIONS = {
    "accounts_with_rows",
    "accept_connection",
    "begin_books",
    "begin_sync",
    "book_tables",
    "books_inputs",
    "broker_grant",
    "broker_grants",
    "broker_ids",
    "broker_twins",
    "check_staged_rows",
    "corporate_action_rows",
    "due_accounts",
    "fail_sync",
    "finish_sync",
    "keep_account_state",
    "keep_orders",
    "keep_snapshots",
    "ledger_lines",
    "ledger_rows",
    "move_sync",
    "next_sync_at",
    "note_stored",
    "period_changes",
    "placed_broker_rows",
    "publish_books",
    "published_digests",
    "published_sums",
    "purge_books",
    "note_failed_books",
    "queue_accounts",
    "refuse_connection",
    "reseal_grant",
    "revoke_connection",
    "rows_by_broker_id",
    "settle_imports",
    "stage_books",
    "store_broker_rows",
    "sync_account",
    "sync_run_to_write",
    "syncing_user",
    "withdraw_broker_rows",
}

# They bypass row security; docs/decisions/0011 says why each does, and what it checks instead.
DEFINERS = {
    "ask_for_sync",
    "create_profile",
    "end_sync_runs",
    "follow_accounts",
    "follow_user",
    "keep_connection",
    "note_account",
    "note_connection",
    "note_event",
    "note_import",
    "note_preferences",
    "note_user_deletion",
    "set_basis",
    "store_rows",
    "watch_account",
}

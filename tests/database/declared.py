"""What the database is meant to allow, told once more, so that a migration cannot widen it unseen."""


def on(privilege: str, columns: str) -> set[str]:
    """Spell out a privilege that is granted on some columns only."""
    return {f"{privilege} {column}" for column in columns.split()}


IMPORT_PROGRESS = "layout state rows_read rows_stored rows_new rows_completed rows_known first_at last_at error"

USER_GRANTS: dict[str, set[str]] = {
    "acknowledgements": {
        "select",
        "delete",
        *on("insert", "transaction_id code account_id user_id note"),
        *on("update", "note acknowledged_at"),
    },
    "attention_items": {"select"},
    "audit_log": {"select"},
    "cash_events": {"select"},
    "closings": {"select"},
    "daily_rollup": {"select"},
    "deliveries": {"select"},
    "imports": {
        "select",
        *on("insert", f"id user_id account_id file_name {IMPORT_PROGRESS}"),
        *on("update", IMPORT_PROGRESS),
    },
    "open_lots": {"select"},
    "period_sums": {"select"},
    "profiles": {"select", "update preferences"},
    "row_notes": {
        "select",
        "delete",
        *on("insert", "transaction_id account_id user_id note"),
        *on("update", "note changed_at"),
    },
    "row_overrides": {"select"},
    "tastytrade_accounts": {
        "select",
        "delete",
        *on("insert", "id user_id name account_number time_zone"),
        *on("update", "name account_number time_zone lifo_from"),
    },
    "trades": {"select"},
    "transactions": {"select"},
}

BOOKS = {"select", "insert", "delete", "update died"}
SERVICE_GRANTS: dict[str, set[str]] = {
    "acknowledgements": set(),
    "attention_items": BOOKS,
    "audit_log": {"select"},
    "cash_events": BOOKS,
    "closings": BOOKS,
    "daily_rollup": BOOKS,
    "deliveries": BOOKS,
    "imports": {"select", *on("update", "state error")},
    "open_lots": BOOKS,
    "period_sums": {"select", "insert", "delete", *on("update", "amount count")},
    "profiles": {"select"},
    "row_notes": set(),
    "row_overrides": {"select"},
    "tastytrade_accounts": {
        "select",
        *on("update", "books_version built_rows_version building books_published_at built_with"),
    },
    "trades": BOOKS,
    "transactions": {"select"},
}

USER_FUNCTIONS = {
    "account_coverage",
    "accounts_meant",
    "acknowledge",
    "attention_list",
    "check_own_rows",
    "closing_lines",
    "delivery_lines",
    "known_rows",
    "list_acknowledgements",
    "list_transactions",
    "lot_lines",
    "missing_expirations",
    "note_event",
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
    "views_shown",
}
SERVICE_FUNCTIONS = {
    "accounts_with_rows",
    "begin_books",
    "book_tables",
    "books_inputs",
    "check_staged_rows",
    "corporate_action_rows",
    "ledger_lines",
    "ledger_rows",
    "period_changes",
    "publish_books",
    "published_digests",
    "published_sums",
    "purge_books",
    "note_failed_books",
    "settle_imports",
    "stage_books",
}

# They bypass row security; docs/decisions/0011 says why each does, and what it checks instead.
DEFINERS = {
    "create_profile",
    "follow_user",
    "note_account",
    "note_event",
    "note_import",
    "note_preferences",
    "note_user_deletion",
    "set_basis",
    "store_rows",
}

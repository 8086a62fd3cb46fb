"""What the database is meant to allow, told once more, so that a migration cannot widen it unseen."""


def on(privilege: str, columns: str) -> set[str]:
    """Spell out a privilege that is granted on some columns only."""
    return {f"{privilege} {column}" for column in columns.split()}


IMPORT_PROGRESS = "layout state rows_read rows_stored rows_new rows_completed rows_known first_at last_at error"

USER_GRANTS: dict[str, set[str]] = {
    "attention_items": {"select"},
    "audit_log": {"select"},
    "cash_events": {"select"},
    "closings": {"select"},
    "daily_rollup": {"select"},
    "imports": {
        "select",
        *on("insert", f"id user_id account_id file_name {IMPORT_PROGRESS}"),
        *on("update", IMPORT_PROGRESS),
    },
    "open_lots": {"select"},
    "profiles": {"select", "update preferences"},
    "tastytrade_accounts": {
        "select",
        "delete",
        *on("insert", "id user_id name account_number time_zone"),
        *on("update", "name account_number time_zone"),
    },
    "transactions": {"select"},
}

BOOKS = {"select", "insert", "delete", "update died"}
SERVICE_GRANTS: dict[str, set[str]] = {
    "attention_items": BOOKS,
    "audit_log": {"select"},
    "cash_events": BOOKS,
    "closings": BOOKS,
    "daily_rollup": BOOKS,
    "imports": {"select", "update state"},
    "open_lots": BOOKS,
    "profiles": {"select"},
    "tastytrade_accounts": {
        "select",
        *on("update", "books_version built_rows_version building books_published_at"),
    },
    "transactions": {"select"},
}

USER_FUNCTIONS = {
    "account_coverage",
    "attention_list",
    "known_rows",
    "list_transactions",
    "note_event",
    "open_lots_of",
    "pnl_by_underlying",
    "pnl_closings",
    "pnl_summary",
    "store_rows",
}
SERVICE_FUNCTIONS = {
    "begin_books",
    "book_tables",
    "books_inputs",
    "check_staged_rows",
    "corporate_action_rows",
    "ledger_row",
    "ledger_rows",
    "publish_books",
    "published_digests",
    "purge_books",
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
    "store_rows",
}

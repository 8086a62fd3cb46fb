"""One user's rows: kept, put back, and compared."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg import sql

Row = dict[str, Any]

# When something happened, and under which number a build or a run went: another try has others.
TIMES = {
    "created_at", "updated_at", "as_of", "last_tried_at", "last_good_at", "next_due_at", "covered_until",
    "last_refused_at", "refused_since", "books_published_at",
}  # fmt: skip
NUMBERS = {"run_id", "born", "died", "books_version", "building"}
# How many stores there were: as many as pages.
STORES = ("rows_version", "built_rows_version", "changed_in")
# A message that comes again after its sync was done is one sync more, which reads the next year again, from its start.
TURNS = {"reread_on", "reread_year", "covered_from"}
LEFT_OUT = TIMES | NUMBERS | TURNS
NOT_COMPARED = {"sync_runs", "audit_log", "broker_secrets", "profiles"}

TABLES = """
select c.table_name, array_agg(c.column_name::text) filter (where c.is_generated = 'NEVER')
from information_schema.columns as c join information_schema.tables as t using (table_schema, table_name)
where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
group by c.table_name having bool_or(c.column_name = 'user_id') order by c.table_name
"""


@dataclass(frozen=True)
class Kept:
    """The rows of each table, as the database wrote them."""

    texts: Mapping[str, str]

    @cached_property
    def rows(self) -> Mapping[str, list[Row]]:
        """The same, read; numbers with a fraction as text."""
        return {table: json.loads(text, parse_float=str) for table, text in self.texts.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """How one state is not the other: rows of the broker's lost and doubled, and what else differs, in words."""

    lost: int
    doubled: int
    others: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.lost or self.doubled or self.others)


class Database:
    """Everything that the database has of one user."""

    def __init__(self, dsn: str, user_id: str) -> None:
        """Act as the role that may put rows back past triggers and rules; `dsn` names the schema's owner."""
        self._connection = psycopg.connect(dsn.replace("//postgres:", "//supabase_admin:"), autocommit=True)
        self._user_id = user_id
        self._columns: dict[str, list[str]] = dict(self._connection.execute(TABLES).fetchall())

    def close(self) -> None:
        self._connection.close()

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement as the owner of the database."""
        cursor = self._connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def keep(self) -> Kept:
        """Return every row."""
        return Kept({table: self._text(table) for table in self._columns})

    def put_back(self, kept: Kept) -> None:
        """Make the rows what they were, as no trigger and no rule would."""
        with self._connection.transaction():
            self._connection.execute("set local session_replication_role = replica")
            for table, text in kept.texts.items():
                self._replace(table, text)

    def _replace(self, table: str, text: str) -> None:
        name, columns = sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, self._columns[table]))
        emptied = sql.SQL("delete from public.{} where user_id = %s").format(name)
        filled = sql.SQL(
            "insert into public.{name} ({columns}) overriding system value"
            " select {columns} from jsonb_populate_recordset(null::public.{name}, %s::jsonb)"
        ).format(name=name, columns=columns)
        self._connection.execute(emptied, [self._user_id])
        self._connection.execute(filled, [text])

    def _text(self, table: str) -> str:
        asked = sql.SQL("select coalesce(jsonb_agg(t), '[]')::text from public.{} as t where user_id = %s")
        [(told,)] = self._connection.execute(asked.format(sql.Identifier(table)), [self._user_id]).fetchall()
        return str(told)


def seen(table: str, kept: Kept, ignoring: Collection[str]) -> Counter[str]:
    """Return a table's rows as text, without what differs between any two tries; of books what is published."""
    version = {row["id"]: row["books_version"] for row in kept.rows["tastytrade_accounts"]}
    rows = [row for row in kept.rows[table] if "born" not in row or is_published(row, version[row["account_id"]])]
    return Counter(json.dumps(shown(row, ignoring), sort_keys=True) for row in rows)


def shown(row: Row, ignoring: Collection[str]) -> Row:
    """Leave out of a row what differs between any two tries; of its withdrawal only that it was."""
    left = {name: value for name, value in row.items() if name not in LEFT_OUT.union(ignoring)}
    return left | {name: left[name] is not None for name in ("withdrawn_at",) if name in left}


def is_published(row: Mapping[str, Any], version: int) -> bool:
    """Whether a row of the books is among those that people see."""
    return bool(row["born"] <= version and (row["died"] is None or row["died"] > version))


def broker_ids(kept: Kept) -> Counter[str]:
    """Count the active rows of each of the broker's ids."""
    return Counter(
        row["broker_id"] for row in kept.rows["transactions"] if row["broker_id"] and not row["withdrawn_at"]
    )


def compared(now: Kept, wanted: Kept, ignoring: Collection[str] = ()) -> Difference:
    """Compare what is there with what should be; tables and columns of `ignoring` are not looked at."""
    here, there = broker_ids(now), broker_ids(wanted)
    others = [
        f"{table}: {sign}{row}"
        for table in sorted(wanted.rows.keys() - NOT_COMPARED - set(ignoring))
        for sign, row in unequal(seen(table, now, ignoring), seen(table, wanted, ignoring))
    ]
    return Difference((there - here).total(), (here - there).total(), tuple(others))


def unequal(here: Counter[str], there: Counter[str]) -> list[tuple[str, str]]:
    """Return rows that are too many, and rows that are missing."""
    return [("+", row) for row in (here - there)] + [("-", row) for row in (there - here)]

"""The user's imports."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from lib.gateways.supabase.rest import Rest, reading
from lib.ports.failures import NotFoundError
from lib.ports.ledger import Import

IMPORT_COLUMNS = (
    "id,account_id,file_name,state,layout,rows_read,rows_stored,rows_new,rows_completed,rows_known,"
    "first_at,last_at,rows_version,error,created_at"
)
IMPORTS_SHOWN = "200"


class SupabaseImports:
    """Implements lib.ports.ledger.Imports."""

    def __init__(self, rest: Rest) -> None:
        """Answer as the caller of `rest`."""
        self._rest = rest

    async def imports(self, account_id: str) -> Sequence[Import]:
        """Return an account's imports, newest first."""
        query = {
            "select": IMPORT_COLUMNS,
            "account_id": f"eq.{account_id}",
            "order": "created_at.desc,id",
            "limit": IMPORTS_SHOWN,
        }
        return reading(tuple[Import, ...]).validate_python(await self._rest.select("imports", query))

    async def import_of(self, import_id: str) -> Import | None:
        """Return one, None where there is none or it is somebody else's."""
        query = {"select": IMPORT_COLUMNS, "id": f"eq.{import_id}"}
        found = reading(tuple[Import, ...]).validate_python(await self._rest.select("imports", query))
        return found[0] if found else None

    async def start_import(self, started: Import) -> Import:
        """Add one."""
        row = {**moving(started), "id": started.id, "account_id": started.account_id, "file_name": started.file_name}
        return the_import([await self._rest.insert("imports", row, IMPORT_COLUMNS)])

    async def change_import(self, changed: Import) -> Import:
        """Write everything that moves."""
        query = {"select": IMPORT_COLUMNS, "id": f"eq.{changed.id}"}
        return the_import(await self._rest.update("imports", query, moving(changed)))


def moving(record: Import) -> dict[str, object]:
    """Return the columns of an import that change on its way."""
    return {
        "state": record.state,
        "layout": record.layout,
        "rows_read": record.rows_read,
        "rows_stored": record.rows_stored,
        "rows_new": record.rows_new,
        "rows_completed": record.rows_completed,
        "rows_known": record.rows_known,
        "first_at": record.first_at and record.first_at.isoformat(),
        "last_at": record.last_at and record.last_at.isoformat(),
        "error": record.error and asdict(record.error),
    }


def the_import(rows: Sequence[Mapping[str, object]]) -> Import:
    """Return the one import there must be."""
    if not rows:
        raise NotFoundError("There is no such import, or it is not yours.", code="import_not_found")
    return reading(tuple[Import, ...]).validate_python(rows)[0]

"""/api/connections/*: brokerage accounts, files of history on their way into them, and links to the broker."""

from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request

from lib.ports.ledger import Import
from lib.usecases.import_history import Upload, import_history
from lib.usecases.keep_accounts import add_account, change_account, delete_account
from lib.usecases.publish_import import import_of, publish_import
from lib.usecases.show_accounts import show_accounts
from lib.web.brokerage import AccountAnswer, AccountChanges, AccountList, ImportList, NewAccount
from lib.web.create_app import create_app
from lib.web.links import router as links
from lib.web.sign_in import SignedInUser
from lib.web.uploads import uploaded_file

router = APIRouter(prefix="/api/connections")
A_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
FILE_BODY = {"requestBody": {"required": True, "content": {"application/gzip": A_FILE, "text/csv": A_FILE}}}


@router.get("/accounts")
async def accounts(user: SignedInUser) -> AccountList:
    """Return the user's brokerage accounts with what their imports cover."""
    return AccountList(items=[AccountAnswer.of(one) for one in await show_accounts(user.accounts)])


@router.post("/accounts", status_code=HTTPStatus.CREATED)
async def new_account(user: SignedInUser, new: NewAccount) -> AccountAnswer:
    """Add a brokerage account."""
    added = await add_account(user.accounts, new.name, account_number=new.account_number, time_zone=new.time_zone)
    return AccountAnswer.of(added)


@router.patch("/accounts/{account_id}")
async def changed_account(user: SignedInUser, account_id: UUID, changes: AccountChanges) -> AccountAnswer:
    """Change an account's name, number, time zone, or since when its youngest lots close first."""
    return AccountAnswer.of(await change_account(user.accounts, user.messages, str(account_id), changes.given()))


@router.delete("/accounts/{account_id}", status_code=HTTPStatus.NO_CONTENT)
async def deleted_account(
    user: SignedInUser,
    account_id: UUID,
    confirm: Annotated[str | None, Query(max_length=80, description="The account's name.")] = None,
) -> None:
    """Delete an account with all its rows, imports and books, for good."""
    await delete_account(user.accounts, str(account_id), confirm)


@router.put("/imports/{import_id}", status_code=HTTPStatus.ACCEPTED, openapi_extra=FILE_BODY)
async def import_file(
    user: SignedInUser,
    request: Request,
    import_id: UUID,
    account_id: UUID,
    file_name: Annotated[str, Query(min_length=1, max_length=255)],
    time_zone: Annotated[str | None, Query(max_length=64, description="The file's clock where it names none.")] = None,
) -> Import:
    """
    Store a file's rows and ask for the books; `import_id` is the caller's choice.

    The same file again, under the same or another id, finishes what was interrupted and adds nothing.
    """
    upload = Upload(
        import_id=str(import_id),
        account_id=str(account_id),
        file_name=file_name,
        time_zone=time_zone,
        data=await uploaded_file(request),
    )
    return await import_history(user.import_ports, upload)


@router.get("/imports/{import_id}")
async def one_import(user: SignedInUser, import_id: UUID) -> Import:
    """Return how far an import has come."""
    return await import_of(user.imports, str(import_id))


@router.get("/imports")
async def imports(user: SignedInUser, account_id: UUID) -> ImportList:
    """Return an account's imports, newest first."""
    return ImportList(items=list(await user.imports.imports(str(account_id))))


@router.post("/imports/{import_id}/publish", status_code=HTTPStatus.ACCEPTED)
async def published_import(user: SignedInUser, import_id: UUID) -> Import:
    """Ask again for the books of an import whose rows are stored."""
    return await publish_import(user.imports, user.messages, str(import_id))


router.include_router(links)
app = create_app(router)

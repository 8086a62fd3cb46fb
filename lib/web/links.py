"""/api/connections: links to tastytrade, and the accounts that they follow."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from lib.ports.connections import LinkedAccount
from lib.usecases.ask_for_sync import sync_now, watch
from lib.usecases.follow_accounts import follow_accounts
from lib.usecases.link_broker import link, relink, unlink
from lib.usecases.link_by_code import arrive, depart
from lib.usecases.show_links import show_links, show_offered
from lib.web.consent import Consent
from lib.web.link_answers import (
    AuthorizeAnswer,
    Choices,
    ComeBack,
    FollowedList,
    LinkAnswer,
    LinkList,
    LinkMade,
    OfferedAnswer,
    OfferedList,
    PastedGrant,
    RunList,
)
from lib.web.sign_in import SignedInUser

router = APIRouter()


@router.get("/links")
async def links(user: SignedInUser) -> LinkList:
    """Return the user's links with the accounts that they follow, and how their syncs go."""
    found = await show_links(user.connections, user.accounts)
    return LinkList(items=[LinkAnswer.of(one) for one in found], can_authorize=user.can_consent)


@router.post("/links", status_code=HTTPStatus.CREATED)
async def new_link(user: SignedInUser, pasted: PastedGrant) -> LinkMade:
    """Link by a grant of the user's own OAuth application at tastytrade, which may read only."""
    return LinkMade.of(await link(user.linking.ports, pasted.grant))


@router.put("/links/{link_id}")
async def renewed_link(user: SignedInUser, link_id: UUID, pasted: PastedGrant) -> LinkMade:
    """Put a new grant in the place of a link's old one; its accounts go on where they were left."""
    return LinkMade.of(await relink(user.linking.ports, str(link_id), pasted.grant))


@router.delete("/links/{link_id}", status_code=HTTPStatus.NO_CONTENT)
async def deleted_link(user: SignedInUser, link_id: UUID) -> None:
    """Unlink: forget what opens the accounts, at once; the accounts, their rows and their books stay."""
    await unlink(user.connections, str(link_id))


@router.get("/links/{link_id}/accounts")
async def offered_accounts(user: SignedInUser, link_id: UUID) -> OfferedList:
    """Return the accounts that a link opens, and how the imported accounts that they may be compare with them."""
    offered = await show_offered(user.connections, user.accounts, str(link_id))
    return OfferedList(items=[OfferedAnswer.of(one) for one in offered])


@router.put("/links/{link_id}/accounts")
async def chosen_accounts(user: SignedInUser, link_id: UUID, choices: Choices) -> FollowedList:
    """Follow exactly these accounts from now on; the others keep their rows and sync no more."""
    return FollowedList.of(
        await follow_accounts(user.connections, user.accounts, user.messages, str(link_id), choices.by_number)
    )


@router.get("/authorize")
async def authorize(
    user: SignedInUser,
    consent: Consent,
    link_id: Annotated[UUID | None, Query(description="The link to make anew; a new one when left out.")] = None,
) -> AuthorizeAnswer:
    """Return the address of tastytrade's consent page, where we have one."""
    departure = depart(user.linking.departing, user.linking.consent, None if link_id is None else str(link_id))
    consent.keep(departure.ticket)
    return AuthorizeAnswer(url=departure.url)


@router.post("/callback")
async def callback(user: SignedInUser, consent: Consent, back: ComeBack) -> LinkMade:
    """Link with what the consent page sent the browser back with; works once, in that browser, for ten minutes."""
    linking = user.linking
    linked = await arrive(
        linking.ports,
        linking.departing,
        linking.consent,
        code=back.code.get_secret_value(),
        state=back.state.get_secret_value(),
        ticket=consent.ticket,
    )
    consent.forget()
    return LinkMade.of(linked)


@router.post("/accounts/{account_id}/sync", status_code=HTTPStatus.ACCEPTED)
async def asked_sync(user: SignedInUser, account_id: UUID) -> LinkedAccount:
    """Have an account read now; at most once a minute."""
    return await sync_now(user.connections, user.messages, str(account_id))


@router.post("/accounts/{account_id}/watch")
async def watched_account(user: SignedInUser, account_id: UUID) -> LinkedAccount:
    """Say that the user is looking at the account: for ten minutes it is read every five."""
    return await watch(user.connections, user.messages, str(account_id), datetime.now(UTC))


@router.get("/accounts/{account_id}/runs")
async def runs(user: SignedInUser, account_id: UUID) -> RunList:
    """Return an account's syncs, newest first."""
    return RunList(items=list(await user.connections.runs(str(account_id))))

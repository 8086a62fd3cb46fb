"""Grants and clients kept in a file, so that an account that is connected stays so when the stack is started again."""

import json
from pathlib import Path
from typing import Any

from dev.standins.tastytrade.people import Client, Grant, People


def keep(people: People, file: Path) -> None:
    """Bring back what a file knows, and write every later change into it. Customers must be there already."""
    if file.exists():
        _restore(people, json.loads(file.read_text(encoding="utf-8")))
    people.on_change = lambda: _write(people, file)


def _restore(people: People, known: dict[str, Any]) -> None:
    for each in known["clients"]:
        client = Client(**each | {key: tuple(each[key]) for key in ("redirect_uris", "scopes")})
        people.clients[client.id] = client
    for each in known["grants"]:
        if each["customer"] in people.customers:
            people.grants[each["refresh_token"]] = Grant(
                refresh_token=each["refresh_token"],
                client=people.clients[each["client"]],
                customer=people.customers[each["customer"]],
                scopes=tuple(each["scopes"]),
                is_revoked=each["is_revoked"],
            )


def _write(people: People, file: Path) -> None:
    grants = [
        {
            "refresh_token": grant.refresh_token,
            "client": grant.client.id,
            "customer": grant.customer.id,
            "scopes": grant.scopes,
            "is_revoked": grant.is_revoked,
        }
        for grant in people.grants.values()
    ]
    clients = [vars(client) for client in people.clients.values()]
    written = file.with_suffix(".new")
    written.write_text(json.dumps({"clients": clients, "grants": grants}, indent=1), encoding="utf-8")
    written.replace(file)

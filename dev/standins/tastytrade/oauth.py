"""
OAuth as tastytrade does it: a consent page, codes and refresh tokens for short-lived access tokens.

Documented are the parameters, 900 seconds, refresh tokens that neither expire nor rotate, JSON and form bodies, no
PKCE, and errors as `error_code` and `error_description`. Which words refuse a deleted grant or a wrong secret is not
documented: the codes are those of RFC 6749, 5.2.
"""

import hmac
import json
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from dev.standins.tastytrade.errors import RefusedError, oauth
from dev.standins.tastytrade.listing import Call, Routes
from dev.standins.tastytrade.people import SCOPES, TOKEN_LIFE, Client, Code, Customer, Grant, People, opaque_token

CARRIED = ("client_id", "redirect_uri", "response_type", "scope", "state")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in to tastytrade (a stand-in)</title></head>
<body><main><h1>{title}</h1>{body}</main></body></html>
"""


async def show_consent(call: Call) -> Response:
    """Ask the customer, in the browser, whether a client may act for them."""
    query = dict(call.request.query_params)
    refusal = _why_not(call.broker.people, query)
    if refusal:
        return _page("This application cannot be connected", f"<p>{escape(refusal)}</p>", 400)
    if "code_challenge" in query:
        return _page("Method not allowed", "<p>PKCE is not supported.</p>", 405)
    client = call.broker.people.clients[query["client_id"]]
    return _page(f"Connect {client.name}", _form(query, list(call.broker.people.customers.values())))


async def decide_consent(call: Call) -> Response:
    """Send the customer back to the client, with a code or a refusal."""
    form = await _body(call.request)
    people = call.broker.people
    refusal = _why_not(people, form)
    customer = people.customers.get(str(form.get("customer")))
    if refusal or customer is None:
        return _page("This application cannot be connected", f"<p>{escape(refusal or 'Who are you?')}</p>", 400)
    address, state = str(form["redirect_uri"]), {"state": form["state"]} if form.get("state") else {}
    if form.get("decision") != "approve":
        return _back(address, {"error": "access_denied"} | state)
    scopes = _scopes(people.clients[form["client_id"]], form)
    code = people.issue_code(people.clients[form["client_id"]], customer, address, scopes)
    return _back(address, {"code": code} | state)


async def token(call: Call) -> Response:
    """Give out an access token for a code or a refresh token."""
    body, people = await _body(call.request), call.broker.people
    if body.get("grant_type") == "authorization_code":
        code = _spend(people, body)
        grant = people.grant(code.client, code.customer, code.scopes)
        return JSONResponse({"refresh_token": grant.refresh_token} | _tokens(people, grant))
    if body.get("grant_type") == "refresh_token":
        if call.troubles.options("revoke") is not None:
            people.revoke(grant for grant in people.grants.values() if grant is grant_of(people, body))
        return JSONResponse(_tokens(people, _granted(people, body)))
    raise oauth("unsupported_grant_type", "Unsupported grant type")


def grant_of(people: People, body: dict[str, Any]) -> Grant | None:
    """Return the grant a request for a token is about."""
    return people.grants.get(str(body.get("refresh_token")))


def _granted(people: People, body: dict[str, Any]) -> Grant:
    """Return the grant of a refresh token. Raises RefusedError."""
    _require(body, "refresh_token", "client_secret")
    grant = grant_of(people, body)
    if grant is None:
        raise oauth("invalid_grant", "Invalid JWT")
    if not _proves(grant.client, body) or body.get("client_id", grant.client.id) != grant.client.id:
        raise _wrong_client()
    if grant.is_revoked:
        raise oauth("invalid_grant", "Grant revoked")
    return grant


def _spend(people: People, body: dict[str, Any]) -> Code:
    """Return what a code stands for. Raises RefusedError."""
    _require(body, "code", "client_id", "client_secret", "redirect_uri")
    client = people.clients.get(str(body["client_id"]))
    if client is None or not _proves(client, body):
        raise _wrong_client()
    code = people.spend_code(str(body["code"]))
    if code is None or code.client is not client or code.redirect_uri != body["redirect_uri"]:
        raise oauth("invalid_grant", "Invalid authorization code")
    return code


def _proves(client: Client, body: dict[str, Any]) -> bool:
    return hmac.compare_digest(client.secret.encode(), str(body["client_secret"]).encode())


def _wrong_client() -> RefusedError:
    return oauth("invalid_client", "Client authentication failed", 401)


def _require(body: dict[str, Any], *names: str) -> None:
    missing = [name for name in names if not body.get(name)]
    if missing:
        raise oauth("invalid_request", f"Missing required parameter: {missing[0]}")


def _tokens(people: People, grant: Grant) -> dict[str, Any]:
    tokens = {"access_token": people.issue_access(grant), "token_type": "Bearer"}
    if "openid" in grant.scopes:
        tokens["id_token"] = opaque_token()
    return tokens | {"expires_in": int(TOKEN_LIFE.total_seconds())}


def _why_not(people: People, query: dict[str, Any]) -> str | None:
    """Return why a client may not ask; it is told to the customer, since the address cannot be trusted."""
    client = people.clients.get(str(query.get("client_id")))
    if client is None:
        return "Unknown client_id."
    if query.get("redirect_uri") not in client.redirect_uris:
        return "The redirect_uri is not registered."
    if query.get("response_type") != "code":
        return "The response_type must be code."
    asked = str(query.get("scope") or "").split()
    return None if set(asked) <= set(client.scopes) & set(SCOPES) else "The scope is not allowed."


def _scopes(client: Client, form: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(form.get("scope") or "").split()) or client.scopes


async def _body(request: Request) -> dict[str, Any]:
    """Return what a body says, as JSON or as a form. Raises RefusedError."""
    content = (await request.body()).decode("utf-8", "replace")
    if "json" not in request.headers.get("content-type", ""):
        return {name: values[-1] for name, values in parse_qs(content).items()}
    try:
        said = json.loads(content)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise oauth("invalid_request", "The body is not a JSON object")
    return said


def _form(query: dict[str, str], customers: list[Customer]) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(query[name])}">' for name in CARRIED if name in query
    )
    choices = "".join(
        f'<p><label><input type="radio" name="customer" value="{customer.id}"{" checked" if not index else ""}> '
        f"{escape(customer.name)} ({customer.account_count} accounts)</label></p>"
        for index, customer in enumerate(customers)
    )
    scope = escape(query.get("scope") or " ".join(SCOPES))
    return (
        f'<form method="post" action="/auth.html">{hidden}<p>It asks for: {scope}.</p>'
        f"<fieldset><legend>You are</legend>{choices}</fieldset>"
        '<button name="decision" value="approve">Allow</button> <button name="decision" value="deny">Deny</button>'
        "</form>"
    )


def _page(title: str, body: str, status: int = 200) -> Response:
    return HTMLResponse(PAGE.format(title=escape(title), body=body), status)


def _back(address: str, answer: dict[str, Any]) -> Response:
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{urlencode(answer)}", 303)


ROUTES: Routes = (
    ("GET", "/auth.html", show_consent),
    ("POST", "/auth.html", decide_consent),
    ("POST", "/oauth/token", token),
)

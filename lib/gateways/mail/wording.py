"""What our mails say."""

from html import escape

from lib.gateways.mail.sendgrid import Letter

PAGE = """<!doctype html>
<html lang="en">
  <body style="font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 32em; margin: 2em auto; padding: 0 1em">
    <h1 style="font-size: 20px; font-weight: 600">{title}</h1>
    {body}
  </body>
</html>
"""
BUTTON = (
    '<p><a href="{url}" style="display: inline-block; padding: 10px 16px; background: #1a1a1a; color: #ffffff; '
    'border-radius: 8px; text-decoration: none">{words}</a></p>'
)


def reconnect_needed(to: str, connections_url: str) -> Letter:
    """Return the mail to somebody whose link the broker refuses."""
    title = "tastytrade no longer lets us read your accounts"
    lead = (
        "tastytrade refused our access three times in a row. The grant was deleted there, or the client secret was "
        "made anew."
    )
    safe = (
        "Everything read so far is safe and stays as it is. Nothing newer comes in until you connect again, which "
        "takes a minute; your accounts, notes and figures are kept."
    )
    note = "We never ask for your tastytrade password or a one-time code, in mails or anywhere else."
    body = f"<p>{lead}</p><p>{safe}</p>{button(connections_url, 'Connect again')}{small(note)}"
    return Letter(
        to=to,
        subject="Connect tastytrade again",
        text=f"{title}\n\n{lead}\n\n{safe}\n\nConnect again: {connections_url}\n\n{note}\n",
        html=PAGE.format(title=title, body=body),
    )


def alert(to: str, subject: str, text: str) -> Letter:
    """Return the mail to whoever runs this installation."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    return Letter(
        to=to, subject=f"Alert: {subject}", text=text, html=PAGE.format(title=escape(subject), body=paragraphs)
    )


def button(url: str, words: str) -> str:
    """Return a link that looks like a button."""
    return BUTTON.format(url=escape(url), words=words)


def small(words: str) -> str:
    """Return a paragraph in small print."""
    return f'<p style="color: #595959; font-size: 14px">{words}</p>'

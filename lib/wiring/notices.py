"""Mails that nobody asked for."""

from lib.gateways.mail import MailedNotices, SendGrid
from lib.ports.accounts import Users
from lib.ports.notices import Notices
from lib.wiring.process import Process
from lib.wiring.settings import mail_settings


def notices_of(process: Process, users: Users) -> Notices:
    """Return what mails; raises MissingSettingError where nothing can."""
    known = mail_settings()
    post = SendGrid(process.http, known.api_url, known.api_key, known.sender)
    return MailedNotices(post, app_url=process.settings.app_url, owner=known.owner, address_of=users.address)

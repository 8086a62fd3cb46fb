"""Mails of ours, by SendGrid's HTTP API."""

from lib.gateways.mail.notices import MailedNotices
from lib.gateways.mail.sendgrid import SendGrid

__all__ = ["MailedNotices", "SendGrid"]

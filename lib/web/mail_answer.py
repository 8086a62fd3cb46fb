"""The answer to a request that ends in a mail."""

from typing import Literal

from pydantic import BaseModel


class MailIsOnItsWay(BaseModel):
    """The answer for every address, whether it has an account or not."""

    status: Literal["check_mail"] = "check_mail"

"""What our queue tells about a message once the last attempt to deliver it has failed."""

import base64
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, Json

Message = TypeVar("Message", bound=BaseModel)


class GivenUp(BaseModel, Generic[Message]):
    """A message that was given up: the JSON it was published with."""

    message: Annotated[Json[Message], BeforeValidator(base64.b64decode), Field(alias="sourceBody")]

"""GoTrue's refusals, in both of its shapes."""

from starlette.requests import Request
from starlette.responses import JSONResponse

NEW_SHAPE_SINCE = "2024-01-01"


class AuthError(Exception):
    """A refusal: HTTP status, GoTrue's error code, and its words."""

    def __init__(self, status: int, code: str, message: str, **extra: object) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.extra = extra

    def answer(self, request: Request) -> JSONResponse:
        """Return the refusal in the shape the client's API version asks for."""
        headers = {"x-sb-error-code": self.code}
        if request.headers.get("x-supabase-api-version", "") >= NEW_SHAPE_SINCE:
            headers["x-supabase-api-version"] = NEW_SHAPE_SINCE
            return JSONResponse({"code": self.code, "message": self.message} | self.extra, self.status, headers)
        body = {"code": self.status, "error_code": self.code, "msg": self.message} | self.extra
        return JSONResponse(body, self.status, headers)

"""Who may ask, and what every answer carries.

A page of another site can make a browser ask us: with a name that it has turned to our address (DNS rebinding), so the
Host header must be one of ours; with a form or a script, so whatever writes must come from our own page and carry its
mark. The mark goes with the only cookie there is, which ends with the browser.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, get_args
from urllib.parse import urlsplit

from appeals.problems import UsageError

COOKIE = "appeals"
Role = Literal["out", "in", "author"]  # without a token, with that of volunteers, with that of those who write cases
ROLES: tuple[Role, ...] = get_args(Role)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 -- every address of the machine; refused without names for it
OURS = frozenset({"", "same-origin", "none"})  # "" of a browser that does not tell
POLICY = (
    "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not “no-referrer”: with it a browser would hide from us, too, which page a form was sent from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """What this server is called, whether a token is demanded, and a secret that ends with it."""

    hosts: frozenset[str]
    token: str = ""  # empty: whoever can reach us may ask
    authors: str = ""  # the token of those who may write cases too
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def knows_host(self, host: str) -> bool:
        """Say whether a Host header names this server."""
        return host.lower() in self.hosts

    def is_own(self, origin: str, site: str, host: str) -> bool:
        """Say whether a request was sent by one of our own pages, as far as Origin and Sec-Fetch-Site tell."""
        try:
            return site in OURS and (not origin or urlsplit(origin).netloc.lower() == host.lower())
        except ValueError:  # no address at all
            return False

    def new_cookie(self, *, admitted: bool = False, author: bool = False) -> str:
        """Make the value of a cookie; it bears which token was shown."""
        nonce, role = secrets.token_urlsafe(18), "author" if author else "in" if admitted else "out"
        return f"{nonce}.{self._sign(role, nonce)}"

    def is_made_here(self, cookie: str) -> bool:
        """Say whether a cookie's value is one that this server gave."""
        return any(self._is_signed(cookie, role) for role in ROLES)

    def admits(self, cookie: str) -> bool:
        """Say whether the bearer of a cookie may see the pages."""
        return not self.token or self._is_signed(cookie, "in") or self._is_signed(cookie, "author")

    def may_write_cases(self, cookie: str) -> bool:
        """Say whether the bearer of a cookie may write cases: who may, learns of the folder what its files tell."""
        return not self.token or self._is_signed(cookie, "author")

    def mark(self, cookie: str) -> str:
        """Make the mark that our forms carry for the bearer of a cookie."""
        return self._sign("form", cookie)

    def is_marked(self, cookie: str, mark: str) -> bool:
        """Say whether a mark belongs to a cookie of ours."""
        return self.is_made_here(cookie) and hmac.compare_digest(self.mark(cookie).encode(), mark.encode())

    def role_of(self, token: str) -> Role:
        """Tell what a token opens, in a time that does not tell how much of it was right."""
        is_author = hmac.compare_digest(token.encode(), self.authors.encode()) and bool(self.authors)
        is_in = hmac.compare_digest(token.encode(), self.token.encode()) and bool(self.token)
        return "author" if is_author else "in" if is_in else "out"

    def _sign(self, what: str, value: str) -> str:
        return hmac.new(self.secret, f"{what}:{value}".encode(), sha256).hexdigest()

    def _is_signed(self, cookie: str, what: str) -> bool:
        nonce, _, signature = cookie.partition(".")
        return hmac.compare_digest(self._sign(what, nonce).encode(), signature.encode())


def make_guard(host: str, port: int, names: tuple[str, ...] = ()) -> Guard:
    """Make the guard of a server that listens at a host and a port; beyond this machine it demands a token."""
    local = host in LOOPBACK
    if host in ANYWHERE and not names:
        raise UsageError.of(
            f"“{host}” is every address of this machine, and browsers must call it by a name that is known",
            "name it with --name, as --name letters.example.org, or give --host one address",
        )
    called = {*names, *(LOOPBACK if local else ()), *(() if host in ANYWHERE else (host,))}
    bracketed = {f"[{name}]" if ":" in name else name.lower() for name in called}
    plain = bracketed if port in {80, 443} or names else set()
    hosts = frozenset((*(f"{name}:{port}" for name in bracketed), *plain))
    return Guard(hosts) if local else Guard(hosts, secrets.token_urlsafe(24), secrets.token_urlsafe(24))

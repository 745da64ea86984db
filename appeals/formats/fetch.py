"""What WeasyPrint may read: files of the templates, and nothing else in the world.

A page is laid out as if it stood at `https://letter.invalid/`, a name that can never exist (RFC 2606). Addresses
below it are files below the folders of templates; any other address, whatever it looks like, is refused.
"""

from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from appeals.formats.engine import load_weasyprint
from appeals.formats.pictures import TooHeavy, weigh_picture
from appeals.links import insist_inside
from appeals.problems import AppealsError
from appeals.templating import Templates

BASE = "https://letter.invalid/"


class Refused(str):
    """An address that was refused, and why, where it is a file of the templates."""

    __slots__ = ("reason",)

    def __new__(cls, url: str, reason: str = "") -> Self:
        """Keep the reason with the address."""
        made = super().__new__(cls, url)
        made.reason = reason
        return made

    reason: str


LARGEST = 4_000_000  # bytes of one file
MEDIA_TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def make_fetcher(templates: Templates) -> Any:  # noqa: ANN401 -- WeasyPrint has no types
    """Make a fetcher for WeasyPrint that serves the templates; its list `refused` holds what else was asked for."""
    urls = load_weasyprint().urls
    answer, refusal = (
        urls.URLFetcherResponse,
        urls.FatalURLFetchingError,
    )  # now: in a fetcher faults are hidden

    class TemplateFetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
            self.refused: list[Refused] = []

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401
            del headers
            try:
                file = find_file(url, templates)
                content = self.read(file)
                weigh_picture(file.suffix, content)
            except (AppealsError, OSError, ValueError) as error:
                # Within a picture in SVG WeasyPrint goes on in spite of this; the list tells all the same.
                self.refused.append(Refused(url, str(error) if isinstance(error, TooHeavy) else ""))
                raise refusal(f"refused: {url}") from error
            return answer(url, content, {"Content-Type": MEDIA_TYPES[file.suffix]})

        def read(self, file: Path) -> bytes:
            response = super().fetch(file.as_uri())
            try:
                content: bytes = response.read(LARGEST + 1)
            finally:
                response.close()
            if len(content) > LARGEST:
                raise TooHeavy(f"has more than {LARGEST:,} bytes")
            return content

    return TemplateFetcher()


def find_file(url: str, templates: Templates) -> Path:
    """Find the template's file that an address stands for; raise ValueError or AppealsError where there is none."""
    parts = urlsplit(url)
    name = unquote(parts.path, errors="strict").removeprefix("/")
    if not url.startswith(BASE) or parts.query:
        raise ValueError("not below the templates")
    if "\0" in name or "\\" in name or ".." in name.split("/"):
        raise ValueError("not a plain name")
    file = insist_inside(templates.path(name), *templates.folders)
    if file.suffix not in MEDIA_TYPES:
        raise ValueError("not a kind of file that a letter needs")
    return file

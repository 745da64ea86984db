"""Reads the HTML that a template made into the blocks of a letter; what a letter cannot hold is an error.

Templates may use h2, p, ul, ol, li, blockquote, em, strong and span; `class="demand"` on a paragraph or list sets it
apart, and `data-mark` on a span says which record its words come from. Everything else is refused, so that no
template and no record can bring in a picture, a link or a style.
"""

import re
from html.parser import HTMLParser

from appeals.model.letter import Block, Heading, Listing, Paragraph, Role, Run, Runs, Style

BLOCKS = frozenset({"h2", "p", "li", "blockquote"})
LISTS = frozenset({"ul", "ol"})
INLINE = frozenset({"em", "strong", "span"})
# What a message may quote: these cannot be a person's name, whatever else is typed between < and >.
ELEMENTS = frozenset({
    "a", "abbr", "address", "article", "aside", "audio", "b", "body", "br", "button", "code", "dd", "div", "dl", "dt",
    "embed", "font", "footer", "form", "h1", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe",
    "img", "input", "label", "link", "main", "math", "meta", "nav", "object", "pre", "q", "s", "script", "section",
    "small", "style", "sub", "sup", "svg", "table", "tbody", "td", "template", "textarea", "th", "thead", "tr", "tt",
    "u", "video",
})  # fmt: skip
ATTRIBUTES = frozenset({"align", "href", "id", "lang", "onclick", "onload", "rel", "src", "style", "target", "title"})
DEEPEST = 24  # elements that stand in one another
SPACE = re.compile(r"[ \t\n\r]+")


class _Reader(HTMLParser):
    """Collects blocks from tags in their order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.runs: list[Run] = []
        self.items: list[Runs] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in BLOCKS | LISTS | INLINE:
            raise ValueError(
                f"a letter cannot hold {f'<{tag}>' if tag in ELEMENTS else 'an element that is not HTML’s'}"
            )
        if len(self.open) >= DEEPEST:
            raise ValueError(f"more than {DEEPEST} elements stand in one another")
        given = {name: value or "" for name, value in attrs}
        strange = set(given) - {"class", "data-mark"}
        if strange:
            named = min(strange & ATTRIBUTES, default="")
            raise ValueError(f"<{tag}> cannot have {f'the attribute “{named}”' if named else 'such an attribute'}")
        if tag in BLOCKS | LISTS and any(name in BLOCKS for name, _ in self.open):
            raise ValueError(f"<{tag}> stands inside another paragraph")
        in_list = bool(self.open) and self.open[-1][0] in LISTS
        if (tag == "li") != in_list:
            raise ValueError(f"<{tag}> stands in a list" if in_list else "<li> stands outside a list")
        self.open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise ValueError(f"{f'</{tag}>' if tag in ELEMENTS | BLOCKS | LISTS | INLINE else 'a tag'} closes nothing")
        if tag in BLOCKS:
            self._close_block(tag)
        elif tag in LISTS:
            self._close_list(tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        inside = [name for name, _ in self.open]
        if not any(name in BLOCKS for name in inside):
            if data.strip():
                raise ValueError("text stands outside a paragraph")
            return
        style: Style = "strong" if "strong" in inside else "em" if "em" in inside else ""
        mark = next((given["data-mark"] for _, given in reversed(self.open) if given.get("data-mark")), "")
        self.runs.append(Run(SPACE.sub(" ", data), style, mark))

    def _role(self) -> Role:
        classes = " ".join(given.get("class", "") for _, given in self.open)
        return "demand" if "demand" in classes.split() else "text"

    def _close_block(self, tag: str) -> None:
        runs, self.runs = trim(self.runs), []
        if not runs:
            return
        if tag == "h2":
            self.blocks.append(Heading(runs))
        elif tag == "li":
            self.items.append(runs)
        else:
            self.blocks.append(Paragraph(runs, "quote" if tag == "blockquote" else self._role()))

    def _close_list(self, tag: str) -> None:
        items, self.items = tuple(self.items), []
        if items:
            self.blocks.append(Listing(items, numbered=tag == "ol", role=self._role()))


def trim(runs: list[Run]) -> Runs:
    """Drop blanks at both ends and doubled between runs, join runs that are set alike."""
    joined: list[Run] = []
    for run in runs:
        text = run.text.lstrip(" ") if not joined or joined[-1].text.endswith(" ") else run.text
        if not text:
            continue
        last = joined[-1] if joined else None
        if last and (last.style, last.mark) == (run.style, run.mark) and not run.mark:
            joined[-1] = Run(last.text + text, run.style, run.mark)
        else:
            joined.append(Run(text, run.style, run.mark))
    if joined:
        joined[-1] = Run(joined[-1].text.rstrip(" "), joined[-1].style, joined[-1].mark)
    return tuple(run for run in joined if run.text)


def read_body(html: str) -> tuple[Block, ...]:
    """Read HTML into blocks; raise ValueError in plain words for what a letter cannot hold."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise ValueError(f"<{reader.open[-1][0]}> is not closed")
    return tuple(reader.blocks)

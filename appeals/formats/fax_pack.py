"""A letter for any fax gateway: the fax edition twice, as PDF and as TIFF, of one name and the same pages.

Services on the web take the PDF. Fax modems, HylaFAX and telephone exchanges take the TIFF, whose pages are drawn from
that very PDF. Coding, resolution, paper and cover sheet are asked for as with `--as fax`.
"""

from appeals.formats.fax import print_edition, write_document
from appeals.formats.stationery import Stationery
from appeals.model.document import Document
from appeals.model.letter import Letter
from appeals.templating import Templates


def render_pages(letter: Letter, templates: Templates, stationery: Stationery) -> tuple[Document, ...]:
    """Make the PDF and the TIFF, or raise FormatError with everything that a fax cannot show."""
    edition = print_edition(letter, templates, stationery)
    return (
        Document(f"{letter.name}.fax.pdf", "application/pdf", edition),
        write_document(letter, edition, stationery),
    )

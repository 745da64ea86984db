"""What a PDF says of itself: that it is PDF/A-3a and PDF/UA-1 at once.

WeasyPrint writes either claim, not both. So the second is added to its description of the file, together with the
extension schema that PDF/A demands for properties it does not know (ISO 19005-3, 6.6.2.3). PDF/UA's own property
is defined in ISO 14289-1, clause 5.
"""

from collections.abc import Callable
from typing import Any

CLAIM = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = b"</rdf:RDF>"


def claim_both(document: Any) -> None:  # noqa: ANN401 -- WeasyPrint has no types
    """Make a laid-out WeasyPrint document claim PDF/UA-1 beside the PDF/A part it is written as."""
    describe: Callable[..., bytes] = document.metadata.generate_rdf_metadata

    def describe_both(*variant: object, **named: object) -> bytes:
        head, _, tail = describe(*variant, **named).rpartition(END)
        return head + CLAIM + END + tail

    document.metadata.generate_rdf_metadata = describe_both


def open_metadata(pdf: Any) -> None:  # noqa: ANN401 -- pydyf has no types
    """Leave the description uncompressed, so that archives can read it without reading the PDF."""
    number = int(pdf.catalog["Metadata"].split()[0])
    pdf.objects[number].compress = False

"""A saved status page in the shape of the UN Treaty Collection's, with an invented state of affairs."""

ROWS = (
    ("Afghanistan", "&nbsp;4 Feb 1985 ", "&nbsp;1 Apr 1987 "),
    ("<A href='#EndDec' class='noteIndex'>Austria</A>", "14 Mar 1985 ", "29 Jul 1987 "),
    ("Bahamas (The)", "16 Dec 2008 ", "31 May 2018 "),
    ("China <SUP><A href='#4'>4</A>, <A href='#5'>5</A></SUP>", "12 Dec 1986 ", "&nbsp;4 Oct 1988 "),
    ("Cuba", "[27 Jan 1986 ]", "[17 May 1995 ]"),
    ("Czech Republic", "&nbsp;", "22 Feb 1993 d"),
    ("India", "14 Oct 1997 ", "&nbsp;"),
    ("Republic of Korea", "&nbsp;", "&nbsp;9 Jan 1995 a"),
)


def page(
    rows: tuple[tuple[str, str, str], ...] = ROWS, parties: int = 6, signatories: int = 5, day: str = "04-03-2026"
) -> str:
    """Lay out the page."""
    table = "".join(f"<tr class='trBWhite'><td>{a}<br></td><td>{b}<br></td><td>{c}<br></td></tr>" for a, b, c in rows)
    return f"""<html><body><form><select><option>IV</option></select>
<div class="heading-three">STATUS AS AT : {day} 10:16:18 EDT</div>
<div id="x_rptTreaty_ctl00_tcTreaty" class="treatyCenter">9. <BR>Convention against Torture and Other Cruel, Inhuman or
Degrading Treatment or Punishment<SUP>1</SUP></div>
<table><tr><td>Status</td>
<td><div>Signatories : {signatories}. Parties : {parties}. <SUP><A href='#1'>1</A></SUP></div></td></tr></table>
<table id="x_tblgrid"><tr class="thead-one"><td>Participant <SUP>4</SUP></td><td>Signature</td>
<td>Accession(a), Succession(d), Ratification</td></tr>{table}</table>
<table id="y_tblgrid"><tr><td>Declarations</td></tr><tr><td>Nobody</td><td>1 Jan 2000</td><td></td></tr></table>
</form></body></html>"""

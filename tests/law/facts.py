"""Facts checked by hand: instrument, state, day, standing. The awkward ones come first."""

FACTS = """
# deposited before the letter's day, in force only after it
REFUGEE-1951 CHN 1982-09-23 not-party
REFUGEE-1951 CHN 1982-09-24 not-yet-in-force
REFUGEE-1951 CHN 1982-12-22 not-yet-in-force
REFUGEE-1951 CHN 1982-12-23 party
REFUGEE-1967 CHN 1982-09-23 not-party
REFUGEE-1967 CHN 1982-09-24 party
REFUGEE-1951 KOR 1992-12-03 not-yet-in-force
REFUGEE-1951 KOR 1993-03-03 party
REFUGEE-1967 KOR 1992-12-03 party
REFUGEE-1951 JPN 1981-12-31 not-yet-in-force
REFUGEE-1951 JPN 1982-01-01 party
CAT KOR 1995-02-07 not-yet-in-force
CAT KOR 1995-02-08 party
CAT THA 2007-10-31 not-yet-in-force
CAT THA 2007-11-01 party
CAT VNM 2015-03-06 not-yet-in-force
CAT VNM 2015-03-07 party
ICESCR CHN 2001-03-27 not-yet-in-force
ICESCR CHN 2001-06-26 not-yet-in-force
ICESCR CHN 2001-06-27 party
CRC CHN 1992-03-31 not-yet-in-force
CRC CHN 1992-04-01 party
CRPD PRK 2016-12-06 not-yet-in-force
CRPD PRK 2017-01-05 party
CRC-OPAC USA 2003-01-22 not-yet-in-force
CRC-OPAC USA 2003-01-23 party
# the rules read here: three months (CEDAW-OP, CRC-OPIC), the first of the month after three months (CMW)
CEDAW-OP KOR 2007-01-17 not-yet-in-force
CEDAW-OP KOR 2007-01-18 party
CMW GUY 2010-10-31 not-yet-in-force
CMW GUY 2010-11-01 party
CMW MDG 2015-08-31 not-yet-in-force
CMW MDG 2015-09-01 party
# deposited before the treaty itself was in force
REFUGEE-1951 DEU 1954-04-21 not-yet-in-force
REFUGEE-1951 DEU 1954-04-22 party
CAT MEX 1987-06-25 not-yet-in-force
CAT MEX 1987-06-26 party
ICCPR DEU 1975-01-01 not-yet-in-force
ICCPR DEU 1976-03-23 party
CPED JPN 2010-12-22 not-yet-in-force
CPED JPN 2010-12-23 party
CMW PHL 2003-06-30 not-yet-in-force
CMW PHL 2003-07-01 party
# signed, not ratified
ICCPR CHN 1998-10-04 not-party
ICCPR CHN 1998-10-05 signatory
ICCPR CHN 2003-04-02 signatory
ICCPR CHN 2026-11-01 signatory
ICESCR CHN 1999-01-01 signatory
ICESCR USA 2012-01-01 signatory
CRC USA 2006-03-23 signatory
CEDAW USA 2020-01-01 signatory
CAT IND 2012-01-01 signatory
CAT CHN 1986-12-11 not-party
CAT CHN 1986-12-12 signatory
CAT CHN 1988-10-04 not-yet-in-force
CAT CHN 1988-11-03 party
# bound by the Protocol alone, by the Convention alone, by neither
REFUGEE-1951 USA 2003-04-02 not-party
REFUGEE-1967 USA 1968-10-31 not-party
REFUGEE-1967 USA 1968-11-01 party
REFUGEE-1951 VEN 2003-04-02 not-party
REFUGEE-1967 VEN 2003-04-02 party
REFUGEE-1951 CPV 2003-04-02 not-party
REFUGEE-1967 CPV 2003-04-02 party
REFUGEE-1951 MDG 1968-03-16 not-yet-in-force
REFUGEE-1951 MDG 2012-02-20 party
REFUGEE-1967 MDG 2012-02-20 not-party
REFUGEE-1951 KNA 2012-02-20 party
REFUGEE-1967 KNA 2012-02-20 not-party
REFUGEE-1951 PRK 2003-04-02 not-party
REFUGEE-1951 MYS 2012-02-20 not-party
REFUGEE-1951 THA 2012-02-20 not-party
REFUGEE-1951 MNG 2012-02-20 not-party
CAT PRK 2012-02-20 not-party
CAT MYS 2012-02-20 not-party
CPED CHN 2012-02-20 not-party
ICCPR-OP1 CHN 2012-02-20 not-party
# succession: bound from the notification at the latest, nothing said of the time before
REFUGEE-1951 HRV 1992-10-11 unknown
REFUGEE-1951 HRV 1992-10-12 party
CAT CZE 1993-02-21 unknown
CAT CZE 1993-02-22 party
# withdrawal and denunciation
ICCPR-OP1 JAM 1998-01-22 party
ICCPR-OP1 JAM 1998-01-23 withdrawn
ICCPR-OP1 BLR 2023-02-07 party
ICCPR-OP1 BLR 2023-02-08 withdrawn
ICCPR-OP1 TTO 1998-08-25 party
ICCPR-OP1 TTO 1998-09-01 not-yet-in-force
ICCPR-OP1 TTO 1998-11-26 party
ICCPR-OP1 TTO 2000-06-26 party
ICCPR-OP1 TTO 2000-06-27 withdrawn
ICCPR-OP1 GUY 1993-08-10 party
ICCPR-OP1 GUY 1999-02-01 party
ICCPR-OP1 GUY 1999-04-05 party
ACHR TTO 1998-01-01 party
ACHR TTO 1999-05-15 unknown
ACHR TTO 2003-01-01 withdrawn
ACHR VEN 2013-09-09 party
ACHR VEN 2013-09-10 withdrawn
ACHR VEN 2020-06-01 unknown
ECHR RUS 2010-01-01 unknown
ECHR RUS 2022-09-16 withdrawn
# the DPRK and the ICCPR: its withdrawal of 1997 was not accepted by the depositary
ICCPR PRK 1981-12-13 not-yet-in-force
ICCPR PRK 1997-08-26 party
ICCPR PRK 2012-02-20 party
# a day before the treaty existed
CAT CHN 1984-12-09 not-party
CPED JPN 2003-04-02 not-party
CRPD EUU 2003-04-02 not-party
CRC-OPIC DEU 2003-04-02 not-party
REFUGEE-1967 USA 1966-01-01 not-party
# an entity that is no state
CRPD EUU 2011-01-21 not-yet-in-force
CRPD EUU 2011-01-22 party
# known to the year only
REFUGEE-1951 SSD 2017-12-31 not-party
REFUGEE-1951 SSD 2018-06-01 unknown
REFUGEE-1951 SSD 2018-12-31 unknown
REFUGEE-1951 SSD 2019-04-01 party
# lists that are incomplete or old say nothing of who is missing
STATELESS-1954 CHN 2003-04-02 not-party
STATELESS-1954 CHN 2025-01-01 unknown
STATELESS-1954 PRK 2003-04-02 unknown
ECHR USA 2012-01-01 unknown
ACHPR DZA 2003-01-01 unknown
REFUGEE-1951 MYS 2030-01-01 unknown
# an agreement between two binds nobody else
UNHCR-CHN-1995 CHN 1995-11-30 not-party
UNHCR-CHN-1995 CHN 2012-02-20 party
UNHCR-CHN-1995 KOR 2012-02-20 not-party
# custom and consular law
VCLT CHN 1997-10-02 not-yet-in-force
VCLT CHN 1997-10-03 party
VCCR KOR 1977-04-06 party
GENOCIDE CHN 1983-07-17 party
CEDAW PRK 2001-03-28 not-yet-in-force
CEDAW PRK 2001-03-29 party
"""


def read_facts() -> list[tuple[str, str, str, str]]:
    """Read the table."""
    lines = (line for line in FACTS.strip().splitlines() if not line.startswith("#"))
    return [(code, state, day, standing) for code, state, day, standing in (line.split() for line in lines)]

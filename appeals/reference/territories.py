"""Places with a code of their own (ISO 3166-1, and XK, which it leaves to its users) that are no states of our tables.

They have a post and send or receive missions; of their law the tables of treaties say nothing.
"""

from functools import cache

from appeals.model.law import State

TERRITORIES = {
    code: State(short, code, name, name)
    for short, code, name in (
        ("TW", "TWN", "Taiwan"),
        ("XK", "XKX", "Kosovo"),
        ("EH", "ESH", "Western Sahara"),
        ("HK", "HKG", "Hong Kong"),
        ("MO", "MAC", "Macao"),
        ("AI", "AIA", "Anguilla"),
        ("AQ", "ATA", "Antarctica"),
        ("AS", "ASM", "American Samoa"),
        ("AW", "ABW", "Aruba"),
        ("AX", "ALA", "Åland Islands"),
        ("BL", "BLM", "Saint Barthélemy"),
        ("BM", "BMU", "Bermuda"),
        ("BQ", "BES", "Caribbean Netherlands"),
        ("BV", "BVT", "Bouvet Island"),
        ("CC", "CCK", "Cocos (Keeling) Islands"),
        ("CW", "CUW", "Curaçao"),
        ("CX", "CXR", "Christmas Island"),
        ("FK", "FLK", "Falkland Islands"),
        ("FO", "FRO", "Faroe Islands"),
        ("GF", "GUF", "French Guiana"),
        ("GG", "GGY", "Guernsey"),
        ("GI", "GIB", "Gibraltar"),
        ("GL", "GRL", "Greenland"),
        ("GP", "GLP", "Guadeloupe"),
        ("GS", "SGS", "South Georgia and the South Sandwich Islands"),
        ("GU", "GUM", "Guam"),
        ("HM", "HMD", "Heard Island and McDonald Islands"),
        ("IM", "IMN", "Isle of Man"),
        ("IO", "IOT", "British Indian Ocean Territory"),
        ("JE", "JEY", "Jersey"),
        ("KY", "CYM", "Cayman Islands"),
        ("MF", "MAF", "Saint Martin"),
        ("MP", "MNP", "Northern Mariana Islands"),
        ("MQ", "MTQ", "Martinique"),
        ("MS", "MSR", "Montserrat"),
        ("NC", "NCL", "New Caledonia"),
        ("NF", "NFK", "Norfolk Island"),
        ("PF", "PYF", "French Polynesia"),
        ("PM", "SPM", "Saint Pierre and Miquelon"),
        ("PN", "PCN", "Pitcairn Islands"),
        ("PR", "PRI", "Puerto Rico"),
        ("RE", "REU", "Réunion"),
        ("SH", "SHN", "Saint Helena, Ascension and Tristan da Cunha"),
        ("SJ", "SJM", "Svalbard and Jan Mayen"),
        ("SX", "SXM", "Sint Maarten"),
        ("TC", "TCA", "Turks and Caicos Islands"),
        ("TF", "ATF", "French Southern Territories"),
        ("TK", "TKL", "Tokelau"),
        ("UM", "UMI", "United States Minor Outlying Islands"),
        ("VG", "VGB", "British Virgin Islands"),
        ("VI", "VIR", "United States Virgin Islands"),
        ("WF", "WLF", "Wallis and Futuna"),
        ("YT", "MYT", "Mayotte"),
    )
}


@cache
def _names() -> dict[str, State]:
    return {key.casefold(): place for place in TERRITORIES.values() for key in (place.iso2, place.iso3, place.name)}


def find_territory(text: str) -> State | None:
    """Find a territory by alpha-2, alpha-3 or English name."""
    return _names().get(" ".join(text.casefold().split()))


def no_law_of(place: State) -> tuple[str, str]:
    """Say that nothing is known of a territory's law, and what to do."""
    return (
        f"no law is known here of {place.name} ({place.iso2}): the tables of treaties name states only",
        "give the state whose conduct the case is about; of a territory itself no law can be cited",
    )

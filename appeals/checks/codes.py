"""The table of codes: what a finding means, how grave it is, and an example of the mend.

`appeals check --explain CODE` and the documentation print it. Codes are stable: people write them into their scripts.
"""

from textwrap import fill

from appeals.checks.coded import Check
from appeals.checks.law_codes import LAW_CODES
from appeals.problems import Loc, Problem

CHECKS: dict[str, Check] = {
    # ------------------------------------------------------------------ records and templates
    "RECORD": Check(
        "error",
        "A file of records is not as it should be: a field, a date, a number, an id.",
        "The sentence says what is wrong with that value, and the mend how it is written. Letters are "
        "made only when every file can be read: a fax number with letters in it, for "
        "instance, is refused, since other digits would be dialled.",
    ),
    "MORE": Check(
        "error",
        "A file has more faults than are told.",
        "A hundred faults of a file are told, for nobody reads thousands, and they often have one cause, as "
        "a wrong indent or a column in the wrong place. Mend those, and check again.",
    ),
    "FIELD-MISSING": Check(
        "error",
        "A record lacks a field that it must have.",
        "The sentence names the field, and the place is the record that lacks it. `appeals schema KIND` tells which "
        "fields a kind of record has; `appeals new` writes a file in which each has a comment.",
    ),
    "NUMBER-READ": Check(
        "note",
        "A telephone or fax number names no country, and was read in that of its record.",
        "Compare the number that is shown with its source: it is what will be dialled. Numbers are read in the country "
        "of the recipient's addresses, or else of the office; those of a sender in the country of the sender's "
        "address. Written with + and the country's code it needs no reading: +49 30 2758 8221.",
    ),
    "COUNTRY-TWICE": Check(
        "warning",
        "The lines of an address name its country, which is printed below them as well.",
        "The country of an address is the field `country`. It is printed in capitals as the last line, in the language "
        "of the sender's post, wherever mail leaves the sender's country. Take it out of the lines.",
    ),
    "NAME-READ": Check(
        "note",
        "A table has titles before a name, and the name was parted from them.",
        "The form of address prints its own title: “His Excellency Mr José Núñez”. So “H.E. Mr. José Núñez” in a table "
        "is read as the name José Núñez and the gender male; an academic title goes into the field `honorific`.",
    ),
    "CUT-OFF": Check(
        "error",
        "Words of a text stand behind “ #”, where YAML reads a comment.",
        "Put the text between quotation marks, or the letter goes out without these words:\n"
        "  - '10 Example Street #05-01'\n"
        "A comment has a blank after its “#”.",
    ),
    "GAP": Check(
        "note",
        "Nobody is known to hold an office on some days.",
        "Letters of those days go to the office, without a name. Add who held it, or `vacant: true`, with a source.",
    ),
    "TEXT": Check(
        "error",
        "A text of a case cannot be printed: a call in it is wrong, or there are no words in the language.",
        'Only calls such as {{ claim("detained") }} or {{ date("2003-01-18") }} may stand in a text, and '
        "what they name must be in the case.",
    ),
    "TEMPLATE": Check(
        "error",
        "A template cannot be filled.",
        "The place is the template's file and line: mend that line, or give the value that it asks for.",
    ),
    "LISTS": Check(
        "note",
        "There are no lists of words for a language, so that its texts are not judged.",
        "Write templates/words/checks.<language>.toml; checks.en.toml shows which lists it has.",
    ),
    "WITHDRAWN": Check(
        "warning",
        "A file in the outbox names somebody who may no longer be named.",
        "Somebody withdrew their consent, or has gone from the case, since the letter was made. The run takes such "
        "letters, and the print.pdf that holds them, out of the outbox; with `--keep` it only lists them. What was "
        "printed or sent is not called back by that.",
    ),
    # ------------------------------------------------------------------ paper
    "FIT": Check(
        "error",
        "A part of a letter does not fit its place on the sheet: the window, a column, the letterhead, the margins.",
        "A line too wide goes on below, at a space; nothing is made smaller or cut off. The sentence names the record "
        "that the words were printed from and how much they exceed; shorten them there, or choose another `--window` "
        "or `--paper`.",
    ),
    "PICTURE": Check(
        "error",
        "A picture or an element of the letterhead takes too much to draw.",
        "A few bytes can ask for millions of shapes or dots. Draw the picture more simply, as it is exported for "
        "print: no more than 40 million dots, no elements of SVG that stand for others that stand for others.",
    ),
    "GLYPH": Check(
        "error",
        "A character of a letter is in none of the letter's fonts.",
        "Another font of the machine would be taken for it, or an empty box be printed. Write it in characters that "
        "the font has, or name a font that has it in templates/letterhead/fonts.css.",
    ),
    "PAGES": Check(
        "error",
        "A letter takes more pages than its case allows.",
        "Letters of one page are read. Shorten the text, or write how many it may take:\n  max_pages: 3",
    ),
    # ------------------------------------------------------------------ claims
    "CLAIM-DISPUTE": Check(
        "error",
        "Two claims about the same thing give different figures, and the case does not say how to speak of it.",
        "A letter that prints one of two figures as settled can be waved away by whoever knows the other. "
        "Claims are held to be about the same thing when they bear the same `about`, or when their days "
        "are nearly the same, their places do not differ and half of the words that tell what they are "
        "about are shared. Declare it:\n"
        "  disputes:\n"
        "    - about: How many were detained on 18 January 2003\n"
        "      claims: [detained, detained-msf]\n"
        "      wording: attribute   # or range, lowest, leave-out\n"
        "      reason: Neither source says how it counted.\n"
        "Claims that are about two things get a different `about`.",
    ),
    "CLAIM-AGREES": Check(
        "warning",
        "A dispute is declared between claims whose figures do not differ.",
        "Take the dispute out, or correct the claim that differs: a letter should not hedge where sources agree.",
    ),
    "CLAIM-NONE": Check(
        "warning",
        "A sentence of fact has a number, and no claim with a source stands under it.",
        'Write the number as a claim with its source and print it with {{ claim("id") }}. Days, years, '
        "numbers of articles and rooms do not count, nor do requests and questions; a number in words "
        "counts from two to twelve, and only before people: “five people”, not “two weeks”.",
    ),
    # ------------------------------------------------------------------ time
    "DATE-RELATIVE": Check(
        "warning",
        "A text speaks of a day as seen from today: “last year”, “recently”, “in June” without a year.",
        "Letters are read weeks after they were written and copied years after. Name the day: {{ "
        'date("2002-06") }} prints “June 2002” in the language of the letter. A month without its year is '
        "passed over where the same paragraph has named a year before.",
    ),
    "DATE-OLD": Check(
        "warning",
        "A figure comes from a source more than a year older than the letter, and the claim does not say "
        "of when it is.",
        'Add `as_of: "2003-01"` to the claim, and the letter will say “as of January 2003” once that is '
        "half a year old; or add `to:` where the claim is about something that is over.",
    ),
    "LATE": Check(
        "note",
        "The case's deadline has passed.",
        "`appeals write` refuses it: an appeal that comes late can do harm. Ask those who coordinate the "
        "case; with their consent `appeals write CASE --late` makes the letters all the same.",
    ),
    "STOPPED": Check(
        "note",
        "The case is stopped, or another has taken its place: no letters are made.",
        "The reason stands in the case under `stopped`, with the newer case where there is one. Write that one.",
    ),
    # ------------------------------------------------------------------ people
    "CONSENT": Check(
        "error",
        "A person is to be named, and no consent is recorded, or it was refused or given only later.",
        "A letter that names somebody who did not agree can kill. Record who agreed, when and for what:\n"
        '  consent: {given: true, by: her lawyer, on: "2012-02-20", for: to-recipient}\n'
        "or write `visibility: withheld`; letters then print the words under `described`.",
    ),
    "CONSENT-SCOPE": Check(
        "warning",
        "A person is marked as public, and the consent is for the recipient only.",
        "The public version does not print the name. Write `visibility: to-recipient`, or ask for a wider consent.",
    ),
    "NAME-TYPED": Check(
        "error",
        "A person's name is typed where it may be read by people it is not for.",
        'The name itself is never repeated in a message. Print persons with {{ person("id") }} and leave '
        "their names out of texts, ids, sources, notes and the file's name: only then do the letter and "
        "its public version come right.",
    ),
    "NAME-PART": Check(
        "error",
        "A first or family name of a person who is not to be named everywhere is typed.",
        'A family name may be enough to find somebody. Print persons with {{ person("id") }}; what stands in the '
        "place of a name is under `described`. Where this is somebody else's name, or a common word, say so at the "
        "person:\n"
        "  also_named:\n"
        "    - {part: Vexler, why: the judge of the case has this family name too}\n"
        "Whole names of holders of offices, of senders and of people who may be named are known to be others'. A part "
        "of a name from another case of the folder is a warning.",
    ),
    "NAME-WITHHELD": Check(
        "error",
        "A person is to be named, and another case of the folder keeps the same name back, or has it for the recipient "
        "alone where this one has it for everybody.",
        "If it is the same person, one of the two records is out of date: a consent that was withdrawn counts for "
        "every case. If it is somebody else of the same name, keep the name back here too, or ask both.",
    ),
    "ALSO-NAMED": Check(
        "error",
        "A part under `also_named` is not a part of the person's name.",
        "Copy the first or family name as it is written under `name`. Whole names are always looked for.",
    ),
    # ------------------------------------------------------------------ words
    "NEVER-SAY": Check(
        "error",
        "A letter says what the case says is never to be said.",
        "The phrases stand under `never_say` because they would harm. Say it otherwise, or leave it out.",
    ),
    "PLACEHOLDER": Check(
        "error",
        "A placeholder was left in the text: [name], [...], XX, ____, TODO, ???.",
        "Replace it by what belongs there. Words in brackets are passed over inside quotation marks, and [sic] always.",
    ),
    "EXAMPLE-TEXT": Check(
        "error",
        "A text of the example that `appeals new` writes was left in a record.",
        "The example shows where your words belong. Nothing is sent that nobody wrote: replace each of its "
        "texts, also where only a part of it is left, and delete the fields that you do not need.",
    ),
    "TWICE": Check(
        "warning",
        "The same paragraph stands in the letter twice.",
        "Delete one of the two.",
    ),
    "TONE-ABUSE": Check(
        "warning",
        "A word insults the reader or the reader's government.",
        "Guides to letter writing agree: assume that the official is open to reason. Say what was done, by whom, when.",
    ),
    "TONE-IDEOLOGY": Check(
        "warning",
        "A word belongs to a political quarrel.",
        "Rest the request on the law that binds the state, not on the nature of its government.",
    ),
    "TONE-SARCASM": Check(
        "warning",
        "A phrase sounds like mockery.",
        "Say it plainly. What others said may stand between quotation marks; it is not judged.",
    ),
    "TONE-CAPITALS": Check(
        "warning",
        "Words in capitals shout.",
        "Write them in small letters; *one word* may be set apart with asterisks.",
    ),
    "TONE-EXCLAMATION": Check(
        "warning",
        "An exclamation mark shouts.",
        "End the sentence with a full stop.",
    ),
    # ------------------------------------------------------------------ offices
    "HOLDER-NAMED": Check(
        "warning",
        "A text gives somebody a title that the records give to another on the letter's date.",
        "Offices change hands: Wen Jiabao became Premier on 16 March 2003, and a letter of January was "
        "for Zhu Rongji. Leave the name to the records, or write “then Premier” or “former Premier” where "
        "that is meant.",
    ),
    "EMAIL-FREE": Check(
        "warning",
        "The mailbox of an office is with a provider that gives one to anybody.",
        "Nobody can tell whose it is, and what is written there may be read by others. Look for an "
        "address at the office's own domain; until then send nothing there that could harm.",
    ),
    "STALE": Check(
        "warning",
        "An address or number was last seen to be right long before the letter.",
        "An address counts for three years after it was seen, a number or mailbox for two. Verify it and "
        "write:\n"
        '  verified: {on: "2026-08-22", how: the ministry\'s web page}',
    ),
    "INVENTED": Check(
        "error",
        "An invented sender or recipient is used for a case that is no example.",
        "What bears `invented: true` is there to try things out. The cases that come with appeals say "
        "`example: true`, and may use it; a letter of your own would be signed by nobody, or go to nobody. "
        "`appeals new sender` and `appeals new recipient` make your own; --examples lets you try out what "
        "a letter will look like.",
    ),
    "WRONG-KIND": Check(
        "error",
        "A letter would ask somebody to do what only another can do.",
        "A request to the state that a case is about goes to that state's own offices and missions. Another "
        "state, or an international body, is asked in a kind of letter whose words are for it: `third-state` asks "
        "it to raise the case and to observe the trial, `agency` to act within its mandate. What they are asked "
        "stands under `requests_to_third_states` and `requests_to_agencies`; without it, the kind has words of "
        "its own. `kind.toml` in the folder of a kind says whom its letters address.",
    ),
    # ------------------------------------------------------------------ treaties and states
    "STATUS-WORD": Check(
        "warning",
        "A text says by hand what a state is to a treaty: signatory, party, ratified.",
        "China acceded to the Refugee Convention and never signed it: “signatory” is wrong there, and "
        'easily so elsewhere. Print it from the data: {{ bound("REFUGEE-1951 33(1)") }} gives “to which '
        "China acceded on 24 September 1982”.",
    ),
    "PROCEDURE": Check(
        "warning",
        "A text rests a duty of procedure on a treaty without naming an article.",
        "The Refugee Convention has no article on how refugees are recognised, and a reader who knows it "
        "stops there. Ask for the procedure as a request, or cite what does speak of it, in its own name, "
        'with {{ cite("...") }}.',
    ),
    "PROTOCOL-MISSING": Check(
        "warning",
        "A text names the 1951 Convention without the 1967 Protocol.",
        "The Convention alone reaches only events before 1 January 1951. Add `law: [{provision: "
        'REFUGEE-1951 33(1)}]`, and print it with {{ cite("REFUGEE-1951 33(1)") }}: where the state is '
        "bound by the Protocol, it comes with it.",
    ),
    "COUNTRY-TYPED": Check(
        "warning",
        "The long name of a state is typed by hand.",
        'Long names are easily misspelt, and officials notice. {{ country("CN") }} prints the name that '
        "the language uses.",
    ),
    # ------------------------------------------------------------------ batches
    "IDENTICAL": Check(
        "note",
        "More than three senders would send one recipient the same letter.",
        "Ten letters in people's own words weigh more than a hundred copies. Give each sender a paragraph "
        "with --personal, and write `prompts` into the case that help them to begin.",
    ),
    **LAW_CODES,
}


def find(code: str, loc: Loc, sentence: str, mend: str, words: str = "") -> Problem:
    """Make a finding of a code; `words` are what it is about, where they stand in the field."""
    return Problem(sentence, mend, code=code, level=CHECKS[code].level, loc=loc, words=words)


def describe_code(code: str) -> str:
    """Write what a code means, with an example of the mend."""
    check = CHECKS[code]
    told = (_wrapped(line) for line in check.explanation.splitlines())
    return "\n".join((f"{code} ({check.level}): {check.meaning}", "", *told))


def _wrapped(line: str) -> str:
    """Wrap a line of prose; lines of an example begin with blanks and stay as they are."""
    return f"  {line}" if line.startswith(" ") else fill(line, 100, initial_indent="  ", subsequent_indent="  ")

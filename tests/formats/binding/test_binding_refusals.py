"""What is no letter of ours is refused in a sentence, and leaves nothing behind."""

import io
import random
import zlib

import pikepdf
import pytest
from pressed import HEART, amend, find_parts, lay_out_plainly, stream_of

from appeals.formats.binding import Binder, Bound, bind
from appeals.formats.binding.reading import Found, inflate
from appeals.formats.binding.syntax import Unreadable, find_end
from appeals.problems import FormatError


def refuse(content):
    """Return the sentence with which a file is refused."""
    with pytest.raises(FormatError) as caught:
        bind([Bound("Premier of Exampleland", content)], lambda _: None)
    (problem,) = caught.value.problems
    assert problem.mend == "make the letter anew with `appeals write`, and bind only PDFs that were made so"
    head, told = problem.sentence.split(": ")
    assert head == "the letter “Premier of Exampleland” cannot be bound"
    return told


def save(content, **options):
    """Write a PDF by another program, but with the second line that our files have."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, **options)
    head, _, rest = target.getvalue().split(b"\n", 2)
    return head + b"\n" + HEART + rest


def test_file_cut_short(content):
    """A file that lacks its end is refused, wherever it was cut."""
    for kept in (9, 100, len(content) // 2, len(content) - 100, len(content) - 3):
        assert refuse(content[:kept]) == "its file is cut short"


@pytest.mark.parametrize("nothing", [b"", b"<html>", b"\n%PDF-1.7\n"])
def test_no_pdf(nothing):
    """What is no PDF at all is told as such."""
    assert refuse(nothing) == "it is no PDF"


def test_locked_file(content):
    """A file with a password is refused, also one that opens with an empty password."""
    for user in ("", "secret"):
        locked = save(content, encryption=pikepdf.Encryption(owner="owner", user=user))
        assert refuse(locked) == "it is locked with a password"


def test_other_programs_files(content):
    """A file of another program is refused, even where its first lines look like ours."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    foreign = "its file is damaged, or another program has written it"
    assert refuse(target.getvalue()) == foreign
    assert refuse(save(content, object_stream_mode=pikepdf.ObjectStreamMode.generate)) == foreign


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Type /Catalog", b"/Type /Cata(og"),
        (b"/Type /Page ", b"/Type /Pony "),
        (b"/MediaBox", b"/MediaBux"),
        (b"/Kids [", b"/Kids <"),
        (b" 00000 n \n", b" 00000 f \n"),
        (b"xref\n0 ", b"xref\n1 "),
        (b"endstream", b"endstreem"),
        (b"endobj", b"endobi"),
        (b"trailer", b"trail-r"),
        (b"/Root", b"/Ruut"),
        (b"/Root ", b"/Root [1 0 R 2 0 R]/Rut "),
        (b"/Size", b"/Prev 9/Size"),
    ],
)
def test_damaged_file(content, old, new):
    """A file with a fault in what holds it together is refused."""
    plain = lay_out_plainly(content)
    assert old in plain
    assert refuse(plain.replace(old, new)) == "its file is damaged, or another program has written it"


DAMAGED = "its file is damaged, or another program has written it"


@pytest.mark.parametrize(
    ("part", "body"),
    [
        ("pages", b"<</Type /Pages/Count 2/Kids []>>"),
        ("pages", b"<</Type /Pages/Count 2/Kids [%(page)d 0 R 5]>>"),
        ("pages", b"<</Type /Pages/Count 2/Kids [%(pages)d 0 R %(pages)d 0 R]>>"),
        ("pages", b"<</Type /Pages/Count 10001/Kids [" + 10_001 * b"%(page)d 0 R " + b"]>>"),
        ("pages", b"[1 2 3]"),
        ("pages", b"<</Type /Pages /Kids] >>"),
        ("pages", b"<</Type /Pages 5 5>>"),
        ("pages", b"<</Type /Pages/Kids [99999 0 R]>>"),
        ("pages", b"<</Type /Pages/Kids [%%]>>"),
        ("page", b"<</Type /Page/MediaBox [0 0 9 9]/Resources << ]>>"),
        ("page", b"<</Type /Page/MediaBox [0 0 9 9]/Contents 99999 0 R/Resources<<>>>>"),
        ("resources", b"<</Font %(resources)d 0 R>>"),
        ("resources", b"<</Font %(pages)d 0 R/XObject %(resources)d 0 R>>"),
        ("contents", b"<</Length " + 5000 * b"9" + b">>\nstream\n\nendstream"),
        ("contents", b"<</Length 4/Own []>>\nstream\n123456\nendstream"),
        ("contents", b"<</Length 4>>\nstream\n123456\nendstream"),
        ("contents", b"(one (two) three)"),
    ],
)
def test_object_that_is_not_as_ours(content, part, body):
    """An object that leads nowhere, to itself, or to far too much is refused, and the reading of it ends."""
    plain = lay_out_plainly(content)
    numbers = dict(zip(("pages", "page", "resources", "contents"), find_parts(plain)[0], strict=True))
    filled = {name.encode(): number for name, number in numbers.items()}
    assert refuse(amend(plain, numbers[part], body % filled)) == DAMAGED


def test_object_under_another_number(content):
    """An object that bears another number than the file says of it is refused."""
    plain = lay_out_plainly(content)
    (*_, number), drawn = find_parts(plain)
    amended = amend(plain, number, stream_of(drawn))
    head, tail = b"%d 0 obj\n<</Length" % number, b"%d 0 obj\n<</Length" % (number - 1)
    assert amended.count(head) == 1
    assert refuse(amended.replace(head, tail)) == DAMAGED


def test_object_without_end():
    """What a file ends in the middle of has no end."""
    with pytest.raises(Unreadable):
        find_end(b"<</Kids [1 0 R", 0)


@pytest.mark.parametrize("packed", [zlib.compress(bytes(99))[:-4], b"no zlib", None])
def test_packed_data_that_is_not_whole(packed):
    """Compressed data that ends too early, or are none, are not taken for whole."""
    with pytest.raises(Unreadable):
        inflate(Found(b"<</Filter /FlateDecode>>", packed))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/W [1 2 2]", b"/W [1 2 1]"),
        (b"/W [1 2 2]", b"/W [1 2]  "),
        (b"/Index [0 ", b"/Index [1 "),
        (b"/Type /ObjStm/N ", b"/Type /ObjStm/N 9"),
    ],
)
def test_streams_that_hold_objects(content, old, new):
    """A file whose own account of its objects is wrong is refused."""
    assert content.count(old) == 1
    assert refuse(content.replace(old, new)) == DAMAGED


def test_streams_of_objects_in_each_other(content):
    """A stream of objects that is said to stand within itself, or in another, is refused."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        holder = next(entry.objgen[0] for entry in pdf.objects if is_holder(entry))
        size = int(pdf.trailer.Size)
    front, rest = content[: content.rindex(b"%d 0 obj" % (size - 1))], content
    rows = [b"\x02" + holder.to_bytes(2, "big") + b"\0\0"] * size
    root = int(rest.rpartition(b"/Root ")[2].split()[0])
    table = stream_of(b"".join(rows), b"/Type /XRef/Index [0 %d]/W [1 2 2]/Size %d/Root %d 0 R" % (size, size, root))
    whole = front + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (size - 1, table, len(front))
    assert refuse(whole) == DAMAGED


def is_holder(entry):
    """Say whether an object is a stream of objects."""
    return isinstance(entry, pikepdf.Stream) and entry.get("/Type") == "/ObjStm"


@pytest.mark.parametrize("plainly", [False, True])
def test_any_wrong_byte_is_refused_or_harmless(content, plainly):
    """A byte gone wrong anywhere ends in a bound file or a refusal, never in another error."""
    whole = lay_out_plainly(content) if plainly else content
    chance = random.Random(4)  # noqa: S311 -- the same places in each run
    ended = set()
    for _ in range(300):
        place = chance.randrange(len(whole)) if chance.random() < 0.4 else -chance.randrange(1, 4000)
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << chance.randrange(8)
        try:
            bind([Bound("to whom", bytes(spoiled))], lambda _: None)
            ended.add("bound")
        except FormatError:
            ended.add("refused")
    assert ended == {"bound", "refused"}


def test_refused_letter_leaves_nothing_behind(content, batch):
    """Who goes on after a refusal has the file that the others alone would make."""

    def gather(*letters):
        pieces = []
        binder = Binder(pieces.append)
        for letter in letters:
            try:
                binder.add(letter)
            except FormatError:
                continue
        binder.finish()
        return b"".join(pieces)

    half = Bound("half", content[: len(content) // 2])
    spoiled = Bound("spoiled", lay_out_plainly(content).replace(b"/MediaBox", b"/MediaBux"))
    assert gather(batch[0], half, spoiled, batch[1]) == gather(*batch[:2])


def test_nothing_to_bind():
    """No letters make no file: not one byte goes out."""
    pieces = []
    with pytest.raises(FormatError, match="there is no letter to bind"):
        bind([], pieces.append)
    assert pieces == []

"""How the form of `appeals serve` bears many people at once: a real server, and people who type as people do.

Each opens the form of a case and types a name, an address and a paragraph, key by key, with the pauses that people
make. A picture is asked for as the page's script asks for it: after the pause that the server names, one at a time, the
latest last. Told are how long the server took, how long it was from the last key to the picture, and how many failed.

    python tools/load.py                  # one person, then fifty
    python tools/load.py --people 100 --workers 4
"""

import argparse
import http.client
import os
import random
import re
import subprocess
import sys
import threading
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlencode, urlsplit

HOUSE = Path(__file__).parents[1]
CASE = "forced-returns-2003"
KEY = 0.2  # seconds between keys, on average: 60 words a minute
THOUGHT = (0.8, 2.5)  # seconds between fields and sentences
SPREAD = 10.0  # seconds in which all begin
STREETS, TOWNS = ("Lindenweg", "Mill Lane", "Rue des Fleurs", "Bergstraße"), ("10117 Berlin", "Bristol", "8000 Zürich")
SENTENCES = (
    "I teach at a school, and among my pupils are children who fled.",
    "My parents were refugees, and found protection here.",
    "For many years I have followed what happens to those who cross the border.",
    "I should be glad to hear that no one is sent back.",
)


@dataclass
class Told:
    """What was measured, in seconds."""

    server: list[float] = field(default_factory=list)
    eye: list[float] = field(default_factory=list)  # from the last key to the picture
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Typing:
    """What one person types, and when each key is pressed."""

    keys: tuple[str, ...]  # of the field that each key belongs to
    texts: dict[str, str]
    times: tuple[float, ...]

    def state(self, count: int) -> dict[str, str]:
        """Tell what the fields hold after so many keys."""
        typed = self.keys[:count]
        return {name: text[: typed.count(name)] for name, text in self.texts.items()}


def imagine(number: int) -> Typing:
    """Imagine a person: the same number is always the same."""
    chance = random.Random(number)  # noqa: S311 -- people, not secrets
    texts = {
        "name": f"Person {number} Example",
        "address": f"{chance.choice(STREETS)} {number}\n{chance.choice(TOWNS)}",
        "words": " ".join(chance.sample(SENTENCES, chance.randint(1, 3))),
    }
    keys = [name for name, text in texts.items() for _ in text]
    gaps = []
    for name, text in texts.items():
        for place, _ in enumerate(text):
            thinks = place == 0 or text[place - 1] in ".\n"
            gaps.append(chance.uniform(*THOUGHT) if thinks else chance.lognormvariate(0, 0.5) * KEY)
        assert name in keys  # noqa: S101 -- for the reader: a gap for each key
    return Typing(tuple(keys), texts, tuple(accumulate(gaps)))


def next_asked(typing: Typing, sent: int, now: float, pause: float) -> tuple[int, float]:
    """Tell after how many keys, and when, the page's script asks for its next picture."""
    last = len(typing.times) - 1
    index = next((i for i in range(sent, last) if typing.times[i + 1] - typing.times[i] >= pause), last)
    if typing.times[index] + pause >= now:
        return index + 1, typing.times[index] + pause
    return max(bisect_right(typing.times, now), sent + 1), now  # it waited for the picture before


def write_letter(address: str, number: int, told: Told) -> None:
    """Be one person: open the form, type, and look."""
    where = urlsplit(address)
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=90)
    line.request("GET", f"/letters/{CASE}", headers={"Host": where.netloc})
    answer = line.getresponse()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    page = answer.read().decode()
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("mark", "form", "lang")}  # type: ignore[index]
    headers = {"Host": where.netloc, "Origin": address, "Cookie": cookie}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    pause = int(re.search(r'data-pause="(\d+)"', page)[1]) / 1000  # type: ignore[index]
    typing, sent, began = imagine(number), 0, time.perf_counter()
    while sent < len(typing.times):
        sent, when = next_asked(typing, sent, time.perf_counter() - began, pause)
        time.sleep(max(0.0, began + when - time.perf_counter()))
        body = urlencode({**hidden, **typing.state(sent), "to": "cn-premier", "country": "DE", "language": "en"})
        start = time.perf_counter()
        line.request("POST", f"/letters/{CASE}/preview", body, headers)
        answer = line.getresponse()
        content = answer.read()
        end = time.perf_counter()
        if asked := re.search(rb'"pause":\s*(\d+)', content):
            pause = int(asked[1]) / 1000
        told.server.append(end - start)
        told.eye.append(end - began - typing.times[sent - 1])
        if answer.status != http.client.OK or content.count(b"data:image/png") != 2:  # noqa: PLR2004 -- pages
            told.failures.append(f"{answer.status} {content[:80]!r}")
    line.close()


def part(values: list[float], share: float) -> float:
    """Tell the value that so large a share does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(address: str, people: int) -> Told:
    """Let so many people write at once, their beginnings spread over ten seconds."""
    told = Told()
    threads = [threading.Thread(target=write_letter, args=(address, number, told)) for number in range(people)]
    for thread in threads:
        thread.start()
        time.sleep(SPREAD / people if people > 1 else 0)
    for thread in threads:
        thread.join()
    return told


def report(people: int, told: Told, seconds: float) -> str:
    """Lay out what was measured as a row of a table."""
    figures = [f"{part(values, share):.2f}" for values in (told.server, told.eye) for share in (0.5, 0.95, 0.99)]
    return " | ".join((f"| {people}", f"{len(told.server)}", f"{seconds:.0f}", *figures, f"{len(told.failures)} |"))


def main() -> None:
    """Start a server, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    words = (sys.executable, "-m", "appeals", "-C", str(HOUSE), "serve", "--port", "0", "--workers", str(asked.workers))
    environment = os.environ | {"PYTHONPATH": str(HOUSE)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            address = (server.stdout.readline() if server.stdout else "").strip().rstrip("/")
            compare(address, asked.people, asked.workers)
        finally:
            server.terminate()


def compare(address: str, people: int, workers: int) -> None:
    """Print a row for one person, and one for many."""
    print(f"{os.cpu_count()} cores, {workers} processes; load before: {os.getloadavg()[0]:.1f}")
    print("| people | pictures | seconds | p50 | p95 | p99 | from last key: p50 | p95 | p99 | failed |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for count in (1, people):
        start = time.perf_counter()
        told = measure(address, count)
        print(report(count, told, time.perf_counter() - start), flush=True)
        for failure in dict.fromkeys(told.failures):
            print(failure)


if __name__ == "__main__":
    main()

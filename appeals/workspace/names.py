"""Names that a folder or a file can bear on every system, since an outbox is carried to the machine that prints.

Windows keeps names of devices for itself, with any ending, and drops a full stop or a blank at the end (Microsoft,
“Naming Files, Paths, and Namespaces”). It and macOS take names for one that differ in capitals only.
"""

from pathlib import Path

from appeals.problems import Place, UsageError

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
FORBIDDEN = frozenset('<>:"/\\|?*')
MEND = "choose another name, as spring-2026"


def insist_on_portable(name: str) -> None:
    """Refuse a name that some system cannot give to a file; raise UsageError."""
    if reason := _find_reason(name):
        raise UsageError.of(f"“{name}” cannot be the name of a file or folder: {reason}", MEND)


def insist_on_new_spelling(folder: Path) -> None:
    """Refuse a folder beside which there is one of the same name but for capitals; raise UsageError."""
    try:
        beside = [path.name for path in folder.parent.iterdir()]
    except OSError:
        return
    alike = [name for name in beside if name.casefold() == folder.name.casefold()]
    if alike and folder.name not in alike:
        raise UsageError.of(
            f"there is “{alike[0]}” already, which many systems take for the same name as “{folder.name}”",
            f"use “{alike[0]}”, or a name that differs in more than capitals",
            Place(str(folder.parent / alike[0])),
        )


def _find_reason(name: str) -> str:
    """Say why a name cannot be had; nothing where it can."""
    if name.partition(".")[0].rstrip(" ").casefold() in DEVICES:
        return "Windows keeps it for a device"
    if name != name.rstrip(". "):
        return "Windows drops a full stop or a blank at its end"
    if any(character in FORBIDDEN or ord(character) < ord(" ") for character in name):
        return "it holds a character that is not for names"
    return ""

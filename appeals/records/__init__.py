"""YAML text -> records, every fault with its place."""

from appeals.records.check import check, placed, problem_at
from appeals.records.relations import case_problems, did_you_mean, recipient_problems, sender_problems
from appeals.records.salvage import salvage
from appeals.records.shown import named_people
from appeals.records.source import Folder, SourceText, parse

__all__ = [
    "Folder",
    "SourceText",
    "case_problems",
    "check",
    "did_you_mean",
    "named_people",
    "parse",
    "placed",
    "problem_at",
    "recipient_problems",
    "salvage",
    "sender_problems",
]

"""YAML text -> records, every fault with its place."""

from appeals.records.check import check, placed, problem_at
from appeals.records.relations import case_problems, did_you_mean, recipient_problems, sender_problems
from appeals.records.salvage import salvage
from appeals.records.source import SourceText, parse

__all__ = [
    "SourceText",
    "case_problems",
    "check",
    "did_you_mean",
    "parse",
    "placed",
    "problem_at",
    "recipient_problems",
    "salvage",
    "sender_problems",
]

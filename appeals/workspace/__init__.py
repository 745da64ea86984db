"""The user's folder: the only package that opens or writes the user's files."""

from appeals.workspace.files import is_file
from appeals.workspace.folder import CASES, LAW, Workspace, starter

__all__ = ["CASES", "LAW", "Workspace", "is_file", "starter"]

"""Packaged facts: the law, and the names of states; read only when they are asked for."""

from appeals.reference.law import catalogue
from appeals.reference.states import find_state, state_of, states

__all__ = ["catalogue", "find_state", "state_of", "states"]

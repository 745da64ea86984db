"""Finds the words of a letter: who is addressed and how, what is said, and whose record every word comes from."""

"""Makes the pieces of text that letters are built of."""

from appeals.model.letter import Run


def say(text, style=""):
    """Make runs of one text."""
    return (Run(text, style),)

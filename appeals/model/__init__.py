"""The nouns, frozen: what people write (pydantic) and what we make of it (dataclasses)."""

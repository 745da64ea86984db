"""Letters for people in danger, made from records: the right person, the right address, the law as it binds."""

__version__ = "0.1.0"

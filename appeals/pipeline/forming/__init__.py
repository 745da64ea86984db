"""A page in which volunteers fill in the letters of a case.

unsigned   a letter composed with marks in the sender's place
facts      what the page's script works with
page       the page of a case, and the last day of its use
"""

from appeals.pipeline.forming.page import Formed, form, make_form

__all__ = ["Formed", "form", "make_form"]

"""The press: letters whose pages differ only in declared fields share one layout."""

from appeals.formats.press.fields import Shape, shape_of, texts_of
from appeals.formats.press.form import Form, fill, serves
from appeals.formats.press.making import Surprise, make_form
from appeals.formats.press.proving import prove

__all__ = ["Form", "Shape", "Surprise", "fill", "make_form", "prove", "serves", "shape_of", "texts_of"]

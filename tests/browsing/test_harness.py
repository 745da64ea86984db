"""The browser of the tests is worth trusting: it records what it should and finds what it should."""

import pytest
from driving import violations


def test_requests_and_complaints_are_recorded(page, requests, complaints, tmp_path):
    """A picture that is asked for and a script that fails are both told."""
    file = tmp_path / "page.html"
    file.write_text('<!DOCTYPE html><title>x</title><img src="absent.png" alt=""><script>nothing()</script>')
    page.goto(file.as_uri())
    assert requests == [file.as_uri(), (tmp_path / "absent.png").as_uri()]
    assert any("nothing is not defined" in complaint for complaint in complaints)


def test_axe_finds_a_field_without_a_label(page):
    """A field that nobody can name is found, even where a policy forbids scripts; a labelled one is not."""
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    bare = f"<!DOCTYPE html><html lang=en><title>x</title>{policy}<main><h1>x</h1><input></main>"
    page.set_content(bare)
    assert any(found.startswith("label") for found in violations(page))
    page.set_content(bare.replace("<input>", "<label>Name <input></label>"))
    assert violations(page) == []


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
def test_a_test_may_set_up_its_browser(page):
    """Without JavaScript a page's script does nothing."""
    page.set_content("<p>before</p><script>document.querySelector('p').textContent = 'after'</script>")
    assert page.inner_text("p") == "before"

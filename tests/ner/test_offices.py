"""Bodies whose names several countries share, and names that are cut."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Officers of the Royal Air Force of Oman met .", "Royal Air Force of Oman"),
        ("Members of the House of Representatives of the Philippines met .",
         "House of Representatives of the Philippines"),
        ("The Czech Senate met .", "Czech Senate"),
        ("Talks with NATO of Turkey were held .", "NATO"),
    ],
)  # fmt: skip
def test_a_shared_name_with_another_country_is_another_body(find, text, name):
    assert find(text).names("organization") == {name}

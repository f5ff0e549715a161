import pickle

import pytest

from pipeline import errors


@pytest.mark.parametrize("name", sorted(set(errors.__all__) - {"MissingExtraError"}))
def test_every_error_has_the_base_and_crosses_processes(name: str) -> None:
    error = getattr(errors, name)("no such file: a.txt")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(error, errors.PipelineError)
    assert type(again) is type(error)
    assert str(again) == "no such file: a.txt"


def test_a_table_error_keeps_where_it_is_when_it_crosses_processes() -> None:
    error = errors.TableError("wrong", table="quotes", column="kind", count=3)
    again = pickle.loads(pickle.dumps(error))
    assert (again.table, again.column, again.count) == ("quotes", "kind", 3)


def test_a_missing_extra_says_how_to_install_it() -> None:
    error = errors.MissingExtraError(extra="train")
    again = pickle.loads(pickle.dumps(error))
    assert str(error) == (
        "the extra 'train' is not installed; "
        "install it with: python -m pip install 'who-said-what[train]'"
    )
    assert (str(again), again.extra) == (str(error), "train")

"""What a user may set about quotes."""

from dataclasses import dataclass

from pipeline.errors import SettingsError
from pipeline.tables import vocabulary


@dataclass(frozen=True, slots=True)
class QuoteSettings:
    """Settings of the quotes stage.

    Attributes:
        acts: which acts are kept; the others are left out of the table.
        least_score: attributions with a lower score are left out.
        model: which quote model finds them: `auto` for the bundled one, or the folder of another.

    Raises:
        SettingsError: an act that there is not, or a score that is none.
    """

    acts: tuple[str, ...] = ("speech", "writing", "thought", "plan")
    least_score: float = 0.0
    model: str = "auto"

    def __post_init__(self) -> None:
        unknown = sorted(set(self.acts) - set(vocabulary.ACTS))
        if unknown:
            raise SettingsError(
                f"quotes.acts has {', '.join(unknown)}; the acts are {', '.join(vocabulary.ACTS)}"
            )
        if not 0 <= self.least_score <= 1:
            raise SettingsError(f"quotes.least_score is {self.least_score}; give 0 to 1")
